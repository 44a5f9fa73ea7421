"""Programs that are killed at any moment: the next one starts, finds all that was through, and fetches the rest."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import sys
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.harness.program import Program, Waited
from tests.e2e.mortal import Mortals
from tests.e2e.programs import WAIT, Server, environment, on_terminal
from tests.e2e.test_demo import CURSOR, leave
from tests.unit.store.test_in_the_place import WAYS
from ztui.store.journalschema import _STEPS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.e2e.mortal import Died

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cuts")]

SIZE = ("--calls", "4000", "--users", "30", "--numbers", "60", "--queues", "8", "--sites", "2")
KILLS = 10 * int(os.environ.get("CUTS", "1"))
"""So many programs are killed in each test; `CUTS=20` draws twenty times as many moments."""
EPOCH = 1_420_070_400
LOOKS = 8
"""Windows of six months that are begun anew at most, as the next program finds them looked at and not through."""
FAR = 48 * 3600 + 120
"""Seconds before the end of what was fetched that are asked for once more, since calls may have been under way."""


@pytest.fixture(scope="module")
def zoom(_homes: object) -> Iterator[Server]:
    with Server.simulator(*SIZE, "--plan", "none", "--now", "system", traced=False) as server:
        yield server


@pytest.fixture(scope="module")
def mortals(_homes: object) -> Iterator[Mortals]:
    with Mortals() as running:
        yield running


@dataclass
class House:
    """The folders of a profile, and the programs that run on them."""

    folder: Path
    zoom: Server
    mortals: Mortals
    asked: int = 0
    said: list[str] = field(default_factory=list)

    @property
    def variables(self) -> dict[str, Any]:
        """Give what leads a program to Zoom and to the folders."""
        folders = {f"ZTUI_{kind}_DIR": str(self.folder / kind) for kind in ("CONFIG", "CACHE", "STATE")}
        return {**self.zoom.variables, **folders, "ZTUI_PLAN": "none"}

    def run(self, *words: str, moment: int = 0) -> Died:
        """Run a command to its end, or to a moment."""
        died = self.mortals.run(*words, moment=moment, folder=self.folder, variables=self.variables)
        assert "Traceback" not in died.err, died.err
        assert "locked" not in died.err, died.err
        return died

    def clear(self) -> None:
        """Begin anew."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def file(self, ending: str) -> Path:
        """Give a store's file."""
        (found,) = self.folder.rglob(f"*{ending}")
        return found

    def requests(self) -> list[dict[str, Any]]:
        """Give the parameters of the lists of calls that were asked for since the last look."""
        every = self.zoom.log()
        new, self.asked = every[self.asked :], len(every)
        return [dict(each["query"]) for each in new if each["path"] == "/v2/phone/call_history"]

    def check(self) -> None:
        """See that each database is sound as it lies there, and none was taken for a damaged one."""
        for each in self.folder.rglob("*.sqlite"):
            copy = self.folder / "copy" / each.name
            copy.parent.mkdir(exist_ok=True)
            for end in ("", "-wal"):
                if each.with_name(each.name + end).exists():
                    shutil.copyfile(each.with_name(each.name + end), copy.with_name(copy.name + end))
            with closing(sqlite3.connect(copy)) as connection:
                assert connection.execute("pragma integrity_check").fetchone() == ("ok",), each
            shutil.rmtree(copy.parent)
        assert not list(self.folder.rglob("*damaged*"))


@pytest.fixture
def house(tmp_path: Path, zoom: Server, mortals: Mortals) -> House:
    return House(tmp_path / "home", zoom, mortals)


def stored(path: Path) -> tuple[set[bytes], list[tuple[int, int]]]:
    """Give the ids of the stored calls, and the spans that count as covered."""
    with closing(sqlite3.connect(path)) as connection:
        ids = {uuid for (uuid,) in connection.execute("select uuid from call_rest")}
        pairs = connection.execute("select count(*), (select count(*) from call) from call_rest").fetchone()
        assert pairs == (len(ids), len(ids))
        return ids, connection.execute("select first, last from covered").fetchall()


def seconds(text: str) -> int:
    from datetime import datetime

    return int(datetime.fromisoformat(text).timestamp()) - EPOCH


SYNC = ("calls", "sync", "--from", "-6months", "--yes")


@pytest.mark.parametrize("seed", [1])
def test_calls_are_all_there_once_however_often_their_sync_is_killed(
    house: House, seed: int, record_property: Callable[[str, object], None]
) -> None:
    dice = random.Random(f"sync {seed}")
    whole = house.run(*SYNC)
    assert whole.code == 0, whole.err
    truth, _ = stored(house.file(".calls.sqlite"))
    alone = len(house.requests())
    house.clear()
    kills, drawn = 0, []
    while kills < KILLS:
        drawn.append(dice.randrange(1, whole.moments))
        died = house.run(*SYNC, moment=drawn[-1])
        kills += died.killed
        assert len(house.requests()) <= alone + LOOKS, drawn
        house.check()
        if not died.killed:
            assert (died.code, stored(house.file(".calls.sqlite"))[0]) == (0, truth), drawn
            house.clear()
    record_property("figure kills of a sync", kills)
    spans = stored(house.file(".calls.sqlite"))[1] if list(house.folder.rglob("*.calls.sqlite")) else []
    last = house.run(*SYNC)
    assert last.code == 0, (drawn, last.err)
    assert stored(house.file(".calls.sqlite"))[0] == truth, drawn
    asked = house.requests()
    assert len(asked) <= alone + LOOKS
    for query in asked:
        since, until = seconds(query["from"]), seconds(query["to"])
        for first, end in spans:
            assert min(until, end - FAR) - max(since, first) <= 120, (drawn, query, "was there already")
    assert house.run(*SYNC).code == 0
    assert len(house.requests()) < 4


