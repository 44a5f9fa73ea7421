"""BYOC trunks, SIP groups and the number inventory of one account."""

from __future__ import annotations

from functools import cache
from itertools import islice
from math import gcd
from typing import TYPE_CHECKING, NamedTuple

from ztui.sim.world.dice import Dice, chance, pick
from ztui.sim.world.entities import (
    CommonArea,
    Kind,
    Number,
    Owner,
    Queue,
    Receptionist,
    SharedLine,
    SipGroup,
    Site,
    Trunk,
    User,
)
from ztui.sim.world.people import Spread
from ztui.sim.world.places import PLACES, TOLL_FREE, number_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ztui.sim.world.places import Plan

__all__ = [
    "CONTACT_CENTER",
    "PHONE",
    "UNALLOCATED",
    "Holders",
    "first_numbers",
    "make_groups",
    "make_numbers",
    "make_trunks",
]

PHONE, CONTACT_CENTER, UNALLOCATED = "ZOOM_PHONE", "ZOOM_CONTACT_CENTER", "UNALLOCATED"

_TRUNKS = (
    ("west-byoc-1", "BYOC", "CarrierWest", "US West", "SBC-SJC-01", PHONE),
    ("west-byoc-2", "BYOC", "CarrierWest", "US West", "SBC-SJC-02", PHONE),
    ("east-byoc-1", "BYOC", "AT&T", "US East", "SBC-NYC-01", "COMMON"),
    ("emea-byoc-1", "BYOC", "Deutsche Telekom", "EMEA", "SBC-FRA-01", PHONE),
    ("apac-byoc-1", "BYOC", "KDDI", "APAC", "SBC-TYO-01", PHONE),
    ("premises-[lab]", "BYOP", "Lumen", "US West", "SBC-LAB", PHONE),
    ("contact-byoc-1", "BYOC", "BT", "EMEA", "SBC-LON-01", CONTACT_CENTER),
)
_CARRIER_CODES = (1457, 1457, 457, 4, 6, 8, 3)
_GROUPS = ("", " fallback")
_TRUNK_BY_PLACE = {"US": (0, 1, 2), "CA": (2,), "GB": (3,), "DE": (3,), "FR": (3,), "IT": (3,), "JP": (4,), "AU": (4,)}


def make_trunks(dice: Dice, master: bool) -> Iterator[Trunk]:
    """Make the trunks; a sub account has two."""
    for index, (name, kind, carrier, region, label, system) in enumerate(_TRUNKS[: None if master else 2]):
        account = f"{carrier.split()[0].lower()}-{dice.word(index) % 90000 + 10000}"
        yield Trunk(dice.id(index), name, kind, carrier, account, region, label, system)


def make_groups(dice: Dice, trunks: Sequence[Trunk]) -> Iterator[SipGroup]:
    """Make two SIP groups for every trunk."""
    for at, trunk in enumerate(trunks):
        for turn, suffix in enumerate(_GROUPS):
            index = at * len(_GROUPS) + turn
            yield SipGroup(
                id=dice.id(index),
                name=f"{trunk.name.replace('byoc', 'group')}{suffix}",
                description=f"Numbers of {trunk.carrier} {trunk.region}{suffix}",
                send_name=turn == 0,
                trunk_id=trunk.id,
                system=trunk.system,
            )


class _Slot(NamedTuple):
    """A number to be: who holds it, where, and whether it is toll free."""

    owner: Owner | None
    site: int
    toll_free: bool
    product: str


class Holders(NamedTuple):
    """Everybody who may hold a number."""

    sites: Sequence[Site]
    users: Sequence[User]
    queues: Sequence[Queue]
    receptionists: Sequence[Receptionist]
    areas: Sequence[CommonArea]
    lines: Sequence[SharedLine]


def _owned(dice: Dice, holders: Holders) -> Iterator[_Slot]:
    """Give the numbers that somebody holds, the most important first, in case there are few."""
    place = {site.id: index for index, site in enumerate(holders.sites)}
    drawn = cache(dice.words)

    def slots(kind: Kind, owners: Iterable[tuple[int, str, str]], share: float, salt: int) -> Iterator[_Slot]:
        for index, key, site in owners:
            if chance(drawn(index)[salt], share):
                yield _Slot(Owner(kind, key), place[site], salt == 9, PHONE)

    receptionists = [(i, r.id, r.site_id) for i, r in enumerate(holders.receptionists)]
    queues = [(10_000_000 + i, q.id, q.site_id) for i, q in enumerate(holders.queues)]
    users = [(20_000_000 + i, u.id, u.site_id) for i, u in enumerate(holders.users) if u.status == "activate"]
    areas = [(30_000_000 + i, a.id, a.site_id) for i, a in enumerate(holders.areas)]
    lines = [(40_000_000 + i, g.id, g.site_id) for i, g in enumerate(holders.lines)]
    yield from slots(Kind.RECEPTIONIST, receptionists, 1, 0)
    yield from slots(Kind.QUEUE, queues, 1, 0)
    yield from slots(Kind.USER, users, 0.95, 0)
    yield from slots(Kind.SHARED_LINE, lines, 1, 0)
    yield from slots(Kind.COMMON_AREA, areas, 0.6, 0)
    yield from slots(Kind.RECEPTIONIST, receptionists, 0.5, 9)
    yield from slots(Kind.QUEUE, queues, 0.4, 1)
    yield from slots(Kind.QUEUE, queues, 0.15, 9)
    for salt, share in ((1, 0.5), (2, 0.25), (3, 0.1)):
        yield from slots(Kind.USER, users, share, salt)
    for site in range(min(len(holders.sites), 2)):
        yield _Slot(Owner(Kind.MEETING, dice.id(-1 - site)), site, False, PHONE)


