"""`--no-input` and ZTUI_NO_INPUT: what would be asked on a terminal is refused as it is in a pipe; nothing is sent."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import Terminal
from ztui.cli.start import run
from ztui.main import House

if TYPE_CHECKING:
    from pathlib import Path

API = ("--demo", "api", "updateCallQueue", "-p", "callQueueId=q", "-f", "name=x")
ACT = ("--demo", "set", "call-queues", "Appointments DE Denver", "name=x")
TASK = ("--demo", "task", "block", "number=+14155550188")
PROFILE = ("profile", "add", "acme", "--account-id", "a")
QUESTIONS = [API, ACT, TASK, PROFILE]


def at_a_terminal(folder: Path, monkeypatch: pytest.MonkeyPatch, *words: str, **environ: str) -> tuple[int, str]:
    """Run with somebody at the terminal who says no to everything."""
    monkeypatch.setattr(sys, "stdin", Terminal("n\n" * 20))
    folders = {f"ZTUI_{kind}_DIR": str(folder / kind.lower()) for kind in ("CONFIG", "CACHE", "STATE")}
    err = Terminal()
    return run(words, House({**folders, "TERM": "xterm", **environ}, io.StringIO(), err)), err.getvalue()


@pytest.mark.parametrize("words", QUESTIONS, ids=lambda words: " ".join(words[:3]))
def test_nothing_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    code, said = at_a_terminal(tmp_path, monkeypatch, *words, "--no-input")
    assert code == 2
    assert "y/n" not in said
    assert "--" in said.splitlines()[-1], "it says which option answers the question"


def test_the_environment_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = at_a_terminal(tmp_path, monkeypatch, *API, ZTUI_NO_INPUT="1")
    assert (code, "--yes" in said, "y/n" in said) == (2, True, False)
    _, said = at_a_terminal(tmp_path, monkeypatch, *API, ZTUI_NO_INPUT="0")
    assert "y/n" in said
    code, said = at_a_terminal(tmp_path, monkeypatch, *API, ZTUI_NO_INPUT="perhaps")
    assert (code, "neither yes nor no" in said) == (2, True)
