"""Sizes that change at any moment: what is there in the end is what would be there without."""

from __future__ import annotations

import random
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from tests.e2e.programs import SMALL, WAIT, on_terminal
from tests.e2e.test_demo import in_area

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.harness.program import Program
    from benchmarks.harness.screen import Screen

pytestmark = [pytest.mark.slow]

LATENCY = ("--latency", "50")
FIXED = [(1, 1), (300, 100), (2, 60), (5, 3), (59, 15), (60, 14), (60, 15), (200, 1)]


def storm(program: Program, chance: random.Random, count: int = 10) -> None:
    """Change the size again and again, some times faster than the program can follow."""
    for _ in range(count):
        size = chance.choice(FIXED) if chance.random() < 0.4 else (chance.randint(1, 300), chance.randint(1, 100))
        program.resize(*size)
        program.wait_quiet(chance.choice([0.0, 0.002, 0.02]), WAIT)


def settle(program: Program) -> None:
    """Wait until nothing is loaded or painted any more."""
    while program.wait_quiet(0.3, WAIT) or "esc stops" in program.screen.text:
        continue


def test_after_any_sizes_every_screen_is_what_it_is_without() -> None:
    chance = random.Random(7)
    arguments = ("demo", "call-queues", *SMALL, *LATENCY, "--clock", "stand")
    with ExitStack() as stack:
        steady, shaken = (stack.enter_context(on_terminal(*arguments)) for _ in range(2))
        shaken.wait_for(lambda screen: screen.alternate, WAIT)
        storm(shaken, chance)
        shaken.resize(80, 24)
        phases: tuple[tuple[str, str | Callable[[Screen], bool], str], ...] = (
            ("the list as it starts", " Queues ", ""),
            ("another list as it loads", " Users ", "6"),
            ("the list again", " Queues ", "2"),
            ("a box", "what Zoom is asked for", "f"),
            ("the list behind it", lambda screen: "what Zoom" not in screen.text, "\x1b"),
            ("a form", "Create call queue", "n"),
            ("the list behind that", lambda screen: "Create" not in screen.text, "\x1b"),
            ("an object", "Overview", "\r"),
        )
        for opened, there, keys in phases:
            for program in (shaken, steady):
                program.send(keys)
                program.wait_for(there, WAIT)
            storm(shaken, chance)
            shaken.resize(80, 24)
            settle(steady)
            try:
                shaken.wait_for(lambda screen: screen.text == steady.screen.text, WAIT)
            except AssertionError:
                pytest.fail(f"{opened}:\n{shaken.screen.text}\n--- instead of\n{steady.screen.text}")
        for program in (steady, shaken):
            program.send(":q\r")
            assert program.wait_exit(WAIT) == 0
            assert program.screen.left_on == ()
            assert program.screen.text.strip() == ""


@pytest.mark.parametrize("size", [(300, 100), (60, 15)], ids=str)
def test_a_size_that_was_come_to_shows_what_a_start_at_it_does(size: tuple[int, int]) -> None:
    arguments = ("demo", "sites", *SMALL, "--clock", "stand")
    with on_terminal(*arguments, size=size) as fresh, on_terminal(*arguments) as grown:
        for program in (fresh, grown):
            program.wait_for(in_area("Sites"), WAIT)
            program.wait_for("London", WAIT)
        settle(fresh)
        grown.resize(*size)
        grown.wait_for(lambda screen: screen.text == fresh.screen.text, WAIT)


def test_a_terminal_that_became_too_small_says_so_and_takes_no_keys_but_one() -> None:
    with on_terminal("demo", "sites", *SMALL) as program:
        program.wait_for(in_area("Sites"), WAIT)
        program.press("n")
        program.wait_for("Create site", WAIT)
        program.resize(40, 12)
        program.wait_for(
            lambda screen: screen.text.strip() == "40x12 is too small. ztui needs 60x15.\nMake it larger, or q leaves.",
            WAIT,
        )
        program.press("x", "escape", "enter")
        program.resize(80, 24)
        program.wait_for(lambda screen: "Create site" in screen.text and "too small" not in screen.text, WAIT)
        for _ in range(8):  # at once, while what the size before has brought about is still going on
            program.resize(40, 12)
            program.wait_for("too small", WAIT)
            program.resize(80, 24)
            program.wait_for(lambda screen: "Create site" in screen.text and "too small" not in screen.text, WAIT)
        program.resize(40, 12)
        program.wait_for("too small", WAIT)
        program.press("q")
        assert program.wait_exit(WAIT) == 0
        assert program.screen.left_on == ()
        assert program.settings == program.settings_before
