"""A plan carried out: changes of one object one after another, of different objects a few at a time."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError, ReadOnly, StoreError
from ztui.services.changes.acting import AT_ONCE
from ztui.services.changes.bound import is_ours
from ztui.services.changes.joining import carry_out_joined
from ztui.services.changes.kept import keep, keep_rest
from ztui.services.changes.later import assert_in_order, held_up, may_come, settled, waits_for
from ztui.services.changes.model import Change, Result, Run
from ztui.services.changes.parties import parties
from ztui.services.changes.places import checked_target
from ztui.services.changes.relisting import relist
from ztui.services.changes.unsent import held, why_unsent
from ztui.services.changes.writing import JournalFull, carry_out
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ztui.services.changes.model import Plan
    from ztui.services.session import Session

__all__ = ["Pause", "apply", "why_not"]

_STOPPED = "the run was stopped"


def _nobody(result: Result) -> None:
    """Take note of a result that nobody waits for."""


def why_not(session: Session) -> str:
    """Give why nothing can be written in a session, "" where it can."""
    if session.offline:
        return "ztui runs offline; leave --offline out to ask Zoom."
    if session.client.read_only:
        return f"This session may only read, by {session.profile.read_only_switch}."
    return "" if session.journal is not None else "There is no journal, without which nothing is written."


class Pause:
    """Holds a run between two changes; an event whose end can be waited for."""

    def __init__(self) -> None:
        """Begin without holding anything."""
        self._over = asyncio.Event()
        self._over.set()

    def set(self) -> None:
        """Hold the run."""
        self._over.clear()

    def clear(self) -> None:
        """Let it go on."""
        self._over.set()

    def is_set(self) -> bool:
        """Tell whether it is held."""
        return not self._over.is_set()

    async def over(self) -> None:
        """Wait until it may go on."""
        await self._over.wait()


async def apply(
    session: Session,
    plan: Plan,
    *,
    on_result: Callable[[Result], None] = _nobody,
    stop: asyncio.Event | None = None,
    pause: Pause | None = None,
) -> Run:
    """Carry out a plan; consent is the caller's.

    Args:
        session: The one that it was made in.
        plan: The plan; changes that are switched off are left out.
        on_result: Told each result as it comes.
        stop: When it is set, the running changes end and no other begins.
        pause: While it is set, the running changes end and no other begins.

    Returns:
        What came of each change; one that goes wrong keeps no other from being carried out, but those that need it,
        and those of the same object that come after one whose outcome is not known.

    Raises:
        ConfigError: The plan was made in another profile or account, lacks the reason that the profile wants, or a
            change waits for one that comes after it.
        ReadOnly: Nothing may be written.
        StoreError: The changes cannot be put on disk before the first of them is sent.
    """
    _assert_allowed(session, plan)
    run = _Running(session, plan, on_result, stop or asyncio.Event(), pause or Pause())
    lanes: dict[str, list[Change]] = {}
    for change in plan.active:
        _, subject = checked_target(change.request, session.client.account)
        lanes.setdefault(subject, []).append(change)
    is_kept = await keep(session, plan)
    async with asyncio.TaskGroup() as group:
        for lane in lanes.values():
            group.create_task(run.lane(lane))
    results = tuple(run.results[each.id] for each in plan.active)
    rest = (*(each.change for each in results if each.is_held), *plan.postponed) if is_kept else ()
    if is_kept and not run.halted:
        with suppress(StoreError):  # the file that stays is compared with the journal when it is looked at
            await keep_rest(session, plan, rest)
    await relist(session, results)
    return Run(plan, results, run.halted, rest)


def _assert_allowed(session: Session, plan: Plan) -> None:
    """Assert that a plan may be carried out in a session; raises what `apply` says."""
    if plan.profile != session.profile.name or not is_ours(session, plan.account, plan.owner):
        raise ConfigError("The plan was made in another account.", "Make it again here; nothing was sent.")
    if session.profile.require_reason and not plan.reason.strip():
        raise ConfigError("This profile wants a reason for every change.", "Give one; nothing was sent.")
    why = why_not(session)
    if why:
        raise ReadOnly(f"Nothing was changed. {why}")
    assert_in_order(plan)


class _Running:
    """A run under way."""

    def __init__(
        self,
        session: Session,
        plan: Plan,
        on_result: Callable[[Result], None],
        stop: asyncio.Event,
        pause: Pause,
    ) -> None:
        """Take what it is run with."""
        self._session = session
        self._plan = plan
        self._on_result = on_result
        self._stop = stop
        self._pause = pause
        self._gate = asyncio.Semaphore(AT_ONCE)
        self._over = {each.id: asyncio.Event() for each in plan.active}
        self.results: dict[str, Result] = {}
        self.halted = ""

    async def lane(self, changes: list[Change]) -> None:
        """Carry out the changes of one object, one after another."""
        blocked = ""
        for party in parties(changes):
            for each in (need for change in party for need in waits_for(change)):
                if each in self._over:
                    await self._over[each].wait()
            async with self._gate:
                await self._pause.over()
                results = await self._together(party, blocked)
            if any(each.outcome is Outcome.UNKNOWN for each in results):
                blocked = "what became of the change before it is not known"
            for result in results:
                self.results[result.change.id] = result
                self._over[result.change.id].set()
                self._on_result(result)

    async def _together(self, party: Sequence[Change], blocked: str) -> list[Result]:
        """Carry out changes that go as one request, or a single one."""
        if len(party) == 1 or blocked or self.halted or self._stop.is_set():
            return [await self._one(each, blocked) for each in party]
        results, full = await carry_out_joined(self._session, self._plan, party)
        if full is not None:
            self.halted = f"the journal cannot be written: {why_unsent(full.result)}"
        return results

    async def _one(self, change: Change, blocked: str) -> Result:
        if self._stop.is_set() and not self.halted:
            self.halted = "stopped"
        why = blocked or (self.halted and (_STOPPED if self.halted == "stopped" else self.halted))
        if why:
            return held(change, why)
        if why := held_up(change, self.results):
            return held(change, why, is_held=may_come(change, self.results))
        try:
            return await carry_out(self._session, self._plan, settled(change, self.results))
        except JournalFull as full:
            self.halted = f"the journal cannot be written: {why_unsent(full.result)}"
            return full.result
