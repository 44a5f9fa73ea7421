"""What a list asks Zoom for, which rows it makes of the answers, and what it does where Zoom has no such list."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.unit.services.listbox import house, keys, with_operations
from tests.unit.store.samples import THINGS, thing
from tests.unit.zoom.box import Asked, Reply
from ztui.core.errors import ConfigError, Forbidden, NotFound, ServerError, UnknownName
from ztui.services.view import View

if TYPE_CHECKING:
    from pathlib import Path


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


async def test_an_unknown_resource_has_near_names(tmp_path: Path) -> None:
    from ztui.services.listings import Listings

    async with house(tmp_path) as here:
        with pytest.raises(UnknownName, match="call-queues"):
            Listings(here.client, here.cache, here.clock).open(View("call-queuez"))
