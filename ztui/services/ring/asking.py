"""From what somebody typed to what rings: an object of the account, or a number outside of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ztui.core import phone
from ztui.core.errors import NotFound
from ztui.services.handles import sought
from ztui.services.resolving import Ambiguous, not_found, resolve
from ztui.services.ring.ring import RINGABLE, start_of

if TYPE_CHECKING:
    from ztui.services.resolving import Match
    from ztui.services.ring.tree import Start
    from ztui.services.session import Session

__all__ = ["Outside", "found_start", "outside_of"]

_EMERGENCY = frozenset({"911", "112", "933", "999", "000", "110", "119"})


@dataclass(frozen=True, slots=True)
class Outside:
    """A number that the account does not have.

    Attributes:
        number: It, in E.164 where it is such a number, else as typed.
        words: What is to be said of it.
        country: Country of the number, "" where it has none.
        looked: What was looked through for it, where that may be old or not all; else "".
    """

    number: str
    words: str
    country: str = ""
    looked: str = ""


async def found_start(session: Session, text: str) -> tuple[Match, Start] | Outside:
    """Find what a text means: an exact extension first, then a number, a name, an e-mail, an id.

    Returns:
        The object with the start of its tree; or what is to be said of a number that the account does not have.

    Raises:
        NotFound: It means nothing, or what it means does not ring.
        Ambiguous: It means several objects; the error lists them.
        ZtuiError: Zoom was asked and could not tell.
    """
    found = await resolve(session, RINGABLE, text)
    # Whoever has a number is found by it, too: the number says more than its owner.
    numbers = tuple(each for each in found.matches if each.resource == "numbers")
    found = replace(found, matches=numbers or found.matches)
    if len(found.matches) > 1:
        raise Ambiguous(found)
    if not found.matches:
        outside = outside_of(text, session.regions)
        if outside is None:
            raise not_found(("numbers", "users", "call-queues", "auto-receptionists"), found)
        looked = found.looked if "old" in found.looked or "not read" in found.looked else ""
        return replace(outside, looked=looked)
    match = found.matches[0]
    start = start_of(session.listings.find(match.resource), match.row, match.key)
    if start is None:
        raise NotFound(f"'{match.label}' has no main number.", "Name a number, an extension or somebody who has one.")
    return match, start


def outside_of(text: str, regions: tuple[str, ...]) -> Outside | None:
    """Say what a number is that the account does not have; None for a text that is no number.

    Args:
        text: As typed.
        regions: Countries whose national numbers are meant.
    """
    asked = sought(text, regions)
    if asked.dialled in _EMERGENCY:
        return Outside(asked.dialled, "an emergency or test number: calls to it leave the account")
    if asked.dialled.startswith(("*", "#")):
        return Outside(asked.dialled, "a star code: it is dialled to switch something, it rings nowhere")
    known = sorted(asked.numbers)
    if not known:
        return None
    number = next((each for each in known if phone.is_e164(each) and _region(each)), known[0])
    return Outside(number, "not a number of this account", _region(number))


def _region(number: str) -> str:
    """Give the country of a number by its name, "" where it has none."""
    import phonenumbers
    from phonenumbers import geocoder

    try:
        return str(geocoder.country_name_for_number(phonenumbers.parse(number, None), "en"))
    except phonenumbers.NumberParseException:
        return ""
