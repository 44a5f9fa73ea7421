"""The last thing that somebody wrote, and the plan that undoes it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ztui.core.amounts import counted, few
from ztui.core.errors import Conflict, NotFound
from ztui.core.text import display
from ztui.core.times import ago
from ztui.resources.model import Confirm
from ztui.services.changes.bound import is_elsewhere
from ztui.services.changes.records import user_name
from ztui.services.changes.undoing import plan_undo
from ztui.services.changes.undoing_all import plan_undo_all
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ztui.services.changes.model import Change, Plan
    from ztui.services.session import Session
    from ztui.store.journal import JournalEntry

__all__ = ["plan_undo_last"]

_LOOKED = 300
"""So many of the newest entries are looked through."""
_NAMED = 5
_MANY = 50
"""Above so many changes their count has to be typed."""


def _nobody(_done: int, _total: int) -> None:
    """Tell nobody."""


async def plan_undo_last(session: Session, *, on_read: Callable[[int, int], None] = _nobody) -> Plan:
    """Plan to undo what this user wrote last in the session's account: one change, or all of the plan it was of.

    What was undone already, and what undid it, is passed over, and the plan says so. What cannot be undone is not
    passed over: nobody who wants to take back the last change means the one before it. A plan of very many is asked
    for by typing their count.

    Args:
        session: In whose account.
        on_read: Told how many changes of the plan were looked at, and of how many.

    Raises:
        NotFound: Nothing was written that could be undone.
        Conflict: The last change cannot be undone, or it is not known what became of it; the message says why.
    """
    journal = session.journal
    if journal is None or not journal.path.exists():
        raise NotFound("There is nothing to undo.", "Nothing was written with this profile.")
    newest = await journal.entries(_LOOKED, session.account.id)
    found = [each for each in newest if each.about.who == user_name() and not is_elsewhere(session, each)]
    mine = [each for each in found if each.outcome is Outcome.DONE]
    unknown = next((each for each in found if each.outcome in (None, Outcome.UNKNOWN)), None)
    if unknown is not None and (not mine or unknown.made_at >= mine[0].made_at):
        said = f"What became of the last change, {_title(unknown)}, is not known."
        raise Conflict(said, ":unfinished looks it up; nothing was sent.")
    passed = [each for each in mine if each.about.undoes or each.undone_by]
    left = [each for each in mine if not each.about.undoes and not each.undone_by]
    if not left:
        done = "All that you wrote was undone already." if passed else "You wrote nothing in this account."
        raise NotFound(f"There is nothing to undo. {done}", "L shows the journal.")
    last = left[0]
    newer = [each for each in passed if each.made_at >= last.made_at and not each.about.undoes]
    old = ago((session.clock.now() - last.made_at).total_seconds())
    try:
        if last.about.plan_id:
            plan = await plan_undo_all(session, last.about.plan_id, on_read=on_read)
        else:
            plan = await plan_undo(session, last.id)
    except (Conflict, NotFound) as error:
        said = f"The last change ({old}) cannot be undone: {error.message}"
        raise Conflict(said, "L shows the ones before it.") from None
    many = f": {counted(len(plan.changes), 'change')}" if len(plan.changes) > 1 else ""
    head = [f"It undoes what was written {old}{many}."]
    head += [f"Passed over, since it was undone already: {_named(newer)}."] if newer else []
    return replace(plan, changes=_asked_by_count(plan.changes), says=(*head, *plan.says))


def _asked_by_count(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Let nobody take back by the way what hundreds of objects got."""
    if len(changes) <= _MANY:
        return tuple(changes)
    return tuple(replace(each, confirm=Confirm.SEVERE) for each in changes)


def _named(entries: Sequence[JournalEntry]) -> str:
    return few([_title(each) for each in entries], _NAMED)


def _title(entry: JournalEntry) -> str:
    return f"'{display(entry.about.title or entry.intent.operation_id, longest=80)}'"
