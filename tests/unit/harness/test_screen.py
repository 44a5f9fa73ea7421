"""The screen that the tests of the whole program look at."""

from __future__ import annotations

import pytest

from benchmarks.harness.grammar import tokens
from benchmarks.harness.screen import Screen


def shown(output: str, columns: int = 10, lines: int = 4) -> Screen:
    screen = Screen(columns, lines)
    screen.feed(tokens(output))
    return screen


def test_text_is_put_where_the_cursor_is() -> None:
    screen = shown("one\r\n\x1b[3;2Htwo\x1b[1Cx\x1b[1Gy")

    assert screen.rows == ["one", "", "ytwo x", ""]
    assert screen.cursor == (1, 2)


def test_wide_characters_take_two_cells() -> None:
    assert shown("漢字x\x1b[1;5H!").rows[0] == "漢字!"


def test_joiners_take_no_cell_and_nothing_after_them_is_lost() -> None:
    assert shown("a\u200db e\u0301\ufe0fx").rows[0] == "ab éx"


@pytest.mark.parametrize(
    ("scroll", "rows"),
    [
        ("\x1b[1S", ["b", "c", "d", ""]),
        ("\x1b[2T", ["", "", "a", "b"]),
        ("\x1b[2;3r\x1b[S\x1b[r", ["a", "c", "", "d"]),
    ],
)
def test_a_region_scrolls_without_moving_the_cursor_elsewhere(scroll: str, rows: list[str]) -> None:
    assert shown(f"a\r\nb\r\nc\r\nd{scroll}").rows == rows


def test_the_alternate_screen_leaves_the_main_one_as_it_was() -> None:
    screen = shown("shell\x1b[?1049h\x1b[Happ")
    inside = (screen.alternate, screen.rows[0])
    screen.feed(tokens("\x1b[?1049l"))

    assert inside == (True, "app")
    assert (screen.alternate, screen.rows[0]) == (False, "shell")


def test_what_a_program_did_not_take_back_is_named() -> None:
    screen = shown("\x1b[?1049h\x1b[?25l\x1b[?1003h\x1b[?7l\x1b[>25u\x1b[?2004h\x1b[?2004l")

    assert screen.left_on == ("mode 1003", "mode 1049", "cursor hidden", "wrapping off", "keyboard protocol")


def test_nothing_is_left_on_when_all_is_taken_back() -> None:
    screen = shown("\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[>25u\x1b[<u\x1b[?7h\x1b[?25h\x1b[?1049l")

    assert screen.left_on == ()


def test_colours_are_known_cell_by_cell() -> None:
    cell = shown("\x1b[1;31mx\x1b[0m").cell(0, 0)

    assert (cell.data, cell.fg, cell.bold) == ("x", "red", True)


def test_what_is_not_known_is_counted_and_not_drawn() -> None:
    screen = shown("\x1b[5~a\x9bb\x1b[=3z\x07\x1b]2;title\x07\x1b[?2026$p")

    assert screen.rows[0] == "ab"
    assert set(screen.unknown) == {"\x1b[5~", "\x9b", "\x1b[=3z"}
    assert (screen.bells, screen.titles) == (1, ["title"])


def test_a_character_can_be_repeated_and_cells_erased() -> None:
    assert shown("x\x1b[4b\x1b[1;2H\x1b[2X").rows[0] == "x  xx"


def test_another_size_keeps_what_is_there() -> None:
    screen = shown("hello")
    screen.resize(20, 6)

    assert (len(screen.rows), screen.rows[0], screen.columns, screen.lines) == (6, "hello", 20, 6)


def test_what_is_erased_has_the_background_that_is_set_and_nothing_else() -> None:
    screen = shown("\x1b[1;4;31;44mabcdef\x1b[3G\x1b[2X\x1b[6G\x1b[K")

    assert screen.rows[0] == "ab  e"
    assert [(screen.cell(x, 0).bg, screen.cell(x, 0).underscore) for x in (1, 2, 9)] == [
        ("blue", True),
        ("blue", False),
        ("blue", False),
    ]


def test_a_terminal_may_erase_without_the_background() -> None:
    screen = Screen(4, 1, erases_colored=False)
    screen.feed(tokens("\x1b[44mab\x1b[1G\x1b[K"))

    assert screen.cell(0, 0).bg == "default"


def test_half_a_wide_character_is_no_character() -> None:
    assert shown("漢字\x1b[2Gx").rows[0] == " x字"
    assert shown("漢字\x1b[3Gx").rows[0] == "漢x"
    assert shown("a漢\x1b[1G字").rows[0] == "字"
