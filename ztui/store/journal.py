"""The journal: every write, on disk before its first byte leaves, and what became of it.

One file per profile in the state folder, `synchronous=full`, a writer thread of its own; the request waits for the
commit. The file is migrated and never rebuilt: one that is damaged or newer is an error, and no write leaves.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ztui.core.errors import ConfigError, StoreError
from ztui.core.ports import Intent
from ztui.store.files import create_private
from ztui.store.journalfile import (
    COLUMNS,
    About,
    Earlier,
    JournalEntry,
    Outcome,
    as_json,
    entry_of,
    touched_by,
)
from ztui.store.journalschema import ANOTHER, check_whole, migrate, open_to_read, unreadable
from ztui.store.journalsearch import OPEN, JournalQuery, add_functions, count_all, find
from ztui.store.lane import Lane

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from typing import TypeVar

    from ztui.core.ports import Clock

    _T = TypeVar("_T")

__all__ = ["OPEN", "About", "Earlier", "Journal", "JournalEntry", "JournalQuery", "Outcome"]

_NOTHING = About()
_BEHIND = "\U0010ffff"
"""Comes after all that an id may have."""


class Journal:
    """The writes of one profile; a `core.ports.WriteLog` for the client. All methods wait for the disk."""

    def __init__(self, path: Path, clock: Clock) -> None:
        """Take the file, made with the first call, and the clock."""
        self.path = path
        self._clock = clock
        self._lane = Lane("journal", self._connect, interruptible=False, when_damaged=ANOTHER)
        self._reading = Lane("journal", self._connect_to_read, interruptible=True, when_damaged=ANOTHER)
        self._secrets: dict[str, frozenset[str]] = {}
        self._at_work: dict[str, asyncio.Task[Any] | None] = {}
        self._is_migrated = False

    @property
    def at_work(self) -> frozenset[str]:
        """Give the ids of the writes that other tasks of this program are at: begun, and not noted."""
        here = asyncio.current_task()
        return frozenset(id for id, task in self._at_work.items() if task and task is not here and not task.done())

    def _connect(self) -> sqlite3.Connection:
        try:
            create_private(self.path)
        except ConfigError as error:
            raise StoreError(f"The journal cannot be written: {error.message}", error.hint) from None
        check_whole(self.path)
        connection = sqlite3.connect(self.path, timeout=30, isolation_level=None)
        try:
            connection.execute("pragma journal_mode=wal")
            connection.execute("pragma synchronous=full")
            migrate(connection, self.path)
        except BaseException as error:
            connection.close()
            if isinstance(error, sqlite3.DatabaseError) and "not a database" in str(error):
                raise unreadable(self.path, "it is no database") from None
            raise
        return connection

    def _connect_to_read(self) -> sqlite3.Connection:
        connection = open_to_read(self.path)
        add_functions(connection)
        return connection

    async def open(
        self, operation_id: str, plan: Mapping[str, Any], account: str = "", about: About = _NOTHING,
        by: asyncio.Task[Any] | None = None,
    ) -> Intent:  # fmt: skip
        """Put a write on disk before it is sent.

        Args:
            operation_id: The only operation that it allows.
            plan: What it is to do; secrets are left out of the file.
            account: Sub account it is planned in, "" for the own.
            about: What it is about.
            by: The task that carries it out, None for the one that asks.

        Returns:
            The leave to send it once.

        Raises:
            StoreError: The journal cannot be written; nothing may be sent.
        """
        import uuid

        intent = Intent(str(uuid.uuid4()), operation_id, account)
        secrets = frozenset((*about.secrets, *(f"body.{each}" for each in about.secrets)))
        row = {
            "id": intent.id,
            "account": account,
            "operation": operation_id,
            "plan": as_json(plan, secrets),
            "made_at": self._clock.now().isoformat(),
            "plan_id": about.plan_id,
            "resource": about.resource,
            "object": about.object,
            "title": about.title,
            "reason": about.reason,
            "who": about.who,
            "undoes": about.undoes,
            "before": None if about.before is None else as_json(dict(about.before), secrets),
            "inverse": None if about.inverse is None else as_json(dict(about.inverse), secrets),
        }
        await self._lane.run(lambda connection: _put_down(connection, row, touched_by(plan, about)))
        self._at_work[intent.id] = by or asyncio.current_task()
        if secrets:
            self._secrets[intent.id] = secrets
        return intent

    async def is_open(self, intent: Intent) -> bool:
        """Tell whether the intent is on disk, was not sent, and has no outcome."""
        found = await self._lane.run(
            lambda connection: connection.execute(
                "select 1 from intent where id = ? and operation = ? and account = ?"
                " and outcome is null and sent_at is null",
                (intent.id, intent.operation_id, intent.account),
            ).fetchone()
        )
        return found is not None

    async def sent(self, intent: Intent, request: Mapping[str, Any]) -> None:
        """Note that the first byte is about to leave.

        Raises:
            StoreError: The intent is not open: it was sent before, or has an outcome.
        """
        text = as_json(dict(request), self._secrets.get(intent.id, frozenset()))
        changed = await self._write(
            "update intent set request = ?, sent_at = ? where id = ? and outcome is null and sent_at is null",
            (text, self._clock.now().isoformat(), intent.id),
        )
        if not changed:
            raise StoreError("The journal has no open intent for this change; nothing was sent.")

    async def close_intent(
        self, intent: Intent, outcome: Outcome, detail: str = "", *, key: str = "", tracking_id: str = "",
        inverse: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """Note what became of a write; an unknown outcome may be replaced once it was looked up.

        Args:
            intent: Which.
            outcome: What became of it.
            detail: Zoom's code and text, or what is known.
            key: Key of the object that it made, "" to leave what was noted.
            tracking_id: Zoom's id of the request.
            inverse: What undoes it, None to leave what was noted.

        Raises:
            StoreError: It has another outcome already, or is not in the journal.
        """
        undo = None if inverse is None else as_json(dict(inverse), self._secrets.get(intent.id, frozenset()))
        changed = await self._write(
            "update intent set outcome = ?, detail = ?, ended_at = ?, object = coalesce(nullif(?, ''), object),"
            " tracking = coalesce(nullif(?, ''), tracking), inverse = coalesce(?, inverse)"
            " where id = ? and (outcome is null or outcome = ?)",
            (outcome, detail, self._clock.now().isoformat(), key, tracking_id, undo, intent.id, Outcome.UNKNOWN),
        )
        if not changed:
            raise StoreError("The journal has an outcome for this change already, or does not know it.")
        self._at_work.pop(intent.id, None)
        if key:
            await self._write("insert or ignore into touched select ?, n from intent where id = ?", (key, intent.id))
        if outcome is not Outcome.UNKNOWN:
            self._secrets.pop(intent.id, None)

    async def note_verified(self, id: str, found: Sequence[tuple[str, Any, Any]]) -> None:
        """Note what was read after a write: rows of title, asked and found, without secrets."""
        await self._write("update intent set verified = ? where id = ?", (as_json([list(each) for each in found]), id))

    async def note_undone(self, id: str, by: str) -> None:
        """Note that a write was undone by another one."""
        await self._write("update intent set undone_by = ? where id = ?", (by, id))

    async def unfinished(self, account: str | None = None) -> list[JournalEntry]:
        """Give the writes without an outcome, oldest first: planned or sent by a run that was cut."""
        return await self._entries("outcome is null", account, (), "order by n")

    async def unknown(self, account: str | None = None) -> list[JournalEntry]:
        """Give the writes that were sent and of which nobody knows what became, oldest first."""
        return await self._entries("outcome = 'unknown'", account, (), "order by n")

    async def entry(self, id: str) -> JournalEntry | None:
        """Give the write of that id, or of the only id that begins so; None where there is none, or several."""
        found = await self._entries("id >= ? and id < ?", None, (id.lower(), id.lower() + _BEHIND), "limit 2")
        return found[0] if id and len(found) == 1 else None

    async def entries(
        self, limit: int = 100, account: str | None = None, *, outcome: Outcome | None = None, plan_id: str = "",
        resource: str = "",
    ) -> list[JournalEntry]:  # fmt: skip
        """Give the latest writes, newest first.

        Args:
            limit: At most so many.
            account: Only those planned in this account ("" is the own), None for all.
            outcome: Only those with this outcome.
            plan_id: Only those of one plan.
            resource: Only those of one resource.
        """
        wanted = {"outcome": outcome or "", "plan_id": plan_id, "resource": resource}
        terms = [(f"{name} = ?", (str(value),)) for name, value in wanted.items() if value]
        where = " and ".join(["1", *(term for term, _ in terms)])
        values = tuple(value for _, each in terms for value in each)
        return await self._entries(where, account, values, f"order by n desc limit {int(limit)}")

    # Reading at leisure: on a connection of its own, so that no write waits for a search

    async def find(self, query: JournalQuery) -> tuple[list[int], int]:
        """Give the numbers of the entries that pass, newest first, and how many there are before the filter."""
        return await self._read(lambda connection: (find(connection, query), count_all(connection, query)))

    async def read(self, numbers: Sequence[int]) -> list[JournalEntry]:
        """Give the entries with these numbers, in their order."""
        wanted = ", ".join(map(str, map(int, numbers)))
        statement = f"select n, {COLUMNS} from intent where n in ({wanted})"  # noqa: S608  (whole numbers)
        rows = await self._read(lambda connection: connection.execute(statement).fetchall())
        found = {row[0]: entry_of(row[1:]) for row in rows}
        return [found[number] for number in numbers if number in found]

    async def touching(self, keys: Sequence[str], account: str, limit: int) -> list[JournalEntry]:
        """Give the latest writes that are about one of these objects, newest first."""
        return await self.read((await self.find(JournalQuery(account, keys=tuple(keys))))[0][:limit])

    async def earlier(self, id: str) -> list[Earlier]:
        """Give what was noted of an outcome before it was known, oldest first."""
        statement = (
            "select earlier.outcome, earlier.detail, earlier.ended_at from earlier join intent using (n)"
            " where intent.id = ? order by earlier.rowid"
        )
        rows = await self._read(lambda connection: connection.execute(statement, (id,)).fetchall())
        return [Earlier.of(row) for row in rows]

    async def _read(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        if not self._is_migrated:
            with suppress(StoreError):  # a file that cannot be written may still be read
                await self._lane.run(lambda connection: None)
                self._is_migrated = True
        return await self._reading.run(work)

    async def close(self) -> None:
        """Close the file."""
        await self._reading.close()
        await self._lane.close()

    async def _write(self, statement: str, row: Any) -> int:
        return await self._lane.run(lambda connection: connection.execute(statement, tuple(row)).rowcount)

    async def _entries(
        self, where: str, account: str | None, values: tuple[object, ...], then: str
    ) -> list[JournalEntry]:
        if account is not None:
            # The index of the account's entries would have to be sorted: the newest come first without it.
            where, values = f"{where} and +account = ?", (*values, account)

        def work(connection: sqlite3.Connection) -> list[JournalEntry]:
            found = connection.execute(f"select {COLUMNS} from intent where {where} {then}", values)  # noqa: S608
            return [entry_of(row) for row in found.fetchall()]

        return await self._lane.run(work)


def _put_down(connection: sqlite3.Connection, row: Mapping[str, Any], touched: Sequence[str]) -> None:
    """Add an entry, and what it is about, in one transaction."""
    connection.execute("begin immediate")
    marks = ", ".join("?" * len(row))
    added = connection.execute(f"insert into intent({', '.join(row)}) values({marks})", tuple(row.values()))
    connection.executemany("insert into touched values(?, ?)", [(key, added.lastrowid) for key in touched])
    connection.execute("commit")
