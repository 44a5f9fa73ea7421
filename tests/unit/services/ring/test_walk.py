"""The tree beside a walk through the simulator's own state, for every number and many moments."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from tests.unit.services.changes.house import House, house
from ztui.resources.numbers import NUMBERS
from ztui.services.changes.applying import apply
from ztui.services.changes.updating import plan_update
from ztui.services.inventory.reach import Reach
from ztui.services.ring.asking import Outside, found_start
from ztui.services.ring.reading import Reader
from ztui.services.ring.ring import Ring, start_of
from ztui.services.ring.session import read_in
from ztui.sim.world.entities import Action, CommonArea, Kind, Queue, Receptionist, SharedLine, User

if TYPE_CHECKING:
    from pathlib import Path

    from ztui.services.ring.model import Node
    from ztui.sim.world.entities import Rules
    from ztui.sim.world.system import PhoneSystem

WORLD = {"users": "24", "queues": "9", "sites": "4", "numbers": "70", "calls": "0", "accounts": "0"}
ZONES = ("America/Los_Angeles", "Europe/Berlin", "Australia/Sydney", "Asia/Kolkata", "America/St_Johns")
ALL_DAY = (0, 24 * 60)
Here = set[tuple[str, str]]


def _shuffled(system: PhoneSystem, dice: random.Random) -> None:
    """Let queues and menus lead anywhere, in circles too, in many zones and hours."""
    groups = [each for table in (system.queues, system.receptionists) for each in table]
    targets = {
        Action.USER: [each.ext_id for each in system.users],
        Action.COMMON_AREA: [each.ext_id for each in system.common_areas],
        Action.QUEUE: [each.ext_id for each in system.queues],
        Action.RECEPTIONIST: [each.ext_id for each in system.receptionists],
        Action.SHARED_LINE: [each.ext_id for each in system.shared_lines],
        Action.VOICEMAIL: [""],
        Action.DISCONNECT: [""],
        Action.MESSAGE: [""],
    }

    def way() -> tuple[int, str]:
        known = [each for each, found in targets.items() if found]
        action = dice.choice([*known, *(Action.QUEUE, Action.RECEPTIONIST) * 4])
        return action, dice.choice(targets[action])

    for each in groups:
        days = [dice.choice([None, ALL_DAY, (8 * 60, 18 * 60), (9 * 60, 23 * 60 + 59)]) for _ in range(7)]
        closed, closed_to = way() if isinstance(each, Queue) or dice.random() < 0.7 else (Action.IVR, "")
        overflow, overflow_to = way()
        holidays = [(f"h{n}{each.ext_id}", f"2026-{month:02}-{day:02}") for n, (month, day) in enumerate(
            dice.sample([(11, 26), (12, 24), (12, 25), (10, 25), (11, 1)], dice.randint(0, 3)))]  # fmt: skip
        rules = each.rules._replace(
            days=tuple(days) if dice.random() < 0.8 else (ALL_DAY,) * 7, closed=closed, closed_to=closed_to,
            overflow=overflow, overflow_to=overflow_to, holidays=tuple(holidays),
        )  # fmt: skip
        changed = each._replace(rules=rules, timezone=dice.choice(ZONES))
        if isinstance(changed, Queue) and dice.random() < 0.4:
            members = tuple(member._replace(receives=dice.random() < 0.3) for member in changed.members)
            changed = changed._replace(members=members[: dice.randint(0, 3)])
        system.put_extension(changed)


def _is_open(rules: Rules, zone: str, moment: datetime) -> bool:
    local = moment.astimezone(ZoneInfo(zone))
    if any(day == f"{local:%Y-%m-%d}" for _, day in rules.holidays):
        return False
    hours = rules.days[local.isoweekday() % 7]
    last = 24 * 60 if hours is not None and hours[1] == 23 * 60 + 59 else hours[1] if hours else 0
    return hours is not None and hours[0] <= local.hour * 60 + local.minute < last


class Walk:
    """Follows a call through the simulator's state."""

    def __init__(self, system: PhoneSystem, moment: datetime) -> None:
        self.system, self.moment = system, moment

    def number(self, number: Any) -> Here:
        if number.owner is None:
            return {("number", number.id)}
        thing = self.system.thing(number.owner.kind, number.owner.id)
        if number.owner.kind in (Kind.ROOM, Kind.PICKUP, Kind.MEETING, Kind.LOCATION) or thing is None:
            return {("unseen", "")}
        return self.extension(thing.ext_id, ())

    def extension(self, ext_id: str, path: tuple[str, ...]) -> Here:
        held = self.system.extension(ext_id)
        assert held is not None
        thing, path_here = held.thing, (*path, ext_id)
        if ext_id in path:
            return {("loop", thing.id)}
        if isinstance(thing, User):
            return {("stuck", thing.id)} if thing.status == "deactivate" else {("devices", thing.id)}
        if isinstance(thing, CommonArea):
            return {("devices", thing.id)}
        if isinstance(thing, SharedLine):
            return self.shared_line(thing)
        assert isinstance(thing, Queue | Receptionist)
        rules = thing.rules
        if isinstance(thing, Queue) and thing.status == "inactive":
            return {("stuck", thing.id)}
        if not _is_open(rules, thing.timezone, self.moment):
            return self.way(thing, rules.closed, rules.closed_to, path_here)
        if isinstance(thing, Receptionist):
            return {("hours", thing.id)}
        if any(each.receives or each.kind == Kind.COMMON_AREA for each in thing.members):
            return {("members", thing.id)}
        return self.way(thing, rules.overflow, rules.overflow_to, path_here)

    def shared_line(self, line: SharedLine) -> Here:
        local = self.moment.astimezone(ZoneInfo(line.timezone))
        is_open = local.isoweekday() < 6 and 9 <= local.hour < 17
        return {("members" if is_open and line.members else "voicemail", line.id)}

    def way(self, thing: Any, action: int, target: str, path: tuple[str, ...]) -> Here:
        if action == Action.VOICEMAIL:
            return {("voicemail", thing.id)}
        if action == Action.IVR:
            return {("hours", thing.id)}
        return self.extension(target, path) if target else {("end", "")}


