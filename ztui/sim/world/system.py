"""The phone system of one account: its tables, who holds which number, and the settings that were written."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from ztui.sim.world import equipment, groups, numbering, people, rooms
from ztui.sim.world.calls.history import History
from ztui.sim.world.dice import Dice
from ztui.sim.world.entities import (
    CommonArea,
    Device,
    Kind,
    Number,
    Owner,
    Queue,
    Receptionist,
    SharedLine,
    SipGroup,
    SipPhone,
    Site,
    Trunk,
    User,
)
from ztui.sim.world.extensions import Extension, Held, kind_of
from ztui.sim.world.flaws import Flaws
from ztui.sim.world.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ztui.sim.world.rooms import Pickup, Room
    from ztui.sim.world.sizes import Scaled

__all__ = ["Extension", "Held", "PhoneSystem"]

T = TypeVar("T")


class PhoneSystem:
    """One account's phone system. Tables are made when first used.

    Attributes:
        settings: What was written to policies, by family and id.
        handling: Hours and routing that were written, by extension id, in the shape of the API's answer.
        flaws: What is wrong with it, in a messy world.
        successors: The site that took over from a deleted one, by the id of that one.
    """

    def __init__(self, seed: int, account: str, domain: str, sizes: Scaled, now: datetime, master: bool) -> None:
        """Take whose system it is and how large."""
        self.account = account
        self.sizes = sizes
        self.now = now
        self.master = master
        self.domain = domain
        self._seed = seed
        self.settings: dict[tuple[str, str], dict[str, Any]] = {}
        self.handling: dict[str, dict[str, Any]] = {}
        self.flaws = Flaws()
        self._created = 0
        self.successors: dict[str, str] = {}
        self._parts: dict[Callable[[PhoneSystem], Any], Any] = {}
        self.sites: Table[Site] = Table(
            lambda: people.make_sites(self.dice("site"), self.dice("receptionist"), self.sizes)
        )
        self.users: Table[User] = Table(
            lambda: people.make_users(self.dice("user"), self.sites.initial, self.domain, self.sizes)
        )
        self.common_areas: Table[CommonArea] = Table(
            lambda: people.make_common_areas(self.dice("area"), self.sites.initial, self.sizes)
        )
        self._make_groups()
        self._make_equipment()

    def _make_groups(self) -> None:
        year = self.now.year
        self.queues: Table[Queue] = Table(
            lambda: groups.make_queues(
                self.dice("queue"), self.dice("receptionist"), self.sites.initial, self.staff, year, self.sizes
            )
        )
        self.receptionists: Table[Receptionist] = Table(
            lambda: groups.make_receptionists(
                self.dice("receptionist"), self.queues.initial, self.sites.initial, self.staff, year, self.sizes
            )
        )
        self.shared_lines: Table[SharedLine] = Table(
            lambda: groups.make_shared_lines(self.dice("line"), self.sites.initial, self.staff, self.sizes)
        )
        self.rooms: Table[Room] = Table(lambda: rooms.make_rooms(self.dice("room"), self.sites.initial, self.sizes))
        self.pickups: Table[Pickup] = Table(
            lambda: rooms.make_pickups(self.dice("pickup"), self.sites.initial, self.staff)
        )

    def _make_equipment(self) -> None:
        self.trunks: Table[Trunk] = Table(lambda: numbering.make_trunks(self.dice("trunk"), self.master))
        self.sip_groups: Table[SipGroup] = Table(
            lambda: numbering.make_groups(self.dice("sip group"), self.trunks.initial)
        )
        self.numbers: Table[Number] = Table(
            lambda: rooms.with_numbers(
                numbering.make_numbers(self.dice("number"), self.holders, self.sip_groups.initial, self.sizes.numbers),
                self.rooms.initial,
            )
        )
        self.devices: Table[Device] = Table(
            lambda: equipment.make_devices(
                self.dice("device"), self.sites.initial, self.users.initial, self.common_areas.initial
            )
        )
        self.sip_phones: Table[SipPhone] = Table(
            lambda: equipment.make_sip_phones(self.dice("sip phone"), self.users.initial)
        )

    def dice(self, *kind: object) -> Dice:
        """Give the randomness of a kind of object in this account."""
        return Dice(self._seed, self.account, *kind)

    def new_id(self) -> str:
        """Give the id of something that was just created; the same writes in the same order give the same ids."""
        self._created += 1
        return self.dice("created").id(self._created)

    def part(self, make: Callable[[PhoneSystem], T]) -> T:
        """Give what `make` makes of the system, made once: the state of one subject, such as its text messages."""
        if make not in self._parts:
            self._parts[make] = make(self)
        made: T = self._parts[make]
        return made

    @cached_property
    def history(self) -> History:
        """The account's calls."""
        return History(self)

    @cached_property
    def staff(self) -> groups.Staff:
        """Who could be a member of a group as the world began."""
        return groups.Staff.of(self.sites.initial, self.users.initial, self.common_areas.initial)

    @property
    def holders(self) -> numbering.Holders:
        """Who could hold a number as the world began."""
        return numbering.Holders(
            self.sites.initial,
            self.users.initial,
            self.queues.initial,
            self.receptionists.initial,
            self.common_areas.initial,
            self.shared_lines.initial,
        )

    @cached_property
    def _holdings(self) -> dict[str, dict[str, None]]:
        """Ids of the numbers by the id of their owner."""
        held: dict[str, dict[str, None]] = defaultdict(dict)
        for number in self.numbers:
            if number.owner is not None:
                held[number.owner.id][number.id] = None
        return held

    @cached_property
    def _by_e164(self) -> dict[str, str]:
        return {number.number: number.id for number in self.numbers}

    def numbers_of(self, owner_id: str) -> list[Number]:
        """Give the numbers of an owner."""
        found = (self.numbers.get(key) for key in self._holdings.get(owner_id, ()))
        return [number for number in found if number is not None]

    def number_by_e164(self, number: str) -> Number | None:
        """Give the number that reads so, with or without the plus sign."""
        key = self._by_e164.get("+" + number.lstrip("+ "))
        return None if key is None else self.numbers.get(key)

    def put_number(self, number: Number) -> None:
        """Add a number or replace it, and keep who holds what."""
        before = self.numbers.get(number.id)
        if before is not None and before.owner is not None:
            self._holdings[before.owner.id].pop(number.id, None)
        self.numbers.put(number)
        self._by_e164[number.number] = number.id
        if number.owner is not None:
            self._holdings.setdefault(number.owner.id, {})[number.id] = None

    def remove_number(self, key: str) -> None:
        """Take a number out of the account."""
        gone = self.numbers.remove(key)
        if gone is None:
            return
        self._by_e164.pop(gone.number, None)
        if gone.owner is not None:
            self._holdings[gone.owner.id].pop(key, None)

    def assign(self, number: Number, owner: Owner | None) -> None:
        """Give a number to an owner, or to nobody."""
        self.put_number(number._replace(owner=owner))

    def release_numbers(self, owner_id: str) -> None:
        """Make all numbers of an owner unassigned."""
        for number in self.numbers_of(owner_id):
            self.assign(number, None)

    @cached_property
    def _user_ids(self) -> dict[str, str]:
        """Ids of users by e-mail and phone user id."""
        keys = {user.email.lower(): user.id for user in self.users}
        return keys | {user.phone_user_id: user.id for user in self.users}

    def user(self, key: str) -> User | None:
        """Give a user by id, phone user id or e-mail."""
        found = self.users.get(key)
        if found is None:
            found = self.users.get(self._user_ids.get(key, "") or self._user_ids.get(key.lower(), ""))
        return found

    def put_user(self, user: User) -> None:
        """Add a user or replace it."""
        self.users.put(user)
        self._user_ids[user.email.lower()] = user.id
        self._user_ids[user.phone_user_id] = user.id

    def tables(self) -> tuple[tuple[Kind, Table[Any]], ...]:
        """Give the tables of everything with an extension."""
        return (
            (Kind.USER, self.users),
            (Kind.QUEUE, self.queues),
            (Kind.RECEPTIONIST, self.receptionists),
            (Kind.COMMON_AREA, self.common_areas),
            (Kind.SHARED_LINE, self.shared_lines),
            (Kind.ROOM, self.rooms),
            (Kind.PICKUP, self.pickups),
        )

    @cached_property
    def _extension_ids(self) -> dict[str, tuple[Kind, str]]:
        return {each.ext_id: (kind, each.id) for kind, table in self.tables() for each in table}

    def extension(self, ext_id: str) -> Held | None:
        """Give what has this extension id, or None."""
        known = self._extension_ids.get(ext_id)
        if known is None:
            return None
        kind, key = known
        found = self.thing(kind, key)
        return None if found is None else Held(kind, found)

    def put_extension(self, thing: Extension) -> None:
        """Add something with an extension to its table, or replace it."""
        kind = kind_of(thing)
        if isinstance(thing, User):
            self.put_user(thing)
        else:
            dict(self.tables())[kind].put(thing)
        self._extension_ids[thing.ext_id] = (kind, thing.id)

    def remove_extension(self, thing: Extension) -> None:
        """Take something with an extension away: its numbers become unassigned, memberships and devices end."""
        kind = kind_of(thing)
        self.release_numbers(thing.id)
        dict(self.tables())[kind].remove(thing.id)
        for table in (self.queues, self.shared_lines):
            for group in [each for each in table if any(member.id == thing.id for member in each.members)]:
                members = tuple(member for member in group.members if member.id != thing.id)
                self.put_extension(group._replace(members=members))
        for device in [device for device in self.devices if thing.ext_id in device.assignees]:
            self.devices.put(device._replace(assignees=tuple(at for at in device.assignees if at != thing.ext_id)))

    def site(self, key: str) -> Site | None:
        """Give a site by id, or the one that took over when it was deleted."""
        while key in self.successors:
            key = self.successors[key]
        return self.sites.get(key)

    def thing(self, kind: Kind, key: str) -> Extension | None:
        """Give the object of a kind by its id, or None."""
        for known, table in self.tables():
            if known == kind:
                found: Extension | None = table.get(key)
                return found
        return None

    def extension_taken(self, extension: int, besides: str = "") -> bool:
        """Tell whether a full extension belongs to something other than the object `besides`."""
        return any(each.extension == extension and each.id != besides for _, table in self.tables() for each in table)

    def free_extension(self, site: Site, first: int) -> int:
        """Give the first free full extension of a site from a short one on (counted for four digits)."""
        taken = {each.extension for _, table in self.tables() for each in table}
        number = int(f"{site.code}{'0' * site.short_length}") + int(first * 10.0 ** (site.short_length - 4))
        while number in taken:
            number += 1
        return number
