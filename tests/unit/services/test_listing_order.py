"""Filters and orders of a list that is open: what they show, and when."""

from __future__ import annotations

import asyncio
import itertools
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.unit.services.listbox import house, keys
from tests.unit.store.samples import thing
from ztui.core.errors import UnknownName
from ztui.resources.cells import Viewer
from ztui.resources.extensions import SiteForm
from ztui.services.filters import FilterError
from ztui.services.view import View

if TYPE_CHECKING:
    from pathlib import Path

    from ztui.services.listing import Listing


async def test_a_filter_and_an_order_are_put_in_place_with_their_rows(tmp_path: Path) -> None:
    rows = [thing(number, site={"name": "East" if number % 2 else "West"}) for number in range(10)]
    async with house(tmp_path, rows) as here:
        listing = here.open()
        await listing.refresh()
        listing.window(0, 4)
        await listing.change(filter="site:east", sort=("-extension",))
        assert [each and each.key for each in listing.window(0, 4)] == ["k9", "k7", "k5", "k3"]
        assert (listing.status.shown, listing.status.loaded) == (5, 10)
        assert listing.view == View("things", filter="site:east", sort=("-extension",))
        assert await listing.position_of("k3") == 3
        assert await listing.position_of("k2") is None
        await listing.change(filter="")
        assert await keys(listing) == [f"k{number}" for number in range(9, -1, -1)]
        await listing.change(sort=())
        assert await listing.position_of("k3") == 3


async def test_a_filter_that_cannot_be_read_leaves_the_last_good_one_in_force(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(1), thing(2)]) as here:
        listing = here.open()
        await listing.refresh()
        await listing.change(filter="k")
        good = listing.view
        with pytest.raises(FilterError):
            await listing.change(filter="nowhere:x")
        with pytest.raises(UnknownName):
            await listing.change(sort=("nowhere",))
        assert listing.view == good


async def test_of_many_filters_typed_in_a_row_the_last_one_counts(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(number) for number in range(50)], page=50) as here:
        listing = here.open()
        await listing.refresh()
        typed = ["t", "th", "thing", "thing 4", "thing 49"]
        await asyncio.gather(*(listing.change(filter=text) for text in typed))
        assert listing.view.filter == "thing 49"
        assert await keys(listing) == ["k49"]


async def test_a_cancelled_change_leaves_all_as_it_was(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(number) for number in range(50)], page=50) as here:
        listing = here.open()
        await listing.refresh()
        task = asyncio.create_task(listing.change(filter="thing 4"))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert listing.view.filter == ""
        assert listing.status.shown == 50


async def test_a_sorted_view_is_ordered_anew_at_most_every_two_seconds_during_a_refresh(tmp_path: Path) -> None:
    rows = [thing(number, duration=100 - number) for number in range(30)]
    async with house(tmp_path, rows, page=1) as here:
        seen: list[int] = []

        def look(listing: Listing) -> None:
            here.clock.passed += 0.3
            if listing.status.loading:
                seen.append(listing.status.shown)

        listing = here.listings.open(View("things", sort=("duration",)), look)
        await listing.refresh()
        steps = [each for each, _ in itertools.groupby(seen)]
        assert steps == sorted(steps)
        assert len(steps) <= here.clock.passed / 2 + 2
        assert listing.status.shown == 30
        assert await keys(listing) == [f"k{number}" for number in range(29, -1, -1)]


async def test_the_order_of_arrival_only_grows_at_its_end_during_a_refresh(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(number) for number in range(6)]) as here:
        listing = here.open()
        await listing.refresh()
        orders: list[list[str]] = []

        def look(each: Listing) -> None:
            if each.status.loading:
                orders.append([row.key for row in each.window(0, 50) if row is not None])

        watching = here.listings.open(View("things"), look)
        await watching.load()
        here.world.rows = [thing(number) for number in (8, 5, 4, 3, 9, 2, 7)]
        await listing.refresh()
        # The last ones may be of the list that took the place of the old one, a moment before it says so.
        grown = [each for each in orders if each[:1] == ["k0"]]
        longest = max(grown, key=len)
        assert all(longest[: len(each)] == each for each in grown)
        assert longest[:6] == [f"k{number}" for number in range(6)]


async def test_a_filter_wanted_while_the_list_is_read_from_the_store_stays(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(number) for number in range(1, 9)]) as here:
        await here.open().refresh()
        listing = here.open()
        await asyncio.gather(listing.change(filter="id:k3"), listing.load(), listing.change(sort=("-id",)))
        assert (listing.view.filter, listing.view.sort) == ("id:k3", ("-id",))
        assert listing.status.shown == 1


async def test_a_filter_is_read_anew_when_the_forms_of_extensions_are_learnt(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(1, extension=8018000), thing(2, extension=8018001)]) as here:
        listing = here.open(filter="ext=8000")
        await listing.refresh()
        assert await keys(listing) == []
        sites = {"main": SiteForm("801", 4)}
        here.listings.viewer = lambda: Viewer(UTC, here.clock.now(), sites=sites)
        here.listings.look_again()
        await listing.load()
        assert await keys(listing) == ["k1"]


async def test_times_told_from_now_move_with_the_clock_when_a_list_is_read_again(tmp_path: Path) -> None:
    async with house(tmp_path, []) as here:
        now = here.clock.now()
        here.world.rows += [thing(each, date=(now - timedelta(minutes=each)).isoformat()) for each in (10, 50)]
        here.listings.viewer = lambda: Viewer(UTC, here.clock.now())
        listing = here.open(filter="date>-1h")
        await listing.refresh()
        before = await keys(listing)
        here.clock.passed += 1800
        await listing.refresh()
        assert (before, await keys(listing)) == (["k10", "k50"], ["k10"])
