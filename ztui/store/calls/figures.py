"""Counts of calls: of all that pass a filter, by the values of a column, by time.

Calls are grouped by the numbers under which the dictionaries have their values, and only those few groups by texts.
Answered and missed are looked up by the kind of a call.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ztui.resources.outcomes import ANSWERED, MISSED
from ztui.store.calls.conditions import reading
from ztui.store.calls.dictionaries import placed
from ztui.store.calls.keys import LATEST, UUID_BITS, seconds_of, time_key

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from ztui.store.calls.conditions import Conditions
    from ztui.store.calls.dictionaries import Place
    from ztui.store.terms import LocalFilter

__all__ = ["Counted", "Figures", "Frequency", "frequency", "histogram", "totals"]

_SUMS: Final = "count(*), sum(u.answered), sum(u.missed), ifnull(sum(c.duration), 0), count(c.duration)"
_PARTY: Final = ("name", "ext_number", "did_number")
"""What tells parties apart in a list: the rest (country, e-mail, ids) follows from it or is no difference to people."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted of calls.

    Attributes:
        calls: How many there are.
        answered: Of how many the result says that somebody, or a menu, took them.
        missed: How many came in and were missed, as `resources.outcomes` has it.
        seconds: Sum of their durations.
        timed: How many have a duration.
    """

    calls: int = 0
    answered: int = 0
    missed: int = 0
    seconds: int = 0
    timed: int = 0

    def __add__(self, other: Figures) -> Figures:
        """Give the sum."""
        return Figures(
            self.calls + other.calls,
            self.answered + other.answered,
            self.missed + other.missed,
            self.seconds + other.seconds,
            self.timed + other.timed,
        )

    @property
    def share(self) -> float | None:
        """Give the answered part of all calls, None without calls."""
        return self.answered / self.calls if self.calls else None

    @property
    def average(self) -> float | None:
        """Give the seconds of a call on average, None where none has a duration."""
        return self.seconds / self.timed if self.timed else None


@dataclass(frozen=True, slots=True)
class Counted:
    """One value of a column: the fields that tell it, named as a record has them, and the figures of its calls."""

    row: dict[str, Any]
    figures: Figures


@dataclass(frozen=True, slots=True)
class Frequency:
    """The most frequent values of a column, and how many values there are."""

    most: tuple[Counted, ...]
    values: int


def totals(connection: sqlite3.Connection, wanted: LocalFilter, span: tuple[int, int] | None = None) -> Figures:
    """Count the calls that pass a filter.

    Raises:
        KeyError: There is no such column.
    """
    with reading(connection, wanted, "totals", span) as made:
        if made.nothing:
            return Figures()
        query = f"select {_SUMS} from {_joined(connection, made.source)} where {made.where}"  # noqa: S608
        row = connection.execute(query, made.parameters).fetchone()
    return Figures(*(each or 0 for each in row))


def frequency(
    connection: sqlite3.Connection,
    path: str,
    wanted: LocalFilter,
    most: int,
    span: tuple[int, int] | None = None,
) -> Frequency:
    """Count calls by the values of a column, most calls first. Parties are told apart by name, extension and number.

    Raises:
        KeyError: There is no such column, or it is one of times or ids.
    """
    place = placed(path)
    if place is None and path != "duration":
        raise KeyError(path)
    with reading(connection, wanted, "frequency", span) as made:
        if made.nothing or most < 1:
            return Frequency((), 0)
        if place is not None and place.dictionary.name == "party":
            return _by_party(connection, made, path, place, most)
        return _by_value(connection, made, path, place, most)


def histogram(
    connection: sqlite3.Connection, step: int, wanted: LocalFilter, span: tuple[int, int] | None = None
) -> list[tuple[int, Figures]]:
    """Count calls by time.

    Args:
        connection: A reader's.
        step: Seconds of a stretch; stretches are counted from 2015-01-01 UTC.
        wanted: Which calls.
        span: First second and the one after the last; None for all.

    Returns:
        First second of a stretch and its figures, oldest first; stretches without calls are left out, and calls of
        which nobody knows when they began.

    Raises:
        KeyError: There is no such column.
    """
    with reading(connection, wanted, "histogram", span) as made:
        ends = connection.execute("select min(id), max(id) from call where id < ?", (time_key(0),)).fetchone()
        if made.nothing or ends[0] is None:
            return []
        first, last = seconds_of(ends[1]) // step, seconds_of(ends[0]) // step
        joined = _joined(connection, made.source)
        if made.few:
            query = (
                f"select ({LATEST} - (c.id >> {UUID_BITS})) / {step}, {_SUMS} from {joined}"  # noqa: S608
                f" where c.id < {time_key(0)} and {made.where} group by 1 order by 1"
            )
            rows = connection.execute(query, made.parameters).fetchall()
        else:
            # Keys are in the order of time: a range of them for each stretch, and nothing has to be sorted.
            low, high = (f"(({LATEST + 1} - (b.n{plus}) * {step}) << {UUID_BITS})" for plus in (" + 1", ""))
            query = (
                f"with recursive b(n) as (select {first} union all select n + 1 from b where n < {last})"  # noqa: S608
                f" select b.n, {_SUMS} from b cross join {joined}"
                f" where c.id >= {low} and c.id < {high} and c.id < {time_key(0)} and {made.where} group by b.n"
            )
            rows = connection.execute(query, made.parameters).fetchall()
    return [(row[0] * step, Figures(*row[1:])) for row in rows]


def _joined(connection: sqlite3.Connection, source: str) -> str:
    """Give the calls with what became of them, which is written down for every kind of call."""
    answered, missed = (", ".join(f"'{each}'" for each in results) for results in (ANSWERED, MISSED))
    connection.execute("drop table if exists temp.outcome")
    connection.execute("create temp table outcome(id integer primary key, answered integer, missed integer)")
    connection.execute(
        f"insert into temp.outcome select id, ifnull(call_result in ({answered}), 0),"  # noqa: S608 - our own names
        f" ifnull(direction = 'inbound' and call_result in ({missed}), 0) from kind"
    )
    return f"{source} cross join temp.outcome u on u.id = c.kind"


def _by_value(connection: sqlite3.Connection, made: Conditions, path: str, place: Place | None, most: int) -> Frequency:
    """Group all that is counted, which is quick where there are few values."""
    by, text, source = "c.duration", "g.entry", "grouped g"
    names = [path]
    if place is not None:
        names, texts = _told_by(path, place)
        by, text, source = f"c.{place.side}", texts[0], f"grouped g join {place.dictionary.name} d on d.id = g.entry"
    query = (
        f"with grouped(entry, calls, answered, missed, seconds, timed) as (select {by}, {_SUMS}"  # noqa: S608
        f" from {_joined(connection, made.source)} where {made.where} group by 1)"
        f" select {text}, sum(g.calls), sum(g.answered), sum(g.missed), sum(g.seconds), sum(g.timed),"
        f" count(*) over () from {source} group by 1 order by 2 desc, 1 limit {most}"
    )
    rows = connection.execute(query, made.parameters).fetchall()
    counted = [Counted(_row(names, row[:1]), Figures(*row[1:-1])) for row in rows]
    return Frequency(tuple(counted), rows[0][-1] if rows else 0)


def _by_party(connection: sqlite3.Connection, made: Conditions, path: str, place: Place, most: int) -> Frequency:
    """Count the calls of all parties, and all else for the most frequent ones only."""
    side = f"c.{place.side}"
    names, texts = _told_by(path, place)
    columns = [f"t{each}" for each in range(len(texts))]
    for table, fields in (
        ("counted", "entry integer primary key, calls integer"),
        ("most", f"value integer primary key, parties integer, {', '.join(columns)}, unique({', '.join(columns)})"),
        ("of_most", "entry integer primary key, value integer"),
    ):
        connection.execute(f"drop table if exists temp.{table}")
        connection.execute(f"create temp table {table}({fields})")
    every = "call c" if made.where == "true" else made.source  # all calls are counted along the index of the side
    connection.execute(
        f"insert into temp.counted select {side}, count(*) from {every} where {made.where} group by 1 order by 1",  # noqa: S608
        made.parameters,
    )
    connection.execute(
        f"insert into temp.most(parties, {', '.join(columns)}) select count(*) over (), {', '.join(texts)}"  # noqa: S608
        f" from temp.counted g cross join party d on d.id = g.entry group by {', '.join(texts)}"
        f" order by sum(g.calls) desc, {', '.join(texts)} limit {most}"
    )
    same = " and ".join(f"m.{column} is {text}" for column, text in zip(columns, texts, strict=True))
    connection.execute(
        f"insert into temp.of_most select d.id, m.value from temp.counted g cross join party d on d.id = g.entry"  # noqa: S608
        f" cross join temp.most m on {same}"
    )
    rows = connection.execute(
        f"select m.parties, {', '.join(f'm.{each}' for each in columns)}, {_SUMS}"  # noqa: S608 - our own names
        f" from {_joined(connection, made.source)} cross join temp.of_most e on e.entry = {side}"
        f" cross join temp.most m on m.value = e.value where {made.where} group by m.value order by m.value",
        made.parameters,
    ).fetchall()
    width = 1 + len(columns)
    counted = [Counted(_row(names, row[1:width]), Figures(*row[width:])) for row in rows]
    return Frequency(tuple(counted), rows[0][0] if rows else 0)


def _told_by(path: str, place: Place) -> tuple[list[str], list[str]]:
    """Give the fields that tell an entry as a record names them, and the same in SQL."""
    known = place.dictionary
    if place.path in known.computed:
        return [path], [_computed_sql(place.path)]
    if known.name != "party" or not path.endswith("_name"):
        return [path], [f"nullif(d.{known.fields[known.paths.index(place.path)]}, '')"]
    names = [f"{place.side}_{each}" for each in _PARTY]
    texts = [f"case when d.hidden then null else nullif(d.{each}, '') end" for each in _PARTY]
    if place.side == "callee":
        return names, [f"nullif(d.{each}, '')" for each in _PARTY]
    return [*names, "hide_caller_id"], [*texts, "nullif(d.hidden, 0)"]


def _computed_sql(path: str) -> str:
    """Give in SQL what is computed of an entry `d`."""
    if path != "outcome":
        raise KeyError(path)
    answered, missed = (", ".join(f"'{each}'" for each in results) for results in (ANSWERED, MISSED))
    return (
        f"case when d.call_result in ({answered}) then 'answered'"
        f" when d.direction = 'inbound' and d.call_result in ({missed}) then 'missed' else 'other' end"
    )


def _row(names: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    found = {name: value for name, value in zip(names, values, strict=False) if value is not None}
    flags = {"international", "hide_caller_id"} & found.keys()
    return found | {each: bool(found[each]) for each in flags}
