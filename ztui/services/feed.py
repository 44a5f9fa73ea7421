"""The way of the rows of one list from Zoom into the store; all open views of that list stand on one feed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.contract.limits import page_size
from ztui.core.dataclass import dataclass
from ztui.core.errors import Forbidden, NotFound, ZtuiError
from ztui.resources.rows import key_of
from ztui.services.reading import Reading, Rows, unfolded
from ztui.services.sources import Ask, PageSource, asks, span

if TYPE_CHECKING:
    from datetime import datetime

    from ztui.core.ports import Clock
    from ztui.resources.model import Resource
    from ztui.services.refusals import Refusals
    from ztui.services.view import Pairs
    from ztui.store.cache import Cache
    from ztui.store.listings import ListKey
    from ztui.store.shape import Shape

__all__ = ["Feed", "FeedState"]

_FIRST_ROWS = 48
"""Rows that are stored at once, before the rest of their page: a screenful."""
_PAINTED_SECONDS = 0.05
"""How long they have the processor for themselves, to be painted."""
_FLUSH_ROWS = 3000
_FLUSH_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is known of a list: what the store has, and how the reading of it goes.

    Attributes:
        listing: The store's id, None if it was never read.
        loaded: Rows shown.
        read: Rows that the refresh under way has read.
        total: Rows that Zoom says there are, None if it does not.
        complete: What is shown was read to its end.
        loading: The network is being asked.
        as_of: When the reading of what is shown began.
        error: Why the last refresh ended before its end.
        oddities: What had to be tolerated.
        note: A sentence about how it was read.
    """

    listing: int | None = None
    loaded: int = 0
    read: int = 0
    total: int | None = None
    complete: bool = False
    loading: bool = False
    as_of: datetime | None = None
    error: ZtuiError | None = None
    oddities: int = 0
    note: str = ""


