"""The order of a view as a temporary table `pos -> object`.

It is made by one statement: no row passes through Python, and a window costs the same wherever it lies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.store.terms import Both, Either, FieldTerm, LocalFilter, Match, Sort, Span, Term, Word
from ztui.store.texts import ALTERNATIVE, MARKS, is_id

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from ztui.store.shape import Shape, Slot

__all__ = ["Plan", "build", "condition", "drop", "plan", "slot_sql", "within"]

_TEXT_AFTER_NUMBERS = "6"
_TEXT_AFTER_TIMES = "~"
_DAY = 10
_COMPARISONS = {Match.ABOVE: ">", Match.BELOW: "<", Match.AT_LEAST: ">=", Match.AT_MOST: "<="}


@dataclass(frozen=True, slots=True)
class Plan:
    """The conditions and the order of a view in SQL, with their parameters; columns are those of `object o`."""

    where: str
    order: str
    parameters: tuple[str, ...]


def plan(shape: Shape, local: LocalFilter, sort: Sequence[Sort]) -> Plan:
    """Turn a filter and a sort order into SQL.

    Raises:
        KeyError: The resource has no such column.
    """
    conditions: list[str] = []
    parameters: list[str] = []
    for term in local.terms:
        made, values = _whole(shape, term)
        conditions.append(made)
        parameters += values
    orders: list[str] = []
    for each in sort:
        text = slot_sql(shape.sorted(each.path))
        orders += [f"{text} = ''", text + (" desc" if each.descending else "")]
    orders.append("e.pos")
    return Plan(" and ".join(conditions) or "true", ", ".join(orders), tuple(parameters))


def build(connection: sqlite3.Connection, name: str, listing: int, made: Plan) -> int:
    """Make the temporary table `name` for what a listing shows now.

    Returns:
        How many rows the view has.
    """
    connection.execute(f"create temp table {name}(pos integer primary key, object integer not null)")
    cursor = connection.execute(
        f"insert into temp.{name}(object) select e.object from entry e cross join object o on o.id = e.object"  # noqa: S608
        f" where e.run = (select run from listing where id = ?) and {made.where} order by {made.order}",
        (listing, *made.parameters),
    )
    return cursor.rowcount


def drop(connection: sqlite3.Connection, name: str) -> None:
    """Let go of a rank; none of that name is no error."""
    connection.execute(f"drop table if exists temp.{name}")


def slot_sql(slot: Slot) -> str:
    """Give the text of a slot of a table called `o` in SQL."""
    text, start, end = f"o.{slot.text}", f"char({MARKS + slot.number})", f"char({MARKS + slot.number + 1})"
    begin = f"instr({text}, {start})"
    return f"substr({text}, {begin} + 1, instr({text}, {end}) - {begin} - 1)"


def condition(shape: Shape, term: Term) -> tuple[str, list[str]]:
    """Give a term in SQL, without its negation, and its parameters; texts are those of a table called `o`.

    Raises:
        KeyError: The resource has no such column.
    """
    if isinstance(term, Word):
        return _word(shape, term)
    if isinstance(term, Either | Both):
        parts = [_whole(shape, each) for each in term.terms]
        joint = " or " if isinstance(term, Either) else " and "
        return f"({joint.join(made for made, _ in parts)})", [each for _, values in parts for each in values]
    return _field(shape, term)


def _whole(shape: Shape, term: Term) -> tuple[str, list[str]]:
    made, values = condition(shape, term)
    return (f"not ({made})" if term.negated else made), values


def _word(shape: Shape, term: Word) -> tuple[str, list[str]]:
    texts = list(dict.fromkeys(filter(None, (term.text, term.digits))))
    parts = ["instr(o.seen, ?) > 0"] * len(texts)
    if is_id(term.text):
        ids = shape.ids()
        parts += [f"instr({slot_sql(each)}, ?) = 1" for each in ids]
        texts += [term.text] * len(ids)
    return f"({' or '.join(parts)})", texts


def _has(text: str, term: FieldTerm) -> tuple[str, list[str]]:
    """Give the condition that a text of forms has a value, at their beginning or end if it is so wanted."""
    values = list(dict.fromkeys(filter(None, (term.value, term.digits, *term.others))))
    if term.begins or term.ends:
        before, after = ALTERNATIVE * term.begins, ALTERNATIVE * term.ends
        plus = [f"+{term.digits}"] if term.digits and term.begins else []
        text = f"char({ord(ALTERNATIVE)}) || {text} || char({ord(ALTERNATIVE)})"
        values = [f"{before}{each}{after}" for each in dict.fromkeys((*values, *plus))]
    return f"({' or '.join([f'instr({text}, ?) > 0'] * len(values))})", values


def _field(shape: Shape, term: FieldTerm) -> tuple[str, list[str]]:
    if term.span is not None:
        return within(slot_sql(shape.sorted(term.path)), term.match, term.span)
    if term.match is Match.HAS:
        return _has(slot_sql(shape.shown(term.path)), term)
    if term.match in {Match.IS, Match.IS_NOT}:
        text = slot_sql(shape.shown(term.path))
        parted = f"char({ord(ALTERNATIVE)}) || {text} || char({ord(ALTERNATIVE)})"
        values = [f"{ALTERNATIVE}{each}{ALTERNATIVE}" for each in (term.value, *term.others)]
        condition = " or ".join([f"instr({parted}, ?) > 0"] * len(values))
        return (f"not ({condition})" if term.match is Match.IS_NOT else f"({condition})"), values
    text = slot_sql(shape.sorted(term.path))
    bounds = f"{text} <> ''"
    if shape.is_numeric(term.path):
        bounds += f" and {text} < '{_TEXT_AFTER_NUMBERS}'"
    cases = "".join(f" when {text} between ? and ? then ?" for _ in term.parts)
    values = [each for part in term.parts for each in (part.first, part.last, part.value)]
    bound = f"case{cases} else ? end" if cases else "?"
    return f"{bounds} and {text} {_COMPARISONS[term.match]} {bound}", [*values, term.value]


def within(text: str, match: Match, span: Span) -> tuple[str, list[str]]:
    """Compare an instant or a day with a span of time, a clock or a weekday of the viewer with a span of those."""
    read = f"{text} <> '' and {text} < '{_TEXT_AFTER_TIMES}'"
    if span.days is None:
        cases = "".join(f" when {text} >= ? then ?" for _ in span.offsets)
        function = "time(" if ":" in span.first else "strftime('%w', "
        clock = f"{function}{text}, (case{cases} end) || ' minutes')"
        zone = [str(each) for pair in span.offsets for each in pair]
        ends, values = _ends(clock, match, (span.first, span.end))
        condition = f"{read} and length({text}) > {_DAY} and {ends}"
        parameters = [each for value in values for each in (*zone, value)]
    else:
        days, of_days = _ends(text, match, span.days)
        instants, of_instants = _ends(text, match, (span.first, span.end))
        condition = f"{read} and case when length({text}) = {_DAY} then {days} else {instants} end"
        parameters = [*of_days, *of_instants]
    return (f"not ({condition})" if match is Match.IS_NOT else condition), parameters


def _ends(text: str, match: Match, span: tuple[str, str]) -> tuple[str, list[str]]:
    first, end = span
    match match:
        case Match.ABOVE:
            return f"{text} >= ?", [end]
        case Match.AT_LEAST:
            return f"{text} >= ?", [first]
        case Match.BELOW:
            return f"{text} < ?", [first]
        case Match.AT_MOST:
            return f"{text} < ?", [end]
        case _:
            return f"({text} >= ? and {text} < ?)", [first, end]
