"""What a body may say of an emergency service location: addresses of networks, switches, access points, numbers."""

from __future__ import annotations

import re
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Any

from ztui.sim.refusals import invalid
from ztui.sim.world.entities import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ztui.sim.world.entities import Number
    from ztui.sim.world.system import PhoneSystem

__all__ = ["check_networks", "check_switches", "free_elin", "mac_of"]

_MOST_SWITCHES = 100
_MOST_POINTS = 100
_MAC = re.compile(r"[0-9a-f]{12}")
_BSSID = re.compile(r"[0-9a-fA-F*]{2}([:-]?[0-9a-fA-F*]{2}){5}")


def mac_of(text: str) -> str:
    """Give a MAC address as twelve small digits, "" for what is none."""
    digits = re.sub(r"[:.-]", "", text.strip()).lower()
    return digits if _MAC.fullmatch(digits) else ""


def _is_network(text: str) -> bool:
    """Tell whether a text is an IP address, a network, or a range of addresses."""
    try:
        if "-" in text:
            first, _, last = text.partition("-")
            return int(ip_address(first.strip())) <= int(ip_address(last.strip()))
        ip_network(text.strip(), strict=False)
    except ValueError:
        return False
    return True


def check_networks(asked: Mapping[str, Any]) -> None:
    """Check the IP addresses and access points of a location.

    Raises:
        Refusal: 400/300 for an address that is none, and for too many access points or one of a wrong form.
    """
    for name in ("public_ip", "private_ip"):
        texts = [text for text in re.split(r"[,;]", asked.get(name) or "") if text.strip()]
        if not all(_is_network(text) for text in texts):
            raise invalid(name, "IP format error.")
    points = [text.strip() for text in re.split(r"[,;]", asked.get("bssid") or "") if text.strip()]
    if len(points) > _MOST_POINTS:
        raise invalid("bssid", f"Number bssid per location limited to less than {_MOST_POINTS}.")
    if not all(_BSSID.fullmatch(text) for text in points):
        raise invalid("bssid", "BSSID format error.")


def check_switches(switches: Sequence[Mapping[str, Any]]) -> None:
    """Check the network switches of a location.

    Raises:
        Refusal: 400/300 for more than a hundred, a missing or wrong MAC address, and the same port of a switch twice.
    """
    if len(switches) > _MOST_SWITCHES:
        raise invalid("network_switches", f"Network switches size must be less than {_MOST_SWITCHES}.")
    seen: set[tuple[str, ...]] = set()
    for each in switches:
        if not each.get("mac_address"):
            raise invalid("network_switches", "Switch MAC address is required.")
        if not mac_of(each["mac_address"]):
            raise invalid("network_switches", "Mac Address format invalid.")
        ports = (str(each.get(name, "")) for name in ("port", "port_prefix", "port_range_from", "port_range_to"))
        key = (mac_of(each["mac_address"]), *ports)
        if key in seen:
            raise invalid("network_switches", "Duplicate Switch Info found.")
        seen.add(key)


def free_elin(system: PhoneSystem, key: str, location: str = "") -> Number:
    """Give the number that becomes the emergency number of a location, by its id or as it reads.

    Raises:
        Refusal: 400/300 when the account has no such number, and when somebody or another location has it.
    """
    number = system.numbers.get(key) or system.number_by_e164(key)
    if number is None:
        raise invalid("elin", "Phone number does not exist.")
    if number.owner is not None and (number.owner.kind, number.owner.id) != (Kind.LOCATION, location):
        raise invalid("elin", "A phone number can not be bound to multiple locations at the same time.")
    return number
