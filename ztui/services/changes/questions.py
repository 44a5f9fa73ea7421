"""Writes of which nobody knows yet what became: which there are, and that nothing else is written to their objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.amounts import counted
from ztui.core.errors import ZtuiError
from ztui.core.text import display
from ztui.core.times import clock_with_zone, day
from ztui.resources.edits.model import Request
from ztui.services.changes.bound import is_elsewhere
from ztui.services.changes.kept import kept_runs
from ztui.services.changes.places import checked_target
from ztui.services.changes.records import is_running

if TYPE_CHECKING:
    from ztui.services.changes.model import Change
    from ztui.services.session import Session
    from ztui.store.journal import JournalEntry

__all__ = ["held_by", "told_unfinished", "unfinished"]

_TITLE = 80


async def unfinished(session: Session) -> tuple[JournalEntry, ...]:
    """Give the writes of this profile and account that are open or unknown, oldest first.

    Those of a process that is still at it are left to it, and so are those that this one is at.
    """
    journal = session.journal
    if journal is None or not journal.path.exists():
        return ()
    account = session.account.id
    found = [*await journal.unfinished(account), *await journal.unknown(account)]
    ours = [each for each in found if not is_elsewhere(session, each)]
    left = [each for each in ours if each.id not in journal.at_work and not is_running(each)]
    return tuple(sorted(left, key=lambda each: each.made_at))


async def told_unfinished(session: Session) -> str:
    """Say what earlier runs left: changes of which nobody knows what became, and runs that were cut; "" for nothing."""
    entries = await unfinished(session)
    runs = await kept_runs(session)
    sent = sum(each.sent_at is not None for each in entries)
    said = [
        f"{counted(sent, 'change')} without an answer" if sent else "",
        f"{counted(len(entries) - sent, 'change')} never sent" if len(entries) > sent else "",
        counted(len(runs), "cut run") if runs else "",
    ]
    found = ", ".join(filter(None, said))
    return f"Not finished: {found}." if found else ""


async def held_by(session: Session, change: Change) -> str:
    """Give why nothing may be written to an object now, "" if it may: what became of an earlier write is not known.

    An object that is still to be made is held by none: it is compared with what was made before.
    """
    if not change.key:
        return ""
    left = [each for each in await unfinished(session) if each.sent_at is not None]
    if not left:
        return ""
    wanted = checked_target(change.request, session.client.account)
    for each in left:
        plan = each.plan
        request = Request(each.intent.operation_id, plan.get("path") or {}, plan.get("query") or {}, plan.get("body"))
        try:
            place = checked_target(request, each.intent.account)
        except ZtuiError:
            continue
        if place == wanted:
            now, zone = session.clock.now(), session.zone
            when = f"{day(each.made_at, zone, now)} {clock_with_zone(each.made_at, zone)}"
            title = display(each.about.title or each.intent.operation_id, longest=_TITLE)
            return f"what became of '{title}' ({when}) is not known; nothing was sent: look it up first"
    return ""
