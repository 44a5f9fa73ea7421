"""Extension numbers as bodies give them, and time zones."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from ztui.sim.handling import Refusal

if TYPE_CHECKING:
    from ztui.sim.world.entities import Site
    from ztui.sim.world.system import PhoneSystem

__all__ = ["full_extension", "is_complete", "valid_zone"]

_RESERVED = frozenset({911, 112, 933, 999, 0})


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
