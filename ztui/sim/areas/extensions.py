"""What has an extension, as bodies give it: the number, the site, the time zone, and what is changed of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from ztui.sim.areas import find
from ztui.sim.handling import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.sim.handling import Context
    from ztui.sim.world.entities import CommonArea, Queue, Receptionist, SharedLine, Site
    from ztui.sim.world.rooms import Pickup
    from ztui.sim.world.system import PhoneSystem

__all__ = ["changed_fields", "full_extension", "is_complete", "valid_zone"]

_RESERVED = frozenset({911, 112, 933, 999, 0})


def changed_fields(
    context: Context,
    thing: CommonArea | Pickup | Queue | Receptionist | SharedLine,
    names: Mapping[str, str],
    taken_code: int = 400,
) -> dict[str, Any]:
    """Give the fields of something with an extension that a body changes; the extension in it is the short one.

    Args:
        context: The request.
        thing: What is changed.
        names: Names in the body, and the fields that they are of; sites and time zones are looked up.
        taken_code: Zoom's code where another object has the extension.

    Raises:
        Refusal: There is no such site or time zone, or the extension cannot be had.
    """
    body: Mapping[str, Any] = context.body or {}
    changes: dict[str, Any] = {field: body[name] for name, field in names.items() if name in body}
    if "site_id" in changes:
        changes["site_id"] = find.site_of(context, changes["site_id"]).id
    if "timezone" in changes:
        valid_zone(changes["timezone"])
    if "extension_number" in body:
        site = find.site_of(context, changes.get("site_id", thing.site_id))
        system = find.system_of(context)
        changes["extension"] = full_extension(system, site, body["extension_number"], thing.id, taken_code)
    return changes


def full_extension(system: PhoneSystem, site: Site, short: int, besides: str, taken_code: int = 400) -> int:
    """Give the full extension for a short one of a site.

    Raises:
        Refusal: 400/400 for a wrong length or a reserved one, `taken_code` when another object than `besides` has it.
    """
    text = str(short)
    if len(text) > site.short_length or short < 0:
        raise Refusal(400, 400, "Invalid short number length.")
    if short in _RESERVED:
        raise Refusal(400, taken_code, f"Number {short} is a reserved extension number.")
    full = int(f"{site.code}{text.zfill(site.short_length)}")
    if system.extension_taken(full, besides):
        raise Refusal(400, taken_code, f"Extension number {short} is already used.")
    return full


def is_complete(site: Site, extension: str) -> bool:
    """Tell whether digits are an extension of the site in its complete form: the site's code, then the short one."""
    return extension.startswith(str(site.code)) and len(extension) == len(str(site.code)) + site.short_length


def valid_zone(name: str) -> str:
    """Give a time zone's name back.

    Raises:
        Refusal: 400/300 for one that does not exist.
    """
    if name not in available_timezones():
        raise Refusal(400, 300, f"Timezone not found in the system: {name}.")
    return name
