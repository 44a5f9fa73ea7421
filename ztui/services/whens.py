"""Times in a filter: a time of day, a weekday, a day, a month or an instant as typed becomes a span to compare."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from ztui.core.errors import ConfigError
from ztui.core.moments import read_moment
from ztui.store.terms import Span
from ztui.store.texts import instant_text

__all__ = ["FORMS", "is_moment", "read_span"]

FORMS = "14:05, mon, 2026-11-21, 2026-11, 2026-11-21T14:05, '20 Nov', today, yesterday or -7d"
"""What is accepted, for hints."""

_CLOCK = re.compile(r"(\d\d?):(\d\d)(?::(\d\d))?", re.ASCII)
_DATED = re.compile(
    r"(\d{4})-(\d\d)(?:-(\d\d)(?:[t ](\d\d?):(\d\d)(?::(\d\d)(?:\.\d+)?)?(z|[+-]\d\d:?\d\d)?)?)?", re.ASCII
)
_NAMED = re.compile(r"(\d\d?) ([a-z]{3})[a-z]*(?: (\d{4}))?(?: (\d\d?):(\d\d)(?::(\d\d))?)?", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
"""In the order in which SQLite counts them, from 0."""
_YEARS_BACK = 3
_SECOND = timedelta(seconds=1)
_STEP = timedelta(days=14)


def read_span(text: str, zone: tzinfo, now: datetime) -> Span | None:
    """Read a time as typed, folded.

    Args:
        text: See `FORMS`; without a zone of its own it is the viewer's.
        zone: The viewer's zone.
        now: The instant by which today and this year are judged.

    Returns:
        What it covers, None if it is no time.
    """
    try:
        if is_moment(text):
            instant = read_moment(text, now, zone)
            return Span(instant_text(instant), instant_text(instant + _SECOND), _no_days(instant))
        clock = _CLOCK.fullmatch(text)
        if clock:
            return _clock(clock, zone, now)
        return _weekday(text, zone, now) or _dated(" ".join(text.split()), zone, now)
    except (ValueError, OverflowError, ConfigError):
        return None


def is_moment(text: str) -> bool:
    """Tell whether a text is of the form of a moment that is told from now: `now`, `-7d`."""
    return text == "now" or text.startswith("-")


def _offsets(zone: tzinfo, now: datetime) -> tuple[tuple[str, int], ...]:
    """Give the zone's offsets in the years of which lists may tell, as `Span.offsets` has them."""
    at, last = now - timedelta(days=366 * _YEARS_BACK), now + timedelta(days=366)
    minutes = _minutes(zone, at)
    found: list[tuple[str, int]] = [("", minutes)]
    while at < last:
        later = at + _STEP
        if _minutes(zone, later) != minutes:
            change = _change(zone, at, later, minutes)
            minutes = _minutes(zone, later)
            found.append((instant_text(change), minutes))
        at = later
    return tuple(reversed(found))


def _change(zone: tzinfo, before: datetime, after: datetime, minutes: int) -> datetime:
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        before, after = (middle, after) if _minutes(zone, middle) == minutes else (before, middle)
    return after.replace(microsecond=0)


def _minutes(zone: tzinfo, at: datetime) -> int:
    offset = at.astimezone(zone).utcoffset() or timedelta()
    return int(offset.total_seconds() // 60)


def _clock(found: re.Match[str], zone: tzinfo, now: datetime) -> Span:
    first = time(int(found[1]), int(found[2]), int(found[3] or 0))
    seconds = first.hour * 3600 + first.minute * 60 + first.second + (1 if found[3] else 60)
    minutes, second = divmod(seconds, 60)
    end = f"{minutes // 60:02}:{minutes % 60:02}:{second:02}"
    return Span(first.isoformat(), end, offsets=_offsets(zone, now))


def _weekday(text: str, zone: tzinfo, now: datetime) -> Span | None:
    """Read `mon` or `monday`: a span of the digits of weekdays."""
    found = next((number for number, name in enumerate(_WEEKDAYS) if text in (name, name[:3])), None)
    return None if found is None else Span(str(found), str(found + 1), offsets=_offsets(zone, now))


def _dated(text: str, zone: tzinfo, now: datetime) -> Span | None:
    today = now.astimezone(zone).date()
    if text in {"today", "yesterday"}:
        return _days(today - timedelta(days=text == "yesterday"), zone)
    if found := _DATED.fullmatch(text):
        year, month, day = int(found[1]), int(found[2]), int(found[3] or 1)
        if found[3] is None:
            first = date(year, month, 1)
            return _days(first, zone, (first + timedelta(days=31)).replace(day=1))
        own = datetime.fromisoformat(f"2000-01-01T00:00:00{found[7].upper()}").tzinfo if found[7] else None
        return _moment(date(year, month, day), found.groups()[3:6], own or zone)
    if (found := _NAMED.fullmatch(text)) and found[2] in _MONTHS:
        return _moment(
            date(int(found[3] or today.year), _MONTHS.index(found[2]) + 1, int(found[1])), found.groups()[3:6], zone
        )
    return None


def _moment(day: date, clock: tuple[str | None, ...], zone: tzinfo) -> Span:
    hour, minute, second = clock
    if hour is None or minute is None:
        return _days(day, zone)
    first = datetime.combine(day, time(int(hour), int(minute), int(second or 0)), zone).astimezone(UTC)
    end = first + (timedelta(seconds=1) if second else timedelta(minutes=1))
    return Span(instant_text(first), instant_text(end), _no_days(datetime.combine(day, time())))


def _days(first: date, zone: tzinfo, end: date | None = None) -> Span:
    end = end or first + timedelta(days=1)
    begins, ends = (datetime.combine(each, time(), zone).astimezone(UTC) for each in (first, end))
    return Span(instant_text(begins), instant_text(ends), (first.isoformat(), end.isoformat()))


def _no_days(instant: datetime) -> tuple[str, str]:
    """Give the days for a moment: a bare day counts as its beginning, which no moment is equal to."""
    after = (instant.date() + timedelta(days=1)).isoformat()
    return after, after
