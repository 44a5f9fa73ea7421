"""The steps of a task, made one by one and merged into one plan; what cannot be planned is left out and said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.core.amounts import counted
from ztui.core.errors import ConfigError, Conflict, Invalid, NotFound
from ztui.core.text import display
from ztui.services.changes.acting import plan_action
from ztui.services.changes.planning import action_named, found, new_plan

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterable, Mapping, Sequence

    from ztui.resources.edits.model import Action
    from ztui.resources.model import Row
    from ztui.services.changes.model import Change, Plan
    from ztui.services.session import Session

__all__ = ["Step", "Steps", "counts", "plan_by_value"]

Step = tuple[str, ...]
"""Ids of the changes of one step; () for a step that has nothing to do, which holds up nothing."""


class Steps:
    """Puts a plan together."""

    def __init__(self, session: Session) -> None:
        """Begin with nothing."""
        self._session = session
        self._changes: list[Change] = []
        self._says: list[str] = []
        self._makers: dict[str, str] = {}

    async def add(
        self, planning: Awaitable[Plan], *, what: str, title: str = "", after: Iterable[Step] = (), quiet: bool = False
    ) -> Step:
        """Add what a planner makes; where it refuses, the plan says that it is left out, and why.

        Args:
            planning: The planner at work.
            what: What the step is for, if it has to be said that it is left out.
            title: What its changes are called, where that says more than the planner does; raw.
            after: Steps that have to be done before.
            quiet: What the planner says is left out, as the task says it better.
        """
        try:
            plan = await planning
        except (ConfigError, Conflict, Invalid, NotFound) as error:
            self.say(f"Left out: {what}. {error.message}")
            return ()
        needs = tuple(dict.fromkeys(id for step in after for id in step))
        ids = {each.id: str(len(self._changes) + place) for place, each in enumerate(plan.changes, 1)}
        for place, each in enumerate(plan.changes, 1):
            own = tuple(ids[id] for id in each.needs)
            made = tuple((stand_in, maker) for stand_in, maker in self._makers.items() if _names(each, stand_in))
            called = each.title if not title else title if len(ids) == 1 else f"{title} ({place} of {len(ids)})"
            self._changes.append(replace(each, id=ids[each.id], title=called, needs=(*own, *needs), stand_ins=made))
        self._says += () if quiet else plan.says
        return tuple(ids.values())

    def makes(self, step: Step, stand_in: str) -> None:
        """Say that the first change of a step makes the object that a stand-in stands for."""
        if step:
            self._makers[stand_in] = step[0]

    def say(self, *texts: str) -> None:
        """Add sentences to what the plan says."""
        self._says += [display(each, longest=500) for each in texts]

    def plan(self) -> Plan:
        """Give the plan; one without changes says why."""
        return new_plan(self._session, self._changes, tuple(dict.fromkeys(self._says)))


async def plan_by_value(
    session: Session,
    resource: str,
    action: str | Action,
    keys: Sequence[str],
    given: Mapping[str, Any],
    *,
    new: Mapping[str, Row] | None = None,
) -> Plan:
    """Plan an action with what it sends, in place of the keys of the objects that are picked, which need not be read.

    Args:
        session: In whose profile and account.
        resource: Name of the resource.
        action: One of its actions, or one that only a task has.
        keys: As in `plan_action`.
        given: What is sent, by the names of the inputs.
        new: As in `plan_action`.
    """
    known = found(session, resource)
    wanted = action_named(known, action) if isinstance(action, str) else action
    plain = replace(wanted, inputs=tuple(replace(each, pick_path="") for each in wanted.inputs))
    plan = await plan_action(session, known, plain, keys, given, new=new)
    # No command line takes it like this, so that a change does not claim to be that of the action as it is declared.
    return replace(plan, changes=tuple(replace(each, action="", given=()) for each in plan.changes))


def _names(change: Change, stand_in: str) -> bool:
    request = change.request
    return stand_in in (change.key, *dict(change.parents).values()) or any(
        _holds(part, stand_in) for part in (request.path, request.query, request.body)
    )


def _holds(value: Any, text: str) -> bool:
    if isinstance(value, str):
        return value == text
    if isinstance(value, dict):
        return any(_holds(each, text) for each in value.values())
    return isinstance(value, list | tuple) and any(_holds(each, text) for each in value)


def counts(named: Mapping[str, int]) -> str:
    """Give counts in words, without what is none: `2 queues, 1 number`."""
    return ", ".join(counted(count, noun) for noun, count in named.items() if count)
