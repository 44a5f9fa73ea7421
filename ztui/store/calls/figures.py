"""Counts of calls: of all that pass a filter, by the values of a column, by time.

Calls are grouped by the numbers under which the dictionaries have their values, and only those few groups by texts.
Answered and missed are looked up by the kind of a call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ztui.resources.outcomes import ANSWERED, MISSED
from ztui.store.calls.conditions import along, reading
from ztui.store.calls.dictionaries import placed
from ztui.store.calls.hits import Look
from ztui.store.calls.keys import LATEST, UUID_BITS, hash_of, seconds_of, time_key, uuid_bytes
from ztui.store.figures import Counted, Figures, Frequency

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from ztui.store.calls.conditions import Conditions
    from ztui.store.calls.dictionaries import Place
    from ztui.store.terms import LocalFilter

__all__ = ["among", "frequency", "histogram", "totals"]

_MISSED: Final = 1 << 31
"""What a missed call counts beside one for an answered call: both are one sum, as adding up is what takes the time."""
_BOTH: Final = "ifnull(sum(u.became), 0)"
_EACH: Final = ("count(*)", _BOTH, "ifnull(sum(c.duration), 0)", "count(c.duration)")
_SUMS: Final = ", ".join(_EACH)
_WHOLE: Final = ", ".join(
    ["count(*) over ()", *(f"sum(sum(u.{each})) over ()" for each in ("calls", "became", "seconds", "timed"))]
)
"""How many values there are, and the sums of all of them."""
_PARTY: Final = 10
"""Where the fields of a party begin, behind sums, sums of all, and its number."""
_OUTCOME: Final = f"case u.became when 1 then 'answered' when {_MISSED} then 'missed' else 'other' end"


def totals(connection: sqlite3.Connection, wanted: LocalFilter, span: tuple[int, int] | None = None) -> Figures:
    """Count the calls that pass a filter.

    Raises:
        KeyError: There is no such column.
    """
    with reading(connection, wanted, "totals", span, Look.ALL) as made:
        if made.nothing:
            return Figures()
        query = f"select {_SUMS} from {_joined(connection, made.source)} where {made.where}"  # noqa: S608
        row = connection.execute(query, made.parameters).fetchone()
    return _figures(row)


def frequency(
    connection: sqlite3.Connection,
    path: str,
    wanted: LocalFilter,
    most: int,
    span: tuple[int, int] | None = None,
) -> Frequency:
    """Count calls by the values of a column, or by `outcome`, most calls first.

    Parties are told apart by name and extension, and by the number where they have no extension.

    Raises:
        KeyError: There is no such column, or it is one of times or ids.
    """
    place = None if path == "outcome" else placed(path)
    if place is None and path not in ("duration", "outcome"):
        raise KeyError(path)
    with reading(connection, wanted, "frequency", span, Look.ALL) as made:
        if made.nothing or most < 1:
            return Frequency((), 0, Figures() if made.nothing else None)
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
    with reading(connection, wanted, "histogram", span, Look.ALL) as made:
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
            sums = " || ' ' || ".join(_EACH)
            query = (
                f"with recursive b(n) as (select {first} union all select n + 1 from b where n < {last})"  # noqa: S608
                f" select b.n, (select {sums} from {joined} where c.id >= {low} and c.id < {high}"
                f" and c.id < {time_key(0)} and {made.where}) from b"
            )
            found = ((row[0], *map(int, row[1].split())) for row in connection.execute(query, made.parameters))
            rows = [row for row in found if row[1]]
    return [(row[0] * step, _figures(row[1:])) for row in rows]


def _joined(connection: sqlite3.Connection, source: str) -> str:
    """Give the calls with what became of them, which is written down for every kind of call."""
    answered, missed = (", ".join(f"'{each}'" for each in results) for results in (ANSWERED, MISSED))
    connection.execute("drop table if exists temp.outcome")
    connection.execute("create temp table outcome(id integer primary key, became integer not null)")
    connection.execute(
        f"insert into temp.outcome select id, case when call_result in ({answered}) then 1"  # noqa: S608 - our own names
        f" when direction = 'inbound' and call_result in ({missed}) then {_MISSED} else 0 end from kind"
    )
    return f"{source} cross join temp.outcome u on u.id = c.kind"


def _by_value(connection: sqlite3.Connection, made: Conditions, path: str, place: Place | None, most: int) -> Frequency:
    """Group all that is counted, which is quick where there are few values."""
    by, text, source = {"duration": "c.duration", "outcome": _OUTCOME}.get(path, ""), "g.entry", "grouped g"
    if place is not None:
        field = place.dictionary.fields[place.dictionary.paths.index(place.path)]
        by, text = f"c.{place.side}", f"nullif(d.{field}, '')"
        source = f"grouped g join {place.dictionary.name} d on d.id = g.entry"
    query = (
        f"with grouped(entry, calls, became, seconds, timed) as (select {by}, {_SUMS}"  # noqa: S608 - our own names
        f" from {_joined(connection, made.source)} where {made.where} group by 1)"
        f" select {text}, sum(g.calls), sum(g.became), sum(g.seconds), sum(g.timed), {_WHOLE.replace('u.', 'g.')}"
        f" from {source} group by 1 order by 2 desc, 1 limit {most}"
    )
    rows = connection.execute(query, made.parameters).fetchall()
    counted = [Counted(_row([path], row[:1]), _figures(row[1:5])) for row in rows]
    return _frequency(counted, rows[0][5:] if rows else None)


def _by_party(connection: sqlite3.Connection, made: Conditions, path: str, place: Place, most: int) -> Frequency:
    """Group calls by the numbers of parties, and those by what tells parties apart; one of each value is shown."""
    names, texts, told = _told_by(path, place)
    shown = ", ".join(texts)
    rows = connection.execute(
        f"select v.*, {shown} from (select sum(calls) as calls,"  # noqa: S608
        f" sum(became) as became, sum(seconds) as seconds, sum(timed) as timed, {_WHOLE.replace('u.', '')},"
        f" min(entry) as entry from (select c.{place.side} as entry, count(*) as calls, {_BOTH} as became,"
        " ifnull(sum(c.duration), 0) as seconds, count(c.duration) as timed"
        f" from {_joined(connection, along(connection, made, place.side))} where {made.where} group by c.{place.side})"
        f" cross join party d on d.id = entry group by {told} order by calls desc, {told} limit {most}) v"
        f" cross join party d on d.id = v.entry order by v.calls desc, {shown}",
        made.parameters,
    ).fetchall()
    counted = [Counted(_row(names, row[_PARTY:]), _figures(row[:4])) for row in rows]
    return _frequency(counted, rows[0][4:9] if rows else None)


def _frequency(counted: Sequence[Counted], whole: Sequence[int] | None) -> Frequency:
    """Put together what was counted; `whole` is how many values there are, and the sums of all."""
    return (
        Frequency(tuple(counted), 0, Figures())
        if whole is None
        else Frequency(tuple(counted), whole[0], _figures(whole[1:]))
    )


def _told_by(path: str, place: Place) -> tuple[list[str], list[str], str]:
    """Give the fields that tell a party as a record names them, the same in SQL, and one text of all of them.

    A name stands for what people take for one party: name and extension, and the number where it has no extension. The
    rest (country, e-mail, ids, which of its numbers one of our own used) is no difference.
    """
    known = place.dictionary
    if not path.endswith("_name"):
        text = f"nullif(d.{known.fields[known.paths.index(place.path)]}, '')"
        return [path], [text], text
    conditions = {"name": "d.hidden", "ext_number": "d.hidden", "did_number": "d.hidden or d.ext_number <> ''"}
    texts = [f"case when {condition} then null else nullif(d.{each}, '') end" for each, condition in conditions.items()]
    # Hundreds of thousands are compared: a number alone is what most have, and no other text is without a zero.
    told = (
        "case when d.hidden then char(0) when ifnull(d.name, '') = '' and ifnull(d.ext_number, '') = ''"
        " then nullif(d.did_number, '') else ifnull(d.name, '') || char(0) || ifnull(d.ext_number, '') || char(0)"
        " || case when d.ext_number <> '' then '' else ifnull(d.did_number, '') end end"
    )
    # Nobody who is called is hidden.
    return [*(f"{place.side}_{each}" for each in conditions), "hide_caller_id"], [*texts, "nullif(d.hidden, 0)"], told


def among(
    connection: sqlite3.Connection, ids: Sequence[str], wanted: LocalFilter, span: tuple[int, int] | None = None
) -> frozenset[str]:
    """Give those of a few calls, named by their ids, that pass a filter.

    Raises:
        KeyError: There is no such column.
    """
    named = {uuid_bytes(each) or hash_of(each): each for each in ids}
    with reading(connection, wanted, "among", span) as made:
        if made.nothing or not named:
            return frozenset()
        connection.execute("drop table if exists temp.named")
        connection.execute("create temp table named(id integer primary key, uuid blob)")
        connection.executemany(
            "insert into temp.named select id, uuid from call_rest where uuid = ?", [(each,) for each in named]
        )
        rows = connection.execute(
            f"select n.uuid from temp.named n cross join call c on c.id = n.id where {made.where}",  # noqa: S608
            made.parameters,
        ).fetchall()
    return frozenset(named[row[0]] for row in rows)


def _figures(sums: Sequence[int]) -> Figures:
    calls, became, seconds, timed = sums
    return Figures(calls, became % _MISSED, became // _MISSED, seconds, timed)


def _row(names: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    found = {name: value for name, value in zip(names, values, strict=False) if value is not None}
    flags = {"international", "hide_caller_id"} & found.keys()
    return found | {each: bool(found[each]) for each in flags}
