"""Changes that go as one request: 200 numbers for a queue are four requests of fifty, and 200 outcomes.

Each change keeps an entry of its own in the journal, an inverse and an outcome. What Zoom refuses of a request is told
apart: by what it names, by reading what shows, and else by sending the rest again in smaller parts, since a request
that was refused was not carried out.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from ztui.core.errors import ApiError, Conflict, Invalid, NotFound, StoreError, ZtuiError
from ztui.core.phone import digits
from ztui.services.changes.bound import owner_of
from ztui.services.changes.inverting import inverse_record
from ztui.services.changes.looking import NOT_THERE, WAITS, look_each
from ztui.services.changes.model import Result
from ztui.services.changes.noting import give_up, opened, to_its_end
from ztui.services.changes.partial import is_in_part, things, unprocessed
from ztui.services.changes.parties import joined
from ztui.services.changes.places import checked_target
from ztui.services.changes.records import about, as_record, record_of_request
from ztui.services.changes.unsent import conflict, held, so_already, unsent, why_unsent
from ztui.services.changes.writing import JournalFull, Sent, held_back, noted, unanswered
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ztui.resources.edits.model import Request
    from ztui.services.changes.looking import Seen
    from ztui.services.changes.model import Change, Plan
    from ztui.services.session import Session
    from ztui.zoom.answers import Answer

__all__ = ["carry_out_joined"]

_AT_ONCE = 4
_APART = "refused together with others; sent again in smaller parts"


async def carry_out_joined(
    session: Session, plan: Plan, changes: Sequence[Change]
) -> tuple[list[Result], JournalFull | None]:
    """Carry out changes of one party as one request.

    Returns:
        What came of each, in their order; and why nothing more may be sent, None where more may.
    """
    party = _Party(session, plan)
    try:
        await party.carry_out(changes)
    except JournalFull as full:
        party.full = full
    why = "" if party.full is None else why_unsent(party.full.result)
    found = [party.results.get(each.id) or held(each, why) for each in changes]
    return found, party.full


class _Party:
    """Changes on their way together."""

    def __init__(self, session: Session, plan: Plan) -> None:
        """Take the session and the plan."""
        assert session.journal is not None
        self._session = session
        self._plan = plan
        self._journal = session.journal
        self.results: dict[str, Result] = {}
        self.full: JournalFull | None = None

    def _take(self, results: Iterable[Result]) -> None:
        self.results.update({each.change.id: each for each in results})

    async def carry_out(self, changes: Sequence[Change]) -> None:
        """Look at what is there, and send what is still to be done."""
        ready = await self._ready(changes)
        if ready:
            await self._send(ready)

    async def _ready(self, changes: Sequence[Change]) -> list[Change]:
        """Take out what was changed meanwhile, and what is so already."""
        gate = asyncio.Semaphore(_AT_ONCE)
        objects: dict[object, list[Change]] = {}
        for each in changes:
            objects.setdefault((each.resource, each.key, each.parents, each.guard), []).append(each)

        async def held(some: Sequence[Change]) -> Result | None:
            async with gate:
                try:
                    found = await held_back(self._session, some[0], ask_check=False)
                except ZtuiError as error:
                    return unsent(some[0], error)
                return found if isinstance(found, Result) else None

        groups = list(objects.values())
        for some, result in zip(groups, await asyncio.gather(*map(held, groups)), strict=True):
            if result is not None:
                self._take(replace(result, change=each) for each in some)
        left = [each for each in changes if each.id not in self.results]
        for change, seen in zip(left, await look_each(self._session, left), strict=True):
            if seen.holds:
                self._take([so_already(change)])
            elif seen.why == NOT_THERE:
                self._take([conflict(change, NOT_THERE)])
        return [each for each in left if each.id not in self.results]

    async def _send(self, changes: Sequence[Change]) -> None:
        """Put all of them on disk, send them as one, and tell apart what came of them."""
        request = joined([each.request for each in changes])
        account, _ = checked_target(request, self._session.client.account)
        sent = await self._opened(changes, request, account)
        try:
            answer = await self._session.client.request(
                request.operation_id, request.path, request.query, request.body, intent=sent[0].intent
            )
        except ZtuiError as error:
            await self._failed(sent, error)
        except asyncio.CancelledError:
            await to_its_end(self._broken_off(sent))
            raise
        else:
            await self._done(sent, answer, unprocessed(answer.data))

    async def _opened(self, changes: Sequence[Change], request: Request, account: str) -> list[Sent]:
        """Put an entry for each on disk; all but the first, with which the request leaves, count as sent from here."""
        sent: list[Sent] = []
        try:
            for each in changes:
                notes = about(self._plan, each)
                record = as_record(each, owner_of(self._session))
                intent = await opened(self._journal, request.operation_id, record, account, notes)
                sent.append(Sent(each, intent, self._journal, ()))
            for one in sent[1:]:
                await self._journal.sent(one.intent, record_of_request(request) | {"account": account})
        except (StoreError, asyncio.CancelledError) as error:
            for one in sent:
                with suppress(StoreError):
                    await to_its_end(self._journal.close_intent(one.intent, Outcome.SKIPPED, "nothing was sent"))
            if isinstance(error, StoreError):
                raise JournalFull(unsent(changes[0], error)) from None
            raise
        return sent

    async def _broken_off(self, sent: Sequence[Sent]) -> None:
        is_unsent = await self._journal.is_open(sent[0].intent)
        for each in sent:
            if is_unsent:
                await self._journal.close_intent(each.intent, Outcome.SKIPPED, "broken off")
            else:
                await give_up(each)

    async def _failed(self, sent: Sequence[Sent], error: ZtuiError) -> None:
        """Deal with a request that did not succeed."""
        if isinstance(error, Invalid | NotFound | Conflict) and 400 <= error.http < 500 and len(sent) > 1:
            named = _named(sent, error)
            if named and is_in_part(error):
                await self._done(sent, None, named, error)
            else:
                await self._apart(sent, error, named)
            return
        ended = await asyncio.gather(*(unanswered(self._session, each, error) for each in sent), return_exceptions=True)
        for end in ended:
            if isinstance(end, JournalFull):
                self._take([end.result])
                self.full = end
            elif isinstance(end, BaseException):
                raise end
            else:
                self._take([end])

    async def _apart(self, sent: Sequence[Sent], error: ApiError, named: Mapping[str, str]) -> None:
        """Send a refused request again in parts: what Zoom finds fault with alone, the rest in halves."""
        changes = [each.change for each in sent]
        shown = await look_each(self._session, changes)
        done = [each for each, seen in zip(sent, shown, strict=True) if seen.holds]
        left = [each for each, seen in zip(sent, shown, strict=True) if not seen.holds]
        if done:
            await self._done(done, None, {})
        bad = [each for each in left if each.change.id in named]
        await self._refused(bad, error, named)
        rest = [each for each in left if each.change.id not in named]
        for each in rest:
            await self._close(each, Outcome.FAILED, f"{error.message} {_APART}.", error.tracking_id)
        again = [each.change for each in rest]
        middle = len(again) // 2 if not bad and not done else 0
        for part in (again[:middle], again[middle:]):
            if part:
                await self._send(part)

    async def _refused(self, sent: Sequence[Sent], error: ApiError | None, named: Mapping[str, str]) -> None:
        for each in sent:
            said = named[each.change.id]
            tracking = "" if error is None else error.tracking_id
            await self._close(each, Outcome.FAILED, said, tracking)
            self._take([each.result(Outcome.FAILED, said, tracking_id=tracking, exit_code=1)])

    async def _close(self, sent: Sent, outcome: Outcome, said: str, tracking: str) -> None:
        try:
            await to_its_end(self._journal.close_intent(sent.intent, outcome, said, tracking_id=tracking))
        except StoreError as full:
            raise JournalFull(sent.result(outcome, said, exit_code=full.exit_code)) from None

    async def _done(
        self, sent: Sequence[Sent], answer: Answer | None, failed: Mapping[str, str], error: ApiError | None = None
    ) -> None:
        """Note what was carried out, but for what Zoom says failed; then see by reading whether it shows."""
        named = failed if error is not None else _matched(sent, failed)
        await self._refused([each for each in sent if each.change.id in named], error, named)
        rest = [each for each in sent if each.change.id not in named]
        tracking = answer.tracking_id if answer is not None else error.tracking_id if error is not None else ""
        data = None if answer is None else answer.data
        for each in rest:
            change = each.change
            said = change.unverified and f"done, not verifiable: {change.unverified}"
            inverse = inverse_record(self._session, change, data, change.key)
            try:
                await to_its_end(each.close_done(said, change.key, tracking, inverse))
            except StoreError as full:
                told = f"done, and the journal could not note it: {full.message}"
                self.full = JournalFull(each.result(Outcome.DONE, told, key=change.key, exit_code=full.exit_code))
                self._take([self.full.result])
        left = [each for each in rest if each.change.id not in self.results]
        for each, seen in zip(left, await self._shown([each.change for each in left]), strict=True):
            said = each.change.unverified and f"done, not verifiable: {each.change.unverified}"
            result = each.result(Outcome.DONE, said, tracking_id=tracking, key=each.change.key)
            self._take([await noted(each, result, seen)])

    async def _shown(self, changes: Sequence[Change]) -> Sequence[Seen]:
        """Look a few times, until each shows."""
        found: Sequence[Seen] = ()
        for wait in WAITS if changes else ():
            if wait:
                await self._session.clock.sleep(wait)
            found = await look_each(self._session, changes)
            if all(each.holds is not False for each in found):
                break
        return found


def _matched(sent: Sequence[Sent], failed: Mapping[str, str]) -> dict[str, str]:
    """Give why a change failed, by its id: Zoom names the thing by number or id."""
    by_name = {name: each.change.id for each in sent for name in _names(each.change)}
    found = {}
    for thing, why in failed.items():
        id = by_name.get(thing) or by_name.get(digits(thing) or thing)
        if id is not None:
            found[id] = why
    return found


def _names(change: Change) -> list[str]:
    thing = things(change.request)[0]
    named = [str(each) for each in thing.values()] if isinstance(thing, dict) else [str(thing)]
    named += [change.key, change.label] if change.key not in change.request.path.values() else []
    return [name for each in named if each for name in (each, digits(each)) if name]


def _named(sent: Sequence[Sent], error: ApiError) -> dict[str, str]:
    fields = error.fields if isinstance(error, Invalid) else ()
    return _matched(sent, {each.field: each.message for each in fields if each.field})
