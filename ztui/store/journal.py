"""The journal: every write, on disk before its first byte leaves, and what became of it.

One file per profile in the state folder, `synchronous=full`, a writer thread of its own; the request waits for the
commit. The file is migrated and never rebuilt: one that is damaged or newer is an error, and no write leaves.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ztui.core.errors import StoreError
from ztui.core.ports import Intent
from ztui.store.lane import Lane
from ztui.store.schema import create_private
from ztui.store.secrets import without_secrets

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from ztui.core.ports import Clock

__all__ = ["Journal", "JournalEntry", "Outcome"]

_LONGEST_TEXT = 32_000
"""Characters; longer is no text that a person wrote."""

_ANOTHER = "Move the file away to begin a new one; without it nothing is written."

_APPLICATION = 0x7A74756A
"""Marks the file as a journal of ours: "ztuj" in ASCII."""

_STEPS: tuple[tuple[str, ...], ...] = (
    (
        "create table intent(n integer primary key, id text not null unique, account text not null,"
        " operation text not null, plan text not null, made_at text not null, request text, sent_at text,"
        " outcome text, detail text not null default '', ended_at text)",
        "create index intent_open on intent(n) where outcome is null",
    ),
)
"""What makes each version from the one before; steps are added, never changed."""


class Outcome(StrEnum):
    """What became of a write."""

    DONE = "done"
    FAILED = "failed"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One write.

    Attributes:
        intent: Its id, operation and account.
        plan: What it was to do: parameters, body, before image, inverse; without secrets.
        made_at: When it was planned.
        request: What was sent, None if nothing was.
        sent_at: When the first byte was about to leave, None if it never was.
        outcome: What became of it, None while that is open.
        detail: Zoom's code and text, or what is known.
        ended_at: When the outcome was noted.
    """

    intent: Intent
    plan: Mapping[str, Any]
    made_at: datetime
    request: Mapping[str, Any] | None = None
    sent_at: datetime | None = None
    outcome: Outcome | None = None
    detail: str = ""
    ended_at: datetime | None = None


