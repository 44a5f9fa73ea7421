"""Changes to users, devices, hours, menus, calls and what they leave behind."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.sim.asking import Asker

MONTH = {"from": "2026-10-25", "to": "2026-11-21"}


@pytest.fixture
def asker() -> Asker:
    return Asker()


def test_users_are_added_with_numbers_or_not_at_all(asker: Asker) -> None:
    free = [n for n in asker.system.numbers if n.owner is None and n.product == "ZOOM_PHONE" and n.status == "Normal"]
    user = {"email": "new@acme.example", "calling_plans": ["200"], "extension_number": "4321", "site_code": "801"}
    made = asker.ask("batchAddUsers", body={"users": [user | {"phone_numbers": [free[0].number]}]})
    row = asker.ask("phoneUser", {"userId": made[0]["id"]})
    assert (row["extension_number"], row["phone_numbers"][0]["id"]) == (8014321, free[0].id)
    other = user | {"email": "other@acme.example"}
    assert asker.refusal("batchAddUsers", body={"users": [other]}) == (400, 300)
    assert asker.system.user("other@acme.example") is None


def test_users_move_and_are_deactivated_in_batches(asker: Asker) -> None:
    users, site = list(asker.system.users)[:3], list(asker.system.sites)[-1]
    ids = [user.id for user in users]
    asker.ask("updateUsersPropertiesInBatch", body={"batch_type": "move_site", "user_ids": ids, "site_id": site.id})
    asker.ask(
        "updateUsersPropertiesInBatch",
        body={"batch_type": "activate", "user_ids": ids, "activation_status": "deactivate"},
    )
    rows = asker.rows("listPhoneUsers", {"site_id": site.id, "status": "deactivate"})
    assert set(ids) <= {row["id"] for row in rows}
    assert asker.refusal("updateUsersPropertiesInBatch", body={"batch_type": "x", "user_ids": []}) == (400, 400)


def test_a_profile_takes_the_complete_extension_and_keeps_policies(asker: Asker) -> None:
    site = next(iter(asker.system.sites))
    user, other = [each for each in asker.system.users if each.site_id == site.id][:2]
    path, extension = {"userId": user.id}, f"{site.code}{'7' * site.short_length}"
    asker.ask("updateUserProfile", path, {"extension_number": extension, "policy": {"sms": {"enable": False}}})
    row = asker.ask("phoneUser", path)
    assert (row["extension_number"], row["policy"]["sms"]["enable"]) == (int(extension), False)
    assert asker.refusal("updateUserProfile", path, {"extension_number": str(other.extension)}) == (400, 400)
    assert asker.refusal("phoneUser", {"userId": "nobody"}) == (404, 1001)


def test_calling_plans_are_given_exchanged_and_taken(asker: Asker) -> None:
    user = next(user for user in asker.system.users if user.plans == ())
    path = {"userId": user.id}
    asker.ask("assignCallingPlan", path, {"calling_plans": [{"type": 200}]})
    asker.ask("updateCallingPlan", path, {"source_type": 200, "target_type": 300})
    assert asker.ask("phoneUser", path)["calling_plans"] == [{"type": 300}]
    asker.ask("unassignCallingPlan", path | {"planType": "300"})
    assert asker.ask("phoneUser", path)["calling_plans"] == []
    assert asker.refusal("unassignCallingPlan", path | {"planType": "300"}) == (400, 400)


def test_a_device_changes_hands(asker: Asker) -> None:
    first, second = list(asker.system.users)[:2]
    body = {"display_name": "Desk", "mac_address": "64:16:7f:37:90:92", "type": "Yealink", "assigned_to": first.id}
    made = asker.ask("addPhoneDevice", body=body)
    path = {"deviceId": made["id"]}
    asker.ask("addExtensionsToADevice", path, {"assignee_extension_ids": [second.ext_id]})
    asker.ask("deleteExtensionFromADevice", path | {"extensionId": first.ext_id})
    row = asker.ask("getADevice", path)
    assert row["assignee"]["id"] == second.id
    assert row["provision"]["sip_accounts"][0]["password"]
    assert asker.refusal("rebootPhoneDevice", path) == (400, 400)
    asker.ask("updateADevice", path, {"assigned_to": ""})
    assert made["id"] in {row["id"] for row in asker.rows("listPhoneDevices", {"type": "unassigned"})}
    asker.ask("deleteADevice", path)
    assert asker.refusal("getADevice", path) == (400, 400)


def test_routing_is_written_under_other_names_than_it_is_read(asker: Asker) -> None:
    queue, user = next(iter(asker.system.queues)), next(iter(asker.system.users))
    path = {"extensionId": queue.ext_id, "settingType": "business_hours"}
    settings = {"call_not_answer_action": 2, "forward_to_extension_id": user.ext_id, "music_on_hold_id": "abc"}
    body = {"sub_setting_type": "call_handling", "settings": settings | {"max_wait_time": 600}}
    asker.ask("updateCallHandling", path, body)
    parts = asker.ask("getCallHandling", {"extensionId": queue.ext_id})["business_hours"]
    read = next(part["settings"] for part in parts if part["sub_setting_type"] == "call_handling")
    assert read["routing"]["action"] == 2
    assert read["routing"]["forward_to"]["extension_id"] == user.ext_id
    assert (read["music_on_hold"]["id"], read["max_wait_time"]) == ("abc", 600)
    body["settings"] = {"forward_to_extension_id": "none"}
    assert asker.refusal("updateCallHandling", path, body) == (404, 404)


def test_hours_and_holidays_are_changed(asker: Asker) -> None:
    queue = next(iter(asker.system.queues))
    path = {"extensionId": queue.ext_id}
    hours = [{"type": 2, "weekday": 2, "from": "10:00", "to": "11:00"}]
    body: dict[str, Any] = {"sub_setting_type": "custom_hours", "settings": {"type": 2, "custom_hours_settings": hours}}
    asker.ask("updateCallHandling", path | {"settingType": "business_hours"}, body)
    assert asker.ask("getCallHandling", path)["business_hours"][0]["settings"]["custom_hours_settings"] == hours
    hours[0]["to"] = "09:00"
    assert asker.refusal("updateCallHandling", path | {"settingType": "business_hours"}, body) == (400, 400)
    holiday = path | {"settingType": "holiday_hours"}
    named = {"name": "Outing", "from": "2026-12-01T00:00:00Z", "to": "2026-12-02T00:00:00Z"}
    made = asker.ask("addCallHandling", holiday, {"sub_setting_type": "holiday", "settings": named})
    routing = {"holiday_id": made["holiday_id"], "call_not_answer_action": 11}
    asker.ask("updateCallHandling", holiday, {"sub_setting_type": "call_handling", "settings": routing})
    read = {each["holiday_id"]: each for each in asker.ask("getCallHandling", path)["holiday_hours"]}
    assert read[made["holiday_id"]]["details"][1]["settings"]["routing"] == {"action": 11}
    asker.ask("deleteCallHandling", holiday, query={"holiday_id": made["holiday_id"]})
    assert asker.refusal("deleteCallHandling", holiday, query={"holiday_id": made["holiday_id"]}) == (404, 404)


def test_numbers_to_forward_to_are_added_changed_and_deleted(asker: Asker) -> None:
    user = next(iter(asker.system.users))
    path = {"extensionId": user.ext_id, "settingType": "closed_hours"}
    settings: dict[str, Any] = {"phone_number": "+14155550100", "description": "mobile"}
    made = asker.ask("addCallHandling", path, {"sub_setting_type": "call_forwarding", "settings": settings})
    row = {"id": made["call_forwarding_id"], "enable": False}
    body = {"sub_setting_type": "call_forwarding", "settings": {"call_forwarding_settings": [row]}}
    asker.ask("updateCallHandling", path, body)
    parts = asker.ask("getCallHandling", {"extensionId": user.ext_id})["closed_hours"]
    assert parts[1]["settings"]["call_forwarding_settings"] == [settings | row]
    asker.ask("deleteCallHandling", path, query={"call_forwarding_id": row["id"]})
    assert asker.refusal("updateCallHandling", path, body) == (404, 404)


def test_a_menu_key_leads_elsewhere(asker: Asker) -> None:
    menu, queue = next(iter(asker.system.receptionists)), list(asker.system.queues)[-1]
    path = {"autoReceptionistId": menu.id}
    key = {"key": "5", "action": 7, "target": {"extension_id": queue.ext_id}}
    asker.ask("updateAutoReceptionistIVR", path, {"key_action": key})
    keys = {row["key"]: row for row in asker.ask("getAutoReceptionistIVR", path)["key_actions"]}
    assert keys["5"]["target"]["display_name"] == queue.name
    asker.ask("getAutoReceptionistIVR", path, query={"hours_type": "closed_hours"})
    assert asker.refusal("getAutoReceptionistIVR", path, query={"hours_type": "holiday_hours"}) == (400, 400)
    assert asker.refusal("updateAutoReceptionistIVR", path, {"key_action": {"key": "12"}}) == (400, 300)


def test_receptionists_common_areas_and_shared_lines_are_made_changed_and_deleted(asker: Asker) -> None:
    site = next(iter(asker.system.sites))
    made = asker.ask("addAutoReceptionist", body={"name": "Menu", "site_id": site.id})
    path = {"autoReceptionistId": made["id"]}
    asker.ask("updateAutoReceptionist", path, {"name": "Other", "extension_number": 9777})
    assert asker.ask("getAutoReceptionistDetail", path)["extension_number"] == 8009777
    asker.ask("deleteAutoReceptionist", path)
    main = {"autoReceptionistId": site.receptionist_id}
    assert asker.refusal("deleteAutoReceptionist", main) == (400, 400)
    area = asker.ask("addCommonArea", body={"display_name": "Roof", "site_id": site.id})
    asker.ask("updateCommonArea", {"commonAreaId": area["id"]}, {"display_name": "Attic"})
    assert asker.ask("getACommonArea", {"commonAreaId": area["id"]})["display_name"] == "Attic"
    asker.ask("assignCallingPlansToCommonArea", {"commonAreaId": area["id"]}, {"calling_plans": [{"type": 200}]})
    asker.ask("unassignCallingPlansFromCommonArea", {"commonAreaId": area["id"], "type": "200"})
    asker.ask("deleteCommonArea", {"commonAreaId": area["id"]})
    assert asker.refusal("getACommonArea", {"commonAreaId": area["id"]}) == (400, 400)
    line = asker.ask("createASharedLineGroup", body={"display_name": "Line", "site_id": site.id})
    user = next(iter(asker.system.users))
    asker.ask("addMembersToSharedLineGroup", {"slgId": line["id"]}, {"members": {"users": [{"id": user.id}]}})
    asker.ask("deleteAMemberSLG", {"slgId": line["id"], "memberId": user.ext_id})
    asker.ask("updateASharedLineGroup", {"slgId": line["id"]}, {"display_name": "Bee line"})
    assert asker.ask("getASharedLineGroup", {"sharedLineGroupId": line["id"]})["display_name"] == "Bee line"
    asker.ask("deleteASharedLineGroup", {"slgId": line["id"]})
    assert asker.refusal("getASharedLineGroup", {"sharedLineGroupId": line["id"]}) == (404, 404)


def test_a_site_is_created_with_its_main_receptionist(asker: Asker) -> None:
    address = {"address_line1": "Way 1", "city": "Leeds", "country": "GB", "state_code": "X", "zip": "L1"}
    body = {"name": "Leeds", "auto_receptionist_name": "Leeds main", "default_emergency_address": address}
    made = asker.ask("createPhoneSite", body=body)
    row = asker.ask("getASite", {"siteId": made["id"]})
    assert row["main_auto_receptionist"]["name"] == "Leeds main"
    asker.ask("updateSiteDetails", {"siteId": made["id"]}, {"name": "Leeds II", "policy": {"sms": {"enable": False}}})
    row = asker.ask("getASite", {"siteId": made["id"]})
    assert (row["name"], row["policy"]["sms"]["enable"]) == ("Leeds II", False)
    assert asker.refusal("createPhoneSite", body=body | {"default_emergency_address": address | {"country": "XX"}})


def test_a_client_code_goes_to_a_leg_and_not_to_a_call(asker: Asker) -> None:
    call = asker.rows("accountCallHistory", MONTH)[0]["call_history_uuid"]
    leg = asker.ask("getCallPath", {"callHistoryUuid": call})["call_elements"][0]["call_element_id"]
    asker.ask("addClientCodeToCallHistory", {"callLogId": leg}, {"client_code": "1234"})
    assert asker.ask("getCallElement", {"callElementId": leg})["client_code"] == "1234"
    assert asker.refusal("addClientCodeToCallHistory", {"callLogId": call}, {"client_code": "1234"}) == (400, 302)
    assert asker.refusal("addClientCodeToCallHistory", {"callLogId": leg}, {"client_code": "12"}) == (400, 301)
    assert asker.refusal("addClientCodeToCallHistory", {"callLogId": "none"}, {"client_code": "123"}) == (404, 300)


def test_a_leg_that_a_user_deleted_is_gone_from_the_user_alone(asker: Asker) -> None:
    user = {"userId": asker.system.queues.initial[0].members[0].id}
    rows = asker.rows("phoneUserCallHistory", MONTH, user)
    before = len(asker.rows("accountCallHistory", MONTH))
    path = user | {"callLogId": rows[0]["call_element_id"]}
    asker.ask("deleteUserCallHistory", path)
    assert asker.rows("phoneUserCallHistory", MONTH, user) == rows[1:]
    assert asker.refusal("deleteUserCallHistory", path) == (404, 301)
    assert len(asker.rows("accountCallHistory", MONTH)) == before


def test_voicemails_are_read_and_deleted(asker: Asker) -> None:
    rows = asker.rows("accountVoiceMails", MONTH | {"status": "unread"})
    path = {"voicemailId": rows[0]["id"]}
    asker.ask("updateVoicemailReadStatus", path, query={"read_status": "Read"})
    assert len(asker.rows("accountVoiceMails", MONTH | {"status": "unread"})) == len(rows) - 1
    asker.ask("deleteVoicemail", path)
    assert asker.refusal("getVoicemailDetails", path) == (400, 300)


def test_a_deleted_recording_is_recovered(asker: Asker) -> None:
    rows = asker.rows("getPhoneRecordings", MONTH)
    path = {"recordingId": rows[0]["id"]}
    asker.ask("deleteCallRecording", path)
    assert asker.refusal("deleteCallRecording", path) == (404, 404)
    assert len(asker.rows("getPhoneRecordings", MONTH)) == len(rows) - 1
    asker.ask("UpdateRecordingStatus", path, {"action": "recover"})
    asker.ask("UpdateAutoDeleteField", path, {"auto_delete_enable": True})
    assert asker.rows("getPhoneRecordings", MONTH)[0]["auto_delete_enable"] is True


def test_a_sync_gives_what_is_new_since_its_token(asker: Asker) -> None:
    user = {"userId": asker.system.queues.initial[0].members[0].id}
    first = asker.ask("syncUserCallHistory", user, query={"sync_type": "FSync", "count": 20})
    query = {"sync_type": "ISync", "count": 20, "sync_token": first["sync_token"]}
    assert asker.ask("syncUserCallHistory", user, query=query)["call_elements"] == []
    assert asker.refusal("syncUserCallHistory", user, query=query | {"sync_token": "?"}) == (400, 300)


def test_the_older_numbers_api_writes_to_the_same_inventory(asker: Asker) -> None:
    number = next(number for number in asker.system.numbers if number.product == "ZOOM_PHONE")
    path = {"phoneNumberId": number.id}
    asker.ask("updatePhoneNumberDetails", path, {"display_name": "Old way", "capability": ["incoming"]})
    row = asker.ask("getPhoneNumber", path)
    assert row["display_name"] == "Old way"
    assert "Outgoing" not in row["capability"]
    added = asker.ask("addBYOCNumber", body={"carrier": "457", "phone_numbers": ["+14155550007", number.number]})
    assert [each["number"] for each in added["phone_numbers"]] == ["+14155550007"]
    asker.ask("deleteUnassignedPhoneNumbers", query={"phone_numbers": ["+14155550007"]})
    assert asker.rows("listAccountPhoneNumbers", {"phone_number": "+14155550007"}) == []


@pytest.mark.parametrize(
    ("add", "change", "remove", "read", "parameter", "table"),
    [
        (
            "addCQPolicySubSetting",
            "updateCQPolicySubSetting",
            "removeCQPolicySubSetting",
            "getACallQueue",
            "callQueueId",
            "queues",
        ),
        (
            "addSLGPolicySubSetting",
            "updateSLGPolicySubSetting",
            "removeSLGPolicySubSetting",
            "getASharedLineGroup",
            "sharedLineGroupId",
            "shared_lines",
        ),
    ],
)
def test_access_to_voicemail_is_given_changed_and_taken(
    asker: Asker, add: str, change: str, remove: str, read: str, parameter: str, table: str
) -> None:
    owner, user = next(iter(getattr(asker.system, table))), next(iter(asker.system.users))
    path = {"slgId" if parameter == "sharedLineGroupId" else parameter: owner.id, "policyType": "voice_mail"}
    row = {"access_user_id": user.id, "access_user_type": "user", "allow_delete": False}
    made = asker.ask(add, path, {"voicemail_access_members": [row]})["voicemail_access_members"]
    asker.ask(change, path, {"voicemail_access_members": [{"shared_id": made[0]["shared_id"], "allow_delete": True}]})
    members = asker.ask(read, {parameter: owner.id})["policy"]["voicemail_access_members"]
    assert [(each["access_user_id"], each["allow_delete"]) for each in members] == [(user.id, True)]
    asker.ask(remove, path, query={"shared_ids": [made[0]["shared_id"]]})
    assert asker.ask(read, {parameter: owner.id})["policy"]["voicemail_access_members"] == []
    assert asker.refusal(remove, path, query={"shared_ids": ["none"]}) == (400, 300)


def test_a_user_chooses_caller_ids_and_settings(asker: Asker) -> None:
    user = {"userId": next(iter(asker.system.users)).id}
    number = asker.rows("listUserCustomizeOutboundCallerNumbers", {"selected": False}, user)[0]
    asker.ask("addUserOutboundCallerNumbers", user, {"phone_number_ids": [number["phone_number_id"]]})
    chosen = asker.rows("listUserCustomizeOutboundCallerNumbers", {"selected": True}, user)
    assert [row["phone_number"] for row in chosen] == [number["phone_number"]]
    asker.ask("deleteUserOutboundCallerNumbers", user, query={"customize_ids": [chosen[0]["customize_id"]]})
    assert asker.rows("listUserCustomizeOutboundCallerNumbers", {}, user) == []
    asker.ask("updateUserSettings", user, {"country_iso_code": "DE", "outbound_caller_id": number["phone_number"]})
    row = asker.ask("phoneUserSettings", user)
    assert (row["country"]["code"], row["outbound_caller"]["number"]) == ("DE", number["phone_number"])
    assert asker.refusal("updateUserSettings", user, {"outbound_caller_id": "+1"}) == (400, 300)
