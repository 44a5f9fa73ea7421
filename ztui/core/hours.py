"""A week of opening hours as one line: `Mon-Fri 08:00-18:00; Sat 09:00-12:00; Sun off`.

Zoom has an object for each day: `weekday` 1 is Sunday; `type` 0 is off, 1 all day, 2 from and to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

__all__ = ["HoursError", "read_hours", "written_hours"]

_WEEK = ((2, "Mon"), (3, "Tue"), (4, "Wed"), (5, "Thu"), (6, "Fri"), (7, "Sat"), (1, "Sun"))
_ORDER = [number for number, _ in _WEEK]
_NAMES = dict(_WEEK)
_FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_GROUPS = {
    "daily": _ORDER, "every day": _ORDER, "week": _ORDER, "all week": _ORDER, "weekdays": _ORDER[:5],
    "weekend": _ORDER[5:], "weekends": _ORDER[5:],
}  # fmt: skip
_OFF, _ALL, _CUSTOM = 0, 1, 2
_WORDS = {"off": _OFF, "closed": _OFF, "all day": _ALL, "24h": _ALL, "24 h": _ALL, "open": _ALL}
_CLOCK = r"\d{1,2}(?:[:.]\d{2})?\s*(?:[ap]m)?"
_SPAN = re.compile(rf"({_CLOCK})\s*(?:-|–|—|to)\s*({_CLOCK})")
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap]m)?")
_ENTRY = re.compile(r"(.*?[a-z])\.?:?\s+(off|closed|all day|24 ?h|open|\d.*)")
_LIKE = "write Mon-Fri 08:00-18:00; Sat off"

Day = tuple[int, str, str]
"""Type, from and to of a day; the times of a day that is off or open throughout are empty."""


class HoursError(ValueError):
    """Hours that cannot be read; the text says why and how to write them."""


def written_hours(value: object) -> str | None:
    """Write a week; days with the same hours stand together.

    Args:
        value: What Zoom has: a list of days.

    Returns:
        The line, from Monday on; None for something that is no week as we know it.
    """
    days = _days(value)
    if days is None:
        return None
    runs: list[tuple[int, int, Day]] = []
    for number in _ORDER:
        if number not in days:
            continue
        hours = days[number]
        if runs and runs[-1][2] == hours and _ORDER.index(runs[-1][1]) + 1 == _ORDER.index(number):
            runs[-1] = (runs[-1][0], number, hours)
        else:
            runs.append((number, number, hours))
    return "; ".join(f"{_span(first, last)} {_hours(hours)}" for first, last, hours in runs)


def read_hours(text: str, before: object = None) -> list[dict[str, Any]]:
    """Read a week that somebody typed.

    Args:
        text: Days and their hours, with semicolons or commas between: `Mon-Fri 8-17:30, Sat off, Sun all day`.
        before: The week as it was; days that are not named stay as they are in it; without one they are off.

    Returns:
        A day for each, as Zoom has them: those of before in their order, changed ones in their place, new ones last.

    Raises:
        HoursError: It cannot be read.
    """
    named: dict[int, Day] = {}
    for entry in _entries(text):
        found = _ENTRY.fullmatch(entry)
        if found is None:
            raise HoursError(f"'{entry}' are no hours: {_LIKE}")
        hours = _read_hours(found[2])
        for number in _read_days(found[1]):
            if named.get(number, hours) != hours:
                raise HoursError(f"{_NAMES[number]} has two kinds of hours; Zoom takes one")
            named[number] = hours
    if not named:
        raise HoursError(f"no day is named: {_LIKE}")
    return _merged(named, before)


def _entries(text: str) -> list[str]:
    """Cut a line into days with their hours: at semicolons, and at commas behind hours."""
    folded = " ".join(text.casefold().replace("–", "-").replace("—", "-").split())
    pieces: list[str] = []
    for part in re.split(r";", folded):
        held = ""
        for each in part.split(","):
            held = f"{held}, {each.strip()}" if held else each.strip()
            if _ENTRY.fullmatch(held):
                pieces.append(held)
                held = ""
        if held.strip():
            pieces.append(held.strip())
    return pieces


def _read_days(text: str) -> list[int]:
    found: list[int] = []
    if text in _GROUPS:
        return list(_GROUPS[text])
    for part in re.split(r"\s*(?:,| and |&)\s*", text):
        if part in _GROUPS:
            found += _GROUPS[part]
            continue
        first, _, last = (each.strip() for each in part.partition("-"))
        begin = _read_day(first)
        end = _read_day(last) if last else begin
        at, until = _ORDER.index(begin), _ORDER.index(end)
        found += _ORDER[at : until + 1] if at <= until else [*_ORDER[at:], *_ORDER[: until + 1]]
    return found


def _read_day(text: str) -> int:
    bare = text.removesuffix(".")
    near = [number for number, name in zip(_ORDER, _FULL, strict=True) if len(bare) >= 2 and name.startswith(bare)]
    if len(near) != 1:
        raise HoursError(f"'{text}' is no day: Mon Tue Wed Thu Fri Sat Sun")
    return near[0]


def _read_hours(text: str) -> Day:
    if text in _WORDS:
        return (_WORDS[text], "", "")
    found = _SPAN.fullmatch(text)
    if found is None:
        raise HoursError(f"'{text}' are no hours: write 08:00-18:00, off or all day")
    begin, end = _minutes(found[1]), _minutes(found[2])
    if (begin, end) == (0, 1440):
        return (_ALL, "", "")
    if end == 1440:
        raise HoursError("Zoom's day ends at 23:59: write that for midnight")
    if begin == end:
        raise HoursError(f"{_clock(begin)}-{_clock(end)} is no time at all: write off, or all day")
    if begin > end:
        parts = f"{_clock(begin)}-23:59 for the one day, 00:00-{_clock(end)} for the next"
        raise HoursError(f"{_clock(begin)}-{_clock(end)} goes over midnight: write {parts}")
    return (_CUSTOM, _clock(begin), _clock(end))


def _minutes(text: str) -> int:
    found = _TIME.fullmatch(text.strip())
    hours, minutes = (int(found[1]), int(found[2] or 0)) if found is not None else (99, 0)
    half = "" if found is None else found[3] or ""
    if half:
        hours = hours % 12 + (12 if half == "pm" else 0) if 1 <= hours <= 12 else 99
    if minutes > 59 or hours * 60 + minutes > 1440:
        raise HoursError(f"'{text.strip()}' is no time of day: 00:00 to 23:59")
    return hours * 60 + minutes


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _merged(named: Mapping[int, Day], before: object) -> list[dict[str, Any]]:
    known = _days(before) or {}
    rows = before if known and isinstance(before, list) else []
    out = [dict(each) if named.get(n := each["weekday"], known[n]) == known[n] else _row(n, named[n]) for each in rows]
    missing = [number for number in range(1, 8) if number not in known and (number in named or not known)]
    return out + [_row(number, named.get(number, (_OFF, "", ""))) for number in missing]


def _row(number: int, hours: Day) -> dict[str, Any]:
    kind, begin, end = hours
    return {"weekday": number, "type": kind} | ({"from": begin, "to": end} if kind == _CUSTOM else {})


def _days(value: object) -> dict[int, Day] | None:
    """Give the days of Zoom's week, None where it is none or holds something that no line of ours says."""
    if not isinstance(value, list) or not value:
        return None
    found: dict[int, Day] = {}
    for each in value:
        day = _day(each) if isinstance(each, Mapping) else None
        if day is None or day[0] in found:
            return None
        found[day[0]] = day[1]
    return found


def _day(row: Mapping[str, Any]) -> tuple[int, Day] | None:
    number, kind = row.get("weekday"), row.get("type")
    if number not in _NAMES or isinstance(number, bool) or isinstance(kind, bool) or kind not in (_OFF, _ALL, _CUSTOM):
        return None
    if kind != _CUSTOM:
        return int(number), (int(kind), "", "")
    try:
        begin, end = (_minutes(str(row.get(each, ""))[:5]) for each in ("from", "to"))
    except HoursError:
        return None
    return (int(number), (_CUSTOM, _clock(begin), _clock(end))) if begin < end < 1440 else None


def _span(first: int, last: int) -> str:
    if first == last:
        return _NAMES[first]
    return f"{_NAMES[first]}-{_NAMES[last]}"


def _hours(hours: Day) -> str:
    kind, begin, end = hours
    return "off" if kind == _OFF else "all day" if kind == _ALL else f"{begin}-{end}"
