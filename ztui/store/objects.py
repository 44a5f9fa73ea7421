"""Single objects in SQL: what the get operation gave, else the row of a list."""

from __future__ import annotations

import json
from dataclasses import field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.store.listings import kind_id

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping

    from ztui.store.shape import StoredRow

__all__ = ["StoredObject", "find", "forget", "put", "read_times", "remove", "tidy"]

_FORGET_LISTINGS_AFTER = timedelta(days=30)
_FORGET_RUNS_AFTER = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class StoredObject:
    """An object as it was read.

    Attributes:
        row: What its get operation gave, else the row of a list.
        read_at: When that was.
        complete: Whether `row` is from the get operation.
        beside: What the row of a list has beside it: the members that `row` lacks.
    """

    row: dict[str, object]
    read_at: datetime
    complete: bool
    beside: Mapping[str, object] = field(default_factory=dict)


def find(connection: sqlite3.Connection, resource: str, parents: str, key: str) -> StoredObject | None:
    """Give an object, whole if it was ever read so, and what a list says beside that."""
    found = connection.execute(
        "select d.json, d.read_at, b.json, o.read_at from kind k join object o on o.kind = k.id and o.key = ?"
        " left join detail d on d.object = o.id left join body b on b.object = o.id"
        " where k.resource = ? and k.parents = ?",
        (key, resource, parents),
    ).fetchone()
    if found is None:
        return None
    detail, detail_read_at, listed, listed_read_at = found
    beside = json.loads(listed) if listed is not None else None
    if detail is None:
        return None if beside is None else StoredObject(beside, datetime.fromisoformat(listed_read_at), complete=False)
    row = json.loads(detail)
    # What the answer has empty was emptied; only what it does not speak of is taken from the list.
    rest = {name: value for name, value in (beside or {}).items() if name not in row}
    return StoredObject(row, datetime.fromisoformat(detail_read_at), complete=True, beside=rest)


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


def read_times(connection: sqlite3.Connection, resource: str, parents: str) -> dict[str, datetime]:
    """Give when the get operation was asked for each object of a kind, by their keys."""
    found = connection.execute(
        "select o.key, d.read_at from kind k join object o on o.kind = k.id join detail d on d.object = o.id"
        " where k.resource = ? and k.parents = ?",
        (resource, parents),
    )
    return {key: datetime.fromisoformat(read_at) for key, read_at in found}


def remove(connection: sqlite3.Connection, resource: str, parents: str, key: str) -> None:
    """Forget what the get operation gave of an object that is no more."""
    connection.execute(
        "delete from detail where object in (select o.id from kind k join object o on o.kind = k.id and o.key = ?"
        " where k.resource = ? and k.parents = ?)",
        (key, resource, parents),
    )


def forget(connection: sqlite3.Connection, keys: Collection[str]) -> None:
    """Forget what get operations gave of objects that are another way by now; what lists say of them stays."""
    connection.execute("begin immediate")
    connection.executemany(
        "delete from detail where object in (select id from object where kind in (select id from kind) and key = ?)",
        [(each,) for each in keys],
    )
    connection.execute("commit")


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
