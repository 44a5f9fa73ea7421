"""Numbers in the deprecated form of the phone API, and what stays there: sites of unassigned numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.sim.areas import find
from ztui.sim.areas.locations import location_name
from ztui.sim.areas.numbers import add_byoc, carrier_row, known_group
from ztui.sim.areas.rows import KIND_CAMEL, Row, Rows, known, query_key, site_ref
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.world.entities import Kind, Number
from ztui.sim.world.numbering import PHONE
from ztui.sim.world.places import PLACES
from ztui.sim.world.words import CARRIERS

if TYPE_CHECKING:
    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []

_UNNAMED = (Kind.ROOM, Kind.PICKUP)
"""Kinds of owners that this family has no word for."""


def _row(system: PhoneSystem, number: Number, detail: bool = False) -> Row:
    owner, place, group = number.owner, PLACES[number.place], system.sip_groups.get(number.sip_group)
    assignee: Row | None = None
    if owner is not None and not (detail and owner.kind == Kind.SHARED_LINE):
        assignee = known(id=owner.id, type="" if owner.kind in _UNNAMED else KIND_CAMEL[owner.kind])
        thing = system.thing(owner.kind, owner.id)
        if owner.kind == Kind.LOCATION:
            assignee |= known(name=location_name(system, owner.id))
        elif thing is not None:
            assignee |= {"name": thing.name, "extension_number": thing.extension}
    capability = [name for flag, name in ((number.incoming, "incoming"), (number.outgoing, "outgoing")) if flag]
    return known(
        assignee=assignee,
        capability=capability,
        carrier=carrier_row(number),
        display_name=number.display_name,
        emergency_address_status=1 if number.emergency else 2,
        id=number.id,
        location=", ".join(part for part in (place.city, place.state, place.country) if part),
        number=number.number,
        number_type="tollfree" if number.type == "TollFree" else "toll",
        sip_group=None if group is None else {"display_name": group.name, "id": group.id},
        site=site_ref(system, number.site_id),
        source="external" if number.source.startswith("BYOC") else "internal",
        status="pending" if number.status == "Pending" else "available",
    )


def _matches(number: Number, query: Any) -> bool:
    kind = query.get("type", "all")
    if number.product != PHONE:
        return False
    if (kind == "assigned" and number.owner is None) or (kind == "unassigned" and number.owner is not None):
        return False
    if kind == "byoc" and not number.source.startswith("BYOC"):
        return False
    owner = query.get("extension_type")
    if owner and (number.owner is None or KIND_CAMEL[number.owner.kind] != owner):
        return False
    if "number_type" in query and (query["number_type"] == "tollfree") != (number.type == "TollFree"):
        return False
    if query.get("pending_numbers") and number.status != "Pending":
        return False
    if query.get("site_id") and number.site_id != query["site_id"]:
        return False
    return str(query.get("phone_number", "")).lstrip("+ ") in number.number


@handles("listAccountPhoneNumbers")
def list_numbers(context: Context) -> Listed:
    """Answer the inventory of Zoom Phone."""
    system = find.system_of(context)
    question = ("old inventory", query_key(context.query))
    found = system.numbers.where(question, lambda number: _matches(number, context.query))
    return Listed(Rows(found, lambda number: _row(system, number)))


def _number(context: Context) -> Number:
    key = context.path["phoneNumberId"]
    found = find.system_of(context).numbers.get(key)
    if found is None:
        raise Refusal(400, 400, f"Phone number does not exist, phonenumberId:{key}.")
    return found


@handles("getPhoneNumberDetails")
def get_number(context: Context) -> Row:
    """Answer one number."""
    return _row(find.system_of(context), _number(context), detail=True)


@handles("updatePhoneNumberDetails")
def update_number(context: Context) -> None:
    """Change display name, SIP group and capability."""
    system, body = find.system_of(context), context.body or {}
    number = system.numbers.get(context.path["phoneNumberId"])
    if number is None:
        raise Refusal(404, None, "Phone number not found.")
    changes: dict[str, Any] = {}
    if "display_name" in body:
        changes["display_name"] = body["display_name"]
    if "capability" in body:
        if not set(body["capability"]) <= {"incoming", "outgoing"}:
            raise Refusal(400, 300, "The value of capability is invalid. Provide a valid capability and try again.")
        changes |= {name: name in body["capability"] for name in ("incoming", "outgoing")}
    if "sip_group_id" in body:
        if not number.source.startswith("BYOC"):
            raise Refusal(400, 300, "The phone number is not BYOC phone number.")
        changes["sip_group"] = known_group(context, body["sip_group_id"], 300)
    system.put_number(number._replace(**changes))


@handles("deleteUnassignedPhoneNumbers")
def delete_numbers(context: Context) -> None:
    """Delete unassigned numbers, twenty at a time."""
    system, asked = find.system_of(context), context.query["phone_numbers"]
    if not 1 <= len(asked) <= 20:
        text = "The number of items for the query parameter phone_numbers must be between 1 and 20."
        raise Refusal(400, 300, text)
    numbers = [system.numbers.get(key) or system.number_by_e164(key) for key in asked]
    if any(number is None or number.owner is not None for number in numbers):
        raise Refusal(400, 300, "The phone number does not exist or is assigned.")
    for number in numbers:
        if number is not None:
            system.remove_number(number.id)


@handles("updateSiteForUnassignedPhoneNumbers")
def move_numbers(context: Context) -> None:
    """Move unassigned numbers to a site, twenty at a time."""
    system, asked = find.system_of(context), (context.body or {}).get("phone_numbers", [])
    site = find.site_of(context, context.path["siteId"])
    numbers = [system.numbers.get(key) or system.number_by_e164(key) for key in asked]
    wrong = [key for key, number in zip(asked, numbers, strict=True) if number is None or number.owner is not None]
    if wrong or len(asked) > 20:
        errors = [("phone_numbers", f"The number does not exist or is assigned: {key}") for key in wrong]
        raise Refusal(400, 300, "Validation Failed.", errors or [("phone_numbers", "At most 20 numbers.")])
    for number in numbers:
        if number is not None:
            system.put_number(number._replace(site_id=site.id, place=site.place))


@handles("addBYOCNumber")
def add_numbers(context: Context) -> Row:
    """Add BYOC numbers; numbers that are there already are left out of the answer."""
    system, body = find.system_of(context), context.body
    site_id = body.get("site_id") or next(iter(system.sites)).id
    if site_id not in system.sites:
        raise Refusal(404, None, "Site not found.")
    group = known_group(context, body["sip_group_id"], 300) if body.get("sip_group_id") else ""
    carrier = next((code for code, name in CARRIERS.items() if str(body["carrier"]) in (name, str(code))), 1457)
    fields = {"product": PHONE, "site_id": site_id, "sip_group": group, "carrier": carrier}
    added, _ = add_byoc(system, body["phone_numbers"], fields)
    return {"phone_numbers": [{"id": number.id, "number": number.number} for number in added]}
