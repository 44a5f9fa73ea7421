"""What a shell offers for a word that is begun."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.house import ztui

if TYPE_CHECKING:
    from pathlib import Path


def offered(line: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ask as the script of bash does: the word under the cursor is the last one."""
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(line.split(" ")) - 1))
    ran = ztui(folder=folder, environ={"_ZTUI_COMPLETE": "bash_complete"})
    assert (ran.code, ran.err) == (0, "")
    return [each.partition(",")[2] for each in ran.out.splitlines()]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("ztui jour", ["journal"]),
        ("ztui call-q", ["call-queues"]),
        ("ztui get call-q", ["call-queues"]),
        ("ztui get cq", ["cq"]),
        ("ztui delete sip-ph", ["sip-phones"]),
        ("ztui scopes que", ["queues"]),
        ("ztui --tz Europe/Berl", ["Europe/Berlin"]),
        ("ztui --profile ac", ["acme"]),
        ("ztui --profile acme get call-q", ["call-queues"]),
        ("ztui list call-q", ["call-queues"]),
        ("ztui list call-queues --columns name,extension_n", ["name,extension_number"]),
        ("ztui list call-queues --sort status,nam", ["status,name"]),
        ("ztui list call-queues --where stat", ["status="]),
        ("ztui operations createCallQ", ["createCallQueue"]),
        ("ztui api createcallq", ["createCallQueue"]),
        ("ztui list nothing-l", []),
        ("ztui completion z", ["zsh"]),
    ],
)
def test_what_is_known_is_offered(
    line: str, wanted: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text("[profiles.acme]\n[profiles.lab]\nplan = 'wrong'\n")
    assert offered(line, tmp_path, monkeypatch) == wanted


def test_every_command_is_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ztui.cli.app import COMMANDS

    assert sorted(offered("ztui ", tmp_path, monkeypatch)) == sorted(COMMANDS)


@pytest.mark.parametrize("word", ["bash_source", "bash_", "csh_complete", ""])
def test_a_question_that_nobody_asks_has_no_answer(word: str, tmp_path: Path) -> None:
    ran = ztui(folder=tmp_path, environ={"_ZTUI_COMPLETE": word})
    assert (ran.code, ran.out) == (1, "")


SCRIPTS = {
    "bash": (
        'eval "$(ztui completion bash)"; COMP_WORDS=(ztui get call-q); COMP_CWORD=2; '
        '_ztui_completion ztui; echo "${COMPREPLY[@]}"'
    ),
    "zsh": 'autoload -Uz compinit; compinit -u -D; eval "$(ztui completion zsh)"; whence -w _ztui_completion',
    "fish": 'ztui completion fish | source; complete -C "ztui get call-q"',
}


@pytest.mark.parametrize("shell", SCRIPTS)
def test_the_script_loads_in_its_shell_and_completes(shell: str, tmp_path: Path) -> None:
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"{shell} is not on this machine")
    command = tmp_path / "bin" / "ztui"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ztui "$@"\n')
    command.chmod(0o755)
    environ = {**os.environ, "PATH": f"{command.parent}:{os.environ['PATH']}", "HOME": str(tmp_path)}
    environ |= {f"ZTUI_{kind}_DIR": str(tmp_path) for kind in ("CONFIG", "CACHE", "STATE")}
    ran = subprocess.run(
        [found, "-c", SCRIPTS[shell]], env=environ, capture_output=True, text=True, check=True, timeout=60
    )
    assert ("_ztui_completion: function" if shell == "zsh" else "call-queues") in ran.stdout
    assert ran.stderr == ""


def test_a_shell_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    ran = ztui("completion", "csh", folder=tmp_path)
    assert ran.code == 2
    assert "csh" in ran.err
