"""A call record taken apart into narrow columns, and put together again as Zoom sent it.

What the columns cannot say (unknown fields, other types, explicit null, odd times and ids) stands in `extra` as JSON:
nothing is lost, and the columns hold what can be searched of it. A field that is missing is NULL, "" stays "".
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.store.calls.keys import UUID_BITS, hash_of, time_key, uuid_bytes, uuid_text
from ztui.store.calls.stamps import after, instant, start
from ztui.store.secrets import without_secrets

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["KIND", "PARTY", "PLACE", "TRUNK", "WORDS", "Parts", "is_timed", "put_together", "readable", "take_apart"]

PARTY = (
    "name",
    "did_number",
    "ext_number",
    "email",
    "ext_id",
    "ext_type",
    "number_type",
    "country_iso_code",
    "country_code",
)
"""Fields of either side of a call, after `caller_` and `callee_`."""
KIND = (
    "direction",
    "international",
    "connect_type",
    "call_type",
    "call_result",
    "hide_caller_id",
    "end_to_end",
    "spam",
    "recording_status",
)
PLACE = ("department", "cost_center", "site_id", "site_name", "group_id")
TRUNK = ("sbc_id", "sbc_name", "sip_group_id", "sip_group_name")
WORDS = ("caller_device_type", "callee_device_type", "caller_account_code", "callee_account_code")

_FLAGS = frozenset({"international", "hide_caller_id", "end_to_end"})
_CALLER = tuple(f"caller_{each}" for each in PARTY)
_CALLEE = tuple(f"callee_{each}" for each in PARTY)
_TEXTS = frozenset((*_CALLER, *_CALLEE, *KIND, *PLACE, *TRUNK, *WORDS)) - _FLAGS
_NUMBERS = ("duration",)
_IDS = ("call_history_uuid", "call_id")
_TIMES = ("start_time", "answer_time", "end_time")
_KNOWN = _TEXTS | _FLAGS | frozenset((*_NUMBERS, *_IDS, *_TIMES))
_MOST = 1 << 62
_TYPES = frozenset({str, type(None)})
_USUAL = _TYPES | {bool, int}
_NO_TEXTS = _FLAGS | frozenset(_NUMBERS)
_SURROGATE = re.compile("[\ud800-\udfff]")
_ORDER = (*_IDS, *_TIMES, "duration", *KIND, *TRUNK, *_CALLER, WORDS[0], WORDS[2], *_CALLEE, WORDS[1], WORDS[3], *PLACE)

Texts = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """A record as the tables have it.

    Attributes:
        uuid: 4 bytes of the inverted date and the 16 of the id; of an id of another form `ff` four times and its hash.
        seconds: Start, in seconds after `EPOCH`; 0 where it cannot be read.
        caller, callee, kind, place, trunk, words: Values of the dictionaries in the order of their fields.
        hidden: Whether the caller is shown as withheld.
        duration: Seconds.
        answer, end: Seconds after the start.
        call_id: Zoom's call id as a number.
        extra: What else is needed to put the record together, as JSON.
    """

    uuid: bytes
    seconds: int
    caller: Texts
    callee: Texts
    kind: Texts
    place: Texts
    trunk: Texts
    words: Texts
    duration: int | None
    answer: int | None
    end: int | None
    call_id: int | None
    extra: str | None
    is_mistyped: bool = False
    """Values came in another type than the API documents: read as what they mean, where that is plain."""

    @property
    def key(self) -> int:
        """Give the key of the call, before it is moved out of the way of another one."""
        return time_key(self.seconds) | int.from_bytes(self.uuid[4:7], "big") >> (24 - UUID_BITS)


def readable(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give a record with the fields that came as a list of one text or number as that text or number."""
    if _USUAL.issuperset(map(type, row.values())):
        return row
    return {name: _alone(value) if name in _KNOWN else value for name, value in row.items()}


