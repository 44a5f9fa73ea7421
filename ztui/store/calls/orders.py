"""Orders of calls in SQL: by their own columns, by places of dictionaries' entries, or along an index of parties.

There are far more parties than entries of other dictionaries. So all calls in the order of a name or a number come from
an index over the texts of parties; for filtered ones the places of all entries are written down once, and kept as long
as no entry is added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ztui.core.dataclass import dataclass
from ztui.store.calls.dictionaries import placed
from ztui.store.calls.keys import UUID_BITS
from ztui.store.calls.texts import SORTED, index_of, text_sql

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from ztui.store.calls.conditions import Conditions
    from ztui.store.calls.dictionaries import Place
    from ztui.store.terms import Sort

__all__ = ["Order", "indexes_for", "order", "places", "selections"]

_SAMPLE: Final = 1000
_OFTEN: Final = 4
"""Where one of so many calls passes a filter, going along an index through all is quicker than sorting what passes."""
_OF_REST: Final = frozenset({"call_id", "call_history_uuid"})
"""Columns that stand in `call_rest` alone."""


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
        if each.path == "start_time" and number + 1 < len(sort):
            terms.append(f"c.id >> {UUID_BITS}" + ("" if each.descending else " desc"))
        elif place is None:
            terms += _own(each.path, descending=each.descending)
        elif few:
            text = text_sql(place, f"o{number}")
            joins += f" join {place.dictionary.name}_slots o{number} on o{number}.id = c.{place.side}"
            terms += [f"{text} = ''", f"{text}{down}"]
        else:
            joins += f" left join temp.{places(connection, place)} o{number} on o{number}.id = c.{place.side}"
            terms += [f"o{number}.pos is null", f"o{number}.pos{down}"]
    return Order(", ".join([*terms, "c.id"]), joins)


def selections(
    connection: sqlite3.Connection, sort: Sequence[Sort], made: Conditions, *, is_filtered: bool
) -> tuple[str, ...]:
    """Give statements that select the keys of all calls of a view, one after the other, in its order.

    Args:
        connection: As in `order`.
        sort: Columns by weight.
        made: Which calls, with the parameters of each statement.
        is_filtered: More than a span holds calls back.

    Raises:
        KeyError: There is no such column.
    """
    if made.nothing:
        return ()
    if len(sort) == 1 and (not is_filtered or _is_common(connection, made)):
        if sort[0].path in _OF_REST and not is_filtered:
            (*terms,) = _own(sort[0].path, descending=sort[0].descending, rest="c")
            return (f"select c.id from call_rest c not indexed where {made.where} order by {', '.join(terms)}, c.id",)  # noqa: S608
        along = indexes_for(connection, sort[0])
        if along is not None:
            return _along(along, sort[0], made)
    if len(sort) == 1 and sort[0].path in _OF_REST and not made.few:
        by = ", ".join(_own(sort[0].path, descending=sort[0].descending, rest="r"))
        both = "call_rest r not indexed cross join call c not indexed on c.id = r.id"
        return (f"select c.id from {both} where {made.where} order by {by}, c.id",)  # noqa: S608 - our own names
    ordered = order(connection, sort, few=bool(made.few))
    return (f"select c.id from {made.source}{ordered.joins} where {made.where} order by {ordered.terms}",)  # noqa: S608


def _is_common(connection: sqlite3.Connection, made: Conditions) -> bool:
    """Tell whether so many calls pass a filter, as the nearest ones tell, that to sort them takes the longest."""
    if made.few or not made.is_covered:
        return False
    near = f"select * from call c not indexed where {made.within} order by c.id limit {_SAMPLE}"  # noqa: S608
    found = connection.execute(f"select count(*) from ({near}) c where {made.where}", made.parameters)  # noqa: S608
    return int(found.fetchone()[0]) * _OFTEN >= _SAMPLE


def indexes_for(connection: sqlite3.Connection, sort: Sort) -> tuple[str, str] | None:
    """Give the indexes by which calls come in the order of a text of parties, None where there are none."""
    place = placed(sort.path)
    if place is None or place.path not in SORTED:
        return None
    indexes = (index_of(place.path), f"call_{place.side}")
    there = connection.execute("select count(*) from sqlite_schema where name in (?, ?)", indexes).fetchone()[0]
    return indexes if there == len(indexes) else None  # a first load may be under way


def _along(indexes: tuple[str, str], sort: Sort, made: Conditions) -> tuple[str, ...]:
    """Go along the texts of parties, then through the calls of those without a text."""
    place = placed(sort.path)
    assert place is not None
    text = text_sql(place, "o")
    down = " desc" if sort.descending else ""
    return (
        f"select c.id from party_slots o indexed by {indexes[0]}"  # noqa: S608 - our own names
        f" cross join call c indexed by {indexes[1]} on c.{place.side} = o.id"
        f" where {text} > '' and {made.where} order by {text}{down}, c.id",
        f"select c.id from call c not indexed where c.{place.side} in"  # noqa: S608
        f" (select o.id from party_slots o indexed by {indexes[0]} where {text} = '') and {made.where} order by c.id",
    )


def places(connection: sqlite3.Connection, place: Place) -> str:
    """Give the temporary table of the places of a dictionary's entries, made anew if there are more entries since."""
    dictionary = place.dictionary.name
    name = f"places_{dictionary}_{place.path}"
    connection.execute("create temp table if not exists places(name text primary key, entries integer not null)")
    entries = connection.execute(f"select ifnull(max(id), 0) from {dictionary}").fetchone()[0]  # noqa: S608
    known = connection.execute("select entries from temp.places where name = ?", (name,)).fetchone()
    if known is None or known[0] != entries:
        text = text_sql(place, "o")
        sorted_by = index_of(place.path) if dictionary == "party" and place.path in SORTED else ""
        if not connection.execute("select 1 from sqlite_schema where name = ?", (sorted_by,)).fetchone():
            sorted_by = ""
        connection.execute(f"drop table if exists temp.{name}")
        connection.execute(f"create temp table {name}(id integer primary key, pos integer not null)")
        connection.execute(
            f"insert into temp.{name} select o.id, dense_rank() over (order by {text})"  # noqa: S608 - our own names
            f" from {dictionary}_slots o{f' indexed by {sorted_by}' if sorted_by else ''} where {text} > ''"
        )
        connection.execute("insert or replace into temp.places values(?, ?)", (name, entries))
    return name


def _own(path: str, *, descending: bool, rest: str = "") -> list[str]:
    """Give the terms for what the call itself has; `rest` is the alias of `call_rest` where that is at hand."""
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
            found = f"{rest}.call_id" if rest else "(select call_id from call_rest where id = c.id)"
            return [f"{found}{down} nulls last"]
        case "call_history_uuid":
            # The date in the bytes counts down.
            uuid = f"{rest}.uuid" if rest else "(select uuid from call_rest where id = c.id)"
            return [f"substr({uuid}, 1, 4){'' if descending else ' desc'}", f"{uuid}{down}"]
    raise KeyError(path)
