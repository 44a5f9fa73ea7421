"""Spans of call history as Zoom gives them: six months back, at most a month a request, in windows that overlap.

A span is its first second and the second after its last, in seconds after 2015-01-01 UTC as the call store counts.
Zoom does not say how long "one month" is, nor whether both ends of a window count. A window is therefore shorter than
the shortest month, by more than a change of clocks, and asks for a little more than it stands for: a call at a seam
comes twice and is stored once.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ztui.contract import limits
from ztui.core.errors import ConfigError
from ztui.core.moments import months_before
from ztui.core.times import api_text, api_window
from ztui.store.calls.keys import EPOCH

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ztui.store.calls.coverage import Covered

__all__ = [
    "FAR",
    "LONGEST",
    "NEAR",
    "OPERATION",
    "SEAM",
    "Span",
    "asked",
    "cut",
    "edge",
    "gaps",
    "held",
    "instant_of",
    "second_of",
    "span_between",
]

OPERATION: Final = "accountCallHistory"
"""The list of the account's calls, GET /phone/call_history."""

Span = tuple[int, int]

_DAY = 86_400
LONGEST: Final = 27 * _DAY
"""Seconds of the longest window; with its seams it is shorter than a February in every zone."""
SEAM: Final = 60
"""So many seconds more are asked for at either end of a window."""
NEAR: Final = 6 * 3600
"""Calls that began this long before the last look are looked for again: they may have ended since."""
FAR: Final = 48 * 3600
"""The same for the first look of a UTC day: a call is in the list once it is over, and the longest take a day."""

_TOLERATED = timedelta(hours=24)
_AHEAD = timedelta(minutes=10)
_MARGIN = timedelta(minutes=5)
_OFF = 120.0
"""Seconds by which a clock may be off without that it matters: the end of what is there is asked for again."""


def second_of(instant: datetime) -> int:
    """Give an instant in seconds after 2015-01-01 UTC, without their fraction."""
    return int(instant.timestamp()) - EPOCH


def instant_of(second: int) -> datetime:
    """Give the instant of a second after 2015-01-01 UTC."""
    return datetime.fromtimestamp(second + EPOCH, UTC)


def edge(now: datetime) -> int:
    """Give the oldest second that can be asked for; some minutes are left for a request to be on its way."""
    return second_of(_oldest(now) + _MARGIN)


def span_between(since: datetime, until: datetime, now: datetime) -> Span:
    """Give the span from one instant to another, both included, as far as Zoom gives calls of it.

    Args:
        since: First instant. Up to a day before the edge of six months is tolerated and moved to the edge.
        until: Last instant. A few minutes ahead, as of a clock that is off, count as now.
        now: The present instant.

    Raises:
        ConfigError: It ends before it begins, lies in the future, or begins earlier than Zoom gives calls.
    """
    oldest = _oldest(now)
    if until < since:
        raise ConfigError(
            f"The span ends before it begins: from {api_text(since)} to {api_text(until)}.", "Swap its ends."
        )
    for each in (since, until):
        if each > now + _AHEAD:
            raise ConfigError(f"{api_text(each)} is in the future.", "Write a time that has been.")
    if since < oldest - _TOLERATED or until < oldest:
        begin = oldest.replace(microsecond=0)
        raise ConfigError(
            f"{api_text(min(since, until))} is too long ago: Zoom gives calls of the last {_months()} months.",
            f"Begin at {api_text(begin)} or later.",
        )
    end = second_of(min(until, now)) + 1
    return min(max(second_of(since), edge(now)), end - 1), end


def cut(span: Span, longest: int = LONGEST) -> tuple[Span, ...]:
    """Cut a span into windows of nearly the same length, newest first; none is longer than `longest` seconds."""
    first, end = span
    if first >= end:
        return ()
    count = -((first - end) // longest)
    ends = (first + (end - first) * number // count for number in range(count + 1))
    return tuple(reversed(list(pairwise(ends))))


def asked(window: Span, now: datetime) -> dict[str, str]:
    """Give the parameters that ask for a window, with its seams, and not for what lies before the edge or ahead."""
    first, end = window
    begin = max(first - SEAM, edge(now))
    last = max(min(end - 1 + SEAM, second_of(now)), end - 1, begin)
    return dict(api_window(instant_of(begin), instant_of(last)))


def gaps(span: Span, covered: Iterable[Covered], now: datetime) -> tuple[Span, ...]:
    """Give the parts of a span that have to be asked for, newest first: those not covered, and those not settled.

    The end of what is covered is not settled when it was as good as the present when it was read: calls that were under
    way then are in the list by now. Neither is what lies ahead: it was read while this machine's clock was.
    """
    at, end = span
    found: list[Span] = []
    for first, stop in _settled(covered, now):
        if stop <= at or first >= end:
            continue
        if first > at:
            found.append((at, first))
        at = max(at, stop)
    if at < end:
        found.append((at, end))
    return tuple(reversed(found))


def held(span: Span, now: datetime, ahead: float | None) -> Span:
    """Give the part of a span that lies before Zoom's present, by whose clock calls begin: only that can be all there.

    Args:
        span: What was asked for.
        now: The present instant by this machine's clock.
        ahead: Seconds by which that is ahead of Zoom's, None where nobody knows.
    """
    if ahead is None or ahead <= _OFF:
        return span
    return span[0], min(span[1], second_of(now - timedelta(seconds=ahead)) + 1)


def _settled(covered: Iterable[Covered], now: datetime) -> Sequence[Span]:
    """Give what need not be asked for again, oldest first."""
    found: list[Span] = []
    for each in sorted(covered, key=lambda one: one.first):
        present = second_of(now) + 1
        is_ahead = each.end > present
        end = min(each.end, present)
        if is_ahead or second_of(each.read_at) - end < FAR:
            same_day = instant_of(end).date() == now.astimezone(UTC).date() and not is_ahead
            end -= NEAR if same_day else FAR
        if end > each.first:
            found.append((each.first, end))
    return found


def _months() -> int:
    return limits.WINDOWS[OPERATION].reach_months or 0


def _oldest(now: datetime) -> datetime:
    return months_before(now.astimezone(UTC), _months())
