"""A form in the user's own editor, on a terminal that is lent to it: it comes back whatever the editor does."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.e2e.programs import SMALL, WAIT, on_terminal

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.slow]

FAILS = """#!/bin/sh
case $(cat "$0.turn" 2>/dev/null) in
    "") echo 1 > "$0.turn"; exit 3 ;;
    1) echo 2 > "$0.turn"; printf 'caf\\351' > "$1" ;;
    2) echo 3 > "$0.turn"; rm "$1" ;;
    3) echo 4 > "$0.turn"; head -c 5000001 /dev/zero > "$1" ;;
    4) echo 5 > "$0.turn"; kill -9 $$ ;;
    *) sed -i 's/"name": "[^"]*"/"name": "By editor"/' "$1" ;;
esac
"""
SAID = (
    "The editor ended with 3",
    "not in UTF-8",
    "could not be edited",
    "too long",
    "The editor ended with -9",
)


def test_an_editor_that_fails_gives_the_terminal_back_and_the_next_one_is_taken(tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text(FAILS)
    editor.chmod(0o700)
    path = os.environ["PATH"]
    with on_terminal("demo", "queues", *SMALL, VISUAL="", EDITOR=str(editor), PATH=path) as program:
        program.wait_for(lambda screen: "▌" in screen.text and screen.row(2).startswith(" Queues"), WAIT)
        program.press("e")
        program.wait_for("Change call queue", WAIT)
        for said in SAID:
            program.press("ctrl+e")
            program.wait_for(said, WAIT)
            program.press("down")
        program.press("ctrl+e")
        program.wait_for("By editor", WAIT)
        program.press("escape")
        program.wait_for("1 changed", WAIT)
        program.send(":q!\r")
        assert program.wait_exit(WAIT) == 0
        assert program.screen.left_on == ()
        assert program.settings == program.settings_before
