from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.services.changes.house import house
from ztui.core.errors import Conflict
from ztui.services.changes.acting import plan_action
from ztui.services.changes.applying import apply
from ztui.services.changes.consequences import unsaid
from ztui.services.changes.creating import plan_create
from ztui.services.changes.removing import plan_delete
from ztui.services.changes.surroundings import called_by, numbers_become, numbers_left
from ztui.services.changes.totals import totals
from ztui.services.changes.updating import plan_update
from ztui.store.listings import ListKey

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.services.changes.house import House


def _says(plan: Any) -> str:
    return " ".join(plan.says)


async def _queue(home: House) -> dict[str, Any]:
    """Give a queue that has a number and users among its members."""
    for each in await home.rows("call-queues"):
        row = await home.get("call-queues", each["id"])
        if row.get("phone_numbers") and row["members"].get("users"):
            return {**each, **row}
    raise AssertionError


async def test_what_is_not_stored_is_not_known_and_nothing_is_asked(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = await _queue(home)
        await home.session.learn_sites()
        asked = len(home.wire.asked)
        plan = await plan_update(home.session, "call-queues", queue["id"], {"status": "inactive"})
        said = _says(plan)
        assert "How many calls reach it is not known" in said
        assert "What leads to it is not known" in said
        assert f"its {len(queue['phone_numbers'])} number" in said
        assert all(method == "GET" for method, _ in home.wire.asked)
        assert len(home.wire.asked) - asked == 1


async def _store_calls(home: House, rows: list[dict[str, Any]]) -> None:
    resource = home.session.listings.find("call-history")
    shape = home.session.listings.shape(resource)
    run = await home.session.cache.begin(ListKey.of("call-history", (), (("from", "2026-11-14"),)), shape)
    await home.session.cache.add(run, lambda: [shape.stored(each) for each in rows])
    await home.session.cache.finish(run)


async def test_calls_of_the_last_days_are_counted_and_called_direct(tmp_path: Path) -> None:
    def call(place: int, number: str, extension: str, start: str) -> dict[str, Any]:
        row = {"call_history_uuid": f"c{place}", "callee_did_number": number, "callee_ext_number": extension}
        return {**row, "start_time": start}

    async with house(tmp_path) as home:
        calls = [call(each, "+14155550188", "8008200", f"2026-11-21T1{each % 2 + 2}:00:00Z") for each in range(25)]
        calls += [call(30, "+14155550100", "8008000", "2026-11-21T12:05:00Z")]
        calls += [call(40, "+14155550188", "8008200", "2026-10-01T12:05:00Z")]
        await _store_calls(home, calls)
        told = await called_by(home.session, {"number": "+14155550188"})
        assert told == "at least 12 calls an hour reach it directly (25 of 26 stored calls since 2026-11-21 12:00)"
        assert await called_by(home.session, {"extension_number": 8008200}) == told
        other = await called_by(home.session, {"number": "+14155550100"})
        assert other.startswith("at least 1 call reaches")
        none = await called_by(home.session, {"number": "+15005550006"})
        assert none == "none of the 26 stored calls since 2026-11-21 12:00 went to it directly"
        await _store_calls(home, [*calls, call(50, "+14155550100", "8008000", "2026-11-15T01:05:00Z")])
        week = await called_by(home.session, {"number": "+15005550006"})
        assert week == "none of the 27 stored calls of the last 7 days went to it directly"


async def test_a_number_tells_what_its_owner_keeps(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = await _queue(home)
        await home.rows("numbers")
        number, left = queue["phone_numbers"][0]["id"], len(queue["phone_numbers"]) - 1
        said = _says(await plan_action(home.session, "numbers", "unassign", [number]))
        if left:
            assert f"{queue['name']} keeps {left} of its {left + 1} numbers" in said
        else:
            assert f"{queue['name']} has no number left, only its extension {queue['extension_number']}" in said
        assert "will ring nobody" in said
        assert "caller ID" in said
        away = _says(await plan_action(home.session, "cq", "remove-number", [queue["id"]], {"numbers": [number]}))
        assert "no number left" in away or "keeps" in away
        gone = _says(await plan_action(home.session, "numbers", "unassign", [number]))
        assert "old" in gone or "now" in gone


async def test_an_owner_that_was_stored_before_it_had_a_number_tells_no_count(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = await _queue(home)
        owner = {"assigned_to_type": "callQueue", "assigned_to_id": queue["id"], "assigned_to_name": queue["name"]}
        later = {"id": "later", "number": "+14155550100", "assigned_list": [owner]}
        assert await numbers_left(home.session, later) == [f"how many numbers {queue['name']} has is not known"]
        held = {"id": queue["phone_numbers"][0]["id"], "number": "", "assigned_list": [owner]}
        (said,) = await numbers_left(home.session, held)
        assert "not known" not in said
        many = {"phone_numbers": [{"id": str(each)} for each in range(50)]}
        assert numbers_become("Support", many, 1) == "Support keeps at least 49 numbers"


async def test_members_that_leave_tell_who_is_left(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = await _queue(home)
        users = [each["id"] for each in queue["members"]["users"] if each.get("level") != "manager"]
        areas = [each["id"] for each in queue["members"].get("common_areas", [])]
        one = _says(await plan_action(home.session, "cq", "remove-member", [queue["id"]], {"users": users[:1]}))
        assert "become" in one
        assert "opted in" in one or "nobody is left" in one
        if len(users) == len(queue["members"]["users"]):
            given = {"users": users, "common_areas": areas}
            assert "nobody is left" in _says(
                await plan_action(home.session, "cq", "remove-member", [queue["id"]], given)
            )


async def test_a_new_member_who_is_deactivated_is_told(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        system = home.box.engine.world.system(home.box.engine.world.master_id)
        queue = await _queue(home)
        inside = {each["id"] for each in queue["members"]["users"]}
        new = next(each for each in system.users if each.id not in inside)
        system.put_extension(new._replace(status="deactivate"))
        await home.rows("users")
        said = _says(await plan_action(home.session, "cq", "add-members", [queue["id"]], {"users": [new.id]}))
        assert f"{new.name} is deactivated and takes no calls" in said


async def test_routing_names_where_calls_go_and_who_leads_here(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue, *others = await home.rows("call-queues")
        parents = (("extensionId", others[0]["extension_id"]),)
        rows = await home.rows("call-handling", parents)
        closed = next(e for e in rows if e["hours"] == "closed_hours" and e["sub_setting_type"] == "call_handling")
        key = f"{closed['hours']}+{closed['sub_setting_type']}+"
        values = {"settings.call_not_answer_action": 7, "settings.forward_to_extension_id": queue["extension_id"]}
        plan = await plan_update(home.session, "call-handling", key, values, parents=parents)
        said = _says(plan)
        assert f"call queue {queue['name']}" in said
        assert "nowhere" not in said
        odd = {**values, "settings.call_not_answer_action": 2}
        assert "is no user" in _says(await plan_update(home.session, "call-handling", key, odd, parents=parents))
        assert f"It belongs to call queue {others[0]['name']}" in said
        await apply(home.session, plan)
        alone = await plan_update(
            home.session, "call-handling", key, {"settings.call_not_answer_action": 2}, parents=parents
        )
        assert "name the user, too" in _says(alone)
        leads = _says(await plan_update(home.session, "call-queues", queue["id"], {"status": "inactive"}))
        assert f"Overflow of 1 queue ({others[0]['name']}) leads here" in leads
        assert "routing of 1 extension and 0 menus read" in leads


async def test_a_new_extension_a_new_zone_and_a_new_queue(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = await _queue(home)
        values = {"extension_number": "8999", "timezone": "Europe/Berlin"}
        said = _says(await plan_update(home.session, "call-queues", queue["id"], values))
        assert f"who dials {queue['extension_number']} does not reach it any more" in said
        assert "hours stay as written and are those of Europe/Berlin" in said
        site = (await home.rows("sites"))[0]
        made = await plan_create(home.session, "call-queues", {"name": "New", "site_id": site["id"]})
        assert "no members yet and rings nobody" in _says(made)


async def test_a_user_who_leaves_and_a_site_that_goes(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        await _queue(home)
        user, (site, other, *_) = (await home.rows("users"))[0], await home.rows("sites")
        said = _says(await plan_action(home.session, "users", "deactivate", [user["id"]]))
        assert "queue" in said
        gone = _says(await plan_delete(home.session, "sites", [site["id"]], given={"transfer_site": other["id"]}))
        assert "Moves with it: " in gone
        assert "users" in gone
        assert "as stored" in gone
        assert "not read" in gone


async def test_a_list_of_hundreds_leaves_single_consequences_out(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = await _queue(home)
        with unsaid():
            quiet = _says(await plan_update(home.session, "call-queues", queue["id"], {"status": "inactive"}))
        assert "ring nobody" not in quiet
        assert "ring nobody" in _says(
            await plan_update(home.session, "call-queues", queue["id"], {"status": "inactive"})
        )


async def test_an_object_is_named_once_and_what_follows_goes_without_its_name(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        first, second = (await home.rows("call-queues"))[:2]
        both = await plan_delete(home.session, "call-queues", [first["id"], second["id"]])
        for queue, told in zip((first, second), both.says, strict=False):
            assert told.startswith(f"{queue['name']} is deleted. ")
            assert " Its " in told
            assert told.count(queue["name"]) == 1
        off = await plan_update(home.session, "call-queues", first["id"], {"status": "inactive"})
        assert off.says[0].startswith(f"Call queue {first['name']}: its ")
        assert off.says[0].count("Call queue") == 1


async def test_who_a_number_will_ring_is_named_as_far_as_that_is_stored(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        number = next(each for each in await home.rows("numbers") if each["assigned_list"])
        await apply(home.session, await plan_action(home.session, "numbers", "unassign", [number["id"]]))
        rows = await home.rows("call-queues")
        given = {"owner": rows[0]["id"]}
        plan = await plan_action(home.session, "numbers", "assign-to-queue", [number["id"]], given)
        assert plan.says[0].startswith(f"{number['number']} will ring queue {rows[0]['name']}.")
        world = home.box.engine.world
        unread = next(iter(world.system(world.master_id).receptionists)).id
        given = {"owner": unread}
        plan = await plan_action(home.session, "numbers", "assign-to-auto-receptionist", [number["id"]], given)
        assert plan.says[0].startswith(f"{number['number']} will ring an auto receptionist.")


async def test_who_is_no_member_is_not_counted_among_those_who_leave(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = await _queue(home)
        inside = [each["id"] for each in queue["members"]["users"]]
        mine = next(each["id"] for each in queue["members"]["users"] if each.get("level") != "manager")
        stranger = next(each for each in await home.rows("users") if each["id"] not in inside)
        with pytest.raises(Conflict, match=f"{stranger['name']} is no member of {queue['name']}"):
            await plan_action(home.session, "cq", "remove-member", [queue["id"]], {"users": [stranger["id"]]})
        plan = await plan_action(home.session, "cq", "remove-member", [queue["id"]], {"users": [stranger["id"], mine]})
        assert [each.request.path["memberId"] for each in plan.changes] == [mine]
        count = sum(len(each) for each in queue["members"].values())
        assert f"{count} members become {count - 1}" in plan.says[0]
        assert f"Left out: {stranger['name']} is no member of {queue['name']}" in _says(plan)


async def test_a_number_of_somebody_else_is_not_taken_away(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = await _queue(home)
        mine = [each["id"] for each in queue["phone_numbers"]]
        other = next(each for each in await home.rows("numbers") if each["id"] not in mine)
        with pytest.raises(Conflict, match="is no number of"):
            await plan_action(home.session, "cq", "remove-number", [queue["id"]], {"numbers": [other["id"]]})


async def test_a_change_says_whom_it_adds(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = await _queue(home)
        inside = [each["id"] for each in queue["members"]["users"]]
        ann, bob = [each for each in await home.rows("users") if each["id"] not in inside][:2]
        plan = await plan_action(home.session, "cq", "add-members", [queue["id"]], {"users": [ann["id"], bob["id"]]})
        assert [each.title for each in plan.changes] == [
            f"Add members: {queue['name']} ({each['name']})" for each in (ann, bob)
        ]


async def test_many_numbers_are_told_by_what_their_owners_have_then(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        numbers = [each for each in await home.rows("numbers") if each["assigned_list"]][:3]
        off = await plan_action(home.session, "numbers", "unassign", [each["id"] for each in numbers])
        await apply(home.session, off)
        queue = await _queue(home)
        had = len(queue["phone_numbers"])
        given = {"owner": queue["id"]}
        keys = [each["id"] for each in numbers]
        plan = await plan_action(home.session, "numbers", "assign-to-queue", keys, given)
        before = f"{had} number{'' if had == 1 else 's'} {'becomes' if had == 1 else 'become'}"
        assert await totals(home.session, plan.changes) == [f"{queue['name']}: {before} {had + 3} (now)."]
        unread = replace(plan.changes[0], request=replace(plan.changes[0].request, path={"callQueueId": "nobody"}))
        assert await totals(home.session, [unread]) == ["A call queue gets 1 number."]


async def test_one_of_the_listed_members_leaves_a_queue_that_is_named_and_its_manager_does_not(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = await _queue(home)
        above = (("callQueueId", queue["id"]),)
        users = queue["members"]["users"]
        count = sum(len(each) for each in queue["members"].values())
        one = next(each for each in users if each["level"] != "manager")
        await home.rows("queue-members", above)
        plan = await plan_delete(home.session, "queue-members", [one["id"]], parents=above)
        assert plan.says[0].startswith(f"{one['name']} leaves {queue['name']}: {count} members become {count - 1}.")
        two = [each for each in users if each["level"] != "manager"][:2]
        both = await plan_delete(home.session, "queue-members", [each["id"] for each in two], parents=above)
        names = ", ".join(each["name"] for each in two)
        assert both.says[0] == f"{names} leave {queue['name']}: {count} members become {count - 2}."
        assert sum("members become" in each for each in both.says) == 1
        boss = next(each for each in users if each["level"] == "manager")
        with pytest.raises(Conflict, match="manager of a queue cannot be removed"):
            await plan_delete(home.session, "queue-members", [boss["id"]], parents=above)
