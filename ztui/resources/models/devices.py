"""Desk phones (GET /phone/devices, GET /phone/devices/{deviceId})."""

from __future__ import annotations

from ztui.resources.models.lenient import Digits, Lenient
from ztui.resources.models.parts import SiteRef

__all__ = ["Assignee", "Device"]


class Assignee(Lenient):
    """Who uses the phone."""

    id: str | None = None
    name: str | None = None
    extension_id: str | None = None
    extension_number: Digits | None = None
    extension_type: str | None = None


class Device(Lenient):
    """A desk phone; `assignee` is the first of `assignees`. Its SIP passwords are no fields here."""

    id: str | None = None
    display_name: str | None = None
    device_type: str | None = None
    mac_address: str | None = None
    status: str | None = None
    site: SiteRef | None = None
    assignee: Assignee | None = None
    assignees: list[Assignee] | None = None
    private_ip: str | None = None
    public_ip: str | None = None
    firmware_version: str | None = None
    provision_template_id: str | None = None
