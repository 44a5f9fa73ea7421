"""Fields are read where they were written: each update is sent to a simulated account, and looked at afterwards."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import pytest

from tests.every_operation.state import State
from tests.unit.resources.edits.world import begin, object_of, send, whole
from ztui.contract.catalogue import operation
from ztui.contract.validation import validate_request
from ztui.core.errors import ConfigError
from ztui.resources.edits.model import InputKind
from ztui.resources.edits.paths import request_of_create, request_of_update
from ztui.resources.edits.policies import nested
from ztui.resources.edits.registry import edits
from ztui.resources.registry import resource
from ztui.resources.rows import key_of, value_at

UPDATES: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("call-queues", {"name": "Front door", "status": "inactive", "timezone": "Europe/Berlin", "cost_center": "CC-1"}),
    ("numbers", {"display_name": "Main", "caller_id_name": "ACME", "capability.outgoing": False}),
    ("users", {"policy.sms.enable": False, "policy.voicemail.enable": False}),
    ("accounts", {"share_mc": True, "billing_auto_renew": True}),
    ("devices", {"display_name": "Reception"}),
    ("auto-receptionists", {"name": "Night", "department": "Sales"}),
    ("shared-line-groups", {"display_name": "Board", "department": "Sales"}),
    ("common-areas", {"display_name": "Lobby", "cost_center": "CC-2"}),
    ("sites", {"name": "Harbour"}),
    ("sip-phones", {"domain": "pbx.acme.example", "password": "long-enough-1"}),
    ("peering-numbers", {"service_info": "Trunk of the harbour", "status": True}),
    ("voicemails", {"read_status": "unread"}),
    ("voicemails", {"read_status": "read"}),
    ("fax-logs", {"read_status": "read"}),
    ("recordings", {"auto_delete_enable": True}),
    ("emergency-addresses", {"address_line2": "Floor 2"}),
    ("external-contacts", {"name": "Globex", "description": "Supplier"}),
    ("blocked-list", {"comment": "Every night", "status": "inactive"}),
    ("roles", {"description": "Who answers"}),
    ("pickup-groups", {"description": "Harbour", "delay": 5}),
    ("monitoring-groups", {"name": "Listeners"}),
)


@pytest.mark.parametrize(("name", "values"), UPDATES, ids=[f"{name}:{'+'.join(body)}" for name, body in UPDATES])
async def test_what_is_written_is_read(name: str, values: Mapping[str, Any]) -> None:
    state = await begin()
    if name == "roles":
        source = await object_of(state, "roles")
        await state.do("DuplicatePhoneRole", None, {"role_id": source["id"], "name": "Front desk"})
    row = await object_of(state, name, _choose(name))
    await _update(state, name, row, values)
    key = key_of(resource(name), row)
    _told(name, await object_of(state, name, lambda each: key_of(resource(name), each) == key), values)


def _choose(name: str) -> Callable[[Any], bool]:
    if name == "roles":
        return lambda row: row["name"] == "Front desk"
    if name == "numbers":
        return lambda row: row["number_type"] != "TollFree" and "Outgoing" in row["capability"]
    return lambda _: True


async def _update(state: State, name: str, row: Any, values: Mapping[str, Any]) -> None:
    request = request_of_update(resource(name), edits(name), row, nested(list(values.items())))
    sent = operation(request.operation_id)
    assert validate_request(sent, whole(sent, request.path), request.query, request.body) == ()
    await send(state, request)


def _told(name: str, after: Any, values: Mapping[str, Any]) -> None:
    fields = {each.write: each for each in edits(name).fields if not each.create_only}
    for path, value in values.items():
        field = fields[path]
        if not field.read:
            assert field.kind is InputKind.SECRET
            continue
        found = value_at(after, field.read)
        assert (field.to_write(found) if field.to_write is not None else found) == value, path


_AT_MENU = "settings.forward_to_extension_id"


async def _queue(state: State) -> dict[str, str]:
    return {"extensionId": (await object_of(state, "call-queues"))["extension_id"]}


def _part(hours: str, setting: str) -> Callable[[Any], bool]:
    return lambda row: row["hours"] == hours and row["sub_setting_type"] == setting


_HOURS = [{"type": 2, "weekday": 2, "from": "09:00", "to": "12:00"}]
HANDLING: tuple[tuple[str, str, Mapping[str, Any]], ...] = (
    ("business_hours", "call_handling", {"settings.max_wait_time": 300, "settings.wrap_up_time": 30}),
    ("business_hours", "call_handling", {"settings.call_distribution.ring_mode": "sequential"}),
    ("business_hours", "call_handling", {"settings.call_not_answer_action": 6, _AT_MENU: ""}),
    ("closed_hours", "call_handling", {"settings.call_not_answer_action": 6, _AT_MENU: ""}),
    ("business_hours", "custom_hours", {"settings.custom_hours_settings": _HOURS, "settings.type": 2}),
    ("holiday_hours", "holiday", {"settings.name": "Founders' day"}),
)


@pytest.mark.parametrize(("hours", "setting", "values"), HANDLING)
async def test_hours_and_routing_are_read_under_other_names(
    hours: str, setting: str, values: Mapping[str, Any]
) -> None:
    state = await begin()
    parents = await _queue(state)
    menu = await object_of(state, "auto-receptionists")
    values = {path: menu["extension_id"] if path == _AT_MENU else value for path, value in values.items()}
    row = await object_of(state, "call-handling", _part(hours, setting), parents)
    fields = {each.write: each for each in edits("call-handling").fields}
    assert all(applies is not None and applies(row) for applies in (fields[path].applies for path in values))
    await _update(state, "call-handling", row, values)
    after = await object_of(state, "call-handling", _part(hours, setting), parents)
    _told("call-handling", after, values)


async def test_the_fields_of_a_setting_are_those_of_its_kind() -> None:
    state = await begin()
    row = await object_of(state, "call-handling", _part("business_hours", "custom_hours"), await _queue(state))
    writes = {each.write for each in edits("call-handling").fields if each.applies is not None and each.applies(row)}
    assert "settings.custom_hours_settings" in writes
    assert "settings.max_wait_time" not in writes


INTERNAL = {"number": "5550100", "display_number": "555 0100", "country": "US", "labels": "Lab", "languages": "en-US"}
Prepare = Callable[[State], Awaitable[tuple[dict[str, Any], dict[str, Any]]]]


async def _new_user(_: State) -> tuple[dict[str, Any], dict[str, Any]]:
    return {}, {"email": "new.person@acme.example", "calling_plans": ["200"], "extension_number": "4711"}


async def _new_number(state: State) -> tuple[dict[str, Any], dict[str, Any]]:
    site = await object_of(state, "sites")
    return {}, {"allocated_product": "ZOOM_PHONE", "site_id": site["id"], "phone_numbers": ["+14155550187"]}


async def _new_phone(state: State) -> tuple[dict[str, Any], dict[str, Any]]:
    taken = {row["user_email"] for row in await state.rows("listSipPhones")}
    user = await state.where("listPhoneUsers", lambda row: row["email"] not in taken)
    texts = ("domain", "register_server", "proxy_server", "user_name", "password", "authorization_name", "voice_mail")
    return {}, dict.fromkeys(texts, "12345678") | {"user_email": user["email"]}


async def _new_holiday(state: State) -> tuple[dict[str, Any], dict[str, Any]]:
    settings = {"name": "Founders' day", "from": "2027-03-01T00:00:00Z", "to": "2027-03-01T23:59:00Z"}
    return await _queue(state), {"settings": settings}


async def _new_peering(_: State) -> tuple[dict[str, Any], dict[str, Any]]:
    number = {"phone_number": "+14155550187", "sip_trunk_name": "peering-1", "status": True}
    return {}, {"allocated_product": "ZOOM_PHONE", **number}


async def _new_account(_: State) -> tuple[dict[str, Any], dict[str, Any]]:
    person = {"email": "owner@new.example", "first_name": "Ann", "last_name": "Lee", "password": "long-enough-1"}
    return {}, {"account_name": "New", **person}


CREATES: Mapping[str, Prepare] = {
    "users": _new_user,
    "numbers": _new_number,
    "sip-phones": _new_phone,
    "call-handling": _new_holiday,
    "peering-numbers": _new_peering,
    "accounts": _new_account,
}


@pytest.mark.parametrize("name", CREATES)
async def test_what_is_created_fits_and_is_named_by_the_answer(name: str) -> None:
    state = await begin()
    parents, body = await CREATES[name](state)
    declared = edits(name)
    taken = {each.write.partition(".")[0] for each in declared.fields if not each.update_only}
    needed = {each.write for each in declared.fields if each.required and not each.update_only and each.applies is None}
    assert taken >= set(body) >= needed
    request = request_of_create(resource(name), edits(name), parents, body)
    sent = operation(request.operation_id)
    assert validate_request(sent, whole(sent, request.path), request.query, request.body) == ()
    answer = await send(state, request)
    if declared.create_check:
        found = value_at({"": answer}, declared.create_check) if isinstance(answer, list) else None
        found = answer[0]["id"] if isinstance(answer, list) else found or value_at(answer, declared.create_check)
        assert found


async def test_internal_numbers_and_countries_are_made_for_the_acting_account() -> None:
    state = await begin()
    made = await send(
        state, request_of_create(resource("internal-numbers"), edits("internal-numbers"), {}, INTERNAL | {"type": 0})
    )
    assert value_at(made, edits("internal-numbers").create_check)
    made = await send(
        state, request_of_create(resource("callout-countries"), edits("callout-countries"), {}, {"id": "DE"})
    )
    assert value_at(made, edits("callout-countries").create_check) == "DE"
    trunk = await object_of(state, "audio-trunks")
    path = {"accountId": state.sub_account}
    await send(
        state,
        request_of_create(resource("audio-trunks"), edits("audio-trunks"), path, {"id": trunk["id"], "dnis": "12345"}),
    )
    assert trunk["id"] in {row["id"] for row in await state.rows("listSIPTrunks", path)}


async def test_a_sip_phone_is_not_changed_without_its_password() -> None:
    state = await begin()
    row = await object_of(state, "sip-phones")
    with pytest.raises(ConfigError, match="password"):
        request_of_update(resource("sip-phones"), edits("sip-phones"), row, {"domain": "pbx.acme.example"})


@pytest.mark.parametrize(
    ("silent", "values"),
    [
        (False, {"action": 6, "target.extension_id": ""}),
        (True, {"silence.action": 6, "silence.forward_to_extension_id": ""}),
    ],
)
async def test_a_key_of_a_menu_is_written_whole(*, silent: bool, values: Mapping[str, Any]) -> None:
    state = await begin()
    menus = [row["id"] for row in await state.rows("listAutoReceptionists")]
    other = await object_of(state, "auto-receptionists", lambda row: row["id"] == menus[1])
    parents = {"autoReceptionistId": menus[0], "hours_type": "business_hours"}

    def wanted(row: Any) -> bool:
        return bool((row["key"] == "none") is silent)

    values = {path: other["extension_id"] if path.endswith("_id") else value for path, value in values.items()}
    row = await object_of(state, "ivr-keys", wanted, parents)
    await _update(state, "ivr-keys", row, values)
    _told("ivr-keys", await object_of(state, "ivr-keys", wanted, parents), values)


@pytest.mark.parametrize(
    ("name", "field", "choices"),
    [
        ("alert-settings", "status", {0: "inactive", 1: "active"}),
        ("monitoring-groups", "type", {2: "call queues", 3: "shared line groups"}),
        ("alert-settings", "module", {3: "devices"}),
    ],
)
def test_a_code_is_asked_for_by_its_word(name: str, field: str, choices: dict[int, str]) -> None:
    found = next(each for each in edits(name).fields if each.write == field)
    assert found.kind is InputKind.CHOICE
    assert choices.items() <= dict(found.choices).items()
