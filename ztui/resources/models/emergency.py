"""Emergency addresses and locations (GET /phone/emergency_addresses, /phone/locations)."""

from __future__ import annotations

from ztui.resources.models.lenient import Digits, Lenient
from ztui.resources.models.numbers import NumberGroup
from ztui.resources.models.parts import Address, Owner, SiteRef

__all__ = ["Elin", "EmergencyAddress", "Location", "Switch"]


class EmergencyAddress(Address):
    """An address; `level` and `status` are codes."""

    is_default: bool | None = None
    level: int | None = None
    status: int | None = None
    owner: Owner | None = None
    site: SiteRef | None = None


class Elin(Lenient):
    """The number that emergency services see and call back."""

    phone_number: Digits | None = None
    phone_number_id: str | None = None


class Switch(Lenient):
    """A network switch; one port, a prefix of ports, or a range."""

    mac_address: str | None = None
    port: Digits | None = None
    port_prefix: Digits | None = None
    port_range_from: Digits | None = None
    port_range_to: Digits | None = None


class Location(Lenient):
    """A place in the network."""

    id: str | None = None
    name: str | None = None
    identifier: str | None = None
    parent_location_id: str | None = None
    emergency_address: Address | None = None
    elin: Elin | None = None
    site: SiteRef | None = None
    sip_group: NumberGroup | None = None
    bssid: str | None = None
    public_ip: str | None = None
    private_ip: str | None = None
    network_switches: list[Switch] | None = None
    minimum_match_criteria: bool | None = None
