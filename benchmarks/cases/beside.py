"""A million calls in ztui on a terminal, and the same calls as CSV in visidata: find, sort, count, plot."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from benchmarks import kept
from benchmarks.browsed import browsing
from benchmarks.harness import measure
from benchmarks.peers import others, visidata
from benchmarks.report import Figure, Judged, figure
from ztui.core.ports import SystemClock
from ztui.resources.call_history import CALL_HISTORY
from ztui.services.exports import export_rows
from ztui.services.filters import parse
from ztui.services.rowtext import RowForm, csv_columns
from ztui.store.calls.calls import Calls
from ztui.store.terms import LocalFilter

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping
    from pathlib import Path
    from typing import Any

    from benchmarks.harness.program import Program
    from benchmarks.harness.screen import Screen

__all__ = ["run"]

FILTER = "smi"
_SORTED_BY = "From"
_COUNTED_BY = "Caller"
_FIRST_ROW = 4
_AT_ONCE = 500
_MB = 1e6
_TENTH = 0.1
_MOST_MEMORY = 150


def run(home: Path, rounds: int) -> list[Figure]:
    """Browse the stored calls in both programs, one after the other."""
    account = kept.account(kept.MANY)
    csv = account.root / "calls.csv"
    if not csv.exists():
        asyncio.run(_export(account.store, csv))
    number = asyncio.run(_rare(account.store))
    with browsing(account) as program:
        ours = _browse(program, number, account.calls)
    has_peer = visidata.NAME in {each.name for each in others.installed()}
    return _figures(ours, visidata.browse(home, csv, account.calls, number) if has_peer else None)


async def _export(store: Path, csv: Path) -> None:
    """Write all calls as CSV."""
    calls = Calls(store, SystemClock())
    try:
        rank = await calls.rank(LocalFilter())
        columns = csv_columns([each for each in CALL_HISTORY.columns if not each.hidden], ZoneInfo("UTC"))

        async def found() -> AsyncIterator[Mapping[str, Any]]:
            for start in range(0, rank.count, _AT_ONCE):
                for row in await calls.window(rank, start, _AT_ONCE):
                    if row is not None:
                        yield row

        assert await export_rows(csv, found(), columns, RowForm.CSV) == rank.count
    finally:
        await calls.close()


async def _rare(store: Path) -> str:
    """Give the last digits of a caller whose only call is among the oldest."""
    calls = Calls(store, SystemClock())
    try:
        rank = await calls.rank(LocalFilter())
        for row in reversed(await calls.window(rank, rank.count - 2000, 2000)):
            number = str((row or {}).get("caller_did_number", ""))[-7:]
            if number and len(await calls.first(parse(number, CALL_HISTORY), (), 2)) == 1:
                return number
    finally:
        await calls.close()
    raise AssertionError("all old callers called later as well")


def _browse(program: Program, number: str, rows: int) -> dict[str, float]:
    """Find a number, filter, sort, count and plot; gives seconds by what was done, and bytes of memory."""
    found = {"found": _typed(program, number, lambda screen: f"1 of {rows:,}" in screen.rows[2])}
    _unfiltered(program)
    whole = program.screen.rows[_FIRST_ROW]
    found |= _filtered(program, rows)
    program.wait_quiet(0.8)
    _unfiltered(program)
    found["sorted"] = _chosen(program, "s", _SORTED_BY, lambda screen: screen.rows[_FIRST_ROW] not in ("", whole))
    program.wait_quiet(1.0)
    found["frequency"] = _chosen(program, "F", _COUNTED_BY, lambda screen: "values" in screen.rows[2])
    program.wait_quiet(0.5)
    program.press("escape")
    program.wait_quiet(0.5)
    pressed = program.press("P")
    found["plotted"] = program.wait_for(lambda screen: "Per week" in screen.text and "█" in screen.text, 60) - pressed
    program.wait_quiet(1.0)
    found["memory"] = measure.memory(program).peak / _MB
    return found


def _unfiltered(program: Program) -> None:
    """Leave the line of the filter, then the filter."""
    for key in ("enter", "escape"):
        program.press(key)
        program.wait_quiet(0.5)


def _typed(program: Program, text: str, wanted: Callable[[Screen], object]) -> float:
    """Type a filter, and give the seconds from its last key."""
    program.press("/")
    program.wait_quiet(0.2)
    for char in text[:-1]:
        program.press(char)
        program.wait_quiet(0.2)
    pressed = program.press(text[-1])
    return program.wait_for(wanted, 60) - pressed


def _filtered(program: Program, rows: int) -> dict[str, float]:
    """Type the filter, its first letter last, when the rest is counted; gives first screenful and count.

    The line of the filter has its letters at once, beside the count of before: only another count tells that the rows
    are those of the filter, `128+` while the rest is counted.
    """
    program.press("/")
    program.wait_quiet(0.2)
    for char in FILTER[1:]:
        program.press(char)
        program.wait_quiet(0.2)
    program.wait_for(lambda screen: _count(screen, rows).isdecimal(), 60)
    program.press("home")
    program.wait_quiet(0.5)
    before = _count(program.screen, rows)
    pressed = program.press(FILTER[0])
    first = program.wait_for(lambda screen: _count(screen, rows) not in ("", before), 60)
    last = program.wait_for(lambda screen: _count(screen, rows) != before and _count(screen, rows).isdecimal(), 60)
    return {"filtered": first - pressed, "counted": last - pressed}


def _count(screen: Screen, rows: int) -> str:
    """Give how many calls are said to pass the filter, `128+` where they are not counted yet."""
    found = re.search(rf"([0-9,]+\+?) of {rows:,}", screen.rows[2])
    return found[1].replace(",", "") if found else ""


def _chosen(program: Program, key: str, column: str, wanted: Callable[[Screen], object]) -> float:
    """Choose a column from a menu, and give the seconds from enter to what is wanted."""
    program.press(key)
    program.wait_quiet(0.3)
    for _ in range(40):
        line = next((row for row in program.screen.rows if "│ ▌" in row), "")
        if line.partition("│ ▌")[2].strip().startswith(column):
            break
        program.press("down")
        program.wait_quiet(0.1)
    pressed = program.press("enter")
    return program.wait_for(lambda screen: "│ ▌" not in screen.text and wanted(screen), 60) - pressed


_WHAT = {
    "found": ("a number that one call has: last key to its row, and the count", "found", 500.0),
    "filtered": (f"'{FILTER}': last key to first screenful", "selected", 60.0),
    "counted": (f"'{FILTER}': last key to the count", "selected", 500.0),
    "sorted": ("by the callers' names: enter to first screenful", "sorted", 250.0),
    "frequency": ("frequency of callers: enter to the table", "frequency", 800.0),
    "plotted": ("plots: key to the first", "", None),
}


def _figures(ours: dict[str, float], peer: dict[str, float] | None) -> list[Figure]:
    figures = []
    for mine, (what, theirs, most) in _WHAT.items():
        took, whole = [ours[mine] * 1e3], f"{kept.MANY:,} calls, {what}"
        judged = None if most is None else Judged("value", most)
        figures.append(figure("beside", whole, "ms", took, judged=judged))
        if peer is not None and theirs:
            beside, ratio = [peer[theirs] * 1e3], Judged("ratio", _TENTH)
            figures.append(
                figure("beside", f"{whole}, ratio", "ms", took, against=visidata.NAME, peer=beside, judged=ratio)
            )
    memory = [] if peer is None else [peer["memory"]]
    name, limit = "" if peer is None else visidata.NAME, Judged("value", _MOST_MEMORY)
    what = f"{kept.MANY:,} calls, peak memory after filter, sort, frequency and plots"
    return [*figures, figure("beside", what, "MB", [ours["memory"]], against=name, peer=memory, judged=limit)]
