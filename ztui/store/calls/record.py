"""A call record taken apart into narrow columns, and put together again as Zoom sent it.

What the columns cannot say (unknown fields, other types, explicit null, odd times and ids) stands in `extra` as JSON:
nothing is lost, and the columns hold what can be searched of it. A field that is missing is NULL, "" stays "".
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ztui.core.times import parse_instant
from ztui.store.calls.keys import EPOCH, LATEST, UUID_BITS, hash_of, time_key, uuid_bytes, uuid_text
from ztui.store.secrets import without_secrets

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["KIND", "PARTY", "PLACE", "TRUNK", "WORDS", "Parts", "put_together", "take_apart"]

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

    @property
    def key(self) -> int:
        """Give the key of the call, before it is moved out of the way of another one."""
        return time_key(self.seconds) | int.from_bytes(self.uuid[4:7], "big") >> (24 - UUID_BITS)


def take_apart(row: Mapping[str, Any]) -> Parts:
    """Take a record apart; never fails on what Zoom sent."""
    odd: dict[str, Any] = {name: value for name, value in row.items() if name not in _KNOWN}
    start, start_is_plain = _start(row, odd)
    kind = [_flag(row, name, odd) if name in _FLAGS else _text(row, name, odd) for name in KIND]
    has_null = None in row.values()
    uuid, missing = _uuid(row, odd)
    parts = Parts(
        uuid=uuid,
        seconds=start,
        caller=_texts(row, _CALLER, odd, has_null=has_null),
        callee=_texts(row, _CALLEE, odd, has_null=has_null),
        kind=tuple(kind),
        place=_texts(row, PLACE, odd, has_null=has_null),
        trunk=_texts(row, TRUNK, odd, has_null=has_null),
        words=_texts(row, WORDS, odd, has_null=has_null),
        duration=_number(row, "duration", odd),
        answer=_after(row, "answer_time", start if start_is_plain else None, odd),
        end=_after(row, "end_time", start if start_is_plain else None, odd),
        call_id=_call_id(row, odd),
        extra=None,
    )
    if not start_is_plain and "start_time" not in row:
        missing.append("start_time")
    if not odd and not missing:
        return parts
    extra = json.dumps({"is": without_secrets(odd), "not": missing}, separators=(",", ":"), default=str)
    return replace(parts, extra=extra)


def put_together(parts: Parts) -> dict[str, Any]:
    """Put a record together as Zoom sent it, but for the order of its fields."""
    words, seconds = parts.words, parts.seconds
    values = (
        uuid_text(parts.uuid),
        None if parts.call_id is None else str(parts.call_id),
        _instant(seconds),
        None if parts.answer is None else _instant(seconds + parts.answer),
        None if parts.end is None else _instant(seconds + parts.end),
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


def _start(row: Mapping[str, Any], odd: dict[str, Any]) -> tuple[int, bool]:
    """Give the start after `EPOCH`, and whether other times may be counted from it."""
    value = row.get("start_time")
    plain = _plain_seconds(value)
    if plain is not None and 0 <= plain < LATEST:
        return plain, True
    if "start_time" in row:
        odd["start_time"] = value
    found = parse_instant(value) if isinstance(value, str) else None
    if found is None:
        return 0, False
    return min(max(int(found.timestamp()) - EPOCH, 0), LATEST - 1), False


def _after(row: Mapping[str, Any], name: str, start: int | None, odd: dict[str, Any]) -> int | None:
    value = row.get(name)
    plain = _plain_seconds(value) if start is not None else None
    if plain is None:
        if name in row:
            odd[name] = value
        return None
    assert start is not None
    return plain - start


def _plain_seconds(value: Any) -> int | None:
    """Give a time of the form `2026-11-21T13:59:23Z` in seconds after `EPOCH`, None for any other form."""
    if type(value) is not str or len(value) != 20 or value[19] != "Z" or value[10] != "T":
        return None
    if (value[4], value[7], value[13], value[16]) != ("-", "-", ":", ":"):
        return None
    try:
        found = int(datetime.fromisoformat(value).timestamp()) - EPOCH
    except (ValueError, OverflowError):
        return None
    return found


def _instant(seconds: int) -> str:
    return f"{datetime.fromtimestamp(EPOCH + seconds, UTC).isoformat()[:19]}Z"
