"""Forms of edits in the user's own editor: what becomes a plan, what is offered again, and what changes nothing."""

from __future__ import annotations

import json
import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.ui.console import box_of
from tests.ui.forms import LAB, body_of, change, go_to

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.house import House

    Houses = Callable[..., AbstractAsyncContextManager[House]]


def editor(folder: Path, program: str) -> str:
    """Give the words that run a program of Python on the file."""
    file = folder / "editor with spaces.py"
    file.write_text(f"import json, os, sys, stat, pathlib\npath = pathlib.Path(sys.argv[-1])\n{program}\n")
    return f"{shlex.quote(sys.executable)} {shlex.quote(str(file))} --wait"


RENAME = """
form = json.loads(path.read_text())
form["name"], form["description"] = "Lobby", "by editor"
path.write_text(json.dumps(form))
modes = [stat.S_IMODE(each.stat().st_mode) for each in (path, path.parent)]
pathlib.Path(__file__).with_name("seen").write_text(json.dumps([str(path), modes]))
"""


async def test_what_an_editor_changed_becomes_a_plan_and_its_file_is_gone(house: Houses, tmp_path: Path) -> None:
    async with house(profile=LAB, environ={**os.environ, "VISUAL": editor(tmp_path, RENAME), "EDITOR": "no"}) as on:
        await change(on, "call-queues")
        await on.press("ctrl+e")
        assert body_of(on) == {"name": "Lobby", "description": "by editor"}
        path, modes = json.loads((tmp_path / "seen").read_text())
        assert modes == [0o600, 0o700]
        assert not Path(path).parent.exists()


async def test_a_text_that_cannot_be_taken_is_offered_again_with_its_place(house: Houses, tmp_path: Path) -> None:
    twice = """
seen = pathlib.Path(__file__).with_name("seen")
text = path.read_text()
if seen.exists():
    assert text == "{\\n oops"
    text = '{"name": "Lobby"}'
    path.write_text(text)
else:
    path.write_text("{\\n oops")
seen.write_text(str(path.parent))
"""
    async with house(profile=LAB, environ={**os.environ, "EDITOR": editor(tmp_path, twice)}) as on:
        form = await change(on, "call-queues")
        await go_to(on, "department")
        await on.press("enter", *"Q", "enter", "ctrl+e")
        assert on.screen is form
        assert "line 2, column 2" in form.spoken
        assert form.sheet.text("department").endswith("Q")
        assert not Path((tmp_path / "seen").read_text()).exists()
        await on.press("J")
        assert box_of(on).area.text == "{\n oops"
        await on.press("escape", "ctrl+e")
        assert body_of(on) == {"name": "Lobby"}


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("sys.exit(3)", "ended with 3"),
        ("path.write_bytes(b'\\xff')", "UTF-8"),
        ("path.unlink()", "could not be edited"),
        ("pass", "Nothing was changed"),
    ],
)
async def test_an_editor_that_fails_changes_nothing(house: Houses, tmp_path: Path, program: str, said: str) -> None:
    async with house(profile=LAB, environ={**os.environ, "EDITOR": editor(tmp_path, program)}) as on:
        form = await change(on, "call-queues")
        await on.press("ctrl+e")
        assert on.screen is form
        assert said in form.spoken
        assert form.sheet.values == {}


@pytest.mark.parametrize(
    ("set_to", "said"), [("", "No editor is set"), ("no-such-editor -x", "no editor 'no-such-editor'")]
)
async def test_without_an_editor_it_is_said_how_to_set_one(house: Houses, set_to: str, said: str) -> None:
    async with house(profile=LAB, environ={"EDITOR": set_to, "PATH": os.environ["PATH"]}) as on:
        form = await change(on, "call-queues")
        await on.press("ctrl+e")
        assert said in form.spoken
        assert "VISUAL or EDITOR" in form.spoken


async def test_the_form_is_written_as_json_in_a_box(house: Houses) -> None:
    async with house(profile=LAB) as on:
        form = await change(on, "call-queues")
        await on.press("J")
        box_of(on).area.text = '{"name": "Lobby", "members": {}}'
        await on.press("ctrl+o")
        assert "There is no field 'members' at line 1, column 19" in "\n".join(on.lines())
        box_of(on).area.text = '{"name": "Lobby"}'
        await on.press("ctrl+o")
        assert form.sheet.values == {"name": "Lobby"}
