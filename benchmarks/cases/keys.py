"""What a key costs in lists of 100 to 1,000,000 calls: in the table, and from the key to the terminal."""

from __future__ import annotations

import asyncio
import time
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from benchmarks import kept
from benchmarks.browsed import SIZE, browsing
from benchmarks.harness import measure
from benchmarks.harness.link import SSH
from benchmarks.harness.program import Program
from benchmarks.peers.house_table import HouseTableApp
from benchmarks.report import Figure, Judged, figure
from benchmarks.turns import environment, in_turns, module
from ztui.ui.widgets.source import PAGE
from ztui.ui.widgets.table import HouseTable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

__all__ = ["inside", "run"]

FEW, MANY = 100, kept.MANY
GROWTH = (100, 10_000, 100_000, MANY)
DATA_TABLE, DATA_ROWS = "DataTable", 1000
_FLAT, _HALF = 1.2, 0.5
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
                rounds * 4, {str(count): _timed(table, act, turns) for count, table in tables.items()}, warm=4
            )
            figures.append(
                figure(
                    "keys",
                    f"{what}, in the program, 1,000,000 rows",
                    "µs",
                    found[str(MANY)],
                    against="100 rows",
                    peer=found[str(FEW)],
                    judged=Judged("ratio", _FLAT),
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
    """Press keys in the lists of four accounts and in a `DataTable`, in turns."""
    with ExitStack() as stack:
        programs = {f"{count:,} calls": stack.enter_context(browsing(kept.account(count))) for count in GROWTH}
        data = Program(module("data_table", str(DATA_ROWS)), size=SIZE, environ=environment(home))
        programs[DATA_TABLE] = stack.enter_context(data)
        measure.start(data, _FIRST_ROW, timeout=60)
        found: dict[str, dict[str, list[measure.KeyCost]]] = {}
        for what, there, back in (("cursor key", "down", "up"), ("page key", "pagedown", "pageup")):
            took = in_turns(
                rounds * 3, {name: _key(program, there, back) for name, program in programs.items()}, warm=2
            )
            found[what] = {name: [each for each in chain(*costs) if each.bytes] for name, costs in took.items()}
    return [each for what, costs in found.items() for each in _figures(what, costs)]


def _key(program: Program, there: str, back: str) -> Callable[[], list[measure.KeyCost]]:
    def once() -> list[measure.KeyCost]:
        before = measure.processor(program)
        costs = [measure.key(program, key, quiet=0.04, link=SSH) for key in (there, back)]
        used = (measure.processor(program) - before) / len(costs)
        return [replace(cost, cpu=used) for cost in costs]

    return once


_JUDGED = ("to first change", "processor")
_SHOWN: Mapping[str, Callable[[measure.KeyCost], float]] = {
    "to first change": lambda cost: cost.change * 1e3,
    "processor": lambda cost: cost.cpu * 1e3,
    "to quiet": lambda cost: cost.local * 1e3,
    f"answer complete over {SSH.name}": lambda cost: cost.quiet * 1e3,
}


def _figures(what: str, costs: Mapping[str, Sequence[measure.KeyCost]]) -> list[Figure]:
    """Judge the list of a million calls beside shorter ones and a table of Textual's."""
    figures = []
    for shown, value in _SHOWN.items():
        taken = {name: [value(cost) for cost in those] for name, those in costs.items()}
        most = f"{MANY:,} calls"
        for name in taken:
            if name == most:
                continue
            limit = Judged("ratio", _HALF if name == DATA_TABLE else _FLAT)
            figures.append(
                figure(
                    "keys",
                    f"{what}, {shown}, {most}",
                    "ms",
                    taken[most],
                    against=f"{name}, {DATA_ROWS:,} rows" if name == DATA_TABLE else name,
                    peer=taken[name],
                    judged=limit if shown in _JUDGED else None,
                )
            )
    return figures
