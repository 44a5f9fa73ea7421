"""Settings by type of sites, users and common areas, and policies one above the other."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.sim.asking import Asker

HOLIDAY = {"name": "Christmas", "from": "2026-12-24T00:00:00Z", "to": "2026-12-26T23:59:59Z"}
POLICY = "allow_emergency_calls"


@pytest.fixture
def asker() -> Asker:
    return Asker()


def site_path(asker: Asker, kind: str) -> dict[str, str]:
    return {"siteId": next(iter(asker.system.sites)).id, "settingType": kind}


def test_every_type_of_a_sites_settings_is_shown_and_changed(asker: Asker) -> None:
    changes: dict[str, Any] = {
        "local_based_routing": {"location_based_routing": {"enable": True}},
        "business_hours": {"business_hours": {"custom_hour_type": 1}},
        "closed_hours": {"closed_hours": {"overflow": {"allow_caller_to_reach_operator": True}}},
        "outbound_caller_id": {"outbound_caller_id": {"call_queue_numbers": False}},
        "audio_prompt": {"audio_prompt": {"language": "fr-FR"}},
        "dial_by_name": {"dial_by_name": {"rule": "first_name"}},
        "desk_phone": {"desk_phone": {"hot_desking_session_timeout": {"number": 4, "unit": "hours"}}},
    }
    for kind, body in changes.items():
        path = site_path(asker, kind)
        before = asker.ask("getSiteSettingForType", path)
        asker.ask("updateSiteSetting", path, body)
        after = asker.ask("getSiteSettingForType", path)
        (name,) = body
        assert after != before
        assert set(after) == set(before) == {name}
        for field, value in body[name].items():
            older = before[name].get(field)
            assert after[name][field] == (older | value if isinstance(value, dict) else value)


def test_holidays_of_a_site_are_added_renamed_and_deleted(asker: Asker) -> None:
    path = site_path(asker, "holiday_hours")
    made = asker.ask("addSiteSetting", path, {"holidays": [HOLIDAY]})["holidays"][0]
    assert asker.ask("getSiteSettingForType", path)["holiday_hours"]["holidays"] == [made]
    changed = {"holiday_hours": {"holidays": [made | {"name": "Xmas"}]}}
    asker.ask("updateSiteSetting", path, changed)
    assert asker.ask("getSiteSettingForType", path)["holiday_hours"]["holidays"][0]["name"] == "Xmas"
    asker.ask("deleteSiteSetting", path, query={"holiday_id": made["holiday_id"]})
    assert asker.ask("getSiteSettingForType", path)["holiday_hours"]["holidays"] == []
    assert asker.refusal("deleteSiteSetting", path, query={"holiday_id": made["holiday_id"]}) == (400, 300)
    assert asker.refusal("addSiteSetting", path, {"holidays": [HOLIDAY] * 11}) == (400, 300)
    backwards = {"holidays": [HOLIDAY | {"to": "2026-12-01T00:00:00Z"}]}
    assert asker.refusal("addSiteSetting", path, backwards) == (400, 300)


def test_security_and_billing_of_a_site(asker: Asker) -> None:
    path = site_path(asker, "security")
    asker.ask("addSiteSetting", path, {"device_type": "Poly VVX 450"})
    assert "Poly VVX 450" in asker.ask("getSiteSettingForType", path)["security"]["device_types"]
    asker.ask("deleteSiteSetting", path, query={"device_type": "Poly VVX 450"})
    assert "Poly VVX 450" not in asker.ask("getSiteSettingForType", path)["security"]["device_types"]
    path = site_path(asker, "billing_account")
    other = asker.rows("listBillingAccount")[-1]
    asker.ask("updateSiteSetting", path, {"billing_account": {"id": other["id"]}})
    assert asker.ask("getSiteSettingForType", path) == {"billing_account": other}
    assert asker.rows("listBillingAccount", {"site_id": path["siteId"]}) == [other]
    assert asker.refusal("updateSiteSetting", path, {"billing_account": {"id": "nobody"}}) == (400, 300)
    assert asker.refusal("updateSiteSetting", path | {"siteId": "nowhere"}, {}) == (400, 300)


def test_an_operator_of_a_site_has_to_exist(asker: Asker) -> None:
    body = {"closed_hours": {"overflow": {"operator": {"extension_id": "nobody"}}}}
    assert asker.refusal("updateSiteSetting", site_path(asker, "closed_hours"), body) == (400, 300)


def test_who_shares_a_voicemail_is_seen_in_settings_and_policy(asker: Asker) -> None:
    user, other = list(asker.system.users)[:2]
    path = {"userId": user.id, "settingType": "voice_mail"}
    body = {"voicemail_access_members": [{"access_user_id": other.id, "allow_download": True}]}
    made = asker.ask("addUserSetting", path, body)["voicemail_access_members"][0]
    assert asker.ask("phoneUser", path)["policy"]["voicemail_access_members"] == [made]
    assert asker.refusal("addUserSetting", path, body) == (400, 300)
    asker.ask("updateUserSetting", path, {"voicemail_access_members": [made | {"allow_download": False}]})
    assert asker.ask("phoneUser", path)["policy"]["voicemail_access_members"][0]["allow_download"] is False
    asker.ask("deleteUserSetting", path, query={"shared_id": made["shared_id"]})
    assert asker.ask("phoneUser", path)["policy"]["voicemail_access_members"] == []
    assert asker.refusal("deleteUserSetting", path, query={"shared_id": made["shared_id"]}) == (400, 300)


def test_recordings_are_shared_as_settings_say(asker: Asker) -> None:
    user, other = list(asker.system.users)[:2]
    field = "auto_call_recording_access_members"
    path = {"userId": user.id, "settingType": "auto_call_recording"}
    asker.ask("addUserSetting", path, {field: [{"access_user_id": other.id, "allow_delete": True}]})
    assert asker.ask("phoneUserSettings", path)[field][0]["access_user_id"] == other.id
    assert asker.refusal("addUserSetting", path, {field: [{"access_user_id": "nobody"}]}) == (400, 300)


def test_an_assistant_is_added_and_shares_the_line(asker: Asker) -> None:
    user, other = list(asker.system.users)[20:22]
    path = {"userId": user.id, "settingType": "delegation"}
    made = asker.ask("addUserSetting", path, {"delegation_assistant_extension_id": other.ext_id})
    assert [each["extension_id"] for each in made["delegation"]["assistants"]] == [other.ext_id]
    asker.ask("updateUserSetting", path, {"delegation": {"privacy": True}})
    shown = asker.ask("phoneUserSettings", path)["delegation"]
    assert (shown["privacy"], shown["assistants"][0]["display_name"]) == (True, other.name)
    lines = asker.rows("listSharedLineAppearances")
    line = next(row for row in lines if row["executive"]["extension_number"] == user.extension)
    assert [each["id"] for each in line["assistants"]] == [other.id]
    asker.ask("deleteUserSetting", path, query={"assistant_extension_id": other.ext_id})
    assert asker.ask("phoneUserSettings", path)["delegation"]["assistants"] == []
    queue = next(iter(asker.system.queues))
    assert asker.refusal("addUserSetting", path, {"delegation_assistant_extension_id": queue.ext_id}) == (400, 300)


def test_a_desk_phone_is_given_and_taken(asker: Asker) -> None:
    user = list(asker.system.users)[-1]
    device = next(each for each in asker.system.devices if user.ext_id not in each.assignees)
    path = {"userId": user.id, "settingType": "desk_phone"}
    asker.ask("addUserSetting", path, {"device_id": device.id})
    assert device.id in {each["id"] for each in asker.ask("phoneUserSettings", path)["desk_phone"]["devices"]}
    asker.ask("deleteUserSetting", path, query={"device_id": device.id})
    assert asker.refusal("deleteUserSetting", path, query={"device_id": device.id}) == (400, 300)


def test_a_type_that_users_do_not_have_is_refused(asker: Asker) -> None:
    user = next(iter(asker.system.users))
    assert asker.refusal("updateUserSetting", {"userId": user.id, "settingType": "weather"}, {}) == (400, 300)


def test_common_areas_have_phones_hours_and_holidays(asker: Asker) -> None:
    area = next(iter(asker.system.common_areas))
    path = {"commonAreaId": area.id, "settingType": "holiday_hours"}
    made = asker.ask("AddCommonAreaSetting", path, {"holiday_hours": {"holidays": [HOLIDAY]}})
    holiday = made["holiday_hours"]["holidays"][0]
    shown = asker.ask("getCommonAreaSettings", path, query={"setting_type": "holiday_hours"})
    assert shown == {"holiday_hours": [holiday]}
    asker.ask("deleteCommonAreaSetting", path, query={"holiday_hour_id": holiday["holiday_id"]})
    assert asker.ask("getCommonAreaSettings", path, query={"setting_type": "holiday_hours"}) == {"holiday_hours": []}
    hours = {"custom_hours_settings": {"custom_hour_type": 1}}
    path["settingType"] = "business_hours"
    asker.ask("UpdateCommonAreaSetting", path, hours)
    shown = asker.ask("getCommonAreaSettings", path, query={"setting_type": "business_hours"})
    assert shown["custom_hours_settings"]["custom_hour_type"] == 1
    path["settingType"] = "desk_phone"
    device = next(each for each in asker.system.devices if area.ext_id not in each.assignees)
    phones = asker.ask("AddCommonAreaSetting", path, {"device_id": device.id})["desk_phones"]
    assert {"id": device.id, "display_name": device.name} in phones
    asker.ask("deleteCommonAreaSetting", path, query={"device_id": device.id})
    assert device.id not in {each["id"] for each in asker.ask("getCommonAreaSettings", path)["desk_phones"]}
    assert asker.refusal("getCommonAreaSettings", {"commonAreaId": "nobody"}) == (400, 404)


def test_activation_codes_are_good_for_some_days(asker: Asker) -> None:
    area = next(iter(asker.system.common_areas))
    assert asker.rows("listActivationCodes") == []
    body = {"common_area_ids": [area.id]}
    made = asker.ask("Generateactivationcodesforcommonareas", body=body)["common_areas_activation_codes"][0]
    (row,) = asker.rows("listActivationCodes")
    assert (row["activation_code"], row["status"]) == (made["activation_code"], "not_used")
    asker.now = asker.now.replace(month=12)
    assert asker.rows("listActivationCodes") == []
    wrong = {"common_area_ids": ["nobody"]}
    assert asker.refusal("Generateactivationcodesforcommonareas", body=wrong) == (400, 404)


@pytest.mark.parametrize("pin", ["12345", "98765", "1111", "12", "123a"])
def test_pins_that_are_easily_guessed_are_refused(asker: Asker, pin: str) -> None:
    path = {"commonAreaId": next(iter(asker.system.common_areas)).id}
    assert asker.refusal("UpdateCommonAreaPinCode", path, {"pin_code": pin}) == (400, 400)
    asker.ask("UpdateCommonAreaPinCode", path, {"pin_code": "482915"})


def test_a_policy_comes_down_from_the_account_until_it_is_modified(asker: Asker) -> None:
    user = next(iter(asker.system.users))
    site = asker.system.sites.get(user.site_id)
    assert site is not None
    path = {"policyType": POLICY, "userId": user.id, "groupId": f"{site.name} users"}

    def seen() -> list[bool]:
        names = ("GetAccountPolicyDetails", "GetGroupPolicyDetails", "GetUserPolicyDetails")
        return [asker.ask(name, path)[POLICY]["enable"] for name in names]

    assert seen() == [True, True, True]
    asker.ask("updateAccountPolicy", path, {POLICY: {"enable": False}})
    assert seen() == [False, False, False]
    asker.ask("updateGroupPolicy", path, {POLICY: {"enable": True}})
    assert seen() == [False, True, True]
    asker.ask("updateUserPolicy", path, {POLICY: {"enable": False}})
    assert seen() == [False, True, False]
    assert asker.ask("GetUserPolicyDetails", path)[POLICY]["modified"] is True
    asker.ask("updateUserPolicy", path, {POLICY: {"reset": True}})
    asker.ask("updateGroupPolicy", path, {POLICY: {"reset": True}})
    assert seen() == [False, False, False]
    assert asker.ask("GetUserPolicyDetails", path)[POLICY]["modified"] is False


def test_reset_stands_alone_and_not_at_the_account(asker: Asker) -> None:
    path = {"policyType": POLICY, "userId": next(iter(asker.system.users)).id}
    assert asker.refusal("updateUserPolicy", path, {POLICY: {"reset": True, "enable": True}}) == (400, 400)
    assert asker.refusal("updateAccountPolicy", path, {POLICY: {"reset": True}}) == (400, 400)
    assert asker.refusal("GetGroupPolicyDetails", path | {"groupId": "nobody"}) == (404, 2040)


def test_settings_of_account_and_group_can_be_asked_for_singly(asker: Asker) -> None:
    site = next(iter(asker.system.sites))
    group = {"groupId": f"{site.name} users"}
    account = asker.ask("listZoomPhoneAccountSettings")
    assert len(account) > 50
    two = asker.ask("listZoomPhoneAccountSettings", query={"setting_types": "voicemail,sms"})
    assert two == {name: account[name] for name in ("voicemail", "sms")}
    own = asker.ask("getGroupPhoneSettings", group)
    assert own["voicemail"]["enable"] == account["voicemail"]["enable"]
    query = {"setting_types": "weather"}
    assert asker.refusal("listZoomPhoneAccountSettings", query=query) == (400, 400)
    assert asker.refusal("getGroupPhoneSettings", group, query=query) == (400, 400)


def test_several_sites_stay_while_there_are_several(asker: Asker) -> None:
    assert asker.refusal("updatePhoneSettings", body={"multiple_sites": {"enabled": False}}) == (412, 412)
    other = asker.rows("listBillingAccount")[-1]
    asker.ask("updatePhoneSettings", body={"byoc": {"enable": False}, "billing_account": {"id": other["id"]}})
    shown = asker.ask("phoneSetting")
    assert (shown["byoc"], shown["billing_account"]) == ({"enable": False}, other)
