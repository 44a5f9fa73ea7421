"""One change carried out: looked at, put on disk, sent once, noted, verified."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.core.errors import (
    ApiError,
    ConfigError,
    Conflict,
    Invalid,
    NotFound,
    OutcomeUnknown,
    ServerError,
    StoreError,
    ZtuiError,
)
from ztui.core.text import display
from ztui.resources.rows import text_of, value_at
from ztui.services.changes.answers import is_still_to_do, refresh
from ztui.services.changes.bound import owner_of
from ztui.services.changes.inverting import inverse_record, key_in, seen_done
from ztui.services.changes.looking import Seen, look_until, standing
from ztui.services.changes.model import Change, Result
from ztui.services.changes.noting import give_up, opened, to_its_end
from ztui.services.changes.partial import in_part, is_in_part, unprocessed
from ztui.services.changes.places import checked_target, with_parents
from ztui.services.changes.questions import held_by
from ztui.services.changes.records import about, as_record
from ztui.services.changes.twins import beside_twins
from ztui.services.changes.unsent import conflict, passes, so_already, unsent
from ztui.services.changes.values import same
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.core.ports import Intent
    from ztui.services.changes.model import Plan
    from ztui.services.session import Session
    from ztui.store.journal import Journal
    from ztui.zoom.answers import Answer

__all__ = [
    "JournalFull",
    "Sent",
    "carry_out",
    "held_back",
    "noted",
    "send",
    "unanswered",
]


class JournalFull(Exception):
    """The journal cannot be written: nothing more may be sent. `result` is what came of the change."""

    def __init__(self, result: Result) -> None:
        """Take the result."""
        super().__init__(result.said)
        self.result = result


@dataclass(frozen=True, slots=True)
class Sent:
    """A change on its way: its intent, and objects like the one that it makes."""

    change: Change
    intent: Intent
    journal: Journal
    twins: tuple[str, ...]

    def result(self, outcome: Outcome, said: str = "", **more: Any) -> Result:
        """Give what came of it."""
        return Result(self.change, outcome, said, journal_id=self.intent.id, **more)

    async def close_done(self, said: str, key: str, tracking: str, inverse: dict[str, Any] | None) -> None:
        """Note that it was carried out."""
        note = self.journal.close_intent
        await note(self.intent, Outcome.DONE, said, key=key, tracking_id=tracking, inverse=inverse)
        if self.change.undoes:
            await self.journal.note_undone(self.change.undoes, self.intent.id)


async def carry_out(session: Session, plan: Plan, change: Change) -> Result:
    """Carry out one change.

    Returns:
        What came of it, whatever Zoom says.

    Raises:
        JournalFull: The journal cannot be written.
    """
    journal = session.journal
    assert journal is not None
    try:
        if change.stand_ins:
            raise ConfigError(f"There is no {change.stand_ins[0][0]} yet.")
        held = await held_back(session, change)
        if isinstance(held, Result):
            return held
        change, twins = held
        account, _ = checked_target(change.request, session.client.account)
    except ZtuiError as error:
        return unsent(change, error)
    try:
        record, notes = as_record(change, owner_of(session), twins), about(plan, change)
        intent = await opened(journal, change.request.operation_id, record, account, notes)
    except StoreError as error:
        raise JournalFull(unsent(change, error)) from None
    return await send(session, Sent(change, intent, journal, twins))


async def held_back(
    session: Session, change: Change, *, ask_check: bool = True
) -> Result | tuple[Change, tuple[str, ...]]:
    """Look at the live object: give a result where nothing is to be sent, else the change and what is like it already.

    Without `ask_check`, whether it is so already is not asked, where a read beside that of the object tells.
    """
    why = await held_by(session, change)
    if why:
        # Nothing was sent by this run.
        return Result(change, Outcome.SKIPPED, why, exit_code=Conflict.exit_code, is_held=True)
    if not change.key:
        return await beside_twins(session, change)
    if change.removes or change.fields or change.guard is not None or change.touches:
        try:
            state = await session.objects.read(change.resource, change.key, change.parents)
        except NotFound:
            return so_already(change, "it is gone") if change.removes else conflict(change, "it is gone")
        row = with_parents(state.row, change.parents)
        answer = with_parents(state.answer, change.parents)
        live = [(each, each.live(answer)) for each in change.fields if each.live is not None]
        if live and len(live) == len(change.fields) and all(same(value, each.after) for each, value in live):
            return so_already(change)
        differs = [_moved(each.title, each.before, value, secret=each.secret) for each, value in live
                   if not same(value, each.before)]  # fmt: skip
        differs += _touched(change, answer)
        if change.guard is not None and (why := change.guard(row)):
            differs.append(why)
        if differs:
            return conflict(change, "; ".join(differs))
        ask_check = ask_check and not is_still_to_do(session, change, answer)
    if ask_check and not change.fields and change.check is not None and await standing(session, change.check):
        return so_already(change)
    if change.only_if is not None and await standing(session, change.only_if) is False:
        return conflict(change, "it was changed since this was planned")
    return change, ()


def _touched(change: Change, answer: Mapping[str, Any]) -> list[str]:
    if change.fields or change.before is None:
        return []
    before = with_parents(change.before, change.parents)
    pairs = [(path, value_at(before, path), value_at(answer, path)) for path in change.touches]
    return [_moved(path, was, now) for path, was, now in pairs if not same(was, now)]


def _moved(title: str, was: object, now: object, *, secret: bool = False) -> str:
    if secret:
        return f"{title} was changed meanwhile"
    return f"{title} is '{display(text_of(now))}' now, and was '{display(text_of(was))}' when this was planned"


async def send(session: Session, sent: Sent) -> Result:
    """Send the request, and note what became of it."""
    request = sent.change.request
    try:
        answer = await session.client.request(
            request.operation_id, request.path, request.query, request.body, intent=sent.intent
        )
    except ZtuiError as error:
        return await unanswered(session, sent, error)
    except asyncio.CancelledError:
        await to_its_end(give_up(sent))
        raise
    return await _done(session, sent, answer)


async def unanswered(session: Session, sent: Sent, error: ZtuiError) -> Result:
    """Deal with a request that did not succeed: refused, not sent, or nobody knows."""
    journal, intent = sent.journal, sent.intent
    tracking = error.tracking_id if isinstance(error, ApiError) else ""
    try:
        is_unsent = await to_its_end(journal.is_open(intent))
        if isinstance(error, StoreError) and is_unsent:
            raise JournalFull(unsent(sent.change, error, intent.id))
        if not is_unsent and _is_open_question(error):
            await to_its_end(journal.close_intent(intent, Outcome.UNKNOWN, error.message, tracking_id=tracking))
            return await _looked_up(session, sent, error)
        if failed := is_in_part(error):
            return await in_part(
                sent, failed, inverse_record(session, sent.change, None, sent.change.key), "", tracking
            )
        outcome = Outcome.CONFLICT if isinstance(error, Conflict) else Outcome.FAILED
        await to_its_end(journal.close_intent(intent, outcome, error.message, tracking_id=tracking))
    except StoreError as full:
        said = f"{error.message} The journal could not note it: {full.message}"
        outcome = Outcome.UNKNOWN if _is_open_question(error) else Outcome.FAILED
        raise JournalFull(sent.result(outcome, said, exit_code=error.exit_code)) from None
    fields = tuple((each.field, each.message) for each in error.fields) if isinstance(error, Invalid) else ()
    said = " ".join(filter(None, (error.message, error.hint)))
    is_held = is_unsent and passes(error)
    return sent.result(outcome, said, tracking_id=tracking, fields=fields, exit_code=error.exit_code, is_held=is_held)


def _is_open_question(error: ZtuiError) -> bool:
    """Tell whether a request that ended so may have been carried out: no answer, one of no sense, or Zoom broke."""
    return isinstance(error, OutcomeUnknown) or (
        isinstance(error, ServerError) and (error.http >= 500 or 200 <= error.http < 300)
    )


async def _looked_up(session: Session, sent: Sent, error: ZtuiError) -> Result:
    """Look at once what became of a request without an answer; an error that Zoom told stands if nothing was done."""
    seen = await look_until(session, sent.change, twins=sent.twins)
    if seen.holds:
        key = sent.change.key or (seen.candidates[0] if seen.candidates else "")
        said = f"{error.message.rstrip('.')}; {seen_done(sent.change)}"
        inverse = inverse_record(session, sent.change, None, key)
        await to_its_end(sent.close_done(said, key, "", inverse))
        is_read = bool(sent.change.fields and seen.found)
        result = sent.result(Outcome.DONE, said, key=key, candidates=seen.candidates, is_read=is_read)
        return await noted(sent, result, seen)
    answered = isinstance(error, ServerError) and error.http >= 500
    if answered and seen.holds is False and seen.untouched:
        said = f"{error.message.rstrip('.')}; reading it shows that it was not done"
        await to_its_end(sent.journal.close_intent(sent.intent, Outcome.FAILED, said))
        return sent.result(Outcome.FAILED, said, exit_code=error.exit_code)
    why = seen.why or "it does not show so far"
    said = f"{error.message.rstrip('.')}; {why}"
    candidates = (*seen.candidates, *seen.resembling)
    return sent.result(Outcome.UNKNOWN, said, found=seen.found, candidates=candidates, exit_code=5)


async def _done(session: Session, sent: Sent, answer: Answer) -> Result:
    """Note the success, then see by reading whether it shows."""
    change = sent.change
    key = change.key or key_in(answer.data, change.created)
    said = change.unverified and f"done, not verifiable: {change.unverified}"
    inverse = inverse_record(session, change, answer.data, key)
    if failed := unprocessed(answer.data):
        return await in_part(sent, failed, inverse, key, answer.tracking_id)
    try:
        await to_its_end(sent.close_done(said, key, answer.tracking_id, inverse))
    except StoreError as full:
        told = f"done, and the journal could not note it: {full.message}"
        raise JournalFull(sent.result(Outcome.DONE, told, key=key, exit_code=full.exit_code)) from None
    result = sent.result(Outcome.DONE, said, tracking_id=answer.tracking_id, key=key)
    seen = await look_until(session, change, key="" if change.key else key, twins=sent.twins)
    is_read = bool(change.fields and seen.found)
    if not is_read and not change.removes and (change.check is not None or not change.key):
        is_read = await refresh(session, change, key or next(iter(seen.candidates), ""))
    return replace(await noted(sent, result, seen), is_read=is_read)


async def noted(sent: Sent, result: Result, seen: Seen) -> Result:
    """Note what was read."""
    if seen.found:
        with suppress(StoreError):  # the outcome is noted; what was read can be read again
            await sent.journal.note_verified(sent.intent.id, seen.found)
    if seen.holds is False:
        why = "reading shows what was there before; it may show later" if seen.untouched else seen.why
        why = why or "reading it does not show it"
        return replace(result, said=f"Zoom accepted it; {why}", found=seen.found, as_asked=False)
    if seen.holds is None and not result.said:
        result = replace(result, said=f"done, not verified: {seen.why}")
    if seen.lost:
        lost = f"lost its value with it: {', '.join(seen.lost)}"
        result = replace(result, said=f"{result.said}; {lost}" if result.said else f"done; {lost}")
    return replace(result, found=seen.found, key=result.key or (seen.candidates or ("",))[0])
