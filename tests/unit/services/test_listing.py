from __future__ import annotations

import asyncio
import itertools
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.services.listbox import house, with_operations
from tests.unit.store.samples import THINGS, thing
from tests.unit.zoom.box import Asked, Reply
from ztui.core.errors import ConfigError, Forbidden, NotFound, ServerError, UnknownName
from ztui.resources.cells import Viewer
from ztui.resources.extensions import SiteForm
from ztui.services.filters import FilterError
from ztui.services.view import View

if TYPE_CHECKING:
    from ztui.services.listing import Listing


async def keys(listing: Listing) -> list[str]:
    return [each.key for each in await listing.rows(0, 10_000)]


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


async def test_changes_of_one_turn_come_as_one_call(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(number) for number in range(3)]) as here:
        listing = here.open()
        await listing.refresh()
        assert here.changes == sorted(set(here.changes))
        assert len(here.changes) < listing.generation


async def test_rows_without_a_key_are_kept_apart_counted_and_named_alike_next_time(tmp_path: Path) -> None:
    rows = [{"name": "a"}, {"name": "a"}, {"name": "b"}, thing(1)]
    async with house(tmp_path, rows) as here:
        listing = here.open()
        await listing.refresh()
        first = await keys(listing)
        assert len(set(first)) == 4
        assert listing.status.oddities == 3
        await listing.refresh()
        assert await keys(listing) == first


async def test_rows_with_equal_keys_are_shown_once(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(1), thing(2), thing(1), thing(3), thing(2)]) as here:
        listing = here.open()
        await listing.refresh()
        assert await keys(listing) == ["k1", "k2", "k3"]


async def test_elements_that_are_no_rows_are_counted(tmp_path: Path) -> None:
    async with house(tmp_path, [thing(1)]) as here:
        here.world.rows.append(None)  # type: ignore[arg-type]
        listing = here.open()
        await listing.refresh()
        assert (listing.status.oddities, listing.status.loaded) == (1, 1)


