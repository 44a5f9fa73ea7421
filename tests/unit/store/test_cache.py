from __future__ import annotations

import asyncio
import os
import sqlite3
import stat
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.store.samples import SHAPE, THINGS, StillClock, thing
from ztui.core.errors import ConfigError, StoreError
from ztui.store.cache import Cache, Run
from ztui.store.lane import Lane
from ztui.store.listings import ListKey
from ztui.store.schema import VERSION
from ztui.store.shape import Shape, StoredRow
from ztui.store.terms import LocalFilter, Sort, Word

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

KEY = ListKey.of("things")

# SQLite's folder for temporary files is the process's, so a process of its own is asked where they are.
SPILL = """
import asyncio, os, sys
from pathlib import Path
from ztui.core.ports import SystemClock
from ztui.store.cache import Cache

def spill(connection):
    connection.execute("pragma cache_size=2")
    connection.execute("create temp table big(x)")
    connection.execute(
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000)"
        " insert into big select randomblob(4000) from n"
    )
    links = [f"/proc/self/fd/{each}" for each in os.listdir("/proc/self/fd")]
    return [os.readlink(each) for each in links if os.path.islink(each)]

async def main():
    cache = Cache(Path(sys.argv[1]) / "own.sqlite", SystemClock())
    for link in await cache._readers.lanes[0].run(spill):
        if "etilqs" in link:
            print(link.removesuffix(" (deleted)"))
    await cache.close()

asyncio.run(main())
"""


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
async def cache(tmp_path: Path, clock: StillClock) -> AsyncIterator[Cache]:
    made = Cache(tmp_path / "acme" / "own.sqlite", clock)
    yield made
    await made.close()


def shaped(*rows: dict[str, Any]) -> list[StoredRow]:
    return [SHAPE.stored(row) for row in rows]


async def filled(cache: Cache, *rows: dict[str, Any], key: ListKey = KEY) -> Run:
    run = await cache.begin(key, SHAPE)
    await cache.add(run, lambda: shaped(*rows), len(rows))
    await cache.finish(run)
    return run


async def listed(cache: Cache, key: ListKey = KEY) -> list[str]:
    state = await cache.state(key, SHAPE)
    assert state is not None
    return [each[0] for each in await cache.window(state.id, None, 0, 1000) if each is not None]


async def test_files_and_folder_are_for_their_owner_alone(cache: Cache) -> None:
    await filled(cache, thing(1))
    assert stat.S_IMODE(cache.path.parent.stat().st_mode) == 0o700
    files = list(cache.path.parent.iterdir())
    assert {each.suffix for each in files} == {".sqlite", ".sqlite-wal", ".sqlite-shm", ".lock"}
    assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}


async def test_what_was_never_read_is_not_known(cache: Cache) -> None:
    assert await cache.state(KEY, SHAPE) is None
    assert await cache.stored(KEY, "k1") is None


async def test_rows_are_there_after_a_restart_with_their_age(tmp_path: Path, clock: StillClock) -> None:
    path = tmp_path / "own.sqlite"
    first = Cache(path, clock)
    await filled(first, thing(1), thing(2))
    await first.close()
    read_at = clock.now()
    clock.passed = 3600
    second = Cache(path, clock)
    state = await second.state(KEY, SHAPE)
    assert state is not None
    assert (state.loaded, state.total, state.complete, state.read_at) == (2, 2, True, read_at)
    assert await listed(second) == ["k1", "k2"]
    await second.close()


async def test_a_refresh_changes_rows_in_place_and_drops_the_gone_at_its_end(cache: Cache, clock: StillClock) -> None:
    run = await filled(cache, thing(1), thing(2), thing(3))
    began = clock.now()
    clock.passed = 60
    again = await cache.begin(KEY, SHAPE)
    added = await cache.add(again, lambda: shaped(thing(4), thing(3, name="New")), 2)
    assert (added.shown, added.read) == (4, 2)
    assert await listed(cache) == ["k1", "k2", "k3", "k4"]
    window = await cache.window(run.listing, None, 2, 1)
    assert window[0] is not None
    assert window[0][1]["name"] == "New"
    state = await cache.state(KEY, SHAPE)
    assert state is not None
    assert state.read_at == began
    assert await cache.finish(again) == 2
    assert await listed(cache) == ["k4", "k3"]
    state = await cache.state(KEY, SHAPE)
    assert state is not None
    assert state.read_at == clock.now()


