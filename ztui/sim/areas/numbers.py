"""The number inventory, in the form of Number Management."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from ztui.sim.areas import find
from ztui.sim.areas.locations import location_name
from ztui.sim.areas.rows import Row, Rows, contains, known, query_key
from ztui.sim.handling import Context, Listed, PartlyDone, Refusal, handles
from ztui.sim.world.entities import Kind, Number
from ztui.sim.world.numbering import CONTACT_CENTER, PHONE
from ztui.sim.world.places import COUNTRY_NAMES, PLACES
from ztui.sim.world.words import CARRIERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ztui.sim.world.system import PhoneSystem

__all__ = ["add_byoc", "carrier_row", "known_group"]

KIND_NAMES = {
    Kind.USER: "User",
    Kind.QUEUE: "CallQueue",
    Kind.RECEPTIONIST: "AutoReceptionist",
    Kind.COMMON_AREA: "CommonArea",
    Kind.SHARED_LINE: "SharedLineGroup",
    Kind.MEETING: "MeetingService",
    Kind.ROOM: "CiscoPolycomRoom",
    Kind.PICKUP: "GroupCallPickup",
    Kind.LOCATION: "CompanyLocation",
}
"""Kinds of owners as Number Management writes them."""

_E164 = re.compile(r"\+?[1-9]\d{6,14}")


def carrier_row(number: Number) -> Row:
    """Give `{code, name}` of a number's carrier."""
    return {"code": number.carrier, "name": CARRIERS.get(number.carrier, "Other")}


def _capability(number: Number) -> list[str]:
    flags = (
        (number.incoming, "Incoming"),
        (number.outgoing, "Outgoing"),
        (number.messaging, "Messaging"),
        (number.emergency, "EmergencyCalls"),
    )
    return [name for flag, name in flags if flag]


def _assigned(system: PhoneSystem, number: Number, detail: bool) -> list[Row]:
    owner = number.owner
    if owner is None:
        return []
    row: Row = {"assigned_to_id": owner.id, "assigned_to_type": KIND_NAMES[owner.kind], "source_channel": "Voice"}
    thing = system.thing(owner.kind, owner.id)
    if thing is not None:
        row |= {"assgined_to_name": thing.name, "extension_number": str(thing.extension)}
    elif owner.kind == Kind.LOCATION:
        row |= known(assgined_to_name=location_name(system, owner.id))
    elif owner.kind == Kind.MEETING:
        row |= {"assgined_to_name": "Meeting service"}
        if detail:
            row |= {"meeting_id": "964 3020 9491", "display_number": number.number, "label": "Dial-in"}
    return [row] + ([row | {"source_channel": "SMS"}] if number.messaging and owner.kind == Kind.USER else [])


def _row(system: PhoneSystem, number: Number, detail: bool = False) -> Row:
    place, site, group = PLACES[number.place], system.sites.get(number.site_id), system.sip_groups.get(number.sip_group)
    row = known(
        id=number.id,
        number=number.number,
        allocated_product=number.product,
        number_type=number.type,
        display_name=number.display_name,
        caller_id_name=number.caller_id_name,
        carrier=carrier_row(number),
        capability=_capability(number),
        source=number.source,
        status=number.status,
        address_update_required=number.id in system.flaws.numbers,
        site=None if site is None else {"site_id": site.id, "name": site.name},
        assigned_list=_assigned(system, number, detail),
        sip_group=None if group is None else {"id": group.id, "name": group.name},
        location=known(country=COUNTRY_NAMES[place.country], city=place.city, state=place.state),
    )
    if number.emergency:
        row["emergency_address"] = known(
            address_line1=place.street,
            city=place.city,
            state_code=place.state,
            country=place.country,
            zip=place.zip,
        )
        row["emergency_address_update_time"] = "2025-03-04T10:11:12Z"
    return row


def _matches(number: Number, query: Any) -> bool:
    wanted = (
        ("allocated_product", number.product),
        ("number_type", number.type),
        ("number_status", number.status),
        ("number_source", number.source),
        ("site_id", number.site_id),
    )
    if any(query.get(name) not in (None, "", value) for name, value in wanted):
        return False
    kind = query.get("assigned_to_type")
    if not kind:
        return True
    if kind == "PhoneUnassigned":
        return number.owner is None and number.product == PHONE
    if kind == "ContactCenterUnassigned":
        return number.owner is None and number.product == CONTACT_CENTER
    return number.owner is not None and kind in (KIND_NAMES[number.owner.kind], "Voice")


def _has(system: PhoneSystem, number: Number, keyword: str) -> bool:
    digits = re.sub(r"[\s().-]", "", keyword).lstrip("+")
    if digits.isdigit() and digits in number.number:
        return True
    names = [row.get("assgined_to_name", "") for row in _assigned(system, number, detail=False)]
    return contains(keyword, number.display_name, *names)


@handles("listPhoneNumbers")
def list_numbers(context: Context) -> Listed:
    """Answer the inventory."""
    system, query = find.system_of(context), context.query
    if query.get("site_id") and query["site_id"] not in system.sites:
        raise Refusal(400, 1002010, "The site does not exist.")
    keyword = str(query.get("keyword", ""))
    # A keyword looks at the names of the owners, too.
    names = tuple(table.revision for _, table in system.tables()) if keyword else ()

    def wanted(number: Number) -> bool:
        return _matches(number, query) and (not keyword or _has(system, number, keyword))

    found = system.numbers.where(("inventory", query_key(query), names), wanted)
    return Listed(Rows(found, lambda number: _row(system, number)))


