"""The call history as a list over the stored calls, where all calls of its window are stored; else over the list cache.

It stands where a list has its feed and its cache (`services.listing`), so that filters, orders and windows of rows come
from the call store at once, and a refresh fetches only what is missing at the new end of the window. A window that is
longer than a list is asked for at once (`longest`) shows what is stored of it, and what is not is named (`unstored`):
fetching that costs much, and is for a sync that somebody agreed to.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ztui.core.errors import StoreError, ZtuiError
from ztui.resources.rows import key_of
from ztui.services.calls.stored import is_late_only, stored_words
from ztui.services.calls.turns import Busy
from ztui.services.calls.views import MONTH, span_of
from ztui.services.calls.windows import Span, edge
from ztui.services.feed import FeedState
from ztui.store.cache import Rank
from ztui.store.calls.calls import CallRank
from ztui.store.terms import LocalFilter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ztui.core.ports import Clock
    from ztui.resources.model import Resource
    from ztui.services.calls.sync import Sync
    from ztui.services.feed import Feed
    from ztui.store.cache import Cache
    from ztui.store.calls.calls import Calls
    from ztui.store.listings import Found
    from ztui.store.shape import Shape
    from ztui.store.terms import Sort

__all__ = ["CallFeed"]

_STORED: Final = -1
"""Stands for the call store where a list of the list cache has its number."""
_EVERY: Final = LocalFilter()


class CallFeed:
    """Feed and cache of lists of calls in one window; belongs to the event loop.

    While it stands on the call store, the feed of the list cache rests, and the other way round; which of them it is,
    is looked at when a list is opened and before it is read anew.
    """

    def __init__(self, feed: Feed, cache: Cache, calls: Calls, clock: Clock, query: tuple[tuple[str, str], ...],
                 sync: Callable[[Span], Sync], longest: int = MONTH, *, is_offline: bool = False) -> None:  # fmt: skip
        """Take the feed and the cache that serve elsewhere, the call store, the view's query, what fetches calls.

        `longest` are the seconds of the longest window that is asked of Zoom as a list where it is not stored. Offline,
        a window that was never listed shows what the store has of it.
        """
        self.listeners: list[Callable[[], None]] = []
        self._feed = feed
        self._cache = cache
        self._calls = calls
        self._clock = clock
        self._query = query
        self._sync = sync
        self._longest = longest
        self._is_offline = is_offline
        self._gaps: tuple[Span, ...] = ()
        self._untimed = False
        self._state = FeedState()
        self._is_stored = False
        self._base: CallRank | None = None
        self._span: Span = (0, 0)
        self._fetching: asyncio.Task[None] | None = None
        self._waiting = 0

    @property
    def resource(self) -> Resource:
        """Give what is listed."""
        return self._feed.resource

    @property
    def shape(self) -> Shape:
        """Give the shape of its rows."""
        return self._feed.shape

    @property
    def state(self) -> FeedState:
        """Give what is known of the list."""
        return self._state if self._is_stored else self._feed.state

    @property
    def unstored(self) -> Span | None:
        """Give the part of the window from its first gap to its last, where a refresh does not fill them; else None."""
        if not self._is_stored or is_late_only(self._span, self._gaps):
            return None
        return self._gaps[-1][0], self._gaps[0][1]

    @property
    def ground(self) -> tuple[Calls, Span, CallRank | None] | None:
        """Give the call store, the window in it and the order that serves; None while the list cache serves."""
        return (self._calls, self._span, self._base) if self._is_stored else None

    @property
    def cache(self) -> Cache:
        """Give the list cache, which serves elsewhere."""
        return self._cache

    @property
    def stored_words(self) -> str:
        """Say how much of the window is stored, "" where its rows come from the list cache."""
        if not self._is_stored:
            return ""
        return stored_words(
            self._span, 0 if is_late_only(self._span, self._gaps) else sum(end - first for first, end in self._gaps)
        )

    @property
    def requests(self) -> int:
        """Give how many requests a refresh takes, as far as can be told; of a stored window its new end is fetched."""
        return 1 if self._is_stored else self._feed.requests

    async def load(self) -> None:
        """Read what is stored."""
        if self._tell not in self._feed.listeners:
            self._feed.listeners.append(self._tell)
        if await self._look():
            return
        await self._feed.load()
        if self._is_offline and self._feed.state.as_of is None and self._calls.path.exists():
            self._longest = 0
            await self._look()

    async def refresh(self) -> None:
        """Fetch what is missing of the window, all of it where it is not stored."""
        if not await self._look():
            await self._feed.refresh()
            return
        if self.unstored is not None:
            self._tell()
            return
        if self._fetching is None or self._fetching.done():
            self._fetching = asyncio.create_task(self._fetch())
            self._fetching.add_done_callback(self._ended)
        fetching = self._fetching
        self._waiting += 1
        try:
            await asyncio.wait({fetching})
        finally:
            self._waiting -= 1
            if not self._waiting:
                self.stop()

    def _ended(self, fetching: asyncio.Task[None]) -> None:
        """Let go of what has ended: a task keeps the context in which it began, and the screen that stood there."""
        if self._fetching is fetching:
            self._fetching = None

    def stop(self, *, first: bool = False) -> None:
        """End a refresh and keep what came."""
        if self._fetching is not None:
            self._fetching.cancel()
        self._feed.stop(first=first)

    async def close(self) -> None:
        """Stop, and let go of the order."""
        self.stop()
        if self._fetching is not None:
            await asyncio.wait({self._fetching})
        if self._tell in self._feed.listeners:
            self._feed.listeners.remove(self._tell)
        if not self._feed.listeners:
            await self._feed.close()
        base, self._base, self._is_stored = self._base, None, False
        if base is not None:
            self._calls.drop(base)

    async def rank(
        self,
        listing: int,
        shape: Shape,
        local: LocalFilter,
        sort: Sequence[Sort] = (),
        *,
        beside: Rank | None = None,
    ) -> Rank:
        """Make an order, as `Cache.rank`."""
        if listing != _STORED:
            return await self._cache.rank(
                listing, shape, local, sort, beside=None if beside is None or beside.listing == _STORED else beside
            )
        serving = _call_rank(beside) if beside is not None and beside.listing == _STORED else self._base
        made = await self._calls.rank(local, sort, span=self._span, beside=serving, untimed=self._untimed)
        return Rank(made.name, _STORED, made.count, made.reader)

    async def first(
        self, listing: int, local: LocalFilter, sort: Sequence[Sort], most: int
    ) -> list[Found | None] | None:
        """Give the first calls of an order long before it is made; None where the list cache serves."""
        if listing != _STORED:
            return None
        rows = await self._calls.first(local, sort, most, span=self._span)
        return [(key_of(self.resource, row), row) for row in rows]

    async def window(self, listing: int, rank: Rank | None, start: int, count: int) -> list[Found | None]:
        """Give rows by their places, as `Cache.window`."""
        listing = listing if rank is None else rank.listing
        if listing != _STORED:
            return await self._cache.window(listing, rank, start, count)
        order = self._base if rank is None else _call_rank(rank)
        rows = [] if order is None else await self._calls.window(order, start, count)
        return [None if row is None else (key_of(self.resource, row), row) for row in rows]

    async def position(self, listing: int, rank: Rank | None, key: str) -> int | None:
        """Give the place of a call, as `Cache.position`."""
        listing = listing if rank is None else rank.listing
        if listing != _STORED:
            return await self._cache.position(listing, rank, key)
        order = self._base if rank is None else _call_rank(rank)
        return None if order is None else await self._calls.position(order, key)

    def drop(self, rank: Rank) -> None:
        """Let go of an order."""
        if rank.listing == _STORED:
            self._calls.drop(_call_rank(rank))
        else:
            self._cache.drop(rank)

    async def look_again(self) -> None:
        """Show what was stored meanwhile, if it shows stored calls."""
        if self._is_stored and await self._look():
            self._tell()

    async def _look(self) -> bool:
        """Stand on the call store if it has the window, or the window is too long to be asked for as a list.

        Raises:
            StoreError: The store was damaged, or cannot be used, and Zoom not be asked for so long a window either.
        """
        span = span_of(self.resource.operations.list, self._query, self._clock.now())
        if not self._is_long(span) and not self._calls.path.exists():
            self._is_stored = False  # a question makes no file
            return False
        try:
            self._is_stored = span is not None and await self._stand(span)
        except StoreError:
            if self._is_long(span) or not self._calls.path.exists():
                raise  # a damaged file that was set aside is said
            self._is_stored = False  # the list cache serves, as if nothing was stored
        return self._is_stored

    def _is_long(self, span: Span | None) -> bool:
        return span is not None and span[1] - span[0] > self._longest

    async def _stand(self, span: Span) -> bool:
        oldest = edge(self._clock.now())  # what is older cannot be fetched any more
        gaps = tuple((max(first, oldest), end) for first, end in await self._calls.gaps(span) if end > oldest)
        if not is_late_only(span, gaps) and not self._is_long(span):
            return False
        read_at = [each.read_at for each in await self._calls.covered() if each.first < span[1] and each.end > span[0]]
        untimed = await self._calls.untimed()
        self._untimed = bool(untimed)
        made = await self._calls.rank(_EVERY, span=span, beside=self._base, untimed=self._untimed)
        old, self._base, self._span, self._gaps = self._base, made, span, gaps
        if old is not None:
            self._calls.drop(old)
        self._state = replace(
            self._state,
            listing=_STORED,
            loaded=made.count,
            total=None if gaps else made.count,
            complete=not gaps,
            oddities=untimed,
            as_of=max(read_at, default=None),
        )
        return True

    async def _fetch(self) -> None:
        """Fetch what is missing; an error is told in the state."""
        self._set(loading=True, error=None)
        error: ZtuiError | None = None
        work = self._sync(self._span)
        try:
            cost = await work.look()
            if cost.requests:
                await work.run()
            await self._stand(self._span)
        except Busy:
            await self._stand(self._span)  # what the other one fetches is stored as it comes
        except ZtuiError as caught:
            error = caught
        finally:
            self._set(loading=False, error=error)
            await work.close()

    def _set(self, *, loading: bool, error: ZtuiError | None) -> None:
        self._state = replace(self._state, loading=loading, error=error)
        self._tell()

    def _tell(self) -> None:
        for listener in tuple(self.listeners):
            listener()


def _call_rank(rank: Rank) -> CallRank:
    return CallRank(rank.name, rank.count, rank.reader)
