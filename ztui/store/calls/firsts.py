"""The first calls of a view, found without looking at all of them, long before its order is made.

Each way gives the very calls that the whole order would begin with, or None where it would take too long: then all
calls are looked at. What a way may look at is a number of calls, so that it costs the same on every machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ztui.store.calls.dictionaries import placed
from ztui.store.calls.keys import seconds_of, time_key
from ztui.store.calls.orders import indexes_for, order, places
from ztui.store.calls.spread import spread
from ztui.store.calls.texts import text_sql

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from ztui.store.calls.conditions import Conditions
    from ztui.store.terms import Sort

__all__ = ["first_keys", "nearest_keys"]

WALKED: Final = 10_000
"""So many calls are looked at in the order of an index, or of their time, for the first that pass a filter."""
NEAREST: Final = 1500
"""So many are looked at before anybody knows which parties have what a filter asks for."""
_DAY: Final = 86_400
_WIDER: Final = 8
"""The stretch in which the first calls by an end or an answer are looked for grows by this."""


def first_keys(connection: sqlite3.Connection, sort: Sequence[Sort], made: Conditions, most: int) -> list[int] | None:
    """Give the keys of the first calls of a view.

    Returns:
        As many keys as are wanted, or fewer if there are no more; None where all calls have to be looked at.

    Raises:
        KeyError: There is no such column.
    """
    if made.nothing or most < 1:
        return []
    if len(sort) > 1 and sort[0].path == "start_time":
        return None  # calls of one second lie in the order of the other columns
    if not sort or sort[0].path == "start_time":
        return _by_time(connection, made, most, oldest=bool(sort) and not sort[0].descending)
    if made.few:
        return None
    if sort[0].path in {"answer_time", "end_time"}:
        return _by_moment(connection, sort, made, most)
    found = _by_text(connection, sort, made, most)
    return _by_value(connection, sort, made, most) if found is None else found


def nearest_keys(connection: sqlite3.Connection, sort: Sequence[Sort], made: Conditions, most: int) -> list[int] | None:
    """Give the same in the order of time, where what is asked for is common: the nearest calls alone are looked at.

    None where they are not enough, or in another order; then the parties are looked through.
    """
    if len(sort) > 1 or (sort and sort[0].path != "start_time"):
        return None
    down = " desc" if sort and not sort[0].descending else ""
    found = _keys(connection, _from(_near(made, down, NEAREST), made, most, down), made)
    return found if len(found) == most else None


def _by_time(connection: sqlite3.Connection, made: Conditions, most: int, *, oldest: bool) -> list[int] | None:
    """Look at the nearest calls first, since what is common is among them; then at those of few parties.

    A fragment that many parties have and only old calls would else be looked for among all calls.
    """
    down = " desc" if oldest else ""
    found = _keys(connection, _from(_near(made, down), made, most, down), made)
    if len(found) == most or not made.parties:
        return found if len(found) == most else None
    last = f"where {made.where} order by c.id{down} limit {most}"
    return _keys(connection, f"select c.id from {made.by_parties} {last}", made)  # noqa: S608 - our own names


def _by_text(connection: sqlite3.Connection, sort: Sequence[Sort], made: Conditions, most: int) -> list[int] | None:
    """Walk along an index over the texts of parties; None where there is none."""
    place, indexes = placed(sort[0].path), indexes_for(connection, sort[0])
    if place is None or indexes is None:
        return None
    down = " desc" if sort[0].descending else ""
    text = text_sql(place, "o")
    rest = order(connection, sort[1:], few=False)
    inner = (
        f"select c.* from party_slots o indexed by {indexes[0]}"  # noqa: S608 - our own names
        f" cross join call c indexed by {indexes[1]} on c.{place.side} = o.id{rest.joins}"
        f" where {text} > '' order by {text}{down}, {rest.terms} limit {WALKED if made.where != 'true' else most}"
    )
    found = _keys(connection, f"select c.id from ({inner}) c where {made.where} limit {most}", made)  # noqa: S608
    return found if len(found) == most else None


def _by_value(connection: sqlite3.Connection, sort: Sequence[Sort], made: Conditions, most: int) -> list[int] | None:
    """Look for calls with the first value of a column among the newest, which come first of their equals."""
    place = placed(sort[0].path)
    if place is None or len(sort) > 1:
        return None
    table = places(connection, place)
    edge = "max" if sort[0].descending else "min"
    value = connection.execute(f"select {edge}(pos) from temp.{table}").fetchone()[0]  # noqa: S608
    if value is None:
        return None
    query = (
        f"select c.id from ({_near(made)}) c cross join temp.{table} o on o.id = c.{place.side}"  # noqa: S608
        f" where o.pos = {value} and {made.where} order by c.id limit {most}"
    )
    found = _keys(connection, query, made)
    return found if len(found) == most else None


def _by_moment(connection: sqlite3.Connection, sort: Sequence[Sort], made: Conditions, most: int) -> list[int] | None:
    """Look at one end of the history: no call was answered or ended later after its start than the longest was."""
    known = f"from call where id < {time_key(0)}"
    # Each end is one step in the tree of keys; asked for together they are a look at all.
    ends = connection.execute(f"select (select min(id) {known}), (select max(id) {known})").fetchone()
    if ends[0] is None:
        return None
    newest, oldest = seconds_of(ends[0]), seconds_of(ends[1])
    after, down = sort[0].path.removesuffix("_time"), sort[0].descending
    least, longest = spread(connection)
    ordered = order(connection, sort, few=False)
    width = _DAY
    while width < newest - oldest:
        edge = newest - width if down else oldest + width
        part = f"c.id < {time_key(edge)}" if down else f"c.id >= {time_key(edge)} and c.id < {time_key(0)}"
        query = (
            f"select c.id, c.{after} from call c{ordered.joins}"  # noqa: S608 - our own names
            f" where {part} and c.{after} is not null and {made.where} order by {ordered.terms} limit {most}"
        )
        rows = connection.execute(query, made.parameters).fetchall()
        if len(rows) == most:
            last = seconds_of(rows[-1][0]) + rows[-1][1]
            if last > edge + longest if down else last < edge + least:
                return [row[0] for row in rows]
        width *= _WIDER
    return None


def _near(made: Conditions, down: str = "", walked: int = 0) -> str:
    """Give in SQL the newest calls of the span, or the oldest."""
    return f"select * from call c not indexed where {made.within} order by c.id{down} limit {walked or WALKED}"  # noqa: S608


def _from(calls: str, made: Conditions, most: int, down: str) -> str:
    return f"select c.id from ({calls}) c where {made.where} order by c.id{down} limit {most}"  # noqa: S608


def _keys(connection: sqlite3.Connection, query: str, made: Conditions) -> list[int]:
    return [row[0] for row in connection.execute(query, made.parameters)]