async def test_a_refresh_that_fails_half_way_keeps_what_there_is(cache: Cache) -> None:
    await filled(cache, thing(1), thing(2))
    again = await cache.begin(KEY, SHAPE)
    await cache.add(again, lambda: shaped(thing(2), thing(3)), 5)
    await cache.abandon(again)
    state = await cache.state(KEY, SHAPE)
    assert state is not None
    assert state.complete
    assert await listed(cache) == ["k1", "k2", "k3"]


async def test_a_refresh_that_is_ended_early_can_put_its_rows_first(cache: Cache) -> None:
    await filled(cache, thing(1), thing(2), thing(4))
    before = await cache.state(KEY, SHAPE)
    again = await cache.begin(KEY, SHAPE)
    await cache.add(again, lambda: shaped(thing(3), thing(2, name="New")), 5)
    await cache.abandon(again, first=True)
    state = await cache.state(KEY, SHAPE)
    assert before is not None
    assert state is not None
    assert (state.complete, state.read_at, state.loaded) == (True, before.read_at, 4)
    assert await listed(cache) == ["k3", "k2", "k1", "k4"]


async def test_a_first_reading_that_fails_half_way_is_shown_as_incomplete(cache: Cache) -> None:
    run = await cache.begin(KEY, SHAPE)
    await cache.add(run, lambda: shaped(thing(1)), 9)
    await cache.abandon(run, "cut")
    state = await cache.state(KEY, SHAPE)
    assert state is not None
    assert (state.loaded, state.total, state.complete, state.note) == (1, 9, False, "cut")


async def test_rows_with_equal_keys_are_one_row(cache: Cache) -> None:
    run = await cache.begin(KEY, SHAPE)
    await cache.add(run, lambda: shaped(thing(1), thing(2), thing(1, name="Later")))
    added = await cache.add(run, lambda: shaped(thing(2), thing(3)))
    assert added.shown == 3
    assert await listed(cache) == ["k1", "k2", "k3"]


async def test_lists_of_one_kind_share_rows_and_other_parents_do_not(cache: Cache) -> None:
    narrow = ListKey.of("things", query=[("site", "1")])
    below = ListKey.of("things", [("callQueueId", "q1")])
    await filled(cache, thing(1), thing(2))
    await filled(cache, thing(2, name="Fresh"), key=narrow)
    await filled(cache, thing(2, name="Other"), key=below)
    found = await cache.stored(KEY, "k2")
    assert found is not None
    assert found.row["name"] == "Fresh"
    assert await listed(cache, narrow) == ["k2"]


async def test_the_order_in_which_filters_are_given_does_not_matter() -> None:
    assert ListKey.of("x", (), [("b", "1"), ("a", "2")]) == ListKey.of("x", (), [("a", "2"), ("b", "1")])


async def test_whole_objects_win_over_rows_of_lists(cache: Cache, clock: StillClock) -> None:
    await filled(cache, thing(1))
    row = await cache.stored(KEY, "k1")
    assert row is not None
    assert not row.complete
    clock.passed = 5
    await cache.put(KEY, SHAPE, "k1", thing(1, more="detail", password="hush"))
    whole = await cache.stored(KEY, "k1")
    assert whole is not None
    assert (whole.complete, whole.row, whole.read_at) == (True, thing(1, more="detail"), clock.now())
    assert (await cache.window(1, None, 0, 1))[0] == ("k1", thing(1))
    await cache.remove(KEY, "k1")
    assert await cache.stored(KEY, "k1") == row


async def test_an_object_read_before_any_list_is_kept_and_not_listed(cache: Cache) -> None:
    await cache.put(KEY, SHAPE, "k9", thing(9))
    assert await cache.state(KEY, SHAPE) is None
    await cache.close()


async def test_rows_shaped_by_other_columns_are_read_anew(cache: Cache) -> None:
    await filled(cache, thing(1), thing(2))
    await cache.put(KEY, SHAPE, "k1", thing(1))
    other = Shape(replace(THINGS, columns=THINGS.columns[:3]))
    assert await cache.state(KEY, other) is None
    run = await cache.begin(KEY, other)
    await cache.add(run, lambda: [other.stored(thing(7))])
    await cache.finish(run)
    state = await cache.state(KEY, other)
    assert state is not None
    assert state.loaded == 1
    assert await cache.stored(KEY, "k1") is None


