"""What a user does at random: wander, look, search, type nonsense, resize, and now and then change something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.harness.program import KEYS, Waited

if TYPE_CHECKING:
    import random

    from benchmarks.harness.program import Program

__all__ = ["edit_a_queue", "out_of_boxes", "wander"]

_AREAS = "123456789"
_MOVES = ("down", "up", "pagedown", "pageup", "home", "end", "left", "right", "tab", "j", "k", "g", "G")
_LOOKS = (
    "enter",
    "escape",
    "r",
    "J",
    "?",
    "r",
    "r",
    "<",
    ">",
    "s",
    "c",
    "i",
    "W",
    "F",
    "P",
    "N",
    "m",
    "f",
    "a",
    "L",
    "v",
    " ",
)
_COMMANDS = (
    "calls", "queues", "numbers /02", "users", "sites", "devices", "sip-phones", "log", "messages", "check",
    "callbacks", "operations", "account-settings", "journal", "nonsense", "q1", "window 2d", "quota",
    "recordings", "find smith",
)  # fmt: skip
_WORDS = ("smi", "0205", "status:active", "outcome:missed", "(415", "zzzz", '"a b"', "-x", "ext:8", "[bold", "é")
_SIZES = ((80, 24), (120, 40), (100, 30), (60, 15), (200, 50))
_MARK = "soaked"
_LONE = 0.5
"""Seconds of quiet after esc: with a key right behind it, it would be that key with alt."""
_ENDING = b"yYqQwz:"
"""What is never pressed while wandering: what confirms, what ends the program, what begins a command."""


def wander(program: Program, dice: random.Random) -> str:
    """Do one thing, and give its kind."""
    match dice.randrange(20):
        case 0 | 1:
            program.press(dice.choice(_AREAS))
            return "areas"
        case 2 | 3 | 4 | 5 | 6 | 7:
            program.press(*(dice.choice(_MOVES) for _ in range(dice.randrange(1, 12))))
            return "moves"
        case 8 | 9 | 10 | 11:
            program.press(dice.choice(_LOOKS))
            return "looks"
        case 12 | 13:
            program.send(f":{dice.choice(_COMMANDS)}\r")
            return "commands"
        case 14 | 15:
            program.send(f"/{dice.choice(_WORDS)}{dice.choice([KEYS['enter'], ''])}")
            return "filters"
        case 16:
            program.press("ctrl+f")
            program.send(dice.choice(_WORDS))
            return "searches"
        case 17:
            program.resize(*dice.choice(_SIZES))
            return "sizes"
        case 18:
            program.press(*(dice.choice(("escape", "backspace", "tab", "f1", "ctrl+u")) for _ in range(5)))
            return "nonsense"
        case _:
            program.send(bytes(dice.randrange(32, 127) for _ in range(3)).translate(None, _ENDING))
            return "nonsense"


def out_of_boxes(program: Program) -> None:
    """Come back to a list, whatever is open."""
    program.resize(120, 40)
    for _ in range(8):
        program.press("escape")
        program.wait_quiet(_LONE, 10)


def edit_a_queue(program: Program, dice: random.Random, number: int) -> bool:
    """Change the department of some queue, all the way through; whether the program said how it ended."""
    out_of_boxes(program)
    try:
        program.send(":queues\r")
        program.wait_for(lambda screen: screen.row(2).startswith(" Queues") and "▌" in screen.text, 20)
        program.press(*["down"] * dice.randrange(0, 12))
        program.press("e")
        program.wait_for("Change call queue", 20)
        program.wait_for("Department", 20)
        program.press(*["down"] * 5, "enter")
        program.wait_for("enter take it", 10)
        program.press("ctrl+u")
        program.send(f"{_MARK} {number}\r")
        program.wait_for("1 changed", 10)
        program.press("w")
        program.wait_for("w write", 20)
        program.press("w")
        program.wait_for("y/n", 10)
        program.wait_quiet(0.5, 10)
        program.press("y")
        program.wait_for(lambda screen: "y/n" not in screen.text, 20)
        program.wait_quiet(1.0, 30)
    except Waited:
        return False
    finally:
        out_of_boxes(program)
    return True
