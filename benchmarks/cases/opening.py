"""From a command to its rows: the console and lists derived from the contract, beside the five areas."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from benchmarks.browsed import SIZE, shows_calls
from benchmarks.harness import measure
from benchmarks.harness.program import Program
from benchmarks.report import Figure, Judged, figure
from benchmarks.turns import environment, in_turns, ztui

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.harness.screen import Screen

__all__ = ["run"]

AREAS = {
    "call-history last 2d": "Calls ▸ last 2 days",
    "call-queues": "Queues",
    "numbers": "Numbers",
    "sip-trunks": "Trunks",
    "accounts": "Accounts",
}
OTHERS = {
    "operations": "Operations",
    "pickup-groups": "Pickup groups",
    "firmwares": "Firmwares",
    "outbound-countries": "Outbound",
    "account-settings": "Account settings",
}
_FIRST_ROW = 4
_LIMIT = Judged("ratio", 1.0)


def run(home: Path, rounds: int) -> list[Figure]:
    """Open each in a program that has shown nothing but calls."""

    def opened(command: str, title: str) -> Callable[[], float]:
        def once() -> float:
            with Program(ztui("demo"), size=SIZE, environ=environment(home)) as program:
                measure.start(program, shows_calls, timeout=60)
                program.press(*f":{command}")
                program.wait_quiet(0.1)
                pressed = program.press("enter")
                return (program.wait_for(_shows(title), 30) - pressed) * 1e3

        return once

    found = in_turns(rounds, {name: opened(name, title) for name, title in {**AREAS, **OTHERS}.items()})
    areas = list(chain(*(found[name] for name in AREAS)))
    figures = [figure("opening", f":{name}, enter to first rows", "ms", found[name]) for name in AREAS]
    figures += [
        figure(
            "opening",
            f":{name}, enter to first rows",
            "ms",
            found[name],
            against="the five areas",
            peer=areas,
            judged=_LIMIT,
        )
        for name in OTHERS
    ]
    return figures


def _shows(title: str) -> Callable[[Screen], bool]:
    """Tell whether a list of that title has its cursor on a row."""

    def shown(screen: Screen) -> bool:
        rows = screen.rows
        return rows[2].strip().startswith(title) and any("▌" in row for row in rows[_FIRST_ROW:])

    return shown
