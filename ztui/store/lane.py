"""A thread with a connection of its own, and the way to it from the event loop."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol, TypeVar

from ztui.core.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Lane", "Readers"]

_T = TypeVar("_T")
_STEPS = 2_000_000
"""Steps of SQLite, some tens of milliseconds, after which it is looked whether anybody still waits."""
_CORRUPT = ("malformed", "not a database", "no such table", "no such column", "decode to UTF-8")


class _Job:
    """Names one piece of work, so that only it is interrupted."""

    given_up = False


class Lane:
    """Runs work on one connection, one piece after another, in a thread of its own.

    The connection is opened with the first piece. What waits for a piece and is cancelled interrupts it, if the lane
    only reads; a write is never cut.
    """

    def __init__(
        self,
        name: str,
        connect: Callable[[], sqlite3.Connection],
        *,
        interruptible: bool,
        when_damaged: str = "It is made anew at the next start.",
    ) -> None:
        """Take the thread's name, what opens the connection, and whether work may be interrupted.

        `when_damaged` says what becomes of a damaged file, or what to do about it.
        """
        self._name = name
        self._connect = connect
        self._interruptible = interruptible
        self._when_damaged = when_damaged
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"ztui-{name}")
        self._lock = threading.Lock()
        self._current: _Job | None = None
        self._connection: sqlite3.Connection | None = None
        self._waiting = 0
        self._closed = False
        self.broken = False
        """Set when the file turned out to be damaged."""

    @property
    def load(self) -> int:
        """Give how many pieces are waiting or running."""
        return self._waiting

    async def run(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Do a piece of work and give its result.

        Raises:
            StoreError: SQLite refuses, or the lane is closed.
        """
        if self._closed:
            raise StoreError("The store is closed.")
        job = _Job()
        self._waiting += 1
        try:
            return await asyncio.wrap_future(self._pool.submit(self._do, job, work))
        except asyncio.CancelledError:
            self._interrupt(job)
            raise
        finally:
            self._waiting -= 1

    def later(self, work: Callable[[sqlite3.Connection], object]) -> None:
        """Do a piece of work without waiting for it; a failure of it is of no interest."""
        if not self._closed:
            self._pool.submit(self._do, _Job(), work)

    async def close(self, last: Callable[[sqlite3.Connection], object] | None = None) -> None:
        """End the running piece if it may be interrupted, do a last one if the connection was used, close."""
        if self._closed:
            return
        self._closed = True
        if self._interruptible:
            self._interrupt(self._current)
        await asyncio.shield(asyncio.wrap_future(self._pool.submit(self._end, last)))
        self._pool.shutdown(wait=False)

    def _end(self, last: Callable[[sqlite3.Connection], object] | None) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            if last is not None and not self.broken:
                last(connection)
        except sqlite3.Error:
            pass  # tidying up can wait for the next time
        finally:
            connection.close()

    def _do(self, job: _Job, work: Callable[[sqlite3.Connection], _T]) -> _T:
        try:
            connection = self._connection
            if connection is None:
                connection = self._connection = self._connect()
                if self._interruptible:
                    connection.set_progress_handler(self._is_given_up, _STEPS)
            with self._lock:
                if job.given_up:
                    raise StoreError("Nobody waits for it any more.")
                self._current = job
            try:
                return work(connection)
            finally:
                with self._lock:
                    self._current = None
                if connection.in_transaction:
                    connection.rollback()
        except sqlite3.Error as error:
            raise self._told(error) from None

    def _told(self, error: sqlite3.Error) -> StoreError:
        text = str(error)
        if any(word in text for word in _CORRUPT):
            self.broken = True
            return StoreError(f"The {self._name} is damaged: {text}.", self._when_damaged)
        return StoreError(f"The {self._name} cannot be used: {text}.", "Is the disk full, or the file held?")

    def _is_given_up(self) -> bool:
        """Tell SQLite to end the running statement: what interrupts between two statements ends neither."""
        job = self._current
        return job is not None and job.given_up

    def _interrupt(self, job: _Job | None) -> None:
        with self._lock:
            if not self._interruptible or job is None:
                return
            job.given_up = True  # also of one that was taken up and has not begun: opening the file takes a moment
            if self._current is job and self._connection is not None:
                self._connection.interrupt()


class _Rank(Protocol):
    """The order of a view, as far as it is known here."""

    @property
    def reader(self) -> int:
        """Which lane made it, and has its table."""


class Readers:
    """The two lanes that read one file: a rank is served by the lane that made it, while the other makes the next."""

    def __init__(self, lane: Callable[[], Lane]) -> None:
        """Take what makes a lane."""
        self.lanes = (lane(), lane())

    def of(self, rank: _Rank | None) -> Lane:
        """Give the lane of a rank, of none the one with less to do."""
        return self.idle() if rank is None else self.lanes[rank.reader]

    def beside(self, rank: _Rank | None) -> Lane:
        """Give the lane that leaves the one of a rank free, of none the one with less to do."""
        return self.idle() if rank is None else self.lanes[1 - rank.reader]

    def idle(self) -> Lane:
        """Give the lane with less to do."""
        return min(self.lanes, key=lambda lane: lane.load)

    async def made(
        self,
        name: str,
        rank: _Rank | None,
        build: Callable[[sqlite3.Connection, str], _T],
        drop: Callable[[sqlite3.Connection, str], None],
    ) -> tuple[_T, int]:
        """Make a table beside a rank, dropped if nobody waits for it: what `build` gave, and which reader has it."""
        lane = self.beside(rank)
        try:
            return await lane.run(lambda each: build(each, name)), self.lanes.index(lane)
        except (asyncio.CancelledError, StoreError):
            lane.later(lambda each: drop(each, name))
            raise
