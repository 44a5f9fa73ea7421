"""A copied line gives the same words back, in each shell that people paste it into."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import HOSTILE_NAMES
from ztui.core.shell import joined, quoted
from ztui.services.console.request import ConsoleRequest

SHELLS = ("bash", "zsh", "fish", "dash")
# Alone, and one behind the other: what one of them means depends on what stands before it.
SIGNS = (*"'\"\\$`!*?~#;&|<({[%^= -aé", "\n")
ATTACKS = (
    "\\'; echo owned; '",
    "'; echo owned; '",
    "\\\\'; echo owned #",
    "$(echo owned)",
    "`echo owned`",
    "(echo owned)",
    "=ls",
    "%self",
    "!!",
    "$HOME",
    "{a,b}",
    "~root",
    "a\nb",
    "-n",
    "",
)
WORDS = [*ATTACKS, *HOSTILE_NAMES, *map("".join, product(SIGNS, repeat=2)), *map("".join, product("'\\\"a", repeat=4))]


def read_by(shell: str, line: str) -> list[str]:
    """Let a shell read a line, and give the words that a program gets."""
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"there is no {shell} here")
    options = {"bash": ["--norc"], "zsh": ["-f"], "fish": ["--no-config"]}.get(shell, [])
    done = subprocess.run(
        [program, *options, "-c", f"printf '%s\\0' {line}"], capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, (shell, done.stderr[:500])
    assert done.stderr == b""
    return done.stdout.decode("utf-8", "surrogateescape").split("\0")[:-1]


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_reads_the_same_words_back(shell: str) -> None:
    words = [each for each in WORDS if ("\0" not in each and each.isprintable()) or each == "a\nb"]
    # A word that printf would take for an option is one of the program's behind it, not of printf.
    assert read_by(shell, joined(["-", *words])) == ["-", *words]


@pytest.mark.parametrize("shell", SHELLS)
def test_a_request_that_is_copied_as_curl_or_command_is_what_was_meant(shell: str) -> None:
    for text in ATTACKS:
        body: dict[str, Any] = {"name": text, "note": [text, {text: text}]}
        request = ConsoleRequest("updateCallQueue", {"callQueueId": "q/1"}, {"q": text}, body)
        curl = read_by(shell, request.as_curl("https://api.zoom.us/v2").replace("$ZOOM_TOKEN", "T"))
        assert json.loads(curl[curl.index("--data-raw") + 1]) == body
        assert curl[curl.index("-H") + 1] == "Authorization: Bearer T"
        one = ConsoleRequest("updateCallQueue", {"callQueueId": "q1"}, {"q": text}, {"name": text})
        command = read_by(shell, one.as_command().rpartition(" | ")[2])
        assert f"q={text}" in command


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30))
def test_a_posix_shell_reads_any_text_back(text: str) -> None:
    assert shlex.split(quoted(text)) == [text]


@given(st.text(alphabet="'\\\"a ;$", max_size=12))
def test_in_single_quotes_stands_nothing_that_fish_reads_otherwise(text: str) -> None:
    line, place = quoted(text), 0
    while place < len(line):
        sign = line[place]
        if sign == "'":
            end = line.index("'", place + 1)
            inside = line[place + 1 : end]
            assert "\\\\" not in inside
            assert not inside.endswith("\\")
            place = end
        elif sign == '"':
            place = line.index('"', place + 1)
        place += 1
