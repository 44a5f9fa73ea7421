"""From the cache of lists into the index, in SQL: only rows that differ from what was indexed are read anew.

A generation of a list is its run, the number of its rows, the latest instant at which one of them was read, and the
sum of the microseconds of all those instants, which also tells of a row that was read after the clock was set back. As
long as it stays the same nothing is looked at. Else each row is told apart by a checksum of its JSON.
"""

from __future__ import annotations

import json
from itertools import count, islice
from typing import TYPE_CHECKING
from zlib import crc32

from ztui.store.index.documents import hay_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ztui.resources.model import Row
    from ztui.store.index.documents import Document

    Make = Callable[[Row], Document]

__all__ = ["fill", "forget"]

_CHUNK = 100
_ROWS_AT_ONCE = 80
"""Times the columns of the widest table this is less than the 999 values that any SQLite takes."""
_SHOWN = "id, source, key, stamp, label, extension, short, numbers, mail, mac, site, owner"
_LIST = (
    "select l.run from cache.kind k join cache.listing l on l.kind = k.id"
    " where k.resource = ? and k.parents = '[]' and l.query = '[]' and l.run is not null"
)
_GENERATION = (
    "select count(*), max(o.read_at), total(substr(o.read_at, 21, 6))"
    " from cache.entry e join cache.object o on o.id = e.object where e.run = ?"
)
_ROWS = (
    "select o.key, b.json from cache.entry e cross join cache.object o on o.id = e.object"
    " cross join cache.body b on b.object = e.object where e.run = ? order by e.pos"
)


def fill(connection: sqlite3.Connection, resource: str, form: str, make: Make) -> int:
    """Bring what the index has of a list up to date, in one transaction.

    Args:
        connection: The writer's, with the cache attached.
        resource: Whose list it is.
        form: Names how documents are made; when it differs, all are made anew.
        make: Makes a document from a row.

    Returns:
        How many objects were added, changed or taken out.
    """
    found = connection.execute(_LIST, (resource,)).fetchone()
    if found is None:
        return forget(connection, resource)
    (run,) = found
    rows, latest, parts = connection.execute(_GENERATION, (run,)).fetchone()
    generation = f"{run} {rows} {latest} {parts:.0f} {form}"
    known = connection.execute("select id, generation from source where resource = ?", (resource,)).fetchone()
    if known is not None and known[1] == generation:
        return 0
    connection.execute("begin immediate")
    source = known[0] if known is not None else _new_source(connection, resource)
    changes = _fill(connection, source, run, make, anew=known is None or not known[1].endswith(f" {form}"))
    connection.execute("update source set generation = ? where id = ?", (generation, source))
    connection.execute("commit")
    return changes


def forget(connection: sqlite3.Connection, resource: str) -> int:
    """Take a list out of the index; gives how many objects went."""
    known = connection.execute("select id from source where resource = ?", (resource,)).fetchone()
    if known is None:
        return 0
    connection.execute("begin immediate")
    gone = [id for (id,) in connection.execute("select id from shown where source = ?", known)]
    _take_out(connection, gone)
    connection.execute("delete from source where id = ?", known)
    connection.execute("commit")
    return len(gone)


def _new_source(connection: sqlite3.Connection, resource: str) -> int:
    connection.execute("insert or ignore into source(resource, generation) values(?, '')", (resource,))
    (id,) = connection.execute("select id from source where resource = ?", (resource,)).fetchone()
    return int(id)


def _fill(connection: sqlite3.Connection, source: int, run: int, make: Make, *, anew: bool) -> int:
    had = {
        key: (id, stamp)
        for id, key, stamp in connection.execute("select id, key, stamp from shown where source = ?", (source,))
    }
    changes, there = 0, set()
    (free,) = connection.execute("select ifnull(max(id), 0) + 1 from shown").fetchone()
    ids = count(free)
    for chunk in _chunks(connection.execute(_ROWS, (run,))):
        made: list[tuple[int, str, int, Document]] = []
        for key, text in chunk:
            there.add(key)
            stamp = crc32(text.encode("utf-8", "surrogatepass"))
            id, old = had.get(key, (None, None))
            if anew or stamp != old:
                made.append((next(ids) if id is None else id, key, stamp, make(json.loads(text))))
        _take_out(connection, [id for id, key, *_ in made if key in had])
        _put(connection, source, made)
        changes += len(made)
    gone = [id for key, (id, _) in had.items() if key not in there]
    _take_out(connection, gone)
    return changes + len(gone)


def _chunks(rows: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Read rows by the chunk: each step of a cursor hands the interpreter over."""
    walk = iter(rows)
    while chunk := list(islice(walk, _CHUNK)):
        yield chunk


def _put(connection: sqlite3.Connection, source: int, made: Sequence[tuple[int, str, int, Document]]) -> None:
    """Write documents with their numbers, keys and checksums."""
    shown, entries, exact, idents = [], [], [], []
    for id, key, stamp, each in made:
        numbers = "\n".join(map(_flat, each.numbers))
        shown.append((id, source, key, stamp, each.label, each.extension, each.short, numbers, each.mail, each.mac,
                      each.site, each.owner))  # fmt: skip
        entries.append((id, source, hay_of(each)))
        exact += [(text, id) for text in {each.extension, each.short, *each.dialled, each.mac} - {""}]
        idents += [(text, id) for text in {key, *each.ids} - {""}]
    _insert(connection, f"shown({_SHOWN})", shown)
    _insert(connection, "entry(id, source, hay)", entries)
    _insert(connection, "exact(text, entry)", exact)
    _insert(connection, "ident(text, entry)", idents)


def _insert(connection: sqlite3.Connection, into: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Insert many rows with each statement, as every one hands the interpreter over, and has to get it back."""
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        some = rows[start : start + _ROWS_AT_ONCE]
        marks = f"({', '.join('?' * len(some[0]))})"
        values = [value for row in some for value in row]
        connection.execute(f"insert into {into} values {', '.join([marks] * len(some))}", values)  # noqa: S608


def _take_out(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    each = [(id,) for id in ids]
    for statement in (
        "delete from entry where id = ?",
        "delete from shown where id = ?",
        "delete from exact where entry = ?",
        "delete from ident where entry = ?",
    ):
        connection.executemany(statement, each)


def _flat(text: str) -> str:
    return text.replace("\n", " ")
