"""A new plan of changes that were not carried out, made from what is there now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ztui.core.errors import ZtuiError
from ztui.core.text import display
from ztui.services.changes.creating import plan_create
from ztui.services.changes.model import UNSET, Plan
from ztui.services.changes.planning import new_plan
from ztui.services.changes.updating import plan_update

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.changes.model import Change
    from ztui.services.session import Session

__all__ = ["plan_again"]


async def plan_again(session: Session, changes: Sequence[Change]) -> Plan:
    """Plan changes once more, from what is there now.

    Args:
        session: The session that they were planned in.
        changes: Those that failed, or were not sent.

    Returns:
        A plan of what is still to be done; what cannot be planned any more is left out, and the plan says why. A
        change that is not about fields stays as it was planned: it is looked at again right before it is sent.
    """
    made: list[Change] = []
    says: list[str] = []
    for change in changes:
        try:
            plan = await _planned(session, change)
        except ZtuiError as error:
            says.append(f"Left out: {display(change.title)}: {error.message}")
            continue
        made += plan.changes
        says += plan.says
    numbered = [replace(each, id=str(place)) for place, each in enumerate(made, 1)]
    return new_plan(session, numbered, tuple(dict.fromkeys(says)))


async def _planned(session: Session, change: Change) -> Plan:
    if not change.fields or any(each.secret and each.after is None for each in change.fields):
        return new_plan(session, (replace(change, on=True),))
    values = {each.write: UNSET if each.after is UNSET else each.after for each in change.fields}
    if change.key:
        return await plan_update(session, change.resource, change.key, values, parents=change.parents)
    return await plan_create(session, change.resource, values, parents=change.parents)