def _slots(dice: Dice, holders: Holders, count: int) -> list[_Slot]:
    """Give as many numbers as asked for, those without an owner last."""
    slots = list(islice(_owned(dice, holders), count))
    site_of = Spread(len(holders.sites)).site
    for index in range(len(slots), count):
        words = dice.words(50_000_000 + index)
        product = PHONE if chance(words[0], 0.85) else CONTACT_CENTER if chance(words[1], 0.7) else UNALLOCATED
        slots.append(_Slot(None, site_of(words[2]), chance(words[3], 0.06), product))
    return slots


def _scatter(count: int) -> int:
    """Give a step that visits all places below `count` once; 1 if there are none."""
    step = max(int(count * 0.618), 1)
    while gcd(step, count) != 1:
        step += 1
    return step


_Drawn = tuple[int, _Slot, "Sequence[int]", "Plan", int]
"""What is known of a number before the rest of it is made: its place, slot, words and plan, its ordinal in the plan."""


def _drawn(dice: Dice, holders: Holders, count: int) -> Iterator[_Drawn]:
    """Draw the numbers in their order, which is what each depends on of those before it."""
    slots, step = _slots(dice, holders, count), _scatter(count)
    plans = [PLACES[site.place].plans for site in holders.sites]
    taken: dict[str, int] = {}
    for index in range(count):
        slot = slots[index * step % count]
        words = dice.words(60_000_000 + index)
        plan = pick(words[0], TOLL_FREE if slot.toll_free else plans[slot.site])
        ordinal = taken[plan.prefix] = taken.get(plan.prefix, 0) + 1
        yield index, slot, words, plan, ordinal


def make_numbers(dice: Dice, holders: Holders, groups: Sequence[SipGroup], count: int) -> Iterator[Number]:
    """Make the numbers: E.164, most with an owner of the same site, a third BYOC with a SIP group."""
    names = _display_names(holders)
    for drawn in _drawn(dice, holders, count):
        yield _number(dice, holders, groups, names, drawn)


def first_numbers(dice: Dice, holders: Holders, groups: Sequence[SipGroup], count: int) -> dict[Owner, Number]:
    """Make of the same numbers only the first of each owner, which takes half the time."""
    names = _display_names(holders)
    found: dict[Owner, Number] = {}
    for drawn in _drawn(dice, holders, count):
        owner = drawn[1].owner
        if owner is not None and owner not in found:
            found[owner] = _number(dice, holders, groups, names, drawn)
    return found


def _number(
    dice: Dice, holders: Holders, groups: Sequence[SipGroup], names: Mapping[Owner, str], drawn: _Drawn
) -> Number:
    """Make one number."""
    index, slot, words, plan, ordinal = drawn
    site = holders.sites[slot.site]
    country = PLACES[site.place].country
    source, carrier, group = _supply(words, country, groups, slot)
    owner = slot.owner
    pending = owner is None and chance(words[6], 0.02)
    return Number(
        id=dice.id(index),
        number=number_in(plan, ordinal),
        product=slot.product,
        type="TollFree" if slot.toll_free else "Toll" if country != "NL" else "National",
        source=source,
        status="Pending" if pending else "Normal",
        carrier=carrier,
        display_name=names.get(owner, "") if owner and chance(words[7], 0.3) else "",
        caller_id_name="ACME CORP" if chance(words[8], 0.4) else "",
        incoming=True,
        outgoing=not slot.toll_free or chance(words[9], 0.5),
        messaging=country == "US" and source == "Zoom" and chance(words[10], 0.5),
        emergency=owner is not None and owner.kind in (Kind.USER, Kind.COMMON_AREA),
        site_id=site.id if slot.product == PHONE else "",
        owner=owner,
        sip_group=group,
        place=site.place,
    )


def _supply(words: Sequence[int], country: str, groups: Sequence[SipGroup], slot: _Slot) -> tuple[str, int, str]:
    """Choose source, carrier code and SIP group of a number."""
    trunks = _TRUNK_BY_PLACE.get(country, (0,)) if len(groups) > 2 * len(_TRUNK_BY_PLACE["US"]) else (0,)
    if slot.product == PHONE and groups and not slot.toll_free and chance(words[1], 0.35):
        trunk = pick(words[2], trunks)
        if country == "US" and len(groups) > 11 and chance(words[3], 0.04):
            return "BYOCPremises", _CARRIER_CODES[5], groups[10].id
        return "BYOCCloud", _CARRIER_CODES[trunk], groups[trunk * 2 + chance(words[4], 0.2)].id
    source = "Zoom" if chance(words[5], 0.7) else "ZoomPorted"
    return source, 2 if country in ("US", "CA") else 1, ""


def _display_names(holders: Holders) -> dict[Owner, str]:
    """Give the names that some numbers show."""
    names = {Owner(Kind.QUEUE, queue.id): queue.name for queue in holders.queues}
    names |= {Owner(Kind.RECEPTIONIST, menu.id): menu.name for menu in holders.receptionists}
    return names
