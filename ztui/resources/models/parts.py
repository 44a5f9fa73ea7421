"""Objects inside rows: a site, a number, an address."""

from __future__ import annotations

from ztui.resources.models.lenient import Digits, Lenient

__all__ = ["Address", "AssignedNumber", "Owner", "Plan", "SiteRef"]


class SiteRef(Lenient):
    """The site of an object; Number Management calls its id `site_id`, the phone API `id`."""

    id: str | None = None
    site_id: str | None = None
    name: str | None = None


class AssignedNumber(Lenient):
    """A number that leads to the object; `source` is `internal` (from Zoom) or `external`."""

    id: str | None = None
    number: str | None = None
    source: str | None = None


class Address(Lenient):
    """An emergency address."""

    id: str | None = None
    address_line1: str | None = None
    address_line2: str | None = None
    city: str | None = None
    state_code: str | None = None
    zip: Digits | None = None
    country: str | None = None


class Plan(Lenient):
    """A calling plan; some answers have its type alone."""

    type: int | None = None
    name: str | None = None


class Owner(Lenient):
    """Whose a recording, voicemail or address is."""

    id: str | None = None
    name: str | None = None
    type: str | None = None
    extension_number: Digits | None = None
    extension_status: str | None = None
