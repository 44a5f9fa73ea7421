"""A plan that undoes all that another plan did, as far as that can be."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError, Conflict, Forbidden, Invalid, NotFound, ZtuiError
from ztui.core.text import display
from ztui.services.changes.bound import is_elsewhere
from ztui.services.changes.model import merge
from ztui.services.changes.undoing import plan_undo, why_final
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from ztui.services.changes.model import Plan
    from ztui.services.session import Session
    from ztui.store.journal import JournalEntry

__all__ = ["plan_undo_all", "plan_undo_some"]

_MOST = 10_000
"""So many changes a plan may have had."""
_NOTHING_DONE = (Outcome.SKIPPED, Outcome.FAILED, Outcome.CONFLICT)
_AT_ONCE = 8
"""So many of them are read at the same time."""


def _nobody(_done: int, _total: int) -> None:
    """Tell nobody."""


async def plan_undo_all(session: Session, plan_id: str, *, on_read: Callable[[int, int], None] = _nobody) -> Plan:
    """Plan to undo what a plan did, the last first: who was made a member of a new queue leaves it before it goes.

    Args:
        session: In the profile and the account that it was carried out in.
        plan_id: Id of that plan.
        on_read: Told how many of its changes were looked at, and of how many.

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
    return await _undone(session, entries, on_read)


async def plan_undo_some(
    session: Session, ids: Collection[str], *, on_read: Callable[[int, int], None] = _nobody
) -> Plan:
    """Plan to undo some writes that were picked, the last first.

    Args:
        session: In the profile and account that they were carried out in.
        ids: Ids of the journal's entries.
        on_read: Told how many of them were looked at, and of how many.

    Returns:
        The plan; it says of each that stays why it does.

    Raises:
        NotFound: The journal has none of them.
        ConfigError: One was carried out in another account.
        Conflict: None of them can be undone; the message says why.
        ZtuiError: Zoom cannot be asked; a part of them is not undone for that.
    """
    found = [] if session.journal is None else [await session.journal.entry(each) for each in ids]
    entries = sorted((each for each in found if each is not None), key=lambda each: each.made_at, reverse=True)
    if not entries:
        raise NotFound("The journal has none of them.", "'ztui journal' lists what it has.")
    return await _undone(session, entries, on_read)


async def _undone(session: Session, entries: Sequence[JournalEntry], on_read: Callable[[int, int], None]) -> Plan:
    if any(is_elsewhere(session, each) for each in entries):
        raise ConfigError("It was done in another account.", "Undo it there.")
    wrote = [each for each in entries if each.outcome not in _NOTHING_DONE and not each.undone_by]
    made = await _each_undoing(session, wrote, on_read)
    plans = [each for each in made if not isinstance(each, str)]
    left = [
        f"Stays: {display(entry.about.title)}. {each}"
        for entry, each in zip(wrote, made, strict=True)
        if isinstance(each, str)
    ]
    if not any(each.changes for each in plans):
        why = "; ".join(each.rstrip(".") for each in left) or "nothing of it was done, or all of it was undone"
        raise Conflict(f"There is nothing to undo: {why}.", "Nothing was sent.")
    whole = merge(plans)
    return replace(whole, says=tuple(dict.fromkeys((*whole.says, *left))))


async def _each_undoing(
    session: Session, entries: Sequence[JournalEntry], on_read: Callable[[int, int], None]
) -> list[Plan | str]:
    """Look at several entries, a few at a time; raises what the first one raises that cannot be asked about."""
    gate = asyncio.Semaphore(_AT_ONCE)
    done = 0

    async def one(entry: JournalEntry) -> Plan | str:
        nonlocal done
        async with gate:
            made = await _undoing(session, entry)
        done += 1
        on_read(done, len(entries))
        return made

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(each)) for each in entries]
    except* ZtuiError as errors:
        raise errors.exceptions[0] from None
    return [each.result() for each in tasks]


async def _undoing(session: Session, entry: JournalEntry) -> Plan | str:
    """Give the plan that undoes one entry, or why there is none."""
    why = why_final(entry)
    if why:
        return why
    try:
        return await plan_undo(session, entry.id)
    except (ConfigError, Conflict, Forbidden, Invalid, NotFound) as error:
        return error.message
