"""From exec to something to look at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.harness import measure
from benchmarks.harness.program import Program
from benchmarks.report import Figure, Judged, figure
from benchmarks.turns import environment, in_turns, module, ztui

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.harness.screen import Screen

__all__ = ["run", "shows_calls"]

SIZE = (120, 40)
_CALL = re.compile(r"^.{2,3}\s*\d\d:\d\d", re.MULTILINE)


def shows_calls(screen: Screen) -> bool:
    """Tell whether rows of the call history are on the screen."""
    return bool(_CALL.search("\n".join(screen.rows[3:])))


def run(home: Path, rounds: int) -> list[Figure]:
    """Measure `ztui demo` and a bare Textual app in turns."""

    def demo() -> measure.Start:
        with Program(ztui("demo"), size=SIZE, environ=environment(home)) as program:
            return measure.start(program, shows_calls, timeout=60)

    def bare() -> measure.Start:
        with Program(module("bare"), size=SIZE, environ=environment(home)) as program:
            return measure.start(program, "bare ready")

    found = in_turns(rounds, {"demo": demo, "bare": bare})
    demos, bares = found["demo"], found["bare"]
    paint = [each.ready * 1e3 for each in bares]
    name = "bare Textual app"
    return [
        figure(
            "start",
            "ztui demo, exec to first rows",
            "ms",
            [each.ready * 1e3 for each in demos],
            against=f"{name}, first paint",
            peer=paint,
            judged=Judged("ratio", 2.5),
        ),
        figure(
            "start",
            "ztui demo, exec to first paint",
            "ms",
            [each.first_paint * 1e3 for each in demos],
            against=name,
            peer=paint,
        ),
        figure(
            "start",
            "ztui demo, exec to quiet",
            "ms",
            [each.quiet * 1e3 for each in demos],
            against=name,
            peer=[each.quiet * 1e3 for each in bares],
        ),
        figure(
            "start",
            "ztui demo, bytes to quiet",
            "bytes",
            [float(each.bytes) for each in demos],
            against=name,
            peer=[float(each.bytes) for each in bares],
        ),
    ]
