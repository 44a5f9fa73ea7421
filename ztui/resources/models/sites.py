"""Sites (GET /phone/sites, GET /phone/sites/{siteId})."""

from __future__ import annotations

from ztui.resources.models.lenient import Digits, Lenient
from ztui.resources.models.parts import Address

__all__ = ["Country", "MainMenu", "ShortExtension", "Site"]


class Country(Lenient):
    """A country; `code` is its two letters."""

    code: str | None = None
    name: str | None = None


class MainMenu(Lenient):
    """The auto receptionist that answers the site's main number."""

    id: str | None = None
    name: str | None = None
    extension_id: str | None = None
    extension_number: Digits | None = None


class ShortExtension(Lenient):
    """How many digits an extension has without the site code."""

    length: int | None = None


class Site(Lenient):
    """A site; `site_code` stands before the short extensions."""

    id: str | None = None
    name: str | None = None
    site_code: Digits | None = None
    country: Country | None = None
    main_auto_receptionist: MainMenu | None = None
    short_extension: ShortExtension | None = None
    default_emergency_address: Address | None = None
