"""Bytes per key: the bar, the mark in the gutter, Textual's own driver, and a `DataTable`."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from benchmarks import kept
from benchmarks.browsed import SIZE, browsing
from benchmarks.harness import measure
from benchmarks.harness.program import Program
from benchmarks.report import Figure, Judged, figure
from benchmarks.turns import environment, module

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["run", "sent_by"]

CURSOR, LINE, PAGE, MODAL = "cursor key", "line scrolled", "page", "modal opened and closed"
LIMITS = {
    "bar": {CURSOR: 350, LINE: 450, PAGE: 4500, MODAL: 16_000},
    "mark in the gutter": {CURSOR: 60, LINE: 350},
}
DATA_TABLE, STOCK = "DataTable", "Textual's own driver"
_COUNT = 20


def run(home: Path, rounds: int) -> list[Figure]:
    """Count what each key sends, in a list of a million calls."""
    account = kept.account(kept.MANY)
    found: dict[str, dict[str, list[float]]] = {}
    with ExitStack() as stack:
        programs = {
            "bar": stack.enter_context(browsing(account)),
            "mark in the gutter": stack.enter_context(browsing(account, ZTUI_TABLE_CURSOR="gutter")),
            STOCK: stack.enter_context(browsing(account, ZTUI_TERMINAL_DRIVER="textual")),
            DATA_TABLE: stack.enter_context(
                Program(module("data_table", "1000"), size=SIZE, environ=environment(home))
            ),
        }
        measure.start(programs[DATA_TABLE], "+1 415 000 0002", timeout=60)
        for name, program in programs.items():
            found[name] = sent_by(program, has_modal=name != DATA_TABLE)
    return _figures(found)


def sent_by(program: Program, *, has_modal: bool = True, count: int = _COUNT) -> dict[str, list[float]]:
    """Move inside the screen, over its edge and by pages, open and close a modal; gives bytes by what was done."""
    lines = program.screen.lines
    found = {CURSOR: [_bytes(program, "down") for _ in range(count)]}
    program.press(*["down"] * (lines - count))
    program.wait_quiet(0.3)
    found[LINE] = [_bytes(program, "down") for _ in range(count)]
    found[PAGE] = [_bytes(program, "pagedown") for _ in range(count // 4)]
    if has_modal:
        found[MODAL] = [_bytes(program, "s") + _bytes(program, "escape") for _ in range(2)]
    return found


def _bytes(program: Program, key: str) -> float:
    return float(measure.key(program, key, quiet=0.12, timeout=2).bytes)


def _figures(found: dict[str, dict[str, list[float]]]) -> list[Figure]:
    return [
        figure(
            "sent",
            f"{what}, {name}",
            "bytes",
            found[name][what],
            against=peer,
            peer=found[peer][what],
            judged=Judged("value", most),
            exact=True,
        )
        for name, limits in LIMITS.items()
        for what, most in limits.items()
        for peer in (DATA_TABLE, STOCK)
        if what in found[peer]
    ]
