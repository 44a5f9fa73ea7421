"""A whole number that is nobody's in the account: its country, and the calls with it that are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.core.phone import country_of, is_assigned, is_e164

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ztui.services.session import Session
    from ztui.store.index.documents import Wanted

__all__ = ["Outside", "outside"]

_CALLS = 5
_SHORT = 9
"""Digits up to which a number may as well be an extension."""
_SITES = "sites"


@dataclass(frozen=True, slots=True)
class Outside:
    """A number outside the account.

    Attributes:
        number: In E.164.
        country: ISO code of its country, "" where it cannot be told.
        country_name: Its name, where a site of the account is in that country.
        calls: The latest stored calls with it, the newest first, as Zoom sent them.
        searched: The calls of this account are stored, so that none means none of these.
    """

    number: str
    country: str = ""
    country_name: str = ""
    calls: tuple[Mapping[str, Any], ...] = ()
    searched: bool = False


def number_of(wanted: Wanted, regions: Sequence[str] = ()) -> str:
    """Give the number that a text names as a whole, "" where it is a piece or an extension.

    Typed without a country it can be one in several: a number that is in use there comes first, then the country that
    most sites are in.

    Args:
        wanted: The text, understood.
        regions: Countries of the account's sites, that of most first.
    """
    whole = [f"+{each}" for each in wanted.numbers if is_e164(f"+{each}") and len(each) > _SHORT]
    told = [(each, country_of(each)) for each in whole]
    order = {country: place for place, country in enumerate(regions)}
    known = [each for each in told if each[1]]
    known.sort(key=lambda each: (not is_assigned(each[0]), order.get(each[1], len(order))))
    return known[0][0] if known else ""


async def outside(session: Session, wanted: Wanted) -> Outside | None:
    """Tell of a number that no object of the account has, None where the text is no whole number."""
    number = number_of(wanted, session.regions)
    if not number:
        return None
    country = country_of(number)
    calls, searched = await _calls(session, number)
    return Outside(number, country, await _name(session, country), tuple(calls), searched)


async def _calls(session: Session, number: str) -> tuple[Sequence[Mapping[str, Any]], bool]:
    from ztui.resources.registry import resource
    from ztui.services.filters import parse

    if not session.has_calls:
        return (), False
    wanted = parse(f'"{number}"', resource("call-history"), session.viewer())
    return await session.calls.first(wanted, most=_CALLS), True


async def _name(session: Session, country: str) -> str:
    """Give a country's name as a site in it has it."""
    for row in (await session.inventory.rows(_SITES)).rows:
        told = row.get("country")
        if isinstance(told, dict) and told.get("code") == country and isinstance(told.get("name"), str):
            return str(told["name"])
    return ""
