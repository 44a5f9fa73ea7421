"""Two programs on one profile at once: nothing lost, nothing doubled, no word of a lock, and one may be killed."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.programs import WAIT, Server, command, environment, on_terminal
from tests.e2e.test_demo import CURSOR, leave

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cuts")]

SIZE = ("--calls", "4000", "--users", "30", "--numbers", "60", "--queues", "8", "--sites", "2")
LOCKED = ("locked", "busy", "Traceback")


@pytest.fixture(scope="module")
def zoom(_homes: object) -> Iterator[Server]:
    with Server.simulator(*SIZE, "--plan", "none", "--now", "system", traced=False) as server:
        yield server


@pytest.fixture
def variables(zoom: Server, tmp_path: Path) -> dict[str, Any]:
    folders = {f"ZTUI_{kind}_DIR": str(tmp_path / kind) for kind in ("CONFIG", "CACHE", "STATE")}
    return {**zoom.variables, **folders, "ZTUI_PLAN": "none"}


def started(*words: str, **variables: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "ztui", *words],
        env=environment(traced=False, **variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def quiet(said: str) -> str:
    assert not any(word in said for word in LOCKED), said
    return said


def kept_by(folder: Path, pid: int) -> list[Path]:
    """Give the files in which a program keeps what it shows."""
    return list(folder.rglob(f"last-*.{pid}-*.json"))


def sound(folder: Path) -> None:
    for each in folder.rglob("*.sqlite"):
        with closing(sqlite3.connect(each)) as connection:
            assert connection.execute("pragma integrity_check").fetchone() == ("ok",), each
    assert not list(folder.rglob("*damaged*"))


def test_commands_that_write_read_and_sync_at_once_lose_and_double_nothing(
    zoom: Server, variables: dict[str, Any], tmp_path: Path
) -> None:
    made = json.loads(command("list", "call-queues", "--json", traced=False, **variables).out)
    queues = [each["id"] for each in made][:3]
    every = list(enumerate(queues))
    runs = [
        *(started("set", "call-queues", each, f"name=Both {at}", "--yes", **variables) for at, each in every),
        started("calls", "sync", "--from", "-6months", "--yes", **variables),
        started("calls", "sync", "--from", "-6months", "--yes", **variables),
        started("index", "sync", **variables),
        started("index", "sync", **variables),
    ]
    ended = [each.communicate(timeout=2 * WAIT) for each in runs]
    for (_, said), run in zip(ended, runs, strict=True):
        assert run.returncode == 0, quiet(said)
    writes = [each for each in zoom.log() if each["method"] == "PATCH"]
    assert len(writes) == len(queues)
    told = json.loads(command("journal", "--json", traced=False, **variables).out)
    assert sorted(each["key"] for each in told) == sorted(queues)
    assert {each["outcome"] for each in told} == {"done"}
    names = {each["id"]: each["name"] for each in json.loads(command("list", "call-queues", "--json", **variables).out)}
    assert [names[each] for each in queues] == [f"Both {at}" for at in range(len(queues))]
    (path,) = tmp_path.rglob("*.calls.sqlite")
    with closing(sqlite3.connect(path)) as connection:
        count, different = connection.execute("select count(*), count(distinct uuid) from call_rest").fetchone()
    assert count == different
    assert 3_950 <= count <= 4_000
    sound(tmp_path)


def test_of_two_screens_one_is_killed_and_the_other_goes_on(variables: dict[str, Any], tmp_path: Path) -> None:
    with (
        on_terminal("call-queues", traced=False, **variables) as one,
        on_terminal("call-queues", traced=False, **variables) as other,
    ):
        for each in (one, other):
            each.wait_for(lambda screen: "Queues" in screen.row(2) and CURSOR in screen.text, WAIT)
            each.send(":users\r")
        for each in (one, other):
            each.wait_for(lambda screen: "Users" in screen.row(2) and CURSOR in screen.text, WAIT)
        while not any('"resource": "users"' in each.read_text() for each in kept_by(tmp_path, one.process.pid)):
            one.wait_quiet(0.05)
        os.kill(one.process.pid, signal.SIGKILL)
        one.process.wait(WAIT)
        other.send(":call-queues\r")
        other.wait_for(lambda screen: "Queues" in screen.row(2) and CURSOR in screen.text, WAIT)
        other.send("r")
        other.wait_for(lambda screen: "Queues" in screen.row(2) and CURSOR in screen.text, WAIT)
        quiet(other.screen.text)
        leave(other)
    for log in tmp_path.rglob("*.log"):
        quiet(log.read_text())
    sound(tmp_path)
    # The view of the one that was killed is gone on with, and nothing that it held holds anybody up.
    with on_terminal(traced=False, **variables) as program:
        program.wait_for(lambda screen: "Users" in screen.row(2) and CURSOR in screen.text, WAIT)
        leave(program)
