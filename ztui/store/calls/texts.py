"""The texts of dictionaries' entries in the file: indexes over those that parties are sorted by, and making them anew.

The texts follow the columns of the list of calls. When a later version of the program has other columns, they are made
anew from the entries, since the calls themselves would take days to get again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ztui.store.calls.dictionaries import DICTIONARIES, entry, shape_of
from ztui.store.rank import slot_sql

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from ztui.store.calls.dictionaries import Dictionary, Place

__all__ = ["SORTED", "create_sort_indexes", "drop_sort_indexes", "index_of", "renew", "text_sql"]

SORTED: Final = ("caller_name", "caller_did_number", "caller_ext_number")
"""Columns of parties of which there are many texts: the order of them is kept in an index."""
_FACT = "texts"
_AT_ONCE = 1000


def text_sql(place: Place, alias: str) -> str:
    """Give the text by which a column is sorted in SQL, over the slots of its dictionary."""
    return slot_sql(shape_of(place.dictionary.name).sorted(place.path)).replace("o.", f"{alias}.")


def index_of(path: str) -> str:
    """Give the name of the index over the texts of a column of parties."""
    return f"party_by_{path.removeprefix('caller_')}"


def create_sort_indexes(connection: sqlite3.Connection) -> None:
    """Make the indexes that are missing."""
    for path in SORTED:
        text = slot_sql(shape_of("party").sorted(path)).replace("o.", "")
        connection.execute(f"create index if not exists {index_of(path)} on party_slots({text})")


def drop_sort_indexes(connection: sqlite3.Connection) -> None:
    """Take them away."""
    for path in SORTED:
        connection.execute(f"drop index if exists {index_of(path)}")


def renew(connection: sqlite3.Connection) -> bool:
    """Make all texts anew if they were made for other columns than the program has now.

    Returns:
        Whether they were.
    """
    now = " ".join(shape_of(each.name).signature for each in DICTIONARIES)
    before = connection.execute("select value from fact where name = ?", (_FACT,)).fetchone()
    if before is not None and before[0] == now:
        return False
    connection.execute("begin immediate")
    drop_sort_indexes(connection)
    for known in DICTIONARIES:
        connection.execute(f"delete from {known.name}_text")  # noqa: S608 - our own names
        connection.execute(f"delete from {known.name}_slots")  # noqa: S608
        for rows in _entries(connection, known):
            texts = [(key, entry(known, values)) for key, values in rows]
            words = [(key, *made[:2]) for key, made in texts]
            slots = [(key, *made[2:]) for key, made in texts]
            connection.executemany(f"insert into {known.name}_text values(?, ?, ?)", words)
            connection.executemany(f"insert into {known.name}_slots values(?, ?, ?)", slots)
    connection.execute("insert or replace into fact values(?, ?)", (_FACT, now))
    connection.execute("commit")
    return True


def _entries(connection: sqlite3.Connection, known: Dictionary) -> Iterator[list[tuple[int, tuple[Any, ...]]]]:
    cursor = connection.execute(f"select id, {', '.join(known.fields)} from {known.name}")  # noqa: S608
    while rows := cursor.fetchmany(_AT_ONCE):
        yield [(row[0], row[1:]) for row in rows]
