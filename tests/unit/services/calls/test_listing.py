"""The list of calls over the stored calls: at once where they are stored, as ever where they are not."""

from __future__ import annotations

from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.services.calls.house import House, house, zoom_of
from ztui.resources.call_history import CALL_HISTORY
from ztui.services.calls.listing import CallFeed
from ztui.services.calls.views import can_be_stored, span_of
from ztui.services.calls.windows import instant_of
from ztui.services.listings import Listings
from ztui.services.view import View
from ztui.store.cache import Cache

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from ztui.services.feed import Feed
    from ztui.services.listing import Listing
    from ztui.sim.inprocess import InProcess

DAY = 86_400


@pytest.fixture(scope="module")
def zoom() -> Iterator[InProcess]:
    with closing(zoom_of()) as made:
        yield made


@dataclass
class Rooms:
    """The house of the sync, and lists over its store."""

    house: House
    listings: Listings

    @property
    def asked(self) -> int:
        return len(self.house.line.asked)

    def view(self, days: int = 2, **more: Any) -> View:
        now = self.house.clock.now()
        ends = {"from": now - timedelta(days=days), "to": now}
        return View(
            "call-history", query=tuple((name, f"{at:%Y-%m-%dT%H:%M:%SZ}") for name, at in ends.items()), **more
        )

    def span(self, days: int) -> tuple[int, int]:
        return self.house.now - days * DAY, self.house.now + 1


@asynccontextmanager
async def rooms(folder: Path, zoom: InProcess) -> AsyncIterator[Rooms]:
    async with house(folder, zoom) as made:
        cache = Cache(folder / "cache.sqlite", made.clock)
        listings = Listings(made.client, cache, made.clock)

        def call_feed(view: View, feed: Feed) -> CallFeed | None:
            if not can_be_stored(feed.resource, view):
                return None
            return CallFeed(feed, cache, made.calls, made.clock, view.query, made.sync)

        listings.call_feed = call_feed
        try:
            yield Rooms(made, listings)
        finally:
            await listings.close()
            await cache.close()


async def keys(listing: Listing) -> list[str]:
    return [each.key for each in await listing.rows(0, 100_000)]


async def test_a_stored_window_is_shown_without_asking_zoom(tmp_path: Path, zoom: InProcess) -> None:
    async with rooms(tmp_path, zoom) as made:
        await made.house.synced(made.span(5))
        asked = made.asked
        listing = made.listings.open(made.view())
        await listing.load()
        assert made.asked == asked
        assert set(await keys(listing)) == made.house.held(made.span(2))
        status = listing.status
        assert (status.shown, status.loaded) == (len(made.house.held(made.span(2))),) * 2
        assert (status.complete, status.loading, status.error) == (True, False, None)
        assert status.as_of is not None
        starts = [each.row["start_time"] for each in await listing.rows(0, 100_000)]
        assert starts == sorted(starts, reverse=True)


async def test_filters_and_orders_are_those_of_other_lists(tmp_path: Path, zoom: InProcess) -> None:
    async with rooms(tmp_path, zoom) as made:
        plain = made.listings.open(made.view(3))
        await plain.refresh()
        wanted: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        views = [("dur>30", ("from", "-time")), ("result=missed", ("dur", "-time")), ("dir=in", ())]
        for filter, sort in views:
            await plain.change(filter=filter, sort=sort)
            wanted[filter, sort] = await keys(plain)
        await plain.close()
        await made.house.synced(made.span(4))
        asked = made.asked
        stored = made.listings.open(made.view(3))
        await stored.load()
        for filter, sort in views:
            await stored.change(filter=filter, sort=sort)
            found = await keys(stored)
            assert sorted(found) == sorted(wanted[filter, sort])
            assert found[:1] == wanted[filter, sort][:1]
            assert found
            assert await stored.position_of(found[-1]) == len(found) - 1
            assert await stored.position_of("nothing") is None
        assert made.asked == asked


async def test_a_refresh_fetches_what_is_new_alone(tmp_path: Path, zoom: InProcess) -> None:
    async with rooms(tmp_path, zoom) as made:
        await made.house.synced(made.span(20))
        made.house.pass_time(hours=23)
        listing = made.listings.open(made.view(15))
        await listing.load()
        before = listing.status
        assert not before.complete
        asked = made.asked
        await listing.refresh()
        assert made.house.line.asked[asked:]
        assert all(each["from"] > f"{made.house.clock.now() - timedelta(days=3):%Y-%m-%d}"
                   for each in made.house.line.asked[asked:])  # fmt: skip
        assert set(await keys(listing)) == made.house.held(made.span(15))
        assert listing.status.complete
        assert listing.status.shown > before.shown


async def test_a_window_that_is_not_stored_is_asked_of_zoom_as_ever(tmp_path: Path, zoom: InProcess) -> None:
    async with rooms(tmp_path, zoom) as made:
        first, end = made.span(1)
        await made.house.synced((first - 5 * DAY, end - 5 * DAY))
        listing = made.listings.open(made.view(3))
        await listing.load()
        assert listing.status.shown == 0
        await listing.refresh()
        assert set(await keys(listing)) == made.house.held(made.span(3))
        await listing.change(filter="dur>30")
        some = await keys(listing)
        await made.house.synced(made.span(4))
        await listing.refresh()
        assert await keys(listing) == some
        await listing.change(filter="")
        assert set(await keys(listing)) == made.house.held(made.span(3))


