"""The inventory read in the background: all lists at once, and behind each list the answers of its objects.

Requests of the lanes do not wait for each other, so that a sync takes as long as the narrowest lane makes it. Zoom
promises no order of its lists and its page tokens die: a list that was cut is read anew, answers go on where they were.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import suppress
from dataclasses import field
from functools import partial
from typing import TYPE_CHECKING, Final

from ztui.contract.catalogue import operation
from ztui.core.dataclass import dataclass
from ztui.core.errors import AuthError, Forbidden, NotFound, RateLimited, StoreError, Unreachable, ZtuiError
from ztui.services.inventory.cost import Cost, Progress, cost_of
from ztui.services.inventory.parts import Listed, Objects
from ztui.services.inventory.planning import Planned, is_stale, planned, share_of
from ztui.services.inventory.state import Need, State, operation_of, pages_of
from ztui.services.objects import Objects as ObjectReader
from ztui.services.view import View
from ztui.store.answers import Asked
from ztui.zoom.limits import Background, lane

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from datetime import timedelta

    from ztui.services.feed import FeedState
    from ztui.services.inventory.parts import Answers, Part
    from ztui.services.session import Session
    from ztui.store import answers

__all__ = ["Report", "Sync"]

_WIDTH: Final = 12
"""Answers of one lane that are asked for at once."""
_PATIENCE: Final = 3
"""So many answers of a part may fail before the rest of it is left out."""
_WAITS: Final = 4
_LONGEST_WAIT: Final = 120.0
"""So often a limit of Zoom's is waited for, and so many seconds at most: a limit of the day ends the sync."""
_FATAL = (AuthError, Unreachable, RateLimited, StoreError)
"""With these nothing else would come either."""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a sync.

    Attributes:
        sent: Requests sent, each try counted, by label.
        seconds: Time that it took.
        read: Names of the parts that were read.
        fresh: Names of those that were young enough.
        failed: Why a part is not all there, by its name.
    """

    sent: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    read: tuple[str, ...] = ()
    fresh: tuple[str, ...] = ()
    failed: Mapping[str, ZtuiError] = field(default_factory=dict)

    @property
    def requests(self) -> int:
        """Give how many requests it took."""
        return sum(self.sent.values())


@dataclass(frozen=True, slots=True)
class _Job:
    part: Objects | Answers
    need: Need


class Sync:
    """One sync; `run` is called once."""

    def __init__(self, session: Session, answers: answers.Answers, tell: Callable[[Progress], None]) -> None:
        """Take the session, the store of answers, and what is told how far it is."""
        self._session = session
        self._answers = answers
        self._tell_outside = tell
        self._client = session.client.in_background(share_of(session))
        self._objects = ObjectReader(self._client, session.cache, session.listings)
        self._state = State(session, answers)
        self._queues: dict[str, asyncio.Queue[_Job | None]] = {}
        self._left: dict[str, tuple[str, int]] = {}
        self._failed: dict[str, ZtuiError] = {}
        self._failures: Counter[str] = Counter()
        self._fatal: ZtuiError | None = None
        self._crowded = session.client.requests.crowded
        self._touched: set[str] = set()
        self._behind: set[str] = set()
        self._reading: set[str] = set()

    async def run(self, names: Sequence[str] | None, fresh_for: timedelta) -> Report:
        """Fetch what is missing or older than wished.

        Raises:
            UnknownName: There is no such part.
            ZtuiError: Zoom cannot be asked at all, or the store not be used; what came is stored.
        """
        began = self._session.clock.monotonic()
        plan = await planned(self._session, self._answers, names, fresh_for)
        self._left = dict(plan.left)
        self._resources = {each.resource: self._session.listings.find(each.resource) for each in plan.parts}
        await self._all(plan)
        if self._fatal is not None:
            raise self._fatal
        touched = {*plan.stale, *self._touched, *self._failed}
        return Report(
            dict(self._sent),
            self._session.clock.monotonic() - began,
            tuple(each.name for each in plan.parts if each.name in touched and each.name not in self._failed),
            tuple(each.name for each in plan.parts if each.name not in touched),
            dict(self._failed),
        )

    @property
    def _sent(self) -> Counter[str]:
        limiter = self._client.limiter
        assert isinstance(limiter, Background)
        return limiter.sent

    async def _all(self, plan: Planned) -> None:
        behind = [each for each in plan.parts if not isinstance(each, Listed)]
        self._behind = {each.name for each in behind}
        self._reading = set(plan.stale)
        lanes = {lane(operation(operation_of(each, self._resources))) for each in behind}
        self._queues = {each: asyncio.Queue() for each in lanes}
        read = {each.resource: asyncio.Event() for each in plan.parts}
        async with asyncio.TaskGroup() as group:
            for queue in self._queues.values():
                for number in range(_WIDTH):
                    group.create_task(self._member(queue, number))
            for part in plan.parts:
                if isinstance(part, Listed):
                    group.create_task(self._list(part, read[part.resource], stale=part.name in plan.stale))
            async with asyncio.TaskGroup() as filling:
                for each in behind:
                    filling.create_task(self._fill(each, read[each.resource], plan))
            for queue in self._queues.values():
                for _ in range(_WIDTH):
                    queue.put_nowait(None)

    # Lists

    async def _list(self, part: Listed, read: asyncio.Event, *, stale: bool) -> None:
        try:
            if stale and self._fatal is None:
                await self._read(part)
        except ZtuiError as error:
            self._note(part, error)
        finally:
            self._left.pop(part.name, None)
            self._reading.discard(part.name)
            read.set()

    async def _read(self, part: Listed) -> None:
        resource = self._resources[part.resource]
        name = resource.operations.list

        def told(state: FeedState) -> None:
            if state.loading:
                rest = None if state.total is None else state.total - state.read
                self._left[part.name] = name, 1 if rest is None else pages_of(resource, max(rest, 0))
                self._tell(part)

        async def read() -> None:
            state = await self._session.listings.read(View(part.resource), self._client, told)
            self._state.forget(part.resource)
            if state.error is not None:
                raise state.error

        await self._patiently(read)

    async def _patiently(self, ask: Callable[[], Awaitable[None]]) -> None:
        """Ask, and once more after each limit of a moment: nobody waits at a screen for this."""
        for _ in range(_WAITS):
            try:
                return await ask()
            except RateLimited as error:
                now = self._session.clock.now()
                wait = 1.0 if error.until is None else max((error.until - now).total_seconds(), 0.0)
                if wait > _LONGEST_WAIT:
                    raise
                await self._session.clock.sleep(wait)
        return await ask()

    # Answers

    async def _fill(self, part: Objects | Answers, read: asyncio.Event, plan: Planned) -> None:
        """Put what a part wants into the queue of its lane, once the list that it goes through was read."""
        await read.wait()
        try:
            now = self._session.clock.now()
            needs = [each for each in await self._state.needs(part) if is_stale(each.read_at, plan.since, now)]
        except ZtuiError as error:
            self._note(part, error)
            return
        name = operation_of(part, self._resources)
        self._left[part.name] = name, len(needs)
        if needs:
            self._touched.add(part.name)
        for each in needs:
            self._queues[lane(operation(name))].put_nowait(_Job(part, each))

    async def _member(self, queue: asyncio.Queue[_Job | None], number: int) -> None:
        """Take jobs from a queue; once Zoom refuses requests at once, only the first member goes on."""
        while (job := await queue.get()) is not None:
            await self._do(job)
            if number and self._client.requests.crowded > self._crowded:
                return

    async def _do(self, job: _Job) -> None:
        part = job.part
        if self._fatal is None and self._failures[part.name] < _PATIENCE:
            try:
                await self._patiently(partial(self._fetch, job))
            except ZtuiError as error:
                self._failures[part.name] += _PATIENCE if isinstance(error, Forbidden) else 1
                self._note(part, error)
        name, left = self._left[part.name]
        self._left[part.name] = name, max(left - 1, 0)
        self._tell(part)

    async def _fetch(self, job: _Job) -> None:
        part, need = job.part, job.need
        if isinstance(part, Objects):
            with suppress(NotFound):  # gone since the list was read
                await self._objects.read(part.resource, need.key)
            return
        assert need.wanted is not None
        asked = Asked.of(part.operation, need.wanted.path, need.wanted.query)
        try:
            data = (await self._client.request(part.operation, need.wanted.path, need.wanted.query)).data
        except NotFound:
            data = None
        await self._answers.put(asked, data)

    # What is told

    def _note(self, part: Part, error: ZtuiError) -> None:
        if isinstance(error, _FATAL):
            self._fatal = self._fatal or error
        self._failed.setdefault(part.name, error)

    def _tell(self, part: Part) -> None:
        is_counted = not self._reading and self._behind <= self._left.keys()
        self._tell_outside(Progress(sum(self._sent.values()), self._rest(), part.title, is_counted))

    def _rest(self) -> Cost:
        return cost_of(self._left.values(), self._session.client.limiter.rates(), share_of(self._session))
