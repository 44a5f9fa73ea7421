"""What is sent and computed while nobody does anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.browsed import SIZE, shows_calls
from benchmarks.harness import measure
from benchmarks.harness.program import Program
from benchmarks.report import Figure, Judged, figure
from benchmarks.turns import environment, in_turns, module, ztui

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["run"]

SECONDS = 3.0


def run(home: Path, rounds: int) -> list[Figure]:
    """Watch `ztui demo` and a bare Textual app at rest, a few seconds after they are quiet."""

    def demo() -> measure.Rest:
        with Program(ztui("demo"), size=SIZE, environ=environment(home)) as program:
            program.wait_for(shows_calls, 60)
            program.wait_quiet(2.5, timeout=60)
            return measure.at_rest(program, SECONDS)

    def bare() -> measure.Rest:
        with Program(module("bare"), size=SIZE, environ=environment(home)) as program:
            measure.start(program, "bare ready")
            program.wait_quiet(1.0)
            return measure.at_rest(program, SECONDS)

    found = in_turns(max(rounds // 3, 2), {"demo": demo, "bare": bare}, warm=0)
    name = "bare Textual app"
    return [
        figure(
            "rest",
            "bytes sent in 3 s",
            "bytes",
            [float(each.bytes) for each in found["demo"]],
            against=name,
            peer=[float(each.bytes) for each in found["bare"]],
            judged=Judged("value", 0),
        ),
        figure(
            "rest",
            "processor per second",
            "ms",
            [each.cpu / each.seconds * 1e3 for each in found["demo"]],
            against=f"{name}, which looks for keys ten times a second",
            peer=[each.cpu / each.seconds * 1e3 for each in found["bare"]],
            judged=Judged("difference", 1.0),
        ),
    ]
