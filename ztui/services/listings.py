"""All open lists of one account, and what they share."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC
from typing import TYPE_CHECKING
from weakref import WeakSet

from ztui.resources.cells import Viewer
from ztui.services.feed import Feed, FeedState
from ztui.services.listing import Listing
from ztui.services.refusals import Refusals
from ztui.services.sources import PageSource, bound
from ztui.store.listings import ListKey
from ztui.store.shape import Shape

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from ztui.core.ports import Clock
    from ztui.resources.model import Resource, Row
    from ztui.services.calls.listing import CallFeed
    from ztui.services.view import Pairs, View
    from ztui.store.cache import Cache
    from ztui.store.listings import ListState

__all__ = ["Listings"]

CALLS = "call-history"
_AT_ONCE = 500
"""So many rows are taken from the store at once where all are wanted."""
_MOST_FEEDS = 100
"""So many lists are remembered once they are closed."""


def _nobody(listing: Listing) -> None:
    """Take note of a change that nobody wants to know of."""


class Listings:
    """All open lists of one account."""

    def __init__(
        self, client: PageSource, cache: Cache, clock: Clock, find: Callable[[str], Resource] | None = None
    ) -> None:
        """Take the way to Zoom, the store, the clock, and what finds a resource by name (the registry)."""
        self.refusals = Refusals(clock)
        self.viewer: Callable[[], Viewer] = lambda: Viewer(UTC, clock.now())
        """Tells for whom filters are read; somebody in UTC, until a session takes it over."""
        self._client = client
        self._cache = cache
        self._clock = clock
        self.find = find or _registered
        """Finds a resource by name or alias."""
        self.call_feed: Callable[[View, Feed], CallFeed | None] | None = None
        """Makes what serves calls from the call store, None where they are not stored; a session gives it."""
        self._shapes: dict[str, Shape] = {}
        self._feeds: dict[ListKey, Feed] = {}
        self._call_feeds: dict[ListKey, CallFeed] = {}
        self._open: WeakSet[Listing] = WeakSet()
        """Open ones are kept alive by what they listen to; closed ones by nobody."""

    def open(self, view: View, on_change: Callable[[Listing], None] = _nobody, *, stored: bool = True) -> Listing:
        """Open a list; nothing is read yet.

        Args:
            view: What to show.
            on_change: Called in the event loop after something changed; several changes may come as one call.
            stored: Calls that are stored are not asked for again.

        Raises:
            UnknownName: There is no such resource or column.
            FilterError: The local filter cannot be read.
            ConfigError: The list is below an object that the view does not name.
        """
        feed = self.feed(view)
        calls = self._stored_calls(view, feed) if stored else None
        listing = Listing(view, calls or feed, calls or self._cache, self._clock, on_change, lambda: self.viewer())
        self._open.add(listing)
        return listing

    @asynccontextmanager
    async def opened(self, view: View, *, ask: bool = False) -> AsyncIterator[Listing]:
        """Open a list with what is stored of it, and close it in the end; raises as `open` does.

        Args:
            view: What to show.
            ask: Ask Zoom for it before; what went wrong then stands in the status.
        """
        listing = self.open(view)
        try:
            await listing.load()
            if ask:
                await listing.refresh()
            yield listing
        finally:
            await listing.close()

    async def stored(self, resource: str, parents: Pairs = ()) -> tuple[ListState | None, list[tuple[str, Row]]]:
        """Give what is stored of a list, None if it was never read, and its rows by their keys, as they came."""
        found = self.find(resource)
        state = await self._cache.state(ListKey.of(found.name, parents), self.shape(found))
        if state is None or state.read_at is None:
            return None, []
        rows: list[tuple[str, Row]] = []
        for start in range(0, state.loaded, _AT_ONCE):
            rows += [each for each in await self._cache.window(state.id, None, start, _AT_ONCE) if each is not None]
        return state, rows

    def views(self, resource: str) -> tuple[View, ...]:
        """Give what open lists of a resource show."""
        return tuple(each.view for each in self._open if not each.is_closed and each.view.resource == resource)

    def look_again(self) -> None:
        """Read the filters of all open lists anew, after `viewer` has learnt something."""
        for listing in tuple(self._open):
            if not listing.is_closed:
                listing.look_again()

    async def look_at_calls(self) -> None:
        """Show in the open lists of calls what was stored meanwhile."""
        for each in tuple(self._call_feeds.values()):
            if each.listeners:
                await each.look_again()

    def feed(self, view: View) -> Feed:
        """Give what reads the list that a view is of; views of one list share it."""
        resource = self.find(view.resource)
        bound(resource, resource.operations.list, view.parents, self._client.account)
        key = ListKey.of(resource.name, view.parents, view.query)
        feed = self._feeds.get(key)
        if feed is None:
            self._forget_some()
            feed = self._feeds[key] = self._made(resource, view, key, self._client)
        return feed

    def _forget_some(self) -> None:
        """Forget lists that nobody shows where many were opened; the store knows what there is to know of them."""
        if len(self._feeds) >= _MOST_FEEDS:
            self._call_feeds = {key: each for key, each in self._call_feeds.items() if each.listeners}
            self._feeds = {
                key: each for key, each in self._feeds.items() if not each.is_idle or key in self._call_feeds
            }

    def _made(self, resource: Resource, view: View, key: ListKey, source: PageSource) -> Feed:
        return Feed(
            source=source,
            cache=self._cache,
            clock=self._clock,
            refusals=self.refusals,
            resource=resource,
            shape=self.shape(resource),
            key=key,
            parents=view.parents,
            query=view.query,
        )

    async def read(
        self, view: View, source: PageSource, tell: Callable[[FeedState], None] = lambda state: None
    ) -> FeedState:
        """Read a list in the background; open views of it show it when it is there.

        A reading of the same list that is under way is joined instead.

        Args:
            view: Which list.
            source: The way to Zoom by which it is read.
            tell: Called when something came.

        Returns:
            What is known of it afterwards; `error` says why it ended before its end.
        """
        shown = self.feed(view)
        feed = shown if shown.state.loading else self._made(shown.resource, view, shown.key, source)

        def told() -> None:
            tell(feed.state)

        feed.listeners.append(told)
        try:
            await feed.refresh()
        finally:
            feed.listeners.remove(told)
            if feed is not shown:
                await feed.close()
        if feed is not shown:
            await shown.renew()
        return feed.state

    def _stored_calls(self, view: View, feed: Feed) -> CallFeed | None:
        """Give what serves a view of calls from the call store, None where there is none or it cannot have them."""
        if feed.resource.name != CALLS or self.call_feed is None:
            return None
        if feed.key not in self._call_feeds and (made := self.call_feed(view, feed)) is not None:
            self._call_feeds[feed.key] = made
        return self._call_feeds.get(feed.key)

    def shape(self, resource: Resource) -> Shape:
        """Give what turns rows of a resource into stored rows."""
        if resource.name not in self._shapes:
            self._shapes[resource.name] = Shape(resource, lambda row: _oddities(resource, row))
        return self._shapes[resource.name]

    async def close(self) -> None:
        """Close all lists."""
        for listing in tuple(self._open):
            await listing.close()
        for feed in self._feeds.values():
            await feed.close()


def _registered(name: str) -> Resource:
    from ztui.resources.registry import resource

    return resource(name)


def _oddities(resource: Resource, row: Row) -> int:
    from ztui.resources.decode import decode

    return len(decode(resource, row).oddities)
