"""Countries of sites: whose national form of numbers is meant when one is typed without a country code."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ztui.resources.rows import value_at
from ztui.resources.shows import dicts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ztui.resources.model import Row

__all__ = ["regions_of", "site_regions"]

_ELSE = "US"
"""Where no site tells."""


def site_regions(sites: Iterable[Row]) -> dict[str, str]:
    """Give the country of each site by its id (ISO 3166), from rows of `sites`; `country` is an object or its code."""
    found: dict[str, str] = {}
    for row in dicts(list(sites)):
        code = value_at(row, "country.code|country")
        if isinstance(row.get("id"), str) and isinstance(code, str) and len(code) == 2 and code.isalpha():
            found[row["id"]] = code.upper()
    return found


def regions_of(sites: Mapping[str, str]) -> tuple[str, ...]:
    """Give the countries of some sites, that of most sites first; the United States where none is known."""
    return tuple(code for code, _ in Counter(sites.values()).most_common()) or (_ELSE,)
