"""What a sync gets is what Zoom holds, whatever happens on the way, and what it costs is what it said."""

from __future__ import annotations

import asyncio
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.services.calls.house import house, zoom_of
from ztui.core.errors import Invalid, RateLimited, StoreError
from ztui.services.calls.windows import NEAR, SEAM, instant_of, second_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ztui.sim.inprocess import InProcess

CONCURRENT = {"code": 429, "message": "Too many concurrent requests. A request to this has already been made."}
DAILY = {"code": 429, "message": "You have reached the maximum daily rate limit for this API."}


@pytest.fixture(scope="module")
def zoom() -> Iterator[InProcess]:
    with closing(zoom_of()) as made:
        yield made


async def test_six_months_come_whole_and_each_call_once_for_what_was_said(tmp_path: Path, zoom: InProcess) -> None:
    async with house(tmp_path, zoom) as on:
        span = on.whole
        work = on.sync(span)
        cost = await work.look()
        looks = len(on.line.asked)
        assert looks == 7
        assert 0 <= cost.calls - (len(on.held()) - 7 * 300) < 5  # a call at a seam counts twice
        assert str(cost) == f"{cost.requests} heavy requests, under 0.1 % of today's pot, about 1 s"
        report = await work.run()
        assert await on.is_whole()
        assert len(on.line.asked) == looks + cost.requests == report.requests
        assert report.added.new == len(on.held())
        assert (on.told[-1].rest.requests, on.told[-1].share) == (0, 1.0)
        assert [(each.first, each.end) for each in await on.calls.covered()] == [span]


async def test_the_newest_calls_come_first(tmp_path: Path, zoom: InProcess) -> None:
    async with house(tmp_path, zoom) as on:
        await on.synced(at_once=10)
        begins = [each["from"] for each in on.line.asked]
        newest = sorted(begins[:7], reverse=True)
        assert begins[7] > newest[1]


async def test_windows_with_many_calls_are_cut_and_none_is_lost_at_the_seams(tmp_path: Path, zoom: InProcess) -> None:
    async with house(tmp_path, zoom) as on:
        await on.synced(at_once=10)
        windows = {(each["from"], each["to"]) for each in on.line.asked}
        assert len(windows) > 7 + 10
        assert await on.is_whole()


async def test_a_second_sync_costs_only_the_last_hours(tmp_path: Path, zoom: InProcess) -> None:
    async with house(tmp_path, zoom) as on:
        await on.synced()
        end = (await on.calls.covered())[-1].end
        on.line.asked.clear()
        on.pass_time(minutes=30)
        work = on.sync()
        assert (await work.look()).requests == 0
        await work.run()
        assert [each["from"] for each in on.line.asked] == [f"{instant_of(end - NEAR - SEAM):%Y-%m-%dT%H:%M:%SZ}"]
        assert await on.is_whole()
        assert len(await on.calls.covered()) == 1


async def test_the_first_sync_of_a_day_finds_calls_that_took_long(tmp_path: Path, zoom: InProcess) -> None:
    async with house(tmp_path, zoom) as on:
        await on.synced()
        on.pass_time(hours=20)
        on.line.asked.clear()
        await on.synced()
        assert on.line.asked[0]["from"] < f"{instant_of(on.now - 60 * 3600):%Y-%m-%dT%H:%M:%SZ}"
        assert await on.is_whole()


async def test_only_the_gaps_of_a_span_are_fetched(tmp_path: Path, zoom: InProcess) -> None:
    async with house(tmp_path, zoom) as on:

        def days(first: int, end: int) -> tuple[int, int]:
            return on.now - first * 86_400, on.now - end * 86_400

        await on.synced(days(90, 60))
        await on.synced(days(50, 40))
        on.line.asked.clear()
        await on.synced(days(80, 30))
        gaps = [
            {
                "from": f"{instant_of(first - SEAM):%Y-%m-%dT%H:%M:%SZ}",
                "to": f"{instant_of(end + SEAM):%Y-%m-%dT%H:%M:%SZ}",
            }
            for first, end in (days(40, 30), days(60, 50))
        ]
        assert all(
            any(gap["from"] <= each["from"] and each["to"] <= gap["to"] for gap in gaps) for each in on.line.asked
        )
        assert await on.is_whole(days(90, 30))
        on.line.asked.clear()
        report = await on.synced(days(80, 30))
        assert (on.line.asked, report.requests) == ([], 0)


