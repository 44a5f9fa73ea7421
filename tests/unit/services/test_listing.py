from __future__ import annotations

import asyncio
import gc
import weakref
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.services.listbox import house, keys
from tests.unit.store.samples import thing
from tests.unit.zoom.box import Reply
from ztui.core.errors import ConfigError
from ztui.services.view import View

if TYPE_CHECKING:
    from ztui.services.listing import Listing


async def test_a_list_never_read_is_empty_and_of_no_age(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(1)]) as here:
        listing = here.open()
        await listing.load()
        assert (listing.status.loaded, listing.status.as_of, listing.status.complete) == (0, None, False)
        assert list(listing.window(0, 10)) == []
        assert here.box.asked == []


async def test_a_refresh_reads_all_pages_in_the_order_of_zoom(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(number) for number in range(8)]) as here:
        listing = here.open()
        await listing.load()
        await listing.refresh()
        assert await keys(listing) == [f"k{number}" for number in range(8)]
        status = listing.status
        assert (status.shown, status.loaded, status.total, status.complete, status.loading) == (8, 8, 8, True, False)
        assert status.error is None
        assert status.as_of == here.clock.now()


async def test_a_list_that_was_read_and_closed_is_held_by_nobody(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(1), thing(2)]) as here:
        listing = here.open()
        await listing.refresh()
        feed, held = here.listings.feed(View("things")), weakref.ref(listing)
        assert not feed.is_idle
        await listing.close()
        del listing
        gc.collect()
        assert held() is None
        assert feed.is_idle


async def test_of_many_lists_those_that_are_open_are_remembered(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(1)]) as here:
        shown, closed = here.open(), View("things", filter="", query=(("site_id", "closed"),))
        first, other = here.listings.feed(shown.view), here.listings.feed(closed)
        for number in range(100):
            await here.open(query=(("site_id", str(number)),)).close()
        assert here.listings.feed(shown.view) is first
        assert here.listings.feed(closed) is not other


async def test_cached_rows_are_there_before_the_network_with_their_age(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(1), thing(2)]) as here:
        await here.open().refresh()
        read_at = here.clock.now()
        here.clock.passed = 600
        here.world.gate, here.world.gate_from = asyncio.Event(), 0
        again = here.open()
        await again.load()
        assert await keys(again) == ["k1", "k2"]
        assert again.status.as_of == read_at
        refreshing = asyncio.create_task(again.refresh())
        await here.world.reached.wait()
        assert again.status.loading
        assert again.status.as_of == read_at
        here.world.gate.set()
        await refreshing
        assert again.status.as_of == here.clock.now()


async def test_the_first_page_is_shown_while_the_second_is_on_its_way(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(number) for number in range(8)], gate=asyncio.Event()) as here:
        shown = asyncio.Event()
        listing = here.listings.open(View("things"), lambda each: shown.set() if each.status.shown else None)
        refreshing = asyncio.create_task(listing.refresh())
        await shown.wait()
        assert (listing.status.loaded, listing.status.total, listing.status.loading) == (3, 8, True)
        assert here.world.gate is not None
        here.world.gate.set()
        await refreshing
        assert listing.status.loaded == 8


async def test_stopping_keeps_what_there_is_and_says_it_is_not_all(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(number) for number in range(8)], gate=asyncio.Event()) as here:
        listing = here.open()
        refreshing = asyncio.create_task(listing.refresh())
        await here.world.reached.wait()
        listing.stop()
        await refreshing
        assert await keys(listing) == ["k0", "k1", "k2"]
        status = listing.status
        assert (status.complete, status.loading, status.error, status.total) == (False, False, None, 8)


async def test_a_list_can_be_read_again_after_it_was_stopped(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(number) for number in range(8)], gate=asyncio.Event()) as here:
        listing = here.open()
        refreshing = asyncio.create_task(listing.refresh())
        await here.world.reached.wait()
        listing.stop()
        assert here.world.gate is not None
        here.world.gate.set()
        await asyncio.gather(refreshing, listing.refresh())
        assert listing.status.complete


async def test_stopping_a_refresh_leaves_the_complete_list_that_was_there(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(number) for number in range(8)]) as here:
        listing = here.open()
        await listing.refresh()
        here.world.gate = asyncio.Event()
        here.world.rows = [thing(number) for number in range(4, 12)]
        refreshing = asyncio.create_task(listing.refresh())
        await here.world.reached.wait()
        listing.stop()
        await refreshing
        assert listing.status.complete
        assert await keys(listing) == [f"k{number}" for number in range(8)]