async def test_secrets_never_reach_the_disk(cache: Cache) -> None:
    secret = "Hush-4711-hush"
    await filled(
        cache, thing(1, pin=secret, sip={"code": secret, "password": secret}, list=[{"client_secret": secret}])
    )
    await cache.put(KEY, SHAPE, "k1", thing(1, provision={"sip_accounts": [{"password": secret}]}))
    for file in cache.path.parent.iterdir():
        assert secret.encode() not in file.read_bytes()


async def test_two_readers_swap_while_a_view_is_ordered_anew(cache: Cache) -> None:
    run = await filled(cache, thing(1, duration=5), thing(2, duration=3), thing(3, duration=9))
    first = await cache.rank(run.listing, SHAPE, LocalFilter(), [Sort("duration")])
    second = await cache.rank(run.listing, SHAPE, LocalFilter((Word("thing"),)), [Sort("duration", True)], beside=first)
    assert first.reader != second.reader
    for rank, expected in ((first, ["k2", "k1", "k3"]), (second, ["k3", "k1", "k2"])):
        found = await cache.window(run.listing, rank, 0, 9)
        assert [each[0] for each in found if each is not None] == expected
    assert await cache.position(run.listing, second, "k2") == 2
    cache.drop(first)
    with pytest.raises(StoreError):
        await cache.window(run.listing, first, 0, 9)


async def test_a_row_that_left_the_store_leaves_a_gap_and_not_a_shift(cache: Cache) -> None:
    run = await filled(cache, thing(1), thing(2), thing(3))
    rank = await cache.rank(run.listing, SHAPE, LocalFilter(), [Sort("name")])
    with sqlite3.connect(cache.path) as connection:
        connection.execute("delete from body where object = (select id from object where key = 'k2')")
    connection.close()
    found = await cache.window(run.listing, rank, 0, 3)
    assert [each and each[0] for each in found] == ["k1", None, "k3"]


async def test_no_rank_for_a_column_that_is_not_there(cache: Cache) -> None:
    run = await filled(cache, thing(1))
    with pytest.raises(KeyError):
        await cache.rank(run.listing, SHAPE, LocalFilter(), [Sort("nothing")])


async def test_a_cancelled_rank_is_interrupted_and_leaves_the_reader_free(cache: Cache) -> None:
    run = await filled(cache, *(thing(number) for number in range(2000)))
    beside = await cache.rank(run.listing, SHAPE, LocalFilter(), [Sort("name")])
    # A word per row and row: far longer than the test may take, if it is not interrupted.
    slow = LocalFilter(tuple(Word(f"thing {number}", negated=True) for number in range(900)))
    task = asyncio.create_task(cache.rank(run.listing, SHAPE, slow, [Sort("name")], beside=beside))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    again = await cache.rank(run.listing, SHAPE, LocalFilter(), [Sort("duration")], beside=beside)
    assert again.count == 2000


async def test_gone_rows_and_cut_runs_are_swept_at_the_end(tmp_path: Path, clock: StillClock) -> None:
    path = tmp_path / "own.sqlite"
    cache = Cache(path, clock)
    await filled(cache, thing(1), thing(2))
    await filled(cache, thing(2))
    cut = await cache.begin(KEY, SHAPE)
    await cache.add(cut, lambda: shaped(thing(5)))
    await filled(cache, thing(2))
    await filled(cache, thing(8), key=ListKey.of("things", query=[("old", "1")]))
    clock.passed = 31 * 86400
    await filled(cache, thing(2))
    await cache.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("select key from object").fetchall() == [("k2",)]
        assert connection.execute("select count(*) from body").fetchone() == (1,)
        assert connection.execute("select count(*) from run").fetchone() == (1,)
        assert connection.execute("select count(*) from entry").fetchone() == (1,)
    connection.close()


async def test_a_run_whose_list_was_forgotten_ends_quietly(cache: Cache) -> None:
    run = await cache.begin(KEY, SHAPE)
    with sqlite3.connect(cache.path) as connection:
        connection.execute("delete from listing")
    connection.close()
    assert (await cache.add(run, lambda: shaped(thing(1)))).shown == 0
    assert await cache.finish(run) == 0
    await cache.abandon(run)


def damage(path: Path, how: str) -> None:
    if how == "text":
        path.write_text("this is no database at all, but a shopping list " * 100)
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "cut":
        path.write_bytes(path.read_bytes()[:5000])
    elif how == "page":
        whole = bytearray(path.read_bytes())
        whole[100:4096] = os.urandom(3996)
        path.write_bytes(whole)
    else:
        statement = {
            "older": f"pragma user_version={VERSION - 1}",
            "newer": f"pragma user_version={VERSION + 1}",
            "foreign": "pragma application_id=7",
            "table": "drop table body",
        }[how]
        with sqlite3.connect(path) as connection:
            connection.execute(statement)
        connection.close()


