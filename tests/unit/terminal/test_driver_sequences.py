"""What is sent for what: the shortest way, within what the terminal can do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.harness.grammar import tokens
from benchmarks.harness.screen import Screen
from tests.unit.terminal.updates import padded, piece, strip, update
from ztui.ui.terminal.driver.capabilities import NONE, Capabilities
from ztui.ui.terminal.driver.cells import NotUnderstood, Palette
from ztui.ui.terminal.driver.differ import Differ
from ztui.ui.terminal.driver.lines import Frame
from ztui.ui.terminal.driver.pen import Pen

SIZE = (40, 8)
ALL = Capabilities(*[True] * 11)
CODES = st.sampled_from(
    [*"1234579", "21", "53", "0", "22", "24", "27", "39", "49", "31", "97", "44", "107", "38;5;3", "48;2;7;8;9", ""]
)


def differ_showing(*texts: str, can: Capabilities = ALL) -> Differ:
    """Make one whose terminal shows some rows."""
    differ = Differ(can)
    rows = [*texts, *[" " * SIZE[0]] * (SIZE[1] - len(texts))]
    differ.encode(update(piece(y, 0, padded(text, SIZE[0])) for y, text in enumerate(rows)), SIZE)
    return differ


def sent(differ: Differ, *pieces: str, cursor: tuple[int, int] = (0, 0)) -> str:
    return differ.encode(update(pieces, cursor), SIZE)


def test_what_is_shown_already_costs_nothing() -> None:
    differ = differ_showing("one", "two")

    assert sent(differ, piece(0, 0, "one".ljust(40)), piece(1, 1, "w")) == ""


def test_runs_that_are_near_are_joined_and_others_are_jumped_to() -> None:
    differ = differ_showing("abcdefghijklmnopqrstuvwxyz")

    assert sent(differ, piece(0, 0, "AbcdefghijklmnopqrstuvwXyZ")) == "\x1b[1HA\x1b[22CXyZ"


def test_blanks_are_erased() -> None:
    differ = differ_showing("abc" + "d" * 20 + "xyz", "a long text to its end")

    assert (
        sent(differ, piece(0, 0, "abc" + " " * 20 + "xyz"), piece(1, 6, " " * 34)) == "\x1b[1;4H\x1b[20X\x1b[2;8H\x1b[K"
    )


@pytest.mark.parametrize(
    ("can", "expected"),
    [
        (ALL, "\x1b[1H\x1b[41m\x1b[K\x1b[m"),
        (replace(ALL, erase_colored=False), "\x1b[1H\x1b[41m" + " " * 40 + "\x1b[m"),
    ],
)
def test_colored_blanks_are_erased_only_where_that_is_colored(can: Capabilities, expected: str) -> None:
    assert sent(differ_showing("text", can=can), piece(0, 0, strip(("41", " " * 40)))) == expected


def test_the_end_of_a_row_is_moved_where_a_word_became_longer_or_shorter() -> None:
    differ = differ_showing("D delete Ann  a actions  f fields")

    assert sent(differ, piece(0, 0, "D delete Håkan  a actions  f fields   ")) == "\x1b[1;12H\x1b[2@\x1b[10GHåka"
    assert sent(differ, piece(0, 0, "D delete Bo  a actions  f fields    ")) == "\x1b[1;12H\x1b[3P\x1b[10GBo\x1b[26C   "


def test_blanks_of_two_colors_in_a_row_are_both_erased() -> None:
    differ = differ_showing("x" * 40)

    found = sent(differ, piece(0, 0, "x" + " " * 12 + strip(("44", " " * 12)) + "x" * 15))
    assert found == "\x1b[1;2H\x1b[12X\x1b[44m\x1b[12C\x1b[12X\x1b[m"


def test_a_blank_shows_no_color_of_letters() -> None:
    differ = differ_showing("a b")

    assert sent(differ, piece(0, 1, strip(("1;31", " ")))) == ""
    assert sent(differ, piece(0, 1, strip(("4", " ")))) == "\x1b[1;2H\x1b[4m \x1b[m"


@pytest.mark.parametrize(
    ("can", "scroll"),
    [
        (ALL, "\x1b[2;7r\x1b[1S\x1b[r"),
        (replace(ALL, scroll_up=False), "\x1b[2;7r\x1b[7H\n\x1b[r"),
        (replace(ALL, region=False), ""),
    ],
)
def test_lines_that_moved_are_scrolled(can: Capabilities, scroll: str) -> None:
    names = ("alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf")
    differ = differ_showing("head", *names[:6], "foot", can=can)

    found = sent(differ, *(piece(y, 0, text.ljust(40)) for y, text in enumerate(names[1:], 1)))

    assert found == f"{scroll}\x1b[7Hgolf" if scroll else "charlie" in found


@pytest.mark.parametrize(
    ("can", "scroll"),
    [(ALL, "\x1b[2;7r\x1b[2T\x1b[r"), (replace(ALL, scroll_down=False), "\x1b[2;7r\x1b[2H\x1bM\x1bM\x1b[r")],
)
def test_lines_that_moved_down_are_scrolled_down(can: Capabilities, scroll: str) -> None:
    names = ("alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel")
    differ = differ_showing("head", *names[2:], "foot", can=can)

    found = sent(differ, *(piece(y, 0, text.ljust(40)) for y, text in enumerate(names[:6], 1)))

    assert found == f"{scroll}\x1b[2Halpha\x1b[3Hbravo"


def test_a_mark_that_moves_scrolls_nothing() -> None:
    differ = differ_showing("a", "b", "c", "d")

    assert "r" not in sent(differ, *(piece(y, 0, strip(("7", text))) for y, text in enumerate("abcd")))


def test_without_a_terminfo_entry_cells_are_addressed_and_nothing_else() -> None:
    differ = differ_showing("alpha", "bravo", "charlie", "delta", can=NONE)

    found = sent(differ, piece(0, 0, strip(("1", "x"), ("31", "y"), ("", " " * 38))), piece(3, 20, "far"))

    kinds = {token.final for token in tokens(found) if token.text.startswith("\x1b[")}
    assert kinds == {"H", "m"}
    assert "\x1b[22m" not in found


def test_the_column_is_set_again_behind_a_grapheme_whose_width_is_in_doubt() -> None:
    screen = Screen(*SIZE)
    differ = Differ(ALL)
    text = "ab ☎\ufe0f|👩\u200d💻|🇩🇪|x\u0302\u0303| end"
    screen.feed(tokens("\x1b[?7l" + differ.encode(update([piece(1, 0, padded(text, 40))]), SIZE)))

    # As it is measured, whatever the terminal took for them: telephone, programmer and flag take two cells each.
    cells = [screen.cell(x, 1).data for x in range(40)]
    assert [x for x, cell in enumerate(cells) if cell == "|"] == [5, 8, 11, 13]
    assert "".join(cells[13:]).rstrip() == "| end"


def test_a_row_in_doubt_of_which_a_part_is_unknown_is_not_written() -> None:
    with pytest.raises(NotUnderstood):
        sent(Differ(ALL), piece(0, 3, "👍"))


def test_a_row_in_doubt_is_written_whole() -> None:
    differ = differ_showing("ab 👍 cd")

    found = sent(differ, piece(0, 0, "Ab 👍 cd"))

    assert found.startswith("\x1b[1H\x1b[KAb ")
    assert "\x1b[6G" in found
    assert found.endswith(" cd\x1b[K")


def test_the_cursor_is_put_where_something_is_typed_and_left_alone_elsewhere() -> None:
    differ = differ_showing("typing")

    assert sent(differ, piece(0, 0, "typing"), cursor=(0, 6)) == "\x1b[1;7H"
    assert sent(differ, piece(0, 0, "typing"), cursor=(0, 6)) == ""
    assert sent(differ, piece(3, 0, "x"), cursor=(0, 6)) == "\x1b[4Hx\x1b[1;7H"
    assert sent(differ, piece(3, 0, "x"), cursor=(0, 0)) == "\x1b[1H"
    assert sent(differ, piece(3, 0, "y"), cursor=(0, 0)) == "\x1b[4Hy"


@pytest.mark.parametrize(
    "data",
    [
        "text",
        "\x1b[1;1Htext",
        "\x1b[1;1Ha\x1b[2Jb\x1b[1;1H",
        "\x1b[1;1Ha\tb\x1b[1;1H",
        "\x1b[1;1H\x1b[38;9;1ma\x1b[1;1H",
        "\x1b[1;1H\x1b[61ma\x1b[1;1H",
        "\x1b[9;1Ha\x1b[1;1H",
        "\x1b[1;40Hab\x1b[1;1H",
        "\x1b[1;1H\u0301\x1b[1;1H",
    ],
)
def test_what_cannot_be_followed_is_told(data: str) -> None:
    with pytest.raises(NotUnderstood):
        differ_showing().encode(data, SIZE)


def test_links_are_kept() -> None:
    link = "\x1b]8;id=1;https://example.com\x1b\\"
    differ = differ_showing("see here")
    linked = f"see {link}\x1b[4mhere\x1b[0m\x1b]8;;\x1b\\"

    assert sent(differ, piece(0, 0, linked)) == f"\x1b[1;5H{link}\x1b[4mhere\x1b]8;;\x1b\\\x1b[m"
    assert sent(differ, piece(0, 0, linked)) == ""


@given(st.lists(CODES, max_size=5), st.lists(CODES, max_size=5), st.booleans(), st.booleans())
def test_a_step_between_styles_leads_where_it_should(
    old: list[str], new: list[str], attributes: bool, colors: bool
) -> None:
    palette = Palette()
    start, end = (palette.after(palette.plain, ";".join(codes) or "0") for codes in (old, new))
    pen = Pen(replace(ALL, ends_attributes=attributes, ends_colors=colors), palette, 80)
    pen.wear(start)
    pen.wear(end)

    style = palette.plain
    for token in tokens(pen.sent):
        style = palette.after(style, token.parameters or "0")
    assert style is end


def test_a_frame_is_adopted_as_it_was_given() -> None:
    differ = differ_showing(strip(("1;31", "red"), ("", "  "), ("44", "blue")), "漢字 é", strip(("7", " " * 40)))
    frame = differ.frame
    assert frame is not None
    assert frame.lines[:4] == ("\x1b[1;31mred  \x1b[;44mblue\x1b[m", "漢字 é", f"\x1b[7m{' ' * 40}\x1b[m", "")

    other = Differ(ALL)
    other.adopt(frame)

    assert other.frame == frame
    assert sent(other, piece(1, 0, "漢字 e")) == "\x1b[2;6He"


def test_a_frame_that_does_not_fit_is_not_adopted() -> None:
    with pytest.raises(NotUnderstood):
        Differ(ALL).adopt(Frame((3, 1), ("four",)))


def test_nothing_is_known_of_a_terminal_before_it_is_drawn() -> None:
    differ = Differ(ALL)
    assert differ.frame is None
    sent(differ, piece(0, 0, "x"))
    assert differ.frame is None

    differ = differ_showing("x")
    differ.forget()
    assert differ.frame is None
    assert sent(differ, piece(0, 0, "x")) == "\x1b[1Hx"


def test_many_styles_are_forgotten_in_time() -> None:
    differ = differ_showing("x")
    for red in range(256):
        sent(differ, piece(1, 0, strip(*((f"38;2;{red};{green};0", "x") for green in range(40)))))

    assert sent(differ, piece(1, 0, strip(*((f"38;2;255;{green};0", "x") for green in range(40))))) == ""
