"""What many changes do together: how many numbers their owners have then, in one sentence for each owner."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ztui.core.amounts import counted
from ztui.core.text import display
from ztui.core.times import age
from ztui.resources.edits.asking import becomes
from ztui.resources.edits.holders import HOLDERS
from ztui.resources.edits.pairs import LISTED
from ztui.resources.rows import label_of
from ztui.resources.shows import dicts
from ztui.services.changes.planning import found

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ztui.services.changes.model import Change
    from ztui.services.session import Session

__all__ = ["totals"]

_SIGNS = {each.pair.add: (each, 1) for each in HOLDERS} | {each.pair.remove: (each, -1) for each in HOLDERS}
_NAME = 60
_MOST = 20
"""So many owners at most are told."""


async def totals(session: Session, changes: Iterable[Change]) -> list[str]:
    """Say how many numbers owners have once all changes are carried out; from what is stored, and with its age.

    Args:
        session: In whose account.
        changes: The changes; those that give or take no number say nothing.
    """
    more: Counter[tuple[str, str]] = Counter()
    taken: dict[tuple[str, str], set[str]] = {}
    for change in changes:
        holder, sign = _SIGNS.get(change.request.operation_id, (None, 0))
        if holder is not None and change.resource == "numbers":
            owner = holder.resource, change.request.path[holder.pair.owner]
            some = holder.pair.named(change.request)
            more[owner] += sign * len(some)
            if sign < 0:
                taken.setdefault(owner, set()).update(some)
    said = [await _told(session, *owner, count, taken.get(owner, set())) for owner, count in list(more.items())[:_MOST]]
    left = len(more) - len(said)
    return [*said, *([f"And {counted(left, 'other owner')}."] if left else [])]


async def _told(session: Session, resource: str, key: str, more: int, taken: set[str]) -> str:
    known = found(session, resource)
    state = await session.objects.cached(resource, key)
    does = f"gets {counted(more, 'number')}" if more >= 0 else f"loses {counted(-more, 'number')}"
    if state is None:
        return f"A {known.singular} {does}."
    name, held = display(label_of(known, state.row), longest=_NAME), state.row.get("phone_numbers")
    count = len(dicts(held))
    is_older = not taken <= {each.get("id") for each in dicts(held)}  # than the giving of what is taken now
    if not isinstance(held, list) or count >= LISTED or is_older:  # no answer lists more than so many of them
        return f"{name} {does}."
    old = age((session.clock.now() - state.as_of).total_seconds())
    return f"{name}: {becomes(count, count + more, 'number')} ({old})."
