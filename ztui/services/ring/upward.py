"""What leads to an object, as far as that is stored: keys of menus, overflow, forwards, main numbers, memberships."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.resources.rows import text_of, value_at
from ztui.services.ring.describing import described
from ztui.services.ring.handling import Hours, read_handling
from ztui.services.ring.leaves import via_words
from ztui.services.ring.menus import Menu, read_menu
from ztui.services.ring.owners import voice_owner
from ztui.services.ring.places import Place, id_of, menu_key
from ztui.services.ring.routes import Leads, Target
from ztui.services.ring.ways import MENUS, Via, ways

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ztui.resources.model import Row
    from ztui.services.inventory.known import Source
    from ztui.services.ring.handling import Handling, State
    from ztui.services.ring.ways import Way

__all__ = ["Lead", "Looked", "Upward", "leads_to"]

_LOOKED = {
    "auto-receptionists": "auto receptionists",
    "call-queues": "queues",
    "shared-line-groups": "shared lines",
    "users": "users",
    "common-areas": "common areas",
}
_HOURS = {Hours.BUSINESS: "", Hours.CLOSED: "closed hours", Hours.HOLIDAY: "holidays"}


@dataclass(frozen=True, slots=True)
class Lead:
    """Something that leads here.

    Attributes:
        how: `key 2`, `overflow`, `closed hours`, `main number`, `number`, `member`.
        name: What leads here, raw.
        extension: Its extension.
        resource: Its resource.
        key: Its id.
    """

    how: str
    name: str
    extension: str = ""
    resource: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """How much was looked through: objects whose routing is stored, of those in the list; None if that was not read."""

    what: str
    read: int
    total: int | None


@dataclass(frozen=True, slots=True)
class Upward:
    """What leads to an object, where was looked for it, and its name where it is not what was asked about."""

    leads: tuple[Lead, ...]
    looked: tuple[Looked, ...]
    name: str = ""

    @property
    def unread(self) -> tuple[Looked, ...]:
        """Give what was not looked through to its end."""
        return tuple(each for each in self.looked if each.total is None or each.read < each.total)


async def leads_to(stored: Source, target: Target, own: Sequence[Mapping[str, Any]] = ()) -> Upward:
    """Find what leads to an object.

    Args:
        stored: What is known; it is asked for much, so it should not ask Zoom.
        target: The object.
        own: Its numbers (`id`, `number`), as its own answer names them.
    """
    leads: dict[Lead, None] = {}
    numbers = {number: text_of(each.get("id")) for each in own if (number := text_of(each.get("number")))}
    known = await stored.rows("numbers")
    for row in known.rows:
        owner = voice_owner(row)
        if owner is not None and id_of(owner) and id_of(owner) == id_of(target):
            numbers[text_of(row.get("number"))] = text_of(row.get("id"))
    leads |= dict.fromkeys(Lead("number", number, "", "numbers", key) for number, key in numbers.items())
    looked = [Looked("numbers", len(known.rows), len(known.rows) if known.complete else None)]
    for row in (sites := await stored.rows("sites")).rows:
        if target.resource in MENUS and text_of(value_at(row, "main_auto_receptionist.id")) == target.key:
            leads[Lead("main number", text_of(row.get("name")), "", "sites", text_of(row.get("id")))] = None
    looked.append(Looked("sites", len(sites.rows), len(sites.rows) if sites.complete else None))
    for resource in _LOOKED:
        found, how_far = await _through(stored, resource, target, frozenset(numbers))
        leads |= dict.fromkeys(found)
        looked.append(how_far)
    return Upward(tuple(leads), tuple(looked))


async def _through(stored: Source, resource: str, target: Target, numbers: frozenset[str]) -> tuple[list[Lead], Looked]:
    """Look through all objects of a resource whose routing is stored."""
    known = await stored.rows(resource)
    found: list[Lead] = []
    read = 0
    for row in known.rows:
        place = await _place(stored, resource, row)
        if place.handling is not None:
            read += 1
        found += [_lead(each, place) for each in _ways_to(place, target, numbers)]
        if any(id_of(each.target) == id_of(target) for each in place.members):
            found.append(_lead("member", place))
    return found, Looked(_LOOKED[resource], read, len(known.rows) if known.complete else None)


async def _place(stored: Source, resource: str, row: Row) -> Place:
    """Make a place of what is stored of an object."""
    key, extension = text_of(row.get("id")), text_of(row.get("extension_id"))
    if resource == "common-areas":
        extension = extension or key  # under which a tree asks for it where no desk phone names the extension
    place = Place("", Target(resource, key, extension))
    known = await stored.object(resource, key) if resource in ("call-queues", "shared-line-groups") else None
    place = described(place, known)
    name, number = text_of(value_at(row, "display_name|name")), text_of(row.get("extension_number"))
    place = Place("", Target(resource, key, extension, name, number), members=place.members)
    answer = await stored.answer("getCallHandling", {"extensionId": extension}) if extension else None
    if answer is None or answer.data is None:
        return place
    handling = read_handling(answer.data)
    menus = await _menus(stored, key, handling) if resource in MENUS else {}
    return Place("", place.target, handling=handling, menus=menus, members=place.members)


async def _menus(stored: Source, key: str, handling: Handling) -> dict[str, Menu]:
    menus: dict[str, Menu] = {}
    for state in handling.states():
        query = {"hours_type": state.hours.value}
        if state.holiday is not None:
            query["holiday_id"] = state.holiday.id
        answer = await stored.answer("getAutoReceptionistIVR", {"autoReceptionistId": key}, query)
        if answer is not None and answer.data is not None:
            menus[menu_key(state)] = read_menu(answer.data)
    return menus


def _ways_to(place: Place, target: Target, numbers: frozenset[str]) -> Iterator[str]:
    """Give in words by which ways a place leads to an object."""
    if place.handling is None:
        return
    for state in place.handling.states():
        for way in ways(place, state):
            if way.route is not None and way.route.target is not None:
                to = way.route.target
                is_it = to.extension_id == target.extension_id if to.extension_id else id_of(to) == id_of(target)
                if (is_it and id_of(to)) or (to.number and to.number in numbers):
                    yield _how(place, state, way)


def _how(place: Place, state: State, way: Way) -> str:
    if way.via is Via.ROUTE:
        return _HOURS[state.hours] or "business hours"
    how = f"key {way.key}" if way.via is Via.KEY else via_words(place, way).partition(" after ")[0]
    how = "forward" if way.via is Via.FORWARD else how
    how = f"{how} (voicemail)" if way.route is not None and way.route.leads is Leads.VOICEMAIL else how
    return f"{how}, {_HOURS[state.hours]}" if _HOURS[state.hours] else how


def _lead(how: str, place: Place) -> Lead:
    return Lead(how, place.target.name, place.target.extension, place.target.resource, place.target.key)
