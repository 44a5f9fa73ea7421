"""From a key to something useful: lists, details and a form, each opened for the first time by the program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.browsed import SIZE, shows_calls, type_command
from benchmarks.harness import measure
from benchmarks.harness.program import Program
from benchmarks.report import Figure, Judged, figure
from benchmarks.turns import environment, ztui

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.harness.screen import Screen

__all__ = ["run"]

LISTS = {
    "call-queues": "Queues",
    "numbers": "Numbers",
    "sip-trunks": "Trunks",
    "accounts": "Accounts",
    "users": "Users",
    "devices": "Devices",
    "operations": "Operations",
    "pickup-groups": "Pickup groups",
    "firmwares": "Firmwares",
    "outbound-countries": "Outbound",
    "account-settings": "Account settings",
}
DETAILS = ("call-queues", "numbers", "users", "devices")
_DETAIL = "Fields   Raw"
_FIRST_ROW = 4
_MOST_MS = 150.0


@dataclass(frozen=True, slots=True)
class Opened:
    """What it took to open something: seconds until it can be used, and of processor until the program is quiet."""

    seconds: float
    processor: float


def run(home: Path, rounds: int) -> list[Figure]:
    """Open everything once in each of some fresh programs."""
    found: dict[str, list[Opened]] = {}
    for _ in range(max(rounds // 2, 2)):
        with Program(ztui("demo"), size=SIZE, environ=environment(home)) as program:
            measure.start(program, shows_calls, timeout=60)
            for what, took in _opened(program).items():
                found.setdefault(what, []).append(took)
    return [
        figure(
            "opening",
            what,
            "ms",
            [each.seconds * 1e3 for each in took],
            against="processor until it is quiet",
            peer=[each.processor * 1e3 for each in took],
            judged=Judged("value", _MOST_MS),
        )
        for what, took in found.items()
    ]


def _opened(program: Program) -> dict[str, Opened]:
    found = {"detail of a call": _pressed(program, "enter", lambda screen: "[Ladder]" in screen.text)}
    for name, title in LISTS.items():
        used = measure.processor(program)
        found[f"list: {name}"] = _since(type_command(program, name), used, program, _shows(title))
        if name in DETAILS:
            found[f"detail: {name}"] = _pressed(program, "enter", _has(_DETAIL))
        if name == "call-queues":
            found["form: change a call queue"] = _pressed(program, "e", _has("▸ Change call queue"))
    return found


def _pressed(program: Program, key: str, wanted: Callable[[Screen], bool]) -> Opened:
    used = measure.processor(program)
    return _since(program.press(key), used, program, wanted)


def _since(pressed: float, used: float, program: Program, wanted: Callable[[Screen], bool]) -> Opened:
    took = program.wait_for(wanted, 30) - pressed
    program.wait_quiet(0.4, timeout=60)
    return Opened(took, measure.processor(program) - used)


def _has(text: str) -> Callable[[Screen], bool]:
    return lambda screen: text in screen.text


def _shows(title: str) -> Callable[[Screen], bool]:
    """Tell whether a list of that title has its cursor on a row."""

    def shown(screen: Screen) -> bool:
        rows = screen.rows
        return rows[2].strip().startswith(title) and any("▌" in row for row in rows[_FIRST_ROW:])

    return shown
