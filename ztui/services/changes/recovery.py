"""Writes of which nobody knows what became, of a run that was cut or without an answer: looked up, never sent again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError
from ztui.services.changes.bound import is_elsewhere
from ztui.services.changes.inverting import inverse_record, seen_done
from ztui.services.changes.lists import Lists
from ztui.services.changes.looking import LAG, NOT_READ, Seen, is_told, look
from ztui.services.changes.model import Change, Result
from ztui.services.changes.questions import unfinished
from ztui.services.changes.records import is_running, made_before, restored, twins_of
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from ztui.services.session import Session
    from ztui.store.journal import Journal, JournalEntry

__all__ = ["NOT_APPLIED", "look_up", "unfinished"]

NOT_APPLIED = "not applied"
"""How the journal's words begin for a write that was sent and proved not to have been carried out."""
_NOTHING_TELLS = "nothing that can be read tells what became of it"
_BY_HAND = "say it by hand: 'ztui journal settle', or enter in :unfinished"


async def look_up(session: Session, entry: JournalEntry, lists: Lists | None = None) -> Result:
    """Find out what became of a write, and note it.

    One that was never sent is closed as skipped. One that was is looked for; it counts as not carried out only when
    reading proves it once so much time has passed that it would show, for which this waits.

    Args:
        session: In the profile and the account that it was planned in.
        entry: As `unfinished` gives it.
        lists: Shared by writes that are looked up one right after another: what the same list tells is read once.

    Returns:
        done, failed ("not applied"), skipped; or still unknown, with what may be its result.

    Raises:
        ConfigError: It belongs to another account, or a running ztui is at it.
        StoreError: The journal cannot be written.
    """
    journal = session.journal
    if journal is None or is_elsewhere(session, entry):
        raise ConfigError("The change was planned in another account.", "Look it up there.")
    if is_running(entry) or entry.id in journal.at_work:
        who = "This ztui" if entry.id in journal.at_work else "Another ztui"
        raise ConfigError(f"{who} is carrying it out.", "Wait until it has ended.")
    change = await restored(session, entry)
    if entry.outcome not in (None, Outcome.UNKNOWN):
        assert entry.outcome is not None
        return Result(change, entry.outcome, entry.detail, journal_id=entry.id, key=change.key)
    if entry.sent_at is None:
        return await _closed(journal, entry, Result(change, Outcome.SKIPPED, "it was never sent"))
    return await _settled(session, journal, entry, change, await _seen(session, entry, change, lists or Lists()))


async def _seen(session: Session, entry: JournalEntry, change: Change, lists: Lists) -> Seen:
    """Look, and if it does not show, once more when it would have to."""
    twins = twins_of(entry)
    seen = await look(session, change, twins=twins, lists=lists)
    if seen.resembling and not seen.holds:
        # What this program made itself since then is not what was lost.
        twins = (*twins, *await made_before(session, change))
        seen = await look(session, change, twins=twins, lists=lists)
    assert entry.sent_at is not None
    now = session.clock.now()
    rest = min(LAG - (now - entry.sent_at).total_seconds(), LAG)  # the clock may have been set back
    age = 0.0 if lists.read_at is None else (now - lists.read_at).total_seconds()
    if seen.holds is False and rest + age > 0:
        if rest > 0:
            await session.clock.sleep(rest)
        lists.forget()
        seen = await look(session, change, twins=twins, lists=lists)
    return seen


async def _settled(session: Session, journal: Journal, entry: JournalEntry, change: Change, seen: Seen) -> Result:
    if seen.holds:
        key = change.key or (seen.candidates[0] if seen.candidates else "")
        result = Result(change, Outcome.DONE, seen_done(change), seen.found, candidates=seen.candidates, key=key)
        inverse = inverse_record(session, change, None, key)
        await journal.close_intent(entry.intent, Outcome.DONE, result.said, key=key, inverse=inverse)
        if change.undoes:
            await journal.note_undone(change.undoes, entry.id)
        if seen.found:
            await journal.note_verified(entry.id, seen.found)
        return _with_id(result, entry)
    if seen.holds is False and seen.untouched:
        said = f"{NOT_APPLIED}: reading it shows that it was not done"
        return await _closed(journal, entry, Result(change, Outcome.FAILED, said, seen.found, exit_code=1))
    why = seen.why or "what is there is neither what was there before nor what was asked for"
    if not is_told(change):
        # What kept it from being looked up once is no news.
        reason = _NOTHING_TELLS if why.startswith(NOT_READ) else why
        why = f"{reason}; {_BY_HAND}"
    candidates = (*seen.candidates, *seen.resembling)
    result = Result(change, Outcome.UNKNOWN, why, seen.found, candidates=candidates, exit_code=5)
    return await _closed(journal, entry, result)


async def _closed(journal: Journal, entry: JournalEntry, result: Result) -> Result:
    await journal.close_intent(entry.intent, result.outcome, result.said)
    return _with_id(result, entry)


def _with_id(result: Result, entry: JournalEntry) -> Result:
    return replace(result, journal_id=entry.id, tracking_id=entry.tracking_id)