class Journal:
    """The writes of one profile; a `core.ports.WriteLog` for the client. All methods wait for the disk."""

    def __init__(self, path: Path, clock: Clock) -> None:
        """Take the file, made with the first call, and the clock."""
        self.path = path
        self._clock = clock
        self._lane = Lane("journal", self._connect, interruptible=False, when_damaged=_ANOTHER)

    def _connect(self) -> sqlite3.Connection:
        create_private(self.path)
        connection = sqlite3.connect(self.path, timeout=30, isolation_level=None)
        try:
            connection.execute("pragma journal_mode=wal")
            connection.execute("pragma synchronous=full")
            _migrate(connection, self.path)
        except BaseException as error:
            connection.close()
            if isinstance(error, sqlite3.DatabaseError) and "not a database" in str(error):
                raise _unreadable(self.path, "it is no database") from None
            raise
        return connection

    async def open(self, operation_id: str, plan: Mapping[str, Any], account: str = "") -> Intent:
        """Put a write on disk before it is sent.

        Args:
            operation_id: The only operation that it allows.
            plan: What it is to do; secrets are left out of the file.
            account: Sub account it is planned in, "" for the own.

        Returns:
            The leave to send it once.

        Raises:
            StoreError: The journal cannot be written; nothing may be sent.
        """
        import uuid

        intent = Intent(str(uuid.uuid4()), operation_id, account)
        row = (intent.id, account, operation_id, _json(plan), self._clock.now().isoformat())
        await self._write("insert into intent(id, account, operation, plan, made_at) values(?, ?, ?, ?, ?)", row)
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
        row = (_json(request), self._clock.now().isoformat(), intent.id)
        changed = await self._write(
            "update intent set request = ?, sent_at = ? where id = ? and outcome is null and sent_at is null", row
        )
        if not changed:
            raise StoreError("The journal has no open intent for this change; nothing was sent.")

    async def close_intent(self, intent: Intent, outcome: Outcome, detail: str = "") -> None:
        """Note what became of a write; an unknown outcome may be replaced once it was looked up.

        Raises:
            StoreError: It has another outcome already, or is not in the journal.
        """
        row = (outcome.value, detail, self._clock.now().isoformat(), intent.id, Outcome.UNKNOWN.value)
        changed = await self._write(
            "update intent set outcome = ?, detail = ?, ended_at = ? where id = ? and (outcome is null or outcome = ?)",
            row,
        )
        if not changed:
            raise StoreError("The journal has an outcome for this change already, or does not know it.")

    async def unfinished(self) -> list[JournalEntry]:
        """Give the writes without an outcome, oldest first: planned or sent by a run that was cut."""
        return await self._entries("where outcome is null order by n", ())

    async def entries(self, limit: int = 100, account: str | None = None) -> list[JournalEntry]:
        """Give the latest writes, newest first.

        Args:
            limit: At most so many.
            account: Only those planned in this account ("" is the own), None for all.
        """
        if account is None:
            return await self._entries("order by n desc limit ?", (limit,))
        return await self._entries("where account = ? order by n desc limit ?", (account, limit))

    async def close(self) -> None:
        """Close the file."""
        await self._lane.close()

    async def _write(self, statement: str, row: tuple[str, ...]) -> int:
        return await self._lane.run(lambda connection: connection.execute(statement, row).rowcount)

    async def _entries(self, where: str, values: tuple[object, ...]) -> list[JournalEntry]:
        def work(connection: sqlite3.Connection) -> list[JournalEntry]:
            found = connection.execute(
                "select id, operation, account, plan, made_at, request, sent_at, outcome, detail, ended_at"  # noqa: S608
                f" from intent {where}",
                values,
            )
            return [_entry(*row) for row in found.fetchall()]

        return await self._lane.run(work)


def _entry(
    name: str,
    operation: str,
    account: str,
    plan: str,
    made_at: str,
    request: str | None,
    sent_at: str | None,
    outcome: str | None,
    detail: str,
    ended_at: str | None,
) -> JournalEntry:
    return JournalEntry(
        Intent(name, operation, account),
        json.loads(plan),
        datetime.fromisoformat(made_at),
        _if_there(request, json.loads),
        _if_there(sent_at, datetime.fromisoformat),
        _if_there(outcome, Outcome),
        detail,
        _if_there(ended_at, datetime.fromisoformat),
    )


def _if_there(text: str | None, make: Callable[[str], Any]) -> Any:
    return None if text is None else make(text)


def _json(value: Mapping[str, Any]) -> str:
    """Write a plan or a request, less its secrets; of a very long text, such as a file in Base64, only the length."""
    return json.dumps(_shortened(without_secrets(value)), separators=(",", ":"), default=str)


def _shortened(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _shortened(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_shortened(each) for each in value]
    if isinstance(value, str) and len(value) > _LONGEST_TEXT:
        return f"({len(value):,} characters)"
    return value


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the tables to this version, step by step, in one transaction."""
    connection.execute("begin immediate")
    (application,) = connection.execute("pragma application_id").fetchone()
    (version,) = connection.execute("pragma user_version").fetchone()
    (tables,) = connection.execute("select count(*) from sqlite_master").fetchone()
    if application != _APPLICATION and (tables or version):
        raise _unreadable(path, "it is another program's database")
    if version > len(_STEPS):
        raise _unreadable(path, "a newer ztui wrote it")
    for step in _STEPS[version:]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"pragma application_id={_APPLICATION}")
    connection.execute(f"pragma user_version={len(_STEPS)}")
    connection.execute("commit")


def _unreadable(path: Path, why: str) -> StoreError:
    return StoreError(
        f"The journal {path} cannot be used: {why}.",
        _ANOTHER,
    )