@pytest.mark.parametrize("how", ["text", "empty", "cut", "page", "older", "newer", "foreign", "table"])
async def test_a_file_that_is_no_cache_of_ours_is_made_anew(tmp_path: Path, clock: StillClock, how: str) -> None:
    path = tmp_path / "own.sqlite"
    first = Cache(path, clock)
    await filled(first, thing(1))
    await first.close()
    damage(path, how)
    second = Cache(path, clock)
    assert await second.state(KEY, SHAPE) is None
    await filled(second, thing(2))
    assert await listed(second) == ["k2"]
    await second.close()


async def test_damage_found_later_is_an_error_and_mended_at_the_next_start(tmp_path: Path, clock: StillClock) -> None:
    path = tmp_path / "own.sqlite"
    cache = Cache(path, clock)
    run = await filled(cache, thing(1))
    with sqlite3.connect(path) as connection:
        connection.execute("drop table body")
    connection.close()
    with pytest.raises(StoreError, match="damaged"):
        await cache.window(run.listing, None, 0, 1)
    await cache.close()
    assert not path.exists()
    again = Cache(path, clock)
    assert await again.state(KEY, SHAPE) is None
    await again.close()


async def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path, clock: StillClock) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file" / "own.sqlite", clock)
    with pytest.raises(ConfigError, match="is a file where a folder should be"):
        await cache.state(KEY, SHAPE)
    await cache.close()


async def test_two_programs_read_one_list_at_once(tmp_path: Path, clock: StillClock) -> None:
    path = tmp_path / "own.sqlite"
    one, other = Cache(path, clock), Cache(path, clock)
    first, second = await asyncio.gather(one.begin(KEY, SHAPE), other.begin(KEY, SHAPE))
    await asyncio.gather(
        one.add(first, lambda: shaped(thing(1), thing(2))), other.add(second, lambda: shaped(thing(1), thing(2)))
    )
    await asyncio.gather(one.finish(first), other.finish(second))
    assert sorted(await listed(one)) == ["k1", "k2"]
    await one.close()
    await other.close()


async def test_programs_that_start_at_once_do_not_delete_each_others_file(tmp_path: Path, clock: StillClock) -> None:
    for attempt in range(20):
        path = tmp_path / str(attempt) / "own.sqlite"
        caches = [Cache(path, clock) for _ in range(4)]
        runs = await asyncio.gather(*(each.begin(KEY, SHAPE) for each in caches))
        inodes = {path.stat().st_ino}
        await asyncio.gather(*(each.add(run, lambda: shaped(thing(1))) for each, run in zip(caches, runs, strict=True)))
        assert [await listed(each) for each in caches] == [["k1"]] * 4
        assert {path.stat().st_ino} == inodes
        await asyncio.gather(*(each.close() for each in caches))


async def test_a_closed_cache_says_so(tmp_path: Path, clock: StillClock) -> None:
    cache = Cache(tmp_path / "own.sqlite", clock)
    await cache.close()
    await cache.close()
    with pytest.raises(StoreError, match="closed"):
        await cache.state(KEY, SHAPE)


async def test_a_connection_is_opened_used_and_closed_in_one_thread() -> None:
    lane = Lane("test", lambda: sqlite3.connect(":memory:"), interruptible=True)
    threads = {await lane.run(lambda connection: threading.get_ident()) for _ in range(3)}
    assert len(threads) == 1
    assert threads != {threading.get_ident()}
    await lane.close()


async def test_an_unfinished_transaction_does_not_outlive_its_work() -> None:
    lane = Lane("test", lambda: sqlite3.connect(":memory:", isolation_level=None), interruptible=False)

    def fail(connection: sqlite3.Connection) -> None:
        connection.execute("create table t(x)")
        connection.execute("begin")
        connection.execute("insert into t values(1)")
        connection.execute("insert into nowhere values(1)")

    with pytest.raises(StoreError):
        await lane.run(fail)
    assert await lane.run(lambda connection: connection.execute("select count(*) from t").fetchone()) == (0,)
    await lane.close()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")
async def test_temporary_files_lie_in_a_private_folder(tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SPILL, str(tmp_path), stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[3]
    )
    out, _ = await process.communicate()
    links = out.decode().split()
    assert links
    assert all(each.startswith(str(tmp_path)) for each in links)