@pytest.mark.parametrize("seed", ["1", "2"])
async def test_faults_lose_nothing(tmp_path: Path, seed: str) -> None:
    faults = "429=6,500=6,reset=6,timeout=3,garbage=4,cut=4,types=5"
    with closing(zoom_of(faults=faults, seed=seed)) as failing:
        async with house(tmp_path, failing) as on:
            await on.synced(at_once=10)
            assert await on.is_whole()
            assert len(await on.calls.covered()) == 1


async def test_a_page_token_that_died_begins_its_window_again_without_doubling(tmp_path: Path, zoom: InProcess) -> None:
    async with house(tmp_path, zoom) as on:
        died: list[str] = []

        async def instead(number: int, query: dict[str, str]) -> None:
            if "next_page_token" in query and len(died) < 3:
                died.append(query["from"])
                on.pass_time(minutes=16)

        on.line.instead = instead
        report = await on.synced()
        assert len(died) == 3
        assert report.added.new == len(await on.stored())
        assert await on.is_whole((on.whole[0], on.now - 3600))


async def test_an_access_token_that_ended_is_renewed(tmp_path: Path, zoom: InProcess) -> None:
    async with house(tmp_path, zoom) as on:

        async def instead(number: int, query: dict[str, str]) -> tuple[int, dict[str, str], Any] | None:
            return (401, {}, {"code": 124, "message": "Access token is expired."}) if number in (4, 9) else None

        on.line.instead = instead
        await on.synced()
        assert await on.is_whole()


@pytest.mark.parametrize("number", [3, 8, 15])
async def test_after_a_cut_only_windows_that_were_through_count_and_the_rest_follows(
    tmp_path: Path, zoom: InProcess, number: int
) -> None:
    async with house(tmp_path, zoom) as on:
        reached = asyncio.Event()

        async def hang(at: int, query: dict[str, str]) -> None:
            if at == number:
                reached.set()
                await asyncio.Event().wait()

        on.line.instead = hang
        task = asyncio.create_task(on.synced(at_once=10))
        await reached.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        for each in await on.calls.covered():
            span = each.first, each.end
            assert await on.is_whole(span)
        on.line.instead = None
        await on.synced(at_once=10)
        assert await on.is_whole()


async def test_an_empty_pot_says_when_it_goes_on_and_then_it_does(tmp_path: Path, zoom: InProcess) -> None:
    async with house(tmp_path, zoom) as on:

        async def instead(number: int, query: dict[str, str]) -> tuple[int, dict[str, str], Any] | None:
            headers = {"x-ratelimit-type": "Daily-limit", "x-ratelimit-limit": "30000", "x-ratelimit-remaining": "0"}
            return (429, headers, DAILY) if number >= 10 and on.clock.now().day == 21 else None

        on.line.instead = instead
        work = on.sync()
        await work.look()
        with pytest.raises(RateLimited) as caught:
            await work.run()
        asked = len(on.line.asked)
        with pytest.raises(RateLimited):
            await work.run()
        assert len(on.line.asked) == asked
        assert caught.value.until is not None
        on.pass_time(seconds=(caught.value.until - on.clock.now()).total_seconds() + 1)
        assert on.clock.now().day == 22
        await work.look()
        await work.run()
        await work.close()
        for each in await on.calls.covered():
            span = each.first, each.end - 12 * 3600
            assert await on.is_whole(span)
        await on.synced()
        assert await on.is_whole()


async def test_a_pot_that_does_not_suffice_is_said(tmp_path: Path, zoom: InProcess) -> None:
    async with house(tmp_path, zoom) as on:
        await on.ledger.told("acc", on.clock.now().date(), "phone heavy", 9, 30_000)
        cost = await on.sync().look()
        assert (cost.left, cost.is_too_much) == (2, True)


async def test_chains_fall_back_to_one_when_zoom_takes_only_one_request_at_a_time(
    tmp_path: Path, zoom: InProcess
) -> None:
    async with house(tmp_path, zoom) as on:
        under_way = 0
        refused: list[int] = []

        async def instead(number: int, query: dict[str, str]) -> tuple[int, dict[str, str], Any] | None:
            nonlocal under_way
            if under_way:
                refused.append(number)
                return 429, {}, CONCURRENT
            under_way += 1
            for _ in range(20):
                await asyncio.sleep(0)
            under_way -= 1
            return None

        on.line.instead = instead
        await on.synced(at_once=3)
        assert await on.is_whole()
        assert on.told[-1].one_by_one
        assert refused
        assert max(refused) < len(on.line.asked) // 2
        assert on.client.requests.crowded == len(refused)


