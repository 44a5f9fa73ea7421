"""From what somebody typed to what rings: an object of the account, or a number outside of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ztui.core import phone
from ztui.core.dataclass import dataclass
from ztui.core.errors import NotFound, RateLimited, ServerError, Unreachable
from ztui.core.text import display
from ztui.core.times import is_younger
from ztui.services.handles import misread, sought
from ztui.services.inventory.inventory import FRESH
from ztui.services.resolving import Ambiguous, not_found, resolve
from ztui.services.ring.candidates import candidates, lists_of, meant
from ztui.services.ring.ring import RINGABLE, start_of

if TYPE_CHECKING:
    from ztui.services.lookup import Match, Resolved
    from ztui.services.ring.candidates import Lists
    from ztui.services.ring.tree import Start
    from ztui.services.session import Session

__all__ = ["Outside", "found_start", "outside_of"]

_EMERGENCY = frozenset({"911", "112", "933", "999", "000", "110", "119"})
_SERVICES = frozenset({"211", "311", "411", "511", "611", "711", "811", "988"})
_AWAY = (Unreachable, ServerError, RateLimited)


@dataclass(frozen=True, slots=True)
class Outside:
    """A number that no object of the account has, as far as that is known.

    Attributes:
        number: It, in E.164 where it is such a number, else as typed.
        words: What is to be said of it.
        country: Country of the number, "" where it has none.
        looked: What was looked through for it, where that may be old or not all; else "".
        missing: Titles of the lists in which it may stand and which were not read: with any of them it is not known
            whether the account has the number.
    """

    number: str
    words: str
    country: str = ""
    looked: str = ""
    missing: tuple[str, ...] = ()


async def found_start(session: Session, text: str) -> tuple[Match, Start] | Outside:
    """Find what a text means: an exact extension, number, name, e-mail or id; else a piece of one.

    Zoom is asked where the stored lists are not all there, or are old and do not have it. While Zoom is out of reach,
    what is stored decides.

    Returns:
        The object with the start of its tree; or what is to be said of a number that the account does not have.

    Raises:
        NotFound: It means nothing, or what it means does not ring.
        Ambiguous: It means several objects; the error lists them.
        ZtuiError: Zoom was asked and could not tell.
    """
    found = await resolve(session, RINGABLE, text, ask=False)
    lists = await lists_of(session)
    asked = sought(text, session.regions)
    is_code = asked.dialled in _EMERGENCY | _SERVICES or asked.dialled.startswith(("*", "#"))
    matches = meant(found.matches)
    if lists.missing.keys() & set(RINGABLE):
        found, lists = await _asked(session, found, lists)
        matches = meant(found.matches)
    if not matches and not is_code:
        matches = await candidates(session, text)
    if not matches and not lists.missing.keys() & set(RINGABLE) and _is_old(session, lists):
        found, lists = await _asked(session, found, lists)
        matches = meant(found.matches)
    if not matches:
        return _nobody(session, found, lists)
    if len(matches) > 1:
        raise Ambiguous(replace(found, matches=matches))
    return matches[0], _begun(session, matches[0], asked.dialled)


def _begun(session: Session, match: Match, dialled: str) -> Start:
    """Give the start at an object.

    Raises:
        NotFound: It does not ring.
    """
    start = start_of(session.listings.find(match.resource), match.row, match.key)
    if start is None:
        raise NotFound(f"'{match.label}' has no main number.", "Name a number, an extension or somebody who has one.")
    words = f"{dialled} is an emergency number: who dials it is not put through to here"
    return replace(start, warning=words) if dialled in _EMERGENCY else start


def _is_old(session: Session, lists: Lists) -> bool:
    return lists.as_of is None or not is_younger(lists.as_of, session.clock.now(), FRESH)


async def _asked(session: Session, found: Resolved, lists: Lists) -> tuple[Resolved, Lists]:
    """Ask Zoom for what a text means, too; where that is out of reach, give what is known."""
    if session.offline:
        return found, lists
    try:
        answered = await resolve(session, RINGABLE, found.text)
    except _AWAY:
        return found, lists
    if "not read:" in answered.looked:
        return answered, lists
    left = {name: title for name, title in lists.missing.items() if name not in RINGABLE}
    return answered, replace(lists, missing=left)


def _nobody(session: Session, found: Resolved, lists: Lists) -> Outside:
    """Say what a text is that nothing is called by.

    Raises:
        NotFound: It is no number either.
    """
    asked = sought(found.text, session.regions)
    outside = outside_of(found.text, session.regions)
    # A whole number with its country can stand in one list alone; shorter ones may be extensions.
    wanted = {"numbers"} if asked.text.startswith("+") else lists.missing.keys()
    missing = tuple(title for name, title in lists.missing.items() if name in wanted)
    if outside is not None and outside.words == _NOT_OURS and missing:
        return replace(outside, words="not known whether it is a number of this account", missing=missing)
    if outside is not None:
        looked = found.looked if "old" in found.looked or "not read" in found.looked else ""
        return replace(outside, looked=looked)
    if not missing:
        raise not_found(RINGABLE, found)
    unread = f"Not read: {', '.join(missing).lower()}; 'ztui index sync' reads them."
    if not lists.missing.keys() & set(RINGABLE):  # these were asked for
        none = not_found(RINGABLE, found)
        raise NotFound(none.message, f"{none.hint} {unread}")
    what = display(found.text, longest=60)
    hint = " ".join(filter(None, (misread(found.text), unread)))
    raise NotFound(f"Nothing that is stored is called '{what}'.", hint)


_NOT_OURS = "not a number of this account"


def outside_of(text: str, regions: tuple[str, ...]) -> Outside | None:
    """Say what a number is that the account does not have; None for a text that is no whole number.

    Typed without a country it can be one in several: only where its country has given it out it is one, first that of
    most sites.

    Args:
        text: As typed.
        regions: Countries whose national numbers are meant, that of most sites first.
    """
    asked = sought(text, regions)
    if asked.dialled in _EMERGENCY:
        return Outside(asked.dialled, "an emergency or test number: calls to it leave the account")
    if asked.dialled in _SERVICES and {"US", "CA"} & set(regions):
        return Outside(asked.dialled, "a service number of North America: calls to it leave the account")
    if asked.dialled.startswith(("*", "#")):
        return Outside(asked.dialled, "a star code: it is dialled to switch something, it rings nowhere")
    order = {country: place for place, country in enumerate(regions)}
    named = asked.text.startswith(("+", "00", "011"))
    known = sorted(each for each in asked.numbers if named or phone.is_assigned(each))
    if not known:
        return None
    number = min(known, key=lambda each: (not phone.is_assigned(each), order.get(phone.country_of(each), len(order))))
    return Outside(number, _NOT_OURS, _region(number))


def _region(number: str) -> str:
    """Give the country of a number by its name, "" where it has none."""
    import phonenumbers
    from phonenumbers import geocoder

    try:
        return str(geocoder.country_name_for_number(phonenumbers.parse(number, None), "en"))
    except phonenumbers.NumberParseException:
        return ""
