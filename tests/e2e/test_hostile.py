"""Names that attack, through the whole program and a real terminal: nothing of them becomes more than text."""

from __future__ import annotations

import base64
import json
import re
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from benchmarks.harness.grammar import Kind, Token, tokens
from benchmarks.harness.program import Waited
from tests.e2e.hostile_zoom import ALL, EVERYTHING
from tests.e2e.programs import WAIT, Server, command, on_terminal
from tests.e2e.test_demo import AREAS, CURSOR, leave

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.harness.program import Program
    from benchmarks.harness.screen import Screen

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hostile Zoom")]

OPENED = "▸ Z [bold red]X[/] [/nope] Sales [West"
REFUSED = "Zoom refuses"

# What a Textual program sends of its own accord, and nothing else. Colours are always by their three parts.
_COLOUR = r"[34]8;2;\d+;\d+;\d+"
_OWN = re.compile(
    rf"""\x1b\[(
        \d*(;\d+)?H | \d*[CG]                         # cursor
      | K | \d+[X@P]                                   # blanks
      | \d+;\d+r | r | \d+[ST]                        # a region that is scrolled
      | ({_COLOUR}|[0-9]|2[1-9]|39|49)?(;({_COLOUR}|[0-9]|2[1-9]|39|49))*m
      | \?(25|7|1000|1002|1003|1004|1006|1015|1016|1049|2004|2026|2048)[hl]
      | \?(2026|2048)\$p
      | >\d+u | <u                                    # keyboard protocol
    )""",
    re.VERBOSE,
)
_POINTER = re.compile(r"\x1b\]22;[a-z-]+\x07")
_COPY = re.compile(r"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07")
_UNSEEN = re.compile("[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def hostile(_homes: object) -> Iterator[Server]:
    with Server((sys.executable, "-m", "tests.e2e.hostile_zoom"), traced=False) as server:
        yield server


def foreign(found: Sequence[Token]) -> list[str]:
    """Give what a program sent beside text and the sequences that are its own."""
    return [token.text for token in found if not _is_own(token)]


def _is_own(token: Token) -> bool:
    match token.kind:
        case Kind.TEXT:
            return not _UNSEEN.search(token.text)
        case Kind.CONTROL:
            return token.text in "\r\n"
        case Kind.CSI:
            return bool(_OWN.fullmatch(token.text))
        case Kind.STRING:
            return bool(_POINTER.fullmatch(token.text))
        case _:
            return False


# A line break cannot be told from those of a frame; it is seen in what the screen shows.
@pytest.mark.parametrize("name", [each for each in ALL if each != "two\nlines"])
def test_the_check_itself_finds_every_name_that_holds_a_control_or_a_direction(name: str) -> None:
    harmless = name.isprintable() or ("\u200d" in name and "\x1b" not in name)

    assert (foreign(tokens(name)) == []) is harmless


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
def test_every_list_and_every_object_shows_hostile_names_as_text(hostile: Server, size: tuple[int, int]) -> None:
    with on_terminal(size=size, traced=False, **hostile.variables) as program:
        program.wait_for(lambda screen: CURSOR in screen.text, WAIT)
        for key, title in AREAS.items():
            program.press(key)
            program.wait_for(lambda screen, title=title: screen.row(2).startswith(f" {title}"), WAIT)  # type: ignore[misc]
            if title == "Devices":
                program.wait_for(REFUSED, WAIT)
                continue
            program.wait_for(lambda screen: CURSOR in screen.text and "[bold red]X[/]" in screen.text, WAIT)
            assert program.screen.unknown.total() == 0
            _open_and_come_back(program, title)
        assert foreign(program.tokens) == []
        assert program.screen.titles == []
        leave(program)


def _open_and_come_back(program: Program, title: str) -> None:
    program.wait_quiet(0.1)
    crumbs, heads = program.screen.rows[2:4]
    program.press("enter")
    program.wait_for(lambda screen: screen.row(2).startswith(f" {title} ▸") and screen.row(2) != crumbs, WAIT)
    _press_until(program, "J", lambda screen: '": ' in screen.text)
    _press_until(program, "escape", lambda screen: '": ' not in screen.text)
    _press_until(program, "escape", lambda screen: screen.row(3) == heads)
    program.wait_quiet(0.15)  # an escape and a key at once would be one key with alt


def _press_until(program: Program, key: str, wanted: Callable[[Screen], bool]) -> None:
    """Press a key until it did what it does: it is not heard while a screen opens, and escape stops reading first."""
    for _ in range(8):
        program.wait_quiet(0.2)
        program.press(key)
        with suppress(Waited):
            program.wait_for(wanted, 5)
            return
    program.wait_for(wanted, 5)


def test_the_breadcrumb_the_header_and_the_tabs_below_an_object_are_text(hostile: Server) -> None:
    with on_terminal("users", size=(120, 40), **hostile.variables) as program:
        program.wait_for("[EMEA] Support", WAIT)
        program.press("enter")
        program.wait_for(OPENED, WAIT)
        for _ in range(4):
            program.press("tab")
            program.wait_quiet(0.15)
        assert foreign(program.tokens) == []
        leave(program)


def test_acting_in_the_name_of_a_hostile_account_names_it_in_the_header(hostile: Server) -> None:
    with on_terminal("accounts", size=(120, 40), **hostile.variables) as program:
        program.wait_for("[/nope]", WAIT)
        program.press("E")
        program.wait_for(lambda screen: "Z [bold red]X[/]" in screen.row(0), WAIT)
        program.wait_for(lambda screen: CURSOR in screen.text, WAIT)
        assert foreign(program.tokens) == []
        leave(program)


def test_what_zoom_refuses_is_said_as_text_on_the_speaking_line_and_in_the_messages(hostile: Server) -> None:
    with on_terminal("devices", size=(120, 40), **hostile.variables) as program:
        program.wait_for(lambda screen: REFUSED in screen.row(38), WAIT)
        program.press("enter")
        program.wait_for("What went wrong", WAIT)
        program.press("escape")
        program.wait_for(lambda screen: "What went wrong" not in screen.text, WAIT)
        program.send(":log\r")
        program.wait_for(lambda screen: "Requests" in screen.row(2), WAIT)
        program.send(":messages\r")
        program.wait_for(lambda screen: "Messages" in screen.row(2), WAIT)
        assert foreign(program.tokens) == []
        leave(program)


def test_a_click_on_a_name_that_is_markup_runs_nothing(hostile: Server) -> None:
    with on_terminal("call-queues", size=(120, 40), **hostile.variables) as program:
        program.wait_for("[@click=app.quit()]click[/]", WAIT)
        line = next(y for y, row in enumerate(program.screen.rows) if "[@click" in row)
        click = "".join(f"\x1b[<0;10;{line + 1}{button}" for button in "Mm")
        program.send(click)
        program.wait_for(lambda screen: CURSOR in screen.row(line), WAIT)
        program.send(click)
        program.wait_for(lambda screen: screen.row(2).startswith(" Queues ▸") and "Overview" in screen.text, WAIT)
        program.wait_quiet(0.3)
        assert foreign(program.tokens) == []
        leave(program)


def test_what_is_typed_and_filtered_is_text(hostile: Server) -> None:
    with on_terminal("call-queues", size=(120, 40), **hostile.variables) as program:
        program.wait_for("[EMEA] Support", WAIT)
        program.press("/")
        program.send("[/nope] [bold\r")
        program.wait_for(lambda screen: "/[/nope] [bold" in screen.row(2), WAIT)
        program.press("escape")
        program.wait_for(lambda screen: "/[/nope]" not in screen.row(2), WAIT)
        program.send(":[bold red]nothing\r")
        program.wait_for(lambda screen: "'[bold" in screen.row(38), WAIT)
        program.send("\x1b[200~:\x1b[201~/\x1b[200~a\x1b[2Jb\x07\x1b[201~\r")
        program.wait_quiet(0.3)
        assert foreign(program.tokens) == []
        leave(program)


def test_a_copied_name_leaves_as_base64_and_in_no_other_way(hostile: Server) -> None:
    with on_terminal("call-queues", size=(120, 40), **hostile.variables) as program:
        program.wait_for("[EMEA] Support", WAIT)
        program.press("c")
        program.wait_for("Send to the clipboard", WAIT)
        program.press("j")
        program.wait_for("Sent", WAIT)
        program.wait_quiet(0.2)

        copies = [found for token in program.tokens if (found := _COPY.fullmatch(token.text))]
        assert len(copies) == 1
        assert json.loads(base64.b64decode(copies[0][1]))["name"] == EVERYTHING
        assert [each for each in foreign(program.tokens) if not _COPY.fullmatch(each)] == []
        leave(program)


@pytest.mark.parametrize("form", ["--table", "--json", "--ndjson", "--csv"])
def test_the_commands_print_no_control_of_a_name_on_a_terminal(hostile: Server, form: str) -> None:
    with on_terminal("list", "call-queues", form, size=(120, 40), **hostile.variables) as program:
        assert program.wait_exit(WAIT) == 0
        assert foreign(program.tokens) == []
        assert "[/nope]" in "".join(token.text for token in program.tokens)


def test_json_keeps_names_as_zoom_sent_them(hostile: Server) -> None:
    answer = command("list", "call-queues", "--json", **hostile.variables)

    names = [row["name"] for row in json.loads(answer.out)]
    assert names[: len(ALL)] == list(ALL)
    assert not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", answer.out)


def test_csv_is_no_formula_for_a_spreadsheet(hostile: Server) -> None:
    answer = command("list", "call-queues", "--csv", "--columns", "name", **hostile.variables)

    assert b"HYPERLINK" in answer.out
    assert not re.search(rb"""^"?[=@\t]""", answer.out, re.MULTILINE)


def test_an_error_of_a_command_is_one_line_without_controls(hostile: Server) -> None:
    answer = command("list", "devices", **hostile.variables)

    assert (answer.code, answer.out) == (1, b"")
    assert "[/nope]" in answer.err
    assert foreign(tokens(answer.err)) == []
    assert EVERYTHING not in answer.err
