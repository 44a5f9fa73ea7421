"""Zoom's own numbers of a queue beside what is counted of its calls here.

The two count differently. Zoom's analytics know all calls that came to a queue, whoever was called at first; a call of
the history names one callee, so that only calls to the queue itself are counted here. Neither corrects the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ztui.core.dataclass import dataclass
from ztui.core.times import api_window, duration
from ztui.resources.rows import value_at
from ztui.services.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from ztui.resources.model import Row
    from ztui.store.figures import Counted, Figures

__all__ = ["Beside", "analytics_view", "beside"]

_RESULTS: Final = {"abandoned": "abandoned_calls", "overflowed": "overflowed_calls"}


@dataclass(frozen=True, slots=True)
class Beside:
    """One number in both counts; "" where one of them does not have it."""

    title: str
    own: str
    zoom: str


def analytics_view(queue: Row, first: datetime, last: datetime) -> View | None:
    """Give the list that has Zoom's numbers of a queue in a window, None where the row does not tell the extension."""
    extension = value_at(queue, "extension_id")
    if not isinstance(extension, str) or not extension:
        return None
    return View("queue-analytics", query=(("call_queue_ext_ids", extension), *api_window(first, last)))


def beside(totals: Figures, results: Sequence[Counted], zoom: Mapping[str, Any] | None) -> tuple[Beside, ...]:
    """Put both counts beside each other.

    Args:
        totals: Our own count of calls to the queue.
        results: The same by result.
        zoom: The row of Zoom's analytics, None where it is not there.
    """
    own = {str(each.row.get("call_result", "")): each.figures.calls for each in results}
    found = zoom or {}
    average = "" if totals.average is None else duration(totals.average)
    ended = [
        Beside(each.capitalize(), f"{own.get(each, 0):,}", _count(found.get(path))) for each, path in _RESULTS.items()
    ]
    return (
        Beside("Calls in", f"{totals.calls:,}", _count(found.get("inbound_calls"))),
        Beside("Answered (Zoom: completed)", f"{totals.answered:,}", _count(found.get("completed_calls"))),
        *ended,
        Beside("Missed (ours alone)", f"{totals.missed:,}", ""),
        Beside("Average wait", "", _seconds(found.get("avg_in_queue_wait_time"))),
        Beside("Longest wait", "", _seconds(found.get("max_in_queue_wait_time"))),
        Beside("Average handling (ours: duration)", average, _seconds(found.get("avg_handle_time"))),
    )


def _count(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else ""


def _seconds(value: object) -> str:
    return duration(value) if isinstance(value, int | float) else ""
