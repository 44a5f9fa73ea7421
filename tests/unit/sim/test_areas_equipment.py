"""External contacts, firmware rules and provision templates."""

from __future__ import annotations

import base64
from urllib.parse import urlsplit

import pytest

from tests.unit.sim.asking import Asker
from ztui.sim.areas.attachments import attachment
from ztui.sim.handling import Refusal


@pytest.fixture
def asker() -> Asker:
    return Asker()


def test_a_contact_is_made_changed_and_deleted(asker: Asker) -> None:
    body = {"name": "Zoë", "phone_numbers": ["+14155550111"], "id": "crm-1", "routing_path": "x"}
    made = asker.ask("addExternalContact", body=body)
    path = {"externalContactId": made["external_contact_id"]}
    asker.ask("updateExternalContact", path, {"email": "zoe@partner.example"})
    row = asker.ask("getAExternalContact", path)
    assert (row["name"], row["email"], row["id"]) == ("Zoë", "zoe@partner.example", "crm-1")
    assert row in asker.rows("listExternalContacts")
    asker.ask("deleteAExternalContact", path)
    assert asker.refusal("getAExternalContact", path) == (400, 400)
    assert asker.refusal("updateExternalContact", path, {}) == (400, 400)
    assert asker.refusal("deleteAExternalContact", path) == (400, 300)


@pytest.mark.parametrize(
    "picture",
    [
        {"type": "PNG", "base64_encoding": "?"},
        {"type": "PNG", "base64_encoding": base64.b64encode(b"GIF89a").decode()},
        {"type": "GIF", "base64_encoding": base64.b64encode(b"GIF89a" + b"0" * 2_097_152).decode()},
    ],
)
def test_a_picture_that_is_none_is_refused(asker: Asker, picture: dict[str, str]) -> None:
    assert asker.refusal("addExternalContact", body={"name": "Zoë", "profile_picture": picture}) == (400, 300)
    path = {"externalContactId": asker.rows("listExternalContacts")[0]["external_contact_id"]}
    assert asker.refusal("updateExternalContact", path, {"profile_picture": picture}) == (400, 400)


def test_a_picture_is_there_until_its_contact_goes(asker: Asker) -> None:
    raw = b"GIF89a, nearly"
    picture = {"type": "GIF", "base64_encoding": base64.b64encode(raw).decode()}
    made = asker.ask("addExternalContact", body={"name": "Zoë", "profile_picture": picture})
    path = {"externalContactId": made["external_contact_id"]}
    parts = urlsplit(asker.ask("getAExternalContact", path)["profile_picture_download_url"])
    file = attachment(asker.world, parts.path, parts.query.removeprefix("key="))
    assert (file.body, file.content_type) == (raw, "image/gif")
    asker.ask("deleteAExternalContact", path)
    with pytest.raises(Refusal):
        attachment(asker.world, parts.path, parts.query.removeprefix("key="))


def test_a_firmware_rule_puts_the_phones_of_its_model_on_its_version(asker: Asker) -> None:
    device = next(iter(asker.system.devices))
    maker, _, model = device.type.partition(" ")
    firmware = next(row for row in asker.rows("ListFirmwares") if row["device_model"] == model)
    oldest, newest = firmware["versions"][-1]["version"], firmware["versions"][0]["version"]
    body = {"site_id": device.site_id, "device_type": maker, "device_model": model, "version": oldest}
    rules = {row["device_model"]: row["rule_id"] for row in asker.rows("ListFirmwareRules")}
    if model in rules:
        asker.ask("DeleteFirmwareUpdateRule", {"ruleId": rules[model]})
    made = asker.ask("AddFirmwareRule", body=body)
    path = {"ruleId": made["rule_Id"]}
    found = asker.system.devices.get(device.id)
    assert found is not None
    assert found.firmware == oldest
    assert asker.refusal("AddFirmwareRule", body=body) == (400, 300)
    asker.ask("UpdateFirmwareRule", path, body | {"version": newest})
    assert newest in asker.ask("GetFirmwareRuleDetail", path)["update_log"]
    listed = asker.rows("ListFirmwareRules", {"site_id": device.site_id})
    assert [row["version"] for row in listed if row["rule_id"] == made["rule_Id"]] == [newest]
    assert asker.refusal("UpdateFirmwareRule", path, body | {"version": "0"}) == (404, 404)
    asker.ask("DeleteFirmwareUpdateRule", path)
    assert asker.refusal("GetFirmwareRuleDetail", path) == (404, 404)
    assert asker.refusal("DeleteFirmwareUpdateRule", path) == (404, 404)


def test_models_are_told_apart_by_what_their_phones_run(asker: Asker) -> None:
    behind = {row["device_model"] for row in asker.rows("ListFirmwares", {"is_update": True})}
    current = {row["device_model"] for row in asker.rows("ListFirmwares", {"is_update": False})}
    assert behind
    assert not behind & current
    assert behind | current == {row["device_model"] for row in asker.rows("ListFirmwares")}


def test_a_template_counts_the_phones_that_have_it(asker: Asker) -> None:
    made = asker.ask("addProvisionTemplate", body={"name": "Lab", "content": "a = 1"})
    path, device = {"templateId": made["id"]}, next(iter(asker.system.devices))
    asker.ask("updateADevice", {"deviceId": device.id}, {"provision_template_id": made["id"]})
    row = next(row for row in asker.rows("listAccountProvisionTemplate") if row["id"] == made["id"])
    assert row["bound_device_count"] == 1
    asker.ask("updateProvisionTemplate", path, {"description": "For the lab"})
    row = asker.ask("GetProvisionTemplate", path)
    assert (row["description"], row["content"]) == ("For the lab", "a = 1")
    assert asker.refusal("addProvisionTemplate", body={"name": "Lab"}) == (400, 400)
    other = {"provision_template_id": "none"}
    assert asker.refusal("updateADevice", {"deviceId": device.id}, other) == (400, 300)
    assert asker.refusal("updateProvisionTemplateToDevice", {"deviceId": device.id}, other) == (400, 404)
    asker.ask("deleteProvisionTemplate", path)
    found = asker.system.devices.get(device.id)
    assert found is not None
    assert found.template_id == ""
    assert asker.refusal("GetProvisionTemplate", path) == (404, 404)
    assert asker.refusal("deleteProvisionTemplate", path) == (400, 404)
