"""Operations without a handler keep what is written, as the contract pairs them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.sim.asgi import SMALL, Caller
from ztui.contract.catalogue import operation, operations
from ztui.contract.schemas import row_schema
from ztui.sim.app import App
from ztui.sim.areas.register import Areas
from ztui.sim.engine import Engine
from ztui.sim.fit import NOTHING, fitted, laid
from ztui.sim.options import Options
from ztui.sim.pairing import elements, key_field, listing_of
from ztui.sim.schemas import problems, strict

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ztui.sim.handling import Handler

KEPT = ("Sites", "Users", "Accounts")
"""Tags whose handlers stay, for places and people."""

CONTACTS, GROUPS, CONSENTS = "/phone/external_contacts", "/phone/monitoring_groups", "/number_management/sms_consent"


def few() -> Mapping[str, Handler]:
    areas = Areas()
    return {name: areas[name] for name in areas if operation(name).tag in KEPT}


async def box(state: Path | None = None, **options: str) -> Caller:
    caller = Caller(App(Engine(Options.parse(SMALL | options), handlers=few(), state=state)))
    await caller.log_in()
    return caller


async def rows(caller: Caller, path: str, key: str, prefix: str = "") -> list[dict[str, Any]]:
    got = await caller.get(f"{prefix}{path}", {"page_size": 30})
    assert got.status == 200, got.body
    found: list[dict[str, Any]] = got.data[key]
    return found


async def sites(caller: Caller) -> list[dict[str, Any]]:
    return await rows(caller, "/phone/sites", "sites")


async def make(caller: Caller, path: str, body: Any) -> Any:
    got = await caller.send("POST", f"/v2{path}", body=body)
    assert got.status == 201, got.body
    return got.data


async def test_an_object_is_created_listed_shown_changed_and_deleted() -> None:
    caller = await box()
    before = await rows(caller, CONTACTS, "external_contacts")
    made = await make(caller, CONTACTS, {"name": "Night watch", "email": "night@acme.example", "phone_numbers": ["+1"]})
    key = made["external_contact_id"]
    assert made["name"] == "Night watch"
    after = await rows(caller, CONTACTS, "external_contacts")
    assert after[:-1] == before
    assert after[-1]["external_contact_id"] == key
    path = f"{CONTACTS}/{key}"
    shown = (await caller.get(path)).data
    assert (shown["name"], shown["email"], shown["phone_numbers"]) == ("Night watch", "night@acme.example", ["+1"])
    assert (await caller.send("PATCH", f"/v2{path}", body={"name": "Day watch"})).status == 204
    shown = (await caller.get(path)).data
    assert (shown["name"], shown["email"]) == ("Day watch", "night@acme.example")
    assert (await rows(caller, CONTACTS, "external_contacts"))[-1]["name"] == "Day watch"
    assert (await caller.send("DELETE", f"/v2{path}")).status == 204
    assert await rows(caller, CONTACTS, "external_contacts") == before
    for method, body in (("GET", None), ("PATCH", {"name": "Nobody"}), ("DELETE", None)):
        assert (await caller.send(method, f"/v2{path}", body=body)).status in (400, 404)


async def test_what_was_there_at_first_is_changed_and_deleted_as_well() -> None:
    caller = await box()
    first, *others = await rows(caller, CONTACTS, "external_contacts")
    path = f"{CONTACTS}/{first['external_contact_id']}"
    await caller.send("PATCH", f"/v2{path}", body={"description": "Rings twice"})
    assert (await caller.get(path)).data["description"] == "Rings twice"
    assert (await rows(caller, CONTACTS, "external_contacts"))[0] == first | {"description": "Rings twice"}
    await caller.send("DELETE", f"/v2{path}")
    assert await rows(caller, CONTACTS, "external_contacts") == others
    assert (await caller.get(path)).status == 400


async def test_a_site_is_shown_by_name_and_has_to_exist() -> None:
    caller = await box()
    site = (await sites(caller))[1]
    made = await make(caller, GROUPS, {"name": "Night", "site_id": site["id"], "type": 1})
    assert (await caller.get(f"{GROUPS}/{made['id']}")).data["site"] == {"id": site["id"], "name": site["name"]}
    got = await caller.send("POST", f"/v2{GROUPS}", body={"name": "Night", "site_id": "nowhere", "type": 1})
    assert got.status == 400
    assert "site" in str(got.data).lower()


async def test_a_new_group_counts_nobody_and_has_no_members_of_its_own_accord() -> None:
    caller = await box()
    site, user = (await sites(caller))[0], (await rows(caller, "/phone/users", "users"))[0]
    made = await make(caller, GROUPS, {"name": "Night", "site_id": site["id"], "type": 1})
    assert (await caller.get(f"{GROUPS}/{made['id']}")).data["monitor_members_count"] == 0
    path = f"{GROUPS}/{made['id']}/monitor_members"
    asked = {"member_type": "monitor"}
    assert (await caller.get(path, asked)).data["members"] == []
    await caller.send("POST", f"/v2{path}", asked, body=[user["extension_id"]])
    member = (await caller.get(path, asked)).data["members"]
    assert [(each["extension_id"], each["display_name"]) for each in member] == [(user["extension_id"], user["name"])]


async def test_several_are_deleted_by_their_ids_and_none_when_one_is_wrong() -> None:
    caller = await box()
    ids = [each["consent_id"] for each in await rows(caller, CONSENTS, "sms_consent")]
    assert len(ids) > 2
    got = await caller.send("DELETE", f"/v2{CONSENTS}", body={"consent_ids": [ids[0], "stranger"]})
    assert got.status == 404
    assert len(await rows(caller, CONSENTS, "sms_consent")) == len(ids)
    await caller.send("DELETE", f"/v2{CONSENTS}", body={"consent_ids": ids[:2]})
    assert [each["consent_id"] for each in await rows(caller, CONSENTS, "sms_consent")] == ids[2:]


async def test_parents_are_kept_apart() -> None:
    caller = await box()
    one, other = (f"/phone/sites/{site['id']}/outbound_calling/exception_rules" for site in (await sites(caller))[:2])
    untouched = await rows(caller, other, "exception_rules")
    rule = {"match_type": "prefix", "prefix_number": "+1900", "status": "active", "country": "US"}
    made = await make(caller, one, {"exception_rule": rule})
    new = (await rows(caller, one, "exception_rules"))[-1]
    assert (new["id"], new["prefix_number"]) == (made["exception_rule_id"], "+1900")
    assert await rows(caller, other, "exception_rules") == untouched


async def test_accounts_are_kept_apart() -> None:
    caller = await box()
    accounts = (await caller.get("/accounts")).data["accounts"]
    prefix = f"/accounts/{accounts[0]['id']}"
    before = await rows(caller, CONTACTS, "external_contacts", prefix)
    made = await make(caller, CONTACTS, {"name": "Night watch"})
    assert await rows(caller, CONTACTS, "external_contacts", prefix) == before
    assert (await caller.get(f"{prefix}{CONTACTS}/{made['external_contact_id']}")).status == 400


async def test_a_tree_of_settings_is_merged_and_can_be_reset() -> None:
    caller = await box()
    account = "/phone/policies/allow_emergency_calls"
    before = (await caller.get(account)).data["allow_emergency_calls"]
    wanted = not before["allow_emergency_calls_from_clients"]
    body = {"allow_emergency_calls": {"allow_emergency_calls_from_clients": wanted}}
    assert (await caller.send("PATCH", f"/v2{account}", body=body)).status == 204
    after = (await caller.get(account)).data["allow_emergency_calls"]
    assert after == before | {"allow_emergency_calls_from_clients": wanted}
    settings = "/phone/settings"
    shown = (await caller.get(settings)).data
    await caller.send("PATCH", f"/v2{settings}", body={"byoc": {"enable": not shown["byoc"]["enable"]}})
    assert (await caller.get(settings)).data["byoc"] == {"enable": not shown["byoc"]["enable"]}


async def test_the_next_simulator_finds_what_was_written(tmp_path: Path) -> None:
    first = await box(tmp_path)
    before = await rows(first, CONTACTS, "external_contacts")
    await make(first, CONTACTS, {"name": "Night watch"})
    await first.send("DELETE", f"/v2{CONTACTS}/{before[0]['external_contact_id']}")
    await first.send("PATCH", "/v2/phone/settings", body={"byoc": {"enable": True}})
    after = await rows(first, CONTACTS, "external_contacts")
    second = await box(tmp_path)
    assert await rows(second, CONTACTS, "external_contacts") == after
    assert (await second.get("/phone/settings")).data["byoc"] == {"enable": True}
    assert await rows(await box(), CONTACTS, "external_contacts") == before


async def test_the_same_writes_give_the_same_ids() -> None:
    made = [await make(await box(), CONTACTS, {"name": "Night watch"}) for _ in range(2)]
    assert made[0] == made[1]


async def test_a_list_shows_a_write_only_after_the_lag_and_the_object_at_once() -> None:
    caller = await box(lag="3600")
    before = await rows(caller, CONTACTS, "external_contacts")
    made = await make(caller, CONTACTS, {"name": "Night watch"})
    assert await rows(caller, CONTACTS, "external_contacts") == before
    assert (await caller.get(f"{CONTACTS}/{made['external_contact_id']}")).status == 200
    await caller.send("POST", "/_sim/clock", body={"advance": 3601})
    await caller.log_in()
    assert len(await rows(caller, CONTACTS, "external_contacts")) == len(before) + 1


async def test_pages_of_a_collection_hold_every_row_once() -> None:
    caller = await box()
    for turn in range(40):
        await make(caller, CONTACTS, {"name": f"Contact {turn}"})
    seen, token = [], ""
    while True:
        query = {"page_size": 7} | ({"next_page_token": token} if token else {})
        page = (await caller.get(CONTACTS, query)).data
        seen += [each["external_contact_id"] for each in page["external_contacts"]]
        token = page.get("next_page_token", "")
        if not token:
            break
    assert len(seen) == len(set(seen)) > 40


@pytest.mark.parametrize(
    ("listing", "key"),
    [
        ("ListAlertSettingsWithPagingQuery", "alert_setting_id"),
        ("listExternalContacts", "external_contact_id"),
        ("listGCPMembers", "extension_id"),
        ("ListRoleMembers", "user_id"),
        ("listRoutingRule", "routing_rule_id"),
        ("listCRPhoneNumbers", "phone_number"),
        ("ListConsentPhoneNumbers", "phone_number_id"),
        ("GetAccountOutboundCallingCountriesAndRegions", "iso_code"),
        ("listTrackedLocations", ""),
    ],
)
def test_the_field_that_names_an_object_is_known(listing: str, key: str) -> None:
    assert key_field(operation(listing)) == key


@pytest.mark.parametrize(
    ("write", "body", "found"),
    [
        ("addMembers", ["a", "b"], ["a", "b"]),
        ("addMembersToAPrivateDirectory", {"members": [{"extension_id": "a"}]}, [{"extension_id": "a"}]),
        ("addGCPMembers", {"member_extension_ids": ["a"]}, ["a"]),
        ("addGCP", {"display_name": "x", "site_id": "s", "member_extension_ids": ["a"]}, None),
        ("addExternalContact", {"name": "x", "phone_numbers": ["+1"]}, None),
    ],
)
def test_a_body_speaks_of_one_object_or_of_several(write: str, body: Any, found: list[Any] | None) -> None:
    assert elements(operation(write), body) == found


def test_every_write_below_a_list_belongs_to_it() -> None:
    for known in operations().values():
        listed = listing_of(known)
        assert listed is None or listed.items_key is not None


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
SCHEMAS = [
    schema
    for each in operations().values()
    if each.is_read and (schema := row_schema(each)) and schema.get("properties")
][::9]


@given(st.data())
def test_what_fits_a_schema_is_what_the_schema_takes(data: st.DataObject) -> None:
    schema = data.draw(st.sampled_from(SCHEMAS))
    names = sorted(schema["properties"])
    value = data.draw(st.dictionaries(st.sampled_from(names), VALUES, max_size=6))
    made = fitted(schema, value)
    assert made is NOTHING or problems(strict(schema), made) == []
    kept = {name: each for name, each in laid(schema, {}, value).items() if name not in schema.get("required", ())}
    assert problems(strict({**schema, "required": []}), kept) == []
