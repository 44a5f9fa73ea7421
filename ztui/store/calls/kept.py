"""Parties that a term found, kept on a reader for the terms that are typed next.

There are hundreds of thousands of parties, and to look through their texts is what typing a filter costs. Most keys
leave all terms but one as they were: their parties are there already. A word that goes on from one before (`012`,
`0123`) is looked for among the parties of that one alone, if they are not most of all.

To ask a million calls whether they belong to one of many parties, a table takes a search for each. For that there is a
map: a byte for each party, at the place of its number.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from ztui.store.terms import Word

__all__ = ["MAPPED", "forget_old", "map_of", "party_hits"]

_MOST: Final = 12
"""So many terms are remembered."""
_KEPT: Final = "temp.kept_"
_NEXT: Final = "(select ifnull(max(used), 0) + 1 from temp.kept)"
_LARGE: Final = 3
"""Among more than one part in so many it takes no less time than among all."""
MAPPED: Final = 500
"""More parties than this are worth a map."""


def party_hits(
    connection: sqlite3.Connection, table: str, condition: str, parameters: Sequence[Any], word: Word | None = None
) -> tuple[str, int]:
    """Give the temporary table of the parties whose texts fulfil a condition, and how many they are.

    Args:
        connection: A reader's, in a transaction.
        table: `party_text` or `party_slots`.
        condition: On its columns.
        parameters: Of the condition.
        word: What the condition asks for, where it is one of a word.
    """
    entries = _prepared(connection)
    what = json.dumps([condition, *parameters])
    row = connection.execute("select number, count from temp.kept where what = ?", (what,)).fetchone()
    if row is not None:
        connection.execute(f"update temp.kept set used = {_NEXT} where number = ?", row[:1])  # noqa: S608
        return f"{_KEPT}{row[0]}", int(row[1])
    among = None if word is None else _among(connection, word, entries)
    number = connection.execute(
        f"insert into temp.kept(what, text, digits, used, count) values(?, ?, ?, {_NEXT}, 0)",
        (what, word.text if word else None, word.digits if word else None),
    ).lastrowid
    name = f"{_KEPT}{number}"
    connection.execute(f"create table {name}(id integer primary key)")
    source = f"{table} o" if among is None else f"{among} k cross join {table} o on o.id = k.id"
    query = f"insert into {name} select o.id from {source} where {condition}"  # noqa: S608 - our own names
    count = connection.execute(query, parameters).rowcount
    connection.execute("update temp.kept set count = ? where number = ?", (count, number))
    return name, count


def map_of(connection: sqlite3.Connection, name: str) -> bytes | None:
    """Give the map of the parties in a table of `party_hits`: the digit 1 where a number is among them, else 0.

    None where there are gaps in the parties' numbers, which nobody makes.
    """
    if not name.startswith(_KEPT):
        return None
    number = int(name.removeprefix(_KEPT))
    made: bytes | None = connection.execute("select map from temp.kept where number = ?", (number,)).fetchone()[0]
    if made is None:
        (digits,) = connection.execute(
            "select group_concat(is_there, '') from (select k.id is not null as is_there"  # noqa: S608 - our own names
            f" from party_text o not indexed left join {name} k on k.id = o.id order by o.id)"
        ).fetchone()
        made = (digits or "").encode()
        if len(made) != _prepared(connection):
            return None
        connection.execute("update temp.kept set map = ? where number = ?", (made, number))
    return made


def forget_old(connection: sqlite3.Connection) -> None:
    """Let go of what was used longest ago; not while a filter stands on it."""
    _prepared(connection)
    for (number,) in connection.execute(
        "select number from temp.kept order by used desc limit -1 offset ?", (_MOST,)
    ).fetchall():
        _forget(connection, number)


def _prepared(connection: sqlite3.Connection) -> int:
    """Give how many parties there are, and forget all that was found among fewer."""
    connection.execute(
        "create table if not exists temp.kept(number integer primary key, what text unique, text text, digits text,"
        " used integer, count integer, map blob)"
    )
    connection.execute("create table if not exists temp.kept_of(parties integer)")
    entries = int(connection.execute("select ifnull(max(id), 0) from party").fetchone()[0])
    before = connection.execute("select parties from temp.kept_of").fetchone()
    if before is None or before[0] != entries:
        for (number,) in connection.execute("select number from temp.kept").fetchall():
            _forget(connection, number)
        connection.execute("delete from temp.kept_of")
        connection.execute("insert into temp.kept_of values(?)", (entries,))
    return entries


def _forget(connection: sqlite3.Connection, number: int) -> None:
    connection.execute(f"drop table {_KEPT}{int(number)}")
    connection.execute("delete from temp.kept where number = ?", (number,))


def _among(connection: sqlite3.Connection, word: Word, entries: int) -> str | None:
    """Give the smallest table in which all parties of a word have to be; None where that is no gain."""
    row = connection.execute(
        "select number from temp.kept where instr(?, text) > 0 and count * ? < ?"
        " and (? = '' or digits <> '' and instr(?, digits) > 0) order by count limit 1",
        (word.text, _LARGE, entries, word.digits, word.digits),
    ).fetchone()
    return None if row is None else f"{_KEPT}{row[0]}"
