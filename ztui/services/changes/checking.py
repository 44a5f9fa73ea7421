"""A plan looked at once more before it is asked for: does Zoom still have what it was made from."""

from __future__ import annotations

import asyncio
from dataclasses import field
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.errors import ZtuiError
from ztui.services.changes.acting import AT_ONCE
from ztui.services.changes.model import Result
from ztui.services.changes.unsent import why_unsent
from ztui.services.changes.writing import held_back
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from ztui.services.changes.model import Change, Plan
    from ztui.services.session import Session

__all__ = ["MOST", "Checked", "check_plan"]

MOST = 20
"""So many changes are looked at before the question; each one is in any case right before it is sent."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What looking at the objects of a plan showed.

    Attributes:
        at: When.
        moved: By the ids of changes, what is no longer as it was when they were planned.
        so_already: Ids of changes that are so already.
        unread: By the ids of changes, why their object could not be read.
        looked: How many changes were looked at.
        left: How many were not, since there are many.
    """

    at: datetime
    moved: Mapping[str, str] = field(default_factory=dict)
    so_already: frozenset[str] = frozenset()
    unread: Mapping[str, str] = field(default_factory=dict)
    looked: int = 0
    left: int = 0


async def check_plan(session: Session, plan: Plan, *, most: int = MOST) -> Checked:
    """Read again the objects that a plan changes; nothing is written.

    Args:
        session: The session that it was made in.
        plan: The plan; changes that are switched off are left out.
        most: So many changes are looked at.
    """
    gate = asyncio.Semaphore(AT_ONCE)
    active = plan.active
    asked = [each for each in active if each.key][:most]  # of what is made anew nothing is there that could differ

    async def look(change: Change) -> Result | str | None:
        async with gate:
            try:
                found = await held_back(session, change)
            except ZtuiError as error:
                return str(error)
            return found if isinstance(found, Result) else None

    seen = list(zip(asked, await asyncio.gather(*(look(each) for each in asked)), strict=True))
    results = [(change, each) for change, each in seen if isinstance(each, Result)]
    return Checked(
        at=session.clock.now(),
        moved={change.id: why_unsent(each) for change, each in results if each.outcome is Outcome.CONFLICT},
        so_already=frozenset(change.id for change, each in results if each.outcome is Outcome.SKIPPED),
        unread={change.id: each for change, each in seen if isinstance(each, str)},
        looked=len(asked),
        left=sum(bool(each.key) for each in active) - len(asked),
    )
