"""What was written shows in the stored lists, and no list is read for it: counted in requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.services.changes.house import house
from ztui.resources.registry import resource
from ztui.services.amending import amended, listed_form
from ztui.services.changes.acting import plan_action
from ztui.services.changes.applying import apply
from ztui.services.changes.creating import plan_create
from ztui.services.changes.model import merge
from ztui.services.changes.removing import plan_delete
from ztui.services.changes.updating import plan_update
from ztui.services.tasks.leaving import manages
from ztui.services.view import View
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.services.changes.house import House
    from ztui.services.changes.model import Plan

MANY = {"numbers": "1000"}
MOST = 4
"""Requests of a change, once its plan was confirmed."""


async def stored(here: House, name: str, parents: tuple[tuple[str, str], ...] = ()) -> dict[str, dict[str, Any]]:
    """Give the rows of a list as the store has them, by key."""
    listing = here.session.listings.open(View(name, parents))
    await listing.load()
    found = {each.key: dict(each.row) for each in await listing.rows(0, listing.status.shown)}
    assert listing.status.shown == len(found)
    await listing.close()
    return found


async def carried_out(here: House, plan: Plan) -> int:
    """Carry out a plan; gives how many requests that took."""
    before = len(here.wire.asked)
    run = await apply(here.session, plan)
    assert {each.outcome for each in run.results} == {Outcome.DONE}, run.results
    return len(here.wire.asked) - before


def unassigned(rows: list[dict[str, Any]]) -> list[str]:
    return [
        each["id"]
        for each in rows
        if not each.get("assigned_list")
        and each.get("status") == "Normal"
        and each.get("allocated_product") == "ZOOM_PHONE"
    ]


async def test_changes_in_a_list_of_a_thousand_numbers_take_four_requests_at_most(tmp_path: Path) -> None:
    async with house(tmp_path, world=MANY) as here:
        rows = await here.rows("numbers")
        assert len(rows) == 1000
        free, other = unassigned(rows)[:2]
        [user, *_] = await here.rows("users")
        plan = await plan_action(here.session, "numbers", "assign-to-user", [free], {"owner": user["id"]})
        assert await carried_out(here, plan) <= MOST
        assert (await stored(here, "numbers"))[free]["assigned_list"][0]["assigned_to_id"] == user["id"]
        plan = await plan_action(here.session, "numbers", "unassign", [free])
        assert await carried_out(here, plan) <= MOST
        assert not (await stored(here, "numbers"))[free].get("assigned_list")
        plan = await plan_update(here.session, "numbers", free, {"display_name": "Front desk"})
        assert await carried_out(here, plan) <= MOST
        plan = await plan_delete(here.session, "numbers", [other])
        assert await carried_out(here, plan) <= MOST
        left = await stored(here, "numbers")
        assert other not in left
        # What the store has now is what a reading of the whole list gives.
        fresh = {each["id"]: each for each in await here.rows("numbers")}
        assert left == fresh


@pytest.mark.parametrize("name", ["users", "call-queues", "common-areas"])
async def test_a_row_that_was_put_right_is_the_row_that_the_list_gives(tmp_path: Path, name: str) -> None:
    async with house(tmp_path) as here:
        key = (await here.rows(name))[0]["id"]
        before = (await stored(here, name))[key]
        other = next(each for each in await here.keys("sites") if each != before["site"]["id"])
        await carried_out(here, await plan_update(here.session, name, key, {"site_id": other}))
        mine = (await stored(here, name))[key]
        assert mine["site"]["id"] == other
        await here.rows(name)
        assert mine == (await stored(here, name))[key]


async def test_what_is_made_comes_last_and_what_is_deleted_goes(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        keys = await here.keys("call-queues")
        [site, *_] = await here.keys("sites")
        plan = await plan_create(here.session, "call-queues", {"name": "Night desk", "site_id": site})
        await carried_out(here, plan)
        listed = await stored(here, "call-queues")
        assert list(listed)[:-1] == keys
        [*_, made] = listed.items()
        assert made[1]["name"] == "Night desk"
        await carried_out(here, await plan_delete(here.session, "call-queues", [made[0]]))
        assert list(await stored(here, "call-queues")) == keys


async def test_a_member_that_is_removed_leaves_the_list_of_its_queue_alone(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        queues = [(("callQueueId", each),) for each in await here.keys("call-queues")]
        rows = {above: await here.rows("queue-members", above) for above in queues}
        of = {above: await here.get("call-queues", above[0][1]) for above in queues}
        found = ((above, each["id"]) for above in queues for each in rows[above])
        above, leaver = next((above, key) for above, key in found if not manages(of[above], key))
        plan = await plan_delete(here.session, "queue-members", [leaver], parents=above)
        await carried_out(here, plan)
        for each in queues:
            left = [row["id"] for row in rows[each] if (each, row["id"]) != (above, leaver)]
            assert list(await stored(here, "queue-members", each)) == left


async def test_many_changes_read_no_list_either(tmp_path: Path) -> None:
    async with house(tmp_path, world=MANY) as here:
        keys = unassigned(await here.rows("numbers"))[:40]
        plans = [await plan_update(here.session, "numbers", each, {"display_name": f"Desk {each}"}) for each in keys]
        assert await carried_out(here, merge(plans)) <= MOST * len(keys)
        paths = [path for method, path in here.wire.asked[-MOST * len(keys) :] if method == "GET"]
        assert "/v2/number_management/numbers" not in paths


def test_what_only_the_list_says_stays_and_what_was_emptied_goes() -> None:
    queues = resource("call-queues")
    listed = {"id": "q", "name": "Old", "extension_number": 1, "site": {"id": "s", "name": "Denver"}, "extra": 1}
    answer = {"id": "q", "name": "New", "members": {"users": []}, "site": {"id": "s"}, "extension_number": {"odd": 1}}
    row = amended(queues, {**listed, "department": "Sales"}, answer, {"id": "q", "department": "Sales"})
    assert row == {**listed, "name": "New"}
    assert listed_form(queues, answer) == {name: answer[name] for name in answer if name != "members"}


async def test_a_number_that_is_taken_from_a_queue_leaves_the_list_of_the_queue(tmp_path: Path) -> None:
    async with house(tmp_path, world={"numbers": "80"}) as here:
        above = (("callQueueId", (await here.keys("call-queues"))[0]),)
        free = unassigned(await here.rows("numbers"))[:2]
        plan = await plan_action(here.session, "call-queues", "add-numbers", [above[0][1]], {"numbers": free})
        await apply(here.session, plan)
        listed = [each["id"] for each in await here.rows("queue-numbers", above)]
        assert set(free) <= set(listed)
        await carried_out(here, await plan_action(here.session, "numbers", "unassign", free[:1]))
        assert list(await stored(here, "queue-numbers", above)) == [each for each in listed if each != free[0]]