async def test_stopping_with_enough_rows_puts_what_was_read_first(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(number) for number in range(8)]) as here:
        listing = here.open()
        await listing.refresh()
        here.world.gate = asyncio.Event()
        here.world.rows = [thing(number) for number in range(9, 1, -1)]
        refreshing = asyncio.create_task(listing.refresh())
        await here.world.reached.wait()
        listing.stop(first=True)
        await refreshing
        assert await keys(listing) == ["k9", "k8", "k7", *(f"k{number}" for number in range(7))]


async def test_a_list_that_fails_half_way_keeps_what_it_has_and_says_so(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(number) for number in range(8)]) as here:
        here.world.fail = {1: Reply(403, {"code": 200, "message": "No permission."})}
        listing = here.open()
        await listing.refresh()
        assert listing.status.error is not None
        assert await keys(listing) == ["k0", "k1", "k2"]
        assert not listing.status.complete


async def test_an_error_of_the_network_is_in_the_status_and_the_rows_stay(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(1)]) as here:
        listing = here.open()
        await listing.refresh()
        here.world.fail = {0: Reply(400, {"code": 300, "message": "Bad."})}
        await listing.refresh()
        assert listing.status.error is not None
        assert listing.status.complete
        assert await keys(listing) == ["k1"]
        here.world.fail = {}
        await listing.refresh()
        assert listing.status.error is None


async def test_a_list_that_failed_before_its_first_row_has_no_age_also_in_the_next_process(tmp_path: Path) -> None:
    async with house(tmp_path, fail={0: Reply(400, {"code": 300, "message": "Bad."})}) as here:
        listing = here.open()
        await listing.load()
        await listing.refresh()
        assert listing.status.error is not None
        assert listing.status.as_of is None
    async with house(tmp_path) as later:
        again = later.open()
        await again.load()
        first = again.status.as_of
        await again.refresh()
        assert (first, again.status.as_of, again.status.complete) == (None, later.clock.now(), True)


async def test_gone_rows_vanish_when_the_refresh_is_complete_and_not_before(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(number) for number in range(5)]) as here:
        listing = here.open()
        await listing.refresh()
        here.world.rows = [thing(4, name="New name"), thing(9), thing(2), thing(3)]
        here.world.gate = asyncio.Event()
        stored = asyncio.Event()
        watching = here.listings.open(View("things"), lambda each: stored.set() if each.status.loaded == 6 else None)
        await watching.load()
        refreshing = asyncio.create_task(listing.refresh())
        await stored.wait()
        assert await keys(listing) == ["k0", "k1", "k2", "k3", "k4", "k9"]
        here.world.gate.set()
        await refreshing
        assert await keys(listing) == ["k4", "k9", "k2", "k3"]
        assert (await listing.rows(0, 1))[0].row["name"] == "New name"


async def test_a_window_is_none_until_it_is_fetched_and_then_here(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(number) for number in range(400)], page=100) as here:
        fetched = asyncio.Event()
        listing = here.listings.open(View("things"), lambda each: fetched.set())
        await listing.refresh()
        fetched.clear()
        assert list(listing.window(300, 5)) == [None] * 5
        await fetched.wait()
        assert [each and each.key for each in listing.window(300, 5)] == [f"k{number}" for number in range(300, 305)]
        fetched.clear()
        while None in listing.window(398, 50):
            await fetched.wait()
        assert [each and each.key for each in listing.window(398, 50)] == ["k398", "k399"]
        assert list(listing.window(400, 5)) == []
        assert len(listing.window(-5, 3)) == 3


async def test_a_window_on_screen_stays_filled_through_a_refresh(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(number) for number in range(10)]) as here:
        holes = 0

        def look(listing: Listing) -> None:
            nonlocal holes
            holes += sum(each is None for each in listing.window(0, 5))

        listing = here.listings.open(View("things"), look)
        await listing.refresh()
        listing.window(0, 5)
        await asyncio.sleep(0)
        before = holes
        here.world.rows = [thing(number, name="New") for number in range(3, 14)]
        await listing.refresh()
        assert holes == before
        assert [each and each.row["name"] for each in listing.window(0, 5)] == ["New"] * 5


