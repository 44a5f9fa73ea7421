"""`ztui doctor` from a shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import ztui

if TYPE_CHECKING:
    from pathlib import Path


def test_the_demo_is_sound(tmp_path: Path) -> None:
    ran = ztui("--demo", "doctor", "--json", folder=tmp_path)
    assert ran.code == 0
    assert {each["state"] for each in ran.json} <= {"fine", "not looked at"}
    assert {"terminal", "characters", "clipboard", "credentials", "scopes", "quota", "journal", "cache"} <= {
        each["area"] for each in ran.json
    }


def test_what_is_wrong_makes_the_exit_code_and_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text("[profiles.a]\ntheme = 'pink'\n")
    ran = ztui("doctor", "--json", folder=tmp_path)
    assert ran.code == 6
    found = {each["area"]: each for each in ran.json}
    assert found["settings"]["said"] == "Line 2: There is no theme named 'pink'."
    assert found["credentials"]["state"] == "wrong"
    assert "ZTUI_CLIENT_ID" in found["credentials"]["hint"]


def test_nothing_is_asked_offline(tmp_path: Path) -> None:
    found = {each["area"]: each for each in ztui("--demo", "--offline", "doctor", "--json", folder=tmp_path).json}
    assert found["credentials"]["state"] == "not looked at"


@pytest.mark.parametrize(
    ("environ", "word"),
    [
        ({"NO_COLOR": "1"}, "no colours"),
        ({"COLORTERM": "truecolor"}, "16 million"),
        ({"TERM": "xterm"}, "16 colours"),
        ({"TERM": "dumb"}, "cannot show screens"),
        ({"TMUX": "/tmp/x"}, "set-clipboard"),
        ({"STY": "1.x"}, "in pieces"),
    ],
)
def test_the_terminal_is_told_as_it_is(tmp_path: Path, environ: dict[str, str], word: str) -> None:
    ran = ztui("--demo", "--offline", "doctor", "--table", folder=tmp_path, environ=environ, terminal=True)
    assert word in ran.out


def test_without_a_secret_what_lies_on_this_machine_is_looked_at_all_the_same(tmp_path: Path) -> None:
    app = ("--account-id", "a", "--client-id", "c", "--secret", "env:NOT_SET")
    ztui("profile", "add", "acme", *app, folder=tmp_path)
    ran = ztui("doctor", "--json", folder=tmp_path)
    assert ran.code == 6
    found = {each["area"]: each["state"] for each in ran.json}
    assert (found["credentials"], found["journal"], found["cache"]) == ("wrong", "fine", "fine")


def test_a_user_who_has_not_signed_in_is_told(tmp_path: Path) -> None:
    app = ("--device", "--client-id", "c", "--secret", "env:JO_SECRET", "--login-kept", "file", "--no-input")
    ztui("profile", "add", "jo", *app, folder=tmp_path)
    ran = ztui("doctor", "--json", folder=tmp_path, environ={"JO_SECRET": "hush"})
    found = {each["area"]: each for each in ran.json}
    assert (found["sign-in"]["state"], found["sign-in"]["hint"]) == ("wrong", "Sign in again: ztui profile login jo")
    assert "hush" not in ran.out


@pytest.mark.parametrize(
    ("value", "state", "word"), [("on", "fine", "passes it on"), ("off", "note", "set -g set-clipboard on")]
)
def test_tmux_is_asked_whether_it_passes_the_clipboard_on(
    value: str, state: str, word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmux = tmp_path / "bin" / "tmux"
    tmux.parent.mkdir()
    tmux.write_text(f'#!/bin/sh\n[ "$*" = "show-options -gqv set-clipboard" ] && echo {value}\n')
    tmux.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmux.parent}:/bin:/usr/bin")
    ran = ztui("--demo", "--offline", "doctor", "--json", folder=tmp_path, environ={"TMUX": "/tmp/x"})
    found = {each["area"]: each for each in ran.json}["clipboard"]
    assert found["state"] == state
    assert word in f"{found['said']} {found['hint']}"
