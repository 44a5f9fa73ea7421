"""Times of the viewer's day and weekdays as conditions on the keys of calls: whole numbers, and no dates are made."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from ztui.store.calls.keys import EPOCH, LATEST, UUID_BITS, time_key
from ztui.store.terms import Match

if TYPE_CHECKING:
    from ztui.store.terms import Span

__all__ = ["key_before", "local_start"]

_DAY: Final = 86_400
_THURSDAY: Final = 4
"""The weekday of 2015-01-01, from which keys count; 0 is Sunday."""


def key_before(instant: str) -> int:
    """Give the key below which the calls from an instant on are; "" is the beginning of time."""
    if not instant:
        return time_key(0)
    seconds = int(datetime.fromisoformat(instant).replace(tzinfo=UTC).timestamp()) - EPOCH
    return time_key(min(max(seconds, 0), LATEST) - 1)


def local_start(match: Match, span: Span) -> str:
    """Compare the begin of `call c` with a span of the viewer's day or of weekdays (`Span.offsets`), in SQL."""
    *changes, (_, ever_before) = span.offsets
    cases = "".join(f" when c.id < {key_before(instant)} then {60 * minutes}" for instant, minutes in changes)
    offset = f"(case{cases} else {60 * ever_before} end)" if changes else f"{60 * ever_before}"
    local = f"({LATEST} - (c.id >> {UUID_BITS}) + {offset} + {7 * _DAY})"
    is_clock = ":" in span.first
    number = f"({local} % {_DAY})" if is_clock else f"(({local} / {_DAY} + {_THURSDAY}) % 7)"
    first, end = (_seconds(each) if is_clock else int(each) for each in (span.first, span.end))
    match match:
        case Match.ABOVE:
            return f"{number} >= {end}"
        case Match.AT_LEAST:
            return f"{number} >= {first}"
        case Match.BELOW:
            return f"{number} < {first}"
        case Match.AT_MOST:
            return f"{number} < {end}"
    return f"{number} {'not ' if match is Match.IS_NOT else ''}between {first} and {end - 1}"


def _seconds(clock: str) -> int:
    hours, minutes, seconds = map(int, clock.split(":"))
    return hours * 3600 + minutes * 60 + seconds
