"""Which kept screen is whose: everything that a screen depends on is in its key, and no secret is."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key, Paste

from ztui.core.config import Profile
from ztui.core.paths import Folders
from ztui.core.secrets import Secret, SecretSource
from ztui.ui.keys import keys_that_move
from ztui.ui.prepainted import Frames
from ztui.ui.prepainting import Prepainting
from ztui.ui.terminal.prepaint import Painted
from ztui.ui.terminal.restore import Before

ROOT = Path(__file__).parents[2]
FOLDERS = Folders.inside(Path("/nowhere"))
APP = Profile("acme", account_id="a", client_id="c", client_secret=SecretSource("given", Secret("s3cr3t")))
ENVIRON = {"TERM": "xterm-256color", "LANG": "C.UTF-8"}


def frames(profile: Profile = APP, environ: dict[str, str] = ENVIRON, *, offline: bool = False) -> Frames:
    return Frames(FOLDERS, profile, environ, offline=offline)


@pytest.mark.parametrize(
    "other",
    [
        {"profile": replace(APP, name="other")},
        {"profile": replace(APP, account_id="b")},
        {"profile": replace(APP, client_id="d")},
        {"profile": replace(APP, account="sub")},
        {"profile": replace(APP, api_url="https://elsewhere")},
        {"profile": replace(APP, theme="ztui-light")},
        {"profile": replace(APP, timezone="Europe/Berlin")},
        {"profile": replace(APP, read_only=True)},
        {"profile": replace(APP, label="PROD")},
        {"profile": replace(APP, columns={"numbers": ("number",)})},
        {"environ": {**ENVIRON, "TERM": "linux"}},
        {"environ": {**ENVIRON, "NO_COLOR": "1"}},
        {"environ": {**ENVIRON, "TMUX": "/tmp/tmux-0/default,16204,15"}},
        {"environ": {**ENVIRON, "STY": "3120.pts-1.host"}},
        {"environ": {**ENVIRON, "COLORTERM": "truecolor"}},
        {"environ": {**ENVIRON, "TEXTUAL_COLOR_SYSTEM": "standard"}},
        {"offline": True},
    ],
)
def test_whatever_a_screen_depends_on_is_in_its_key(other: dict[str, Any]) -> None:
    assert frames(**other).key(":") != frames().key(":")
    assert frames().key(":numbers") != frames().key(":")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"TMUX": "/tmp/tmux-0/default,16204,15"}, {"TMUX": "/tmp/tmux-0/default,204,0"}),
        ({"STY": "3120.pts-1.host"}, {"STY": "88.work"}),
        ({}, {"TMUX_PANE": "%3", "WINDOW": "2", "SSH_TTY": "/dev/pts/7", "SSH_CONNECTION": "a 1 b 22"}),
    ],
)
def test_another_session_of_the_same_terminal_shows_the_same(one: dict[str, str], other: dict[str, str]) -> None:
    assert frames(environ={**ENVIRON, **one}).key(":") == frames(environ={**ENVIRON, **other}).key(":")


def test_the_key_is_the_same_for_the_same_start_and_tells_no_secret() -> None:
    other_secret = replace(APP, client_secret=SecretSource("given", Secret("another")))

    assert frames(other_secret).key(":") == frames().key(":")
    assert "s3cr3t" not in frames().key(":")


@pytest.mark.parametrize(
    ("profile", "environ", "wanted"),
    [
        (APP, {}, True),
        (Profile("environment"), {}, True),
        (Profile("acme", token=SecretSource("given", Secret("t")), account_id="a"), {}, True),
        (Profile("acme", token=SecretSource("given", Secret("t"))), {}, False),
        (replace(APP, terminal_prepaint=False), {}, False),
        (replace(APP, terminal_driver="textual"), {}, False),
        (APP, {"TEXTUAL_DRIVER": "a:B"}, False),
    ],
)
def test_screens_are_kept_where_it_is_known_whose_they_are(
    profile: Profile, environ: dict[str, str], wanted: bool
) -> None:
    assert frames(profile, {**ENVIRON, **environ}).is_wanted is wanted


@pytest.mark.parametrize(("term", "wanted"), [("vt100", False), ("xterm", True)])
def test_only_a_terminal_with_a_second_screen_has_them(term: str, wanted: bool) -> None:
    # In a process of its own: the library that reads terminfo keeps the first entry for good.
    code = (
        "from tests.unit.test_prepainted import APP, ENVIRON, frames\n"
        f"print(frames(APP, {{**ENVIRON, 'TERM': {term!r}}}).is_wanted)"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)

    assert ran.stdout.strip() == str(wanted)


def test_names_of_views_cannot_leave_the_folder_of_their_profile() -> None:
    found = {
        frames().path(identity) for identity in (":", ":numbers", ":../../etc/passwd", ':cq "a/b"', "{}", '{"a": 1}')
    }

    assert {path.parent for path in found} == {FOLDERS.cache / "acme"}
    assert len(found) == 5  # one for all lists that a run was cut at
    assert all(path.match("frame-*.json") for path in found)


def judged(*typed: str, keymap: dict[str, str] | None = None) -> tuple[str, bool]:
    early = Prepainting(None, Painted(Before(0, None), (80, 24), ()))
    for each in typed:
        assert early.takes(Key(each, each if len(each) == 1 else {"colon": ":", "slash": "/", "space": " "}.get(each)))
    kept, dropped = early.released(keymap or {})
    assert not early.holds
    return " ".join(each.event.key for each in kept), dropped


@pytest.mark.parametrize(
    ("typed", "kept", "dropped"),
    [
        ("", "", False),
        ("down j pagedown", "down j pagedown", False),
        ("D y", "", True),
        ("down D down", "down", True),
        ("down enter", "down enter", False),
        ("enter down enter", "enter down", True),
        ("3 enter", "3", True),
        ("3 slash 0 2 0 enter", "3 slash 0 2 0 enter", False),
        ("slash D e n backspace enter D 3", "slash D e n backspace enter", True),
        ("slash a enter enter", "slash a enter", True),
        ("colon n u m b e r s enter", "colon n u m b e r s enter", False),
        ("colon n u m b e r s space D", "colon n u m b e r s space D", False),
        ("down colon n u m b enter", "down", True),
        ("down colon d o space d e l e t e enter y", "down", True),
        ("colon q enter", "", True),
        (f"colon {' '.join('account')} space x enter", "", True),
        ("colon up enter", "", True),
        ("colon tab", "", True),
        ("question_mark escape down", "question_mark escape down", False),
        *((key, "", True) for key in ("e", "n", "a", "w", "y", "z", "space", "Y", "ctrl+y", "V", "q", "ctrl+p", "E")),
    ],
)
def test_keys_that_only_lead_somewhere_count_until_the_first_other(typed: str, kept: str, dropped: bool) -> None:
    assert judged(*typed.split()) == (kept, dropped)


def test_keys_are_judged_as_they_are_remapped() -> None:
    keymap = {"delete": "j", "cursor-down": "D", "open": "o"}

    assert judged("D", "o", keymap=keymap) == ("D o", False)
    assert judged("D", "j", "D", keymap=keymap) == ("D", True)


def test_what_is_pasted_before_the_app_is_there_goes_nowhere() -> None:
    early = Prepainting(None, Painted(Before(0, None), (80, 24), ()))

    assert early.takes(Paste("D\ny\n"))
    assert early.released({}) == ([], True)


def test_enter_counts_on_the_row_that_was_shown() -> None:
    early = Prepainting(None, Painted(Before(0, None), (80, 24), (), (10, ("a", "b"))))

    assert early.shows(11, "b")
    assert not any(early.shows(*other) for other in ((10, "b"), (9, "b"), (12, "b"), (0, "a")))
    assert not Prepainting().shows(0, "")


def test_remapped_keys_move_as_well() -> None:
    moving = keys_that_move({"cursor-down": "n,ctrl+n"})

    assert {"n", "ctrl+n", "up", "k"} <= moving
    assert not {"down", "j", "D", "y", "enter", "q", "space"} & moving
