"""Call queues, auto receptionists and shared line groups of one account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ztui.sim.world.dice import Dice, chance, pick, weighted
from ztui.sim.world.entities import Action, CommonArea, Kind, Member, Queue, Receptionist, Rules, SharedLine, Site, User
from ztui.sim.world.names import hostile
from ztui.sim.world.people import Extensions, Spread
from ztui.sim.world.words import COST_CENTERS, DEPARTMENTS, HOLIDAYS, LANGUAGES, QUEUE_TOPICS, QUEUE_TURNS, STORAGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ztui.sim.world.sizes import Scaled

__all__ = ["Staff", "make_queues", "make_receptionists", "make_shared_lines"]

OPEN, CLOSE = (7 * 60, 7 * 60 + 30, 8 * 60, 9 * 60), (17 * 60, 17 * 60 + 30, 18 * 60, 20 * 60)
_ALL_DAY = (0, 24 * 60)


@dataclass(frozen=True)
class Staff:
    """Who can be a member, by site."""

    users: tuple[tuple[User, ...], ...]
    areas: tuple[tuple[CommonArea, ...], ...]
    everybody: tuple[User, ...]

    @classmethod
    def of(cls, sites: Sequence[Site], users: Sequence[User], areas: Sequence[CommonArea]) -> Staff:
        """Sort active users and common areas by site."""
        place = {site.id: index for index, site in enumerate(sites)}
        by_user: list[list[User]] = [[] for _ in sites]
        by_area: list[list[CommonArea]] = [[] for _ in sites]
        active = tuple(user for user in users if user.status == "activate")
        for user in active:
            by_user[place[user.site_id]].append(user)
        for area in areas:
            by_area[place[area.site_id]].append(area)
        return cls(tuple(map(tuple, by_user)), tuple(map(tuple, by_area)), active)

    def members(self, dice: Dice, index: int, site: int, count: int) -> tuple[Member, ...]:
        """Choose members: neighbours in a site's list, seldom a common area; the first one is the manager."""
        words = dice.words(index)
        users = self.users[site] or self.everybody
        count = min(count, len(users))
        start, step = words[0] % max(len(users), 1), 1 + words[1] % 3
        chosen = {(start + step * turn) % len(users): None for turn in range(count)}
        members = [
            Member(
                Kind.USER,
                users[at].id,
                turn == 0,
                not turn or chance(words[2 + turn % 8] * (turn + 3) % 4294967296, 0.8),
            )
            for turn, at in enumerate(chosen)
        ]
        areas = self.areas[site]
        if areas and chance(words[11], 0.25):
            members.append(Member(Kind.COMMON_AREA, pick(words[12], areas).id, False, True))
        return tuple(members)


def _days(word: int, other: int) -> tuple[tuple[int, int] | None, ...]:
    """Give the opening hours of a week, Sunday first."""
    if chance(word, 0.08):
        return (_ALL_DAY,) * 7
    weekday = (pick(other, OPEN), pick(other >> 8, CLOSE))
    saturday = (9 * 60, 13 * 60) if chance(word, 0.3) else None
    return (None, weekday, weekday, weekday, weekday, weekday, saturday)


def _holidays(dice: Dice, index: int, year: int, word: int) -> tuple[tuple[str, str], ...]:
    """Give (id, day) of the holidays known to these hours; a third of them forget Christmas Eve."""
    known = [at for at in range(len(HOLIDAYS)) if at != 1 or not chance(word, 0.33)] if not chance(word, 0.05) else []
    return tuple((dice.id(index * 8 + at), f"{year + (HOLIDAYS[at][0] < '06')}-{HOLIDAYS[at][0]}") for at in known)


class _RuleMaker:
    """Makes hours and routing that lead somewhere."""

    def __init__(
        self, dice: Dice, year: int, staff: Staff, receptionists: Dice, queues: Dice, queue_count: int
    ) -> None:
        self._dice, self._year, self._staff = dice, year, staff
        self._holiday = Dice("holiday", dice.key())
        self._receptionists, self._queues, self._count = receptionists, queues, queue_count

    def rules(self, index: int, site: int) -> Rules:
        words = self._dice.words(index)
        overflow, overflow_to = self._way(words[0], words[1], index, site, (60, 10, 0, 20, 5, 5))
        closed, closed_to = self._way(words[2], words[3], index, site, (52, 8, 12, 8, 8, 12))
        return Rules(
            days=_days(words[4], words[5]),
            ring_mode=("simultaneous", "sequential", "rotating", "longest_idle")[weighted(words[6], (45, 25, 15, 15))],
            ring_seconds=pick(words[7], (10, 15, 20, 20, 25, 30)),
            max_wait=pick(words[8], (60, 120, 180, 300, 600, 900)),
            wrap_up=pick(words[9], (10, 15, 30, 60)),
            max_calls=pick(words[10], (5, 10, 20, 30, 60)),
            overflow=overflow,
            overflow_to=overflow_to,
            closed=closed,
            closed_to=closed_to,
            holidays=_holidays(self._holiday, index, self._year, words[11]),
        )

    def _way(self, word: int, other: int, index: int, site: int, weights: Sequence[int]) -> tuple[int, str]:
        """Choose an action and the extension that it leads to; queues lead to later ones, so never in a circle."""
        action = (
            Action.VOICEMAIL,
            Action.USER,
            Action.RECEPTIONIST,
            Action.QUEUE,
            Action.DISCONNECT,
            Action.MESSAGE,
        )[weighted(word, weights)]
        users = self._staff.users[site] or self._staff.everybody
        if action == Action.USER and users:
            return action, pick(other, users).ext_id
        if action == Action.RECEPTIONIST:
            return action, self._receptionists.id(site)
        after = self._count - index - 1
        if action == Action.QUEUE and after > 0:
            return action, self._queues.id(index + 1 + other % after)
        return (Action.VOICEMAIL, "") if action in (Action.USER, Action.QUEUE) else (action, "")