async def test_changes_of_one_turn_come_as_one_call(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(number) for number in range(3)]) as here:
        listing = here.open()
        await listing.refresh()
        assert here.changes == sorted(set(here.changes))
        assert len(here.changes) < listing.generation


async def test_views_of_one_list_share_its_refresh(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(number) for number in range(6)]) as here:
        plain, narrow = here.open(), here.open(filter="thing 4")
        await asyncio.gather(plain.refresh(), narrow.refresh())
        assert len(here.box.asked) == 2
        assert (plain.status.shown, narrow.status.shown) == (6, 1)
        here.world.rows.append(thing(44))
        await plain.refresh()
        await narrow.refresh()
        assert narrow.status.shown == 2


async def test_closing_one_view_lets_the_other_go_on(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(number) for number in range(6)], gate=asyncio.Event()) as here:
        one, other = here.open(), here.open()
        refreshing = asyncio.create_task(other.refresh())
        await here.world.reached.wait()
        await one.close()
        await one.close()
        assert other.status.loading
        assert here.world.gate is not None
        here.world.gate.set()
        await refreshing
        assert other.status.complete


async def test_closing_the_only_view_ends_its_refresh(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(number) for number in range(6)], gate=asyncio.Event()) as here:
        listing = here.open(sort=("name",))
        refreshing = asyncio.create_task(listing.refresh())
        await here.world.reached.wait()
        await listing.close()
        await refreshing
        assert len(here.box.asked) == 2


async def test_a_refresh_whose_waiter_is_cancelled_stops_and_keeps_its_rows(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(number) for number in range(6)], gate=asyncio.Event()) as here:
        listing = here.open()
        refreshing = asyncio.create_task(listing.refresh())
        await here.world.reached.wait()
        refreshing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await refreshing
        await listing.close()
        again = here.open()
        await again.load()
        assert (await keys(again), again.status.loading) == (["k0", "k1", "k2"], False)


async def test_a_cache_that_cannot_be_made_is_told_in_the_status(tmp_path: Path) -> None:
    from ztui.services.listings import Listings
    from ztui.store.cache import Cache

    (tmp_path / "file").write_text("in the way")
    async with house(tmp_path) as here:
        cache = Cache(tmp_path / "file" / "x.sqlite", here.clock)
        listing = Listings(here.client, cache, here.clock, find=here.resources.__getitem__).open(View("things"))
        await listing.load()
        assert isinstance(listing.status.error, ConfigError)
        await listing.refresh()
        assert isinstance(listing.status.error, ConfigError)
        await listing.close()
        await cache.close()


layouts = st.lists(
    st.tuples(
        st.lists(st.integers(0, 25), max_size=20),
        st.integers(1, 7),
        st.one_of(st.none(), st.integers(0, 6)),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=40)
@given(layouts)
def test_any_pages_and_failures_end_in_what_the_rules_say(steps: list[tuple[list[int], int, int | None]]) -> None:
    asyncio.run(_follow(steps))


async def _follow(steps: list[tuple[list[int], int, int | None]]) -> None:
    with TemporaryDirectory() as folder:
        async with house(Path(folder)) as here:
            listing = here.open()
            expected: list[str] = []
            was_complete = False
            for version, (numbers, page, fails_at) in enumerate(steps):
                world = here.world
                world.rows, world.page = [thing(number, version=version) for number in numbers], page
                pages = max(1, -(-len(numbers) // page))
                fails = fails_at is not None and fails_at < pages
                world.fail = {fails_at: Reply(400, {"code": 300, "message": "No."})} if fails_at is not None else {}
                await listing.refresh()
                came = numbers if not fails else numbers[: page * (fails_at or 0)]
                new = list(dict.fromkeys(f"k{number}" for number in came))
                expected = new if not fails else expected + [each for each in new if each not in expected]
                was_complete = was_complete or not fails
                assert [each.key for each in await listing.rows(0, 100)] == expected
                assert (listing.status.error is not None) == fails
                assert (listing.status.complete, listing.status.loaded) == (was_complete, len(expected))
                versions: dict[str, Any] = {each.key: each.row["version"] for each in await listing.rows(0, 100)}
                assert all(versions[each] == version for each in new)
            await listing.close()
