"""Emergency service locations: buildings and floors, told by their networks, with an address and perhaps a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ztui.sim.areas import find
from ztui.sim.areas.emergency_addresses import add_address, address_parts, first_address_id, known_address
from ztui.sim.areas.location_checks import check_networks, check_switches, free_elin
from ztui.sim.areas.rows import Row, Rows, known, site_ref
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.refusals import invalid
from ztui.sim.world.entities import Kind, Owner
from ztui.sim.world.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ztui.sim.world.system import PhoneSystem

__all__ = ["Location", "location_address", "location_name", "locations"]

_MOST = 5_000
_DEEPEST = 3
_PLAIN = ("bssid", "private_ip", "public_ip", "minimum_match_criteria", "network_switches", "identifier", "vat_number")


class Location(NamedTuple):
    """A location; `plain` has the fields that are answered as they were written."""

    id: str
    name: str
    site_id: str
    parent_id: str
    address_id: str
    sip_group: str
    plain: Mapping[str, Any]


def locations(system: PhoneSystem) -> Table[Location]:
    """Make the table of locations."""
    return Table(lambda: _make(system))


def _make(system: PhoneSystem) -> Iterator[Location]:
    """Make a building for every site, with two floors."""
    dice = system.dice("emergency location")
    for index, site in enumerate(system.sites.initial):
        words, building = dice.words(index), dice.id(index * 3)
        address = first_address_id(system, site)
        public = f"198.51.100.{index % 250 + 1}"
        plain = {"identifier": f"B{site.code}", "public_ip": public, "minimum_match_criteria": False}
        yield Location(building, f"{site.city} building", site.id, "", address, "", plain)
        for floor in (1, 2):
            switch = {"mac_address": f"0004f2{words[floor] & 0xFFFFFF:06x}", "port": str(words[floor] % 48 + 1)}
            plain = {
                "identifier": f"B{site.code}-{floor}",
                "public_ip": public,
                "private_ip": f"10.{index % 32}.{floor}.0/24",
                "bssid": ":".join(f"{words[floor + 3] >> shift & 255:02x}" for shift in (0, 8, 16, 24, 4, 12)),
                "network_switches": [switch],
                "minimum_match_criteria": False,
            }
            name = f"{site.city} building, floor {floor}"
            yield Location(dice.id(index * 3 + floor), name, site.id, building, address, "", plain)


def location_name(system: PhoneSystem, key: str) -> str:
    """Give the name of the location with this id, "" without one."""
    found = system.part(locations).get(key)
    return "" if found is None else found.name


def location_address(system: PhoneSystem, location: Location) -> Row | None:
    """Give the emergency address of a location, None when it is gone."""
    address = known_address(system, location.address_id)
    return None if address is None else {"id": address.id, **address_parts(system, address)}


def _row(system: PhoneSystem, location: Location) -> Row:
    address, group = location_address(system, location), system.sip_groups.get(location.sip_group)
    numbers = system.numbers_of(location.id)
    plain = dict(location.plain)
    vat = plain.pop("vat_number", None)
    if address is not None and vat:
        address["vat_number"] = vat
    return known(
        id=location.id,
        name=location.name,
        parent_location_id=location.parent_id,
        site=site_ref(system, location.site_id),
        emergency_address=address,
        sip_group=None if group is None else {"display_name": group.name, "id": group.id},
        elin={"phone_number": numbers[0].number, "phone_number_id": numbers[0].id} if numbers else None,
        **plain,
    )


@handles("listLocations")
def list_locations(context: Context) -> Listed:
    """Answer the locations."""
    system, site = find.system_of(context), context.query.get("site_id")
    found = (each for each in system.part(locations) if not site or system.site(each.site_id) == system.sites.get(site))
    return Listed(Rows(found, lambda each: _row(system, each)))


def _location(context: Context) -> Location:
    key = context.path["locationId"]
    found = find.system_of(context).part(locations).get(key)
    if found is None:
        text = f"Location does not exist: {key}."
        raise Refusal(400, 400, text) if context.operation.is_read else invalid("locationId", text)
    return found


@handles("getLocation")
def get_location(context: Context) -> Row:
    """Answer one location."""
    row = _row(find.system_of(context), _location(context))
    row.pop("identifier", None)
    row.get("emergency_address", {}).pop("vat_number", None)
    return row


def _depth(system: PhoneSystem, parent: str) -> int:
    """Count the locations from this one up to the top."""
    found, depth = system.part(locations).get(parent), 0
    while found is not None:
        found, depth = system.part(locations).get(found.parent_id), depth + 1
    return depth


def _references(context: Context, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Read address and SIP group of a body."""
    system, found = find.system_of(context), {}
    if "emergency_address_id" in asked:
        if known_address(system, asked["emergency_address_id"]) is None:
            raise invalid("emergency_address_id", "An emergency address is required.")
        found["address_id"] = asked["emergency_address_id"]
    if asked.get("sip_group_id"):
        if asked["sip_group_id"] not in system.sip_groups:
            raise invalid("sip_group_id", "SIP group does not exist.")
        found["sip_group"] = asked["sip_group_id"]
    return found


