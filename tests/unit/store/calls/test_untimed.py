"""Calls whose begin nobody can read: kept, shown in every window, last, and never forgotten by mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.zoom.box import QuickClock
from ztui.store.calls.calls import Calls
from ztui.store.calls.keys import EPOCH
from ztui.store.terms import LocalFilter

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

ALL = LocalFilter()
ODD: tuple[Any, ...] = ("soon", None, "", 17, "2026-13-45T99:00:00Z", {"at": 1})


def record(number: int, **more: Any) -> dict[str, Any]:
    id = f"20261120-{number:08x}-5555-4444-8888-{number:012x}"
    return {"call_history_uuid": id, "caller_name": "Ann", "duration": number, **more}


@pytest.fixture
async def calls(tmp_path: Path) -> AsyncIterator[Calls]:
    made = Calls(tmp_path / "own.calls.sqlite", QuickClock())
    await made.add([record(number, start_time=f"2026-11-{number + 10}T12:00:00Z") for number in range(5)])
    yield made
    await made.close()


async def shown(calls: Calls, **how: Any) -> list[dict[str, Any]]:
    rank = await calls.rank(ALL, **how)
    try:
        return [row for row in await calls.window(rank, 0, rank.count) if row is not None]
    finally:
        calls.drop(rank)


@pytest.mark.parametrize("start", ODD, ids=repr)
async def test_it_is_kept_as_it_came_and_no_prune_takes_it(calls: Calls, start: Any) -> None:
    odd = record(9, start_time=start)
    await calls.add([odd])
    assert await calls.untimed() == 1
    assert (await shown(calls))[-1] == odd
    assert await calls.prune((1 << 30) - 1) == 5
    assert await shown(calls) == [odd]


async def test_it_is_in_every_window_of_a_list_and_in_none_that_is_counted(calls: Calls) -> None:
    odd = record(9)
    await calls.add([odd])
    november = 1_794_441_600 - EPOCH  # 2026-11-12
    span = (november, november + 86_400)
    assert [row["duration"] for row in await shown(calls, span=span, untimed=True)] == [2, 9]
    assert [row["duration"] for row in await shown(calls, span=span)] == [2]
    assert (await calls.totals(ALL, span=span)).calls == 1


async def test_once_its_begin_is_told_it_has_its_place(calls: Calls) -> None:
    await calls.add([record(9, start_time="soon")])
    await calls.add([record(9, start_time="2026-11-13T00:00:00Z")])
    assert await calls.untimed() == 0
    assert [row["duration"] for row in await shown(calls)] == [4, 3, 9, 2, 1, 0]
