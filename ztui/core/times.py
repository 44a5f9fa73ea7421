"""Instants, zones, durations and ages, as text.

Zoom sends UTC; every clock on screen is in the viewer's zone and names it. Names of days and months are our own, so
that the machine's locale changes nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

__all__ = [
    "age",
    "ago",
    "api_text",
    "api_window",
    "clock",
    "clock_with_zone",
    "day",
    "day_line",
    "duration",
    "in_full",
    "is_younger",
    "moment",
    "parse_instant",
    "rough_duration",
    "stamp",
    "zone_name",
]

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONGEST = 40
"""Characters of a text that may be an instant."""
_LONGEST_SECONDS = 100
"""A span is told in seconds below, in minutes from here on."""
_AHEAD = 60
"""Seconds that a clock may be put right by without that what was read before has no age any more."""


def parse_instant(value: object, zone: tzinfo = UTC) -> datetime | None:
    """Read an instant as Zoom writes it.

    Args:
        value: `2026-11-21T14:05:00Z`, with milliseconds, with an offset, without either, or a bare date.
        zone: Zone of a text that names none; Zoom's answers are UTC.

    Returns:
        The instant in UTC; None for anything that is none.
    """
    if not isinstance(value, str) or not 10 <= len(value) <= _LONGEST or not value[:4].isdigit():
        return None
    try:
        found = datetime.fromisoformat(value)
        if found.tzinfo is None:
            found = found.replace(tzinfo=zone)
        return found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def zone_name(instant: datetime, zone: tzinfo) -> str:
    """Give the zone's short name at that instant: `PST`, in summer `PDT`; an offset where the zone has no name."""
    return _local(instant, zone).tzname() or "UTC"


def clock(instant: datetime, zone: tzinfo, *, seconds: bool = True) -> str:
    """Give the time of day: `14:01:22`, without seconds `14:01`."""
    local = _local(instant, zone)
    text = f"{local.hour:02}:{local.minute:02}"
    return f"{text}:{local.second:02}" if seconds else text


def clock_with_zone(instant: datetime, zone: tzinfo, *, seconds: bool = False) -> str:
    """Give the time of day and its zone: `14:02 PST`."""
    return f"{clock(instant, zone, seconds=seconds)} {zone_name(instant, zone)}"


def day(instant: datetime, zone: tzinfo, now: datetime) -> str:
    """Give the date: `20 Nov`, with the year when it is not this one."""
    local = _local(instant, zone)
    text = f"{local.day} {_MONTHS[local.month - 1]}"
    return text if local.year == _local(now, zone).year else f"{text} {local.year}"


def day_line(instant: datetime, zone: tzinfo, now: datetime) -> str:
    """Give the day as it divides a list: `Fri 20 Nov`, with the year when it is not this one."""
    return f"{_DAYS[_local(instant, zone).weekday()]} {day(instant, zone, now)}"


def moment(instant: datetime, zone: tzinfo, now: datetime) -> str:
    """Give an instant in at most 12 cells: today `14:01:22`, this year `20 Nov 17:59`, else `20 Nov 2025`."""
    local, today = _local(instant, zone), _local(now, zone)
    if local.date() == today.date():
        return clock(instant, zone)
    if local.year == today.year:
        return f"{day(instant, zone, now)} {clock(instant, zone, seconds=False)}"
    return day(instant, zone, now)


def stamp(instant: datetime, zone: tzinfo, *, seconds: bool = True) -> str:
    """Give date and time in a form that sorts: `2026-11-21 06:05:00`; the zone is to be named beside it."""
    local = _local(instant, zone)
    return f"{local.year:04}-{local.month:02}-{local.day:02} {clock(instant, zone, seconds=seconds)}"


def api_text(instant: datetime) -> str:
    """Give an instant as Zoom's API writes and takes it, and our JSON too: `2026-11-21T14:05:00Z`."""
    return f"{stamp(instant, UTC).replace(' ', 'T')}Z"


def api_window(
    begin: datetime, end: datetime, *, dates: bool = False, zone: tzinfo = UTC
) -> tuple[tuple[str, str], tuple[str, str]]:
    """Give a window as lists of Zoom's API take it: the parameters `from` and `to`.

    Args:
        begin: Its first instant.
        end: Its last.
        dates: The list takes days and no instants.
        zone: Whose days they are.
    """
    first, last = (_local(each, zone).date().isoformat() if dates else api_text(each) for each in (begin, end))
    return ("from", first), ("to", last)


def in_full(instant: datetime, zone: tzinfo) -> str:
    """Give everything: `Sat 21 Nov 2026 06:05:00 PST (14:05:00 UTC)`; the UTC day is named where it is another."""
    local, utc = _local(instant, zone), instant.astimezone(UTC)
    text = f"{_dated(local)} {clock(instant, zone)} {zone_name(instant, zone)}"
    if local.utcoffset() == timedelta(0):
        return text
    other = "" if local.date() == utc.date() else f"{_DAYS[utc.weekday()]} {utc.day} {_MONTHS[utc.month - 1]} "
    return f"{text} ({other}{clock(instant, UTC)} UTC)"


def duration(seconds: float) -> str:
    """Give a span as `m:ss`, from an hour on as `h:mm:ss`; a negative one begins with a minus sign."""
    whole = round(abs(seconds))
    sign = "-" if seconds < 0 and whole else ""
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{hours}:{minutes:02}:{rest:02}" if hours else f"{sign}{minutes}:{rest:02}"


def rough_duration(seconds: float) -> str:
    """Give about how long something takes: `9 s`, a longer one as `2:40 min` or `1:05:00 h`; a second at least."""
    if seconds < _LONGEST_SECONDS:
        return f"{max(round(seconds), 1)} s"
    return f"{duration(seconds)} {'min' if seconds < 3600 else 'h'}"


def age(seconds: float) -> str:
    """Give how old something is: `12 s old`, `3 min old`, `2 h old`, `4 d old`; `now` below one second.

    What lies minutes ahead, as after the clock was set back, is `of unknown age`.
    """
    if seconds < -_AHEAD:
        return "of unknown age"
    if seconds < 1:
        return "now"
    for unit, size, until in (("s", 1, 60), ("min", 60, 3600), ("h", 3600, 172_800)):
        if seconds < until:
            return f"{int(seconds // size)} {unit} old"
    return f"{int(seconds // 86_400)} d old"


def ago(seconds: float) -> str:
    """Give how long ago something was: `just now`, `12 s ago`, `3 min ago`; what lies ahead is taken for now."""
    old = age(seconds)
    return f"{old.removesuffix(' old')} ago" if old.endswith(" old") else "just now"


def is_younger(at: datetime, now: datetime, than: timedelta) -> bool:
    """Tell whether something is younger than an age; what lies ahead, as after the clock was set back, is not."""
    return timedelta() <= now - at < than


def _local(instant: datetime, zone: tzinfo) -> datetime:
    try:
        return instant.astimezone(zone)
    except OverflowError:  # the first and the last day that there are
        return instant


def _dated(local: datetime) -> str:
    return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}"
