"""Line keys, smartphones, alerts, audio, plans, templates, and what is new in call logs."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from tests.unit.sim.asking import Asker

ALERT: dict[str, Any] = {
    "alert_setting_name": "Night",
    "module": 1,
    "rule": 1,
    "target_type": 3,
    "rule_conditions": [{"rule_condition_type": 1, "rule_condition_value": "60"}],
    "time_frame_type": "all_day",
    "time_frame_from": "00:00:00",
    "time_frame_to": "23:59:59",
}


@pytest.fixture
def asker() -> Asker:
    return Asker()


def test_a_user_has_a_key_for_each_number_and_keys_are_changed_by_id(asker: Asker) -> None:
    user = next(each for each in asker.system.users if asker.system.numbers_of(each.id))
    path = {"extensionId": user.ext_id}
    numbers = [number.number for number in asker.system.numbers_of(user.id)]
    first, *others = asker.rows("listLineKeySetting", path=path)
    assert [row["outbound_caller_id"] for row in (first, *others)] == numbers
    other = list(asker.system.users)[5]
    change = {"line_key_id": first["line_key_id"], "type": "blf", "key_assignment": {"extension_id": other.ext_id}}
    new = {"index": 9, "type": "speed_dial", "key_assignment": {"speed_dial_number": "+14155550100"}}
    asker.ask("BatchUpdateLineKeySetting", path, {"line_keys": [change, new]})
    rows = asker.rows("listLineKeySetting", path=path)
    assert (rows[0]["type"], rows[0]["key_assignment"]["display_name"]) == ("blf", other.name)
    assert (rows[-1]["index"], rows[-1]["type"]) == (9, "speed_dial")
    asker.ask("DeleteLineKey", path | {"lineKeyId": rows[-1]["line_key_id"]})
    assert len(asker.rows("listLineKeySetting", path=path)) == len(rows) - 1
    assert asker.refusal("DeleteLineKey", path | {"lineKeyId": "nobody"}) == (400, 300)
    wrong = {"line_keys": [{"line_key_id": "nobody"}]}
    assert asker.refusal("BatchUpdateLineKeySetting", path, wrong) == (400, 300)


def test_a_device_has_keys_for_its_assignees_and_those_that_are_set(asker: Asker) -> None:
    device = next(each for each in asker.system.devices if each.assignees)
    path, user = {"deviceId": device.id}, list(asker.system.users)[7]
    shown = asker.ask("listDeviceLineKeySetting", path)
    assert [row["extension_id"] for row in shown["positions"]] == list(device.assignees)
    asker.ask("batchUpdateDeviceLineKeySetting", path, {"positions": [{"index": 4, "extension_id": user.ext_id}]})
    last = asker.ask("listDeviceLineKeySetting", path)["positions"][-1]
    assert (last["index"], last["display_name"]) == (4, user.name)
    wrong = {"positions": [{"index": 4, "extension_id": "nobody"}]}
    assert asker.refusal("batchUpdateDeviceLineKeySetting", path, wrong) == (400, 300)


def test_smartphones_belong_to_common_areas_that_are_there(asker: Asker) -> None:
    rows = asker.rows("ListSmartphones")
    area = asker.system.common_areas.get(rows[0]["assignee"]["common_area_id"])
    assert area is not None
    assert asker.rows("ListSmartphones", {"keyword": rows[0]["serial_number"]}) == [rows[0]]
    asker.system.common_areas.remove(area.id)
    assert asker.rows("ListSmartphones") == rows[1:]


def test_an_alert_watches_targets_that_are_there(asker: Asker) -> None:
    queue = next(iter(asker.system.queues))
    made = asker.ask("AddAnAlertSetting", body=ALERT | {"target_ids": [queue.id]})
    path = {"alertSettingId": made["alert_setting_id"]}
    target = asker.ask("GetAlertSettingDetails", path)["targets"][0]
    assert (target["target_id"], target["target_name"], target["target_type"]) == (queue.id, queue.name, 3)
    asker.system.queues.put(queue._replace(name="Newly named"))
    row = asker.rows("ListAlertSettingsWithPagingQuery")[-1]
    assert row["targets"] == [{"target_name": "Newly named"}]
    asker.ask("UpdateAnAlertSetting", path, {"status": 0})
    assert path["alertSettingId"] in {
        row["alert_setting_id"] for row in asker.rows("ListAlertSettingsWithPagingQuery", {"status": 0})
    }
    asker.ask("DeleteAnAlertSetting", path)
    assert asker.refusal("GetAlertSettingDetails", path) == (404, 13003)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"target_ids": ["nobody"]}, 13014),
        ({"target_ids": []}, 13006),
        ({"target_type": 1, "email_recipients": ["a@acme.example"] * 21}, 13007),
        ({"target_type": 1, "rule_conditions": [{"rule_condition_type": 1}] * 2}, 13020),
    ],
)
def test_an_alert_that_cannot_be_is_refused(asker: Asker, change: dict[str, Any], code: int) -> None:
    assert asker.refusal("AddAnAlertSetting", body=ALERT | change) == (400, code)


def test_every_alert_of_the_beginning_has_the_targets_that_its_list_names(asker: Asker) -> None:
    for row in asker.rows("ListAlertSettingsWithPagingQuery"):
        shown = asker.ask("GetAlertSettingDetails", {"alertSettingId": row["alert_setting_id"]})
        assert [each["target_name"] for each in shown["targets"]] == [each["target_name"] for each in row["targets"]]


def test_audio_is_spoken_or_sent_named_anew_and_deleted(asker: Asker) -> None:
    user, other = list(asker.system.users)[:2]
    path = {"userId": user.id}
    spoken = asker.ask("AddAnAudio", path, {"audio_name": "Away", "text": "Back on Monday."})
    file = {"audio_type": "audio/wav", "name": "Song", "base64_encoding": base64.b64encode(b"RIFF").decode()}
    sent = asker.ask("AddAudioItem", path, {"attachments": [file]})["audios"][0]
    own = [row["audio_id"] for row in asker.rows("ListAudioItems", path=path)]
    assert own[-2:] == [spoken["audio_id"], sent["audio_id"]]
    assert spoken["audio_id"] not in {
        row["audio_id"] for row in asker.rows("ListAudioItems", path={"userId": other.id})
    }
    item = {"audioId": spoken["audio_id"]}
    assert asker.ask("GetAudioItem", item)["text"] == "Back on Monday."
    asker.ask("UpdateAudioItem", item, {"name": "Gone"})
    assert asker.ask("GetAudioItem", item)["name"] == "Gone"
    asker.ask("DeleteAudioItem", item)
    assert asker.refusal("DeleteAudioItem", item) == (400, 300)
    first = asker.rows("ListAudioItems", path=path)[0]
    assert asker.ask("GetAudioItem", {"audioId": first["audio_id"]})["name"] == first["name"]


def test_audio_that_cannot_be_is_refused(asker: Asker) -> None:
    path = {"userId": next(iter(asker.system.users)).id}
    assert asker.refusal("AddAnAudio", path, {"text": ""}) == (400, 300)
    assert asker.refusal("AddAnAudio", path, {"text": "x" * 3001}) == (400, 300)
    assert asker.refusal("AddAnAudio", path, {"text": "x", "voice_language": "tlh"}) == (400, 300)
    large = base64.b64encode(bytes(1_000_001)).decode()
    body = {"attachments": [{"audio_type": "audio/wav", "name": "Long", "base64_encoding": large}]}
    assert asker.refusal("AddAudioItem", path, body) == (400, 400)


def test_plans_are_counted_as_they_are_given_away(asker: Asker) -> None:
    def plan() -> dict[str, int]:
        row = next(row for row in asker.rows("listCallingPlans") if row["type"] == 400)
        return {name: row[name] for name in ("subscribed", "assigned", "available")}

    before = plan()
    assert before["subscribed"] == before["assigned"] + before["available"]
    user = next(each for each in asker.system.users if 400 not in each.plans)
    asker.ask("assignCallingPlan", {"userId": user.id}, {"calling_plans": [{"type": 400}]})
    assert plan() == before | {"assigned": before["assigned"] + 1, "available": before["available"] - 1}
    shown = asker.ask("listPhonePlans")
    for row in shown["phone_numbers"]:
        assert row["subscribed"] == row["assigned"] + row["available"]


def test_billing_accounts_can_be_read_singly_and_by_site(asker: Asker) -> None:
    rows = asker.rows("listBillingAccount")
    assert asker.ask("GetABillingAccount", {"billingAccountId": rows[0]["id"]}) == rows[0]
    site = next(iter(asker.system.sites))
    assert asker.rows("listBillingAccount", {"site_id": site.id})[0]["name"] == f"{site.country_name} billing"
    assert asker.refusal("GetABillingAccount", {"billingAccountId": "nobody"}) == (400, 400)


def test_a_template_is_made_changed_and_applied(asker: Asker) -> None:
    one, other = (next(a for a in asker.system.common_areas if a.site_id == s.id) for s in list(asker.system.sites)[:2])
    body = {"name": "Lobby", "type": "commonArea", "site_id": one.site_id}
    key = asker.ask("addSettingTemplate", body=body)["id"]
    asker.ask("updateSettingTemplate", {"templateId": key}, {"policy": {"sms": {"enable": False}}})
    shown = asker.ask("getSettingTemplate", {"templateId": key}, query={"custom_query_fields": "policy"})
    assert shown["policy"]["sms"]["enable"] is False
    assert "user_settings" not in shown
    assert [row["id"] for row in asker.rows("listSettingTemplates", {"site_id": one.site_id})] == [key]
    asker.ask("ApplyTemplatetoCommonAreas", {"templateId": key}, {"common_area_ids": [one.id]})
    wrong = {"common_area_ids": [other.id]}
    assert asker.refusal("ApplyTemplatetoCommonAreas", {"templateId": key}, wrong) == (400, 300)
    assert asker.refusal("addSettingTemplate", body=body | {"type": "weather"}) == (400, 300)
    assert asker.refusal("getSettingTemplate", {"templateId": "nobody"}) == (404, None)


def test_call_logs_are_told_anew_from_the_token_on(asker: Asker) -> None:
    path = {"userId": next(iter(asker.system.users)).id}
    first = asker.ask("syncUserCallLogs", path, query={"sync_type": "FSync"})
    assert first["call_logs"]
    again = {"sync_type": "ISync", "sync_token": first["sync_token"]}
    assert asker.ask("syncUserCallLogs", path, query=again)["call_logs"] == []
    assert asker.refusal("syncUserCallLogs", path, query={"sync_type": "ISync", "sync_token": "x"}) == (404, 300)


def test_a_summary_is_there_for_a_call_that_was_answered(asker: Asker) -> None:
    history = asker.system.history
    now = int(asker.now.timestamp())
    calls = [history.call(serial) for serial in history.between(now - 10 * 86_400, now, now)[:300]]
    users = {user.ext_id: user.id for user in asker.system.users}
    answered = next(call for call in calls if call.answer >= 0 and call.caller.ext_id in users)
    missed = next(call for call in calls if call.answer < 0 and call.caller.ext_id in users)
    path = {"userId": users[answered.caller.ext_id], "aiCallSummaryId": history.uuid(answered)}
    assert asker.ask("getUserAICallSummary", path)["call_id"] == history.call_ids.text(answered.serial)
    path = {"userId": users[missed.caller.ext_id], "aiCallSummaryId": history.uuid(missed)}
    assert asker.refusal("getUserAICallSummary", path) == (404, None)
