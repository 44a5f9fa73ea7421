"""Where help is sent: emergency addresses, and the places in the network that stand for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.resources.model import Column, Confirm, Field, Filter, Group, Kind, Operations, Related, Resource
from ztui.resources.rows import text_of
from ztui.resources.shows import address, dicts, joined, named

if TYPE_CHECKING:
    from ztui.resources.model import Row

__all__ = ["RESOURCES"]

_PERSONAL = 1
"""Level of an address that is a user's own."""


def _owner_resource(row: Row) -> str:
    return "users" if row.get("level") == _PERSONAL else ""


def _switches(row: Row) -> str:
    """Give the switches with the port, prefix or range of ports that stands for the place."""
    return ", ".join(
        joined(
            each.get("mac_address"),
            each.get("port") or each.get("port_prefix"),
            joined(each.get("port_range_from"), each.get("port_range_to"), by="-"),
            by=" ",
        )
        for each in dicts(row.get("network_switches"))
    )


def _line(row: Row) -> str:
    return text_of(row.get("address_line1"))


EMERGENCY_ADDRESSES = Resource(
    name="emergency-addresses",
    aliases=("emergency-address", "e911", "addresses"),
    title="Emergency addresses",
    singular="emergency address",
    key="id",
    label="address_line1",
    help="Addresses to which help is sent: whose they are, and whether they are verified.",
    model="ztui.resources.models.emergency:EmergencyAddress",
    operations=Operations(
        list="listEmergencyAddresses",
        get="getEmergencyAddress",
        create="addEmergencyAddress",
        update="updateEmergencyAddress",
        delete="deleteEmergencyAddress",
    ),
    get_key="emergencyAddressId",
    columns=(
        Column("address_line1", 21, title="Address", alias="address"),
        Column("city", 12),
        Column("state_code", 5, title="State", alias="state"),
        Column("country", 7),
        Column("status", 12, kind=Kind.STATUS, table="emergency_status"),
        Column("level", 8, kind=Kind.STATUS, table="emergency_level"),
        Column("owner.name", 14, title="Owner", show=named("owner"), wide_only=True, alias="owner"),
        Column("site.name", 12, title="Site", wide_only=True, alias="site"),
        Column("is_default", 7, title="Default", kind=Kind.FLAG, wide_only=True, alias="default"),
        Column("address_line2", 16, title="Addition", hidden=True),
        Column("zip", 8, title="ZIP", hidden=True),
        Column("id", 22, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Address",
            (
                Field("address_line1", "Address", show=_line),
                Field("address_line2", "Addition"),
                Field("city"),
                Field("state_code", "State"),
                Field("zip", "ZIP"),
                Field("country"),
            ),
        ),
        Group(
            "For whom",
            (
                Field("status", "Verification", Kind.STATUS, table="emergency_status"),
                Field("level", kind=Kind.STATUS, table="emergency_level", help="Of the account, or a user's own."),
                Field("is_default", "Default of its site", Kind.FLAG),
                Field("owner", "Owner", show=named("owner")),
                Field("site.name", "Site"),
            ),
        ),
        Group("Ids", (Field("id", "ID", Kind.ID), Field("owner.id", "Owner ID", Kind.ID))),
    ),
    filters=(
        Filter("address_keyword", "Street, city, state or ZIP"),
        Filter("status", "Verification"),
        Filter("level", "Level"),
        Filter("site_id", "Site", picks="sites"),
        Filter("user_id", "User", picks="users"),
    ),
    related=(
        Related("Owner", key="owner.id", choose=_owner_resource),
        Related("Locations with it", "emergency-locations", match=(("emergency_address.id", "id"),)),
        Related("Site", "sites", key="site.id"),
    ),
    confirm={"create": Confirm.REVIEW, "update": Confirm.REVIEW, "delete": Confirm.SEVERE},
)

EMERGENCY_LOCATIONS = Resource(
    name="emergency-locations",
    aliases=("emergency-location", "locations"),
    title="Emergency locations",
    singular="emergency location",
    key="id",
    help="Places in the network (access points, switches, IP addresses) and the address that each stands for.",
    model="ztui.resources.models.emergency:Location",
    operations=Operations(
        list="listLocations",
        get="getLocation",
        create="addLocation",
        update="updateLocation",
        delete="deleteLocation",
    ),
    get_key="locationId",
    columns=(
        Column("name", 18),
        Column(
            "emergency_address.address_line1",
            22,
            title="Address",
            show=address("emergency_address"),
            alias="address",
        ),
        Column("elin.phone_number", 16, title="ELIN", kind=Kind.NUMBER, alias="elin"),
        Column("site.name", 12, title="Site", alias="site"),
        Column("public_ip", 15, title="Public IP", wide_only=True),
        Column("private_ip", 15, title="Private IP", wide_only=True),
        Column("bssid", 17, title="Access point", hidden=True),
        Column("identifier", 16, hidden=True),
        Column("sip_group.display_name", 14, title="SIP group", hidden=True, alias="group"),
        Column("emergency_address.id", 22, title="Address ID", kind=Kind.ID, hidden=True),
        Column("parent_location_id", 22, title="Parent ID", kind=Kind.ID, hidden=True),
        Column("id", 22, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Place",
            (
                Field("name"),
                Field("identifier", help="In the row of the list only."),
                Field("emergency_address", "Address", show=address("emergency_address")),
                Field("elin", "ELIN", Kind.NUMBER, lambda row: row["elin"]["phone_number"]),
                Field("site.name", "Site"),
                Field("sip_group.display_name", "SIP group"),
            ),
        ),
        Group(
            "Recognised by",
            (
                Field("public_ip", "Public IP"),
                Field("private_ip", "Private IP"),
                Field("bssid", "Access point"),
                Field("network_switches", "Switches", show=_switches),
                Field("minimum_match_criteria", "Part of it is enough", Kind.FLAG),
            ),
        ),
        Group("Ids", (Field("id", "ID", Kind.ID), Field("parent_location_id", "Parent ID", Kind.ID))),
    ),
    filters=(Filter("site_id", "Site", picks="sites"),),
    related=(
        Related("Emergency address", "emergency-addresses", key="emergency_address.id"),
        Related("Parent", "emergency-locations", key="parent_location_id"),
        Related("Locations within", "emergency-locations", match=(("parent_location_id", "id"),)),
        Related("ELIN", "numbers", key="elin.phone_number_id"),
        Related("SIP group", "sip-groups", match=(("sip_group_id", "sip_group.id"),)),
        Related("Site", "sites", key="site.id"),
    ),
    confirm={"create": Confirm.REVIEW, "update": Confirm.REVIEW, "delete": Confirm.SEVERE},
)

RESOURCES = (EMERGENCY_ADDRESSES, EMERGENCY_LOCATIONS)
