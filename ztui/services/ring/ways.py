"""Which ways a call takes from a place, in each kind of hours. Pure.

Menus and queues outside their hours send a call on at once; a queue or shared line rings its members and sends on
what nobody takes; users and common areas ring their devices and the numbers that are switched on, then do the same.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.services.ring.handling import Hours
from ztui.services.ring.places import menu_key
from ztui.services.ring.routes import Leads, Route, Target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.services.ring.handling import Rules, State
    from ztui.services.ring.places import Place

__all__ = ["GROUPS", "MENUS", "PEOPLE", "Via", "Way", "targets_of", "ways"]

MENUS, GROUPS, PEOPLE = (
    frozenset({"auto-receptionists"}),
    frozenset({"call-queues", "shared-line-groups"}),
    frozenset({"users", "common-areas"}),
)


class Via(StrEnum):
    """How a call comes onto a way."""

    ROUTE = "route"
    """At once, by the routing of these hours."""
    KEY = "key"
    """The caller presses a key."""
    SILENT = "no_key"
    """The caller presses nothing."""
    MEMBERS = "members"
    """Members ring."""
    DEVICES = "devices"
    """Devices and apps ring."""
    FORWARD = "forward"
    """A number rings, too."""
    UNANSWERED = "unanswered"
    """Nobody took the call: of a queue, overflow."""
    BUSY = "busy"
    """The line is busy."""


_AT_ONCE = frozenset({Via.ROUTE, Via.MEMBERS, Via.DEVICES, Via.FORWARD})


@dataclass(frozen=True, slots=True)
class Way:
    """One way on.

    Attributes:
        via: How a call comes onto it.
        route: Where it leads; None for members and devices of the place itself, and where nothing is told.
        key: The key that is pressed.
        after: Seconds until the call goes on.
        label: What a forwarded number is called.
    """

    via: Via
    route: Route | None = None
    key: str = ""
    after: int | None = None
    label: str = ""

    @property
    def is_at_once(self) -> bool:
        """Tell whether a call takes it without anybody doing anything."""
        return self.via in _AT_ONCE


def ways(place: Place, state: State) -> Iterator[Way]:
    """Go through the ways that a call can take from a place in some hours; none for what is not known."""
    if place.handling is None:
        yield from _without_rules(place)
        return
    rules = place.handling.rules_of(state)
    resource = place.target.resource
    if resource in MENUS:
        yield from _of_menu(place, state, rules)
    elif resource in GROUPS and state.hours is not Hours.BUSINESS:
        yield Way(Via.ROUTE, rules.unanswered)
    elif resource in GROUPS:
        yield Way(Via.MEMBERS)
        yield Way(Via.UNANSWERED, rules.unanswered, after=rules.max_wait)
    else:
        yield from _of_person(rules)


def targets_of(place: Place) -> Iterator[Target]:
    """Go through whom a place can send a call to, in any hours; members of queues ring and send nobody on."""
    states = list(place.handling.states()) if place.handling is not None else []
    for state in states:
        for way in ways(place, state):
            route = way.route
            if route is None:
                continue
            if route.target is not None and route.leads in (Leads.EXTENSION, Leads.NUMBER):
                yield route.target
            if route.operator is not None:
                yield route.operator


def _without_rules(place: Place) -> Iterator[Way]:
    """Who rings is known even where the rules are not."""
    if place.target.resource in GROUPS and place.members:
        yield Way(Via.MEMBERS)
    elif place.target.resource in PEOPLE and not place.is_gone:
        yield Way(Via.DEVICES)


def _of_menu(place: Place, state: State, rules: Rules) -> Iterator[Way]:
    if rules.unanswered is None or rules.unanswered.leads is not Leads.MENU:
        yield Way(Via.ROUTE, rules.unanswered)
        return
    menu = place.menus.get(menu_key(state))
    if menu is None:
        return
    for each in menu.keys:
        yield Way(Via.KEY, each.route, key=each.key)
    yield Way(Via.SILENT, menu.silent)


def _of_person(rules: Rules) -> Iterator[Way]:
    if rules.ring_mode or rules.forwards or rules.busy is not None or rules.max_wait is not None:
        yield Way(Via.DEVICES)
        for each in rules.forwards:
            if each.enabled:
                leads = Leads.CONTACT if each.contact else Leads.NUMBER
                target = Target("external-contacts" if each.contact else "", each.contact, number=each.number)
                yield Way(Via.FORWARD, Route(leads, None, "phone number", target), label=each.name)
        yield Way(Via.UNANSWERED, rules.unanswered, after=rules.max_wait)
    else:
        yield Way(Via.ROUTE, rules.unanswered)
    if rules.busy is not None:
        yield Way(Via.BUSY, rules.busy)
