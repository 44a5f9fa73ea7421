"""Work on a connection's own thread: what nobody waits for any more ends, wherever it is just then."""

from __future__ import annotations

import asyncio
import sqlite3
import threading

import pytest

from ztui.store.lane import Lane

ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"


def lane() -> Lane:
    return Lane("test", lambda: sqlite3.connect(":memory:", isolation_level=None), interruptible=True)


async def cancelled(task: asyncio.Task[object]) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_what_is_cancelled_between_two_statements_does_not_run_the_next_to_its_end() -> None:
    reader, between, go_on = lane(), threading.Event(), threading.Event()

    def work(connection: sqlite3.Connection) -> None:
        connection.execute("select 1").fetchone()
        between.set()
        go_on.wait(10)
        connection.execute(ENDLESS).fetchone()

    task: asyncio.Task[object] = asyncio.create_task(reader.run(work))
    await asyncio.to_thread(between.wait, 10)
    await cancelled(task)
    go_on.set()
    assert await asyncio.wait_for(reader.run(lambda each: each.execute("select 2").fetchone()), 10) == (2,)
    await reader.close()


async def test_what_waits_behind_others_and_is_cancelled_never_begins() -> None:
    reader, running, go_on = lane(), threading.Event(), threading.Event()
    begun: list[str] = []

    def first(connection: sqlite3.Connection) -> None:
        running.set()
        go_on.wait(10)

    ahead = asyncio.create_task(reader.run(first))
    await asyncio.to_thread(running.wait, 10)
    task: asyncio.Task[object] = asyncio.create_task(reader.run(lambda each: begun.append("cancelled")))
    await asyncio.sleep(0)
    await cancelled(task)
    go_on.set()
    await ahead
    await reader.run(lambda each: begun.append("next"))
    assert begun == ["next"]
    await reader.close()


async def test_what_is_cancelled_while_the_file_is_opened_never_begins() -> None:
    opening, go_on = threading.Event(), threading.Event()

    def connect() -> sqlite3.Connection:
        opening.set()
        go_on.wait(10)
        return sqlite3.connect(":memory:", isolation_level=None)

    reader = Lane("test", connect, interruptible=True)
    task: asyncio.Task[object] = asyncio.create_task(reader.run(lambda each: each.execute(ENDLESS).fetchone()))
    await asyncio.to_thread(opening.wait, 10)
    await cancelled(task)
    go_on.set()
    assert await asyncio.wait_for(reader.run(lambda each: each.execute("select 2").fetchone()), 10) == (2,)
    await reader.close()


async def test_the_next_piece_is_not_ended_with_the_one_before() -> None:
    reader = lane()
    task: asyncio.Task[object] = asyncio.create_task(reader.run(lambda each: each.execute(ENDLESS).fetchone()))
    await asyncio.sleep(0)
    await cancelled(task)
    counted = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 300000) select count(*) from n"
    assert await reader.run(lambda each: each.execute(counted).fetchone()) == (300_000,)
    await reader.close()
