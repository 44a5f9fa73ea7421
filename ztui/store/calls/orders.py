"""Orders of calls in SQL: by their own columns, by places of dictionaries' entries, or by walking an index of parties.

There are far more parties than entries of other dictionaries. So the first calls in the order of a name or a number
come from an index over the texts of parties, walked until there are enough; for whole orders and for filters that hold
most calls back, the places of all entries are written down once and kept as long as no entry is added.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ztui.store.calls.dictionaries import placed
from ztui.store.calls.keys import UUID_BITS
from ztui.store.calls.texts import SORTED, index_of, text_sql

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from ztui.store.calls.conditions import Conditions
    from ztui.store.calls.dictionaries import Place
    from ztui.store.terms import Sort

__all__ = ["Order", "order", "walked"]

WALKED: Final = 10_000
"""So many calls are looked at in the order of an index for the first that pass a filter."""


@dataclass(frozen=True, slots=True)
class Order:
    """An order in SQL over `call c`, and the joins that it needs."""

    terms: str
    joins: str


def order(connection: sqlite3.Connection, sort: Sequence[Sort], *, few: bool) -> Order:
    """Give an order; calls that are equal come newest first, those without a value last.

    Args:
        connection: On which the places of entries are kept in temporary tables.
        sort: Columns by weight.
        few: The calls are few: their texts are compared, and no places are written down.

    Raises:
        KeyError: There is no such column.
    """
    terms: list[str] = []
    joins = ""
    for number, each in enumerate(sort):
        down = " desc" if each.descending else ""
        place = placed(each.path)
        if place is None:
            terms += _own(each.path, descending=each.descending)
        elif few:
            text = text_sql(place, f"o{number}")
            joins += f" join {place.dictionary.name}_slots o{number} on o{number}.id = c.{place.side}"
            terms += [f"{text} = ''", f"{text}{down}"]
        else:
            joins += f" join temp.{_places(connection, place)} o{number} on o{number}.id = c.{place.side}"
            terms += [f"o{number}.pos is null", f"o{number}.pos{down}"]
    return Order(", ".join([*terms, "c.id"]), joins)


def walked(connection: sqlite3.Connection, sort: Sequence[Sort], made: Conditions, most: int) -> list[int] | None:
    """Give the keys of the first calls of an order by a text of parties, along its index.

    Returns:
        As many keys as are wanted; None where there is no such index, or where it would take too long.

    Raises:
        KeyError: There is no such column.
    """
    place = placed(sort[0].path) if sort else None
    if place is None or place.path not in SORTED or made.few:
        return None
    index = index_of(place.path)
    if connection.execute("select 1 from sqlite_schema where name = ?", (index,)).fetchone() is None:
        return None  # a first load is under way
    down = " desc" if sort[0].descending else ""
    text = text_sql(place, "o")
    rest = order(connection, sort[1:], few=False)
    inner = (
        f"select c.* from party_slots o indexed by {index} cross join call c on c.{place.side} = o.id{rest.joins}"  # noqa: S608
        f" where {text} > '' order by {text}{down}, {rest.terms} limit {WALKED if made.where != 'true' else most}"
    )
    query = f"select c.id from ({inner}) c where {made.where} limit {most}"  # noqa: S608 - our own names
    found = [row[0] for row in connection.execute(query, made.parameters)]
    return found if len(found) == most else None


def _places(connection: sqlite3.Connection, place: Place) -> str:
    """Give the temporary table of the places of a dictionary's entries, made anew if there are more entries since."""
    dictionary = place.dictionary.name
    name = f"places_{dictionary}_{place.path}"
    connection.execute("create temp table if not exists places(name text primary key, entries integer not null)")
    entries = connection.execute(f"select ifnull(max(id), 0) from {dictionary}").fetchone()[0]  # noqa: S608
    known = connection.execute("select entries from temp.places where name = ?", (name,)).fetchone()
    if known is None or known[0] != entries:
        text = text_sql(place, "o")
        connection.execute(f"drop table if exists temp.{name}")
        connection.execute(f"create temp table {name}(id integer primary key, pos integer)")
        connection.execute(
            f"insert into temp.{name} select o.id, case when {text} > '' then dense_rank() over (order by {text}) end"  # noqa: S608
            f" from {dictionary}_slots o"
        )
        connection.execute("insert or replace into temp.places values(?, ?)", (name, entries))
    return name


def _own(path: str, *, descending: bool) -> list[str]:
    down = " desc" if descending else ""
    match path:
        case "start_time":
            # Keys count down with time.
            return ["c.id" if descending else "c.id desc"]
        case "duration":
            return ["c.duration is null", f"c.duration{down}"]
        case "answer_time" | "end_time":
            after = path.removesuffix("_time")
            return [f"c.{after} is null", f"c.{after} - (c.id >> {UUID_BITS}){down}"]
        case "call_id":
            found = "(select call_id from call_rest where id = c.id)"
            return [f"{found}{down} nulls last"]
        case "call_history_uuid":
            # The date in the bytes counts down.
            uuid, up = "(select uuid from call_rest where id = c.id)", "" if descending else " desc"
            return [f"substr({uuid}, 1, 4){up}", f"{uuid}{down}"]
    raise KeyError(path)
