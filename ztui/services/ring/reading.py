"""Reading the places that a call can come to: each object once, few at a time, only so deep."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.core.errors import NotFound, ZtuiError
from ztui.resources.rows import text_of, value_at
from ztui.resources.shows import dicts
from ztui.services.ring.describing import described, devices_of, zone_info
from ztui.services.ring.handling import read_handling
from ztui.services.ring.menus import Menu, read_menu
from ztui.services.ring.owners import voice_owner
from ztui.services.ring.places import HOURS, NO_EXTENSION, Gap, Graph, Place, Zone, id_of, is_off, menu_key
from ztui.services.ring.routes import Leads, Target
from ztui.services.ring.ways import MENUS, targets_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from datetime import datetime, tzinfo
    from zoneinfo import ZoneInfo

    from ztui.services.inventory.known import KnownAnswer, KnownObject, Source

__all__ = ["DEEPEST", "MOST", "Reader"]

MOST, DEEPEST = 120, 10
"""Places that are read for one tree, and steps from its start."""
_AT_ONCE = 6

_SINGULAR = {
    "users": "user", "common-areas": "common area", "auto-receptionists": "auto receptionist",
    "call-queues": "call queue", "shared-line-groups": "shared line group",
}  # fmt: skip


class Reader:
    """Reads places for one tree, or for several that share what they read."""

    def __init__(
        self, source: Source, stored: Source, zone: tzinfo, tell: Callable[[int], None] = lambda places: None
    ) -> None:
        """Take whom to ask, what is known unasked, the zone that is assumed last, and whom to tell what was read."""
        self._tell = tell
        self._source = source
        self._stored = stored
        self._zone = zone
        self._gate = asyncio.Semaphore(_AT_ONCE)
        self._answers: dict[object, asyncio.Task[Any]] = {}
        self._numbers: dict[str, Target] | None = None
        self._phones: dict[str, list[Mapping[str, Any]]] | None = None

    async def graph(self, starts: tuple[Target, ...]) -> Graph:
        """Read all places that calls can come to from some starts, breadth first.

        What cannot be read becomes a gap of its place; nothing is raised.
        """
        places: dict[str, Place] = {}
        numbers: dict[str, str] = {}
        level, depth = self._fresh(starts, places), 0
        while level and depth <= DEEPEST and len(places) < MOST:
            now, level = level[: MOST - len(places)], level[MOST - len(places) :]
            found = await asyncio.gather(*(self.place(each) for each in now))
            places |= {each.id: each for each in found}
            self._tell(len(places))
            nexts = [target for each in found for target in targets_of(each)]
            for each in nexts:
                if not id_of(each) and each.number and (owner := await self._owner_of(each.number)) is not None:
                    numbers[each.number] = id_of(owner)
                    nexts.append(owner)
            level, depth = [*level, *self._fresh((*nexts,), places)], depth + 1
        return Graph(places, numbers, frozenset(map(id_of, level)), len(self._answers))

    def _fresh(self, targets: tuple[Target, ...], places: Mapping[str, Place]) -> list[Target]:
        found = {id_of(each): each for each in targets if id_of(each)}
        return [each for key, each in found.items() if key not in places]

    async def place(self, target: Target) -> Place:
        """Read one place."""
        place = Place(id_of(target), target)
        if not target.resource:
            return await self._nameless(place)
        if target.resource not in _SINGULAR:
            return place
        place = await self._described(place)
        if place.is_gone:
            return place
        place = await self._handled(place)
        if target.resource in MENUS and place.handling is not None:
            place = await self._with_menus(place)
        if target.resource == "users":
            place = await self._with_devices(place)
        return await self._with_members(place) if place.members else place

    async def _nameless(self, place: Place) -> Place:
        """Read the extension of which no kind was told; without a name it is one that was deleted."""
        if place.target.name or place.target.extension:
            return await self._handled(place)
        place = await self._handled(place)
        return replace(place, is_gone=True) if place.handling is None and not place.gaps else place

    async def _described(self, place: Place) -> Place:
        """Read the object."""
        target = place.target
        if not target.key:
            return place
        try:
            found = await self._once(
                ("object", target.resource, target.key), lambda: self._source.object(target.resource, target.key)
            )
        except NotFound:
            found = None
        except ZtuiError as error:
            known = await self._stored.object(target.resource, target.key)
            gap = Gap(f"details of the {_SINGULAR[target.resource]}", _reason(error))
            return described(replace(place, gaps=(*place.gaps, gap)), known)
        if found is None:
            return replace(place, is_gone=True)
        return described(place, found)

    async def _handled(self, place: Place) -> Place:
        """Read hours and routing, and the zone in which they count."""
        target = place.target
        extension = target.extension_id or await self._extension_of(target)
        if not extension:
            return place
        place = replace(place, target=replace(target, extension_id=extension))
        answer, gap = await self._answer("getCallHandling", {"extensionId": extension})
        if gap is not None:
            return replace(place, gaps=(*place.gaps, Gap(HOURS, gap)))
        if answer is None or answer.data is None:
            if answer is not None and not place.raw:  # no object was read that would speak for it
                return replace(place, is_gone=True)
            return replace(place, gaps=(*place.gaps, Gap(HOURS, NO_EXTENSION)))
        handling = read_handling(answer.data)
        place = replace(place, handling=handling, **_and(place, answer, "call_handling"))
        if place.zone is None and (handling.holidays or (handling.week is not None and not handling.week.always)):
            place = replace(place, zone=await self._assumed(place.site_id))
        return place

    async def _extension_of(self, target: Target) -> str:
        """Find the extension id of an owner whose own answer has none; a common area's often is its id."""
        if target.resource != "common-areas":
            return ""
        await self._known_phones()
        for rows in (self._phones or {}).get(target.key, ()):
            for each in dicts(rows.get("assignees")):
                if each.get("id") == target.key and each.get("extension_id"):
                    return text_of(each["extension_id"])
        return target.key

    async def _with_menus(self, place: Place) -> Place:
        """Read the keys of all hours that have a menu."""
        handling = place.handling
        if handling is None:
            return place
        wanted = [
            state
            for state in handling.states()
            if (way := handling.rules_of(state).unanswered) is not None and way.leads is Leads.MENU
        ]
        menus: dict[str, Menu] = {}
        for state in wanted:
            query = {"hours_type": state.hours.value}
            if state.holiday is not None:
                query["holiday_id"] = state.holiday.id
            answer, gap = await self._answer("getAutoReceptionistIVR", {"autoReceptionistId": place.target.key}, query)
            words = f"keys of {_hours_words(state.hours.value)}"
            if answer is None or answer.data is None:
                place = replace(place, gaps=(*place.gaps, Gap(words, gap or "Zoom has no such menu")))
                continue
            menus[menu_key(state)] = read_menu(answer.data)
            place = replace(place, **_and(place, answer, f"ivr.{menu_key(state)}"))
        return replace(place, menus=menus)

    async def _with_members(self, place: Place) -> Place:
        """Give members what is stored of them: extension and desk phones; nobody is asked for each."""
        await self._known_phones()
        found = []
        for each in place.members:
            target = each.target
            known = await self._stored.object(target.resource, target.key)
            row = {} if known is None else known.row
            target = replace(target, extension=target.extension or text_of(row.get("extension_number")))
            phones = devices_of((self._phones or {}).get(target.key, ()))
            off = target.resource == "users" and is_off(text_of(row.get("status")))
            found.append(replace(each, target=target, devices=phones, is_off=off))
        return replace(place, members=tuple(found))

    async def _with_devices(self, place: Place) -> Place:
        """Read a user's desk phones; the settings tell them."""
        answer, gap = await self._answer("phoneUserSettings", {"userId": place.target.key})
        if answer is None or answer.data is None:
            return replace(place, gaps=(*place.gaps, Gap("desk phones", gap or "Zoom has no settings of the user")))
        rows = dicts(value_at(answer.data, "desk_phone.devices")) if isinstance(answer.data, Mapping) else []
        return replace(place, devices=devices_of(rows), **_and(place, answer, "settings"))

    async def _assumed(self, site: str) -> Zone:
        """Give the zone that is assumed at a site: its main auto receptionist's, else the viewer's."""
        try:
            if site and (found := await self._once(("zone", site), lambda: self._zone_of_site(site))) is not None:
                return Zone(found, assumed=True)
        except ZtuiError:
            pass
        return Zone(self._zone, assumed=True)

    async def _zone_of_site(self, site: str) -> ZoneInfo | None:
        row = await self._row("sites", site)
        menu = text_of(value_at(row, "main_auto_receptionist.id"))
        return zone_info((await self._row("auto-receptionists", menu)).get("timezone")) if menu else None

    async def _row(self, resource: str, key: str) -> Mapping[str, Any]:
        known: KnownObject | None = await self._once(
            ("object", resource, key), lambda: self._source.object(resource, key)
        )
        return {} if known is None else known.row

    async def _answer(
        self, operation: str, path: Mapping[str, str], query: Mapping[str, str] | None = None
    ) -> tuple[KnownAnswer | None, str | None]:
        """Ask, and give the answer or why there is none."""
        wanted = (operation, *path.values(), *(query or {}).values())
        try:
            return await self._once(wanted, lambda: self._source.answer(operation, path, query or {})), None
        except NotFound:
            return None, None
        except ZtuiError as error:
            return None, _reason(error)

    async def _once(self, wanted: object, ask: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
        """Ask once for the same thing, however many want it."""
        if wanted not in self._answers:
            self._answers[wanted] = asyncio.ensure_future(self._gated(ask))
        return await self._answers[wanted]

    async def _gated(self, ask: Callable[[], Awaitable[Any]]) -> Any:
        async with self._gate:
            return await ask()

    async def _owner_of(self, number: str) -> Target | None:
        """Give who has a number, if it is known to be one of the account."""
        if self._numbers is None:
            known = await self._stored.rows("numbers")
            self._numbers = {
                text_of(row.get("number")): owner
                for row in known.rows
                if (owner := voice_owner(row)) is not None and id_of(owner)
            }
        return self._numbers.get(number)

    async def _known_phones(self) -> None:
        if self._phones is None:
            self._phones = {}
            for row in (await self._stored.rows("devices")).rows:
                for each in dicts(row.get("assignees")):
                    self._phones.setdefault(text_of(each.get("id")), []).append(row)


def _and(place: Place, answer: KnownAnswer, name: str) -> dict[str, Any]:
    """Give age and raw answers of a place with one more answer."""
    as_of: datetime = answer.as_of if place.as_of is None else min(place.as_of, answer.as_of)
    return {"as_of": as_of, "raw": {**place.raw, name: answer.data}}


def _reason(error: ZtuiError) -> str:
    return error.message.rstrip(".")


def _hours_words(name: str) -> str:
    return name.replace("_", " ")
