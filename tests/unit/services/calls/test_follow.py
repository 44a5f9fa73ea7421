"""Following calls: each new one once, also those that began long before, and an end when the pot is low."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.services.calls.house import house, zoom_of
from ztui.core.errors import ConfigError, Forbidden, Unreachable
from ztui.services.calls.follow import Follow, FollowCost, FollowEnded
from ztui.services.calls.windows import second_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.unit.services.calls.house import House
    from ztui.sim.inprocess import InProcess


@pytest.fixture(scope="module")
def zoom() -> Iterator[InProcess]:
    with closing(zoom_of(calls="60000")) as made:
        yield made


def follow(on: House, every: float = 10) -> Follow:
    return Follow(on.client, on.calls, on.clock, every)


async def test_new_calls_come_once_and_in_order_whenever_they_began(tmp_path: Path, zoom: InProcess) -> None:
    async with house(tmp_path, zoom) as on:
        work = follow(on)
        began = second_of(on.clock.now())
        seen: list[str] = []
        for _ in range(150):
            rows = await work.look()
            assert [row["start_time"] for row in rows] == sorted(row["start_time"] for row in rows)
            seen += [str(row["call_history_uuid"]) for row in rows]
            on.pass_time(minutes=9)
        assert len(seen) == len(set(seen)) > 20
        assert work.looked_at is not None
        here = (began, second_of(work.looked_at))
        listed = await on.stored(here)
        assert set(listed) == on.held(here) & set(seen)
        assert (await on.calls.covered())[0].first == began
        long_ago = [row for row in await on.stored() if row not in listed]
        assert set(long_ago) <= set(seen)


async def test_a_sync_after_following_costs_the_last_hours_alone(tmp_path: Path, zoom: InProcess) -> None:
    async with house(tmp_path, zoom) as on:
        day = 86_400
        await on.synced((on.now - day, on.now + 1))
        work = follow(on)
        for _ in range(3):
            await work.look()
            on.pass_time(minutes=30)
        on.line.asked.clear()
        await on.synced((on.now - day, on.now + 1))
        assert len(on.line.asked) <= 2
        assert await on.is_whole((on.now - day + 3600 * 2, on.now + 1))


async def test_it_ends_when_little_is_left_and_when_zoom_refuses(tmp_path: Path, zoom: InProcess) -> None:
    async with house(tmp_path, zoom) as on:
        work = follow(on)

        async def refuse(number: int, query: dict[str, str]) -> tuple[int, dict[str, str], Any]:
            return 403, {}, {"code": 104, "message": "No permission."}

        on.line.instead = refuse
        with pytest.raises(Forbidden):
            async for _ in work.looks():
                pass
        on.line.instead = None
        await on.ledger.told("acc", on.clock.now().date(), "phone heavy", 2_999, 30_000)
        with pytest.raises(FollowEnded, match="2,999 requests are left of today's pot, under 10 %"):
            await work.look()


async def test_a_way_that_is_broken_for_a_moment_is_waited_for(tmp_path: Path, zoom: InProcess) -> None:
    async with house(tmp_path, zoom) as on:
        work, gone = follow(on), 2

        async def look() -> list[Any]:
            nonlocal gone
            gone -= 1
            if gone >= 0:
                raise Unreachable("Cannot reach Zoom.")
            return []

        work.look = look  # type: ignore[method-assign]
        async for found in work.looks():
            assert found == []
            if gone < 0:
                break
        gone = 9
        with pytest.raises(Unreachable):
            async for _ in work.looks():
                pass
        assert gone == 6


@pytest.mark.parametrize(
    ("every", "limit", "said"),
    [
        (10, 30_000, "6 heavy requests a minute, 1.2 % of today's pot an hour"),
        (60, 30_000, "1 heavy request a minute, 0.2 % of today's pot an hour"),
        (600, 30_000, "6 heavy requests an hour, under 0.1 % of today's pot an hour"),
        (10, None, "6 heavy requests a minute"),
    ],
)
def test_its_cost_is_said(every: float, limit: int | None, said: str) -> None:
    assert str(FollowCost(every, limit)) == said


@pytest.mark.parametrize("every", [0, 1, 4000, float("nan")])
async def test_a_pace_that_cannot_be_is_refused(tmp_path: Path, zoom: InProcess, every: float) -> None:
    async with house(tmp_path, zoom) as on:
        with pytest.raises(ConfigError, match="cannot be followed"):
            follow(on, every)
