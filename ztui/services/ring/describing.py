"""What an object says of itself, as a place: name, site, status, zone, members. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ztui.resources.rows import text_of, value_at
from ztui.resources.shows import dicts
from ztui.services.ring.places import Device, Member, Place, Zone
from ztui.services.ring.routes import Target
from ztui.services.ring.ways import GROUPS, PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ztui.services.inventory.known import KnownObject

__all__ = ["described", "devices_of", "zone_info"]


def described(place: Place, known: KnownObject | None) -> Place:
    """Put what an object says of itself into its place; None says nothing."""
    if known is None:
        return place
    row, target = known.row, place.target
    site = value_at(row, "site.name|site_name")
    zone = zone_info(row.get("timezone"))
    told = replace(
        target,
        name=text_of(value_at(row, "display_name|name")) or target.name,
        extension=text_of(row.get("extension_number")) or target.extension,
        extension_id=text_of(row.get("extension_id")) or target.extension_id,
    )
    return replace(
        place,
        target=told,
        site=text_of(site),
        site_id=text_of(value_at(row, "site.id|site_id")),
        status=text_of(row.get("status")),
        zone=None if zone is None or target.resource in PEOPLE else Zone(zone),
        devices=devices_of(dicts(row["desk_phones"])) if "desk_phones" in row else place.devices,
        members=_members(row) if target.resource in GROUPS else (),
        as_of=known.as_of,
        raw={**place.raw, "object": row},
    )


def _members(row: Mapping[str, Any]) -> tuple[Member, ...]:
    found = []
    for name, resource in (("users", "users"), ("common_areas", "common-areas")):
        for each in dicts(value_at(row, f"members.{name}")):
            target = Target(
                resource, text_of(each.get("id")), text_of(each.get("extension_id")), text_of(each.get("name")),
                text_of(each.get("extension_number")),
            )  # fmt: skip
            takes = each.get("receive_call")
            found.append(Member(target, takes if isinstance(takes, bool) else None))
    return tuple(found)


def devices_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Device, ...]:
    """Read desk phones, as settings of users and rows of common areas name them."""
    names = ("display_name", "device_type", "status", "id")
    return tuple(Device(*(text_of(each.get(name)) for name in names)) for each in rows)


def zone_info(name: object) -> ZoneInfo | None:
    """Give the zone of a name, None for what is none."""
    try:
        return ZoneInfo(name) if isinstance(name, str) and name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
