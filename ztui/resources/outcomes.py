"""What became of a call in our words: answered, missed or neither.

Zoom tells a result of twenty values for every call, in and out, and has no word for missed. Whether an instant of
answer is set when only a menu picked up is not known, so the result alone counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ztui.resources.model import Row

__all__ = ["ANSWERED", "MISSED", "OUTCOMES", "outcome"]

OUTCOMES: Final = ("answered", "missed", "other")
"""All that may have become of a call."""

ANSWERED: Final = ("answered", "accepted", "picked_up", "connected", "succeeded")
"""Results of calls that somebody, or a menu, took."""
MISSED: Final = (
    "no_answer",
    "ring_timeout",
    "abandoned",
    "busy",
    "rejected",
    "unconnected",
    "canceled",
    "call_failed",
    "voicemail",
)
"""Results with which a call that came in was missed."""


def outcome(row: Row) -> str:
    """Give what became of a call, one of `OUTCOMES`, by its direction and its result."""
    result = row.get("call_result")
    if result in ANSWERED:
        return "answered"
    return "missed" if result in MISSED and row.get("direction") == "inbound" else "other"
