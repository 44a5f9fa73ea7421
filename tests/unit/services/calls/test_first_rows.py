"""The first rows of a filter or an order are shown before all of a long list is gone through."""

from __future__ import annotations

import asyncio
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.unit.services.calls.house import zoom_of
from tests.unit.services.calls.test_listing import Rooms, keys, rooms
from ztui.core.errors import StoreError
from ztui.services.calls.listing import CallFeed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from ztui.services.feed import Feed
    from ztui.services.listing import Listing
    from ztui.services.view import View
    from ztui.sim.inprocess import InProcess
    from ztui.store.cache import Rank

DAYS = 30


@pytest.fixture(scope="module")
def zoom() -> Iterator[InProcess]:
    with closing(zoom_of()) as made:
        yield made


@pytest.fixture(autouse=True)
def is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every list for a long one."""
    monkeypatch.setattr("ztui.services.ordered.PREVIEWED_FROM", 1)
    monkeypatch.setattr("ztui.services.ordered.PREVIEW_SECONDS", 0)


class Gate:
    """Says when orders may be made, and whether they can be."""

    def __init__(self) -> None:
        self.may = asyncio.Event()
        self.may.set()
        self.fails = False


class Held(CallFeed):
    """Makes orders only when it may."""

    gate: Gate

    async def rank(self, *given: Any, **more: Any) -> Rank:
        await self.gate.may.wait()
        if self.gate.fails:
            raise StoreError("The store is full.")
        return await super().rank(*given, **more)


def held(made: Rooms) -> Gate:
    """Let the lists of a room stand on such feeds, which may make orders at first."""
    gate = Gate()

    def call_feed(view: View, feed: Feed) -> CallFeed | None:
        house = made.house
        found = Held(feed, made.listings._cache, house.calls, house.clock, view.query, house.sync)
        found.gate = gate
        return found

    made.listings.call_feed = call_feed
    return gate


async def seen(listing: Listing) -> list[str]:
    """Wait until the first rows of an order are shown, and give their keys."""
    generation = listing.generation
    while listing.generation == generation:
        await asyncio.sleep(0)
    return [each.key for each in listing.window(0, 1000) if each is not None]


@pytest.mark.parametrize(
    "change", [{"filter": "dir:in"}, {"sort": ("caller_name",)}, {"filter": "dir:in", "sort": ("-duration",)}]
)
async def test_the_first_rows_are_those_of_the_order_that_follows(
    tmp_path: Path, zoom: InProcess, change: dict[str, Any]
) -> None:
    async with rooms(tmp_path, zoom) as made:
        gate = held(made)
        await made.house.synced(made.span(DAYS))
        listing = made.listings.open(made.view(DAYS))
        await listing.load()
        whole = listing.status.shown
        gate.may.clear()
        work = asyncio.ensure_future(listing.change(**change))
        first = await seen(listing)
        assert listing.status.counting
        assert listing.status.shown == len(first) == 128 < whole
        assert [await listing.position_of(first[at]) for at in (0, 127)] == [0, 127]
        assert await listing.position_of("no call") is None
        marked = asyncio.ensure_future(listing.rows(0, 20))
        gate.may.set()
        await work
        status = listing.status
        assert not status.counting
        assert (await keys(listing))[:128] == first
        assert [each.key for each in await marked] == first[:20]
        assert listing.status.shown > 128


async def test_few_rows_are_counted_at_once(tmp_path: Path, zoom: InProcess) -> None:
    async with rooms(tmp_path, zoom) as made:
        gate = held(made)
        await made.house.synced(made.span(DAYS))
        listing = made.listings.open(made.view(DAYS))
        await listing.load()
        gate.may.clear()
        work = asyncio.ensure_future(listing.change(filter="nobody is called so"))
        assert await seen(listing) == []
        assert (listing.status.shown, listing.status.counting) == (0, False)
        gate.may.set()
        await work
        assert listing.status.shown == 0


async def test_an_order_that_cannot_be_made_gives_back_what_was_shown(tmp_path: Path, zoom: InProcess) -> None:
    async with rooms(tmp_path, zoom) as made:
        gate = held(made)
        await made.house.synced(made.span(DAYS))
        listing = made.listings.open(made.view(DAYS))
        await listing.load()
        before = await keys(listing)
        gate.may.clear()
        work = asyncio.ensure_future(listing.change(sort=("duration",)))
        await seen(listing)
        gate.fails = True
        gate.may.set()
        await work
        assert isinstance(listing.status.error, StoreError)
        assert (listing.status.shown, listing.status.counting) == (len(before), False)
        assert await keys(listing) == before


async def test_typing_on_leaves_the_order_of_before_behind(tmp_path: Path, zoom: InProcess) -> None:
    async with rooms(tmp_path, zoom) as made:
        gate = held(made)
        await made.house.synced(made.span(DAYS))
        listing = made.listings.open(made.view(DAYS))
        await listing.load()
        gate.may.clear()
        one = asyncio.ensure_future(listing.change(filter="dir:in"))
        await seen(listing)
        other = asyncio.ensure_future(listing.change(filter="dir:out"))
        first = await seen(listing)
        gate.may.set()
        await asyncio.gather(one, other)
        assert listing.view.filter == "dir:out"
        assert (await keys(listing))[:128] == first
