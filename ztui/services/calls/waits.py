"""How long callers waited, over those calls of a list whose legs were read: no row of a list tells it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from ztui.core.dataclass import dataclass
from ztui.core.times import duration
from ztui.services.calls.ladder import ladder_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ztui.resources.model import Row
    from ztui.services.counters import Counter
    from ztui.services.session import Session
    from ztui.store.terms import LocalFilter

__all__ = ["Waits", "waits_of"]

_MOST: Final = 200
"""Calls whose legs are looked at, those read last."""


@dataclass(frozen=True, slots=True)
class Waits:
    """Waits until somebody answered.

    Attributes:
        calls: Calls whose legs tell one.
        seconds: Their sum.
        longest: The longest.
    """

    calls: int = 0
    seconds: int = 0
    longest: int = 0

    @property
    def words(self) -> str:
        """Say the average, and of how many calls it is; "" without any."""
        if not self.calls:
            return ""
        return f"wait {duration(self.seconds / self.calls)} (of {self.calls:,} with legs read)"


async def waits_of(session: Session, counter: Counter, local: LocalFilter, resource: str) -> Waits:
    """Sum up the waits of the calls that pass a filter and whose legs are stored; nothing is asked of Zoom.

    Raises:
        StoreError: The store cannot be used.
    """
    answers = dict(await session.cache.answers(resource, _MOST))
    if not answers:
        return Waits()
    passing = await counter.among(local, list(answers))
    return await asyncio.to_thread(_summed, [answers[each] for each in passing])


def _summed(answers: Iterable[Row]) -> Waits:
    found = [wait for each in answers if (wait := ladder_of(each).totals.wait) is not None]
    return Waits(len(found), sum(found), max(found, default=0))