@handles("getPhoneNumber")
def get_number(context: Context) -> Row:
    """Answer one number."""
    system = find.system_of(context)
    return _row(system, _number(context), detail=True)


def _number(context: Context) -> Number:
    found = find.system_of(context).numbers.get(context.path["phoneNumberId"])
    if found is None:
        raise Refusal(404, None, "The phone number not found.")
    return found


def known_group(context: Context, group_id: str, code: int | str) -> str:
    """Give the id of a SIP group back, or refuse with this code."""
    if group_id not in find.system_of(context).sip_groups:
        raise Refusal(400, code, "Sip Group not found.")
    return group_id


@handles("updatePhoneNumberDetail")
def update_number(context: Context) -> None:
    """Change names, SIP group and capability of a number."""
    system, number, body = find.system_of(context), _number(context), context.body or {}
    changes: dict[str, Any] = {name: body[name] for name in ("display_name", "caller_id_name") if name in body}
    if "sip_group_id" in body:
        if not number.source.startswith("BYOC"):
            raise Refusal(400, 999, "Invalid Field: sip_group_id.", [("sip_group_id", "The number is not BYOC.")])
        changes["sip_group"] = known_group(context, body["sip_group_id"], 100001)
    if "capability" in body:
        if number.type == "TollFree" and body["capability"].get("incoming") is False:
            raise Refusal(400, 200001, "The capability cannot be updated.")
        changes |= {name: body["capability"][name] for name in ("incoming", "outgoing") if name in body["capability"]}
    system.put_number(number._replace(**changes))


@handles("DeleteNumbers")
def delete_numbers(context: Context) -> None:
    """Delete unassigned numbers for good, ten at a time."""
    system = find.system_of(context)
    asked = [system.numbers.get(key) or system.number_by_e164(key) for key in context.query["numbers"]]
    numbers = [number for number in asked if number is not None]
    if len(numbers) != len(asked):
        raise Refusal(400, 100002, "Phone number not found.")
    if any(number.owner is not None for number in numbers):
        raise Refusal(400, None, "Invalid parameter: an assigned number cannot be deleted.")
    for number in numbers:
        system.remove_number(number.id)


@handles("AllocateNumber")
def allocate(context: Context) -> None:
    """Move unassigned numbers to another product."""
    system, body = find.system_of(context), context.body
    asked = [system.numbers.get(key) or system.number_by_e164(key) for key in body["numbers"]]
    numbers = [number for number in asked if number is not None]
    if len(numbers) != len(asked):
        raise Refusal(400, 100002, "Phone number not found.")
    if any(number.owner is not None or number.status == "Pending" for number in numbers):
        raise Refusal(400, 200002, "Unable to switch products for the number.")
    product, site_id = body["allocated_product"], body.get("site_id", "")
    if site_id and site_id not in system.sites:
        raise Refusal(400, 1002010, "The site does not exist.")
    if product == PHONE and not site_id:
        site_id = next(iter(system.sites)).id
    for number in numbers:
        system.put_number(number._replace(product=product, site_id=site_id if product == PHONE else ""))


def add_byoc(system: PhoneSystem, asked: Iterable[str], fields: Row) -> tuple[list[Number], list[dict[str, str]]]:
    """Add BYOC numbers to the inventory.

    Args:
        system: Whose inventory.
        asked: Numbers in E.164, with or without plus.
        fields: `product`, `site_id`, `sip_group`, `carrier`.

    Returns:
        The numbers added, and pairs of `phoneNumber` and `reason` for those that were not.
    """
    added: list[Number] = []
    failed: list[dict[str, str]] = []
    for raw in asked:
        text = raw.strip()
        if not _E164.fullmatch(text):
            failed.append({"phoneNumber": raw, "reason": "The phone number is invalid"})
            continue
        if system.number_by_e164(text) is not None:
            failed.append({"phoneNumber": raw, "reason": "The phone number already exists"})
            continue
        site = system.sites.get(fields["site_id"])
        number = Number(
            id=system.new_id(),
            number="+" + text.lstrip("+"),
            product=fields["product"],
            type="Toll",
            source="BYOCCloud",
            status="Normal",
            carrier=fields.get("carrier", 1457),
            display_name="",
            caller_id_name="",
            incoming=True,
            outgoing=True,
            messaging=False,
            emergency=False,
            site_id=fields["site_id"],
            owner=None,
            sip_group=fields["sip_group"],
            place=0 if site is None else site.place,
        )
        system.put_number(number)
        added.append(number)
    return added, failed


@handles("AddBYOCPhoneNumber")
def add_numbers(context: Context) -> None:
    """Add BYOC numbers; those that fail are named in the text of the error, the others are added."""
    system, body = find.system_of(context), context.body
    if len(body["phone_numbers"]) > 100:
        raise Refusal(400, "1003_001", "Too many numbers, should less than 100.")
    if body["allocated_product"] == PHONE and not body.get("site_id"):
        raise Refusal(400, "1002_003", "Site cannot be empty in zoom phone.")
    if body.get("site_id") and body["site_id"] not in system.sites:
        raise Refusal(400, "1002_010", "The site does not exist.")
    group = known_group(context, body["sip_group_id"], "100_001") if body.get("sip_group_id") else ""
    if body.get("enable_pci_pal"):
        raise Refusal(400, "200_005", "Current sip group don't support PCIPal.")
    fields = {"product": body["allocated_product"], "site_id": body.get("site_id", ""), "sip_group": group}
    _, failed = add_byoc(system, body["phone_numbers"], fields)
    if failed:
        raise PartlyDone(400, 1000, f"Some data failed : {json.dumps(failed)}")
