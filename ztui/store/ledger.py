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
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakValueDictionary

from ztui.core.errors import StoreError
from ztui.core.ports import PotUse
from ztui.store.ledgerfile import LedgerFile

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import AsyncIterator, Callable
    from datetime import date
    from pathlib import Path

    from ztui.core.ports import Clock

__all__ = ["Ledger"]

_LEASE = 300.0
_POLL = 0.2
_KEEP_DAYS = 3
T = TypeVar("T")


class Ledger:
    """Implements `core.ports.QuotaLedger` over a file."""

    def __init__(self, path: Path, clock: Clock) -> None:
        """Take the file, which is made when it is first needed, and the clock."""
        self._clock = clock
        self._host = platform.node()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ztui-ledger")
        self._file = LedgerFile(path)
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
        await asyncio.get_running_loop().run_in_executor(self._thread, self._file.close)
        self._thread.shutdown(wait=False)

    async def _run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._file.run, work)
        except RuntimeError:
            raise StoreError("The quota ledger is closed.") from None


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
