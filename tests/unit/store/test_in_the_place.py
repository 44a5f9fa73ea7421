"""What lies in the place of a file of ours and is none, is another version's, or may not be written.

What can be had again is made anew at once, what may be somebody else's is set aside, and a journal is never touched.
"""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.unit.store.every_store import STORES
from ztui.core.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.unit.store.every_store import Store

JOURNAL = STORES[-1]
REBUILT = STORES[:-1]
COSTLY = "own.calls.sqlite"
KEPT_STEPS = {"own.index.sqlite": 3}
"""What is there again at once: the index is made from the cache beside it."""
WAYS: dict[str, Callable[[Path], None]] = {}


def way(function: Callable[[Path], None]) -> Callable[[Path], None]:
    WAYS[function.__name__] = function
    return function


@way
def a_text(path: Path) -> None:
    path.unlink()
    path.write_text("a shopping list\n" * 300)


@way
def nothing_at_all(path: Path) -> None:
    path.write_bytes(b"")


@way
def another_programs_database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        for table in ("pot", "kind", "intent", "precious"):
            connection.execute(f"create table {table}(precious)")
            connection.execute(f"insert into {table} values('precious')")
        connection.commit()


@way
def a_newer_ztuis(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma user_version = 99")


@way
def an_empty_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@way
def a_folder_of_somebody(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "precious").write_text("precious")


SOMEBODYS = ("another_programs_database", "an_empty_folder", "a_folder_of_somebody")


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.LogCaptureFixture]:
    ours = logging.getLogger("ztui")
    monkeypatch.setattr(ours, "propagate", False)  # as once a log is kept
    ours.addHandler(caplog.handler)
    caplog.handler.addFilter(_tells_of_files)
    yield caplog
    caplog.handler.removeFilter(_tells_of_files)
    ours.removeHandler(caplog.handler)


def _tells_of_files(record: logging.LogRecord) -> bool:
    """Leave out that a file was open to others, which those that the tests put there are."""
    return record.name != "ztui.core.paths"


def holds_precious(path: Path) -> bool:
    if path.is_dir():
        return [each.read_text() for each in path.iterdir()] in ([], ["precious"])
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("select precious from precious").fetchall() == [("precious",)]


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("store", REBUILT, ids=lambda each: each.name)
async def test_what_can_be_had_again_is_made_anew_and_said_once(
    tmp_path: Path, store: Store, how: str, log: pytest.LogCaptureFixture
) -> None:
    path = store.at(tmp_path)
    async with store.opened(path) as opened:
        await store.filled(opened, 3)
    WAYS[how](path)
    async with store.opened(path) as opened:
        if store.name == COSTLY and how not in ("a_newer_ztuis", "nothing_at_all"):
            with pytest.raises(StoreError, match="set aside"):
                await store.count(opened)
        there = await store.count(opened)
        assert there == KEPT_STEPS.get(store.name, 0)
        await store.step(opened, there)
    async with store.opened(path) as opened:
        assert await store.count(opened) == there + 1
    aside = path.with_name(f"{path.name}.damaged")
    if how in SOMEBODYS:
        assert holds_precious(aside)
    said = [each for each in log.messages if str(path) in each]
    assert len(said) == (0 if how == "nothing_at_all" or (store.name, how) == ("quota.sqlite", "a_newer_ztuis") else 1)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("how", [each for each in WAYS if each != "nothing_at_all"])
async def test_a_journal_is_not_made_anew_and_nothing_may_be_sent(tmp_path: Path, how: str) -> None:
    path = JOURNAL.at(tmp_path)
    async with JOURNAL.opened(path) as opened:
        await JOURNAL.filled(opened, 3)
    WAYS[how](path)
    before = None if path.is_dir() else path.read_bytes()
    for _ in range(2):
        async with JOURNAL.opened(path) as opened:
            with pytest.raises(StoreError, match=r"journal-acme\.sqlite"):
                await JOURNAL.step(opened, 3)
    if before is None:
        assert holds_precious(path)
    else:
        assert path.read_bytes()[100:] == before[100:], "SQLite may note in the head that it was opened"
    assert not list(tmp_path.glob("*damaged*"))


async def test_a_journal_that_is_empty_beside_its_log_is_damaged(tmp_path: Path) -> None:
    """SQLite would take it for a new one, and delete the log with all that was noted."""
    path = JOURNAL.at(tmp_path / "before")
    async with JOURNAL.opened(path) as opened:
        await JOURNAL.filled(opened, 3)
        shutil.copytree(path.parent, tmp_path / "after")
    damaged = JOURNAL.at(tmp_path / "after")
    os.truncate(damaged, 0)
    log = damaged.with_name(f"{damaged.name}-wal")
    before = log.read_bytes()
    async with JOURNAL.opened(damaged) as opened:
        with pytest.raises(StoreError, match="its begin is missing"):
            await JOURNAL.step(opened, 3)
    assert log.read_bytes() == before


@pytest.mark.parametrize("store", STORES[:-1], ids=lambda each: each.name)
async def test_a_program_that_was_cut_while_it_made_a_file_left_no_damage(
    tmp_path: Path, store: Store, log: pytest.LogCaptureFixture
) -> None:
    """All that is there is a database without any table."""
    path = store.at(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma journal_mode = wal")
    assert path.stat().st_size > 0
    async with store.opened(path) as opened:
        assert await store.count(opened) == 0
        await store.step(opened, 0)
        assert await store.count(opened) == 1
    assert not log.messages
    assert not list(tmp_path.glob("*damaged*"))


async def test_a_folder_that_was_set_aside_stays_when_another_follows(tmp_path: Path) -> None:
    store = REBUILT[0]
    path = store.at(tmp_path)
    for _ in range(2):
        path.mkdir()
        (path / "precious").write_text("precious")
        async with store.opened(path) as opened:
            assert await store.count(opened) == 0
        path.unlink()
    aside = sorted(each.name for each in tmp_path.glob("*damaged*"))
    assert aside == ["own.sqlite.damaged", "own.sqlite.damaged-2"]


OBEYING = """
import asyncio, sys
from pathlib import Path
from tests.unit.store.every_store import STORES

async def main():
    for store in STORES:
        path = store.at(Path(sys.argv[1]))
        async with store.opened(path) as opened:
            await store.filled(opened, 2)
        for each in path.parent.glob(path.name + "*"):
            each.chmod(0o400)
        async with store.opened(path) as opened:
            assert await store.count(opened) == 2, store.name
            await store.step(opened, 2)
        assert path.stat().st_mode & 0o777 == 0o600, store.name

asyncio.run(main())
"""


def test_a_file_that_its_owner_may_not_write_is_made_writable(tmp_path: Path) -> None:
    """As a backup brings it back; the administrator obeys modes only without the rights that go beyond them."""
    words = [sys.executable, "-c", OBEYING, str(tmp_path)]
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("setpriv is not here")
        without = "-dac_override,-dac_read_search"
        words = ["setpriv", f"--bounding-set={without}", f"--inh-caps={without}", *words]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
