"""The last thing that somebody wrote, and the plan that undoes it."""

from __future__ import annotations

import getpass
from dataclasses import replace
from typing import TYPE_CHECKING

from ztui.core.errors import ApiError, ConfigError, Conflict, NotFound
from ztui.core.text import display
from ztui.services.changes.planning import new_plan
from ztui.services.changes.undoing import plan_undo, why_final
from ztui.services.changes.wording import ago
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.changes.model import Change, Plan
    from ztui.services.session import Session
    from ztui.store.journal import JournalEntry

__all__ = ["plan_undo_last"]

_LOOKED = 300
"""So many of the newest entries are looked through."""
_MOST = 500
"""So many changes of one plan are undone together."""
_NAMED = 5


async def plan_undo_last(session: Session) -> Plan:
    """Plan to undo what this user wrote last in the session's account: one change, or all of the plan it was of.

    What was undone already, and what undid it, is passed over, and the plan says so. What cannot be undone is not
    passed over: nobody who wants to take back the last change means the one before it.

    Raises:
        NotFound: Nothing was written that could be undone.
        Conflict: The last change cannot be undone, or it is not known what became of it; the message says why.
    """
    journal = session.journal
    if journal is None or not journal.path.exists():
        raise NotFound("There is nothing to undo.", "Nothing was written with this profile.")
    found = [each for each in await journal.entries(_LOOKED, session.account.id) if each.about.who == _user()]
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
    entries = await _of_plan(session, last)
    changes, says = await _inverses(session, entries)
    if not changes:
        old = ago((session.clock.now() - last.made_at).total_seconds())
        first = says[0] if says else "it is so no longer"
        raise Conflict(f"The last change ({old}) cannot be undone: {first}", "L shows the ones before it.")
    numbered = [replace(each, id=str(place)) for place, each in enumerate(changes, 1)]
    old = ago((session.clock.now() - last.made_at).total_seconds())
    head = [f"It undoes what was written {old}."]
    head += [f"Passed over, since it was undone already: {_named(newer)}."] if newer else []
    return new_plan(session, numbered, tuple(dict.fromkeys((*head, *says))))


async def _of_plan(session: Session, last: JournalEntry) -> Sequence[JournalEntry]:
    """Give the entries that are undone together, the newest first."""
    assert session.journal is not None
    if not last.about.plan_id:
        return [last]
    entries = await session.journal.entries(_MOST, session.account.id, plan_id=last.about.plan_id)
    return [each for each in entries if each.outcome is Outcome.DONE and not each.undone_by]


async def _inverses(session: Session, entries: Sequence[JournalEntry]) -> tuple[list[Change], list[str]]:
    """Give the changes that undo entries, and what is to be said of them and of those that cannot be undone."""
    changes: list[Change] = []
    says: list[str] = []
    for each in entries:
        why = why_final(each)
        if why:
            says.append(f"{_title(each)}: {why}")
            continue
        try:
            plan = await plan_undo(session, each.id)
        except (ApiError, ConfigError) as error:
            says.append(f"{_title(each)}: {error.message}")
            continue
        changes += plan.changes
        says += plan.says
    return changes, says


def _named(entries: Sequence[JournalEntry]) -> str:
    names = [_title(each) for each in entries[:_NAMED]]
    more = f" and {len(entries) - _NAMED} more" if len(entries) > _NAMED else ""
    return ", ".join(names) + more


def _title(entry: JournalEntry) -> str:
    return f"'{display(entry.about.title or entry.intent.operation_id, longest=80)}'"


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
