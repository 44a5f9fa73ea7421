"""The pages of one window, one after another; and the basket in which pages wait to be stored together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ztui.core.errors import Invalid, StoreError
from ztui.resources.call_history import CALL_HISTORY
from ztui.resources.rows import key_of
from ztui.services.calls.cost import PAGE, pages_of
from ztui.services.calls.windows import OPERATION, Span, asked, edge
from ztui.store.calls.adding import Added

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence

    from ztui.core.ports import Clock
    from ztui.store.calls.calls import Calls
    from ztui.zoom.client import Client
    from ztui.zoom.paging import Page

__all__ = ["Basket", "Chain"]

_FULL = 10 * PAGE
_BEHIND = 5 * _FULL
_SECONDS = 0.5
_LATER = (timedelta(), timedelta(hours=1), timedelta(hours=26))
"""So much after the edge by our clock to begin at, one after another, while Zoom finds a window too old."""


@dataclass(slots=True)
class Chain:
    """One window on its way.

    Attributes:
        window: What is covered once the last page is stored.
        total: Calls in it: as guessed, then as Zoom says; None where nobody knows.
        given: Calls that came.
        pages: Pages that came.
        is_known: Zoom has said how many there are.
        untimed: Calls that came with a begin that nobody can read, and came otherwise or not at all before.
    """

    window: Span
    total: int | None = None
    given: int = 0
    pages: int = 0
    is_known: bool = False
    untimed: int = 0
    _way: AsyncIterator[Page] | None = None

    @property
    def calls_left(self) -> int:
        """Give how many calls are to come, as far as it is known."""
        return max((self.total or 0) - self.given, 0)

    @property
    def requests_left(self) -> int:
        """Give how many requests are to come; of a guess a little more, as the last page is seldom full."""
        if self.is_known:
            return pages_of(self.calls_left) if self.calls_left else 0
        return pages_of((self.total or 0) + PAGE // 2)

    async def next(self, client: Client, clock: Clock) -> Page:
        """Fetch the next page; a page token that died begins the window again, and calls that came do not come twice.

        Raises:
            ZtuiError: As `Client.pages`; the next call begins the window again.
        """
        try:
            page = await self._page(client, clock)
        except BaseException:
            await self.begin_again()
            raise
        self.pages += 1
        self.given = page.seen
        if page.total is not None:
            self.total, self.is_known = page.total, True
        return page

    async def begin_again(self) -> None:
        """Let go of the way through the window."""
        way, self._way = self._way, None
        self.given = self.pages = self.untimed = 0
        if isinstance(way, AsyncGenerator):
            await way.aclose()

    async def _page(self, client: Client, clock: Clock) -> Page:
        """Fetch a page; a window that has become too old on its way is begun again with what is left of it."""
        if self._way is not None:
            try:
                return await anext(self._way)
            except Invalid:
                if not self._is_oldest(clock):
                    raise
                await self.begin_again()
        return await self._first(client, clock)

    def _is_oldest(self, clock: Clock) -> bool:
        return self.window[0] <= edge(clock.now() + _LATER[-1])

    async def _first(self, client: Client, clock: Clock) -> Page:
        """Fetch the first page; of a window that Zoom finds too old, what is left of it a little later."""
        is_oldest = self._is_oldest(clock)
        for later in _LATER:
            now = clock.now() + later
            first, end = self.window
            self.window = (min(max(first, edge(now)), end - 1), end)
            self._way = _pages(client, asked(self.window, now))
            try:
                return await anext(self._way)
            except Invalid:
                if not is_oldest or later == _LATER[-1]:
                    raise
        raise AssertionError("The last try gives a page or raises.")


def _pages(client: Client, query: Mapping[str, Any]) -> AsyncIterator[Page]:
    return client.pages(OPERATION, query=query, page_size=PAGE, key=lambda row: key_of(CALL_HISTORY, row))


class Basket:
    """Pages wait here until several can be stored in one transaction, and windows until all of their pages are.

    It stores beside the fetching; those who bring pages wait only when it falls behind.
    """

    def __init__(self, calls: Calls, clock: Clock) -> None:
        """Take the store."""
        self.added = Added()
        self._calls = calls
        self._clock = clock
        self._rows: list[Mapping[str, Any]] = []
        self._through: list[Span] = []
        self._storing: asyncio.Task[None] | None = None
        self._began: float | None = None
        self._failure: StoreError | None = None
        self._before: Callable[[], Awaitable[None]] | None = None

    def begin_with(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do something to the store before the next pages come into it; nobody waits for it."""
        self._before = work

    async def put(self, rows: Sequence[Mapping[str, Any]], through: Span | None = None) -> None:
        """Take a page, and the window that it is the last one of; the first page is stored at once.

        Raises:
            StoreError: Something could not be stored.
        """
        self._rows += rows
        if through is not None:
            self._through.append(through)
        now = self._clock.monotonic()
        if self._began is None or len(self._rows) >= _FULL or now - self._began >= _SECONDS:
            self._begin()
        if len(self._rows) >= _BEHIND:
            await self._wait()
        if self._failure is not None:
            raise self._failure

    async def flush(self) -> None:
        """Store all that waits.

        Raises:
            StoreError: Something could not be stored, now or before.
        """
        await self._wait()
        self._begin()
        await self._wait()
        if self._failure is not None:
            raise self._failure

    def _begin(self) -> None:
        if self._storing is None or self._storing.done():
            self._began = self._clock.monotonic()
            self._storing = asyncio.create_task(self._store())

    async def _wait(self) -> None:
        if self._storing is not None:
            await asyncio.wait({self._storing})

    async def _store(self) -> None:
        """Store; a window counts as covered only after its last page, and never once something was lost."""
        rows, self._rows = self._rows, []
        through, self._through = self._through, []
        before, self._before = self._before, None
        try:
            if before is not None:
                await before()
            if self._failure is None and rows:
                self.added += await self._calls.add(rows)
            for each in through if self._failure is None else ():
                await self._calls.cover(each)
        except StoreError as error:
            self._failure = error
