"""A list as the user sees it: cached rows at once, the network behind them, filtered and sorted in the store."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.errors import ZtuiError
from ztui.services.frozen import frozen
from ztui.services.ground import Ground
from ztui.services.pagecache import PAGE_ROWS, PageCache
from ztui.services.sorting import sort_order
from ztui.services.view import ListedRow, ListStatus, View
from ztui.store.terms import LocalFilter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractAsyncContextManager

    from ztui.core.ports import Clock
    from ztui.resources.cells import Viewer
    from ztui.services.calls.listing import CallFeed
    from ztui.services.feed import Feed
    from ztui.services.frozen import Frozen
    from ztui.store.cache import Cache, Rank
    from ztui.store.listings import Found
    from ztui.store.terms import Sort

__all__ = ["ListStatus", "ListedRow", "Listing", "View"]

PREVIEWED_FROM = 50_000
"""Rows of a list from which on the first ones of a new order are shown before it is made."""
PREVIEW_SECONDS = 0.005
"""How long the order of such a list may take before that."""
RERANK_SECONDS = 2.0
"""How often the order of a filtered or sorted view is made anew while rows arrive."""


@dataclass(frozen=True, slots=True)
class _Order:
    """Filter and sort of a view, understood."""

    local: LocalFilter
    sort: tuple[Sort, ...]

    @property
    def is_plain(self) -> bool:
        """Whether it is all rows in the order of arrival, which needs no rank."""
        return not self.local and not self.sort


_EVERYTHING = _Order(LocalFilter(), ())


class Listing:
    """An open list; belongs to the event loop.

    Attributes:
        view: What is shown; `change` replaces it.
        status: What can be said of it.
        generation: Grows with every change of rows, order or status.
        watchers: Told after `on_change`, as often.
    """

    def __init__(
        self,
        view: View,
        feed: Feed | CallFeed,
        cache: Cache | CallFeed,
        clock: Clock,
        on_change: Callable[[Listing], None],
        viewer: Callable[[], Viewer],
    ) -> None:
        """Take the view, what it stands on, who wants to know of changes, and who types filters (`Listings.open`)."""
        self.view = view
        self.status = ListStatus()
        self.generation = 0
        self.watchers: list[Callable[[], None]] = []
        self._feed = feed
        self._cache = cache
        self._clock = clock
        self._on_change = on_change
        self._viewer = viewer
        self._order = self._understood(view)
        self._wanted = (view, self._order)
        """What was asked for last; in force as soon as its order is made."""
        self._rank: Rank | None = None
        self._ranked_at = float("-inf")
        self._shown = 0
        self._preview: list[ListedRow] | None = None
        """The first rows of the order that is being made, which are shown meanwhile."""
        self._error: ZtuiError | None = None
        self._pages: PageCache[ListedRow] = PageCache()
        self._renewing: asyncio.Task[None] | None = None
        self._again = False
        self._fetching: asyncio.Task[None] | None = None
        self._telling = False
        self._closed = False
        feed.listeners.append(self._fed)

    @property
    def is_closed(self) -> bool:
        """Whether it was closed."""
        return self._closed

    @property
    def unstored(self) -> tuple[int, int] | None:
        """Give the span of calls that are to be fetched into the call store before the list is whole, else None."""
        span: tuple[int, int] | None = getattr(self._feed, "unstored", None)
        return span

    @property
    def stored_words(self) -> str:
        """Say how much of the window is in the call store, "" for lists that are not shown from it."""
        return str(getattr(self._feed, "stored_words", ""))

    @property
    def requests(self) -> int:
        """Give how many requests it takes to read the list again, as far as can be told."""
        return self._feed.requests

    @property
    def ground(self) -> Ground:
        """Give what the rows that pass the filter in force stand on, for who counts them."""
        return Ground(self._cache, self._feed.state.listing, self._feed.shape, self._order.local, self._rank)

    async def load(self) -> None:
        """Read what is in the store: status, order and the first page; no network."""
        try:
            if not self._feed.state.loading:
                await self._feed.load()
        except ZtuiError as error:
            self._error = error
            self._changed()
        else:
            await self._renew(*self._wanted, rerank=True)

    async def refresh(self) -> None:
        """Ask the network; returns when done, failed (`status.error`) or stopped.

        Times of the filter that are told from now (`after:-1h`, `today`) move with the clock.
        """
        view, _ = self._wanted
        if view.filter:
            self._wanted = (view, self._understood(view))
        await self._feed.refresh()
        while self._renewing is not None:
            await asyncio.wait({self._renewing})

    def stop(self, *, first: bool = False) -> None:
        """End a refresh and keep what there is; with `first` the rows that it read come first, in Zoom's order."""
        self._feed.stop(first=first)

    def window(self, start: int, count: int) -> Sequence[ListedRow | None]:
        """Give rows from memory, never waits.

        Args:
            start: First place, from 0.
            count: How many; fewer come at the end of the view.

        Returns:
            The rows; None stands for one that is being fetched (`on_change` follows) or is gone since.
        """
        found = self._pages.window(start, count, self._shown)
        if self._fetching is None and not self._closed and (wanted := self._pages.next_wanted()) is not None:
            self._fetching = asyncio.get_running_loop().create_task(self._fetch(*wanted))
        return found

    async def rows(self, start: int, count: int) -> list[ListedRow]:
        """Give rows from the store, without those that are gone since the order was made.

        While only the first rows of an order are shown, it waits for all of it.
        """
        while self._preview is not None and self._renewing is not None:
            await asyncio.wait({self._renewing})
        listing = self._feed.state.listing
        if listing is None:
            return []
        found = await self._cache.window(listing, self._rank, start, count)
        return [each for each in map(_listed, found) if each is not None]

    def frozen(self, *, everything: bool = False) -> AbstractAsyncContextManager[Frozen]:
        """Hold the rows as they are now, filtered and sorted as is seen, or all of them in the list's own order."""
        order = _EVERYTHING if everything else self._order
        listing, shape = self._feed.state.listing, self._feed.shape
        return frozen(self._cache, listing, shape, order.local, order.sort, self._rank)

    async def change(self, *, filter: str | None = None, sort: tuple[str, ...] | None = None) -> None:
        """Filter or sort anew; a later call replaces one that is still at work.

        Args:
            filter: The new filter, None to keep the one in force.
            sort: The new order, () for the resource's own, None to keep the one in force.

        Raises:
            FilterError: The filter cannot be read; all stays as it was.
            UnknownName: There is no such column.
        """
        before, _ = self._wanted
        view = replace(
            before,
            filter=before.filter if filter is None else filter,
            sort=before.sort if sort is None else sort,
        )
        self._wanted = (view, self._understood(view))
        await self._renew(*self._wanted, rerank=True)

    def look_again(self) -> None:
        """Read the filter anew, after something was learnt of how extensions are written."""
        view, _ = self._wanted
        if view.filter and not self._closed:
            self._wanted = (view, self._understood(view))
            self._start(*self._wanted, rerank=True)

    async def position_of(self, key: str) -> int | None:
        """Give the place of a key in the view, None if it is not in it, or not among the first that are shown."""
        if self._preview is not None:
            return next((at for at, each in enumerate(self._preview) if each.key == key), None)
        listing = self._feed.state.listing
        return None if listing is None else await self._cache.position(listing, self._rank, key)

    async def close(self) -> None:
        """Stop, unless another view stands on the same list, and let go of the order."""
        if self._closed:
            return
        self._closed = True
        self._feed.listeners.remove(self._fed)
        if not self._feed.listeners:
            await self._feed.close()
        for task in (self._renewing, self._fetching):
            if task is not None:
                task.cancel()
                await asyncio.wait({task})
        if self._rank is not None:
            self._cache.drop(self._rank)

    def _fed(self) -> None:
        """Take note that the feed has something new."""
        if self._closed:
            return
        if self._renewing is None:
            self._start(*self._wanted, rerank=not self._feed.state.loading)
        else:
            self._again = True
        # The first rows are told of when they can be shown, a moment later, so that nobody paints empty places first.
        if self.status.loaded or not self._feed.state.loaded:
            self._changed()

    async def _renew(self, view: View, order: _Order, *, rerank: bool) -> None:
        """Renew and wait for it, also if a later change takes its place."""
        if self._closed:
            return
        task = self._start(view, order, rerank=rerank)
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError:
            task.cancel()
            raise

    def _start(self, view: View, order: _Order, *, rerank: bool) -> asyncio.Task[None]:
        if self._renewing is not None:
            self._renewing.cancel()
        self._again = False
        task = asyncio.get_running_loop().create_task(self._renewed(view, order, rerank=rerank))
        self._renewing = task
        task.add_done_callback(self._renewal_ended)
        return task

    def _renewal_ended(self, task: asyncio.Task[None]) -> None:
        if task is not self._renewing:
            return
        self._renewing = None
        if self._again and not self._closed:
            self._start(*self._wanted, rerank=not self._feed.state.loading)

    async def _renewed(self, view: View, order: _Order, *, rerank: bool) -> None:
        """Make the order anew if it is time, fetch what is on screen, then put both in place at once."""
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
            self._error = error
            self._changed()
            return
        except BaseException:
            if made is not None:
                self._cache.drop(made)
            raise
        if made is not None:
            self._ranked_at = self._clock.monotonic()
        self.view, self._order, self._rank, self._shown, self._error = view, order, rank, shown, None
        self._preview = None
        self._pages.replace(pages)
        if old is not None and old is not rank:
            self._cache.drop(old)
        self._changed()

    async def _ranked(self, listing: int, order: _Order) -> Rank:
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
        self._preview, self._shown = rows, len(rows)
        self._pages.replace({0: rows})
        self._changed()

    def _forget_first(self) -> None:
        """Show the order in force again, since the new one cannot be made."""
        if self._preview is not None:
            self._preview = None
            self._shown = self._feed.state.loaded if self._rank is None else self._rank.count
            self._pages.replace({})

    def _understood(self, view: View) -> _Order:
        resource = self._feed.resource
        order = sort_order(view.sort, resource)
        if not view.filter:
            return _Order(LocalFilter(), order)
        from ztui.services.filters import parse

        return _Order(parse(view.filter, resource, self._viewer()), order)

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
            self._error = error
            self._changed()
        finally:
            self._fetching = None

    def _changed(self) -> None:
        """Bring the status up to date, and tell of it once for all that happens in this turn of the loop."""
        state = self._feed.state
        self.status = ListStatus(
            shown=self._shown,
            loaded=state.loaded,
            total=state.total,
            complete=state.complete,
            loading=state.loading,
            as_of=state.as_of,
            error=state.error or self._error,
            oddities=state.oddities,
            note=state.note,
            read=state.read,
            counting=self._preview is not None and len(self._preview) == PAGE_ROWS,
        )
        self.generation += 1
        if not self._telling and not self._closed:
            self._telling = True
            asyncio.get_running_loop().call_soon(self._tell)

    def _tell(self) -> None:
        self._telling = False
        if not self._closed:
            self._on_change(self)
            for each in tuple(self.watchers):
                each()


def _listed(found: Found | None) -> ListedRow | None:
    return None if found is None else ListedRow(*found)