class Feed:
    """Reads one list: resource, parents and server filters.

    Listeners are called in the event loop after `state` changed.
    """

    def __init__(
        self,
        *,
        source: PageSource,
        cache: Cache,
        clock: Clock,
        refusals: Refusals,
        resource: Resource,
        shape: Shape,
        key: ListKey,
        parents: Pairs,
        query: Pairs,
    ) -> None:
        """Take the way to Zoom, the store, and what is listed."""
        self.key = key
        self.shape = shape
        self.resource = resource
        self.state = FeedState()
        self.listeners: list[Callable[[], None]] = []
        self._source = source
        self._cache = cache
        self._clock = clock
        self._refusals = refusals
        self._parents = parents
        self._query = query
        self._sync: asyncio.Task[None] | None = None
        self._asking: asyncio.Task[Rows | None] | None = None
        self._stopped = False
        self._first = False
        self._waiting = 0

    @property
    def is_idle(self) -> bool:
        """Tell whether nobody shows the list and nobody reads it."""
        return not self.listeners and self._sync is None

    @property
    def requests(self) -> int:
        """Give how many requests it takes to read again as many rows as are stored, as far as can be told."""
        listed = operation(self.resource.operations.list)
        size = page_size(listed)
        parts = len(self.resource.each[1]) if self.resource.each is not None else 1
        return max(parts, 1 if size is None else -(-self.state.loaded // size.maximum))

    async def load(self) -> None:
        """Read what is in the store."""
        stored = await self._cache.state(self.key, self.shape)
        if stored is not None:
            self.state = replace(
                self.state,
                listing=stored.id,
                loaded=stored.loaded,
                total=stored.total,
                complete=stored.complete,
                as_of=stored.read_at,
                oddities=stored.oddities,
                note=stored.note,
            )

    async def renew(self) -> None:
        """Read what is in the store again, after another one has read the list; nothing while this one reads it."""
        if not self.state.loading and self.listeners:
            await self.load()
            self._set()

    async def refresh(self) -> None:
        """Read the list anew; joins a reading that is under way. If nobody waits any more, it is stopped."""
        while self._sync is not None and not self._sync.done() and self._stopped:
            await asyncio.wait({self._sync})
        if self._sync is None or self._sync.done():
            self._stopped = self._first = False
            self._sync = asyncio.create_task(self._read())
            self._sync.add_done_callback(self._ended)
        self._waiting += 1
        try:
            await asyncio.shield(self._sync)
        finally:
            self._waiting -= 1
            if not self._waiting:
                self.stop()

    def _ended(self, sync: asyncio.Task[None]) -> None:
        """Let go of what has ended: a task keeps the context in which it began, and the screen that stood there."""
        if self._sync is sync:
            self._sync = None

    def stop(self, *, first: bool = False) -> None:
        """End the reading and keep what there is; with `first` the rows that it read come first."""
        self._stopped = True
        self._first = self._first or first
        if self._asking is not None:
            self._asking.cancel()

    async def close(self) -> None:
        """Stop, and wait for the end of it."""
        self.stop()
        if self._sync is not None:
            await asyncio.wait({self._sync})

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        for listener in tuple(self.listeners):
            listener()

    async def _read(self) -> None:
        """Read once, from the first page to the last, to an error, or until it is stopped."""
        self._set(loading=True, error=None, read=0)
        error: ZtuiError | None = self._refusals.about(self.resource.operations.list)
        try:
            if error is None:
                error = await self._run()
            await self.load()
        except ZtuiError as caught:
            error = caught
        finally:
            self._set(loading=False, error=error)

    async def _run(self) -> ZtuiError | None:
        run = await self._cache.begin(self.key, self.shape)
        reading = Reading(self.shape, run)
        self.state = replace(self.state, listing=run.listing)
        error = await self._read_into(reading)
        if error is None and not self._stopped:
            await self._cache.finish(run, reading.note, counted=len(reading.totals) > 1)
        else:
            await self._cache.abandon(run, reading.note, first=self._first)
        return error

    async def _read_into(self, reading: Reading) -> ZtuiError | None:
        try:
            await self._walk(reading)
        except Forbidden as error:
            self._refusals.remember(error, self.resource.operations.list)
            return error
        except ZtuiError as error:
            return error
        finally:
            await self._flush(reading, last=True)
        return None

    async def _walk(self, reading: Reading) -> None:
        listed, fallback = self.resource.operations.list, self.resource.operations.fallback
        try:
            await self._walk_all(reading, self._asks(listed))
        except NotFound:
            if not fallback or reading.met:
                raise
            reading.note = f"Zoom did not know {listed}; the deprecated {fallback} answered instead."
            await self._walk_all(reading, self._asks(fallback))

    def _asks(self, operation_id: str) -> tuple[Ask, ...]:
        query = (*self._query, *span(operation_id, self._query, self._clock.now()))
        return asks(self.resource, operation_id, self._parents, query, self._source.account)

    async def _walk_all(self, reading: Reading, wanted: Sequence[Ask]) -> None:
        reading.totals = [None] * len(wanted)
        for number, ask in enumerate(wanted):
            async with aclosing(self._pages(ask)) as pages:
                await self._take(reading, number, pages)
            if self._stopped:
                return

    async def _take(self, reading: Reading, number: int, pages: AsyncIterator[Rows]) -> None:
        """Read ahead: the next page is on its way while this one is stored; the first is stored to be seen at once."""
        self._ask_next(pages)
        try:
            while self._asking is not None:
                if reading.buffer:
                    await self._flush_if_slow(reading, self._asking)
                page = await self._answer(self._asking)
                self._asking = None
                if page is None:
                    return
                reading.take(page, number)
                if reading.stored:
                    self._ask_next(pages)
                if self._is_due(reading):
                    await self._flush(reading)
                if self._asking is None:
                    self._ask_next(pages)
                    if reading.buffer:
                        await self._clock.sleep(_PAINTED_SECONDS)
        finally:
            if self._asking is not None:
                self._asking.cancel()
                # Its own error, if it has one, is not what ended the list.
                await asyncio.gather(self._asking, return_exceptions=True)
                self._asking = None

    async def _flush_if_slow(self, reading: Reading, asking: asyncio.Task[Rows | None]) -> None:
        """Store what came, unless the next page comes within a moment and both can be stored together."""
        done, _ = await asyncio.wait({asking}, timeout=_FLUSH_SECONDS)
        if not done:
            await self._flush(reading)

    def _ask_next(self, pages: AsyncIterator[Rows]) -> None:
        self._asking = None if self._stopped else asyncio.create_task(_next(pages))

    async def _answer(self, asking: asyncio.Task[Rows | None]) -> Rows | None:
        """Wait for a page; None at the end of the list and when the reading is stopped."""
        try:
            return await asking
        except asyncio.CancelledError:
            if self._stopped and asking.cancelled():
                return None
            raise

    async def _pages(self, ask: Ask) -> AsyncGenerator[Rows, None]:
        if self.resource.unfold is not None:
            reply = await self._source.request(ask.operation_id, ask.path, ask.query)
            yield unfolded(self.resource, reply.data, {**ask.query, **ask.path})
            return
        pages = self._source.pages(ask.operation_id, ask.path, ask.query, key=lambda row: key_of(self.resource, row))
        try:
            async for page in pages:
                yield Rows(page.rows, page.total, page.odd)
        finally:
            if isinstance(pages, AsyncGenerator):
                await pages.aclose()

    def _is_due(self, reading: Reading) -> bool:
        """Tell whether to store now: the first page at once, then many rows, or a moment's worth, together."""
        since = self._clock.monotonic() - reading.flushed
        return not reading.stored or len(reading.buffer) >= _FLUSH_ROWS or since >= _FLUSH_SECONDS

    async def _flush(self, reading: Reading, *, last: bool = False) -> None:
        """Store what came; of the first page only a screenful, whose oddities are counted later: it is seen sooner."""
        rows, total = reading.buffer, reading.total
        if not rows and not reading.odd and not (last and reading.uncounted):
            return
        first = not reading.stored and not last
        rows, reading.buffer = (rows[:_FIRST_ROWS], rows[_FIRST_ROWS:]) if first else (rows, [])
        judged = [*reading.uncounted, *rows]
        reading.uncounted = []
        if first:
            judged, reading.uncounted = [], judged
        counter = reading.counter(judged, reading.odd)
        reading.odd = 0
        added = await self._cache.add(reading.run, reading.maker(rows), total, counter)
        reading.stored = True
        reading.flushed = self._clock.monotonic()
        known = self.state.total if total is None else total
        as_of = self.state.as_of or self._clock.now()
        self._set(loaded=added.shown, read=added.read, total=known, note=reading.note, as_of=as_of)


async def _next(pages: AsyncIterator[Rows]) -> Rows | None:
    return await anext(pages, None)
