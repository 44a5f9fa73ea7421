"""Zoom Rooms and call pickup groups of one account."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ztui.sim.world.dice import Dice, chance, pick
from ztui.sim.world.entities import Kind, Owner
from ztui.sim.world.items import Item
from ztui.sim.world.numbering import PHONE
from ztui.sim.world.people import Extensions, Spread
from ztui.sim.world.words import COST_CENTERS, DEPARTMENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ztui.sim.world.entities import Number, Site
    from ztui.sim.world.groups import Staff
    from ztui.sim.world.sizes import Scaled

__all__ = ["Pickup", "Room", "make_pickups", "make_rooms", "make_spare_rooms", "with_numbers"]

_NAMES = ("Boardroom", "Huddle", "Training", "Café", "Town hall", "Interview", "会議室", "Studio")
_FIRST_ROOM = 6500
_FIRST_PICKUP = 6900
_MOST_MEMBERS = 6


class Room(NamedTuple):
    """A Zoom Room with a phone."""

    id: str
    ext_id: str
    name: str
    extension: int
    site_id: str
    department: str
    cost_center: str
    plans: tuple[int, ...]


class Pickup(NamedTuple):
    """A call pickup group; `members` are extension ids, `sound` is (on, ring tone, seconds)."""

    id: str
    ext_id: str
    name: str
    extension: int
    site_id: str
    department: str
    cost_center: str
    description: str
    delay: int
    directed: bool
    sound: tuple[bool, str, int]
    members: tuple[str, ...]


def make_rooms(dice: Dice, sites: Sequence[Site], sizes: Scaled) -> Iterator[Room]:
    """Make the rooms with a phone: one for about every forty users."""
    spread, extensions = Spread(len(sites)), Extensions(sites, _FIRST_ROOM)
    phone = Dice("extension", dice.key())
    for index in range(-(-sizes.users // 40)):
        words = dice.words(index)
        at = spread.site(words[0])
        yield Room(
            id=dice.id(index),
            ext_id=phone.id(index),
            name=f"{pick(words[1], _NAMES)} {sites[at].city} {index + 1}",
            extension=extensions.take(at),
            site_id=sites[at].id,
            department=pick(words[2], DEPARTMENTS) if chance(words[3], 0.5) else "",
            cost_center=pick(words[4], COST_CENTERS) if chance(words[5], 0.5) else "",
            plans=(200,) if sites[at].country in ("US", "CA") else (600,),
        )


def with_numbers(numbers: Iterable[Number], rooms: Sequence[Room]) -> Iterator[Number]:
    """Give every second room one of the numbers of its site that nobody has; all others stay as they are."""
    waiting: dict[str, list[Room]] = {}
    for room in rooms[::2]:
        waiting.setdefault(room.site_id, []).append(room)
    for number in numbers:
        free = number.owner is None and number.status == "Normal" and number.product == PHONE
        there = waiting.get(number.site_id)
        if there and free and number.type != "TollFree" and number.source == "Zoom":
            yield number._replace(owner=Owner(Kind.ROOM, there.pop(0).id))
        else:
            yield number


def make_spare_rooms(dice: Dice, sites: Sequence[Site], sizes: Scaled) -> Iterator[Item]:
    """Make the rooms without a phone: two, and one more for every two hundred users."""
    spread = Spread(len(sites))
    for index in range(min(2 + sizes.users // 200, 50)):
        words = dice.words(index)
        site = sites[spread.site(words[0])]
        fields = {
            "display_name": f"{pick(words[1], _NAMES)} {site.city} (no phone) {index + 1}",
            "location_id": Dice("location", dice.key()).id(site.code),
            "location_info": f"{site.city}, floor {words[2] % 9 + 1}",
            "department": pick(words[3], DEPARTMENTS),
            "cost_center": pick(words[4], COST_CENTERS),
        }
        yield Item(dice.id(index), fields)


def make_pickups(dice: Dice, sites: Sequence[Site], staff: Staff) -> Iterator[Pickup]:
    """Make one call pickup group for every site where somebody works."""
    extensions, phone = Extensions(sites, _FIRST_PICKUP), Dice("extension", dice.key())
    for index, site in enumerate(sites):
        words = dice.words(index)
        people = staff.users[index]
        if not people:
            continue
        first = words[0] % len(people)
        chosen = [people[(first + turn) % len(people)].ext_id for turn in range(min(len(people), _MOST_MEMBERS))]
        yield Pickup(
            id=dice.id(index),
            ext_id=phone.id(index),
            name=f"{site.city} pickup",
            extension=extensions.take(index),
            site_id=site.id,
            department=pick(words[1], DEPARTMENTS),
            cost_center=pick(words[2], COST_CENTERS),
            description=f"Who sits together in {site.city}"[:32],
            delay=pick(words[3], (0, 5, 10, 15)),
            directed=chance(words[4], 0.3),
            sound=(chance(words[5], 0.5), pick(words[6], ("ringtone_1", "ringtone_2", "ringtone_3")), 3),
            members=tuple(dict.fromkeys(chosen)),
        )
