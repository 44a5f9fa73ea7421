"""Faults that a check should find, planted into the data of a messy world, with a list of what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.sim.world.entities import Action, Kind, Owner, SipGroup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.sim.world.entities import Queue
    from ztui.sim.world.system import PhoneSystem

__all__ = ["plant"]

_EACH = 3
"""How often each fault is planted, where there is enough to plant it in."""


def _found(kind: str, resource: str, thing: Any) -> dict[str, Any]:
    return {"fault": kind, "resource": resource, "id": thing.id, "name": getattr(thing, "name", "")}


def plant(system: PhoneSystem) -> list[dict[str, Any]]:
    """Spoil some objects of a system that nobody has used yet, and give what was spoilt."""
    return [*_queues(system), *_users(system), *_trunks(system)]


def _queues(system: PhoneSystem) -> Iterator[dict[str, Any]]:
    queues = [queue for queue in system.queues.initial if queue.status == "active"]
    ways = (
        ("queue without members", _nobody),
        ("queue with one member", _one),
        ("queue with nobody opted in", _asleep),
        ("closed hours lead nowhere", _nowhere),
    )
    for turn, (kind, spoil) in enumerate(ways):
        for queue in queues[turn * _EACH : turn * _EACH + _EACH]:
            system.queues.plant(spoil(queue))
            yield _found(kind, "call-queues", queue)
    pair = queues[len(ways) * _EACH : len(ways) * _EACH + 2]
    if len(pair) == 2:
        for queue, other in (pair, pair[::-1]):
            rules = queue.rules._replace(overflow=Action.QUEUE, overflow_to=other.ext_id)
            system.queues.plant(queue._replace(rules=rules))
            yield _found("routing loop", "call-queues", queue)


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


def _users(system: PhoneSystem) -> Iterator[dict[str, Any]]:
    leavers = [user for user in system.users.initial if user.status == "deactivate"][: 2 * _EACH]
    free = [number for number in system.numbers.initial if number.owner is None and number.product == "ZOOM_PHONE"]
    for user, number in zip(leavers[:_EACH], free, strict=False):
        system.numbers.plant(number._replace(owner=Owner(Kind.USER, user.id), status="Normal"))
        yield _found("deactivated user holds a number", "users", user)
    for user in leavers[_EACH:]:
        system.users.plant(user._replace(plans=(200,)))
        yield _found("deactivated user holds a calling plan", "users", user)


def _trunks(system: PhoneSystem) -> Iterator[dict[str, Any]]:
    group = SipGroup(system.dice("planted").id(0), "orphaned group", "Its trunk is gone", False, "", "ZOOM_PHONE")
    system.sip_groups.plant(group)
    yield _found("SIP group without trunk", "sip-groups", group)
