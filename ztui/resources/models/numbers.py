"""Phone numbers (GET /number_management/numbers, the older GET /phone/numbers)."""

from __future__ import annotations

from ztui.resources.models.lenient import Digits, Lenient, Words
from ztui.resources.models.parts import Address, SiteRef

__all__ = ["Carrier", "Number", "NumberGroup", "NumberOwner", "OlderOwner"]


class NumberOwner(Lenient):
    """Who has the number on one channel; Zoom writes `assgined_to_name`, newer answers `assigned_to_name`."""

    assigned_to_id: str | None = None
    assigned_to_name: str | None = None
    assgined_to_name: str | None = None
    assigned_to_type: str | None = None
    source_channel: str | None = None
    extension_number: Digits | None = None


class OlderOwner(Lenient):
    """The owner in the phone API's older list."""

    id: str | None = None
    name: str | None = None
    type: str | None = None
    extension_number: Digits | None = None


class Carrier(Lenient):
    """Who carries the number."""

    code: int | None = None
    name: str | None = None


class NumberGroup(Lenient):
    """The SIP group of the number."""

    id: Digits | None = None
    name: str | None = None
    display_name: str | None = None


class Number(Lenient):
    """A number; `status` is Normal or Pending, `allocated_product` says whose inventory it is in."""

    id: str | None = None
    number: Digits | None = None
    allocated_product: str | None = None
    number_type: str | None = None
    display_name: str | None = None
    caller_id_name: str | None = None
    carrier: Carrier | None = None
    capability: Words | None = None
    source: str | None = None
    status: str | None = None
    site: SiteRef | None = None
    assigned_list: list[NumberOwner] | None = None
    assignee: OlderOwner | None = None
    sip_group: NumberGroup | None = None
    emergency_address: Address | None = None
    emergency_address_update_time: str | None = None
    address_update_required: bool | None = None
