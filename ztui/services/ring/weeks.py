"""When an extension is open: its week and its holidays, in the extension's own zone.

Hours are wall clock times: what a clock at the owner's place shows decides, so the night when clocks are put back has
an hour twice, and both count alike. Zoom's day ends at 23:59, which stands for midnight.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.hours import written_hours
from ztui.resources.rows import text_of
from ztui.resources.shows import dicts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

__all__ = ["Span", "Week", "read_span", "read_week", "wall_clock"]

_DAY = 24 * 60
_LAST_MINUTE = _DAY - 1
_ALWAYS = 1
"""`type` of hours that are open all day, every day; 2 has hours of its own."""

Day = tuple[int, int]
"""First minute of a day that is open, and the first that is not."""


@dataclass(frozen=True, slots=True)
class Week:
    """Business hours.

    Attributes:
        always: Open all day, every day.
        days: Open minutes by Zoom's weekday (1 is Sunday); a day that is missing is closed.
        words: `Mon-Fri 08:00-18:00; Sat off`, raw; "" where the days cannot be written.
        unread: Days that could not be read; they count as closed.
    """

    always: bool
    days: Mapping[int, Day]
    words: str
    unread: int = 0

    def is_open(self, local: datetime) -> bool:
        """Tell whether it is open at a wall clock time of its zone."""
        if self.always:
            return True
        hours = self.days.get(local.isoweekday() % 7 + 1)
        return hours is not None and hours[0] <= local.hour * 60 + local.minute < hours[1]


@dataclass(frozen=True, slots=True)
class Span:
    """A holiday's time, in wall clock times of its owner's zone; the end is the first moment after it."""

    begin: datetime
    end: datetime

    def holds(self, local: datetime) -> bool:
        """Tell whether a wall clock time is within."""
        return self.begin <= local < self.end


def wall_clock(instant: datetime, zone: tzinfo) -> datetime:
    """Give what a clock in a zone shows, without the zone."""
    try:
        return instant.astimezone(zone).replace(tzinfo=None)
    except OverflowError:  # the first and the last day that there are
        return instant.replace(tzinfo=None)


def read_week(settings: Mapping[str, object]) -> Week:
    """Read the settings of `custom_hours`."""
    rows = dicts(settings.get("custom_hours_settings"))
    if settings.get("type") == _ALWAYS:
        return Week(True, {}, "all day, every day")
    days: dict[int, Day] = {}
    unread = 0
    for each in rows:
        number, kind = each.get("weekday"), each.get("type")
        is_day = isinstance(number, int) and not isinstance(number, bool) and 1 <= number <= 7
        hours = _hours(each) if kind == 2 else (0, _DAY) if kind == 1 else None
        if not is_day or kind not in (0, 1, 2) or (kind == 2 and hours is None):
            unread += 1
        elif hours is not None:
            days[int(str(number))] = hours
    return Week(False, days, written_hours(list(rows)) or "", unread)


def read_span(begin: object, end: object) -> Span | None:
    """Read `from` and `to` of a holiday; Zoom writes them with a Z and means the owner's zone.

    Args:
        begin: As sent.
        end: As sent; a date alone is the whole day, and 23:59 is midnight.

    Returns:
        The span; None if one of them is no time.
    """
    said = text_of(end).strip()
    try:
        first, last = (datetime.fromisoformat(each).replace(tzinfo=None) for each in (text_of(begin).strip(), said))
        if len(said) == len("2026-12-25"):
            last += timedelta(days=1)
        elif (last.hour, last.minute) == (23, 59):
            last = last.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    return Span(first, last)


def _hours(row: Mapping[str, object]) -> Day | None:
    begin, end = _minutes(row.get("from")), _minutes(row.get("to"))
    if begin is None or end is None:
        return None
    end = _DAY if end == _LAST_MINUTE else end
    return (begin, end) if begin < end else None


def _minutes(value: object) -> int | None:
    hours, colon, minutes = text_of(value)[:5].partition(":")
    if not colon or not (hours.isdecimal() and minutes.isdecimal() and hours.isascii() and minutes.isascii()):
        return None
    found = int(hours) * 60 + int(minutes)
    return found if int(minutes) < 60 and found <= _DAY else None