def _alone(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 and type(value[0]) in (str, int) else value


def is_timed(row: Mapping[str, Any]) -> bool:
    """Tell whether somebody can read when a call began."""
    return start(readable(row), {})[0] > 0


def take_apart(row: Mapping[str, Any]) -> Parts:
    """Take a record apart; never fails on what Zoom sent."""
    sent, row = row, readable(row)
    odd: dict[str, Any] = {name: value for name, value in row.items() if name not in _KNOWN}
    begin, begin_is_plain = start(row, odd)
    kind = [_flag(row, name, odd) if name in _FLAGS else _text(row, name, odd) for name in KIND]
    has_null = None in row.values()
    uuid, missing = _uuid(row, odd)
    parts = Parts(
        uuid=uuid,
        seconds=begin,
        caller=_texts(row, _CALLER, odd, has_null=has_null),
        callee=_texts(row, _CALLEE, odd, has_null=has_null),
        kind=tuple(kind),
        place=_texts(row, PLACE, odd, has_null=has_null),
        trunk=_texts(row, TRUNK, odd, has_null=has_null),
        words=_texts(row, WORDS, odd, has_null=has_null),
        duration=_number(row, "duration", odd),
        answer=after(row, "answer_time", begin if begin_is_plain else None, odd),
        end=after(row, "end_time", begin if begin_is_plain else None, odd),
        call_id=_call_id(row, odd),
        extra=None,
        is_mistyped=row is not sent and row != sent,
    )
    if not begin_is_plain and "start_time" not in row:
        missing.append("start_time")
    if not odd and not missing:
        return parts
    extra = json.dumps({"is": without_secrets(odd), "not": missing}, separators=(",", ":"), default=str)
    return replace(parts, extra=extra, is_mistyped=parts.is_mistyped or any(map(_is_mistyped, odd, odd.values())))


def _is_mistyped(name: str, value: Any) -> bool:
    return name in _KNOWN and value is not None and (name in _NO_TEXTS or not isinstance(value, str))


def put_together(parts: Parts) -> dict[str, Any]:
    """Put a record together as Zoom sent it, but for the order of its fields."""
    words, seconds = parts.words, parts.seconds
    values = (
        uuid_text(parts.uuid),
        None if parts.call_id is None else str(parts.call_id),
        instant(seconds),
        None if parts.answer is None else instant(seconds + parts.answer),
        None if parts.end is None else instant(seconds + parts.end),
        parts.duration,
        *_sent_kind(parts.kind),
        *parts.trunk,
        *parts.caller,
        words[0],
        words[2],
        *parts.callee,
        words[1],
        words[3],
        *parts.place,
    )
    row: dict[str, Any] = {name: value for name, value in zip(_ORDER, values, strict=True) if value is not None}
    if parts.extra is not None:
        extra = json.loads(parts.extra)
        for name in extra["not"]:
            row.pop(name, None)
        row.update(extra["is"])
    return row


@lru_cache(maxsize=1000)
def _sent_kind(kind: Texts) -> Texts:
    named = zip(KIND, kind, strict=True)
    return tuple([bool(value) if name in _FLAGS and value is not None else value for name, value in named])


def _uuid(row: Mapping[str, Any], odd: dict[str, Any]) -> tuple[bytes, list[str]]:
    """Give the bytes of the record's id, and the names of fields that it does not have though the columns do."""
    given = row.get("call_history_uuid")
    named = given if isinstance(given, str) and given else row.get("id")
    found = uuid_bytes(named) if isinstance(named, str) else None
    if "call_history_uuid" in row and not (found is not None and named is given):
        odd["call_history_uuid"] = given
    if found is not None:
        return found, [] if "call_history_uuid" in row else ["call_history_uuid"]
    if isinstance(named, str | int) and named:
        return hash_of(str(named)), []
    return hash_of(json.dumps(row, sort_keys=True, default=str)), []


def _texts(row: Mapping[str, Any], names: tuple[str, ...], odd: dict[str, Any], *, has_null: bool) -> Texts:
    """Give the texts of several fields; all at once where they are as they should be, as nearly always."""
    values = tuple(map(row.get, names))
    if not has_null and _TYPES.issuperset(map(type, values)):
        joined = "".join(filter(None, values))
        if "\0" not in joined and (joined.isascii() or not _SURROGATE.search(joined)):
            return values
    return tuple([_text(row, each, odd) for each in names])


def _text(row: Mapping[str, Any], name: str, odd: dict[str, Any]) -> str | None:
    value = row.get(name)
    if value is None:
        if name in row:
            odd[name] = None
        return None
    if type(value) is str:
        if value.isascii() and "\0" not in value:
            return value
        clean = value.replace("\0", " ").encode("utf-8", "replace").decode()
        if clean != value:
            odd[name] = value
        return clean
    odd[name] = value
    return str(value) if isinstance(value, int | float | str) else None


def _flag(row: Mapping[str, Any], name: str, odd: dict[str, Any]) -> int | None:
    value = row.get(name)
    if value is True or value is False:
        return int(value)
    if name in row:
        odd[name] = value
    word = str(value).casefold()
    return 1 if word in {"true", "1", "yes"} else 0 if word in {"false", "0", "no"} else None


def _number(row: Mapping[str, Any], name: str, odd: dict[str, Any]) -> int | None:
    value = row.get(name)
    if type(value) is int and -_MOST < value < _MOST:
        return value
    if name in row:
        odd[name] = value
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 18:
        return int(value)
    return int(value) if isinstance(value, float) and abs(value) < _MOST else None


def _call_id(row: Mapping[str, Any], odd: dict[str, Any]) -> int | None:
    value = row.get("call_id")
    text = str(value) if type(value) in (str, int) else ""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else -1
    fits = 0 <= number < 1 << 63
    if "call_id" in row and not (fits and str(number) == value):
        odd["call_id"] = value
    return number if fits else None
