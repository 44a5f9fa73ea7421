"""A whole number that is nobody's in the account: its country, and the calls with it that are stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ztui.core.phone import country_of, is_e164

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ztui.services.session import Session
    from ztui.store.index.documents import Wanted

__all__ = ["Outside", "outside"]

_CALLS = 5
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


def number_of(wanted: Wanted) -> str:
    """Give the one number that a text names as a whole, "" where it is a piece, an extension or could be several."""
    whole = [f"+{each}" for each in wanted.numbers if is_e164(f"+{each}") and len(each) > _SHORT]
    told = [each for each in whole if country_of(each)]
    return told[0] if told else ""


_SHORT = 9


async def outside(session: Session, wanted: Wanted) -> Outside | None:
    """Tell of a number that no object of the account has, None where the text is no whole number."""
    number = number_of(wanted)
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
