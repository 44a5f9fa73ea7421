"""The quota ledger: limits and write locks that all processes of one user share, in one small SQLite file.

Times in it are seconds of the monotonic clock, which the processes of one machine have in common and which no time
server moves. A reboot starts it again: a time stamp that lies in the future is from before, and its row is void.

It is read and written in short transactions by a thread of its own. A file that is damaged or taken away is replaced
by an empty one: what is lost is a few seconds of politeness and our own count of the day.
"""

from __future__ import annotations

import asyncio
import os
import platform
import random
import sqlite3
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakValueDictionary

from ztui.core.errors import StoreError
from ztui.core.paths import ensure_private
from ztui.core.ports import PotUse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import date
    from pathlib import Path

    from ztui.core.ports import Clock

__all__ = ["Ledger"]

_LEASE = 300.0
_POLL = 0.2
_BUSY_MS = 5_000
_KEEP_DAYS = 3
_VERSION = 1
_SCHEMA = """
CREATE TABLE lane (
    account TEXT NOT NULL, lane TEXT NOT NULL, booked REAL NOT NULL, next REAL NOT NULL,
    PRIMARY KEY (account, lane)
) WITHOUT ROWID;
CREATE TABLE pot (
    account TEXT NOT NULL, day TEXT NOT NULL, pot TEXT NOT NULL,
    used INTEGER NOT NULL, allowed INTEGER NOT NULL, told INTEGER NOT NULL,
    PRIMARY KEY (account, day, pot)
) WITHOUT ROWID;
CREATE TABLE held (
    account TEXT NOT NULL, object TEXT NOT NULL, holder TEXT NOT NULL,
    host TEXT NOT NULL, pid INTEGER NOT NULL, taken REAL NOT NULL,
    PRIMARY KEY (account, object)
) WITHOUT ROWID;
"""

_SOUND = ("BUSY", "LOCKED", "FULL", "CANTOPEN", "READONLY", "NOMEM", "INTERRUPT", "PERM")
_NOT_DAMAGE = frozenset(getattr(sqlite3, f"SQLITE_{name}") for name in _SOUND)
"""What goes wrong with a file that is in order."""

T = TypeVar("T")


