"""What old terminals and plain locales are taken for, and how text reaches those that know ASCII only."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from tests.hostile import HOSTILE_NAMES
from ztui.core.text import display
from ztui.ui.ascii_text import AsciiText, in_ascii
from ztui.ui.terminal.abilities import Abilities, shows_unicode
from ztui.ui.terminal.restore import restore_bytes
from ztui.ui.widgets.paint import ASCII, UNICODE

UTF_8 = {"LANG": "en_US.UTF-8"}


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"))).map(display))
def test_a_text_in_ascii_takes_as_many_cells(text: str) -> None:
    made = in_ascii(text)
    assert made.isascii()
    assert made.isprintable()
    assert len(made) == cell_len(text)


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=lambda name: ascii(name)[:20])
def test_names_of_anybody_come_out_in_ascii(name: str) -> None:
    assert in_ascii(display(name)).isascii()


def test_letters_lose_their_marks_and_the_rest_is_what_comes_nearest() -> None:
    assert in_ascii("Zürich – Łódź") == "Zurich - Lodz"
    assert in_ascii("│ 李 ▌…") == "| ?? |~"
    assert in_ascii(UNICODE.crumb) == ASCII.crumb
    assert in_ascii(UNICODE.up + UNICODE.down) == ASCII.up + ASCII.down


def test_a_painted_line_keeps_its_styles_and_what_is_ascii_already() -> None:
    style = Style(bold=True)
    given = [Segment("plain", style), Segment("é", style)]
    made = AsciiText().apply(given, Color(0, 0, 0))
    assert made == [Segment("plain", style), Segment("e", style)]
    assert made[0] is given[0]


def told(term: str, **extra: str) -> Abilities:
    """Ask in a process of its own, since the library keeps the first entry that it read."""
    code = "import os; from ztui.ui.terminal.abilities import Abilities; print(repr(Abilities.of(os.environ)))"
    environ = {"PATH": os.environ["PATH"], **UTF_8, "TERM": term, **extra}
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True)
    made: Abilities = eval(done.stdout, {"Abilities": Abilities})
    return made


@pytest.mark.parametrize(
    "term", ["xterm-256color", "xterm", "tmux", "tmux-256color", "screen-256color", "xterm-kitty", "alacritty", "st"]
)
def test_terminals_of_today_can_do_all(term: str) -> None:
    made = Abilities.of({"TERM": term, "TMUX": "x", **UTF_8})
    assert made == Abilities(term)


@pytest.mark.parametrize("term", ["dumb", "", "unknown"])
def test_some_cannot_show_screens(term: str) -> None:
    assert not Abilities.of({"TERM": term, **UTF_8}).screens


def test_a_vt100_has_no_colours_no_second_screen_and_no_letters_beyond_ascii() -> None:
    made = told("vt100")
    assert made == Abilities("vt100", True, False, False, False, "none", False, False)


def test_the_console_of_linux_has_sixteen_colours_and_letters_but_no_signs() -> None:
    assert told("linux") == Abilities("linux", True, False, False, False, "standard", True, False)


def test_a_terminal_that_nobody_knows_is_sent_nothing_that_it_might_print() -> None:
    made = told("no-such-terminal-256color")
    assert made == Abilities("no-such-terminal-256color", True, False, False, False, "256", True, True)


def test_screen_gets_no_more_colours_than_it_takes() -> None:
    assert Abilities.of({"TERM": "screen-256color", "STY": "1.x"}).colors == "256"
    assert Abilities.of({"TERM": "screen", "COLORTERM": "truecolor"}).colors == "standard"
    assert Abilities.of({"TERM": "screen-256color", "TMUX": "x"}).colors == "auto"


@pytest.mark.parametrize(
    ("variables", "unicode"),
    [
        ({"LANG": "C"}, False),
        ({"LANG": "POSIX"}, False),
        ({}, False),
        ({"LC_ALL": "C", "LANG": "en_US.UTF-8"}, False),
        ({"LANG": "de_DE.ISO-8859-1"}, False),
        ({"LANG": "C.UTF-8"}, True),
        ({"LANG": "de_DE.utf8"}, True),
        ({"LC_CTYPE": "C.UTF-8", "LANG": "C"}, True),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "C"}, True),
    ],
    ids=str,
)
def test_the_locale_is_the_one_that_the_user_set(variables: dict[str, str], unicode: bool) -> None:
    # Python itself changes LC_CTYPE where it finds no locale, so the question is asked in a process of its own.
    code = "import os; from ztui.ui.terminal.abilities import shows_unicode; print(shows_unicode(os.environ))"
    environ = {"PATH": os.environ["PATH"], **variables}
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(unicode)
    assert shows_unicode({"LANG": "C.UTF-8"})


def test_a_plain_terminal_is_brought_back_without_what_it_would_print() -> None:
    assert b"\x1b[<u" in restore_bytes()
    assert b"\x1b[<" not in restore_bytes(plain=True)
    assert b"\x1b[J" in restore_bytes(plain=True)
