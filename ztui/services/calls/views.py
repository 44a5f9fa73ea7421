"""Which lists of calls the call store can show, and which window they have."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ztui.core.times import parse_instant
from ztui.services.calls.windows import Span, second_of
from ztui.services.sources import span as usual_span

if TYPE_CHECKING:
    from datetime import datetime

    from ztui.resources.model import Resource
    from ztui.services.view import View

__all__ = ["DAY", "MONTH", "can_be_stored", "span_of"]

_DAY: Final = timedelta(days=1)
DAY: Final = 24 * 3600 + 60
"""Seconds of a day's window, with the minute in which it was chosen."""
MONTH: Final = 31 * 24 * 3600 + 3600
"""Seconds of the longest window that Zoom lists, with the longer day of autumn."""
_WINDOW: Final = frozenset({"from", "to"})


def can_be_stored(resource: Resource, view: View) -> bool:
    """Tell whether a view is of the account's calls, told by a window of time alone and no filter of Zoom's."""
    return resource.name == "call-history" and not view.parents and {name for name, _ in view.query} <= _WINDOW


def span_of(operation: str, query: tuple[tuple[str, str], ...], now: datetime) -> Span | None:
    """Give the window of a view's query, the last 24 hours where it has none; None where it cannot be read."""
    ends = dict((*query, *usual_span(operation, query, now)))
    until = parse_instant(ends["to"]) if ends.get("to") else now
    if until is None:
        return None
    since = parse_instant(ends["from"]) if ends.get("from") else until - _DAY
    if since is None or until < since or len(ends.get("from", "")) == len("2026-11-21"):
        return None  # a day is one of Zoom's, in which zone is not told
    return max(second_of(since), 0), second_of(min(until, now)) + 1
