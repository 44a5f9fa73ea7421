"""Zoom Rooms (GET /phone/rooms, .../{roomId}, .../unassigned)."""

from __future__ import annotations

from ztui.resources.models.lenient import Digits, Lenient
from ztui.resources.models.parts import Address, AssignedNumber, Plan, SiteRef

__all__ = ["Room", "UnassignedRoom"]


class Room(Lenient):
    """A room with a licence; the address stands in its own answer alone."""

    id: str | None = None
    name: str | None = None
    extension_id: str | None = None
    extension_number: Digits | None = None
    phone_numbers: list[AssignedNumber] | None = None
    site: SiteRef | None = None
    calling_plans: list[Plan] | None = None
    emergency_address: Address | None = None


class UnassignedRoom(Lenient):
    """A room without one."""

    id: str | None = None
    display_name: str | None = None
    location_id: str | None = None
    location_info: str | None = None
    department: str | None = None
    cost_center: str | None = None
