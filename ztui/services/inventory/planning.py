"""What a sync of the inventory has to fetch, and what that costs, as far as the store can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.services.inventory.cost import cost_of
from ztui.services.inventory.parts import Listed, parts_named
from ztui.services.inventory.state import State, operation_of, pages_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from ztui.services.inventory.cost import Cost
    from ztui.services.inventory.parts import Part
    from ztui.services.session import Session
    from ztui.store.answers import Answers

__all__ = ["Planned", "planned", "share_of"]


@dataclass(frozen=True, slots=True)
class Planned:
    """What is to be fetched.

    Attributes:
        parts: All parts that are wanted, lists first.
        stale: Names of the lists that are to be read.
        left: Operation and requests of each part that has any, by its name.
        cost: Of all that.
        since: What was read before this instant is read again.
    """

    parts: tuple[Part, ...]
    stale: frozenset[str]
    left: dict[str, tuple[str, int]]
    cost: Cost
    since: datetime


def share_of(session: Session) -> int:
    """Give the share of the rate, in percent, that reading in the background may use: at least 1."""
    return max(session.profile.index_percent, 1)


def is_stale(read_at: datetime | None, since: datetime, now: datetime) -> bool:
    """Tell whether what was read then is to be read again; so is what lies ahead: the clock was set back since."""
    return read_at is None or not since < read_at <= now


async def planned(session: Session, answers: Answers, names: Sequence[str] | None, fresh_for: timedelta) -> Planned:
    """Look into the store for what is missing or older than wished.

    Args:
        session: Whose inventory it is.
        answers: Its store of answers.
        names: Names of parts, None for those that are synced by default.
        fresh_for: What is younger is not fetched.

    Raises:
        UnknownName: There is no such part.
    """
    chosen, state = parts_named(names), State(session, answers)
    now = session.clock.now()
    since = now - fresh_for
    resources = {each.resource: session.listings.find(each.resource) for each in chosen}
    stale: set[str] = set()
    left: dict[str, tuple[str, int]] = {}
    unknown: list[str] = []
    at_least = False
    for part in chosen:
        listed = await state.listed(part.resource)
        name = operation_of(part, resources)
        if isinstance(part, Listed):
            if listed is None or not listed.complete or is_stale(listed.read_at, since, now):
                stale.add(part.name)
                rows = None if listed is None else max(listed.total or 0, listed.loaded)
                at_least = at_least or listed is None or not listed.complete
                left[part.name] = name, pages_of(resources[part.resource], rows)
        elif listed is None:
            unknown.append(part.title)
        else:
            count = sum(1 for each in await state.needs(part) if is_stale(each.read_at, since, now))
            if count:
                left[part.name] = name, count
    rates = session.client.limiter.rates()
    cost = cost_of(left.values(), rates, share_of(session), unknown=unknown, at_least=at_least)
    return Planned(chosen, frozenset(stale), left, cost, since)
