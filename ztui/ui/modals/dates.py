"""Instants as people type them: `-24h`, `yesterday`, `2026-11-20 14:00`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, tzinfo

__all__ = ["instant_of"]

_SPAN = re.compile(r"-(\d{1,4})\s*(min|h|d|w|months?)", re.IGNORECASE)
_UNITS = {
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "month": timedelta(days=30),
}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def instant_of(text: str, zone: tzinfo, now: datetime, *, end: bool = False) -> datetime | None:
    """Read an instant that somebody typed.

    Args:
        text: `now`, `today`, `yesterday`, `-24h`, `-7d`, `-6months`, a date, a date and a time, an instant with zone.
        zone: Zone of a time that names none.
        now: The present, UTC.
        end: The instant ends a window, so that a bare day means its last second.

    Returns:
        The instant in UTC, None if the text is none.
    """
    folded = text.strip().casefold()
    span = _SPAN.fullmatch(folded)
    try:
        if folded == "now":
            return now
        if span is not None:
            return now - int(span[1]) * _UNITS["month" if span[2].startswith("month") else span[2]]
        day = {"today": 0, "yesterday": 1}.get(folded)
        if day is not None:
            return _of_day(now.astimezone(zone) - timedelta(days=day), zone, end)
        if _DATE.fullmatch(folded):
            return _of_day(datetime.fromisoformat(folded), zone, end)
        if not folded[:4].isdigit() or not _DATE.match(folded):
            return None
        found = datetime.fromisoformat(text.strip())
        return (found.replace(tzinfo=zone) if found.tzinfo is None else found).astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        return None


def _of_day(day: datetime, zone: tzinfo, end: bool) -> datetime:
    at = time(23, 59, 59) if end else time(0)
    return datetime.combine(day.date(), at, tzinfo=zone).astimezone(UTC)
