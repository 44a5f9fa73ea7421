"""visidata over the same calls as CSV: installed in a folder of its own by `make bench-peers`, driven by its keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.harness import measure
from benchmarks.harness.program import Program
from benchmarks.turns import environment

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.harness.screen import Screen

__all__ = ["Browsed", "browse", "installed"]

PROGRAM = Path(__file__).parents[2] / ".venv-peers" / "visidata" / "bin" / "vd"
SIZE = (120, 40)
_FIRST_ROW = 2
_LONG = 300


class Browsed:
    """What was measured of a program with many calls: seconds and bytes of memory, by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.memory: dict[str, float] = {}


def installed() -> bool:
    """Tell whether there is a visidata to measure."""
    return PROGRAM.exists()


def browse(home: Path, path: Path, rows: int, number: str, column: str) -> Browsed:
    """Open a CSV of calls, look for a number that few calls have, sort by a column."""
    found = Browsed()
    with Program([PROGRAM, path], size=SIZE, environ=environment(home)) as program:
        loaded = program.wait_for(lambda screen: f"{rows} rows" in screen.text, _LONG)
        found.seconds["loaded"] = loaded - program.started
        program.wait_quiet(0.5)
        program.press("g", "/")
        program.wait_quiet(0.2)
        program.press(*number)
        program.wait_quiet(0.2)
        pressed = program.press("enter")
        found.seconds["found"] = program.wait_for(_shows(number), _LONG) - pressed
        program.wait_quiet(0.5)
        program.press("c")
        program.wait_quiet(0.2)
        program.press(*column, "enter")
        program.wait_quiet(0.5)
        before = program.screen.rows[_FIRST_ROW]
        pressed = program.press("[")
        program.wait_for("sorting", _LONG)

        def is_sorted(screen: Screen) -> bool:
            return "sorting" not in screen.text and screen.rows[_FIRST_ROW] not in ("", before)

        found.seconds["sorted"] = program.wait_for(is_sorted, _LONG) - pressed
        program.wait_quiet(0.5)
        found.memory["peak"] = measure.memory(program).peak
    return found


def _shows(text: str) -> Callable[[Screen], bool]:
    return lambda screen: text in "".join(screen.rows[_FIRST_ROW:-1])
