"""What rows in the table cost in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.harness import measure
from benchmarks.harness.program import Program
from benchmarks.report import Figure, Judged, figure
from benchmarks.turns import environment, in_turns, module

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["run"]

MB = 1e6
SIZE = (120, 40)


def run(home: Path, rounds: int) -> list[Figure]:
    """Measure the peak of memory after walking through the table."""

    def walked(app: str, rows: int) -> Callable[[], float]:
        def once() -> float:
            with Program(module(app, str(rows)), size=SIZE, environ=environment(home)) as program:
                measure.start(program, "+1 415 000 0002", timeout=90)
                for key in (*["pagedown"] * 10, "end", *["pageup"] * 10, "home"):
                    measure.key(program, key, quiet=0.02, timeout=0.1)
                return measure.memory(program).peak / MB

        return once

    found = in_turns(
        max(rounds // 5, 1),
        {
            "few": walked("house_table", 100),
            "many": walked("house_table", 1_000_000),
            "data": walked("data_table", 10_000),
        },
        warm=0,
    )
    return [
        figure(
            "memory",
            "table, 1,000,000 rows, walked through",
            "MB",
            found["many"],
            against="100 rows",
            peer=found["few"],
            judged=Judged("difference", 20),
        ),
        figure(
            "memory",
            "table, 1,000,000 rows",
            "MB",
            found["many"],
            against="DataTable, 10,000 rows",
            peer=found["data"],
        ),
    ]
