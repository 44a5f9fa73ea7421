"""Single objects in SQL: what the get operation gave, else the row of a list."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ztui.store.listings import kind_id

if TYPE_CHECKING:
    import sqlite3

    from ztui.store.shape import StoredRow

__all__ = ["StoredObject", "find", "put", "remove", "tidy"]

_FORGET_LISTINGS_AFTER = timedelta(days=30)
_FORGET_RUNS_AFTER = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class StoredObject:
    """An object as it was read; `complete` if by its get operation, else it is a row of a list."""

    row: dict[str, object]
    read_at: datetime
    complete: bool


def find(connection: sqlite3.Connection, resource: str, parents: str, key: str) -> StoredObject | None:
    """Give an object, whole if it was ever read so."""
    found = connection.execute(
        "select d.json, d.read_at, b.json, o.read_at from kind k join object o on o.kind = k.id and o.key = ?"
        " left join detail d on d.object = o.id left join body b on b.object = o.id"
        " where k.resource = ? and k.parents = ?",
        (key, resource, parents),
    ).fetchone()
    if found is None:
        return None
    for complete, text, read_at in ((True, found[0], found[1]), (False, found[2], found[3])):
        if text is not None:
            return StoredObject(json.loads(text), datetime.fromisoformat(read_at), complete)
    return None


def put(
    connection: sqlite3.Connection, resource: str, parents: str, signature: str, row: StoredRow, now: datetime
) -> None:
    """Store what the get operation gave; the rows of lists stay as the lists gave them."""
    connection.execute("begin immediate")
    kind = kind_id(connection, resource, parents, signature)
    connection.execute(
        "insert into object(kind, key, read_at, seen, rest) values(?, ?, ?, ?, ?) on conflict(kind, key) do nothing",
        (kind, row.key, now.isoformat(), row.seen, row.rest),
    )
    connection.execute(
        "insert into detail(object, read_at, json) select id, ?, ? from object where kind = ? and key = ?"
        " on conflict(object) do update set read_at = excluded.read_at, json = excluded.json",
        (now.isoformat(), row.json, kind, row.key),
    )
    connection.execute("commit")


def remove(connection: sqlite3.Connection, resource: str, parents: str, key: str) -> None:
    """Forget what the get operation gave of an object that is no more."""
    connection.execute(
        "delete from detail where object in (select o.id from kind k join object o on o.kind = k.id and o.key = ?"
        " where k.resource = ? and k.parents = ?)",
        (key, resource, parents),
    )


def tidy(connection: sqlite3.Connection, now: datetime, *, orphans: bool) -> None:
    """Forget lists not asked for in a month, runs that were cut, and rows that no list and no detail holds.

    Args:
        connection: The writer's.
        now: The instant by which ages are judged.
        orphans: Look for such rows even if no list and no run was forgotten.
    """
    connection.execute("begin immediate")
    connection.execute("delete from listing where used < ?", ((now - _FORGET_LISTINGS_AFTER).isoformat(),))
    cut = connection.execute(
        "delete from run where listing not in (select id from listing)"
        " or (started < ? and id not in (select run from listing where run is not null))",
        ((now - _FORGET_RUNS_AFTER).isoformat(),),
    ).rowcount
    if cut:
        connection.execute("delete from entry where run not in (select id from run)")
    if cut or orphans:
        connection.execute(
            "delete from object where id not in (select object from entry) and id not in (select object from detail)"
        )
        connection.execute("delete from body where object not in (select id from object)")
    connection.execute("commit")
    connection.execute("pragma analysis_limit=400")
    connection.execute("pragma optimize")
