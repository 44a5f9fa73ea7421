"""Who takes part in calls: the people and groups as the world began, ready to be put into a call."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from ztui.sim.world import numbering
from ztui.sim.world.calls.timeline import HOURS_OF_WEEK, hour_of_week
from ztui.sim.world.dice import pick
from ztui.sim.world.entities import Kind, Owner
from ztui.sim.world.equipment import CALLING_CODES
from ztui.sim.world.names import HOSTILE, company
from ztui.sim.world.places import EXTERNAL, EXTERNAL_FROM, number_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.sim.world.entities import Number, Receptionist, Rules, User
    from ztui.sim.world.system import Extension, PhoneSystem

__all__ = ["ANONYMOUS", "EMERGENCY", "Cast", "Desk", "Menu", "Party", "Place"]

_DEVICES = (
    "WIN_Client(6.6.1.2044)",
    "MAC_Client(6.6.0.46)",
    "iOS_Client(6.6.3)",
    "Yealink T54W(96.86.0.70)",
    "Poly VVX 450(6.4.5)",
    "Android_Client(6.6.2)",
    "Web_Client",
)


class Party(NamedTuple):
    """One side of a call; empty texts for what it has not. `at` is its site, -1 outside."""

    kind: str
    id: str
    ext_id: str
    name: str
    email: str
    extension: str
    number: str
    number_type: str
    country: str
    device: str
    at: int
    trunk: int
    department: str
    cost_center: str
    employee_id: str


ANONYMOUS = Party("", "", "", "Anonymous", "", "", "", "anonymous_number", "", "", -1, -1, "", "", "")
"""A caller who withholds the number."""

EMERGENCY = Party("", "", "", "Emergency", "", "", "911", "external_service_number", "US", "", -1, -1, "", "", "")
"""Whom one calls in need."""


class Desk(NamedTuple):
    """A queue at work: who rings and by which rules; `holidays` are days since the epoch."""

    party: Party
    rules: Rules
    timezone: str
    holidays: frozenset[int]
    ringing: tuple[Party, ...]
    records: bool


class Menu(NamedTuple):
    """An auto receptionist at work; `keys` lead to extension ids."""

    party: Party
    rules: Rules
    timezone: str
    holidays: frozenset[int]
    keys: tuple[tuple[str, int, str], ...]


class Place(NamedTuple):
    """Who is at a site."""

    users: tuple[Party, ...]
    desks: tuple[Desk, ...]
    menus: tuple[Menu, ...]
    areas: tuple[Party, ...]
    id: str
    name: str
    country: str


@cache
def _offset(timezone: str, day: int) -> int:
    """Give the seconds that a zone is ahead of UTC at noon of a day."""
    instant = datetime(1970, 1, 1, 12, tzinfo=UTC) + timedelta(days=day)
    offset = instant.astimezone(ZoneInfo(timezone)).utcoffset()
    return int(offset.total_seconds()) if offset is not None else 0


def _days(holidays: Sequence[tuple[str, str]]) -> frozenset[int]:
    return frozenset((date.fromisoformat(day) - date(1970, 1, 1)).days for _, day in holidays)


class Cast:
    """Everybody of one account. It is made of the initial objects, so that later writes change no past call."""

    def __init__(self, system: PhoneSystem) -> None:
        """Take the phone system."""
        self._system = system
        self._sites = {site.id: at for at, site in enumerate(system.sites.initial)}
        self._lines = self._first_numbers(system)
        self._trunk_of = self._trunks(system)
        self._dice = system.dice("external")
        self._crowd = max(system.sizes.calls // 5, 200)
        self.sip_groups = system.sip_groups.initial
        self.trunks = system.trunks.initial
        self.by_ext: dict[str, Party | Desk | Menu] = {}
        self.places = self._places(system)
        self._hours = self._site_hours(system)

    @staticmethod
    def _first_numbers(system: PhoneSystem) -> dict[Owner, Number]:
        if not system.numbers.is_made:
            return numbering.first_numbers(
                system.dice("number"), system.holders, system.sip_groups.initial, system.sizes.numbers
            )
        lines: dict[Owner, Number] = {}
        for number in system.numbers.initial:
            if number.owner is not None:
                lines.setdefault(number.owner, number)
        return lines

    @staticmethod
    def _trunks(system: PhoneSystem) -> dict[str, int]:
        return {group.id: at for at, group in enumerate(system.sip_groups.initial)}

    def _party(self, kind: Kind, thing: Extension, country: str, salt: int) -> Party:
        number = self._lines.get(Owner(kind, thing.id))
        user: User | None = thing if kind == Kind.USER else None  # type: ignore[assignment]
        byoc = number is not None and number.source.startswith("BYOC")
        made = Party(
            kind=kind.value,
            id=thing.id,
            ext_id=thing.ext_id,
            name=thing.name,
            email=user.email if user else "",
            extension=str(thing.extension),
            number=number.number if number else "",
            number_type="byoc"
            if byoc
            else "zoom_toll_free_number"
            if number and number.type == "TollFree"
            else "zoom_pstn",
            country=country,
            device=pick(salt, _DEVICES) if kind in (Kind.USER, Kind.COMMON_AREA) else "",
            at=self._sites[thing.site_id],
            trunk=self._trunk_of.get(number.sip_group, -1) if number else -1,
            department=thing.department,
            cost_center=thing.cost_center,
            employee_id=user.employee_id if user else "",
        )
        self.by_ext[thing.ext_id] = made
        return made

    def _places(self, system: PhoneSystem) -> tuple[Place, ...]:
        sites = system.sites.initial
        users: list[list[Party]] = [[] for _ in sites]
        areas: list[list[Party]] = [[] for _ in sites]
        desks: list[list[Desk]] = [[] for _ in sites]
        menus: list[list[Menu]] = [[] for _ in sites]
        by_id: dict[str, Party] = {}
        for salt, user in enumerate(system.users.initial):
            at = self._sites[user.site_id]
            by_id[user.id] = self._party(Kind.USER, user, sites[at].country, salt)
            if user.status == "activate":
                users[at].append(by_id[user.id])
        for salt, area in enumerate(system.common_areas.initial):
            at = self._sites[area.site_id]
            by_id[area.id] = self._party(Kind.COMMON_AREA, area, sites[at].country, 3 + salt % 2)
            areas[at].append(by_id[area.id])
        for salt, queue in enumerate(system.queues.initial):
            at = self._sites[queue.site_id]
            ringing = tuple(by_id[member.id] for member in queue.members if member.receives)
            party = self._party(Kind.QUEUE, queue, sites[at].country, salt)
            desk = Desk(party, queue.rules, queue.timezone, _days(queue.rules.holidays), ringing, salt % 3 == 0)
            self.by_ext[queue.ext_id] = desk
            if queue.status == "active":
                desks[at].append(desk)
        for menu in system.receptionists.initial:
            at = self._sites[menu.site_id]
            self.by_ext[menu.ext_id] = made = self._menu(menu, sites[at].country)
            menus[at].append(made)
        return tuple(
            Place(tuple(users[at]), tuple(desks[at]), tuple(menus[at]), tuple(areas[at]), s.id, s.name, s.country)
            for at, s in enumerate(sites)
        )

    def _menu(self, menu: Receptionist, country: str) -> Menu:
        party = self._party(Kind.RECEPTIONIST, menu, country, 0)
        return Menu(party, menu.rules, menu.timezone, _days(menu.rules.holidays), menu.keys)

    def _site_hours(self, system: PhoneSystem) -> list[list[float]]:
        """Give for each hour of the week in UTC the running sums of the sites' load."""
        now = int(system.now.timestamp())
        hours: list[list[float]] = []
        for hour in range(HOURS_OF_WEEK):
            loads = []
            for site, place in zip(system.sites.initial, self.places, strict=True):
                local = hour + _offset(site.timezone, now // 86_400) / 3600
                loads.append(len(place.users) * _busy(int(local % 24), int(local // 24 % 7)))
            hours.append(list(accumulate(loads)))
        return hours

    def loads(self) -> list[float]:
        """Give the load of each hour of a week in UTC."""
        return [sums[-1] if sums else 0.0 for sums in self._hours]

    def place_at(self, instant: int, word: int) -> Place:
        """Choose the site where a call of this instant takes place: rather one where people are at work."""
        sums = self._hours[hour_of_week(instant)]
        at = bisect_right(sums, word / 4294967296 * sums[-1])
        return self.places[min(at, len(self.places) - 1)]

    def outsider(self, word: int, hostile: int) -> Party:
        """Give somebody outside: regulars call often, most only once."""
        share = word / 4294967296
        index = int(share * share * share * self._crowd)
        words = self._dice.words(index)
        plan = pick(words[0], EXTERNAL)
        name = pick(index, HOSTILE) if words[1] % 60 == 0 or hostile % 900 == 0 else company(*words[2:5])
        return Party(
            "",
            "",
            "",
            name,
            "",
            "",
            number_in(plan, EXTERNAL_FROM + index),
            "external_contact" if words[5] % 40 == 0 else "external_pstn",
            plan.country,
            "",
            -1,
            -1,
            "",
            "",
            "",
        )

    def is_open(self, desk: Desk | Menu, instant: int) -> bool:
        """Tell whether a queue or menu is within its business hours at an epoch second."""
        local = instant + _offset(desk.timezone, instant // 86_400)
        day, seconds = divmod(local, 86_400)
        hours = desk.rules.days[(day + 4) % 7]
        return hours is not None and hours[0] <= seconds // 60 < hours[1] and day not in desk.holidays

    def calling_code(self, country: str) -> str:
        """Give the calling code of a country, "" for an unknown one."""
        return CALLING_CODES.get(country, "")


def _busy(hour: int, weekday: int) -> float:
    """Give the load of a person's hour, weekday 0 being Sunday."""
    if weekday in (0, 6):
        return 0.06 if 8 <= hour < 18 else 0.01
    if 9 <= hour < 17:
        return 0.8 if hour in (12, 13) else 1.0
    return 0.4 if hour in (7, 8, 17, 18) else 0.02