async def test_both_names_of_the_array_and_both_ids_of_a_call_are_taken(tmp_path: Path, zoom: InProcess) -> None:
    async with house(tmp_path, zoom) as on:

        def older(body: dict[str, Any]) -> dict[str, Any]:
            rows = body.pop("call_history", [])
            return body | {"call_logs": [{"id": row.pop("call_history_uuid"), **row} for row in rows]}

        on.line.changed = older
        await on.synced()
        assert await on.is_whole()
        on.line.changed = None
        await on.synced((on.now - 40 * 86_400, on.now))
        assert await on.is_whole()


async def test_without_totals_windows_are_cut_to_days(tmp_path: Path, zoom: InProcess) -> None:
    async with house(tmp_path, zoom) as on:
        on.line.changed = lambda body: {name: value for name, value in body.items() if name != "total_records"}
        span = (on.now - 54 * 86_400, on.now)
        await on.synced(span)
        assert len(on.line.asked) == 2 + 54
        assert await on.is_whole(span)


async def test_a_window_that_zoom_finds_too_old_begins_later(tmp_path: Path, zoom: InProcess) -> None:
    async with house(tmp_path, zoom) as on:
        on.clock.skew = -(instant_of(3600 * 3) - instant_of(0))
        await on.synced()
        on.clock.skew *= 0
        first = on.now - 180 * 86_400
        end = on.now - 4 * 3600
        assert await on.is_whole((first, end))


async def test_what_zoom_refuses_otherwise_is_told(tmp_path: Path, zoom: InProcess) -> None:
    async with house(tmp_path, zoom) as on:

        async def instead(number: int, query: dict[str, str]) -> tuple[int, dict[str, str], Any] | None:
            return 400, {}, {"code": 300, "message": "The account is not ready."}

        on.line.instead = instead
        with pytest.raises(Invalid, match="not ready"):
            await on.sync((on.now - 86_400, on.now)).look()
        assert len(on.line.asked) == 1


async def test_nothing_counts_as_covered_that_could_not_be_stored(tmp_path: Path, zoom: InProcess) -> None:
    async with house(tmp_path, zoom) as on:
        work = on.sync()
        await work.look()
        before = await on.calls.covered()
        await on.calls.close()
        for _ in range(2):
            with pytest.raises(StoreError):
                await work.run()
        await work.close()
        assert second_of(on.clock.now()) > 0
        assert before == ()


async def test_a_begin_that_nobody_can_read_is_asked_for_once_more(tmp_path: Path, zoom: InProcess) -> None:
    async with house(tmp_path, zoom) as on:
        span = (on.now - 3 * 86_400, on.now)
        odd = min(on.held(span))

        def garbled(body: dict[str, Any]) -> dict[str, Any]:
            rows = body.get("call_history", [])
            return body | {
                "call_history": [
                    row | ({"start_time": {"at": 1}} if row["call_history_uuid"] == odd else {}) for row in rows
                ]
            }

        on.line.changed = garbled
        report = await on.synced(span)
        assert (report.untimed, report.added.odd) == (1, 1)
        assert await on.calls.gaps(span)
        on.line.changed = None
        report = await on.synced(span)
        assert (report.untimed, report.added.odd, report.added.changed) == (0, 0, 1)
        assert not await on.calls.gaps(span)
        assert await on.is_whole(span)


async def test_what_zoom_sends_again_without_a_begin_is_taken_as_it_is(tmp_path: Path, zoom: InProcess) -> None:
    async with house(tmp_path, zoom) as on:
        span = (on.now - 3 * 86_400, on.now)
        on.line.changed = lambda body: (
            body | {"call_history": [row | {"start_time": "soon"} for row in body.get("call_history", [])]}
        )
        assert (await on.synced(span)).untimed == len(on.held(span))
        assert await on.calls.gaps(span)
        assert (await on.synced(span)).untimed == 0
        assert not await on.calls.gaps(span)
        on.line.asked.clear()
        await on.synced(span)
        assert len(on.line.asked) <= 1


async def test_values_in_lists_of_one_are_stored_as_what_they_are(tmp_path: Path, zoom: InProcess) -> None:
    async with house(tmp_path, zoom) as on:
        span = (on.now - 3 * 86_400, on.now)
        on.line.changed = lambda body: (
            body
            | {
                "call_history": [
                    row | {"start_time": [row["start_time"]], "direction": [row["direction"]]}
                    for row in body.get("call_history", [])
                ]
            }
        )
        report = await on.synced(span)
        assert (report.untimed, report.added.odd) == (0, len(on.held(span)))
        on.line.changed = None
        assert await on.is_whole(span)
        assert (await on.synced((on.now - 2 * 86_400, on.now))).added.changed == 0