def _described(node: Node) -> tuple[str, str]:
    key = node.key or node.place.partition("/")[2]
    if any(each.mark.value == "loop" for each in node.notes):
        return "loop", key
    if node.kind == "auto_receptionist":
        return "hours", key  # a menu that is the same all day
    if node.kind in ("user", "call_queue"):
        return "stuck", key
    return (node.kind, "") if node.kind in ("end", "unseen") else (node.kind, key)


def _moments(dice: random.Random) -> list[datetime]:
    first = datetime(2026, 10, 1, tzinfo=UTC)
    drawn = [first + timedelta(minutes=dice.randrange(100 * 24 * 60)) for _ in range(6)]
    # The nights when clocks change in Sydney, Berlin and America, and both ends of a holiday.
    nights = (
        "2026-10-03T15:30 2026-10-25T00:30 2026-10-25T01:30 2026-11-01T08:30 2026-11-01T09:30 "
        "2026-12-24T23:59 2026-12-25T07:59 2026-12-25T08:00"
    )
    return drawn + [datetime.fromisoformat(each).replace(tzinfo=UTC) for each in nights.split(" ")]


async def _world(home: House, seed: int) -> PhoneSystem:
    world = home.box.engine.world
    system = world.system(world.master_id)
    dice = random.Random(seed)
    _shuffled(system, dice)
    return system


@pytest.mark.parametrize("seed", [15, 27])
async def test_every_number_rings_where_the_simulator_says_at_any_moment(tmp_path: Path, seed: int) -> None:
    async with house(tmp_path, world=WORLD) as home:
        system = await _world(home, seed)
        moments = _moments(random.Random(seed))
        kinds = set()
        known = {each["id"]: each for each in await home.rows("numbers")}
        reader = Reader(Reach(home.session.inventory), home.session.inventory, home.session.zone)
        for number in list(system.numbers):
            start = start_of(NUMBERS, known[number.id])
            assert start is not None
            read = Ring(start, await reader.graph(start.targets), home.session.zone)
            for moment in moments:
                tree = read.at(moment)
                told = {_described(each) for each in tree.here}
                assert told == Walk(system, moment).number(number), (number.number, moment)
                kinds |= {kind for kind, _ in told}
        assert {"devices", "members", "voicemail", "hours", "end", "number", "loop"} <= kinds


async def test_an_object_is_read_once_for_all_that_leads_to_it(tmp_path: Path) -> None:
    async with house(tmp_path, world=WORLD) as home:
        system = await _world(home, 3)
        number = next(each for each in system.numbers if each.owner and each.owner.kind == Kind.RECEPTIONIST)
        found = await found_start(home.session, number.number)
        assert not isinstance(found, Outside)
        home.wire.asked.clear()
        await read_in(home.session, found[1])
        assert len(home.wire.asked) == len(set(home.wire.asked)) + sum(
            path.endswith("/ivr") for _, path in home.wire.asked
        ) - len({path for _, path in home.wire.asked if path.endswith("/ivr")})  # a menu of each kind of hours
        home.wire.asked.clear()
        await read_in(home.session, found[1])
        assert home.wire.asked == []  # it is young enough


async def test_what_was_written_shows_in_the_next_tree(tmp_path: Path) -> None:
    async with house(tmp_path, world=WORLD) as home:
        queue = (await home.rows("call-queues"))[0]
        found = await found_start(home.session, queue["id"])
        assert not isinstance(found, Outside)
        night, parents = datetime(2026, 11, 21, 9, tzinfo=UTC), (("extensionId", queue["extension_id"]),)
        await read_in(home.session, found[1])
        for action, kind in ((11, "end"), (1, "voicemail")):
            values, key = {"settings.call_not_answer_action": action}, "closed_hours+call_handling+"
            await apply(home.session, await plan_update(home.session, "call-handling", key, values, parents=parents))
            assert [each.kind for each in (await read_in(home.session, found[1])).at(night).here] == [kind]
