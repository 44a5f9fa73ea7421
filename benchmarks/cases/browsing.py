"""ztui on a terminal with a million stored calls, and visidata with the same calls as CSV, in the same minutes."""

from __future__ import annotations

import asyncio
import resource
import shutil
import sqlite3
import subprocess
import time
from contextlib import closing
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from benchmarks.harness import measure
from benchmarks.harness.program import Program
from benchmarks.peers import visidata
from benchmarks.peers.history import DAYS, NOW
from benchmarks.peers.visidata import Browsed
from benchmarks.report import Figure, Judged, figure
from benchmarks.turns import environment, ztui
from ztui.core.ports import SystemClock
from ztui.resources.call_history import CALL_HISTORY
from ztui.services.exports import export_rows
from ztui.services.rowtext import RowForm, csv_columns
from ztui.store.calls.calls import Calls
from ztui.store.calls.keys import EPOCH
from ztui.store.terms import LocalFilter

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path
    from typing import Any

    from benchmarks.harness.screen import Screen

__all__ = ["run"]

SIZE = (120, 40)
_LONG = 300
_FIRST_ROW = 4
_AT_ONCE = 500
_MB = 1e6
_LEAST_GAIN = 0.1
"""Of visidata's time: ten times as quick."""
_LEAST_SHARE = 0.2
"""Of visidata's memory."""


def run(home: Path, store: Path, rows: int) -> list[Figure]:
    """Export the stored calls, then browse them in both programs."""
    csv = home / "calls.csv"
    number, figures = asyncio.run(_export(store, csv, rows))
    ours = _ztui(home, store, rows, number)
    if visidata.installed():
        peer = visidata.browse(home, csv, rows, number, "caller_name")
        return figures + _beside(rows, ours, peer)
    return figures + _beside(rows, ours, None)


async def _export(store: Path, csv: Path, rows: int) -> tuple[str, list[Figure]]:
    """Write all calls as CSV, and pick a number that only old calls have."""
    calls = Calls(store, SystemClock())
    try:
        rank = await calls.rank(LocalFilter())
        columns = csv_columns([each for each in CALL_HISTORY.columns if not each.hidden], ZoneInfo("UTC"))
        before, begun = _peak(), time.perf_counter()

        async def found() -> AsyncIterator[Mapping[str, Any]]:
            for start in range(0, rank.count, _AT_ONCE):
                for row in await calls.window(rank, start, _AT_ONCE):
                    if row is not None:
                        yield row

        count = await export_rows(csv, found(), columns, RowForm.CSV)
        took, grown = time.perf_counter() - begun, _peak() - before
        number = await _rare(calls, rank.count)
    finally:
        await calls.close()
    assert count == rows
    name = f"{rows:,} calls as CSV"
    return number, [
        figure("calls", f"{name}, per call", "µs", [took / rows * 1e6]),
        figure("calls", f"{name}, memory that it took", "MB", [grown], judged=Judged("value", 30)),
    ]


async def _rare(calls: Calls, count: int) -> str:
    """Give the last digits of a caller whose only call is among the oldest."""
    rank = await calls.rank(LocalFilter())
    for row in reversed(await calls.window(rank, count - 2000, 2000)):
        number = str((row or {}).get("caller_did_number", ""))[-7:]
        if number and len(await _having(calls, number)) == 1:
            return number
    raise AssertionError("all old callers called later as well")


async def _having(calls: Calls, number: str) -> list[Any]:
    from ztui.services.filters import parse

    return await calls.first(parse(number, CALL_HISTORY), (), 2)


def _ztui(home: Path, store: Path, rows: int, number: str) -> Browsed:
    """Open the call history of half a year, look for the number as it is typed, sort by the callers' names."""
    state, found = home / "state", Browsed()
    environ = environment(home)
    kept = ("--demo", "--demo-state", str(state))
    subprocess.run(ztui(*kept, "calls", "sync", "--from", "-1h", "--quiet"), env=environ, check=True)
    (there,) = state.rglob("*.calls.sqlite")
    shutil.copy(store, there)
    with closing(sqlite3.connect(there)) as file:
        now = int(NOW.timestamp()) - EPOCH
        covered = (now - (DAYS + 1) * 86_400, now + 3600, NOW.isoformat())
        file.execute("insert into covered values('', ?, ?, ?)", covered)
        file.commit()
    with Program(ztui(*kept, "--offline", "call-history"), size=SIZE, environ=environ) as program:
        found.seconds["rows"] = program.wait_for(_has_rows, 60) - program.started
        program.wait_quiet(0.5)
        program.press(*f":call-history last {DAYS}d")
        program.wait_quiet(0.2)
        pressed = program.press("enter")
        found.seconds["loaded"] = program.wait_for(lambda screen: f"{rows:,}"[:-4] in screen.rows[2], 60) - pressed
        program.wait_quiet(0.5)
        program.press("/")
        program.wait_quiet(0.2)
        for digit in number[:-1]:
            program.press(digit)
            program.wait_quiet(0.2)
        pressed = program.press(number[-1])
        found.seconds["found"] = program.wait_for(lambda screen: " 1 of " in screen.text, 60) - pressed
        program.press("enter")
        program.wait_quiet(0.3)
        program.press("escape")
        program.wait_quiet(1.0)
        program.press("s")
        program.wait_quiet(0.3)
        program.press("down", "down", "down")
        program.wait_quiet(0.3)
        before = program.screen.rows[_FIRST_ROW]
        pressed = program.press("enter")
        found.seconds["sorted"] = (
            program.wait_for(lambda screen: "Sort by" not in screen.text and screen.rows[_FIRST_ROW] != before, 60)
            - pressed
        )
        program.wait_quiet(2.0)
        found.memory["peak"] = measure.memory(program).peak
    return found


def _has_rows(screen: Screen) -> bool:
    return any("▌" in row for row in screen.rows[_FIRST_ROW:])


def _beside(rows: int, ours: Browsed, peer: Browsed | None) -> list[Figure]:
    name = "visidata, the same rows as CSV"
    told = {
        "found": (f"number that one of {rows:,} calls has, last key to its row", ["found"], _LEAST_GAIN),
        "sorted": (f"{rows:,} calls by the callers' names, key to first screen", ["sorted"], _LEAST_GAIN),
        "opened": (f"program and {rows:,} calls open", ["loaded"], None),
    }
    figures = []
    for what, parts, most in told.values():
        mine = sum(ours.seconds[part] for part in parts) + (ours.seconds["rows"] if "loaded" in parts else 0)
        theirs = [] if peer is None else [sum(peer.seconds[part] for part in parts) * 1e3]
        judged = None if most is None or peer is None else Judged("ratio", most)
        figures.append(
            figure("calls", what, "ms", [mine * 1e3], against=name if theirs else "", peer=theirs, judged=judged)
        )
    figures.append(
        figure("calls", f"ztui with {rows:,} calls", "MB", [ours.memory["peak"] / _MB], judged=Judged("value", 150))
    )
    if peer is not None:
        share, whole = Judged("ratio", _LEAST_SHARE), peer.memory["peak"] / _MB
        figures.append(
            figure("calls", "the same", "MB", [ours.memory["peak"] / _MB], against=name, peer=[whole], judged=share)
        )
    return figures


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / _MB
