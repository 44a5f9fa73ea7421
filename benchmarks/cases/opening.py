"""From a key to something useful: lists, details and a form, each opened for the first time by the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.browsed import SIZE, shows_calls
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


def run(home: Path, rounds: int) -> list[Figure]:
    """Open everything once in each of some fresh programs."""
    found: dict[str, list[float]] = {}
    for _ in range(max(rounds // 2, 2)):
        with Program(ztui("demo"), size=SIZE, environ=environment(home)) as program:
            measure.start(program, shows_calls, timeout=60)
            for what, took in _opened(program).items():
                found.setdefault(what, []).append(took * 1e3)
    limit = Judged("value", _MOST_MS)
    return [figure("opening", what, "ms", took, judged=limit) for what, took in found.items()]


def _opened(program: Program) -> dict[str, float]:
    found = {"detail of a call": _pressed(program, "enter", lambda screen: "[Ladder]" in screen.text)}
    for name, title in LISTS.items():
        program.press(*f":{name}")
        program.wait_quiet(0.2, timeout=60)
        found[f"list: {name}"] = _pressed(program, "enter", _shows(title))
        if name in DETAILS:
            found[f"detail: {name}"] = _pressed(program, "enter", _has(_DETAIL))
        if name == "call-queues":
            found["form: change a call queue"] = _pressed(program, "e", _has("▸ Change call queue"))
    return found


def _pressed(program: Program, key: str, wanted: Callable[[Screen], bool]) -> float:
    pressed = program.press(key)
    took = program.wait_for(wanted, 30) - pressed
    program.wait_quiet(0.4, timeout=60)
    return took


def _has(text: str) -> Callable[[Screen], bool]:
    return lambda screen: text in screen.text


def _shows(title: str) -> Callable[[Screen], bool]:
    """Tell whether a list of that title has its cursor on a row."""

    def shown(screen: Screen) -> bool:
        rows = screen.rows
        return rows[2].strip().startswith(title) and any("▌" in row for row in rows[_FIRST_ROW:])

    return shown
