"""A plan that undoes all that another plan did, as far as that can be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError, Conflict, Forbidden, Invalid, NotFound
from ztui.core.text import display
from ztui.services.changes.model import merge
from ztui.services.changes.undoing import plan_undo, why_final
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from ztui.services.changes.model import Plan
    from ztui.services.session import Session
    from ztui.store.journal import JournalEntry

__all__ = ["plan_undo_all"]

_MOST = 10_000
"""So many changes a plan may have had."""


async def plan_undo_all(session: Session, plan_id: str) -> Plan:
    """Plan to undo what a plan did, the last first: who was made a member of a new queue leaves it before it goes.

    Args:
        session: In the profile and the account that it was carried out in.
        plan_id: Id of that plan.

    Returns:
        The plan; it says of each change that stays why it does. Changes of what was changed since are switched off.

    Raises:
        NotFound: The journal has no such plan.
        ConfigError: It was carried out in another account.
        Conflict: Nothing of it can be undone; the message says why.
        ZtuiError: Zoom cannot be asked; a part of the plan is not undone for that.
    """
    entries = [] if session.journal is None else await session.journal.entries(_MOST, plan_id=plan_id)
    if not plan_id or not entries:
        raise NotFound(f"The journal has no plan '{plan_id}'.", "'ztui journal' lists what it has.")
    if any(each.intent.account != session.account.id for each in entries):
        raise ConfigError("It was done in another account.", "Undo it there.")
    plans: list[Plan] = []
    left: list[str] = []
    for entry in entries:
        if entry.outcome in (Outcome.SKIPPED, Outcome.FAILED, Outcome.CONFLICT) or entry.undone_by:
            continue  # there is nothing of it
        made = await _undoing(session, entry)
        if isinstance(made, str):
            left.append(f"Stays: {display(entry.about.title)}. {made}")
        else:
            plans.append(made)
    if not any(each.changes for each in plans):
        why = "; ".join(each.rstrip(".") for each in left) or "nothing of it was done, or all of it was undone"
        raise Conflict(f"There is nothing to undo: {why}.", "Nothing was sent.")
    whole = merge(plans)
    return replace(whole, says=tuple(dict.fromkeys((*whole.says, *left))))


async def _undoing(session: Session, entry: JournalEntry) -> Plan | str:
    """Give the plan that undoes one entry, or why there is none."""
    why = why_final(entry)
    if why:
        return why
    try:
        return await plan_undo(session, entry.id)
    except (ConfigError, Conflict, Forbidden, Invalid, NotFound) as error:
        return error.message
