"""`ztui demo` as a user has it: on a terminal, with keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.harness import measure
from tests.e2e.programs import SMALL, WAIT, on_terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.harness.program import Program
    from benchmarks.harness.screen import Screen

pytestmark = [pytest.mark.slow]

CURSOR = "▌"
AREAS = {
    "1": "Calls",
    "2": "Queues",
    "3": "Numbers",
    "4": "Trunks",
    "5": "Accounts",
    "6": "Users",
    "7": "Devices",
    "8": "Menus",
    "9": "Sites",
}


def in_area(title: str) -> Callable[[Screen], bool]:
    """Tell when the list of an area is there, with a row under the cursor."""
    return lambda screen: screen.row(2).startswith(f" {title}") and CURSOR in screen.text


def row_under_cursor(screen: Screen) -> str:
    return next((row for row in screen.rows if CURSOR in row), "")


def leave(program: Program) -> None:
    """Leave by the command, and see that nothing of it is left on the terminal."""
    program.send(":q\r")
    assert program.wait_exit(WAIT) == 0
    assert program.screen.left_on == ()
    assert program.settings == program.settings_before
    assert not program.screen.alternate
    assert "Traceback" not in program.screen.text, program.screen.text


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
def test_every_area_opens_by_its_number_and_shows_rows(size: tuple[int, int]) -> None:
    with on_terminal("demo", *SMALL, size=size) as program:
        program.wait_for(in_area("Calls"), WAIT)
        for key, title in reversed(AREAS.items()):
            program.press(key)
            program.wait_for(in_area(title), WAIT)
            assert all(f"{number} {word}" in program.screen.row(1) for number, word in AREAS.items())
        assert "demo" in program.screen.row(0)
        leave(program)


def test_a_filter_narrows_the_list_and_escape_brings_it_back() -> None:
    with on_terminal("demo", "sites", *SMALL) as program:
        program.wait_for(in_area("Sites"), WAIT)
        program.wait_for(lambda screen: "Denver" in screen.text and "loading" not in screen.text, WAIT)
        program.press("/")
        program.send("denver\r")
        # The rows and the line above them come in frames of their own: what counts is where they settle.
        program.wait_for(
            lambda screen: (
                "London" not in screen.text and "Denver" in row_under_cursor(screen) and "denver" in screen.row(2)
            ),
            WAIT,
        )
        program.press("escape")
        program.wait_for(
            lambda screen: "San Jose HQ" in screen.text and "London" in screen.text and "denver" not in screen.row(2),
            WAIT,
        )
        program.wait_for(lambda screen: "Denver" in row_under_cursor(screen), WAIT)
        leave(program)


def test_enter_opens_the_row_and_escape_comes_back_to_it() -> None:
    with on_terminal("demo", "call-queues", *SMALL) as program:
        program.wait_for(in_area("Queues"), WAIT)
        program.press("down")
        program.wait_for(lambda screen: CURSOR in screen.rows[5], WAIT)
        chosen = row_under_cursor(program.screen)[:20]  # the name: what stands beside it is learnt by opening it
        name = chosen.strip(f" {CURSOR}")[:6]
        program.press("enter")
        program.wait_for(lambda screen: screen.row(2).startswith(f" Queues ▸ {name}"), WAIT)
        program.press("J")
        program.wait_for('"extension_number"', WAIT)
        program.press("escape")
        program.wait_for(lambda screen: '"extension_number"' not in screen.text, WAIT)
        program.press("escape")
        program.wait_for(lambda screen: row_under_cursor(screen)[:20] == chosen, WAIT)
        leave(program)


def test_the_help_names_the_keys_and_goes_away() -> None:
    with on_terminal("demo", "sites", *SMALL) as program:
        program.wait_for(in_area("Sites"), WAIT)
        program.press("?")
        program.wait_for("Go to the first row", WAIT)
        program.press("escape")
        program.wait_for(in_area("Sites"), WAIT)
        leave(program)


def test_a_command_goes_anywhere_and_q_leaves_from_the_top_of_an_area() -> None:
    with on_terminal("demo", *SMALL) as program:
        program.wait_for(in_area("Calls"), WAIT)
        program.send(":numbers /0\r")
        program.wait_for(lambda screen: screen.row(2).endswith(" of 600"), WAIT)  # escape would stop the loading first
        program.press("escape")
        program.wait_for(lambda screen: "600" in screen.row(2) and "of" not in screen.row(2), WAIT)
        program.press("q")

        assert program.wait_exit(WAIT) == 0
        assert program.screen.left_on == ()


def test_another_size_is_taken_at_once() -> None:
    with on_terminal("demo", "call-queues", *SMALL) as program:
        program.wait_for(in_area("Queues"), WAIT)
        program.resize(120, 40)
        program.wait_for(lambda screen: "enter open" in screen.row(39) and CURSOR in screen.text, WAIT)
        program.resize(70, 20)
        program.wait_for(lambda screen: "enter open" in screen.row(19) and CURSOR in screen.text, WAIT)
        leave(program)


def test_nothing_is_sent_while_nothing_happens() -> None:
    with on_terminal("demo", "sites", *SMALL) as program:
        program.wait_for(in_area("Sites"), WAIT)
        program.wait_quiet(1.0)

        assert measure.at_rest(program, 2.0).bytes == 0


def test_keys_typed_before_the_first_screen_are_not_lost() -> None:
    with on_terminal("demo", *SMALL) as program:
        program.press("9")
        program.wait_for(in_area("Sites"), WAIT)
        leave(program)


@pytest.mark.parametrize("key", ["enter", "2", "r", "3"])
def test_leaving_while_an_answer_is_awaited_leaves_nothing_behind(key: str) -> None:
    with on_terminal("demo", "sites", *SMALL, "--latency", "400") as program:
        program.wait_for(in_area("Sites"), WAIT)
        program.press(key)
        if key in AREAS:
            program.wait_for(lambda screen: screen.row(2).startswith(f" {AREAS[key]}"), WAIT)
        elif key == "enter":
            program.wait_for(lambda screen: screen.row(2).startswith(" Sites ▸"), WAIT)
        leave(program)
        assert program.screen.text.strip() == ""


@pytest.mark.parametrize("seconds", [0.01, 0.03, 0.06, 0.1])
def test_leaving_while_an_object_is_being_painted_leaves_nothing_behind(seconds: float) -> None:
    with on_terminal("demo", "call-queues", *SMALL) as program:
        program.wait_for(in_area("Queues"), WAIT)
        program.press("enter")
        program.wait_for(lambda screen: screen.row(2).startswith(" Queues ▸"), WAIT)
        program.wait_quiet(seconds)
        leave(program)
        assert program.screen.text.strip() == ""


def test_no_colours_are_sent_where_none_are_wanted() -> None:
    with on_terminal("demo", "sites", *SMALL, NO_COLOR="1") as program:
        program.wait_for(in_area("Sites"), WAIT)
        program.wait_quiet(0.3)
        leave(program)

        painted = [each.parameters for each in program.tokens if each.final == "m"]
    assert painted
    assert not [each for each in painted if "38;" in each or "48;" in each]
