"""A new plan of changes that were not carried out, made from what is there now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import field, replace
from typing import TYPE_CHECKING

from ztui.core.amounts import few
from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError, Unreachable, ZtuiError
from ztui.core.text import display
from ztui.services.changes.creating import plan_create
from ztui.services.changes.later import held_up, settled, waits_for
from ztui.services.changes.model import UNSET, Plan
from ztui.services.changes.planning import new_plan
from ztui.services.changes.unsent import passes
from ztui.services.changes.updating import plan_update

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from ztui.services.changes.model import Change, Result
    from ztui.services.session import Session

__all__ = ["plan_again", "plan_retry"]

_NAMED = 5
_IN_VAIN = 3
"""After so many changes in a row for which Zoom was not reached it is not asked for the others."""


async def plan_retry(session: Session, plan: Plan, results: Mapping[str, Result], chosen: Collection[str]) -> Plan:
    """Plan once more what went wrong in a run; the new plan goes on with that run, whose file it takes over.

    Args:
        session: The session that it was planned in.
        plan: The plan of the run, which has ended.
        results: What came of its changes, by their ids.
        chosen: Ids of those that failed, or were not sent, and are to be tried again.

    Returns:
        A plan of what is still to be done. What the run keeps beside it stays in the run.

    Raises:
        ZtuiError: Nothing can be planned now, for a reason that passes.
    """
    changes = [each for each in plan.active if each.id in chosen]
    kept = [each.change for id, each in results.items() if each.is_held and id not in chosen]
    again = await plan_again(session, changes, results)
    first = len(again.changes) + len(again.postponed) + 1
    beside = [replace(each, id=str(id), needs=()) for id, each in enumerate((*kept, *plan.postponed), first)]
    return replace(again, id=plan.id, reason=plan.reason, postponed=(*again.postponed, *beside))


async def plan_again(session: Session, changes: Sequence[Change], results: Mapping[str, Result]) -> Plan:
    """Plan changes once more, from what is there now.

    Args:
        session: The session that they were planned in.
        changes: Those that failed, or were not sent.
        results: What came of all changes of their plan, by their ids: keys of objects that were made are among it.

    Returns:
        A plan of what is still to be done. What cannot be planned any more is left out, and what cannot be planned
        now is postponed; the plan says why. A change that is not about fields stays as it was planned: it is looked
        at again right before it is sent.

    Raises:
        ZtuiError: Nothing can be planned now, for a reason that passes.
    """
    sorting = _Sorting()
    again = {each.id for each in changes}
    for change in changes:
        if error := sorting.why_not_now(change):
            sorting.postpone(change, error)
            continue
        try:
            plan = await _planned(session, change, again, results)
        except ZtuiError as error:
            if passes(error):
                sorting.postpone(change, error)
            else:
                sorting.says.append(f"Left out: {display(change.title)}: {error.message}")
                sorting.in_vain = 0
            continue
        sorting.in_vain = 0
        sorting.made += [(change.id, replace(each, needs=change.needs)) for each in plan.changes]
        sorting.says += plan.says
    if sorting.postponed and not sorting.made:
        raise next(iter(sorting.postponed.values()))[1]
    every = _numbered([*sorting.made, *((id, each) for id, (each, _) in sorting.postponed.items())])
    count = len(sorting.made)
    plan = new_plan(session, every[:count], (*dict.fromkeys(sorting.says), *sorting.told()))
    return replace(plan, postponed=tuple(every[count:]))


@dataclass(slots=True)
class _Sorting:
    """Changes while they are planned anew: those that were, and those that have to wait, by their ids, with why."""

    made: list[tuple[str, Change]] = field(default_factory=list)
    postponed: dict[str, tuple[Change, ZtuiError]] = field(default_factory=dict)
    says: list[str] = field(default_factory=list)
    in_vain: int = 0

    def why_not_now(self, change: Change) -> ZtuiError | None:
        """Give what keeps a change from being planned without asking: what it waits for, or that nobody answers."""
        if self.in_vain >= _IN_VAIN:
            return list(self.postponed.values())[-1][1]
        return next((self.postponed[each][1] for each in waits_for(change) if each in self.postponed), None)

    def postpone(self, change: Change, error: ZtuiError) -> None:
        """Let a change wait."""
        self.postponed[change.id] = (change, error)
        self.in_vain = self.in_vain + 1 if isinstance(error, Unreachable) else 0

    def told(self) -> list[str]:
        """Say which changes have to wait, for each reason once."""
        titles: dict[str, list[str]] = defaultdict(list)
        for change, error in self.postponed.values():
            titles[error.message].append(display(change.title))
        return [f"Stays for later: {few(each, _NAMED, '; ')}: {message}" for message, each in titles.items()]


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
