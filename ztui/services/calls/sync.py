"""Calls fetched into the store: what is missing of a span, several windows at once, the newest first.

First one page of each window is fetched: Zoom tells with it how many calls the window has. Windows with many are cut,
so that what is lost by a cut, and what is left for the last chain alone, is little. Only windows whose last page came
count as covered, as the order of the calls in a list is not documented.
"""

from __future__ import annotations

import asyncio
import math
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from ztui.contract.catalogue import operation
from ztui.core.dataclass import dataclass
from ztui.core.errors import RateLimited, StoreError, ZtuiError
from ztui.resources.call_history import CALL_HISTORY
from ztui.resources.rows import key_of
from ztui.services.calls.chains import Basket, Chain
from ztui.services.calls.cost import PAGE, Cost, Progress, interval_of, latency_of, pot_of, width_of
from ztui.services.calls.turns import take_turn
from ztui.services.calls.windows import OPERATION, cut, edge, gaps, held
from ztui.store.calls.record import is_timed, readable
from ztui.store.calls.turns import Turn

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from ztui.core.ports import Clock
    from ztui.resources.model import Row
    from ztui.services.calls.turns import Busy
    from ztui.services.calls.windows import Span
    from ztui.store.calls.adding import Added
    from ztui.store.calls.calls import Calls
    from ztui.store.calls.coverage import Covered
    from ztui.zoom.client import Client

__all__ = ["AT_ONCE", "Report", "Sync"]

