"""What a key costs in the table, at 100 and at 1,000,000 rows: inside the program, and through a terminal."""

from __future__ import annotations

import asyncio
import time
from contextlib import ExitStack
from itertools import chain
from typing import TYPE_CHECKING

from benchmarks.harness import measure
from benchmarks.harness.link import SSH
from benchmarks.harness.program import Program
from benchmarks.peers.house_table import HouseTableApp
from benchmarks.report import Figure, Judged, figure
from benchmarks.turns import environment, in_turns, module
from ztui.ui.widgets.source import PAGE
from ztui.ui.widgets.table import HouseTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

__all__ = ["inside", "run"]

FEW, MANY = 100, 1_000_000
SIZE = (120, 30)
_LIMIT = Judged("ratio", 1.2)
_MIDDLE = MANY // 2 // PAGE * PAGE + PAGE // 2  # two screens fit into one page of the source, as at the start
_FIRST_ROW = "+1 415 000 0002"


def run(home: Path, rounds: int) -> list[Figure]:
    """Measure moves and pages."""
    return [*asyncio.run(inside(rounds)), *_through_terminal(home, rounds)]


async def inside(rounds: int) -> list[Figure]:
    """Measure moves and pages without a terminal: the action, and painting all lines that it changed."""
    few, many = HouseTableApp(FEW), HouseTableApp(MANY)
    async with few.run_test(size=SIZE) as _few, many.run_test(size=SIZE) as _many:
        tables = {FEW: few.query_one(HouseTable), MANY: many.query_one(HouseTable)}
        tables[MANY].move_to(_MIDDLE)
        figures = []
        for what, turns, act in (("cursor down and up", 30, _moves), ("page up and down", 6, _pages)):
            found = in_turns(
                rounds * 6, {str(count): _timed(table, act, turns) for count, table in tables.items()}, warm=4
            )
            figures.append(
                figure(
                    "keys",
                    f"{what}, in the program, 1,000,000 rows",
                    "µs",
                    found[str(MANY)],
                    against="100 rows",
                    peer=found[str(FEW)],
                    judged=_LIMIT,
                )
            )
    return figures


def _timed(table: HouseTable, act: Callable[[HouseTable, int], None], turns: int) -> Callable[[], float]:
    def once() -> float:
        begun = time.perf_counter()
        act(table, turns)
        return (time.perf_counter() - begun) / turns * 1e6

    return once


def _moves(table: HouseTable, turns: int) -> None:
    """Go down and up, and paint the two lines that each move changes."""
    for turn in range(turns):
        lines = [table.cursor - table.top]
        (table.action_cursor_down if turn % 30 < 15 else table.action_cursor_up)()
        lines.append(table.cursor - table.top)
        for line in lines:
            table.render_line(line + 1)


def _pages(table: HouseTable, turns: int) -> None:
    """Go up and down a page, rows painted anew each time, and paint all lines."""
    for turn in range(turns):
        table.rows_changed()
        (table.action_page_down if turn % 2 else table.action_page_up)()
        for line in range(table.size.height):
            table.render_line(line)


def _through_terminal(home: Path, rounds: int) -> list[Figure]:
    with ExitStack() as stack:
        programs = {}
        for name, app, rows in (
            ("few", "house_table", FEW),
            ("many", "house_table", MANY),
            ("data", "data_table", 1000),
        ):
            program = stack.enter_context(Program(module(app, str(rows)), size=SIZE, environ=environment(home)))
            measure.start(program, _FIRST_ROW, timeout=60)
            programs[name] = program
        measure.key(programs["many"], "end", quiet=0.2)
        figures = []
        for what, there, back in (("cursor key", "down", "up"), ("page key", "pagedown", "pageup")):
            measure.key(programs["many"], back)
            found = in_turns(rounds * 4, {name: _key(program, there, back) for name, program in programs.items()})
            figures += _key_figures(what, *(list(chain(*found[name])) for name in ("few", "many", "data")))
    return figures


def _key(program: Program, there: str, back: str) -> Callable[[], list[measure.KeyCost]]:
    # First back, then there: the program with many rows stands at their end.
    return lambda: [measure.key(program, back, quiet=0.04, link=SSH), measure.key(program, there, quiet=0.04, link=SSH)]


def _key_figures(
    what: str, few: Sequence[measure.KeyCost], many: Sequence[measure.KeyCost], data: Sequence[measure.KeyCost]
) -> list[Figure]:
    few, many, data = ([each for each in costs if each.bytes] for costs in (few, many, data))
    change = [each.change * 1e3 for each in many]
    bytes_sent = [float(each.bytes) for each in many]
    return [
        figure(
            "keys",
            f"{what} to first change, terminal, 1,000,000 rows",
            "ms",
            change,
            against="100 rows",
            peer=[each.change * 1e3 for each in few],
            judged=_LIMIT,
        ),
        figure(
            "keys",
            f"{what}, bytes, 1,000,000 rows",
            "bytes",
            bytes_sent,
            against="100 rows",
            peer=[float(each.bytes) for each in few],
            judged=_LIMIT,
        ),
        figure(
            "keys",
            f"{what} to first change, terminal",
            "ms",
            change,
            against="DataTable, 1,000 rows",
            peer=[each.change * 1e3 for each in data],
        ),
        figure(
            "keys",
            f"{what}, bytes",
            "bytes",
            bytes_sent,
            against="DataTable",
            peer=[float(each.bytes) for each in data],
        ),
        figure(
            "keys",
            f"{what}, answer complete over 40 ms each way at 256 kbit/s",
            "ms",
            [each.quiet * 1e3 for each in many],
            against="DataTable",
            peer=[each.quiet * 1e3 for each in data],
        ),
    ]
