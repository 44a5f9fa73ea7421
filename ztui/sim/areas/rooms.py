"""Zoom Rooms: those with a phone, those that could have one, their plans and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.sim.areas import find
from ztui.sim.areas.emergency_addresses import site_address_row
from ztui.sim.areas.extensions import full_extension
from ztui.sim.areas.policies import merge_settings, settings_of
from ztui.sim.areas.rows import Row, Rows, contains, known, number_refs, site_ref
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.refusals import missing, refuse
from ztui.sim.world.entities import Kind, Owner
from ztui.sim.world.items import Item
from ztui.sim.world.rooms import Room, make_spare_rooms
from ztui.sim.world.table import Table
from ztui.sim.world.words import PLANS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []

_MOST_NUMBERS = 5
_FIRST_EXTENSION = 6500


def _spare(system: PhoneSystem) -> Table[Item]:
    """Make the table of the rooms without a phone."""
    return Table(lambda: make_spare_rooms(system.dice("spare room"), system.sites.initial, system.sizes))


def _room(context: Context) -> Room:
    key = context.path["roomId"]
    found = find.system_of(context).rooms.get(key)
    if found is None:
        text = f"Room does not exist:{key}."
        raise missing(context, text) if context.operation.is_read else refuse(context, 404, text)
    return found


def _row(system: PhoneSystem, room: Room) -> Row:
    return known(
        calling_plans=[{"name": PLANS.get(plan, f"Plan {plan}"), "type": plan} for plan in room.plans],
        extension_id=room.ext_id,
        extension_number=room.extension,
        id=room.id,
        name=room.name,
        phone_numbers=number_refs(system.numbers_of(room.id)),
        site=site_ref(system, room.site_id),
    )


@handles("listZoomRooms")
def list_rooms(context: Context) -> Listed:
    """Answer the rooms with a phone."""
    system, query = find.system_of(context), context.query
    found = (
        room
        for room in system.rooms
        if query.get("site_id") in (None, "", room.site_id)
        and ("calling_type" not in query or query["calling_type"] in room.plans)
        and contains(str(query.get("keyword", "")), room.name, room.extension)
    )
    return Listed(Rows(found, lambda room: _row(system, room)))


@handles("listUnassignedZoomRooms")
def list_spare_rooms(context: Context) -> Listed:
    """Answer the rooms that have no phone yet."""
    keyword = str(context.query.get("keyword", ""))
    spare = find.system_of(context).part(_spare)
    found = (item for item in spare if contains(keyword, item.get("display_name")))
    return Listed(Rows(found, lambda item: {"id": item.id, **item.fields}))


@handles("getZoomRoom")
def get_room(context: Context) -> Row:
    """Answer one room; it has the emergency address of its site."""
    system, room = find.system_of(context), _room(context)
    row, site = _row(system, room), system.site(room.site_id)
    if site is not None:
        row["emergency_address"] = site_address_row(system, site)
    return row | settings_of(context, room.id, ("policy",))


def _plans(context: Context, asked: Iterable[Mapping[str, Any]], unknown: int) -> tuple[int, ...]:
    """Give the types of plans in a body, or refuse with code `unknown` for one that does not exist."""
    types = [plan.get("type", 0) for plan in asked]
    for kind in types:
        if kind not in PLANS:
            raise refuse(context, unknown, f"Unknown or invalid calling plan: {kind}.")
    return tuple(types)


@handles("addZoomRoom")
def add_room(context: Context) -> None:
    """Give a room a phone: it leaves the rooms without one."""
    system, body = find.system_of(context), context.body or {}
    spare, key = system.part(_spare), str(body.get("id", ""))
    item = spare.get(key)
    if item is None:
        raise refuse(context, 404, f"Room does not exist:{key}.")
    site = next(iter(system.sites))
    if body.get("site_id"):
        site = find.site_of(context, body["site_id"], 400, 404)
    plans = _plans(context, body.get("calling_plans", []), 404)
    room = Room(
        id=item.id,
        ext_id=system.new_id(),
        name=item.get("display_name"),
        extension=system.free_extension(site, _FIRST_EXTENSION),
        site_id=site.id,
        department=item.get("department", ""),
        cost_center=item.get("cost_center", ""),
        plans=plans,
    )
    spare.remove(item.id)
    system.put_extension(room)


@handles("RemoveZoomRoom")
def remove_room(context: Context) -> None:
    """Take a room's phone away: its numbers become unassigned, the room is one without a phone."""
    system, room = find.system_of(context), _room(context)
    system.remove_extension(room)
    fields = {"display_name": room.name, "department": room.department, "cost_center": room.cost_center}
    system.part(_spare).put(Item(room.id, known(**fields)))


@handles("updateZoomRoom")
def update_room(context: Context) -> None:
    """Change extension (the short one), site and policies of a room."""
    system, room, body = find.system_of(context), _room(context), context.body or {}
    site = system.site(room.site_id)
    if body.get("site_id"):
        site = find.site_of(context, body["site_id"], 400, 404)
    assert site is not None
    changed = room._replace(site_id=site.id)
    if "extension_number" in body:
        extension = full_extension(system, site, body["extension_number"], room.id, 300)
        changed = changed._replace(extension=extension)
    system.put_extension(changed)
    if "policy" in body:
        merge_settings(context, room.id, {"policy": body["policy"]})


@handles("assignCallingPlanToRoom")
def add_plans(context: Context) -> None:
    """Give a room calling plans."""
    room = _room(context)
    asked = _plans(context, (context.body or {}).get("calling_plans", []), 300)
    plans = tuple(dict.fromkeys((*room.plans, *asked)))
    find.system_of(context).put_extension(room._replace(plans=plans))


@handles("unassignCallingPlanFromRoom")
def remove_plan(context: Context) -> None:
    """Take a calling plan from a room."""
    room, plan = _room(context), context.path["type"]
    if not plan.isdecimal() or int(plan) not in room.plans:
        raise Refusal(400, 300, "Plan invalid.")
    plans = tuple(each for each in room.plans if each != int(plan))
    find.system_of(context).put_extension(room._replace(plans=plans))


@handles("assignPhoneNumberToZoomRoom")
def add_numbers(context: Context) -> Row:
    """Give a room numbers: five in all, and only with a calling plan."""
    system, room = find.system_of(context), _room(context)
    asked = (context.body or {}).get("phone_numbers", [])
    absent = Refusal(400, 404, "Phone number does not exist.")
    numbers = find.numbers_in(context, asked, absent, Refusal(400, 409, "Phone number already in use."))
    if not room.plans:
        raise Refusal(400, 409, "This function requires a Zoom Phone Metered, Unlimited, or Pro plan.")
    if len(system.numbers_of(room.id)) + len(numbers) > _MOST_NUMBERS:
        raise Refusal(400, 429, f"Room batch operation is limited to {_MOST_NUMBERS} per request.")
    for number in numbers:
        system.assign(number, Owner(Kind.ROOM, room.id))
    return {}


@handles("UnassignPhoneNumberFromZoomRoom")
def remove_number(context: Context) -> None:
    """Take a number from a room."""
    system, room = find.system_of(context), _room(context)
    key = context.path["phoneNumberId"]
    number = system.numbers.get(key) or system.number_by_e164(key)
    if number is None or number.owner != Owner(Kind.ROOM, room.id):
        raise Refusal(400, 404, "Phone number does not exist.")
    system.assign(number, None)
