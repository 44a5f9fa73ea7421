"""A list as the user sees it: cached rows at once, the network behind them, filtered and sorted in the store."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from ztui.core.errors import ZtuiError
from ztui.services.ordered import Order, OrderedRows
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
    from ztui.services.ground import Ground
    from ztui.store.cache import Cache

__all__ = ["ListStatus", "ListedRow", "Listing", "View"]

_AT_ONCE = 500
"""So many rows are taken from the store at once where all are wanted."""


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
        self._on_change = on_change
        self._viewer = viewer
        self._wanted = (view, self._understood(view))
        """What was asked for last; in force as soon as its order is made."""
        self._rows = OrderedRows(self._wanted[1], feed, cache, clock, self._changed)
        self._renewing: asyncio.Task[None] | None = None
        self._again = False
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
        return self._rows.ground

    async def load(self) -> None:
        """Read what is in the store: status, order and the first page; no network."""
        try:
            if not self._feed.state.loading:
                await self._feed.load()
        except ZtuiError as error:
            self._rows.error = error
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
        return self._rows.window(start, count)

    async def rows(self, start: int, count: int) -> list[ListedRow]:
        """Give rows from the store, without those that are gone since the order was made.

        While only the first rows of an order are shown, it waits for all of it.
        """
        while self._rows.is_preview and self._renewing is not None:
            await asyncio.wait({self._renewing})
        return await self._rows.rows(start, count)

    async def all_rows(self, most: int = 0) -> list[ListedRow]:
        """Give all rows of the view from the store, or so many of the first, and let others work meanwhile."""
        found: list[ListedRow] = []
        shown = min(self.status.shown, most or self.status.shown)
        for start in range(0, shown, _AT_ONCE):
            found += await self.rows(start, min(_AT_ONCE, shown - start))
            await asyncio.sleep(0)
        return found

    def frozen(self, *, everything: bool = False) -> AbstractAsyncContextManager[Frozen]:
        """Hold the rows as they are now, filtered and sorted as is seen, or all of them in the list's own order."""
        return self._rows.frozen(everything=everything)

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
        return await self._rows.position_of(key)

    async def close(self) -> None:
        """Stop, unless another view stands on the same list, and let go of the order."""
        if self._closed:
            return
        self._closed = True
        self._feed.listeners.remove(self._fed)
        if not self._feed.listeners:
            await self._feed.close()
        if renewing := self._renewing:
            renewing.cancel()
        await self._rows.close()
        if renewing is not None:
            await asyncio.wait({renewing})

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

    async def _renew(self, view: View, order: Order, *, rerank: bool) -> None:
        """Renew and wait for it, also if a later change takes its place."""
        if self._closed:
            return
        task = self._start(view, order, rerank=rerank)
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError:
            task.cancel()
            raise

    def _start(self, view: View, order: Order, *, rerank: bool) -> asyncio.Task[None]:
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

    async def _renewed(self, view: View, order: Order, *, rerank: bool) -> None:
        if await self._rows.renew(order, rerank=rerank):
            self.view = view
        self._changed()

    def _understood(self, view: View) -> Order:
        resource = self._feed.resource
        order = sort_order(view.sort, resource)
        if not view.filter:
            return Order(LocalFilter(), order)
        from ztui.services.filters import parse

        return Order(parse(view.filter, resource, self._viewer()), order)

    def _changed(self) -> None:
        """Bring the status up to date, and tell of it once for all that happens in this turn of the loop."""
        state = self._feed.state
        self.status = ListStatus(
            shown=self._rows.shown,
            loaded=state.loaded,
            total=state.total,
            complete=state.complete,
            loading=state.loading,
            as_of=state.as_of,
            error=state.error or self._rows.error,
            oddities=state.oddities,
            note=state.note,
            read=state.read,
            counting=self._rows.is_counting,
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
