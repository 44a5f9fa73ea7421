"""Rules about who takes the calls of queues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.resources.rows import value_at
from ztui.resources.shows import dicts
from ztui.services.checks.facts import site_of
from ztui.services.checks.model import Edit, Finding, Mend, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.resources.model import Row
    from ztui.services.checks.facts import Facts

__all__ = ["RULES"]


def _queues(facts: Facts) -> Iterator[tuple[str, str, Row, int, int]]:
    """Go through the active queues whose members are known: key, name, row, members, and those who take calls.

    `receive_call` is the opt-in of a user; a common area always takes calls.
    """
    known = facts.objects.get("call-queues", {})
    for key, name, row in facts.rows("call-queues"):
        told = known.get(key)
        if told is None or row.get("status") == "inactive":
            continue
        users = dicts(value_at(told, "members.users"))
        areas = dicts(value_at(told, "members.common_areas"))
        opted_in = sum(each.get("receive_call") is not False for each in users)
        yield key, name, row, len(users) + len(areas), opted_in + len(areas)


def _add(key: str) -> Mend:
    return Mend("Add members", (Edit("call-queues", key, "add-members"),), "who takes its calls")


def _empty(facts: Facts) -> Iterator[Finding]:
    for key, name, row, members, _ in _queues(facts):
        if not members:
            yield Finding("queue-empty", "call-queues", key, name, "has no members", site_of(row), mend=_add(key))


def _lonely(facts: Facts) -> Iterator[Finding]:
    for key, name, row, members, _ in _queues(facts):
        if members == 1:
            yield Finding("queue-single", "call-queues", key, name, "has one member", site_of(row), mend=_add(key))


def _asleep(facts: Facts) -> Iterator[Finding]:
    for key, name, row, members, opted_in in _queues(facts):
        if members > 1 and not opted_in:
            says = f"has {members:,} members, and none is opted in"
            yield Finding("queue-opted-out", "call-queues", key, name, says, site_of(row), mend=_add(key))


RULES = (
    Rule(
        "queue-empty",
        "Queues without members",
        Severity.SERIOUS,
        "Nobody can take a call; callers wait until the queue overflows.",
        _empty,
        ("call-queues", "queue-members"),
        limits="Inactive queues are left out.",
    ),
    Rule(
        "queue-opted-out",
        "Queues that nobody is opted in to",
        Severity.SERIOUS,
        "It has members, but calls are offered to none of them. Only members themselves can opt in.",
        _asleep,
        ("call-queues", "queue-members"),
        limits="Inactive queues are left out. A queue of one member is found by queue-single.",
    ),
    Rule(
        "queue-single",
        "Queues with one member",
        Severity.WARNING,
        "While that one is away or on a call, callers wait.",
        _lonely,
        ("call-queues", "queue-members"),
        limits="Inactive queues are left out.",
    ),
)
