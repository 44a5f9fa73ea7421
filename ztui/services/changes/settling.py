"""What a person says became of a write, where no reading tells: noted with who said it, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError, Conflict
from ztui.services.changes.bound import is_elsewhere
from ztui.services.changes.inverting import inverse_record
from ztui.services.changes.records import is_running, restored, user_name
from ztui.store.journal import JournalEntry, Outcome

if TYPE_CHECKING:
    from ztui.services.session import Session

__all__ = ["settle"]

_SETTLED = (Outcome.DONE, Outcome.FAILED)
"""What can be said: it was done, or it was not."""


async def settle(session: Session, entry: JournalEntry, outcome: Outcome, reason: str, key: str = "") -> JournalEntry:
    """Note what became of a write of which nobody knew. Nothing is sent, and what was noted before stays.

    Args:
        session: In the profile and the account that it was planned in.
        entry: The write: sent by a run that was cut, or without an answer.
        outcome: One of `_SETTLED`.
        reason: How that is known.
        key: Key of the object that it made, "" where it made none, or nobody knows.

    Returns:
        The entry as it is now.

    Raises:
        ConfigError: No reason is given, it belongs to another account, or a running ztui is at it.
        Conflict: Its outcome is known.
        StoreError: The journal cannot be written.
    """
    journal = session.journal
    if journal is None or is_elsewhere(session, entry):
        raise ConfigError("The change was planned in another account.", "Decide it there.")
    if outcome not in _SETTLED or not reason.strip():
        raise ConfigError("How is it known what became of the change?", "Give a reason; it is kept in the journal.")
    if is_running(entry) or entry.id in journal.at_work:
        raise ConfigError("It is being carried out.", "Wait until that has ended.")
    now = await journal.entry(entry.id)
    if now is None or now.outcome not in (None, Outcome.UNKNOWN):
        raise Conflict("What became of it is known already.", "Nothing was noted.")
    said = "it was done" if outcome is Outcome.DONE else "it was not done"
    detail = f"{user_name()} says {said}: {reason.strip()}"
    if outcome is Outcome.DONE:
        change = await restored(session, now)
        inverse = inverse_record(session, change, None, key or change.key)
        await journal.close_intent(now.intent, outcome, detail, key=key, inverse=inverse)
        if now.about.undoes:
            await journal.note_undone(now.about.undoes, now.id)
    else:
        await journal.close_intent(now.intent, outcome, detail)
    settled = await journal.entry(entry.id)
    assert settled is not None
    return settled
