"""The rows of an open list in the order that is in force: pages in memory, and the next order while it is made."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.errors import ZtuiError
from ztui.services.frozen import frozen
from ztui.services.ground import Ground
from ztui.services.pagecache import PAGE_ROWS, PageCache
from ztui.services.view import ListedRow
from ztui.store.terms import LocalFilter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractAsyncContextManager

    from ztui.core.ports import Clock
    from ztui.services.calls.listing import CallFeed
    from ztui.services.feed import Feed
    from ztui.services.frozen import Frozen
    from ztui.store.cache import Cache, Rank
    from ztui.store.listings import Found
    from ztui.store.terms import Sort

__all__ = ["Order", "OrderedRows"]

PREVIEWED_FROM = 50_000
"""Rows of a list from which on the first ones of a new order are shown before it is made."""
PREVIEW_SECONDS = 0.005
"""How long the order of such a list may take before that."""
RERANK_SECONDS = 2.0
"""How often the order of a filtered or sorted view is made anew while rows arrive."""


@dataclass(frozen=True, slots=True)
class Order:
    """Filter and sort of a view, understood."""

    local: LocalFilter
    sort: tuple[Sort, ...]

    @property
    def is_plain(self) -> bool:
        """Whether it is all rows in the order of arrival, which needs no rank."""
        return not self.local and not self.sort


_EVERYTHING = Order(LocalFilter(), ())


class OrderedRows:
    """The rows of an open list, filtered and sorted; belongs to the event loop.

    Attributes:
        shown: How many there are.
        error: Why they could not be read, or not be put in order, None where they could.
    """

    def __init__(
        self, order: Order, feed: Feed | CallFeed, cache: Cache | CallFeed, clock: Clock, changed: Callable[[], None]
    ) -> None:
        """Take the order to begin with, what the rows stand on, and who wants to know that they changed."""
        self.shown = 0
        self.error: ZtuiError | None = None
        self._order = order
        self._feed = feed
        self._cache = cache
        self._clock = clock
        self._changed = changed
        self._rank: Rank | None = None
        self._ranked_at = float("-inf")
        self._preview: list[ListedRow] | None = None
        """The first rows of the order that is being made, which are shown meanwhile."""
        self._pages: PageCache[ListedRow] = PageCache()
        self._fetching: asyncio.Task[None] | None = None
        self._closed = False

    @property
    def is_preview(self) -> bool:
        """Whether only the first rows of the order that is being made are shown."""
        return self._preview is not None

    @property
    def is_counting(self) -> bool:
        """Whether there are more rows than those first ones, and nobody knows yet how many."""
        return self._preview is not None and len(self._preview) == PAGE_ROWS

    @property
    def ground(self) -> Ground:
        """Give what the rows that pass the filter in force stand on, for who counts them."""
        return Ground(self._cache, self._feed.state.listing, self._feed.shape, self._order.local, self._rank)

    def window(self, start: int, count: int) -> Sequence[ListedRow | None]:
        """Give rows from memory, never waits; None stands for one that is being fetched, or is gone since."""
        found = self._pages.window(start, count, self.shown)
        if self._fetching is None and not self._closed and (wanted := self._pages.next_wanted()) is not None:
            self._fetching = asyncio.get_running_loop().create_task(self._fetch(*wanted))
        return found

    async def rows(self, start: int, count: int) -> list[ListedRow]:
        """Give rows from the store, without those that are gone since the order was made."""
        listing = self._feed.state.listing
        if listing is None:
            return []
        found = await self._cache.window(listing, self._rank, start, count)
        return [each for each in map(_listed, found) if each is not None]

    async def position_of(self, key: str) -> int | None:
        """Give the place of a key, None if it is not among them, or not among the first that are shown."""
        if self._preview is not None:
            return next((at for at, each in enumerate(self._preview) if each.key == key), None)
        listing = self._feed.state.listing
        return None if listing is None else await self._cache.position(listing, self._rank, key)

    def frozen(self, *, everything: bool = False) -> AbstractAsyncContextManager[Frozen]:
        """Hold the rows as they are now, filtered and sorted as is seen, or all of them in the list's own order."""
        order = _EVERYTHING if everything else self._order
        listing, shape = self._feed.state.listing, self._feed.shape
        return frozen(self._cache, listing, shape, order.local, order.sort, self._rank)

    async def close(self) -> None:
        """Fetch nothing more, and let go of the order."""
        self._closed = True
        if self._fetching is not None:
            self._fetching.cancel()
            await asyncio.wait({self._fetching})
        if self._rank is not None:
            self._cache.drop(self._rank)

    async def renew(self, order: Order, *, rerank: bool) -> bool:
        """Make the order anew if it is time, fetch what is on screen, then put both in place at once.

        Args:
            order: The order wanted.
            rerank: Make it anew in any case, since rows came.

        Returns:
            Whether it is in force; else `error` says why not, and the order from before still is.
        """
        old, made = self._rank, None
        listing = self._feed.state.listing
        try:
            if listing is None or order.is_plain:
                rank = None
            elif old is None or rerank or order is not self._order or self._is_stale():
                rank = made = await self._ranked(listing, order)
            else:
                rank = old
            shown = self._feed.state.loaded if rank is None else rank.count
            pages = {each: await self._page(rank, each) for each in self._pages.visible(shown)}
        except ZtuiError as error:
            self._forget_first()
            self.error = error
            return False
        except BaseException:
            if made is not None:
                self._cache.drop(made)
            raise
        if made is not None:
            self._ranked_at = self._clock.monotonic()
        self._order, self._rank, self.shown, self.error = order, rank, shown, None
        self._preview = None
        self._pages.replace(pages)
        if old is not None and old is not rank:
            self._cache.drop(old)
        return True

    async def _ranked(self, listing: int, order: Order) -> Rank:
        """Make an order of all rows; where that takes its time, the first rows are shown meanwhile."""
        work = asyncio.ensure_future(
            self._cache.rank(listing, self._feed.shape, order.local, order.sort, beside=self._rank)
        )
        try:
            first = getattr(self._cache, "first", None)
            if first is not None and order is not self._order and self._feed.state.loaded >= PREVIEWED_FROM:
                await asyncio.wait({work}, timeout=PREVIEW_SECONDS)
                found = None if work.done() else await first(listing, order.local, order.sort, PAGE_ROWS)
                if found is not None and not work.done():
                    self._show_first([each for each in map(_listed, found) if each is not None])
            return await work
        except BaseException:
            if not work.cancel() and not work.cancelled() and work.exception() is None:
                self._cache.drop(work.result())
            raise

    def _show_first(self, rows: list[ListedRow]) -> None:
        """Show the first rows of an order that is being made."""
        self._preview, self.shown = rows, len(rows)
        self._pages.replace({0: rows})
        self._changed()

    def _forget_first(self) -> None:
        """Show the order in force again, since the new one cannot be made."""
        if self._preview is not None:
            self._preview = None
            self.shown = self._feed.state.loaded if self._rank is None else self._rank.count
            self._pages.replace({})

    def _is_stale(self) -> bool:
        return self._clock.monotonic() - self._ranked_at >= RERANK_SECONDS

    async def _page(self, rank: Rank | None, number: int) -> list[ListedRow | None]:
        listing = self._feed.state.listing
        assert listing is not None
        found = await self._cache.window(listing, rank, number * PAGE_ROWS, PAGE_ROWS)
        return [_listed(each) for each in found]

    async def _fetch(self, number: int, urgent: bool) -> None:
        """Fetch pages until none is wanted; what was fetched for an order that is gone is thrown away."""
        try:
            wanted: tuple[int, bool] | None = (number, urgent)
            while wanted is not None:
                rank, generation = self._rank, self._pages.generation
                rows = await self._page(rank, wanted[0])
                if generation == self._pages.generation:
                    self._pages.keep(wanted[0], rows)
                    if wanted[1]:
                        self._changed()
                wanted = self._pages.next_wanted()
        except ZtuiError as error:
            self.error = error
            self._changed()
        finally:
            self._fetching = None


def _listed(found: Found | None) -> ListedRow | None:
    return None if found is None else ListedRow(*found)
