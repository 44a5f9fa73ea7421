"""The first page of call history over a line with latency, with a token in hand and nothing stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.browsed import SIZE, shows_calls
from benchmarks.harness.program import Program
from benchmarks.report import Figure, Judged, figure
from benchmarks.servers import environ_of, serving
from benchmarks.turns import ztui

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.harness.screen import Screen

__all__ = ["run"]

LATENCY = 100
_MORE = 100


def run(home: Path, rounds: int) -> list[Figure]:
    """Show the queues, then press the key of the calls."""
    took = []
    with serving(home, "--latency", str(LATENCY), "--accounts", "0", "--calls", "20000") as url:
        for number in range(max(rounds // 2, 3)):
            folder = home / str(number)
            folder.mkdir()
            with Program(ztui("call-queues"), size=SIZE, environ=environ_of(folder, url)) as program:
                program.wait_for(_shows_queues, 60)
                program.wait_quiet(0.8, timeout=60)
                pressed = program.press("1")
                took.append((program.wait_for(shows_calls, 30) - pressed) * 1e3)
    return [
        figure(
            "first page",
            f"call history at {LATENCY} ms latency, key to first rows",
            "ms",
            took,
            against="one round trip",
            peer=[float(LATENCY)],
            judged=Judged("difference", _MORE),
        )
    ]


def _shows_queues(screen: Screen) -> bool:
    return any("▌" in row for row in screen.rows[4:])
