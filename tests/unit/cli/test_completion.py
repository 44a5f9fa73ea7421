"""What a shell offers for a word that is begun."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.ui.house import SMALL, Line, session_on
from tests.unit.cli.house import ztui
from ztui.core.config import Profile
from ztui.core.paths import Folders
from ztui.services.view import View
from ztui.sim.inprocess import start
from ztui.store.recent import newest_cache, recent_rows

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
        ("ztui list numbers --sort -number_t", ["-number_type"]),
        ("ztui list numbers --sort -number,-carrier.n", ["-number,-carrier.name"]),
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


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folders of somebody who has listed queues."""
    folder = tmp_path_factory.mktemp("seen")
    with asyncio.Runner() as runner:
        runner.run(_listed(folder))
    (folder / "config").mkdir()
    (folder / "config" / "config.toml").write_text("[profiles.acme]\naccount_id = 'a'\n")
    return folder


async def _listed(folder: Path) -> None:
    box = start(SMALL)
    try:
        session = session_on(Line(box), Folders(folder / "config", folder / "cache", folder / "state"), Profile("acme"))
        view = session.listings.open(View("call-queues"))
        await view.refresh()
        await session.close()
    finally:
        box.close()


def test_what_was_seen_last_is_offered_by_name_and_by_id(seen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = newest_cache(seen / "cache", "acme", "")
    assert cache is not None
    rows = dict(recent_rows(cache, "call-queues"))
    names = Counter(row["name"] for row in rows.values())
    key, plain = next((key, row["name"]) for key, row in rows.items() if row["name"].replace(" ", "").isalpha())
    assert names[plain] == 1
    for command in ("get", "set", "delete", "assign"):
        line = f"ztui {command} call-queues "
        assert plain.replace(" ", "\\ ") in offered(line, seen, monkeypatch)
        assert offered(line + plain.split()[0][:-1].lower(), seen, monkeypatch)
        assert key in offered(line + key[:6], seen, monkeypatch)
    assert offered("ztui --profile nobody get call-queues ", seen, monkeypatch) == []
    assert offered("ztui --account other get call-queues ", seen, monkeypatch) == []
    assert offered("ztui get nothing ", seen, monkeypatch) == []
    assert offered("ztui no-such-command ", seen, monkeypatch) == []


def test_no_name_of_another_becomes_a_command(seen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever names a queue must not reach the shell of an admin who completes it."""
    import shutil as copying
    import sqlite3

    copying.copytree(seen, tmp_path, dirs_exist_ok=True)
    cache = newest_cache(tmp_path / "cache", "acme", "")
    assert cache is not None
    with sqlite3.connect(cache) as file:
        names = ("$(touch x)", "`id`", "a;b", "-rf", "new\nline", "it's", "a\\b", 'q"q', " led", "\x1b[31m", "!x")
        ids = [row[0] for row in file.execute("select object from body limit ?", (len(names),))]
        for id, name in zip(ids, names, strict=True):
            file.execute("update body set json = json_set(json, '$.name', ?) where object = ?", (name, id))
    file.close()
    found = offered("ztui get call-queues ", tmp_path, monkeypatch)
    assert {"\\$\\(touch\\ x\\)", "\\`id\\`", "a\\;b", "it\\'s", "a\\\\b", 'q\\"q', "\\!x"} <= set(found)
    assert not [each for each in found if each.startswith("-") or "\x1b" in each or "line" in each]


def test_a_cache_that_cannot_be_read_offers_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert offered("ztui get call-queues ", tmp_path, monkeypatch) == []
    path = tmp_path / "cache" / "environment" / "own-0123456789ab.sqlite"
    path.parent.mkdir(parents=True)
    path.write_text("no database")
    assert offered("ztui get call-queues ", tmp_path, monkeypatch) == []


def test_every_command_is_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ztui.cli.app import COMMANDS

    assert sorted(offered("ztui ", tmp_path, monkeypatch)) == sorted(COMMANDS)


@pytest.mark.parametrize("word", ["bash_source", "bash_", "csh_complete", ""])
def test_a_question_that_nobody_asks_has_no_answer(word: str, tmp_path: Path) -> None:
    ran = ztui(folder=tmp_path, environ={"_ZTUI_COMPLETE": word})
    assert (ran.code, ran.out) == (1, "")


def test_names_are_completed_in_every_shell(seen: Path, tmp_path: Path) -> None:
    """Each shell is asked in its own way; a name with spaces stays one word."""
    cache = newest_cache(seen / "cache", "acme", "")
    assert cache is not None
    name = next(row["name"] for _, row in recent_rows(cache, "call-queues") if row["name"].replace(" ", "").isalpha())
    asks = {"bash": name.replace(" ", "\\ "), "zsh": name, "fish": name}
    for shell, wanted in asks.items():
        environ = {"_ZTUI_COMPLETE": f"{shell}_complete"}
        words = {"COMP_WORDS": "ztui get call-queues ", "COMP_CWORD": "" if shell == "fish" else "3"}
        argv = [sys.executable, "-m", "ztui"]
        folders = {f"ZTUI_{kind}_DIR": str(seen / kind.lower()) for kind in ("CONFIG", "CACHE", "STATE")}
        ran = subprocess.run(
            argv, env=os.environ | environ | words | folders, capture_output=True, text=True, check=True, timeout=60
        )
        assert wanted in ran.stdout, shell
        assert ran.stderr == ""


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
