"""Windows of calls as people type them: `90d`, `6months`, `yesterday`, `2026-10`, `2026-06-01..2026-11-01`, `-7d..-1d`.

Days and months are those of the viewer's zone. What cannot be is told with the end of the window that is to blame.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

from ztui.core.errors import ConfigError
from ztui.core.moments import read_moment
from ztui.core.times import stamp
from ztui.services.calls.windows import edge, instant_of

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FORMS", "RangeError", "is_range", "read_ends", "read_range"]

FORMS: Final = "30d, 6months, today, yesterday, 2026-10, 2026-10-05 or 2026-06-01..2026-11-01"
"""Examples of all forms, for hints."""

_BACK = re.compile(r"-?\s*(\d{1,4})\s*(min|h|d|w|days?|weeks?|months?)", re.IGNORECASE | re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d\d)", re.ASCII)
_TOLERATED = timedelta(days=1)
_AHEAD = timedelta(minutes=10)


class RangeError(ConfigError):
    """A window that cannot be; `field` is `from` or `to`, the end to be mended."""

    def __init__(self, field: str, message: str, hint: str) -> None:
        """Take the end, what is wrong with it, and what to write."""
        super().__init__(message, hint)
        self.field = field


def is_range(text: str) -> bool:
    """Tell whether a word is meant as a window, readable or not: two ends, so much back, a day or a month."""
    said = text.strip().casefold()
    begins = re.match(r"\d{4}-\d\d", said)
    return ".." in said or bool(_BACK.fullmatch(said)) or said in {"today", "yesterday"} or begins is not None


def read_range(text: str, now: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """Read a window.

    Args:
        text: As typed; see `FORMS`. One time alone is a day or a month, or so much back from now.
        now: The present instant.
        zone: The viewer's zone.

    Returns:
        First and last instant, in UTC.

    Raises:
        RangeError: It is no window, or one that cannot be.
    """
    said = text.strip()
    start, dots, end = said.partition("..")
    if dots:
        return read_ends(start, end, now, zone)
    if _BACK.fullmatch(said):
        return read_ends(f"-{said.removeprefix('-').strip()}", "", now, zone)
    return read_ends(said, said, now, zone)


def read_ends(start: str, end: str, now: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """Read a window by its ends.

    Args:
        start: Its begin as typed; "" is as far back as Zoom gives calls.
        end: Its end as typed; "" is now.
        now: The present instant.
        zone: The viewer's zone.

    Returns:
        First and last instant, in UTC; a begin within a day before the edge of six months is moved to it.

    Raises:
        RangeError: An end is no time or in the future, the end lies before the begin, or both are too long ago.
    """
    present, oldest = now.astimezone(UTC).replace(microsecond=0), instant_of(edge(now))
    since = _read("from", start, now, zone, last=False) if start.strip() else oldest
    until = _read("to", end, now, zone, last=True) if end.strip() else present
    if until > present and _begin("to", end, now, zone) <= present:
        until = present  # the day that is not over
    for field, instant, typed in (("from", since, start), ("to", until, end)):
        if instant > present + (_AHEAD if field == "to" else timedelta()):
            raise RangeError(field, f"'{typed.strip()}' is in the future.", "Write a time that has been.")
    if since > until:
        raise RangeError("to", "The window ends before it begins.", "Swap its ends, or write a later end.")
    hint = f"Begin at {stamp(oldest, zone, seconds=False)} or later."
    if until < oldest:
        raise RangeError("to", "Zoom gives calls of the last six months; this is longer ago.", hint)
    if since < oldest - _TOLERATED:
        raise RangeError("from", "Zoom gives calls of the last six months; this begins earlier.", hint)
    return max(since, oldest), min(until, present)


def _read(field: str, text: str, now: datetime, zone: tzinfo, *, last: bool) -> datetime:
    said = text.strip()
    if month := _MONTH.fullmatch(said):
        return _guarded(field, text, lambda: _month(int(month[1]), int(month[2]), zone, last=last))
    return _guarded(field, text, lambda: read_moment(said, now, zone, last=last))


def _begin(field: str, text: str, now: datetime, zone: tzinfo) -> datetime:
    return _read(field, text, now, zone, last=False)


def _guarded(field: str, text: str, read: Callable[[], datetime]) -> datetime:
    try:
        return read()
    except (ConfigError, ValueError, OverflowError):
        raise RangeError(field, f"'{text.strip()}' is no time.", f"Write {FORMS}.") from None


def _month(year: int, month: int, zone: tzinfo, *, last: bool) -> datetime:
    """Give the first second of a month, or its last one."""
    if not last:
        return datetime(year, month, 1, tzinfo=zone).astimezone(UTC)
    after = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone).astimezone(UTC)
    return after - timedelta(seconds=1)
