"""Rows put right where they stand, in SQL: renewed, added at the end, or taken out of the lists that show them.

A list that is put right was not read: the instant that it tells stays that of its reading. The functions take the
writer's connection and make one transaction each.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ztui.store.listings import add_to, store_rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from ztui.store.shape import StoredRow

__all__ = ["amend", "append", "drop", "kinds"]

_KIND = "select id from kind where resource = ? and parents = ? and signature = ?"
_ALL = "[]"
"""The server filters of a list that has none."""


def amend(
    connection: sqlite3.Connection,
    kind: tuple[str, str, str],
    make: Callable[[str, Mapping[str, Any]], StoredRow],
    keys: Collection[str],
    now: datetime,
) -> int:
    """Renew rows that lists have.

    Args:
        connection: The writer's.
        kind: Resource, parents and signature.
        make: Makes the new row from the key and the row that is there.
        keys: Keys of the objects; those that no list has are left out.
        now: When the new rows were read.

    Returns:
        How many rows were renewed.
    """
    connection.execute("begin immediate")
    id = (connection.execute(_KIND, kind).fetchone() or (0,))[0]
    row = "select b.json from object o join body b on b.object = o.id where o.kind = ? and o.key = ?"
    fresh = [make(key, json.loads(text)) for key in keys for (text,) in connection.execute(row, (id, key))]
    if fresh:
        store_rows(connection, id, fresh, now)
    connection.execute("commit")
    return len(fresh)


def append(
    connection: sqlite3.Connection, kind: tuple[str, str, str], rows: Sequence[StoredRow], now: datetime
) -> None:
    """Add rows at the end of the list that has no server filter, if it was ever read; those that it has are renewed."""
    connection.execute("begin immediate")
    found = connection.execute(
        f"select k.id, l.run from kind k join listing l on l.kind = k.id where k.id = ({_KIND}) and l.query = ?"  # noqa: S608
        " and l.run is not null",
        (*kind, _ALL),
    ).fetchone()
    if found is not None and rows:
        id, run = found
        store_rows(connection, id, rows, now)
        added = add_to(connection, run, id)
        connection.execute("update run set total = total + ? where id = ?", (added, run))
    connection.execute("commit")


def kinds(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Give resource and parents of all kinds of objects of which a list was read."""
    return connection.execute(
        "select distinct k.resource, k.parents from kind k join listing l on l.kind = k.id where l.run is not null"
    ).fetchall()


def drop(connection: sqlite3.Connection, resource: str, parents: str, keys: Collection[str]) -> None:
    """Forget objects that are no more, and take them out of every list of their kind."""
    connection.execute("begin immediate")
    found = connection.execute("select id from kind where resource = ? and parents = ?", (resource, parents)).fetchone()
    kind = None if found is None else found[0]
    one = "select id from object where kind = ? and key = ?"
    gone = [each for key in keys for each in connection.execute(one, (kind, key))]
    runs = "select r.id from run r join listing l on l.id = r.listing where l.kind = ?"
    for (run,) in connection.execute(runs, (kind,)).fetchall() if gone else ():
        _take_out(connection, run, {object for (object,) in gone})
    for table, column in (("body", "object"), ("detail", "object"), ("object", "id")):
        connection.executemany(f"delete from {table} where {column} = ?", gone)  # noqa: S608
    connection.execute("commit")


def _take_out(connection: sqlite3.Connection, run: int, gone: Collection[int]) -> None:
    """Delete entries of a run, and number those behind the first gap anew: places are dense."""
    place = "select pos from entry where run = ? and object = ?"
    gaps = [pos for object in gone for (pos,) in connection.execute(place, (run, object))]
    if not gaps:
        return
    first = min(gaps)
    behind = connection.execute("select object from entry where run = ? and pos >= ? order by pos", (run, first))
    left = [each for each in behind.fetchall() if each[0] not in gone]
    connection.execute("delete from entry where run = ? and pos >= ?", (run, first))
    connection.executemany(
        "insert into entry(run, pos, object) values(?, ?, ?)",
        [(run, pos, object) for pos, (object,) in enumerate(left, first)],
    )
    connection.execute("update run set total = total - ? where id = ?", (len(gaps), run))
