"""Plans that mend what was found: the edits of findings, as one plan like any other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError
from ztui.core.shell import joined
from ztui.services.changes.model import merge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.changes.model import Plan
    from ztui.services.checks.model import Edit, Finding
    from ztui.services.session import Session

__all__ = ["command_of", "plan_mending", "why_no_plan", "without_undo"]


def why_no_plan(finding: Finding) -> str:
    """Say why no plan mends a finding by itself, "" where one does."""
    if finding.mend is None and not finding.key:
        return "Somebody has to decide which of them are wanted; opening the finding lists them."
    if finding.mend is None:
        return "No operation of Zoom's mends it."
    return f"Somebody has to decide: {finding.mend.wants}." if finding.mend.wants else ""


async def plan_mending(session: Session, findings: Sequence[Finding]) -> Plan:
    """Plan what mends some findings; every object is read now, so that what is mended already is left out.

    Raises:
        ConfigError: There is none, or one of them needs a decision.
        Conflict, NotFound, Invalid: As the plans themselves.
    """
    from ztui.services.changes.acting import plan_action
    from ztui.services.changes.updating import plan_update
    from ztui.services.tasks.steps import plan_by_value

    plans: list[Plan] = []
    for each in findings:
        why = why_no_plan(each)
        if why or each.mend is None:
            hint = command_of(each)
            raise ConfigError(f"{each.id} has no plan. {why}", hint and f"Then: {hint}")
        for edit in each.mend.edits:
            given = dict(edit.given)
            if edit.action and given:
                plan = plan_by_value(session, edit.resource, edit.action, [edit.key], given)
            elif edit.action:
                plan = plan_action(session, edit.resource, edit.action, [edit.key], parents=edit.parents)
            else:
                plan = plan_update(session, edit.resource, edit.key, given, parents=edit.parents)
            plans.append(without_undo(await plan, edit))
    return merge(plans)


def without_undo(plan: Plan, edit: Edit) -> Plan:
    """Let a plan say that it cannot be undone, where Zoom would refuse what was there before."""
    if not edit.final or not plan.changes:
        return plan
    changes = tuple(replace(each, inverse=None, undo=None, final=edit.final, differs="") for each in plan.changes)
    kept = (each for each in plan.says if not each.startswith("On undoing: "))
    return replace(plan, changes=changes, says=(*kept, f"It cannot be undone: {edit.final}."))


def command_of(finding: Finding) -> str:
    """Give the command that mends a finding once it is decided how, "" where there is none."""
    if finding.mend is None:
        return ""
    return "; ".join(_command(each) for each in finding.mend.edits)


def _command(edit: Edit) -> str:
    words = ["ztui", "act" if edit.action else "set", edit.resource, edit.key, *([edit.action] if edit.action else ())]
    where = [word for name, value in edit.parents for word in ("--where", f"{name}={value}")]
    return joined([*words, *where]) + ("" if edit.given else " ...")