async def test_a_parameter_that_takes_one_value_is_asked_for_each_as_one_list(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        here.declare(replace(THINGS, each=("department", ("a", "b", "c"))))

        def answer(asked: Asked) -> Reply:
            which = "abc".index(asked.args["department"])
            return Reply(body={"call_queues": [thing(10 * which), thing(10 * which + 1)], "total_records": 2})

        here.world.answer = answer
        listing = here.open()
        await listing.refresh()
        assert await keys(listing) == ["k0", "k1", "k10", "k11", "k20", "k21"]
        assert (listing.status.total, listing.status.complete) == (6, True)
        narrow = here.open(query=(("department", "b"),))
        await narrow.refresh()
        assert await keys(narrow) == ["k10", "k11"]


async def test_a_row_that_is_in_two_parts_is_one_row_also_in_the_total(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        here.declare(replace(THINGS, each=("department", ("a", "b"))))
        here.world.answer = lambda asked: Reply(body={"call_queues": [thing(1), thing(2)], "total_records": 2})
        listing = here.open()
        await listing.refresh()
        assert (listing.status.loaded, listing.status.total, listing.status.complete) == (2, 2, True)


async def test_the_total_of_several_parts_is_not_told_before_all_are_known(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        here.declare(replace(THINGS, each=("department", ("a", "b"))))

        def answer(asked: Asked) -> Reply:
            if asked.args["department"] == "b":
                return Reply(400, {"code": 300, "message": "No."})
            return Reply(body={"call_queues": [thing(1)], "total_records": 1})

        here.world.answer = answer
        listing = here.open()
        await listing.refresh()
        assert (listing.status.total, listing.status.loaded, listing.status.complete) == (None, 1, False)


NOT_HERE = Reply(404, {"code": 404, "message": "This API does not exist."})


async def test_a_list_that_zoom_does_not_know_is_served_by_the_deprecated_one_and_says_so(tmp_path: Path) -> None:
    numbers = with_operations(list="listPhoneNumbers", fallback="listAccountPhoneNumbers")
    async with house(tmp_path) as here:
        here.declare(replace(numbers, each=("allocated_product", ("ZOOM_PHONE", "UNALLOCATED")), query=(("x", "1"),)))

        def answer(asked: Asked) -> Reply:
            if "number_management" in asked.path:
                return NOT_HERE
            assert set(asked.args) <= {"page_size", "type"}
            return Reply(body={"phone_numbers": [thing(1)], "total_records": 1})

        here.world.answer = answer
        listing = here.open(query=(("type", "assigned"),))
        await listing.refresh()
        assert await keys(listing) == ["k1"]
        assert "listAccountPhoneNumbers" in listing.status.note
        assert listing.status.error is None
        assert [asked.path for asked in here.box.asked] == ["/v2/number_management/numbers", "/v2/phone/numbers"]
        again = here.open(query=(("type", "assigned"),))
        await again.load()
        assert "listAccountPhoneNumbers" in again.status.note


async def test_without_a_fallback_what_zoom_does_not_know_is_an_error(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        here.world.answer = lambda asked: NOT_HERE
        listing = here.open()
        await listing.refresh()
        assert isinstance(listing.status.error, NotFound)


async def test_what_is_forbidden_is_remembered_and_not_asked_again_at_once(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        here.world.answer = lambda asked: Reply(400, {"code": 4711, "message": "Invalid access token, no scopes."})
        listing = here.open()
        await listing.refresh()
        assert isinstance(listing.status.error, Forbidden)
        asked = len(here.box.asked)
        await listing.refresh()
        assert isinstance(listing.status.error, Forbidden)
        assert len(here.box.asked) == asked
        assert here.listings.refusals.about("listCallQueues") is not None
        here.clock.passed += 301
        here.world.answer = None
        await listing.refresh()
        assert listing.status.error is None


async def test_a_list_below_an_object_needs_the_object(tmp_path: Path) -> None:
    members = replace(with_operations(list="listCallQueueMembers"), parents=("callQueueId",))
    async with house(tmp_path) as here:
        here.declare(members)
        with pytest.raises(ConfigError, match="callQueueId"):
            here.open()
        here.world.answer = lambda asked: Reply(body={"call_queue_members": [thing(1)]})
        listing = here.open(parents=(("callQueueId", "q/1"),))
        await listing.refresh()
        assert await keys(listing) == ["k1"]
        assert here.box.asked[0].raw_path == "/v2/phone/call_queues/q%2F1/members"


@pytest.mark.parametrize(("account", "expected"), [("", "me"), ("sub-1", "sub-1")])
async def test_a_list_bound_to_the_account_names_the_acting_one(tmp_path: Path, account: str, expected: str) -> None:
    trunks = replace(with_operations(list="listsipTrunks"), account_bound=True)
    from ztui.contract.catalogue import by_route
    from ztui.services.listings import Listings

    found = by_route("GET", "/accounts/x/sip_trunk/trunks")
    assert found is not None
    trunks = replace(trunks, operations=replace(trunks.operations, list=found[0].id))
    async with house(tmp_path) as here:
        here.declare(trunks)
        here.world.answer = lambda asked: Reply(body={found[0].items_key: [thing(1)]})
        listings = Listings(here.client.acting_for(account), here.cache, here.clock, find=here.resources.__getitem__)
        listing = listings.open(View("things"))
        await listing.refresh()
        assert listing.status.error is None
        assert here.box.asked[0].path == f"/v2/accounts/{expected}/sip_trunk/trunks"
        await listings.close()


async def test_server_filters_that_repeat_are_sent_as_an_array(tmp_path: Path) -> None:
    history = with_operations(list="accountCallHistory")
    async with house(tmp_path) as here:
        here.declare(replace(history, window=True))
        here.world.answer = lambda asked: Reply(body={"call_history": [thing(1)]})
        listing = here.open(query=(("directions", "inbound"), ("directions", "outbound"), ("keyword", "x")))
        await listing.refresh()
        query = [pair for pair in here.box.asked[0].query if pair[0] != "page_size"]
        assert sorted(query) == [("directions", "inbound"), ("directions", "outbound"), ("keyword", "x")]


async def test_rows_taken_out_of_one_object_are_one_page(tmp_path: Path) -> None:
    legs = replace(
        with_operations(list="getACallQueue"), parents=("callQueueId",), unfold=lambda data: data["phone_numbers"]
    )
    async with house(tmp_path) as here:
        here.declare(legs)
        here.world.answer = lambda asked: Reply(body={"id": "q", "phone_numbers": [thing(1), thing(2)]})
        listing = here.open(parents=(("callQueueId", "q"),))
        await listing.refresh()
        assert (await keys(listing), listing.status.total) == (["k1", "k2"], 2)
        here.world.answer = lambda asked: Reply(body={"id": "q"})
        await listing.refresh()
        assert (await keys(listing), listing.status.oddities) == ([], 1)
        here.world.answer = lambda asked: Reply(body=[1])
        await listing.refresh()
        assert isinstance(listing.status.error, ServerError)


async def test_rows_out_of_one_object_are_told_what_they_were_asked_by(tmp_path: Path) -> None:
    keys_of_menu = replace(
        with_operations(list="getAutoReceptionistIVR"),
        parents=("autoReceptionistId",),
        unfold=lambda data: data["key_actions"],
        each=("hours_type", ("business_hours", "closed_hours")),
        told=("hours_type", "autoReceptionistId", "holiday_id"),
        key="hours_type+id",
    )
    async with house(tmp_path) as here:
        here.declare(keys_of_menu)
        here.world.answer = lambda asked: Reply(body={"key_actions": [{**thing(1), "autoReceptionistId": "its own"}]})
        listing = here.open(parents=(("autoReceptionistId", "m"),))
        await listing.refresh()
        assert await keys(listing) == ["business_hours+k1", "closed_hours+k1"]
        [first, _] = await listing.rows(0, 5)
        assert first.row["autoReceptionistId"] == "its own"
        assert "holiday_id" not in first.row


async def test_a_list_that_demands_a_window_is_asked_for_the_last_day(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        here.declare(replace(with_operations(list="callqueueanalytics"), window=True))
        await here.open().refresh()
        await here.open(query=(("from", "2026-11-01"), ("to", "2026-11-02"))).refresh()
        asked = [{name: each.args[name] for name in ("from", "to")} for each in here.box.asked]
        now = here.clock.now()
        day = {"from": f"{now - timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}", "to": f"{now:%Y-%m-%dT%H:%M:%SZ}"}
        assert asked == [day, {"from": "2026-11-01", "to": "2026-11-02"}]


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


async def test_an_unknown_resource_has_near_names(tmp_path: Path) -> None:
    from ztui.services.listings import Listings

    async with house(tmp_path) as here:
        with pytest.raises(UnknownName, match="call-queues"):
            Listings(here.client, here.cache, here.clock).open(View("call-queuez"))


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
