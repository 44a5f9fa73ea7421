"""Where an object is: how numbers and extensions are written there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.resources.rows import text_of, value_at

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
    """Give the country in which an object's numbers are local: its own, its site's, else that of most sites.

    Args:
        session: Whose sites are known, or are learnt now.
        row: The object, {} for none.

    Returns:
        Two letters; "" where no site tells.
    """
    own = _code(value_at(row, _COUNTRY))
    if own:
        return own
    if not session.site_regions:
        await session.learn_sites()
    mine = session.site_regions.get(text_of(value_at(row, _SITE)), "")
    return mine or (session.regions[0] if session.site_regions else "")


def _code(value: object) -> str:
    text = text_of(value).strip().upper()
    return text if len(text) == 2 and text.isascii() and text.isalpha() else ""
