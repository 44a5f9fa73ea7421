"""A moment to ask about, as people type it: `sat 22:00`, `tomorrow 9:00`, `24 dec`, `2026-12-25 10:00`, `+2h`, `now`.

Times are those of the viewer's zone. What is told without a date is the next such time; a day alone is its noon.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from ztui.core.errors import ConfigError
from ztui.core.moments import read_moment

__all__ = ["FORMS", "read_at"]

FORMS = "'sat 22:00', 22:00, 'tomorrow 9:00', '24 dec', '2026-12-25 10:00', +2h or now"
"""Examples, for hints."""

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_CLOCK = re.compile(r"(\d{1,2})(?::(\d\d))?\s*([ap]m)?", re.ASCII)
_AHEAD = re.compile(r"\+\s*(\d{1,5})\s*(m|min|h|hours?|d|days?|w|weeks?)", re.ASCII)
_DATE = re.compile(r"(?:(\d{1,2})\.?\s+([a-z]{3,9})|([a-z]{3,9})\s+(\d{1,2}))(?:,?\s+(\d{4}))?", re.ASCII)
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_NOON = time(12)
_NAMED = {"noon": _NOON, "midnight": time(0)}
_LEAP_YEARS = 9
"""Years within which every day of the calendar comes, 29 February too."""


def read_at(text: str, now: datetime, zone: tzinfo) -> datetime:
    """Read a moment.

    Args:
        text: As typed; see `FORMS`. A time that the clock shows twice is the first one.
        now: The present instant.
        zone: The viewer's zone.

    Returns:
        The instant in UTC.

    Raises:
        ConfigError: It is no moment.
    """
    said = " ".join(text.casefold().split())
    try:
        found = _ahead(said, now) or _by_day(said, now, zone)
        if found is not None:
            return found.astimezone(UTC).replace(microsecond=0)
        if re.fullmatch(r"\d{4}-\d\d-\d\d|today|yesterday", said):
            said += " 12:00"
        return read_moment(said, now, zone)
    except _NoSuchDay:
        raise
    except (ConfigError, ValueError, OverflowError):
        raise ConfigError(f"'{text}' is no moment.", f"Write one as {FORMS}.") from None


class _NoSuchDay(ConfigError):
    """A day that no year has."""


def _ahead(said: str, now: datetime) -> datetime | None:
    found = _AHEAD.fullmatch(said)
    return now + int(found[1]) * _UNITS[found[2][0]] if found else None


def _by_day(said: str, now: datetime, zone: tzinfo) -> datetime | None:
    """Read a day that is named, and the time of day behind it."""
    today = now.astimezone(zone).date()
    words = said.removeprefix("at ").split(" ")
    for cut in range(len(words), -1, -1):
        day, clock = " ".join(words[:cut]), _clock(" ".join(words[cut:]).removeprefix("at "))
        if (cut < len(words)) is not (clock is not None):
            continue
        if not day:
            return None if clock is None else _next(today, clock, now, zone, timedelta(days=1))
        if (number := _weekday(day)) is not None:
            first = today + timedelta(days=(number - today.weekday()) % 7)
            return _next(first, clock or _NOON, now, zone, timedelta(days=7))
        if day == "tomorrow":
            return datetime.combine(today + timedelta(days=1), clock or _NOON, zone)
        if (dated := _date(day, today)) is not None:
            return datetime.combine(dated, clock or _NOON, zone)
    return None


def _next(day: date, clock: time, now: datetime, zone: tzinfo, step: timedelta) -> datetime:
    found = datetime.combine(day, clock, zone)
    return found if found >= now else datetime.combine(day + step, clock, zone)


def _clock(text: str) -> time | None:
    if text in _NAMED:
        return _NAMED[text]
    found = _CLOCK.fullmatch(text)
    if found is None or (found[2] is None and found[3] is None):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _weekday(word: str) -> int | None:
    near = [at for at, name in enumerate(_DAYS) if len(word) >= 3 and name.startswith(word)]
    return near[0] if near else None


def _date(text: str, today: date) -> date | None:
    """Read `24 dec` or `dec 24`; without a year it is the next one."""
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    number, word = int(found[1] or found[4]), found[2] or found[3]
    month = next((at for at, name in enumerate(_MONTHS, start=1) if name.startswith(word)), 0)
    if not month:
        return None
    if found[5]:
        return date(int(found[5]), month, number)
    days = (_day(year, month, number) for year in range(today.year, today.year + _LEAP_YEARS))
    found_day = next((each for each in days if each is not None and each >= today), None)
    if found_day is None:
        raise _NoSuchDay(f"There is no day '{text}'.", f"Write one as {FORMS}.")
    return found_day


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
