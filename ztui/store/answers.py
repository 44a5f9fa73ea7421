"""Answers to GETs that are neither lists nor objects, as Zoom gave them: hours and routing, keys of a menu.

They lie in a file of their own beside the cache, which can be deleted at any time. Secrets never reach it.
"""

from __future__ import annotations

import json
import threading
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.store import files, schema
from ztui.store.lane import Lane
from ztui.store.secrets import without_secrets

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from ztui.core.ports import Clock

__all__ = ["Answers", "Asked", "StoredAnswer"]

_TABLES = """
create table answer(
    operation text not null,
    asked text not null,
    read_at text not null,
    json text not null,
    primary key(operation, asked)) without rowid;
"""
_FILE = schema.File(application=0x7A747561, version=1, tables=_TABLES, proof=("answer",))
_FORGET_AFTER = timedelta(days=60)
"""Answers about objects that are no more are not read again."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: operation, path and query, these two as one JSON text."""

    operation: str
    parameters: str

    @classmethod
    def of(cls, operation: str, path: Mapping[str, str], query: Mapping[str, str]) -> Asked:
        """Make it; the order in which parameters are given does not matter."""
        return cls(operation, json.dumps([sorted(path.items()), sorted(query.items())]))


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer without its secrets, and when it came; the data of one that is not there at Zoom is None."""

    data: Any
    read_at: datetime


class Answers:
    """The stored answers of one account.

    The file is made with the first call; one that is damaged is replaced by an empty one. All methods raise StoreError
    where it cannot be used.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        """Take the file, there or not, and the clock."""
        self.path = path
        self._clock = clock
        self._opening = threading.Lock()
        self._prepared = False
        self._writer = Lane("inventory", self._connect, interruptible=False)
        self._reader = Lane("inventory", self._connect, interruptible=True)

    def _connect(self) -> sqlite3.Connection:
        with self._opening:
            if not self._prepared:
                schema.prepare(self.path, _FILE)
                self._prepared = True
        return schema.connect(self.path)

    async def get(self, asked: Asked) -> StoredAnswer | None:
        """Give an answer, None if it is not stored."""

        def work(connection: sqlite3.Connection) -> StoredAnswer | None:
            found = connection.execute(
                "select json, read_at from answer where operation = ? and asked = ?",
                (asked.operation, asked.parameters),
            ).fetchone()
            return None if found is None else StoredAnswer(json.loads(found[0]), datetime.fromisoformat(found[1]))

        return await self._reader.run(work)

    async def put(self, asked: Asked, data: Any) -> StoredAnswer:
        """Store an answer, and give it back as it is stored; None stands for one that Zoom does not have."""
        now = self._clock.now()

        def work(connection: sqlite3.Connection) -> StoredAnswer:
            clean = without_secrets({"data": data})["data"]
            text = json.dumps(clean, ensure_ascii=True, separators=(",", ":"), default=str)
            connection.execute(
                "insert into answer(operation, asked, read_at, json) values(?, ?, ?, ?)"
                " on conflict(operation, asked) do update set read_at = excluded.read_at, json = excluded.json",
                (asked.operation, asked.parameters, now.isoformat(), text),
            )
            return StoredAnswer(json.loads(text), now)

        return await self._writer.run(work)

    async def read_times(self, operation: str) -> dict[str, datetime]:
        """Give when each answer of an operation was read, by its parameters as `Asked` has them."""

        def work(connection: sqlite3.Connection) -> dict[str, datetime]:
            found = connection.execute("select asked, read_at from answer where operation = ?", (operation,))
            return {asked: datetime.fromisoformat(read_at) for asked, read_at in found}

        return await self._reader.run(work)

    async def forget(self, ids: Collection[str]) -> None:
        """Forget all answers about some objects: those that were asked for with one of these ids in the path."""
        wanted = frozenset(ids) - {""}
        if not wanted or not self.path.exists():
            return

        def work(connection: sqlite3.Connection) -> None:
            asked = connection.execute("select operation, asked from answer").fetchall()
            old = [each for each in asked if wanted & {value for _, value in json.loads(each[1])[0]}]
            connection.executemany("delete from answer where operation = ? and asked = ?", old)

        await self._writer.run(work)

    async def close(self) -> None:
        """Forget what nobody has read again for long, and close; a damaged file is deleted."""
        oldest = (self._clock.now() - _FORGET_AFTER).isoformat()
        await self._reader.close()
        await self._writer.close(
            lambda connection: connection.execute("delete from answer where read_at < ?", (oldest,))
        )
        if self._reader.broken or self._writer.broken:
            files.remove(self.path)