async def test_two_lists_of_a_window_share_what_serves_them(tmp_path: Path, zoom: InProcess) -> None:
    async with rooms(tmp_path, zoom) as made:
        await made.house.synced(made.span(3))
        one, other = (made.listings.open(made.view()) for _ in range(2))
        await one.load()
        await other.load()
        await one.close()
        assert set(await keys(other)) == made.house.held(made.span(2))
        await other.refresh()
        assert set(await keys(other)) == made.house.held(made.span(2))
        await other.close()
        again = made.listings.open(made.view())
        await again.load()
        assert again.status.shown == len(made.house.held(made.span(2)))


async def test_an_error_of_the_refresh_is_told_and_what_is_stored_stays(tmp_path: Path, zoom: InProcess) -> None:
    async with rooms(tmp_path, zoom) as made:
        await made.house.synced(made.span(3))

        async def refuse(number: int, query: dict[str, str]) -> tuple[int, dict[str, str], Any]:
            return 403, {}, {"code": 104, "message": "No permission."}

        made.house.line.instead = refuse
        listing = made.listings.open(made.view())
        await listing.load()
        await listing.refresh()
        assert listing.status.error is not None
        assert not listing.status.loading
        assert set(await keys(listing)) == made.house.held(made.span(2))


NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("query", "span"),
    [
        ((), (NOW - timedelta(days=1), NOW)),
        ((("from", "2026-11-20T00:00:00Z"),), (datetime(2026, 11, 20, tzinfo=UTC), NOW)),
        ((("from", "2026-11-20T00:00:00Z"), ("to", "2026-11-20T12:00:00Z")),
         (datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 11, 20, 12, tzinfo=UTC))),
        ((("from", "2026-11-20T00:00:00Z"), ("to", "2026-12-20T12:00:00Z")), (datetime(2026, 11, 20, tzinfo=UTC), NOW)),
        ((("from", "2026-11-20"), ("to", "2026-11-21")), None),
        ((("from", "soon"),), None),
        ((("from", "2026-11-20T00:00:00Z"), ("to", "2026-11-10T12:00:00Z")), None),
    ],
)  # fmt: skip
def test_the_window_of_a_view_is_read(
    query: tuple[tuple[str, str], ...], span: tuple[datetime, datetime] | None
) -> None:
    found = span_of("accountCallHistory", query, NOW)
    assert (None if found is None else (instant_of(found[0]), instant_of(found[1] - 1))) == span


def test_filters_of_zoom_are_left_to_zoom() -> None:
    assert can_be_stored(CALL_HISTORY, View("calls"))
    assert can_be_stored(CALL_HISTORY, View("calls", query=(("from", "2026-11-20T00:00:00Z"),)))
    assert not can_be_stored(CALL_HISTORY, View("calls", query=(("keyword", "ann"),)))
    assert not can_be_stored(CALL_HISTORY, View("calls", parents=(("userId", "u1"),)))


async def test_calls_of_unknown_time_come_last_and_are_counted_as_odd(tmp_path: Path, zoom: InProcess) -> None:
    async with rooms(tmp_path, zoom) as made:
        await made.house.synced(made.span(3))
        odd = {"call_history_uuid": "20261120-00000001-5555-4444-8888-000000000001", "start_time": "soon"}
        await made.house.calls.add([odd])
        listing = made.listings.open(made.view())
        await listing.load()
        assert (await keys(listing))[-1] == odd["call_history_uuid"]
        assert listing.status.oddities == 1
        assert listing.status.shown == len(made.house.held(made.span(2))) + 1


async def test_a_long_window_shows_what_is_stored_and_names_what_is_not(tmp_path: Path, zoom: InProcess) -> None:
    async with rooms(tmp_path, zoom) as made:
        first, end = made.span(20)
        await made.house.synced((first, end))
        asked = made.asked
        listing = made.listings.open(made.view(90))
        await listing.refresh()
        assert made.asked == asked
        assert set(await keys(listing)) == made.house.held(made.span(20))
        assert not listing.status.complete
        assert listing.unstored == (made.house.now - 90 * DAY, first)
        assert listing.stored_words == "20 of 90 days stored"
        await made.house.synced(made.span(60))
        await made.listings.look_at_calls()
        assert listing.unstored == (made.house.now - 90 * DAY, made.house.now - 60 * DAY)
        await made.house.synced(made.span(90))
        await made.listings.look_at_calls()
        await listing.refresh()
        assert set(await keys(listing)) == made.house.held(made.span(90))
        assert listing.stored_words == "stored"
        assert listing.status.complete


async def test_what_another_sync_fetches_is_not_waited_for_by_a_list(tmp_path: Path, zoom: InProcess) -> None:
    async with rooms(tmp_path, zoom) as made:
        await made.house.synced(made.span(5))
        made.house.pass_time(hours=3)
        other = made.house.sync(made.span(100))
        await other.look()
        listing = made.listings.open(made.view())
        await listing.refresh()
        assert listing.status.error is None
        assert not listing.status.loading
        await other.close()
