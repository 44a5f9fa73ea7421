"""Rows of a list counted in SQL: by the values of a column, by time, or all that pass a filter.

Rows are grouped by the folded texts of their slots, so that what differs in case or accents alone is one value, as it
is to a filter. Of each value one row is given, which shows how it is written.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from ztui.core.dataclass import dataclass
from ztui.resources.outcomes import ANSWERED, MISSED
from ztui.store.figures import Counted, Figures, Frequency
from ztui.store.rank import plan, slot_sql
from ztui.store.texts import ALTERNATIVE

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from ztui.store.shape import Shape
    from ztui.store.terms import LocalFilter

__all__ = ["OUTCOME", "Group", "among", "answers", "are_calls", "by_value", "quarters", "totals"]

OUTCOME: Final = "outcome"
_CALL: Final = ("direction", "call_result", "duration")
"""Columns from which it follows what became of a call, and how long it took."""
_SUMS: Final = "count(*), ifnull(sum(answered), 0), ifnull(sum(missed), 0), ifnull(sum(seconds), 0), count(seconds)"
_INSTANT: Final = 10
"""Characters that the text of an instant has more than: a day has so many."""


@dataclass(frozen=True, slots=True)
class Group:
    """What rows are grouped by.

    Attributes:
        path: Path of the column, or `outcome`.
        but: Path of a column that tells the value alone where it has one (an extension), "" for none.
        apart: Path of the column that tells equal values apart where `but` has none (a number), "" for none.
        one: The text of a value that is one whatever else there is (callers who hide their number).
    """

    path: str
    but: str = ""
    apart: str = ""
    one: str = ""


def are_calls(shape: Shape) -> bool:
    """Tell whether rows of this shape are calls, of which it is known what became of them."""
    paths = {each.path for each in shape.resource.columns}
    return paths.issuperset(_CALL)


def totals(connection: sqlite3.Connection, listing: int, shape: Shape, local: LocalFilter) -> Figures:
    """Count the rows that pass a filter.

    Raises:
        KeyError: The resource has no such column.
    """
    rows, parameters = _rows(listing, shape, local, "0")
    row = connection.execute(f"select {_SUMS} from ({rows})", parameters).fetchone()  # noqa: S608 - our own names
    return Figures(*row)


def by_value(
    connection: sqlite3.Connection, listing: int, shape: Shape, local: LocalFilter, group: Group, most: int
) -> Frequency:
    """Count the rows that pass a filter by a column, the values of most rows first.

    Raises:
        KeyError: The resource has no such column.
    """
    value = _value(shape, group.path)
    apart = "''"
    if group.apart:
        is_apart = f"{_first(shape, group.but)} = '' and {value} <> '{group.one}'"
        apart = f"case when {is_apart} then {_first(shape, group.apart)} else '' end"
    rows, parameters = _rows(listing, shape, local, value, apart)
    found = connection.execute(
        f"with counted as (select value, apart, min(object) as example, {_SUMS}, count(*) over () as many"  # noqa: S608
        f" from ({rows}) group by value, apart order by 4 desc, value, apart limit ?)"
        " select c.*, b.json from counted c left join body b on b.object = c.example",
        (*parameters, most),
    ).fetchall()
    counted = [_counted(group, text, figures, row) for text, _, _, *figures, _, row in found]
    return Frequency(tuple(counted), found[0][-2] if found else 0)


def _counted(group: Group, text: str, figures: Sequence[int], row: str | None) -> Counted:
    if group.path == OUTCOME:
        return Counted({OUTCOME: text}, Figures(*figures))
    return Counted(json.loads(row) if text and row else {}, Figures(*figures), text)


def among(
    connection: sqlite3.Connection, listing: int, shape: Shape, local: LocalFilter, keys: Sequence[str]
) -> frozenset[str]:
    """Give those of a few keys whose rows are in a listing and pass a filter.

    Raises:
        KeyError: The resource has no such column.
    """
    made = plan(shape, local, ())
    found = connection.execute(
        "select o.key from entry e cross join object o on o.id = e.object"  # noqa: S608 - our own names
        f" where e.run = (select run from listing where id = ?) and o.key in ({', '.join('?' * len(keys))})"
        f" and {made.where}",
        (listing, *keys, *made.parameters),
    )
    return frozenset(row[0] for row in found)


def answers(connection: sqlite3.Connection, resource: str, most: int) -> list[tuple[str, dict[str, Any]]]:
    """Give the key of objects of a resource and what their get operation gave, those read last first."""
    found = connection.execute(
        "select o.key, d.json from kind k join object o on o.kind = k.id join detail d on d.object = o.id"
        " where k.resource = ? order by d.read_at desc limit ?",
        (resource, most),
    )
    return [(key, json.loads(text)) for key, text in found]


def quarters(
    connection: sqlite3.Connection, listing: int, shape: Shape, local: LocalFilter, path: str, step: int
) -> list[tuple[int, Figures]]:
    """Count the rows that pass a filter by a column of times.

    Returns:
        First second, after 2015-01-01 UTC, of each stretch of `step` seconds that has rows, and its figures, oldest
        first. Rows without an instant (with none, or with a day alone) are left out.

    Raises:
        KeyError: The resource has no such column.
    """
    from ztui.store.calls.keys import EPOCH

    text = slot_sql(shape.sorted(path))
    stretch = f"(strftime('%s', {text}) - {EPOCH}) / {step} * {step}"
    value = f"case when {text} < '~' and length({text}) > {_INSTANT} then {stretch} end"
    rows, parameters = _rows(listing, shape, local, value)
    found = connection.execute(
        f"select value, {_SUMS} from ({rows}) where value is not null group by value order by value",  # noqa: S608
        parameters,
    )
    return [(row[0], Figures(*row[1:])) for row in found]


def _rows(
    listing: int, shape: Shape, local: LocalFilter, value: str, apart: str = "''"
) -> tuple[str, tuple[str | int, ...]]:
    """Give in SQL the rows that pass, each with its value and what it adds to the figures."""
    made = plan(shape, local, ())
    answered, missed, seconds = _figures(shape)
    # `limit -1` keeps the texts from being cut out once more wherever they are named.
    query = (
        f"select {value} as value, {apart} as apart, e.object as object, {answered} as answered, {missed} as missed,"  # noqa: S608
        f" {seconds} as seconds from entry e cross join object o on o.id = e.object"
        f" where e.run = (select run from listing where id = ?) and {made.where} limit -1"
    )
    return query, (listing, *made.parameters)


def _figures(shape: Shape) -> tuple[str, str, str]:
    if not are_calls(shape):
        return "0", "0", "null"
    result, direction = (_first(shape, each) for each in ("call_result", "direction"))
    answered, missed = (", ".join(f"'{each}'" for each in results) for results in (ANSWERED, MISSED))
    took = slot_sql(shape.sorted("duration"))
    return (
        f"({result} in ({answered}))",
        f"({direction} = 'inbound' and {result} in ({missed}))",
        f"case when {took} > '5' and {took} < '6' then cast(substr({took}, 4) as integer) end",
    )


def _value(shape: Shape, path: str) -> str:
    if path != OUTCOME:
        return _first(shape, path)
    answered, missed, _ = _figures(shape)
    return f"case when {answered} then 'answered' when {missed} then 'missed' else 'other' end"


def _first(shape: Shape, path: str) -> str:
    """Give what a column shows, folded: the first of the forms that its slot has."""
    text = slot_sql(shape.shown(path))
    return f"substr({text}, 1, instr({text} || char({ord(ALTERNATIVE)}), char({ord(ALTERNATIVE)})) - 1)"
