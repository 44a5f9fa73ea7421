"""Terminals of all kinds and locales of all kinds: the screens are right there, or it is said what to do instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from benchmarks.harness.grammar import Kind
from tests.e2e.programs import SMALL, WAIT, on_terminal
from ztui.ui.ascii_text import in_ascii

if TYPE_CHECKING:
    from benchmarks.harness.program import Program
    from benchmarks.harness.screen import Screen

pytestmark = [pytest.mark.slow]


def sgr(program: Program) -> str:
    return " ".join(each.parameters for each in program.tokens if each.final == "m")


def printed_by_old_terminals(program: Program) -> list[str]:
    """List what a terminal of before would print the tail of: strings, private and intermediate bytes but `?`."""
    return [
        each.text
        for each in program.tokens
        if each.kind is Kind.STRING or (each.kind is Kind.CSI and re.search(r"[<=>$!\" ]|\?.*[^hl]$", each.text[2:]))
    ]


def box_over_numbers(screen: Screen) -> bool:
    return "Numbers: what Zoom is asked for" in screen.text and "Product" in screen.text


@pytest.mark.parametrize(
    ("term", "lang", "colors", "signs", "letters"),
    [
        ("xterm-256color", "C", r"38;5;\d", False, False),
        ("screen-256color", "C.UTF-8", r"38;5;\d", True, True),
        ("tmux-256color", "POSIX", r"38;5;\d", False, False),
        ("tmux", "C.UTF-8", r"\b9[0-7]\b", True, True),
        ("linux", "C.UTF-8", r"\b[39][0-7]\b", False, True),
        ("linux", "C", r"\b[39][0-7]\b", False, False),
        ("vt100", "C.UTF-8", "", False, False),
        ("vt100", "C", "", False, False),
        ("no-such-terminal", "C.UTF-8", r"\b[39][0-7]\b", True, True),
    ],
)
def test_a_terminal_gets_what_it_can_show(term: str, lang: str, colors: str, signs: bool, letters: bool) -> None:
    with on_terminal("demo", "numbers", *SMALL, term=term, LANG=lang, COLORTERM="") as program:
        program.wait_for(lambda screen: in_numbers(screen, sign="▌" if signs else ">"), WAIT)
        program.press("f")
        program.wait_for(box_over_numbers, WAIT)
        assert ("┌─ Numbers" if signs else "+- Numbers") in program.screen.text
        program.press("escape")
        program.wait_for(lambda screen: not box_over_numbers(screen), WAIT)
        rows = program.screen.text
        program.send(":q\r")
        assert program.wait_exit(WAIT) == 0

        assert program.screen.left_on == ()
        assert not program.screen.unknown
        assert ("会議室" in rows) is letters
        assert program.output.isascii() is not letters or rows == in_ascii(rows)
        assert bool(re.search(r"\b[349][0-8]\b", sgr(program))) is bool(colors)
        assert re.search(colors, sgr(program))
        if term in {"linux", "vt100", "no-such-terminal"}:
            assert printed_by_old_terminals(program) == []
            assert not {1000, 1002, 1003, 1006} & {mode for mode, _ in program.screen.modes.items()}
            assert program.screen.text.strip() == ""


def in_numbers(screen: Screen, *, sign: str) -> bool:
    return (
        screen.row(2).startswith(" Numbers") and screen.row(4).startswith(f" {sign} +") and "? more" in screen.row(23)
    )


@pytest.mark.parametrize("lang", ["C", "C.UTF-8"])
@pytest.mark.parametrize("term", ["dumb", "", "unknown"])
def test_what_cannot_show_screens_is_told_what_can_be_done(term: str, lang: str) -> None:
    with on_terminal("demo", term=term, LANG=lang) as program:
        assert program.wait_exit(WAIT) == 2
        said = program.output.decode()
    assert said.isascii()
    assert "\x1b" not in said
    assert "TERM" in said
    assert "ztui --plain" in said
    assert "ztui list call-queues" in said


def test_a_terminal_that_is_too_small_says_so() -> None:
    with on_terminal("demo", size=(59, 24)) as program:
        assert program.wait_exit(WAIT) == 2
        assert b"59x24 cells, fewer than 60x15" in program.output