def _bind(system: PhoneSystem, location: Location, key: str | None) -> None:
    """Give a location its emergency number ("": none; None: the one it has); the number names it as its owner."""
    if key is None:
        return
    number = free_elin(system, key, location.id) if key else None
    system.release_numbers(location.id)
    if number is not None:
        system.assign(number, Owner(Kind.LOCATION, location.id))


@handles("addLocation")
def add_location(context: Context) -> Row:
    """Add a location: three levels deep at most, and no two of a name."""
    system, body = find.system_of(context), context.body
    table, parent = system.part(locations), body.get("parent_location_id", "")
    above = table.get(parent)
    if parent and above is None:
        raise invalid("parent_location_id", "Parent location does not exist.")
    if _depth(system, parent) >= _DEEPEST:
        raise invalid("parent_location_id", f'You can only access up to "{_DEEPEST}" level.')
    if len(table) >= _MOST:
        raise invalid("locations", f"You can only access up to {_MOST} locations.")
    if not body["name"].strip():
        raise invalid("name", "A location name is required.")
    check_networks(body)
    site_id = body.get("site_id") or (above.site_id if above else next(iter(system.sites)).id)
    references = _references(context, body)
    number = body.get("elin_phone_number_id")
    if number:
        free_elin(system, number)
    location = Location(
        id=system.new_id(),
        name=body["name"],
        site_id=find.site_of(context, site_id).id,
        parent_id=parent,
        address_id=references["address_id"],
        sip_group=references.get("sip_group", ""),
        plain={name: body[name] for name in _PLAIN if name in body},
    )
    table.put(location)
    _bind(system, location, number)
    return {"id": location.id, "name": location.name}


@handles("updateLocation")
def update_location(context: Context) -> None:
    """Change a location."""
    system, location, body = find.system_of(context), _location(context), context.body or {}
    check_networks(body)
    check_switches(body.get("network_switches", []))
    changes = _references(context, body)
    if "name" in body:
        changes["name"] = body["name"]
    _bind(system, location, body.get("elin_phone_number_id"))
    plain = {**location.plain, **{name: body[name] for name in _PLAIN if name in body}}
    system.part(locations).put(location._replace(plain=plain, **changes))


@handles("deleteLocation")
def delete_location(context: Context) -> None:
    """Delete a location that has none below it; its emergency number becomes unassigned."""
    system, location = find.system_of(context), _location(context)
    if any(each.parent_id == location.id for each in system.part(locations)):
        raise invalid("locationId", "There is an error with the parent location of the sub location.")
    system.release_numbers(location.id)
    system.part(locations).remove(location.id)


def _check_batch(context: Context) -> None:
    """Refuse a batch as a whole, with 400/300, if anything in it is wrong."""
    system, asked = find.system_of(context), context.body["locations"]
    table = system.part(locations)
    if len(table) + len(asked) > _MOST:
        raise invalid("locations", f"You can only access up to {_MOST} locations.")
    identifiers = {each.plain.get("identifier") for each in table} - {None}
    names = {each.name for each in table}
    for each in asked:
        if not each["identifier"] or each["identifier"] in identifiers:
            raise invalid("identifier", "This location identifier already exists.")
        if not each["display_name"] or each["display_name"] in names:
            raise invalid("display_name", "This location display_name already exists.")
        parent = each.get("parent_identifier", "")
        if parent == each["identifier"]:
            raise invalid("parent_identifier", "It can not be the identifier of the same location.")
        if parent and parent not in identifiers:
            raise invalid("parent_identifier", "Identifier can not be matched.")
        check_networks(each)
        check_switches(each.get("network_switches", []))
        if each.get("sip_group_name") and _group_named(system, each["sip_group_name"]) is None:
            raise invalid("sip_group_name", "SIP group does not exist.")
        if each.get("elin"):
            free_elin(system, each["elin"])
        identifiers.add(each["identifier"])
        names.add(each["display_name"])
    numbers = [each["elin"] for each in asked if each.get("elin")]
    if len(numbers) != len(set(numbers)):
        raise invalid("elin", "A phone number can not be bound to multiple locations at the same time.")


def _group_named(system: PhoneSystem, name: str) -> str | None:
    return next((group.id for group in system.sip_groups if group.name == name), None)


@handles("batchAddLocations")
def add_batch(context: Context) -> Row:
    """Add up to ten locations with their addresses, all or none; one may lie below another of the same batch."""
    system, body = find.system_of(context), context.body
    site_id = find.site_of(context, body["site_id"]).id if body.get("site_id") else next(iter(system.sites)).id
    _check_batch(context)
    made: list[Row] = []
    for each in body["locations"]:
        table = system.part(locations)
        parents = {at.plain.get("identifier"): at.id for at in table}
        location = Location(
            id=system.new_id(),
            name=each["display_name"],
            site_id=site_id,
            parent_id=parents.get(each.get("parent_identifier"), "") if each.get("parent_identifier") else "",
            address_id=add_address(system, site_id, "", each["company_address"]).id,
            sip_group=_group_named(system, each.get("sip_group_name", "")) or "",
            plain={name: each[name] for name in _PLAIN if name in each}
            | known(vat_number=each["company_address"].get("vat_number")),
        )
        table.put(location)
        _bind(system, location, each.get("elin"))
        made.append({"display_name": location.name, "location_id": location.id})
    return {"locations": made}
