"""Of which spans of time all calls are stored; and forgetting what is too old."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.store.calls.keys import EPOCH, time_key

if TYPE_CHECKING:
    import sqlite3

__all__ = ["Covered", "cover", "covered", "gaps", "prune", "untimed"]


@dataclass(frozen=True, slots=True)
class Covered:
    """A span of which all calls are stored.

    Attributes:
        first: Its first second, after 2015-01-01 UTC.
        end: The second after its last.
        read_at: When the oldest part of it was read.
    """

    first: int
    end: int
    read_at: datetime


def covered(connection: sqlite3.Connection, query: str) -> tuple[Covered, ...]:
    """Give the spans, oldest first; none touches another."""
    rows = connection.execute("select first, last, read_at from covered where query = ? order by first", (query,))
    return tuple(Covered(first, end, datetime.fromisoformat(read_at)) for first, end, read_at in rows)


def cover(connection: sqlite3.Connection, query: str, span: tuple[int, int], now: datetime) -> None:
    """Add a span; those that it touches become one with it, as old as the oldest of them where they are not covered.

    What of those lies ahead was noted while the clock was, and does not count.
    """
    first, end = span
    if first >= end:
        return
    connection.execute("begin immediate")
    present = max(int(now.timestamp()) - EPOCH + 1, end)
    connection.execute("delete from covered where query = ? and first >= ?", (query, present))
    connection.execute("update covered set last = ? where query = ? and last > ?", (present, query, present))
    ages = [now]
    for each in covered(connection, query):
        if each.end < first or each.first > end:
            continue
        if each.first < first or each.end > end:
            ages.append(each.read_at)
        first, end = min(first, each.first), max(end, each.end)
        connection.execute("delete from covered where query = ? and first = ?", (query, each.first))
    connection.execute("insert into covered values(?, ?, ?, ?)", (query, first, end, min(ages).isoformat()))
    connection.execute("commit")


def gaps(connection: sqlite3.Connection, query: str, span: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Give the parts of a span that are not covered, newest first."""
    at, end = span
    found: list[tuple[int, int]] = []
    for each in covered(connection, query):
        if each.end <= at or each.first >= end:
            continue
        if each.first > at:
            found.append((at, each.first))
        at = max(at, each.end)
    if at < end:
        found.append((at, end))
    return tuple(reversed(found))


def untimed(connection: sqlite3.Connection) -> int:
    """Count the calls whose begin nobody can read."""
    return int(connection.execute("select count(*) from call where id >= ?", (time_key(0),)).fetchone()[0])


def prune(connection: sqlite3.Connection, before: int) -> int:
    """Forget calls that began before a second, and that they were covered; calls whose begin is unknown stay.

    Returns:
        How many calls there were.
    """
    connection.execute("begin immediate")
    old = (time_key(before - 1), time_key(0))
    connection.execute("delete from call_rest where id >= ? and id < ?", old)
    gone = connection.execute("delete from call where id >= ? and id < ?", old).rowcount
    connection.execute("delete from covered where last <= ?", (before,))
    connection.execute("update covered set first = ? where first < ?", (before, before))
    connection.execute("commit")
    return gone