AT_ONCE: Final = 20 * PAGE
"""Calls of a window that one chain fetches; one with less than twice as many is not cut."""
_UNTOLD = 86_400
"""Seconds of a window where Zoom does not tell how many calls there are."""
_MANY = 50_000
"""From so many calls on, the indexes of an empty store are made afterwards."""
_LOOKS = 8
"""Windows looked at at once: all of six months."""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a sync.

    Attributes:
        added: Calls that are new, changed, as they were.
        requests: Requests sent, each try counted.
        seconds: Time that it took.
        untimed: Calls whose begin nobody can read and that were not stored like that before: what was asked for when
            they came does not count as stored, so that the next sync asks for it once more.
    """

    added: Added
    requests: int
    seconds: float
    untimed: int = 0


class Sync:
    """Fetches what is missing of one span: `look`, then `run`, which goes on where it ended when called again.

    What comes is stored. After an error nothing has to be fetched again but the windows that were on their way; one
    that is cancelled cannot go on, another one does.
    """

    def __init__(
        self,
        client: Client,
        calls: Calls,
        clock: Clock,
        span: Span,
        tell: Callable[[Progress], None] = lambda progress: None,
        *,
        at_once: int = AT_ONCE,
        when_busy: Callable[[Busy], None] | None = None,
    ) -> None:
        """Take what it works with.

        Args:
            client: The way to Zoom.
            calls: The store.
            clock: The time.
            span: What is wanted; see `windows.span_between`.
            tell: Called after each page.
            at_once: Calls of a window that one chain fetches.
            when_busy: Told that another sync of the account has to end first, which is waited for; without it that is
                an error.
        """
        self._client = client
        self._calls = calls
        self._clock = clock
        self._span = span
        self._tell = tell
        self._at_once = at_once
        self._when_busy = when_busy
        self._turn = Turn(calls.path)
        self._basket = Basket(calls, clock)
        self._queue: deque[Chain] = deque()
        self._under_way: list[Chain] = []
        self._looked: list[Chain] = []
        self._members = 0
        self._came = 0
        self._untimed = 0
        self._error: ZtuiError | None = None
        self._is_first = False
        self._began = clock.monotonic()
        self._sent = _heavy(client)
        self._crowded = client.requests.crowded
        self._one_by_one = False
        self._sent_before = 0
        self._left: int | None = None
        self._limit: int | None = None

    async def look(self) -> Cost:
        """Fetch the first page of each window that is missing, and give what the rest costs; nothing if that was all.

        Raises:
            Busy: Another sync of the account is under way, and is not to be waited for.
            ZtuiError: Zoom cannot be asked, or the store not be used; with `RateLimited.until` when it goes on.
        """
        await self._begin_again()
        await take_turn(self._turn, self._clock, self._when_busy, self._is_done)
        covered = await self._calls.covered()
        missing = self._missing(covered)
        self._queue = deque(Chain(window) for gap in missing for window in cut(gap))
        self._is_first = not covered and not await self._calls.count()
        pot, self._sent_before = await pot_of(self._client), self._requests
        if pot is not None:
            self._left, self._limit = max(pot.limit - pot.used, 0), pot.limit
        try:
            await self._crew(self._look_at, 1 if self._one_by_one else _LOOKS)
        finally:
            await self._plan()
        if not self.rest.requests:
            await self._basket.flush()
        return self.rest

    async def pause(self) -> None:
        """Store what came so far, before it is asked whether the rest shall come.

        Raises:
            StoreError: It could not be stored.
        """
        await self._basket.flush()

    async def run(self) -> Report:
        """Fetch the rest.

        Raises:
            ZtuiError: As `look`; to be called again when it is worth a try.
        """
        if self._is_first and self.rest.calls >= _MANY:
            self._basket.begin_with(self._calls.begin_first_load)
        try:
            await self._crew(self._walk, self._width)
            await self._basket.flush()
        finally:
            if self._came:
                await self._calls.end_first_load()
            self._is_first = False
        return self.report

    @property
    def rest(self) -> Cost:
        """Give what is still to be sent."""
        chains = (*self._queue, *self._under_way, *self._looked)
        requests = sum(each.requests_left for each in chains)
        left = None if self._left is None else max(self._left - self._requests + self._sent_before, 0)
        seconds = max(requests * interval_of(self._client), requests * latency_of(self._client) / self._width)
        return Cost(requests, sum(each.calls_left for each in chains), seconds, left, self._limit)

    @property
    def report(self) -> Report:
        """Give what became of it so far."""
        return Report(self._basket.added, self._requests, self._clock.monotonic() - self._began, self._untimed)

    async def close(self) -> None:
        """Let go of what is not through, and let others fetch."""
        try:
            await self._begin_again()
            with suppress(StoreError):  # who fetched was told of it
                await self._basket.flush()
        finally:
            self._turn.leave()

    async def _is_done(self) -> bool:
        return not self._missing(await self._calls.covered())

    def _missing(self, covered: Sequence[Covered]) -> tuple[Span, ...]:
        """Give what has to be asked for; what has grown too old since the span was chosen cannot be."""
        now = self._clock.now()
        return gaps((max(self._span[0], edge(now)), self._span[1]), covered, now)

    @property
    def _width(self) -> int:
        return 1 if self._one_by_one else width_of(self._client)

    async def _begin_again(self) -> None:
        for each in (*self._queue, *self._looked):
            await each.begin_again()

    @property
    def _requests(self) -> int:
        return _heavy(self._client) - self._sent

    async def _plan(self) -> None:
        """Put what was looked at into the queue again: a window with many calls in pieces, a small one as it is."""
        chains = list(self._queue)
        for each in self._looked:
            chains += await self._cut(each)
        self._looked = []
        self._queue = deque(sorted(chains, key=lambda each: each.window, reverse=True))

    async def _cut(self, chain: Chain) -> list[Chain]:
        first, end = chain.window
        pieces = -(-(end - first) // _UNTOLD) if not chain.is_known else math.ceil(chain.calls_left / self._at_once)
        if pieces <= 2:
            return [chain]
        await chain.begin_again()
        guess = None if chain.total is None else chain.total // pieces
        return [Chain(each, guess) for each in cut(chain.window, -(-(end - first) // pieces))]

    async def _crew(self, work: Callable[[Chain], Awaitable[None]], width: int) -> None:
        """Let several members take windows from the queue; when one fails, the others end with their page."""
        async with asyncio.TaskGroup() as group:
            for _ in range(width):
                group.create_task(self._member(work))
        error, self._error = self._error, None
        if error is not None:
            await self._basket.flush()
            raise error

    async def _member(self, work: Callable[[Chain], Awaitable[None]]) -> None:
        self._members += 1
        try:
            while self._queue and not self._has_to_leave():
                chain = self._urgent() or max(self._queue, key=lambda each: each.window)
                self._queue.remove(chain)
                self._under_way.append(chain)
                try:
                    await work(chain)
                finally:
                    self._under_way.remove(chain)
        except ZtuiError as error:
            self._error = self._error or error
        finally:
            self._members -= 1

    def _has_to_leave(self) -> bool:
        return self._error is not None or (self._one_by_one and self._members > 1)

    def _urgent(self) -> Chain | None:
        """Give the longest chain, if its pages, in turns with the others', take longer than all that is left."""
        longest = max(self._queue, key=lambda each: each.requests_left)
        turn = max(latency_of(self._client), self._width * interval_of(self._client))
        return longest if longest.requests_left * turn > self.rest.seconds else None

    async def _look_at(self, chain: Chain) -> None:
        if not await self._turn_page(chain):
            self._looked.append(chain)

    async def _walk(self, chain: Chain) -> None:
        if not await self._turn_page(chain):
            self._queue.append(chain)

    async def _turn_page(self, chain: Chain) -> bool:
        """Fetch a page and hand it on; gives whether the member is done with the window."""
        try:
            page = await chain.next(self._client, self._clock)
        except ZtuiError as error:
            self._queue.appendleft(chain)
            if isinstance(error, RateLimited) and "concurrent" in error.message.casefold() and self._members > 1:
                self._one_by_one = True
                return True
            raise
        self._one_by_one = self._one_by_one or self._client.requests.crowded > self._crowded
        self._came += len(page.rows)
        chain.untimed += await self._untimed_of(page.rows)
        if page.last:
            self._untimed += chain.untimed
        through = held(chain.window, self._clock.now(), self._client.requests.ahead)
        await self._basket.put(page.rows, through if page.last and not chain.untimed else None)
        self._tell(Progress(self._came, self._requests, self.rest, self._one_by_one))
        return page.last

    async def _untimed_of(self, rows: Sequence[Row]) -> int:
        """Count the calls whose begin nobody can read, but for those that Zoom has sent like that before."""
        odd = [row for row in rows if not is_timed(row)]
        return sum([await self._calls.find(key_of(CALL_HISTORY, row)) != readable(row) for row in odd])


def _heavy(client: Client) -> int:
    """Count the requests sent that draw from the same pot, each try."""
    return client.requests.by_label.get(operation(OPERATION).limit_label, 0)
