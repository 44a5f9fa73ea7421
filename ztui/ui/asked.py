"""What Zoom was asked for, in words: the window in the viewer's time, other filters by their titles."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from ztui.contract import limits
from ztui.contract.catalogue import operation
from ztui.core.amounts import counted
from ztui.core.moments import months_before
from ztui.core.times import clock, day, parse_instant

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from ztui.resources.model import Resource

__all__ = ["asked_words", "default_window", "window_words"]

Pairs = tuple[tuple[str, str], ...]
_DATE_ONLY = len("2026-11-21")
_LATEST = timedelta(hours=1)
"""A span that ended longer ago is no longer the last one."""
_DAY = timedelta(days=1)
_EDGE = timedelta(minutes=10)
_LONGEST_HOURS = timedelta(days=3)
"""From here on hours and minutes name nothing that anybody has in mind."""
_SPANS = ((timedelta(days=1), "day"), (timedelta(hours=1), "hour"), (timedelta(minutes=1), "minute"))


def asked_words(
    of: Resource, query: Pairs, *, zone: tzinfo, now: datetime, but: Pairs = (), dash: str = "–"
) -> list[str]:
    """Say what a list was asked for.

    Args:
        of: What is listed.
        query: The server filters.
        zone: The viewer's zone.
        now: The present, UTC.
        but: Filters that are not told, since the place says them already.
        dash: What stands between the ends of a window.

    Returns:
        The window first, for a list that has one, then each filter with its values (`Direction: inbound, outbound`).
    """
    given = dict(query)
    words = [_window(of, given, zone, now, dash)] if of.window else []
    hidden = {"from", "to"} if of.window else set()
    titles = {each.parameter: each.title for each in of.filters}
    values: dict[str, list[str]] = {}
    for name, value in query:
        if name not in hidden and (name, value) not in but:
            values.setdefault(titles.get(name) or name.replace("_", " "), []).append(value)
    return [*words, *(f"{title}: {', '.join(some)}" for title, some in values.items())]


def _window(of: Resource, given: Mapping[str, str], zone: tzinfo, now: datetime, dash: str) -> str:
    if "from" in given or "to" in given:
        return window_words(given.get("from", ""), given.get("to", ""), zone, now, dash)
    return default_window(of)


def default_window(of: Resource) -> str:
    """Name the window that a list has when none was chosen: Zoom's own, as far as it says what that is."""
    rules = limits.window(operation(of.operations.list))
    hours = rules.default_hours if rules is not None else None
    if hours is None:
        return "last 24 hours" if rules is not None and rules.required else "Zoom's default period"
    return f"last {_span(timedelta(hours=hours))}"


def window_words(begin: str, end: str, zone: tzinfo, now: datetime, dash: str = "–") -> str:
    """Name a window: `last 24 hours`, `last 7 days`, `today`, `yesterday`, `19 Nov 00:00 – 20 Nov 23:59`.

    Args:
        begin: `from` as Zoom is asked, "" for Zoom's own last day.
        end: `to`, likewise.
        zone: The viewer's zone.
        now: The present, UTC.
        dash: What stands between the ends.
    """
    if not begin and not end:
        return "last 24 hours"
    first, last = parse_instant(begin), parse_instant(end)
    if first and last and len(end) > _DATE_ONLY and (named := _day_named(first, last, zone, now)):
        return named
    if first and last and len(end) > _DATE_ONLY and timedelta(0) <= now - last < _LATEST:
        # Days are those of the clock on the wall, of 23 to 25 hours.
        begins, ends_at = (each.astimezone(zone).replace(tzinfo=None) for each in (first, last))
        months = _months(begins, ends_at) or _months(first, last)
        span = months or _span(last - first if (ends_at - begins) % _DAY else ends_at - begins)
        if span:
            return f"last {span}"
    ends = [_end(begin, first, zone, now), _end(end, last, zone, now)]
    if not ends[0]:
        return f"until {ends[1]}"
    return f" {dash} ".join(ends) if ends[1] else f"since {ends[0]}"


def _day_named(first: datetime, last: datetime, zone: tzinfo, now: datetime) -> str:
    """Name a window that is today as far as it has come, or all of yesterday; "" for any other."""
    begin, end, present = (each.astimezone(zone) for each in (first, last, now))
    is_midnight = begin.replace(tzinfo=None) == datetime.combine(begin.date(), time())
    if not is_midnight or begin.date() != end.date():
        return ""
    if begin.date() == present.date():
        return "today" if timedelta(0) <= now - last < _LATEST else ""
    ends = (last + timedelta(seconds=1)).astimezone(zone)
    is_whole = ends.date() == present.date() and ends.time() == time()
    return "yesterday" if is_whole else ""


def _months(begins: datetime, ends: datetime) -> str:
    """Name some whole months, "" for other spans; Zoom's edge of six months moves by a few minutes meanwhile."""
    for count in range(2, 13):
        if abs(months_before(ends, count) - begins) < _EDGE:
            return f"{count} months"
    return ""


def _span(length: timedelta) -> str:
    if length % _DAY and length > _LONGEST_HOURS:
        return ""
    for unit, name in _SPANS:
        count, rest = divmod(length, unit)
        if count and not rest:
            return "24 hours" if (count, name) == (1, "day") else counted(count, name)
    return ""


def _end(text: str, instant: datetime | None, zone: tzinfo, now: datetime) -> str:
    if instant is None:
        return text
    if len(text) <= _DATE_ONLY:  # Zoom's own days are those of UTC
        return day(instant, UTC, now)
    return f"{day(instant, zone, now)} {clock(instant, zone, seconds=False)}"
