"""Faults that a check should find, planted into the data of a messy world, with a list of what they are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from ztui.sim.world.entities import Action, Kind, Owner, SipGroup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ztui.sim.world.entities import Queue, Site
    from ztui.sim.world.system import PhoneSystem

__all__ = ["plant"]

_EACH = 3
"""How often each fault is planted, where there is enough to plant it in."""

_REJECTED = 5
_PHONE = "ZOOM_PHONE"
_NORTH_AMERICA = ("US", "CA")

Planted = dict[str, Any]


def _found(fault: str, resource: str, thing: Any) -> Planted:
    return {"fault": fault, "resource": resource, "id": thing.id, "name": getattr(thing, "name", "")}


def plant(system: PhoneSystem) -> list[Planted]:
    """Spoil some objects of a system that nobody has used yet, and give what was spoilt."""
    return [
        *_queues(system),
        *_menus(system),
        *_users(system),
        *_emergency(system),
        *_lines(system),
        *_devices(system),
        *_unassigned(system),
    ]


# Queues: members, hours and routing, extensions, greetings


def _queues(system: PhoneSystem) -> Iterator[Planted]:
    """Spoil queues, each in one way; in a small world the last ways find no queue left."""
    active = (queue for queue in system.queues.initial if queue.status == "active")
    queues = iter([queue for queue in active if sum(each.kind == Kind.USER for each in queue.members) > 1])
    ways: tuple[tuple[str, Callable[[Queue], Queue]], ...] = (
        ("queue without members", _nobody),
        ("queue with one member", _one),
        ("queue with nobody opted in", _asleep),
        ("closed hours lead nowhere", _nowhere),
    )
    for kind, spoil in ways:
        for _ in range(_EACH):
            queue = next(queues, None)
            if queue is not None:
                system.queues.plant(spoil(queue))
                yield _found(kind, "call-queues", queue)
    yield from _pairs(system, queues)
    for queue in (each for each in (next(queues, None), next(queues, None)) if each is not None):
        system.flaws.greetings[queue.ext_id] = "".join(reversed(queue.id))
        yield _found("deleted greeting", "call-queues", queue)
    countries = {site.id: site for site in system.sites.initial if site.country in _NORTH_AMERICA}
    near = next((queue for queue in queues if queue.site_id in countries), None)
    if near is not None:
        system.queues.plant(near._replace(extension=int(f"{countries[near.site_id].code}911")))
        yield _found("extension shadows N11", "call-queues", near)


def _pairs(system: PhoneSystem, queues: Iterator[Queue]) -> Iterator[Planted]:
    """Let two queues lead to each other, and two others have one extension."""
    first, second = next(queues, None), next(queues, None)
    if first is not None and second is not None:
        for queue, other in ((first, second), (second, first)):
            rules = queue.rules._replace(overflow=Action.QUEUE, overflow_to=other.ext_id)
            system.queues.plant(queue._replace(rules=rules))
            yield _found("routing loop", "call-queues", queue)
    first, second = next(queues, None), next(queues, None)
    if first is not None and second is not None:
        system.queues.plant(second._replace(extension=first.extension))
        for queue in (first, second):
            yield _found("extension clash", "call-queues", queue)


def _nobody(queue: Queue) -> Queue:
    return queue._replace(members=())


def _one(queue: Queue) -> Queue:
    return queue._replace(members=queue.members[:1])


def _asleep(queue: Queue) -> Queue:
    members = tuple(member._replace(receives=False) for member in queue.members if member.kind == Kind.USER)
    return queue._replace(members=members)


def _nowhere(queue: Queue) -> Queue:
    gone = "".join(reversed(queue.ext_id))
    return queue._replace(rules=queue.rules._replace(closed=Action.QUEUE, closed_to=gone))


def _menus(system: PhoneSystem) -> Iterator[Planted]:
    """Let the first key of a menu lead to what is gone."""
    menu = next((each for each in system.receptionists.initial if each.keys and each.keys[0][2]), None)
    if menu is not None:
        key, action, target = menu.keys[0]
        gone = (key, action, "".join(reversed(target)))
        system.receptionists.plant(menu._replace(keys=(gone, *menu.keys[1:])))
        yield _found("key of a menu leads nowhere", "auto-receptionists", menu)


# Users


def _users(system: PhoneSystem) -> Iterator[Planted]:
    leavers = [user for user in system.users.initial if user.status == "deactivate"][: 2 * _EACH]
    free = [number for number in system.numbers.initial if number.owner is None and number.product == _PHONE]
    for user, number in zip(leavers[:_EACH], free, strict=False):
        system.numbers.plant(number._replace(owner=Owner(Kind.USER, user.id), status="Normal"))
        yield _found("deactivated user holds a number", "users", user)
    for user in leavers[_EACH:]:
        system.users.plant(user._replace(plans=(200,)))
        yield _found("deactivated user holds a calling plan", "users", user)


# Emergency addresses


def _emergency(system: PhoneSystem) -> Iterator[Planted]:
    """Take the address of the last site away where somebody relies on it, and let Zoom reject that of another one."""
    sites = system.sites.initial
    bare = next((site for site in reversed(sites[1:]) if _relied_on(system, site)), None)
    if bare is not None:
        system.flaws.bare_sites.add(bare.id)
        yield _found("site without emergency address", "sites", bare)
    address = system.dice("address", sites[0].id).id(0)
    system.flaws.addresses[address] = _REJECTED
    yield {"fault": "emergency address needs an update", "resource": "emergency-addresses", "id": address, "name": ""}
    held = (number for number in system.numbers.initial if number.emergency and number.owner is not None)
    for number in (each for each in (next(held, None), next(held, None)) if each is not None):
        system.flaws.numbers.add(number.id)
        yield _found("emergency address needs an update", "numbers", number)


def _relied_on(system: PhoneSystem, site: Site) -> bool:
    """Tell whether a site has more active users than could all have an address at home."""
    return sum(user.site_id == site.id and user.status == "activate" for user in system.users.initial) > _EACH


# Lines to the outside


def _lines(system: PhoneSystem) -> Iterator[Planted]:
    dice = system.dice("planted")
    group = SipGroup(dice.id(0), "orphaned group", "Its trunk is gone", False, "", _PHONE)
    system.sip_groups.plant(group)
    yield _found("SIP group without trunk", "sip-groups", group)
    if system.trunks.initial and system.sizes.calls:
        system.flaws.trunks.add(0)
        yield _found("trunk that only fails", "sip-trunks", system.trunks.initial[0])
    pattern = next(iter(system.numbers.initial), None)
    scopes = ((system.account, "caller-id-numbers"), (system.sites.initial[0].id, "site-caller-id-numbers"))
    for place, (scope, resource) in enumerate(scopes) if pattern is not None else ():
        assert pattern is not None
        number = pattern._replace(id=dice.id(10 + place), number=f"+1900555010{place}", owner=None, display_name="")
        key = dice.id(20 + place)
        system.flaws.caller_ids[scope] = {key: number}
        yield {"fault": "caller ID not owned", "resource": resource, "id": key, "name": number.number}


# Devices and numbers


def _devices(system: PhoneSystem) -> Iterator[Planted]:
    """Let all phones that somebody has be online but for a few, which are off for good."""
    assigned = [device for device in system.devices.initial if device.assignees]
    off = {device.id for device in assigned[:: max(len(assigned) // _EACH, 1)][:_EACH]}
    for device in assigned:
        if device.id in off:
            system.devices.plant(device._replace(status="offline", private_ip="", public_ip=""))
            yield _found("device offline", "devices", device)
        elif device.status != "online":
            system.devices.plant(device._replace(status="online", private_ip="10.0.0.9", public_ip="203.0.113.9"))


def _unassigned(system: PhoneSystem) -> Iterator[Planted]:
    """Tell the sites that have unassigned numbers, which every world has."""
    free = (each for each in system.numbers.initial if each.owner is None and each.product == _PHONE)
    count = Counter(each.site_id for each in free if each.status != "Pending")
    for site in system.sites.initial:
        if count[site.id]:
            yield _found("unassigned numbers", "numbers", site) | {"count": count[site.id]}
