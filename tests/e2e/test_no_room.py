"""The disk is full, or a folder may not be written, while programs are at work: nothing leaves without its line."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.programs import WAIT, Answer, Server, command, environment, on_terminal
from tests.e2e.test_bad_input import filled, full
from tests.e2e.test_demo import CURSOR, leave

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["full"]

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cuts")]

SIZE = ("--calls", "300", "--users", "30", "--numbers", "60", "--queues", "8", "--sites", "2")


@pytest.fixture(scope="module")
def zoom(_homes: object) -> Iterator[Server]:
    with Server.simulator(*SIZE, "--plan", "none", "--now", "system", traced=False) as server:
        yield server


@pytest.fixture
def variables(zoom: Server, tmp_path: Path) -> dict[str, Any]:
    folders = {f"ZTUI_{kind}_DIR": str(tmp_path / kind) for kind in ("CONFIG", "CACHE", "STATE")}
    return {**zoom.variables, **folders}


def without_rights(*words: str, **variables: Any) -> Answer:
    """Run `ztui` as somebody who obeys modes, which the administrator does only without the rights beyond them."""
    argv = [sys.executable, "-m", "ztui", *words]
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("setpriv is not here")
        beyond = "-dac_override,-dac_read_search"
        argv = ["setpriv", f"--bounding-set={beyond}", f"--inh-caps={beyond}", *argv]
    done = subprocess.run(
        argv, env=environment(traced=False, **variables), stdin=subprocess.DEVNULL, capture_output=True, check=False,
        timeout=2 * WAIT,
    )  # fmt: skip
    return Answer(done.returncode, done.stdout, done.stderr.decode())


def enlarge(full: Path) -> None:
    """Give the small disk room for a program that has it to itself."""
    subprocess.run(["mount", "-o", "remount,size=2m", str(full)], check=True, capture_output=True)


def writes(zoom: Server) -> int:
    return sum(each["method"] != "GET" for each in zoom.log())


def entries(folder: Path) -> int:
    (path,) = folder.glob("journal-*.sqlite")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        return int(connection.execute("select count(*) from intent").fetchone()[0])


def queue(variables: dict[str, Any]) -> str:
    return str(json.loads(command("list", "call-queues", "--limit", "1", traced=False, **variables).out)[0]["id"])


@pytest.mark.parametrize("had", [False, True], ids=["no journal yet", "a journal"])
def test_nothing_is_sent_when_the_journal_has_no_room(
    had: bool, zoom: Server, variables: dict[str, Any], full: Path
) -> None:
    enlarge(full)
    variables |= {"ZTUI_STATE_DIR": str(full), "ZTUI_PLAN": "none"}
    key, mine = queue(variables), "with" if had else "without"  # what another test wrote would be no change
    if had:
        assert (
            command("set", "call-queues", key, f"department=One {mine}", "--yes", traced=False, **variables).code == 0
        )
    before = writes(zoom)
    filled(full)
    done = command("set", "call-queues", key, f"department=Two {mine}", "--yes", traced=False, **variables)
    assert done.code != 0
    assert "journal" in done.err
    assert "Traceback" not in done.err
    assert writes(zoom) == before
    (full / "filler").unlink()
    assert command("set", "call-queues", key, f"department=Three {mine}", "--yes", traced=False, **variables).code == 0
    assert (writes(zoom) - before, entries(full)) == (1, 1 + had)


def test_nothing_is_sent_when_the_journal_may_not_be_written(
    zoom: Server, variables: dict[str, Any], tmp_path: Path
) -> None:
    variables |= {"ZTUI_PLAN": "none"}
    key = queue(variables)
    assert command("set", "call-queues", key, "department=Four", "--yes", traced=False, **variables).code == 0
    before, state = writes(zoom), tmp_path / "STATE"
    state.chmod(0o500)
    try:
        done = without_rights("set", "call-queues", key, "department=Five", "--yes", **variables)
        assert done.code != 0
        assert str(state) in done.err
        assert "Traceback" not in done.err
        assert writes(zoom) == before
        assert entries(state) == 1
    finally:
        state.chmod(0o700)


def test_a_cache_that_was_good_is_kept_while_the_disk_is_full(
    variables: dict[str, Any], tmp_path: Path, full: Path
) -> None:
    enlarge(full)
    variables |= {"ZTUI_CACHE_DIR": str(full), "ZTUI_PLAN": "none"}
    rows = json.loads(command("list", "call-queues", traced=False, **variables).out)
    filled(full)
    done = command("list", "call-queues", traced=False, **variables)
    assert "Traceback" not in done.err
    assert done.code == 0 or str(full) in done.err
    (full / "filler").unlink()
    kept = command("list", "call-queues", "--offline", traced=False, **variables)
    assert (kept.code, json.loads(kept.out)) == (0, rows)


def test_a_disk_that_gets_full_under_a_screen_is_said_and_the_screen_goes_on(
    zoom: Server, variables: dict[str, Any], full: Path
) -> None:
    enlarge(full)
    variables |= {"ZTUI_CACHE_DIR": str(full), "ZTUI_PLAN": "none"}
    with on_terminal("call-queues", traced=False, **variables) as program:
        program.wait_for(lambda screen: "Queues" in screen.row(2) and CURSOR in screen.text, WAIT)
        filled(full)
        program.send(":users\r")
        program.wait_for(lambda screen: "full" in screen.text or "cannot be used" in screen.text, WAIT)
        program.send(":call-queues\r")
        program.wait_for(lambda screen: "Queues" in screen.row(2) and CURSOR in screen.text, WAIT)
        (full / "filler").unlink()
        program.send(":users\r")
        program.send("r")
        program.wait_for(lambda screen: "Users" in screen.row(2) and CURSOR in screen.text, WAIT)
        leave(program)
