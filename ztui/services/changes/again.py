"""A new plan of changes that were not carried out, made from what is there now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError, ZtuiError
from ztui.core.text import display
from ztui.services.changes.creating import plan_create
from ztui.services.changes.later import held_up, settled
from ztui.services.changes.model import UNSET, Plan
from ztui.services.changes.planning import new_plan
from ztui.services.changes.updating import plan_update

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from ztui.services.changes.model import Change, Result
    from ztui.services.session import Session

__all__ = ["plan_again"]


async def plan_again(session: Session, changes: Sequence[Change], results: Mapping[str, Result]) -> Plan:
    """Plan changes once more, from what is there now.

    Args:
        session: The session that they were planned in.
        changes: Those that failed, or were not sent.
        results: What came of all changes of their plan, by their ids: keys of objects that were made are among it.

    Returns:
        A plan of what is still to be done; what cannot be planned any more is left out, and the plan says why. A
        change that is not about fields stays as it was planned: it is looked at again right before it is sent.
    """
    made: list[tuple[str, Change]] = []
    says: list[str] = []
    for change in changes:
        try:
            plan = await _planned(session, change, {each.id for each in changes}, results)
        except ZtuiError as error:
            says.append(f"Left out: {display(change.title)}: {error.message}")
            continue
        made += [(change.id, replace(each, needs=change.needs)) for each in plan.changes]
        says += plan.says
    return new_plan(session, _numbered(made), tuple(dict.fromkeys(says)))


def _numbered(made: Sequence[tuple[str, Change]]) -> list[Change]:
    """Give changes their ids in the new plan, also where others wait for them."""
    ids = {old: str(place) for place, (old, _) in enumerate(made, 1)}
    return [
        replace(
            each,
            id=str(place),
            needs=tuple(ids[need] for need in each.needs if need in ids),
            stand_ins=tuple((stand_in, ids[maker]) for stand_in, maker in each.stand_ins if maker in ids),
        )
        for place, (_, each) in enumerate(made, 1)
    ]


async def _planned(session: Session, change: Change, again: Collection[str], results: Mapping[str, Result]) -> Plan:
    if any(maker in again for _, maker in change.stand_ins):
        return new_plan(session, (replace(change, on=True),))
    held = held_up(replace(change, needs=()), results)
    if held:
        raise ConfigError(held)
    change = settled(change, results)
    if not change.fields or any(each.secret and each.after is None for each in change.fields):
        return new_plan(session, (replace(change, on=True),))
    values = {each.write: UNSET if each.after is UNSET else each.after for each in change.fields}
    if change.key:
        plan = await plan_update(session, change.resource, change.key, values, parents=change.parents)
    else:
        plan = await plan_create(session, change.resource, values, parents=change.parents)
    if not change.undoes:
        return plan
    return replace(
        plan, changes=tuple(replace(each, undoes=change.undoes, title=change.title) for each in plan.changes)
    )
