"""Rooms, call pickup groups and monitoring groups: what is written is there, in all places that speak of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.sim.asking import SMALL, Asker
from ztui.sim.world.entities import Kind, Number, Owner


@pytest.fixture
def asker() -> Asker:
    return Asker()


def _free(asker: Asker) -> list[Number]:
    return [
        number
        for number in asker.system.numbers
        if number.owner is None and number.product == "ZOOM_PHONE" and number.status == "Normal"
    ]


def test_a_room_gets_a_phone_and_loses_it(asker: Asker) -> None:
    spare = asker.rows("listUnassignedZoomRooms")[0]
    site = next(iter(asker.system.sites))
    asker.ask("addZoomRoom", body={"id": spare["id"], "site_id": site.id, "calling_plans": [{"type": 200}]})
    assert spare["id"] not in {row["id"] for row in asker.rows("listUnassignedZoomRooms")}
    row = next(row for row in asker.rows("listZoomRooms", {"keyword": spare["display_name"]}))
    assert (row["id"], row["site"]["id"], row["calling_plans"][0]["type"]) == (spare["id"], site.id, 200)
    path = {"roomId": spare["id"]}
    assert asker.ask("getZoomRoom", path)["emergency_address"]["city"] == site.city
    asker.ask("RemoveZoomRoom", path)
    assert asker.refusal("getZoomRoom", path) == (404, 404)
    assert asker.refusal("RemoveZoomRoom", path) == (400, 404)
    assert spare["id"] in {row["id"] for row in asker.rows("listUnassignedZoomRooms")}


def test_a_room_that_has_no_phone_or_is_none_is_refused(asker: Asker) -> None:
    site, room = next(iter(asker.system.sites)), next(iter(asker.system.rooms))
    assert asker.refusal("addZoomRoom", body={"id": "none", "site_id": site.id}) == (400, 404)
    assert asker.refusal("addZoomRoom", body={"id": room.id, "site_id": site.id}) == (400, 404)
    spare = asker.rows("listUnassignedZoomRooms")[0]["id"]
    assert asker.refusal("addZoomRoom", body={"id": spare, "calling_plans": [{"type": 1}]}) == (400, 404)


def test_the_numbers_of_a_room_name_their_owner(asker: Asker) -> None:
    room = next(room for room in asker.system.rooms if not asker.system.numbers_of(room.id))
    numbers, path = _free(asker), {"roomId": room.id}
    body = {"phone_numbers": [{"id": number.id} for number in numbers[:5]]}
    asker.ask("assignPhoneNumberToZoomRoom", path, body)
    owner = asker.ask("getPhoneNumber", {"phoneNumberId": numbers[0].id})["assigned_list"][0]
    assert (owner["assigned_to_type"], owner["assigned_to_id"]) == ("CiscoPolycomRoom", room.id)
    old = next(row for row in asker.rows("listAccountPhoneNumbers") if row["id"] == numbers[0].id)
    assert (old["assignee"]["id"], old["assignee"]["name"]) == (room.id, room.name)
    assert len(asker.ask("getZoomRoom", path)["phone_numbers"]) == 5
    assert asker.refusal("assignPhoneNumberToZoomRoom", path, {"phone_numbers": [{"id": numbers[0].id}]}) == (400, 409)
    assert asker.refusal("assignPhoneNumberToZoomRoom", path, {"phone_numbers": [{"id": numbers[6].id}]}) == (400, 429)
    one = path | {"phoneNumberId": numbers[0].id}
    asker.ask("UnassignPhoneNumberFromZoomRoom", one)
    assert asker.refusal("UnassignPhoneNumberFromZoomRoom", one) == (400, 404)
    asker.ask("RemoveZoomRoom", path)
    found = asker.system.numbers.get(numbers[1].id)
    assert found is not None
    assert found.owner is None


def test_a_room_without_a_plan_takes_no_number(asker: Asker) -> None:
    room = next(iter(asker.system.rooms))
    path = {"roomId": room.id}
    for plan in room.plans:
        asker.ask("unassignCallingPlanFromRoom", path | {"type": str(plan)})
    body = {"phone_numbers": [{"id": _free(asker)[0].id}]}
    assert asker.refusal("assignPhoneNumberToZoomRoom", path, body) == (400, 409)
    assert asker.refusal("unassignCallingPlanFromRoom", path | {"type": "200"}) == (400, 300)
    assert asker.refusal("assignCallingPlanToRoom", path, {"calling_plans": [{"type": 7}]}) == (400, 300)
    asker.ask("assignCallingPlanToRoom", path, {"calling_plans": [{"type": 200}]})
    assert [row["id"] for row in asker.rows("listZoomRooms", {"calling_type": 200})].count(room.id) == 1
    asker.ask("assignPhoneNumberToZoomRoom", path, body)


def test_a_room_moves_with_its_extension_and_its_site(asker: Asker) -> None:
    first, second, _ = asker.system.sites
    room = next(room for room in asker.system.rooms if room.site_id == first.id)
    path = {"roomId": room.id}
    policy = {"international_calling": {"enable": True}}
    asker.ask("updateZoomRoom", path, {"extension_number": 6999, "site_id": second.id, "policy": policy})
    row = asker.ask("getZoomRoom", path)
    assert (row["site"]["id"], row["extension_number"]) == (second.id, second.code * 10_000 + 6999)
    assert row["policy"]["international_calling"]["enable"] is True
    user = next(user for user in asker.system.users if user.site_id == second.id)
    assert asker.refusal("updateZoomRoom", path, {"extension_number": user.extension % 10_000}) == (400, 300)
    assert asker.refusal("updateZoomRoom", path, {"site_id": "none"}) == (400, 404)
    asker.ask("deletePhoneSite", {"siteId": second.id}, query={"transfer_site_id": first.id})
    assert asker.ask("getZoomRoom", path)["site"]["id"] == first.id


def test_a_pickup_group_is_made_changed_and_deleted(asker: Asker) -> None:
    site, users = next(iter(asker.system.sites)), list(asker.system.users)[:3]
    body = {"display_name": "Ground floor", "site_id": site.id, "member_extension_ids": [users[0].ext_id]}
    made = asker.ask("addGCP", body=body)
    path = {"groupId": made["id"]}
    area = next(iter(asker.system.common_areas))
    asker.ask("addGCPMembers", path, {"member_extension_ids": [users[1].ext_id, area.ext_id, users[0].ext_id]})
    row = next(row for row in asker.rows("listGCP", {"site_id": site.id}) if row["id"] == made["id"])
    assert (row["display_name"], row["member_count"]) == ("Ground floor", 3)
    areas = asker.rows("listGCPMembers", {"extension_type": "commonArea"}, path)
    assert [member["id"] for member in areas] == [area.id]
    asker.ask("removeGCPMembers", path | {"extensionId": users[0].ext_id})
    assert asker.refusal("removeGCPMembers", path | {"extensionId": users[0].ext_id}) == (400, 404)
    asker.ask("updateGCP", path, {"delay": 15, "play_incoming_calls_sound": {"enable": True}})
    row = asker.ask("GetGCP", path)
    assert (row["delay"], row["play_incoming_calls_sound"]["enable"], row["member_count"]) == (15, True, 2)
    asker.ask("deleteGCP", path)
    assert asker.refusal("GetGCP", path) == (404, 404)
    for name in ("deleteGCP", "updateGCP", "addGCPMembers"):
        assert asker.refusal(name, path, {}) == (400, 404)


def test_pickup_groups_refuse_what_does_not_exist(asker: Asker) -> None:
    site, queue = next(iter(asker.system.sites)), next(iter(asker.system.queues))
    body: dict[str, object] = {"display_name": "Group", "site_id": site.id}
    assert asker.refusal("addGCP", body=body | {"site_id": "none"}) == (400, 300)
    assert asker.refusal("addGCP", body=body | {"member_extension_ids": [queue.ext_id]}) == (400, 300)
    user = next(user for user in asker.system.users if user.site_id == site.id)
    assert asker.refusal("addGCP", body=body | {"extension_number": user.extension % 10_000}) == (400, 300)
    group = next(iter(asker.system.pickups))
    assert asker.refusal("updateGCP", {"groupId": group.id}, {"display_name": "ab"}) == (400, 300)


def test_a_user_who_leaves_is_no_member_of_any_group(asker: Asker) -> None:
    group = next(iter(asker.system.pickups))
    path = {"groupId": group.id}
    before = asker.ask("GetGCP", path)["member_count"]
    held = asker.system.extension(group.members[0])
    assert held is not None
    asker.system.remove_extension(held.thing)
    assert asker.ask("GetGCP", path)["member_count"] == before - 1
    assert len(asker.rows("listGCPMembers", path=path)) == before - 1


def test_a_monitoring_group_is_made_changed_and_deleted(asker: Asker) -> None:
    site = next(iter(asker.system.sites))
    made = asker.ask("createMonitoringGroup", body={"name": "Coaches", "type": 2, "site_id": site.id})
    path, monitors = {"monitoringGroupId": made["id"]}, {"member_type": "monitor"}
    users, queue_id = (
        list(asker.system.users)[:2],
        asker.ask("createCallQueue", body={"name": "New", "site_id": site.id})["id"],
    )
    queue = asker.system.queues.get(queue_id)
    assert queue is not None
    asker.ask("addMembers", path, [user.ext_id for user in users], monitors)
    asker.ask("addMembers", path, [queue.ext_id], {"member_type": "monitored"})
    row = next(row for row in asker.rows("listMonitoringGroup", {"type": 2}) if row["id"] == made["id"])
    assert (row["monitor_members_count"], row["monitored_members_count"]) == (2, 1)
    assert asker.rows("listMembers", {"member_type": "monitored"}, path)[0]["extension_type"] == "call_queue"
    assert asker.refusal("addMembers", path, [users[0].ext_id], monitors) == (400, 409)
    assert asker.refusal("addMembers", path, [queue.ext_id], monitors) == (400, 400)
    asker.ask("removeMember", path | {"memberExtensionId": users[0].ext_id}, query=monitors)
    assert asker.refusal("removeMember", path | {"memberExtensionId": users[0].ext_id}) == (400, 404)
    asker.ask("removeMembers", path, query=monitors)
    asker.ask("updateMonitoringGroup", path, {"monitoring_privileges": ["barge"], "prompt": True})
    row = asker.ask("getMonitoringGroupById", path)
    assert (row["monitor_members_count"], row["monitoring_privileges"], row["prompt"]) == (0, ["barge"], True)
    asker.ask("deleteMonitoringGroup", path)
    assert asker.refusal("getMonitoringGroupById", path) == (400, 404)
    assert asker.refusal("addMembers", path, [], monitors) == (400, 400)


def test_nobody_is_monitored_in_two_groups_or_by_more_than_a_hundred() -> None:
    asker = Asker(replace(SMALL, users=130))
    group = asker.rows("listMonitoringGroup", {"type": 1})[0]
    taken = asker.rows("listMembers", {"member_type": "monitored"}, {"monitoringGroupId": group["id"]})[0]
    made = asker.ask("createMonitoringGroup", body={"name": "New", "type": 1, "site_id": group["site"]["id"]})
    path = {"monitoringGroupId": made["id"]}
    body = [taken["extension_id"]]
    assert asker.refusal("addMembers", path, body, {"member_type": "monitored"}) == (400, 409)
    users = [user.ext_id for user in asker.system.users][:101]
    assert asker.refusal("addMembers", path, users, {"member_type": "monitor"}) == (400, 400)
    asker.ask("addMembers", path, users[1:], {"member_type": "monitor"})
    assert asker.refusal("createMonitoringGroup", body={"name": "x", "type": 1}) == (400, 300)


def test_a_number_owned_by_a_room_is_its_owner_in_the_world(asker: Asker) -> None:
    room, number = next(iter(asker.system.rooms)), _free(asker)[0]
    asker.ask("assignPhoneNumberToZoomRoom", {"roomId": room.id}, {"phone_numbers": [{"number": number.number}]})
    found = asker.system.numbers.get(number.id)
    assert found is not None
    assert found.owner == Owner(Kind.ROOM, room.id)
