"""How much of a window of calls is stored, in words: what a choice of windows shows before anything is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.calls.windows import Span
    from ztui.store.calls.calls import Calls

__all__ = ["LATE", "is_late_only", "missing_of", "stored_words"]

_DAY: Final = 86_400
LATE: Final = _DAY
"""Seconds that may be missing at the new end of a window: a refresh fetches them."""


async def missing_of(calls: Calls, span: Span) -> int:
    """Give how many seconds of a span are not stored; a store that is not there is not made for the question."""
    if not calls.path.exists():
        return span[1] - span[0]
    return sum(end - first for first, end in await calls.gaps(span) if end < span[1] or end - first > LATE)


def is_late_only(span: Span, gaps: Sequence[Span]) -> bool:
    """Tell whether of a span nothing is missing, or only its newest calls: a refresh fetches those."""
    return all(end == span[1] and end - first <= LATE for first, end in gaps) and tuple(gaps[:1]) != (span,)


def stored_words(span: Span, missing: int) -> str:
    """Say how much of a span is stored: `stored`, `not stored`, `12 of 30 days stored`."""
    whole = span[1] - span[0]
    if not missing:
        return "stored"
    if missing >= whole or whole <= _DAY:
        return "not stored" if missing >= whole else "partly stored"
    days = max(round(whole / _DAY), 1)
    there = min(round((whole - missing) / _DAY), days - 1)
    return f"{there:,} of {days:,} days stored" if there else "not stored"