def test_the_first_index_is_whole_however_often_it_is_killed(
    house: House, record_property: Callable[[str, object], None]
) -> None:
    dice = random.Random("index")
    whole = house.run("index", "sync", "--json")
    assert whole.code == 0, whole.err
    truth = counted(house)
    house.clear()
    kills, drawn = 0, []
    while kills < KILLS:
        drawn.append(dice.randrange(1, whole.moments))
        died = house.run("index", "sync", moment=drawn[-1])
        kills += died.killed
        house.check()
        if not died.killed:
            assert counted(house) == truth, drawn
            house.clear()
    record_property("figure kills of an index", kills)
    assert house.run("index", "sync", "--json").code == 0
    assert counted(house) == truth, drawn
    before = len(house.zoom.log())
    assert house.run("index", "sync").code == 0
    assert len(house.zoom.log()) == before, "what is fresh is not read again"
    (name, *_) = (each["name"] for each in json.loads(house.run("list", "call-queues", "--offline").out))
    found = house.run("find", name, "--offline")
    assert found.code == 0, found.err


def counted(house: House) -> Any:
    """Give how much of each part is stored."""
    told = json.loads(house.run("index", "--json", "--offline").out)
    parts = told["parts"] if isinstance(told, dict) else told
    return [{name: value for name, value in each.items() if name != "as_of"} for each in parts]


def test_a_list_is_whole_however_often_its_program_is_killed(
    house: House, record_property: Callable[[str, object], None]
) -> None:
    """From the first moment on: making the folders, the log, the files, the first rows."""
    dice = random.Random("list")
    whole = house.run("list", "users")
    assert whole.code == 0, whole.err
    kills = 0
    for moment in sorted(dice.sample(range(1, whole.moments), min(KILLS, whole.moments - 1))):
        house.clear()
        kills += house.run("list", "users", moment=moment).killed
        house.check() if house.folder.exists() else None
        again = house.run("list", "users")
        assert (again.code, again.err) == (0, ""), moment
        assert keys(again.out) == keys(whole.out), moment
    record_property("figure kills of a start", kills)


