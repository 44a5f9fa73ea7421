"""What is written is there: queues, members, numbers, and the ids that look alike."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.unit.sim.asking import SMALL, Asker
from ztui.sim.handling import Refusal
from ztui.sim.world.entities import Kind, Number, Owner, Queue


@pytest.fixture
def asker() -> Asker:
    return Asker()


def _queue(asker: Asker, numbers: int = 0) -> Queue:
    """Give a queue that holds some numbers."""
    queue = next(iter(asker.system.queues))
    for number in _free(asker)[:numbers]:
        asker.ask("assignPhoneToCallQueue", {"callQueueId": queue.id}, {"phone_numbers": [{"id": number.id}]})
    return queue


def _free(asker: Asker) -> list[Number]:
    return [
        number
        for number in asker.system.numbers
        if number.owner is None and number.product == "ZOOM_PHONE" and number.status == "Normal"
    ]


def _new(asker: Asker, **fields: object) -> dict[str, str]:
    site = next(iter(asker.system.sites))
    made: dict[str, str] = asker.ask("createCallQueue", body={"name": "New", "site_id": site.id} | fields)
    return made


def test_a_new_queue_is_listed_with_its_full_extension(asker: Asker) -> None:
    user = next(iter(asker.system.users))
    made = _new(asker, extension_number=8555, members={"users": [{"email": user.email}]})
    row = next(row for row in asker.rows("listCallQueues") if row["id"] == made["id"])
    assert row["extension_number"] == 8008555
    detail = asker.ask("getACallQueue", {"callQueueId": made["id"]})
    assert [member["id"] for member in detail["members"]["users"]] == [user.id]
    assert asker.ask("getCallHandling", {"extensionId": detail["extension_id"]})["business_hours"]


def test_a_queue_is_changed_where_the_body_says_so_and_nowhere_else(asker: Asker) -> None:
    queue = _queue(asker)
    before = asker.ask("getACallQueue", {"callQueueId": queue.id})
    asker.ask("updateCallQueue", {"callQueueId": queue.id}, {"name": "Renamed", "status": "inactive"})
    after = asker.ask("getACallQueue", {"callQueueId": queue.id})
    assert {name for name in before if before[name] != after[name]} <= {"name", "status"}
    assert (after["name"], after["status"]) == ("Renamed", "inactive")


def test_a_deleted_queue_is_gone_and_its_numbers_are_free(asker: Asker) -> None:
    queue = _queue(asker, 2)
    held = [number.id for number in asker.system.numbers_of(queue.id)]
    asker.ask("deleteACallQueue", {"callQueueId": queue.id})
    assert asker.refusal("getACallQueue", {"callQueueId": queue.id}) == (404, 13000)
    assert asker.refusal("deleteACallQueue", {"callQueueId": queue.id}) == (400, 400)
    assert asker.refusal("getCallHandling", {"extensionId": queue.ext_id}) == (404, 404)
    for key in held:
        assert asker.ask("getPhoneNumber", {"phoneNumberId": key})["assigned_list"] == []


def test_one_id_takes_one_number_from_a_queue_and_the_other_takes_all(asker: Asker) -> None:
    queue = _queue(asker, 3)
    held = [number.id for number in asker.system.numbers_of(queue.id)]
    assert len(held) > 3 - 1
    asker.ask("unAssignPhoneNumCallQueue", {"callQueueId": queue.id, "phoneNumberId": held[0]})
    assert [number.id for number in asker.system.numbers_of(queue.id)] == held[1:]
    asker.ask("unassignAPhoneNumCallQueue", {"callQueueId": queue.id})
    assert asker.system.numbers_of(queue.id) == []


def test_a_number_of_somebody_else_is_not_taken_from_a_queue(asker: Asker) -> None:
    queue = _queue(asker)
    other = next(number for number in asker.system.numbers if number.owner and number.owner.kind == Kind.USER)
    path = {"callQueueId": queue.id, "phoneNumberId": other.id}
    assert asker.refusal("unAssignPhoneNumCallQueue", path) == (404, 404)


def test_a_taken_number_is_refused_and_nothing_is_assigned(asker: Asker) -> None:
    queue, free = _queue(asker), _free(asker)[0]
    taken = next(number for number in asker.system.numbers if number.owner and number.owner.kind == Kind.USER)
    before = asker.system.numbers_of(queue.id)
    body = {"phone_numbers": [{"number": free.number}, {"id": taken.id}]}
    assert asker.refusal("assignPhoneToCallQueue", {"callQueueId": queue.id}, body) == (400, 409)
    assert asker.system.numbers_of(queue.id) == before


def test_members_come_ten_at_a_time_up_to_the_limit(asker: Asker) -> None:
    made = _new(asker)
    users = list(asker.system.users)[:55]
    path = {"callQueueId": made["id"]}

    def body(start: int, count: int) -> dict[str, object]:
        return {"members": {"users": [{"id": user.id} for user in users[start : start + count]]}}

    assert asker.refusal("addMembersToCallQueue", path, body(0, 11)) == (400, 300)
    for start in range(0, 50, 10):
        asker.ask("addMembersToCallQueue", path, body(start, 10))
    assert asker.refusal("addMembersToCallQueue", path, body(50, 1)) == (400, 412)
    assert len(asker.rows("listCallQueueMembers", path=path)) == 50
    asker.ask("unassignAllMembers", path)
    assert asker.rows("listCallQueueMembers", path=path) == []


def test_the_manager_of_a_queue_stays_while_there_are_others(asker: Asker) -> None:
    queue = _queue(asker)
    manager, other = queue.members[0], queue.members[1]
    path = {"callQueueId": queue.id}
    assert asker.refusal("unassignMemberFromCallQueue", path | {"memberId": manager.id}) == (400, 400)
    asker.ask("unassignMemberFromCallQueue", path | {"memberId": other.id})
    assert other.id not in {row["id"] for row in asker.rows("listCallQueueMembers", path=path)}
    assert asker.refusal("unassignMemberFromCallQueue", path | {"memberId": other.id}) == (404, None)


def test_a_member_who_does_not_exist_is_named(asker: Asker) -> None:
    body = {"members": {"users": [{"id": "nobody"}]}}
    assert asker.refusal("addMembersToCallQueue", {"callQueueId": _queue(asker).id}, body) == (404, 1001)


def test_an_extension_that_is_taken_too_long_or_reserved_is_refused(asker: Asker) -> None:
    queue, site = _queue(asker), next(iter(asker.system.sites))
    path = {"callQueueId": queue.id}
    own = next(user for user in asker.system.users if user.site_id == queue.site_id)
    for short in (own.extension % 10_000, 123456, 911):
        assert asker.refusal("updateCallQueue", path, {"extension_number": short}) == (400, 400)
    assert asker.refusal("createCallQueue", body={"name": "x", "site_id": "none"}) == (400, 300)
    assert asker.refusal("updateCallQueue", path, {"timezone": "Moon/Base"}) == (400, 300)
    asker.ask("updateCallQueue", path, {"site_id": site.id, "timezone": "Europe/Berlin"})


def test_policies_keep_what_was_written(asker: Asker) -> None:
    path = {"callQueueId": _queue(asker).id}
    before = asker.ask("getCallQueuePolicy", path)["voicemail_transcription"]["enable"]
    asker.ask("updateCallQueuePolicy", path, {"voicemail_transcription": {"enable": not before, "reset": True}})
    assert asker.ask("getCallQueuePolicy", path)["voicemail_transcription"]["enable"] is not before


def test_numbers_move_between_owners_and_both_lists_say_so(asker: Asker) -> None:
    user = next(user for user in asker.system.users if asker.system.numbers_of(user.id))
    number = asker.system.numbers_of(user.id)[0]
    asker.ask("UnassignPhoneNumber", {"userId": user.id, "phoneNumberId": number.id})
    assert number.id not in {each["id"] for each in asker.ask("phoneUser", {"userId": user.id})["phone_numbers"]}
    menu = next(iter(asker.system.receptionists))
    asker.ask(
        "assignPhoneNumbersAutoReceptionist", {"autoReceptionistId": menu.id}, {"phone_numbers": [{"id": number.id}]}
    )
    owner = asker.ask("getPhoneNumber", {"phoneNumberId": number.id})["assigned_list"][0]
    assert (owner["assigned_to_type"], owner["assigned_to_id"]) == ("AutoReceptionist", menu.id)
    body = {"phone_numbers": [{"id": number.id}]}
    assert asker.refusal("assignPhoneNumber", {"userId": user.id}, body) == (400, 409)
    asker.ask("unassignAllPhoneNumsAutoReceptionist", {"autoReceptionistId": menu.id})
    asker.ask("assignPhoneNumber", {"userId": user.email}, body)
    assert number.id in {each.id for each in asker.system.numbers_of(user.id)}


@pytest.mark.parametrize(
    ("give", "take", "parameter", "table", "kind"),
    [
        (
            "assignPhoneNumbersToCommonArea",
            "unassignPhoneNumbersFromCommonArea",
            "commonAreaId",
            "common_areas",
            Kind.COMMON_AREA,
        ),
        ("assignPhoneNumbersSLG", "deleteAPhoneNumberSLG", "slgId", "shared_lines", Kind.SHARED_LINE),
        (
            "assignPhoneNumbersAutoReceptionist",
            "unassignAPhoneNumAutoReceptionist",
            "autoReceptionistId",
            "receptionists",
            Kind.RECEPTIONIST,
        ),
    ],
)
def test_every_kind_of_owner_takes_and_gives_back(
    asker: Asker, give: str, take: str, parameter: str, table: str, kind: Kind
) -> None:
    holder, number = next(iter(getattr(asker.system, table))), _free(asker)[0]
    asker.ask(give, {parameter: holder.id}, {"phone_numbers": [{"number": number.number}]})
    found = asker.system.numbers.get(number.id)
    assert found is not None
    assert found.owner == Owner(kind, holder.id)
    asker.ask(take, {parameter: holder.id, "phoneNumberId": number.id})
    again = asker.system.numbers.get(number.id)
    assert again is not None
    assert again.owner is None


def test_byoc_numbers_that_fail_are_named_and_the_others_are_added(asker: Asker) -> None:
    there, site = next(iter(asker.system.numbers)), next(iter(asker.system.sites))
    group = next(iter(asker.system.sip_groups))
    body = {
        "allocated_product": "ZOOM_PHONE",
        "site_id": site.id,
        "sip_group_id": group.id,
        "phone_numbers": ["+14155550000", there.number, "nonsense"],
    }
    with pytest.raises(Refusal) as refused:
        asker.ask("AddBYOCPhoneNumber", body=body)
    assert (refused.value.http, refused.value.code) == (400, 1000)
    failed = json.loads(refused.value.message.partition(" : ")[2])
    assert [each["phoneNumber"] for each in failed] == [there.number, "nonsense"]
    added = asker.rows("listPhoneNumbers", {"keyword": "+14155550000"})
    assert [(row["source"], row["sip_group"]["id"]) for row in added] == [("BYOCCloud", group.id)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"site_id": ""}, "1002_003"),
        ({"site_id": "none"}, "1002_010"),
        ({"sip_group_id": "none"}, "100_001"),
        ({"phone_numbers": [f"+1415555{at:04d}" for at in range(101)]}, "1003_001"),
    ],
)
def test_byoc_requests_are_refused_with_their_own_codes(asker: Asker, changes: dict[str, object], code: str) -> None:
    site = next(iter(asker.system.sites))
    body = {"allocated_product": "ZOOM_PHONE", "site_id": site.id, "phone_numbers": ["+14155550001"]}
    assert asker.refusal("AddBYOCPhoneNumber", body=body | changes) == (400, code)


def test_a_number_is_changed_and_only_byoc_ones_change_their_group(asker: Asker) -> None:
    numbers = list(asker.system.numbers)
    byoc = next(number for number in numbers if number.sip_group)
    plain = next(number for number in numbers if not number.sip_group)
    group = list(asker.system.sip_groups)[-1]
    body = {"display_name": "Desk", "sip_group_id": group.id, "capability": {"outgoing": False}}
    asker.ask("updatePhoneNumberDetail", {"phoneNumberId": byoc.id}, body)
    row = asker.ask("getPhoneNumber", {"phoneNumberId": byoc.id})
    assert (row["display_name"], row["sip_group"]["id"]) == ("Desk", group.id)
    assert "Outgoing" not in row["capability"]
    assert asker.refusal("updatePhoneNumberDetail", {"phoneNumberId": plain.id}, {"sip_group_id": group.id}) == (
        400,
        999,
    )
    assert asker.refusal("updatePhoneNumberDetail", {"phoneNumberId": "none"}, {}) == (404, None)


def test_only_unassigned_numbers_are_deleted(asker: Asker) -> None:
    free = _free(asker)[0]
    held = next(number for number in asker.system.numbers if number.owner)
    assert asker.refusal("DeleteNumbers", query={"numbers": [free.id, held.id]}) == (400, None)
    assert asker.refusal("DeleteNumbers", query={"numbers": ["none"]}) == (400, 100002)
    asker.ask("DeleteNumbers", query={"numbers": [free.id]})
    assert asker.refusal("getPhoneNumber", {"phoneNumberId": free.id}) == (404, None)


def test_numbers_are_allocated_to_another_product_while_nobody_has_them(asker: Asker) -> None:
    free = _free(asker)[0]
    asker.ask("AllocateNumber", body={"numbers": [free.id], "allocated_product": "ZOOM_CONTACT_CENTER"})
    assert free.id not in {row["id"] for row in asker.rows("listAccountPhoneNumbers")}
    held = next(number for number in asker.system.numbers if number.owner)
    body = {"numbers": [held.id], "allocated_product": "UNALLOCATED"}
    assert asker.refusal("AllocateNumber", body=body) == (400, 200002)


def test_unassigned_numbers_move_to_another_site(asker: Asker) -> None:
    site, free = list(asker.system.sites)[-1], _free(asker)[0]
    asker.ask("updateSiteForUnassignedPhoneNumbers", {"siteId": site.id}, {"phone_numbers": [free.id]})
    assert asker.ask("getPhoneNumber", {"phoneNumberId": free.id})["site"]["site_id"] == site.id
    held = next(number for number in asker.system.numbers if number.owner)
    body = {"phone_numbers": [held.id]}
    assert asker.refusal("updateSiteForUnassignedPhoneNumbers", {"siteId": site.id}, body) == (400, 300)


def test_a_deleted_site_leaves_everything_to_another_one(asker: Asker) -> None:
    first, second, _ = asker.system.sites
    users = {user.id for user in asker.system.users if user.site_id == second.id}
    path = {"siteId": second.id}
    assert asker.refusal("deletePhoneSite", path, query={"transfer_site_id": second.id}) == (400, 400)
    asker.ask("deletePhoneSite", path, query={"transfer_site_id": first.id})
    assert second.id not in {row["id"] for row in asker.rows("listPhoneSites")}
    assert users <= {row["id"] for row in asker.rows("listPhoneUsers", {"site_id": first.id})}


def test_the_main_site_stays(asker: Asker) -> None:
    first, second, _ = asker.system.sites
    assert asker.refusal("deletePhoneSite", {"siteId": first.id}, query={"transfer_site_id": second.id}) == (400, 400)
    assert [site.id for site in asker.system.sites][:2] == [first.id, second.id]


@pytest.mark.parametrize(
    ("give", "parameter", "table"),
    [
        ("assignPhoneNumber", "userId", "users"),
        ("assignPhoneNumbersToCommonArea", "commonAreaId", "common_areas"),
        ("assignPhoneNumbersAutoReceptionist", "autoReceptionistId", "receptionists"),
        ("assignPhoneNumbersSLG", "slgId", "shared_lines"),
        ("assignPhoneToCallQueue", "callQueueId", "queues"),
        ("assignPhoneNumberToZoomRoom", "roomId", "rooms"),
    ],
)
def test_a_number_that_comes_twice_in_a_request_is_given_once(
    asker: Asker, give: str, parameter: str, table: str
) -> None:
    owner = next(each for each in getattr(asker.system, table) if getattr(each, "plans", True))
    number = _free(asker)[0]
    body = {"phone_numbers": [{"id": number.id}, {"number": number.number}, {"id": number.id}]}
    answer = asker.ask(give, {parameter: owner.id}, body)
    if answer and "phone_numbers" in answer:
        assert [each["id"] for each in answer["phone_numbers"]] == [number.id]
    assert [each.id for each in asker.system.numbers_of(owner.id)].count(number.id) == 1


def test_a_member_that_comes_twice_in_a_request_is_one_member(asker: Asker) -> None:
    user, site = next(iter(asker.system.users)), next(iter(asker.system.sites))
    members = {"users": [{"id": user.id}, {"email": user.email}, {"id": user.id}]}
    made = asker.ask("createCallQueue", body={"name": "Twice", "site_id": site.id, "members": members})
    assert [each["id"] for each in asker.rows("listCallQueueMembers", path={"callQueueId": made["id"]})] == [user.id]


def test_the_same_writes_in_the_same_order_give_the_same_ids() -> None:
    assert _new(Asker())["id"] == _new(Asker())["id"]
    assert _new(Asker())["id"] != _new(Asker(replace(SMALL, seed=9)))["id"]
