"""Listings in SQL: a listing shows one run; a refresh fills another one and takes its place when it is complete.

While a refresh runs, rows are renewed in place (a listing holds objects, not copies) and new ones are appended to what
is shown; rows that are gone go when the new run takes over, in one transaction. A run that ends before its end is
dropped if something else is shown.

All functions take the connection of the calling thread; those that write do so in one transaction each.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from ztui.store.shape import StoredRow

__all__ = [
    "Added",
    "ListKey",
    "ListState",
    "abandon",
    "add",
    "add_to",
    "begin",
    "finish",
    "position",
    "state",
    "store_rows",
    "window",
]

Found = tuple[str, dict[str, object]]
"""Key and row."""


@dataclass(frozen=True, slots=True)
class ListKey:
    """What tells listings of one account apart: resource, bound parents and server filters, these two as JSON."""

    resource: str
    parents: str
    query: str

    @classmethod
    def of(
        cls, resource: str, parents: Iterable[tuple[str, str]] = (), query: Iterable[tuple[str, str]] = ()
    ) -> ListKey:
        """Make the key; the order in which parents and filters are given does not matter."""
        return cls(resource, json.dumps(sorted(parents)), json.dumps(sorted(query)))


@dataclass(frozen=True, slots=True)
class ListState:
    """What is stored of a listing.

    Attributes:
        id: For `window`, `position` and ranks.
        loaded: Rows shown.
        total: Rows that Zoom said there are, None if it did not.
        complete: The listing was read to its end.
        read_at: When the reading of what is shown began; None if nothing was read yet.
        oddities: What had to be tolerated.
        note: A sentence about how it was read, "" for none.
    """

    id: int
    loaded: int = 0
    total: int | None = None
    complete: bool = False
    read_at: datetime | None = None
    oddities: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """What adding rows led to: rows shown now, and rows that the run has."""

    shown: int
    read: int


def state(connection: sqlite3.Connection, key: ListKey, signature: str) -> ListState | None:
    """Give what is stored of a listing, None if it was never read or its rows were shaped otherwise."""
    found = connection.execute(
        "select l.id, l.run, r.total, r.complete, r.started, r.oddities, r.note from kind k"
        " join listing l on l.kind = k.id left join run r on r.id = l.run"
        " where k.resource = ? and k.parents = ? and k.signature = ? and l.query = ?",
        (key.resource, key.parents, signature, key.query),
    ).fetchone()
    if found is None:
        return None
    listing, run, total, complete, started, oddities, note = found
    if run is None or started is None:
        return ListState(listing)
    loaded = _count(connection, run)
    # A run that failed or was stopped before its first row read nothing, so there is no instant to tell.
    read_at = datetime.fromisoformat(started) if complete or loaded else None
    return ListState(listing, loaded, total, bool(complete), read_at, oddities, note)


def begin(connection: sqlite3.Connection, key: ListKey, signature: str, now: datetime) -> tuple[int, int]:
    """Start a run.

    Returns:
        The ids of the listing and of the run.
    """
    connection.execute("begin immediate")
    kind = kind_id(connection, key.resource, key.parents, signature)
    connection.execute(
        "insert into listing(kind, query, used) values(?, ?, ?)"
        " on conflict(kind, query) do update set used = excluded.used",
        (kind, key.query, now.isoformat()),
    )
    listing, shown = connection.execute(
        "select id, run from listing where kind = ? and query = ?", (kind, key.query)
    ).fetchone()
    run = connection.execute("insert into run(listing, started) values(?, ?)", (listing, now.isoformat())).lastrowid
    assert run is not None
    if shown is None:
        connection.execute("update listing set run = ? where id = ?", (run, listing))
    connection.execute("commit")
    return listing, run


def kind_id(connection: sqlite3.Connection, resource: str, parents: str, signature: str) -> int:
    """Give the id of a kind of object, made if it is new, emptied if its rows were shaped otherwise."""
    found = connection.execute(
        "select id, signature from kind where resource = ? and parents = ?", (resource, parents)
    ).fetchone()
    if found is None:
        cursor = connection.execute(
            "insert into kind(resource, parents, signature) values(?, ?, ?)", (resource, parents, signature)
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid
    kind: int = found[0]
    if found[1] != signature:
        _forget_kind(connection, kind)
        connection.execute("update kind set signature = ? where id = ?", (signature, kind))
    return kind


def _forget_kind(connection: sqlite3.Connection, kind: int) -> None:
    """Delete all rows and listings of a kind; the caller holds the transaction."""
    for statement in (
        "delete from entry where run in (select r.id from run r join listing l on l.id = r.listing where l.kind = ?)",
        "delete from run where listing in (select id from listing where kind = ?)",
        "delete from listing where kind = ?",
        "delete from body where object in (select id from object where kind = ?)",
        "delete from detail where object in (select id from object where kind = ?)",
        "delete from object where kind = ?",
    ):
        connection.execute(statement, (kind,))


def add(
    connection: sqlite3.Connection,
    run: int,
    rows: Sequence[StoredRow],
    now: datetime,
    total: int | None = None,
    odd: int = 0,
) -> Added:
    """Store rows and append those that are new to the run and to what is shown.

    Args:
        connection: The writer's.
        run: The run they were read in.
        rows: Rows with keys; of equal keys the last row counts, at the place of the first.
        now: When they were read.
        total: Rows that Zoom says there are.
        odd: What had to be tolerated beside the rows.
    """
    connection.execute("begin immediate")
    found = connection.execute(
        "select l.kind, l.run from run r join listing l on l.id = r.listing where r.id = ?", (run,)
    ).fetchone()
    if found is None:
        # Another process emptied the cache: what is read now has no place any more.
        connection.execute("rollback")
        return Added(0, 0)
    kind, shown = found
    store_rows(connection, kind, rows, now)
    connection.execute(
        "update run set total = coalesce(?, total), oddities = oddities + ? where id = ?",
        (total, odd + sum(row.odd for row in rows), run),
    )
    for each in {run, shown}:
        add_to(connection, each, kind)
    added = Added(_count(connection, shown), _count(connection, run))
    connection.execute("commit")
    return added


def store_rows(connection: sqlite3.Connection, kind: int, rows: Sequence[StoredRow], now: datetime) -> None:
    """Insert or renew objects; afterwards `temp.incoming` holds them in their order."""
    connection.execute(
        "create temp table if not exists incoming"
        "(n integer primary key, key text unique, json text, seen text, rest text)"
    )
    connection.execute("delete from temp.incoming")
    connection.executemany(
        "insert into temp.incoming(key, json, seen, rest) values(?, ?, ?, ?) on conflict(key) do update set"
        " json = excluded.json, seen = excluded.seen, rest = excluded.rest",
        [(row.key, row.json, row.seen, row.rest) for row in rows],
    )
    connection.execute(
        "insert into object(kind, key, read_at, seen, rest) select ?, key, ?, seen, rest from temp.incoming where true"
        " order by n on conflict(kind, key) do update set read_at = excluded.read_at, seen = excluded.seen,"
        " rest = excluded.rest",
        (kind, now.isoformat()),
    )
    connection.execute(
        "insert into body(object, json) select o.id, i.json from temp.incoming i cross join object o"
        " on o.kind = ? and o.key = i.key where true order by i.n"
        " on conflict(object) do update set json = excluded.json where json <> excluded.json",
        (kind,),
    )


def add_to(connection: sqlite3.Connection, run: int, kind: int) -> int:
    """Append those of `temp.incoming` that a run lacks; gives how many."""
    return connection.execute(
        "insert into entry(run, pos, object) select ?1, ?2 + row_number() over (order by i.n) - 1, o.id"
        " from temp.incoming i cross join object o on o.kind = ?3 and o.key = i.key"
        " where not exists (select 1 from entry e where e.run = ?1 and e.object = o.id)",
        (run, _count(connection, run), kind),
    ).rowcount


def finish(connection: sqlite3.Connection, run: int, note: str, *, counted: bool = False) -> int:
    """Let a run that reached its end take the place of what is shown.

    Args:
        connection: The writer's.
        run: The run.
        note: A sentence about how it went.
        counted: The total is the number of its rows: Zoom's totals of several parts count some rows twice.

    Returns:
        Rows shown now.
    """
    connection.execute("begin immediate")
    old = connection.execute("select l.run from run r join listing l on l.id = r.listing where r.id = ?", (run,))
    found = old.fetchone()
    if found is None:
        connection.execute("rollback")
        return 0
    connection.execute("update run set complete = 1, note = ? where id = ?", (note, run))
    connection.execute("update listing set run = ?1 where id = (select listing from run where id = ?1)", (run,))
    shown = _count(connection, run)
    if counted:
        connection.execute("update run set total = ? where id = ?", (shown, run))
    if found[0] != run:
        _forget_run(connection, found[0])
    connection.execute("commit")
    return shown


def abandon(connection: sqlite3.Connection, run: int, note: str, *, first: bool = False) -> None:
    """End a run before its end: it stays if it is what is shown, else what is shown stays as it is.

    Args:
        connection: The writer's.
        run: The run.
        note: A sentence about how it went.
        first: The rows of the run come first, in their order, before the others of what is shown.
    """
    connection.execute("begin immediate")
    found = connection.execute("select l.run from run r join listing l on l.id = r.listing where r.id = ?", (run,))
    (shown,) = found.fetchone() or (None,)
    if shown == run:
        connection.execute("update run set note = ? where id = ?", (note, run))
    elif shown is not None and first:
        _put_first(connection, run, shown)
    else:
        _forget_run(connection, run)
    connection.execute("commit")


def _put_first(connection: sqlite3.Connection, run: int, shown: int) -> None:
    """Let the entries of a run begin what is shown; what is known of that (when it was read, whether to its end) stays.

    The rest of what is shown was all read before, so that its own instant is the one to tell.
    """
    connection.execute(
        "insert into entry(run, pos, object) select ?1, ?2 + row_number() over (order by e.pos) - 1, e.object"
        " from entry e where e.run = ?3 and not exists"
        " (select 1 from entry h where h.run = ?1 and h.object = e.object)",
        (run, _count(connection, run), shown),
    )
    connection.execute("delete from entry where run = ?", (shown,))
    connection.execute("update entry set run = ? where run = ?", (shown, run))
    _forget_run(connection, run)


def _forget_run(connection: sqlite3.Connection, run: int) -> None:
    connection.execute("delete from entry where run = ?", (run,))
    connection.execute("delete from run where id = ?", (run,))


def _count(connection: sqlite3.Connection, run: int) -> int:
    """Give the rows of a run: places are dense, so it is the last place and one."""
    (last,) = connection.execute("select max(pos) from entry where run = ?", (run,)).fetchone()
    return 0 if last is None else int(last) + 1


def window(
    connection: sqlite3.Connection, listing: int, rank: str | None, start: int, count: int
) -> list[Found | None]:
    """Give rows of a view by their places.

    Args:
        connection: The one that holds the rank.
        listing: Id of the listing.
        rank: Name of the rank, None for the order of arrival.
        start: First place, from 0.
        count: How many at most.

    Returns:
        Key and row of each; None where a row is gone since the rank was made. Shorter at the end of the view.
    """
    if rank is None:
        found = connection.execute(
            "select o.key, b.json from entry e cross join object o on o.id = e.object cross join body b"
            " on b.object = e.object where e.run = (select run from listing where id = ?) and e.pos >= ? and e.pos < ?"
            " order by e.pos",
            (listing, start, start + count),
        ).fetchall()
    else:
        found = connection.execute(
            f"select o.key, b.json from temp.{rank} r left join object o on o.id = r.object"  # noqa: S608
            " left join body b on b.object = r.object where r.pos > ? and r.pos <= ? order by r.pos",
            (start, start + count),
        ).fetchall()
    return [None if text is None else (key, json.loads(text)) for key, text in found]


def position(connection: sqlite3.Connection, listing: int, rank: str | None, key: str) -> int | None:
    """Give the place of a key in a view, None if it is not in it."""
    found = connection.execute(
        "select o.id from listing l join object o on o.kind = l.kind and o.key = ? where l.id = ?", (key, listing)
    ).fetchone()
    if found is None:
        return None
    if rank is None:
        place = connection.execute(
            "select pos from entry where run = (select run from listing where id = ?) and object = ?",
            (listing, found[0]),
        ).fetchone()
    else:
        place = connection.execute(f"select pos - 1 from temp.{rank} where object = ?", found).fetchone()  # noqa: S608
    return None if place is None else int(place[0])
