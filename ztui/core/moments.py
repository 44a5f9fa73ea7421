"""Times as people type them, read in the viewer's zone: `2026-11-20`, `2026-11-20 18:00`, `-24h`, `yesterday 18:00`.

A day is a day of the viewer's zone, of 23 to 25 hours. What comes out are instants in UTC, to the second.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from ztui.core.errors import ConfigError

__all__ = ["FORMS", "months_before", "read_moment", "read_window"]

FORMS = "2026-11-20, '2026-11-20 18:00', 2026-11-20T18:00:00Z, -24h, -7d, -6months, now, today or 'yesterday 18:00'"
"""Examples of all forms, for hints."""

_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d|today|yesterday)"
    r"(?:[T ]\s*(?P<time>\d\d?:\d\d(?::\d\d(?:\.\d{1,6})?)?)\s*(?P<zone>Z|[+-]\d\d:?\d\d)?)?",
    re.IGNORECASE | re.ASCII,
)
_BACK = re.compile(r"-\s*(\d{1,6})\s*([a-z]+)", re.IGNORECASE | re.ASCII)
_SECONDS = {
    **dict.fromkeys(("s", "sec", "second", "seconds"), 1),
    **dict.fromkeys(("m", "min", "minute", "minutes"), 60),
    **dict.fromkeys(("h", "hour", "hours"), 3600),
}
_DAYS = {**dict.fromkeys(("d", "day", "days"), 1), **dict.fromkeys(("w", "week", "weeks"), 7)}
_MONTHS = {**dict.fromkeys(("mo", "month", "months"), 1), **dict.fromkeys(("y", "year", "years"), 12)}
_DEFAULT = timedelta(hours=24)


def read_moment(text: str, now: datetime, zone: tzinfo, *, last: bool = False) -> datetime:
    """Read a time.

    Args:
        text: As typed; see `FORMS`. A time without a zone is the viewer's; days, weeks and months back keep the time of
            day, and the 31st becomes the last of a shorter month.
        now: The instant that `now` and what goes back from it mean.
        zone: The viewer's zone.
        last: A bare day means its last second instead of its first, a time that the clock shows twice the second one.

    Returns:
        The instant in UTC, to the second.

    Raises:
        ConfigError: It is no time.
    """
    said = text.strip()
    try:
        found = _read(said, now, zone, last=last)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise ConfigError(f"'{text}' is no time.", f"Write one as {FORMS}.")
    return found.replace(microsecond=0)


def read_window(start: str, end: str, now: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """Read a window of time.

    Args:
        start: Its begin as typed; "" is 24 hours before the end.
        end: Its end as typed; "" is now, and so is the end of today.
        now: The present instant.
        zone: The viewer's zone.

    Returns:
        First and last instant, in UTC.

    Raises:
        ConfigError: One of them is no time or in the future, or the end comes before the begin.
    """
    present = now.astimezone(UTC).replace(microsecond=0)
    until = read_moment(end, now, zone, last=True) if end.strip() else present
    if until > present and read_moment(end, now, zone) <= present:
        until = present
    since = read_moment(start, now, zone) if start.strip() else until - _DEFAULT
    for typed, instant in ((start or end, since), (end, until)):
        if instant > present:
            raise ConfigError(f"'{typed}' is in the future.", "Write a time that has been.")
    if since > until:
        raise ConfigError(f"The window ends before it begins: from '{start}' to '{end or 'now'}'.", "Swap its ends.")
    return since, until


def months_before(local: datetime, months: int) -> datetime:
    """Give the same day and time so many months earlier, the last day of a shorter month."""
    index = local.year * 12 + local.month - 1 - months
    year, month = index // 12, index % 12 + 1
    return local.replace(year=year, month=month, day=min(local.day, calendar.monthrange(year, month)[1]))


def _read(said: str, now: datetime, zone: tzinfo, *, last: bool) -> datetime | None:
    if said.casefold() == "now":
        return now.astimezone(UTC)
    if back := _BACK.fullmatch(said):
        return _back(int(back[1]), back[2].casefold(), now, zone)
    found = _ISO.fullmatch(said)
    if found is None:
        return None
    day = _day(found["day"].casefold(), now, zone)
    if found["time"] is None:
        return _first(day + timedelta(days=1), zone) - timedelta(seconds=1) if last else _first(day, zone)
    clock = time.fromisoformat(found["time"].zfill(5) if found["time"].count(":") == 1 else found["time"].zfill(8))
    if found["zone"]:
        return datetime.fromisoformat(f"{day}T{clock}{found['zone'].upper()}").astimezone(UTC)
    return datetime.combine(day, clock.replace(fold=int(last)), zone).astimezone(UTC)


def _day(said: str, now: datetime, zone: tzinfo) -> date:
    today = now.astimezone(zone).date()
    if said == "today":
        return today
    return today - timedelta(days=1) if said == "yesterday" else date.fromisoformat(said)


def _first(day: date, zone: tzinfo) -> datetime:
    """Give the first instant of a day: its midnight, or where the clock skips that, the time it skips to."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _back(count: int, unit: str, now: datetime, zone: tzinfo) -> datetime | None:
    if unit in _SECONDS:
        return now.astimezone(UTC) - timedelta(seconds=count * _SECONDS[unit])
    local = now.astimezone(zone)
    if unit in _DAYS:
        return (local - timedelta(days=count * _DAYS[unit])).astimezone(UTC)
    if unit in _MONTHS:
        return months_before(local, count * _MONTHS[unit]).astimezone(UTC)
    return None
