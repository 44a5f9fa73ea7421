"""What was written to any area is found by the next simulator of the same options, as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.unit.sim.asgi import SMALL, Caller
from ztui.sim.app import App
from ztui.sim.engine import Engine
from ztui.sim.options import Options

if TYPE_CHECKING:
    from pathlib import Path

LISTS = (
    "/phone/rooms",
    "/phone/rooms/unassigned",
    "/phone/group_call_pickup",
    "/phone/monitoring_groups",
    "/phone/outbound_calling/exception_rules",
    "/phone/emergency_addresses",
    "/phone/locations",
    "/phone/external_contacts",
    "/phone/routing_rules",
    "/phone/sms/sessions",
    "/phone/fax/logs",
    "/accounts/me/number_management/sms_consent",
    "/accounts/me/number_management/peering_numbers",
    "/phone/reports/operationlogs",
)
ADDRESS = {"address_line1": "1 New St", "city": "Reno", "country": "US", "state_code": "NV", "zip": "89501"}


async def _box(state: Path) -> Caller:
    caller = Caller(App(Engine(Options.parse(SMALL), state=state)))
    await caller.log_in()
    return caller


async def _state(caller: Caller) -> dict[str, Any]:
    return {path: (await caller.get(path)).data for path in LISTS}


def _rows(data: Any) -> Any:
    """Leave out what is another for every question."""
    return {**data, "next_page_token": ""} if isinstance(data, dict) else data


async def _sent(caller: Caller, method: str, path: str, body: Any, status: int) -> Any:
    reply = await caller.send(method, f"/v2{path}", body=body)
    assert reply.status == status, reply.body
    return reply.data if reply.body else None


async def _write(caller: Caller) -> None:
    """Write to many areas; between the writes, lists are read."""
    before = await _state(caller)
    site = (await caller.get("/phone/sites")).data["sites"][0]["id"]
    users = (await caller.get("/phone/users")).data["users"]
    room = before["/phone/rooms/unassigned"]["rooms"][0]["id"]
    await _sent(caller, "POST", "/phone/rooms", {"id": room, "calling_plans": [{"type": 200}]}, 201)
    group = {"display_name": "Floor", "site_id": site, "member_extension_ids": [users[0]["extension_id"]]}
    await _sent(caller, "POST", "/phone/group_call_pickup", group, 201)
    watch = {"name": "Coaches", "type": 1, "site_id": site}
    made = await _sent(caller, "POST", "/phone/monitoring_groups", watch, 201)
    path = f"/v2/phone/monitoring_groups/{made['id']}/monitor_members"
    added = await caller.send("POST", path, {"member_type": "monitor"}, body=[users[0]["extension_id"]])
    assert added.status == 201
    home = await _sent(
        caller, "POST", "/phone/emergency_addresses", ADDRESS | {"site_id": site, "is_default": True}, 201
    )
    await _sent(caller, "POST", "/phone/locations", {"name": "Shed", "emergency_address_id": home["id"]}, 201)
    rule = {"match_type": "prefix", "prefix_number": "+52", "status": "active", "country": "MX"}
    await _sent(caller, "POST", "/phone/outbound_calling/exception_rules", {"exception_rule": rule}, 201)
    contact = before["/phone/external_contacts"]["external_contacts"][0]["external_contact_id"]
    await _sent(caller, "PATCH", f"/phone/external_contacts/{contact}", {"name": "Zoë"}, 204)
    await _sent(caller, "POST", "/phone/routing_rules", {"name": "Lab", "number_pattern": "9", "type": "pstn"}, 201)
    number = {"sip_trunk_name": "west", "status": True}
    asked = [{"phone_number": each, **number} for each in ("+14155550187", "nonsense")]
    peering = "/accounts/me/number_management/peering_numbers"
    assert (await _sent(caller, "POST", peering, {"phone_numbers": asked}, 400))["code"] == 1000


async def test_many_areas_are_as_they_were(tmp_path: Path) -> None:
    first = await _box(tmp_path)
    before = await _state(first)
    await _write(first)
    after = await _state(first)
    changed = {path for path in LISTS if before[path] != after[path]}
    assert changed == set(LISTS) - {"/phone/sms/sessions", "/phone/fax/logs", LISTS[11]}
    again = await _state(await _box(tmp_path))
    assert {path: _rows(data) for path, data in again.items()} == {path: _rows(data) for path, data in after.items()}
    assert "+14155550187" in str(again[LISTS[12]])
