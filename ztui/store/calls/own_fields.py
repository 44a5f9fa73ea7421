"""Filters in SQL on what a call itself has: its times, how long it took, its ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ztui.store.calls.keys import EPOCH, LATEST, UUID_BITS, hash_of, time_key, uuid_bytes
from ztui.store.calls.local_times import key_before, local_start
from ztui.store.rank import within
from ztui.store.terms import FieldTerm, Match

if TYPE_CHECKING:
    from ztui.store.terms import FieldTerm, Span

__all__ = ["own_condition"]

_NO_NUMBER: Final = "false"
_DATE = 8
_COMPARISONS = {Match.ABOVE: ">", Match.BELOW: "<", Match.AT_LEAST: ">=", Match.AT_MOST: "<="}


def own_condition(term: FieldTerm) -> tuple[str, list[Any]]:
    """Give a condition on what the call itself has: times, duration, ids."""
    match term.path:
        case "start_time":
            assert term.span is not None or not term.value
            return _start(term.match, term.span)
        case "answer_time" | "end_time":
            text = f"ifnull({_instant_sql(term.path)}, '')"
            if term.span is None:
                return f"{text} {'<>' if term.match is Match.IS_NOT else '='} ''", []
            made, values = within(text, term.match, term.span)
            return made, list(values)
        case "duration":
            return _duration(term)
        case "call_history_uuid":
            return _uuid(term)
        case "call_id":
            return _call_id(term)
    raise KeyError(term.path)


def _instant_sql(path: str) -> str:
    """Give a time of a call as text in SQL (`2026-11-21 14:05:00`, UTC), NULL where it has none."""
    start = f"{EPOCH + LATEST} - (c.id >> {UUID_BITS})"
    after = {"start_time": "", "answer_time": " + c.answer", "end_time": " + c.end"}[path]
    return f"datetime({start}{after}, 'unixepoch')"


def _start(match: Match, span: Span | None) -> tuple[str, list[Any]]:
    known = f"c.id < {time_key(0)}"
    if span is None:
        return (known if match is Match.IS_NOT else f"not {known}"), []
    if span.days is None:
        return f"{known} and {local_start(match, span)}", []
    first, end = key_before(span.first), key_before(span.end)
    match match:
        case Match.ABOVE:
            return f"{known} and c.id < ?", [end]
        case Match.AT_LEAST:
            return f"{known} and c.id < ?", [first]
        case Match.BELOW:
            return f"{known} and c.id >= ?", [first]
        case Match.AT_MOST:
            return f"{known} and c.id >= ?", [end]
    inside = f"{known} and c.id < ? and c.id >= ?"
    return (f"not ({inside})" if match is Match.IS_NOT else inside), [first, end]


def _duration(term: FieldTerm) -> tuple[str, list[Any]]:
    if term.match in {Match.IS, Match.IS_NOT}:
        if not term.value:
            return ("c.duration is not null" if term.match is Match.IS_NOT else "c.duration is null"), []
        number = _decimal(term.value)
        found = "c.duration is not null and c.duration = ?" if number is not None else _NO_NUMBER
        return (f"not ({found})" if term.match is Match.IS_NOT else found), [] if number is None else [number]
    number = _decimal(term.value[3:]) if term.value.startswith("5") else None
    if number is None:
        return _NO_NUMBER, []
    return f"c.duration is not null and c.duration {_COMPARISONS[term.match]} ?", [number]


def _decimal(text: str) -> float | None:
    """Give the number of a text of digits; the empty text is the 0 of an ordered number."""
    if not text:
        return 0
    number = float(text) if text.isascii() and text.replace(".", "", 1).isdecimal() else None
    return number if number is None or number < 1 << 62 else None


def _uuid(term: FieldTerm) -> tuple[str, list[Any]]:
    whole = uuid_bytes(term.value)
    if term.match in {Match.IS, Match.IS_NOT} or whole is not None:
        found = "c.id in (select id from call_rest where uuid = ?)"
        return (f"not ({found})" if term.match is Match.IS_NOT else found), [whole or hash_of(term.value)]
    date, rest = term.value[:_DATE], term.value[_DATE:].replace("-", "")
    if len(date) == _DATE and date.isascii() and date.isdecimal():
        lowest = (99_999_999 - int(date)).to_bytes(4, "big")
        found = "c.id in (select id from call_rest where substr(uuid, 1, 4) = ? and lower(hex(substr(uuid, 5))) glob ?)"
        return found, [lowest, f"{''.join(each for each in rest if each.isalnum())}*"]
    stripped = term.value.replace("-", "")
    return "c.id in (select id from call_rest where instr(lower(hex(substr(uuid, 5))), ?) > 0)", [stripped]


def _call_id(term: FieldTerm) -> tuple[str, list[Any]]:
    if term.match in {Match.IS, Match.IS_NOT}:
        found = "c.id in (select id from call_rest where cast(ifnull(call_id, '') as text) = ?)"
        return (f"not ({found})" if term.match is Match.IS_NOT else found), [term.value]
    return "c.id in (select id from call_rest where instr(cast(call_id as text), ?) > 0)", [term.value]
