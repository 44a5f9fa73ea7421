"""Where an object is: how numbers and extensions are written there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ztui.resources.rows import text_of, value_at
from ztui.services.view import View

if TYPE_CHECKING:
    from ztui.resources.extensions import SiteForm
    from ztui.resources.model import Row
    from ztui.services.session import Session

__all__ = ["Place", "region_of"]

_SITE = "site.id|site_id|site.site_id"
_COUNTRY = "country.code|country_iso_code|country_code|country.country_code"


@dataclass(frozen=True, slots=True)
class Place:
    """How numbers and extensions are written where an object is.

    Attributes:
        region: Country of numbers without a country code (`US`), "" where it is not known: then they need one.
        form: How the site writes its extensions, None where it has no code of its own.
    """

    region: str = ""
    form: SiteForm | None = None


async def region_of(session: Session, row: Row) -> str:
    """Give the country in which an object's numbers are local: its own, its site's, else that of all sites.

    Args:
        session: Whose stored sites are looked at; nothing is asked.
        row: The object, {} for none.

    Returns:
        Two letters; "" where sites of several countries are known and nothing tells which is meant.
    """
    own = _code(value_at(row, _COUNTRY))
    if own:
        return own
    listing = session.listings.open(View("sites"))
    try:
        await listing.load()
        sites = [each.row for each in await listing.rows(0, listing.status.shown)]
    finally:
        await listing.close()
    wanted = text_of(value_at(row, _SITE))
    mine = next((each for each in sites if wanted and text_of(each.get("id")) == wanted), None)
    if mine is not None and (code := _code(value_at(mine, _COUNTRY))):
        return code
    codes = {code for each in sites if (code := _code(value_at(each, _COUNTRY)))}
    return codes.pop() if len(codes) == 1 else ""


def _code(value: object) -> str:
    text = text_of(value).strip().upper()
    return text if len(text) == 2 and text.isascii() and text.isalpha() else ""
