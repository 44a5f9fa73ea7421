"""Sites, users and common areas of one account."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from ztui.sim.world.dice import Dice, chance, pick
from ztui.sim.world.entities import CommonArea, Site, User
from ztui.sim.world.names import LONG_NAME, first_names, hostile, person
from ztui.sim.world.places import COUNTRY_NAMES, PLACES
from ztui.sim.world.words import AREAS, COST_CENTERS, DEPARTMENTS, LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ztui.sim.world.sizes import Scaled

__all__ = ["Extensions", "Spread", "make_common_areas", "make_sites", "make_users", "short_length"]

LONG_NAMED = 11
"""The user whose name has 10,000 characters."""


class Spread:
    """Which site an object belongs to: the first site has the most, the last the fewest."""

    def __init__(self, sites: int) -> None:
        """Take the number of sites."""
        total = 0.0
        bounds = []
        for index in range(sites):
            total += 1 / (1.6 + index)
            bounds.append(total)
        self._bounds = [bound / total * 4294967296 for bound in bounds]
        self._last = len(bounds) - 1

    def share(self, site: int) -> float:
        """Give the share of all objects that a site has."""
        before = self._bounds[site - 1] if site else 0.0
        return (self._bounds[site] - before) / 4294967296

    def site(self, word: int) -> int:
        """Give the index of the site for a random word."""
        return min(bisect_right(self._bounds, word), self._last)


def short_length(sizes: Scaled) -> int:
    """Give how many digits a short extension needs, so that one site could hold every user and every queue."""
    length = 4
    while sizes.users > 4 * 10 ** (length - 1) or sizes.queues > 9 * 10 ** (length - 2):
        length += 1
    return length


class Extensions:
    """Hands out full extensions: site code, then a short extension that counts up in each site."""

    def __init__(self, sites: Sequence[Site], first: int) -> None:
        """Take the sites and the first short extension of the kind, for four digits."""
        self._next: list[int] = [first * 10 ** (site.short_length - 4) for site in sites]
        self._base: list[int] = [site.code * 10**site.short_length for site in sites]

    def take(self, site: int) -> int:
        """Give the next one of a site."""
        self._next[site] += 1
        return self._base[site] + self._next[site] - 1


def make_sites(dice: Dice, receptionists: Dice, sizes: Scaled) -> Iterator[Site]:
    """Make the sites; the main receptionist of site i is receptionist i."""
    length = short_length(sizes)
    for index in range(sizes.sites):
        lap, at = divmod(index, len(PLACES))
        place = PLACES[at]
        name = f"{place.city} HQ" if index == 0 else place.city if lap == 0 else f"{place.city} {lap + 1}"
        yield Site(
            id=dice.id(index),
            name=name,
            code=800 + index,
            short_length=length,
            country=place.country,
            country_name=COUNTRY_NAMES[place.country],
            timezone=place.timezone,
            city=place.city,
            state=place.state,
            zip=place.zip,
            street=place.street,
            place=at,
            receptionist_id=receptionists.id(index),
        )


def make_users(dice: Dice, sites: Sequence[Site], domain: str, sizes: Scaled) -> Iterator[User]:
    """Make the users, spread over the sites."""
    spread = Spread(len(sites))
    extensions = Extensions(sites, 1000)
    phone, profile = Dice("extension", dice.key()), Dice("profile", dice.key())
    for index in range(sizes.users):
        words = dice.words(index)
        at = spread.site(words[0])
        site = sites[at]
        status, activation = _status(words[1])
        name = LONG_NAME if index == LONG_NAMED else hostile(dice, index)
        yield User(
            id=dice.id(index),
            ext_id=phone.id(index),
            phone_user_id=profile.id(index),
            name=person(words[2], words[3], words[4]) if name is None else name,
            email=f"{first_names(words[5])}.{index + 1:04d}@{domain}",
            extension=extensions.take(at),
            site_id=site.id,
            department=pick(words[6], DEPARTMENTS),
            cost_center=pick(words[7], COST_CENTERS),
            plans=_plans(words[8], site.country, status),
            status=status,
            activation=activation,
            site_admin=chance(words[9], 0.01),
            employee_id=f"E{10_000 + index}",
        )


def _status(word: int) -> tuple[str, str]:
    """Give the status and the activation status of a user."""
    if chance(word, 0.03):
        return "deactivate", "not ready"
    if chance(word, 0.05):
        return "pending", "ready to activate"
    return "activate", "activated"


def _plans(word: int, country: str, status: str) -> tuple[int, ...]:
    """Give the calling plans that a user has."""
    if status != "activate" or chance(word, 0.05):
        return ()
    home = {"US": 200, "CA": 200, "GB": 300}.get(country, 600)
    if chance(word, 0.15):
        return (201,)
    return (home, 400) if chance(word, 0.25) else (home,)


def make_common_areas(dice: Dice, sites: Sequence[Site], sizes: Scaled) -> Iterator[CommonArea]:
    """Make the common areas: one for about every thirteen users."""
    spread = Spread(len(sites))
    extensions = Extensions(sites, 7000)
    phone = Dice("extension", dice.key())
    for index in range(-(-sizes.users * 3 // 40)):
        words = dice.words(index)
        at = spread.site(words[0])
        site = sites[at]
        name = hostile(dice, index, first=30)
        yield CommonArea(
            id=dice.id(index),
            ext_id=phone.id(index),
            name=f"{pick(words[1], AREAS)} {site.city} {words[2] % 40 + 1}" if name is None else name,
            extension=extensions.take(at),
            site_id=site.id,
            department=pick(words[3], DEPARTMENTS) if chance(words[4], 0.6) else "",
            cost_center=pick(words[5], COST_CENTERS) if chance(words[4], 0.4) else "",
            plans=(100,),
            status="online" if chance(words[6], 0.92) else "offline",
            timezone=site.timezone,
            language=LANGUAGES.get(site.country, "en-US"),
        )