def make_queues(
    dice: Dice, receptionists: Dice, sites: Sequence[Site], staff: Staff, year: int, sizes: Scaled
) -> Iterator[Queue]:
    """Make the call queues with members, hours and routing."""
    spread, extensions, phone = Spread(len(sites)), Extensions(sites, 8000), Dice("extension", dice.key())
    makers = _RuleMaker(
        Dice("rules", dice.key()), year, staff, Dice("extension", receptionists.key()), phone, sizes.queues
    )
    team = Dice("members", dice.key())
    for index in range(sizes.queues):
        words = dice.words(index)
        at = spread.site(words[0])
        site = sites[at]
        name = hostile(dice, index, first=9)
        own = f"{pick(words[1], QUEUE_TOPICS)}{pick(words[2], QUEUE_TURNS)} {site.city}"[:32]
        department = words[1] % len(QUEUE_TOPICS) % len(DEPARTMENTS)
        yield Queue(
            id=dice.id(index),
            ext_id=phone.id(index),
            name=own if name is None else name,
            extension=extensions.take(at),
            site_id=site.id,
            status="active" if chance(words[3], 0.96) else "inactive",
            department=DEPARTMENTS[department],
            cost_center=pick(words[4], COST_CENTERS),
            description="",
            timezone=site.timezone,
            language=LANGUAGES.get(site.country, "en-US"),
            transcription=LANGUAGES.get(site.country, "en-US"),
            storage=STORAGE.get(site.country, "US"),
            members=staff.members(team, index, at, _team_size(words[5], words[6])),
            rules=makers.rules(index, at),
        )


def _team_size(word: int, other: int) -> int:
    """Give how many members a queue has: mostly a handful, now and then fifty."""
    return 20 + other % 45 if chance(word, 0.04) else 2 + other % 13


def _count_receptionists(sizes: Scaled) -> int:
    """Give how many receptionists there are: the main one of every site, and one for about every 25 queues."""
    return sizes.sites + sizes.queues // 25


def make_receptionists(
    dice: Dice, queues: Sequence[Queue], sites: Sequence[Site], staff: Staff, year: int, sizes: Scaled
) -> Iterator[Receptionist]:
    """Make the auto receptionists with their menus; number i below the count of sites is the main one of site i."""
    extensions, phone = Extensions(sites, 9000), Dice("extension", dice.key())
    makers = _RuleMaker(Dice("rules", dice.key()), year, staff, phone, Dice("extension", dice.key() + 1), 0)
    by_site: dict[str, list[Queue]] = {}
    for queue in queues:
        by_site.setdefault(queue.site_id, []).append(queue)
    for index in range(_count_receptionists(sizes)):
        words = dice.words(index)
        main = index < len(sites)
        at = index if main else words[0] % len(sites)
        site = sites[at]
        rules = makers.rules(index, at)
        if rules.closed == Action.RECEPTIONIST:
            rules = rules._replace(closed=Action.MESSAGE, closed_to="")
        name = None if main else hostile(dice, index, first=len(sites) + 1)
        yield Receptionist(
            id=dice.id(index),
            ext_id=phone.id(index),
            name=(f"{site.name} Main" if main else f"{site.city} menu {index}") if name is None else name,
            extension=extensions.take(at),
            site_id=site.id,
            department="",
            cost_center="",
            timezone=site.timezone,
            language=LANGUAGES.get(site.country, "en-US"),
            transcription=LANGUAGES.get(site.country, "en-US"),
            storage=STORAGE.get(site.country, "US"),
            main=main,
            keys=_keys(words, by_site.get(site.id, []), staff.users[at]),
            rules=rules,
        )


def _keys(words: Sequence[int], queues: Sequence[Queue], users: Sequence[User]) -> tuple[tuple[str, int, str], ...]:
    """Give the menu: 1 to 4 lead to queues, 9 to a person, 0 to the first queue, `*` repeats, `#` goes to the root."""
    keys = [
        (str(turn + 1), Action.QUEUE, pick(words[1] + turn * 7, queues).ext_id)
        for turn in range(min(2 + words[2] % 3, len(queues)))
    ]
    if users:
        keys.append(("9", Action.USER, pick(words[3], users).ext_id))
    if queues:
        keys.append(("0", Action.QUEUE, queues[0].ext_id))
    return (*keys, ("*", 21, ""), ("#", 22, ""))


def make_shared_lines(dice: Dice, sites: Sequence[Site], staff: Staff, sizes: Scaled) -> Iterator[SharedLine]:
    """Make the shared line groups: one for about every fifty users."""
    spread, extensions, phone = Spread(len(sites)), Extensions(sites, 6000), Dice("extension", dice.key())
    for index in range(sizes.users // 50):
        words = dice.words(index)
        at = spread.site(words[0])
        site = sites[at]
        name = hostile(dice, index, first=6)
        yield SharedLine(
            id=dice.id(index),
            ext_id=phone.id(index),
            name=f"{pick(words[1], DEPARTMENTS)} line {index + 1}" if name is None else name,
            extension=extensions.take(at),
            site_id=site.id,
            status="active",
            department=pick(words[1], DEPARTMENTS),
            cost_center=pick(words[2], COST_CENTERS),
            timezone=site.timezone,
            language=LANGUAGES.get(site.country, "en-US"),
            members=staff.members(Dice("members", dice.key()), index, at, 2 + words[3] % 5),
            primary="",
        )