class Ledger:
    """Implements `core.ports.QuotaLedger` over a file."""

    def __init__(self, path: Path, clock: Clock) -> None:
        """Take the file, which is made when it is first needed, and the clock."""
        self._path = path
        self._clock = clock
        self._host = platform.node()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ztui-ledger")
        self._connection: sqlite3.Connection | None = None
        self._inode = 0
        self._turns: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    async def reserve(self, account: str, lane: str, interval: float) -> float:
        """Book the next slot of a lane whose slots lie `interval` seconds apart; give the seconds to wait for it."""
        return await self._run(lambda connection: self._reserve(connection, account, lane, interval))

    def _reserve(self, connection: sqlite3.Connection, account: str, lane: str, interval: float) -> float:
        now = self._clock.monotonic()
        slot = max(now, _next_slot(connection, account, lane, now))
        _book(connection, account, lane, now, slot + interval)
        return slot - now

    async def hold_back(self, account: str, lane: str, seconds: float) -> None:
        """Book no slot of the lane before that many seconds have passed."""
        await self._run(lambda connection: self._hold_back(connection, account, lane, seconds))

    def _hold_back(self, connection: sqlite3.Connection, account: str, lane: str, seconds: float) -> None:
        now = self._clock.monotonic()
        _book(connection, account, lane, now, max(now + seconds, _next_slot(connection, account, lane, now)))

    async def spend(self, account: str, day: date, pot: str, limit: int) -> PotUse | None:
        """Take one request out of the day's pot; None when it is empty."""

        def work(connection: sqlite3.Connection) -> PotUse | None:
            row = _pot(connection, account, day, pot)
            used, allowed, told = row if row is not None else (0, limit, 0)
            allowed = allowed if told else limit
            if used >= allowed:
                return None
            if row is None:
                _forget_old_days(connection, day)
            _keep(connection, account, day, pot, (used + 1, allowed, told))
            return PotUse(day, used + 1, allowed, bool(told))

        return await self._run(work)

    async def told(self, account: str, day: date, pot: str, remaining: int, limit: int) -> None:
        """Note what Zoom says remains of the pot."""
        values = (max(limit - remaining, 0), limit, 1)
        await self._run(lambda connection: _keep(connection, account, day, pot, values))

    async def use(self, account: str, day: date, pot: str) -> PotUse | None:
        """Give the use of the day's pot, None if nothing was spent."""
        row = await self._run(lambda connection: _pot(connection, account, day, pot))
        return None if row is None else PotUse(day, row[0], row[1], bool(row[2]))

    @asynccontextmanager
    async def write_lock(self, account: str, key: str) -> AsyncIterator[None]:
        """Hold the one write lock of an object, across processes.

        It ends with the context, with the process that holds it, or after five minutes.
        """
        turn = self._turns.setdefault((account, key), asyncio.Lock())
        holder = uuid.uuid4().hex
        async with turn:
            try:
                while not await self._run(lambda connection: self._take(connection, account, key, holder)):
                    await self._clock.sleep(random.uniform(_POLL / 4, _POLL))
                yield
            finally:
                # Comes after the taking in the one thread, also when that was cancelled here and is still under way.
                with suppress(StoreError):
                    await asyncio.shield(self._run(lambda connection: _release(connection, account, key, holder)))

    def _take(self, connection: sqlite3.Connection, account: str, key: str, holder: str) -> bool:
        now = self._clock.monotonic()
        query = "SELECT host, pid, taken FROM held WHERE account = ? AND object = ?"
        row: tuple[str, int, float] | None = connection.execute(query, (account, key)).fetchone()
        if row is not None and self._is_held(row, now):
            return False
        values = (account, key, holder, self._host, os.getpid(), now)
        connection.execute("INSERT OR REPLACE INTO held VALUES (?, ?, ?, ?, ?, ?)", values)
        return True

    def _is_held(self, row: tuple[str, int, float], now: float) -> bool:
        host, pid, taken = row
        if not taken <= now < taken + _LEASE:
            return False
        return host != self._host or _is_alive(pid)

    async def close(self) -> None:
        """Finish what was begun and close the file."""

        def work() -> None:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

        await asyncio.get_running_loop().run_in_executor(self._thread, work)
        self._thread.shutdown(wait=False)

    async def _run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._guarded, work)
        except RuntimeError:
            raise StoreError("The quota ledger is closed.") from None

    def _guarded(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run one transaction; begin with an empty file if the present one is damaged."""
        try:
            try:
                return self._transaction(work)
            except sqlite3.Error as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOT_DAMAGE:
                    raise
            self._start_anew()
            return self._transaction(work)
        except (sqlite3.Error, OSError) as error:
            raise StoreError(
                f"The quota ledger {self._path} cannot be used: {error}.",
                "Check the folder and the disk, or remove it.",
            ) from error

    def _transaction(self, work: Callable[[sqlite3.Connection], T]) -> T:
        connection = self._opened()
        connection.execute("BEGIN IMMEDIATE")
        try:
            result = work(connection)
            connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise
        return result

    def _opened(self) -> sqlite3.Connection:
        """Give the connection; one to a file that was replaced by somebody else is given up."""
        if self._connection is not None and self._inode != _inode(self._path):
            self._connection.close()
            self._connection = None
        if self._connection is None:
            ensure_private(self._path.parent)
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
            self._inode = _inode(self._path)
            connection = sqlite3.connect(self._path, timeout=_BUSY_MS / 1000, isolation_level=None)
            self._connection = connection
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")
            _prepare(connection)
        return self._connection

    def _start_anew(self) -> None:
        inode = self._inode
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if _inode(self._path) == inode:  # else another process was faster
            for suffix in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the tables, or make them anew if another version wrote the file."""
    if connection.execute("PRAGMA user_version").fetchone()[0] == _VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            for name in ("lane", "pot", "held"):
                connection.execute(f"DROP TABLE IF EXISTS {name}")
            for statement in _SCHEMA.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def _next_slot(connection: sqlite3.Connection, account: str, lane: str, now: float) -> float:
    """Give the lane's next free second, 0 if there is none or it was booked before the machine was started."""
    query = "SELECT next FROM lane WHERE account = ? AND lane = ? AND booked <= ?"
    row: tuple[float] | None = connection.execute(query, (account, lane, now)).fetchone()
    return 0.0 if row is None else row[0]


def _book(connection: sqlite3.Connection, account: str, lane: str, now: float, free: float) -> None:
    connection.execute("INSERT OR REPLACE INTO lane VALUES (?, ?, ?, ?)", (account, lane, now, free))


def _pot(connection: sqlite3.Connection, account: str, day: date, pot: str) -> tuple[int, int, int] | None:
    query = "SELECT used, allowed, told FROM pot WHERE account = ? AND day = ? AND pot = ?"
    row: tuple[int, int, int] | None = connection.execute(query, (account, day.isoformat(), pot)).fetchone()
    return row


def _keep(connection: sqlite3.Connection, account: str, day: date, pot: str, values: tuple[int, int, int]) -> None:
    row = (account, day.isoformat(), pot, *values)
    connection.execute("INSERT OR REPLACE INTO pot VALUES (?, ?, ?, ?, ?, ?)", row)


def _forget_old_days(connection: sqlite3.Connection, day: date) -> None:
    connection.execute("DELETE FROM pot WHERE day < ?", ((day - timedelta(days=_KEEP_DAYS)).isoformat(),))


def _release(connection: sqlite3.Connection, account: str, key: str, holder: str) -> None:
    connection.execute("DELETE FROM held WHERE account = ? AND object = ? AND holder = ?", (account, key, holder))


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino
    except OSError:
        return 0


def _is_alive(pid: int) -> bool:
    """Tell whether a process of this machine runs; where it cannot be told (Windows), it counts as running."""
    if os.name == "nt":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
