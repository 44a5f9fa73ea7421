"""visidata over calls as CSV, driven by its keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.harness import measure
from benchmarks.harness.program import Program
from benchmarks.peers import others
from benchmarks.turns import environment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.harness.screen import Screen

__all__ = ["NAME", "browse"]

NAME = "visidata"
SIZE = (120, 40)
_FIRST_ROW = 2
_LONG = 300
_MB = 1e6


def browse(home: Path, path: Path, rows: int, number: str) -> dict[str, float]:
    """Open a CSV of calls, find and select in a column, sort by one, count its values.

    Returns:
        Seconds by what was done, and `memory` in MB.
    """
    argv = [others.ENVIRONMENTS / NAME / "bin" / "vd", path]
    found: dict[str, float] = {}
    with Program(argv, size=SIZE, environ=environment(home)) as program:
        found["loaded"] = program.wait_for(lambda screen: f"{rows} rows" in screen.text, _LONG) - program.started
        program.wait_quiet(0.5)
        _go_to(program, "caller_did_number")
        found["found"] = _entered(program, "/", number, _shows(number))
        found["selected"] = _entered(program, "|", number[-3:], lambda screen: "selected" in screen.text)
        _go_to(program, "caller_name")
        before = program.screen.rows[_FIRST_ROW]
        pressed = program.press("[")
        program.wait_for("sorting", _LONG)

        def is_sorted(screen: Screen) -> bool:
            return "sorting" not in screen.text and screen.rows[_FIRST_ROW] not in ("", before)

        found["sorted"] = program.wait_for(is_sorted, _LONG) - pressed
        program.wait_quiet(0.5)
        pressed = program.press("F")
        program.wait_for(_has_counted, _LONG)
        program.wait_quiet(1.0, timeout=_LONG)  # it tells of its progress until it is done
        found["frequency"] = program.chunks[-1].at - pressed
        found["memory"] = measure.memory(program).peak / _MB
    return found


def _go_to(program: Program, column: str) -> None:
    program.press("c")
    program.wait_quiet(0.2)
    program.press(*column, "enter")
    program.wait_quiet(0.5)


def _entered(program: Program, key: str, text: str, wanted: Callable[[Screen], bool]) -> float:
    program.press(key)
    program.wait_quiet(0.3)
    program.press(*text)
    program.wait_quiet(0.2)
    pressed = program.press("enter")
    took = program.wait_for(wanted, _LONG) - pressed
    program.wait_quiet(0.5)
    return took


def _has_counted(screen: Screen) -> bool:
    return re.search(r"freq-col +\d+ bins", screen.rows[-1]) is not None


def _shows(text: str) -> Callable[[Screen], bool]:
    return lambda screen: text in "".join(screen.rows[_FIRST_ROW:-1])
