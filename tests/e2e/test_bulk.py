"""`ztui bulk` as a program against a server: a list of numbers for a queue, cut in the middle, and gone on with."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.programs import WAIT, Server, command, environment
from tests.unit.cli.house import ztui

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("bulk over HTTP")]

SIZES = ("--accounts", "1", "--users", "20", "--numbers", "200", "--queues", "4", "--sites", "1", "--calls", "5")
MANY = 70
"""Numbers: two requests of fifty at most."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server.simulator(*SIZES, "--plan", "none", "--latency", "5", traced=False) as made:
        yield made


def read(server: Server, folder: Path, *words: str) -> Any:
    """Read what the server has, or the journal, without a program of its own for it."""
    answer = ztui(*words, folder=folder, environ=server.variables)
    assert answer.code == 0, answer.err
    return answer.json


def printed(server: Server, folder: Path, *words: str, code: int = 0) -> Any:
    folders = {f"ZTUI_{kind}_DIR": str(folder) for kind in ("CACHE", "STATE", "CONFIG")}
    answer = command(*words, traced=False, **server.variables, **folders)
    assert answer.code == code, answer.err
    return json.loads(answer.out)


def given(server: Server) -> list[str]:
    """Give the path of each request that gave numbers to a queue."""
    log = server.log()
    return [each["path"] for each in log if each["method"] == "POST" and each["path"].endswith("/phone_numbers")]


def test_a_list_that_is_cut_by_a_kill_is_resumed_and_no_number_is_given_twice(server: Server, tmp_path: Path) -> None:
    rows = read(server, tmp_path / "beside", "list", "numbers", "--match", "unassigned", "--json")
    free = [each for each in rows if each["status"] == "Normal"][:MANY]
    queue = read(server, tmp_path / "beside", "list", "call-queues", "--limit", "1", "--json")[0]
    assert len(free) == MANY
    file = tmp_path / "numbers.txt"
    file.write_text("# move in\n" + "".join(f"{each['number']}\n" for each in free), encoding="utf-8")
    words = ("bulk", str(file), "numbers", "assign-to-queue", f"owner={queue['extension_number']}", "--yes", "--json")
    folders = {f"ZTUI_{kind}_DIR": str(tmp_path) for kind in ("CACHE", "STATE", "CONFIG")}
    running = subprocess.Popen(
        [sys.executable, "-m", "ztui", *words],
        env=environment(traced=False, **server.variables, **folders),
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    end = time.monotonic() + WAIT
    while not given(server) and running.poll() is None and time.monotonic() < end:
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.wait(WAIT)
    assert len(given(server)) in (1, 2)

    folders_left = list((tmp_path / "runs").rglob("*.json"))
    assert len(folders_left) == 1
    run = folders_left[0].stem
    looked = command("journal", "resume", traced=False, **server.variables, **folders)
    assert run[:8] in looked.out.decode() + looked.err
    printed(server, tmp_path, "journal", "resume", run[:8], "--yes", "--json")

    rows = read(server, tmp_path / "elsewhere", "list", "numbers", "--json")
    owners = {each["id"]: [one["assigned_to_id"] for one in each.get("assigned_list") or ()] for each in rows}
    assert all(owners[each["id"]] == [queue["id"]] for each in free)
    entries = printed(server, tmp_path, "journal", "--limit", "500", "--json")
    done = [each["key"] for each in entries if each["outcome"] == "done"]
    assert sorted(done) == sorted(each["id"] for each in free)
    assert not list((tmp_path / "runs").rglob("*.json"))