def test_screens_open_however_often_their_program_is_killed(
    house: House, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """While it starts, reads, keeps what was typed, what it shows, and the first screen of the next start."""
    dice = random.Random("screens")
    told = tmp_path / "moments"
    first, then = on_screens(house, told, 0), on_screens(house, told, 0)
    assert then
    kills = 0
    for number in range(4 * KILLS // 10):
        if number % 2:
            house.clear()
        kills += not on_screens(house, told, dice.randrange(1, first if number % 2 else then))
        house.check()
    record_property("figure kills of screens", kills)
    assert kills
    assert on_screens(house, told, 0)
    assert not any("Traceback" in each.read_text() for each in house.folder.rglob("*.log"))


def on_screens(house: House, told: Path, moment: int) -> int:
    """Use the program; gives how many moments it had, 0 where it met the one that it was given."""
    told.unlink(missing_ok=True)
    wanted = {"MOMENT": str(moment), "FOLDER": str(house.folder), "MOMENTS": str(told)}
    argv = [sys.executable, "-m", "tests.e2e.mortal", "on terminal"]
    with Program(argv, environ=environment(traced=False, **house.variables, **wanted)) as program:
        try:
            program.wait_for(CURSOR, WAIT)
            program.send(":users\r")
            program.wait_for(lambda screen: "Users" in screen.row(2) and CURSOR in screen.text, WAIT)
            program.send("/a\r")
            program.wait_for(lambda screen: "/ a" in screen.row(2) or "/a" in screen.row(2), WAIT)
            program.wait_quiet(1.2)
            program.send(":q\r")
            code = program.wait_exit(WAIT)
            if code == -signal.SIGKILL:
                return 0
            assert code == 0
        except (Waited, OSError):
            assert program.process.wait(WAIT) == -signal.SIGKILL, program.screen.text
            return 0
        assert "locked" not in program.screen.text
    return int(told.read_text())


# What an earlier program made


def older_journal(path: Path, version: int) -> list[str]:
    """Make a journal as an earlier version has it, with entries of every state."""
    path.parent.mkdir(parents=True)
    ids = [f"{number:08x}-0000-4000-8000-000000000000" for number in range(40)]
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("pragma journal_mode=wal")
        connection.execute("begin")
        for step in _STEPS[:version]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"pragma application_id={0x7A74756A}")
        connection.execute(f"pragma user_version={version}")
        plan = json.dumps({"path": {"callQueueId": "q"}, "body": {"name": "New"}})
        connection.executemany(
            "insert into intent(id, account, operation, plan, made_at, outcome) values(?, '', 'updateCallQueue', ?,"
            " '2026-11-20T10:00:00+00:00', ?)",
            [(each, plan, (None, "done", "unknown", "failed")[at % 4]) for at, each in enumerate(ids)],
        )
        connection.execute("commit")
    return ids[::-1]


@pytest.mark.parametrize("version", [1, 2])
def test_an_older_journal_loses_nothing_when_its_migration_is_killed(
    house: House, version: int, record_property: Callable[[str, object], None]
) -> None:
    dice = random.Random(f"journal {version}")
    path = house.folder / "STATE" / "journal-environment.sqlite"
    ids = older_journal(path, version)
    told = ("journal", "--json", "--limit", "100")
    whole = house.run(*told)
    assert whole.code == 0, whole.err
    assert keys(whole.out) == ids
    kills = 0
    for moment in sorted(dice.sample(range(1, whole.moments), min(KILLS, whole.moments - 1))):
        house.clear()
        older_journal(path, version)
        kills += house.run(*told, moment=moment).killed
        house.check()
        again = house.run(*told)
        assert (again.code, keys(again.out)) == (0, ids), (moment, again.err)
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("pragma user_version").fetchone() == (len(_STEPS),)
            assert connection.execute("select count(*) from touched").fetchone() == (len(ids),)
    record_property("figure kills of a migration", kills)


def test_calls_of_an_earlier_program_are_all_kept_when_bringing_them_up_to_date_is_killed(
    house: House, record_property: Callable[[str, object], None]
) -> None:
    dice = random.Random("calls")
    assert house.run(*SYNC).code == 0
    path = house.file(".calls.sqlite")
    truth = stored(path)
    told = ("calls", "--json")
    kills, most = 0, 400
    while kills < KILLS:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("update fact set value = 'made for other columns' where name = 'texts'")
            connection.execute("drop index if exists call_caller")
        died = house.run(*told, moment=dice.randrange(1, most))
        kills += died.killed
        most = most if died.killed else died.moments
        house.check()
        assert stored(path) == truth
    record_property("figure kills of a migration", kills)
    house.requests()
    again = house.run(*told)
    assert again.code == 0, again.err
    assert stored(path) == truth
    with closing(sqlite3.connect(path)) as connection:
        (texts,) = connection.execute("select value from fact where name = 'texts'").fetchone()
        assert texts != "made for other columns"
        assert connection.execute("select 1 from sqlite_schema where name = 'call_caller'").fetchone()
        for each in ("party", "kind", "place", "trunk"):
            counts = f"select (select count(*) from {each}), (select count(*) from {each}_text)"
            one, other = connection.execute(counts).fetchone()
            assert one == other
    assert not house.requests()


# What lies in the place of the files


@pytest.mark.parametrize("how", ["a_text", "a_newer_ztuis", "a_folder_of_somebody"])
def test_commands_go_on_whatever_lies_in_the_place_of_their_files(house: House, how: str) -> None:
    rows = house.run("list", "call-queues").out
    (key, *_) = keys(rows)
    assert house.run("index", "sync").code == 0
    assert house.run(*SYNC).code == 0
    assert house.run("set", "call-queues", key, f"department=One {how}", "--yes").code == 0
    there = sorted(house.folder.rglob("*.sqlite"))
    assert len(there) == 6
    for each in there:
        for end in ("-wal", "-shm"):
            each.with_name(each.name + end).unlink(missing_ok=True)
        WAYS[how](each)
    listed = house.run("list", "call-queues")
    assert (listed.code, keys(listed.out)) == (0, keys(rows)), listed.err
    assert house.run("index", "sync").code == 0
    fetched = house.run(*SYNC)
    if fetched.code != 0:
        assert "set aside" in fetched.err
        fetched = house.run(*SYNC)
    assert fetched.code == 0, fetched.err
    before = writes(house.zoom)
    written = house.run("set", "call-queues", key, f"department=Two {how}", "--yes")
    assert (written.code == 0) == (writes(house.zoom) == before + 1) == (how == "nothing_at_all"), written.err


def test_screens_open_whatever_lies_in_the_place_of_their_files(house: House) -> None:
    assert house.run("list", "call-queues").code == 0
    assert house.run("index", "sync").code == 0
    assert house.run(*SYNC).code == 0
    for each in house.folder.rglob("*.sqlite"):
        each.write_text("a shopping list\n" * 300)
    with on_terminal("call-queues", traced=False, **house.variables) as program:
        program.wait_for(lambda screen: "Queues" in screen.row(2) and CURSOR in screen.text, WAIT)
        program.send(":users\r")
        program.wait_for(lambda screen: "Users" in screen.row(2) and CURSOR in screen.text, WAIT)
        leave(program)


def writes(zoom: Server) -> int:
    return sum(each["method"] == "PATCH" for each in zoom.log())


def keys(text: str) -> list[str]:
    return [each["id"] for each in json.loads(text)]
