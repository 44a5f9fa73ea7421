"""Windows of saved views: one that ends now is kept as how far it reaches back, any other as its two ends."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from ztui.core.errors import ConfigError
from ztui.core.moments import read_moment
from ztui.core.times import api_window, parse_instant
from ztui.services.calls.windows import edge, instant_of

if TYPE_CHECKING:
    from datetime import tzinfo

    from ztui.services.view import Pairs

__all__ = ["ENDS", "query_of", "said", "window_of"]

ENDS: Final = ("from", "to")

_DAY = len("2026-11-21")
_LATE: Final = timedelta(hours=1)
"""A window that ended so long ago does not end now."""
_NEAR: Final = timedelta(hours=2)
"""So far from months back may lie what was cut to the edge of what Zoom gives, or counted in another zone."""
_BACK = re.compile(r"(\d{1,4})(h|d|months)", re.ASCII)
_UNITS = {"h": "hours", "d": "days", "months": "months"}
_MONTHS: Final = 6


def window_of(query: Pairs, now: datetime, zone: tzinfo) -> str:
    """Give the window of a view as it is kept.

    Args:
        query: Server filters of the view.
        now: The present instant.
        zone: The viewer's zone, whose days count.

    Returns:
        `7d`, `24h`, `6months`, `today` or `yesterday`, `FROM..TO` for a window that stays where it is, "" for none.
    """
    ends = dict(query)
    begin, end = ends.get("from", ""), ends.get("to", "")
    if not begin and not end:
        return ""
    return _days_back(begin, end, now) or _back(begin, end, now, zone) or f"{begin}..{end}"


def query_of(window: str, now: datetime, zone: tzinfo, *, dates: bool = False) -> Pairs:
    """Give a kept window as the server filters of a view.

    Args:
        window: As `window_of` gives it.
        now: The present instant.
        zone: The viewer's zone.
        dates: The list takes days and no instants.

    Raises:
        ConfigError: It is no window.
    """
    if not window:
        return ()
    begin, dots, end = window.partition("..")
    if dots:
        return tuple((name, value) for name, value in zip(ENDS, (begin, end), strict=True) if value)
    since, until = _span(window, now, zone)
    return api_window(since, until, dates=dates)


def said(window: str) -> str:
    """Name a kept window: `last 7 days`, `today`, `2026-10-01 to 2026-10-31`."""
    if found := _BACK.fullmatch(window):
        unit = _UNITS[found[2]]
        return f"last {found[1]} {unit if int(found[1]) != 1 else unit[:-1]}"
    begin, dots, end = window.partition("..")
    return " ".join(filter(None, ("since" * (not end), begin, "to" * bool(begin and end), end))) if dots else window


def _span(window: str, now: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    present = now.astimezone(UTC).replace(microsecond=0)
    if window == "yesterday":
        return read_moment(window, now, zone), read_moment(window, now, zone, last=True)
    if window == "today":
        return read_moment(window, now, zone), present
    if not _BACK.fullmatch(window):
        raise ConfigError(f"'{window}' is no window of a view.", "Write 7d, 24h, 6months, today, or FROM..TO.")
    since = read_moment(f"-{window}", now, zone)
    return (max(since, instant_of(edge(now))) if window.endswith("months") else since), present


def _days_back(begin: str, end: str, now: datetime) -> str:
    """Give how many days a window of days reaches back from today, which is one of UTC."""
    first, last = parse_instant(begin), parse_instant(end)
    if first is None or last is None or len(begin) != _DAY or len(end) != _DAY:
        return ""
    return f"{(last - first).days}d" if last.date() == now.astimezone(UTC).date() and first < last else ""


def _back(begin: str, end: str, now: datetime, zone: tzinfo) -> str:
    first, last = parse_instant(begin), parse_instant(end)
    if first is None or last is None or _DAY in {len(begin), len(end)}:
        return ""
    if (first, last) == _span("yesterday", now, zone):
        return "yesterday"
    if not timedelta(0) <= now - last < _LATE or first >= last:
        return ""
    days = (last.astimezone(zone).date() - first.astimezone(zone).date()).days
    hours = int((last - first).total_seconds() // 3600)
    months = [f"{each}months" for each in range(2, _MONTHS + 1)]
    usual = ["24h", *months, f"{days}d", "today", f"{hours}h"]
    for each in usual:
        late = first - _span(each, last, zone)[0]
        if late == timedelta(0) or (each in months and abs(late) < _NEAR):
            return each
    return ""
