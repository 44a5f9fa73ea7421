"""What a filter means, evaluated in plain Python over the raw rows, without anything of the stores."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tests.unit.services.language.rows import NOW
from ztui.contract.codes import name_of
from ztui.core.text import fold
from ztui.resources.calls import DIRECTIONS, RESULTS, marks

if TYPE_CHECKING:
    from collections.abc import Callable

    from ztui.resources.cells import Viewer

MISSED = {"no_answer", "ring_timeout", "abandoned", "busy", "rejected", "unconnected", "canceled", "call_failed",
          "voicemail"}  # fmt: skip
ANSWERED = {"answered", "accepted", "picked_up", "connected", "succeeded"}


@dataclass(frozen=True)
class Typed:
    """One term: its words as data, and as it is typed."""

    name: str
    sign: str
    value: str
    negated: bool = False
    quoted: bool = False

    def __str__(self) -> str:
        escaped = self.value.replace("\\", "\\\\").replace('"', '\\"')
        value = f'"{escaped}"' if self.quoted else self.value
        return f"{'!' if self.negated else ''}{self.name}{self.sign}{value}"


def passes(row: dict[str, Any], terms: list[Typed], viewer: Viewer) -> bool:
    """Tell whether all terms hold."""
    return all(_holds(row, each, viewer) != each.negated for each in terms)


def outcome(row: dict[str, Any]) -> str:
    result = row["call_result"]
    if result in ANSWERED:
        return "answered"
    return "missed" if result in MISSED and row["direction"] == "inbound" else "other"


def _digits(text: str) -> str:
    bare = "".join(each for each in text if each not in "+-(). /\u00a0")
    return bare if bare.isdecimal() and bare.isascii() else ""


def _texts(*values: object) -> list[str]:
    return [fold(str(each)) for each in values if each is not None and each != ""]


def is_withheld(row: dict[str, Any]) -> bool:
    return row.get("hide_caller_id") is True and not row.get("caller_ext_number")


def _party(row: dict[str, Any], side: str) -> list[str]:
    if side == "caller" and is_withheld(row):
        return ["withheld"]
    name, extension, number, email = (row.get(f"{side}_{x}") for x in ("name", "ext_number", "did_number", "email"))
    joined = "  ".join(str(each) for each in (name, extension) if each)
    return _texts(joined, name, extension, number, _digits(str(number or "")), email)


def _numbers(value: object) -> list[str]:
    return _texts(value, _digits(str(value or "")))


def _words_of(value: str) -> list[str]:
    return _texts(value, value.replace("_", " "))


FORMS: dict[str, Callable[[dict[str, Any]], list[list[str]]]] = {
    "from": lambda row: [_party(row, "caller")],
    "to": lambda row: [_party(row, "callee")],
    "result": lambda row: [
        [*_words_of(row["call_result"]), *_texts(dict(RESULTS)[row["call_result"]]),
         *_texts(name_of("call_result", row["call_result"])), *(["missed"] if outcome(row) == "missed" else [])]
    ],
    "outcome": lambda row: [[outcome(row)]],
    "dir": lambda row: [[row["direction"], dict(DIRECTIONS)[row["direction"]]]],
    "type": lambda row: [_words_of(row["call_type"])],
    "connects": lambda row: [_words_of(row["connect_type"])],
    "marks": lambda row: [_texts(marks(row), row["recording_status"])],
    "recording": lambda row: [_texts(marks(row), row["recording_status"])],
    "site": lambda row: [_texts(row.get("site_name"))],
    "trunk": lambda row: [_texts(row.get("sbc_name"))],
    "department": lambda row: [_texts(row.get("department"))],
    "number": lambda row: [_numbers(row.get(f"{side}_did_number")) for side in ("caller", "callee")],
    "ext": lambda row: [_numbers(row.get(f"{side}_ext_number")) for side in ("caller", "callee")],
    "queue": lambda row: [_party(row, "callee")] if row.get("callee_ext_type") == "call_queue" else [[]],
}  # fmt: skip
"""What a name looks at: each value with all its forms; one of the values has to fulfil what is typed."""
WORDS: dict[str, list[str]] = {
    "result": [
        form for raw, short in RESULTS for form in (*_words_of(raw), short, *_texts(name_of("call_result", raw)))
    ]
    + ["missed"],
    "outcome": ["answered", "missed", "other"],
    "dir": [each for pair in DIRECTIONS for each in pair],
    "type": ["general", "emergency"],
    "connects": ["internal", "external"],
    "recording": ["recorded", "non_recorded", "non recorded"],
    "marks": ["recorded", "non_recorded", "non recorded"],
}
"""Names of fields that have a few words only: unquoted, one of them is the whole word."""
SEARCHED = ("from", "to", "result", "dir", "type", "connects", "marks", "site", "trunk", "department")
NUMERIC = {"from", "to", "number", "ext", "queue"}


def _holds(row: dict[str, Any], term: Typed, viewer: Viewer) -> bool:
    if not term.sign:
        return _word(row, term)
    if term.name == "dur":
        return _duration(row.get("duration"), term)
    if term.name in {"time", "after", "before"}:
        sign = {"after": ">=", "before": "<"}.get(term.name, term.sign)
        return _time(row["start_time"], sign, fold(term.value), viewer)
    values = FORMS[term.name](row)
    if term.sign == "!=":
        return not _holds(row, Typed(term.name, "=", term.value, quoted=term.quoted), viewer)
    if term.value == "":
        return not any(values)
    if term.value.strip("*") == "" and not term.quoted:
        return any(values)
    return any(_fits(form, term, viewer) for forms in values for form in forms)


def _word(row: dict[str, Any], term: Typed) -> bool:
    if "*" in (term.value[:1], term.value[-1:]) and not term.quoted and _digits(term.value.strip("*")):
        forms = [form for side in ("from", "to") for form in FORMS[side](row)[0]]
        if any(_starred(form, term.value, numeric=True) for form in forms):
            return True
    value = fold(term.value)
    found = _digits(value)
    texts = [form for name in SEARCHED for form in FORMS[name](row)[0]]
    ids = [row["call_history_uuid"], row["call_id"]] if len(value) >= 16 else []
    return value in ids or any(value in each or (found and found in each) for each in texts)


def _fits(form: str, term: Typed, viewer: Viewer) -> bool:
    value, numeric = fold(term.value), term.name in NUMERIC
    if not term.quoted and "*" in (value[:1], value[-1:]):
        codes = _codes(value.strip("*"), viewer, partly=True) if numeric and term.name != "number" else []
        return any(_starred(form, each, numeric=numeric) for each in (value, *(f"{code}*" for code in codes)))
    found = _digits(value) if numeric else ""
    if term.sign == ":" and (term.quoted or value not in WORDS.get(term.name, ())):
        return value in form or bool(found and found in form)
    same = {value, *([found] if found else [])}
    if found and term.name != "number":
        same |= set(_codes(value, viewer, partly=False))
    return form in same


def _codes(value: str, viewer: Viewer, *, partly: bool) -> list[str]:
    """Give a short extension with the codes of the sites, as numbers are sent."""
    found = _digits(value)
    if not found or (partly and value.startswith("+")):
        return []
    forms = [
        each for each in viewer.sites.values() if len(found) == each.length or (partly and len(found) < each.length)
    ]
    return [each.code + found for each in forms]


def _starred(form: str, typed: str, *, numeric: bool) -> bool:
    bare = fold(typed.strip("*"))
    found = _digits(bare) if numeric else ""
    wanted = [bare, *([found] if found else [])]
    begins, ends = typed.endswith("*"), typed.startswith("*")
    if begins and found and not bare.startswith("+"):
        wanted.append(f"+1{found.removeprefix('1')}")  # as numbers are written in the United States
    if begins and ends:
        return any(each in form for each in wanted)
    if ends:
        return any(form.endswith(each) for each in wanted)
    return any(form.startswith(each) for each in (*wanted, *([f"+{found}"] if found else [])))


def _duration(value: int | None, term: Typed) -> bool:
    if term.sign == "!=":
        return not _duration(value, Typed("dur", "=", term.value))
    if term.value == "":
        return value is None
    if ":" in term.value:
        minutes, _, seconds = term.value.partition(":")
        limit = int(minutes) * 60 + int(seconds)
    elif term.value[-1] in "smh":
        limit = int(term.value[:-1]) * {"s": 1, "m": 60, "h": 3600}[term.value[-1]]
    else:
        limit = int(term.value)
    return value is not None and _compare(value, term.sign, limit, limit + 1)


def _compare(value: Any, sign: str, first: Any, end: Any) -> bool:
    """Compare with what lies from `first` to before `end`."""
    told: bool = {
        ">": value >= end,
        ">=": value >= first,
        "<": value < first,
        "<=": value < end,
        ":": first <= value < end,
        "=": first <= value < end,
        "!=": not first <= value < end,
    }[sign]
    return told


def _time(sent: str, sign: str, typed: str, viewer: Viewer) -> bool:
    instant = datetime.fromisoformat(sent)
    zone = viewer.zone
    assert isinstance(zone, ZoneInfo)
    local = instant.astimezone(zone)
    if typed.startswith("-"):
        moment = _back(typed, zone)
        return _compare(instant, sign, moment, moment + timedelta(seconds=1))
    if typed in {"today", "yesterday"}:
        day = NOW.astimezone(zone).date() - timedelta(days=typed == "yesterday")
        return _compare(local.date(), sign, day, day + timedelta(days=1))
    if typed.count("-") == 2:
        day = date.fromisoformat(typed)
        return _compare(local.date(), sign, day, day + timedelta(days=1))
    if typed.count("-") == 1:
        first = date.fromisoformat(f"{typed}-01")
        return _compare(local.date(), sign, first, (first + timedelta(days=31)).replace(day=1))
    clock = time.fromisoformat(typed)
    minutes = clock.hour * 60 + clock.minute
    return _compare(local.hour * 60 + local.minute, sign, minutes, minutes + 1)


def _back(typed: str, zone: ZoneInfo) -> datetime:
    count, unit = int(typed[1:-1]), typed[-1]
    if unit == "h":
        return NOW - timedelta(hours=count)
    local = NOW.astimezone(zone) - timedelta(days=count * (7 if unit == "w" else 1))
    return local.astimezone(ZoneInfo("UTC"))
