"""Which of its lines in a tree shows a place in full: the one that a call comes to first. Pure.

A place that several ways lead to is opened up once, so that a tree is no longer than its account. The way that a call
takes at once goes before one that needs a key or a wait, and that before one of other hours; then the shortest.
"""

from __future__ import annotations

import heapq
from itertools import count
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.services.ring.handling import State
from ztui.services.ring.model import Reach
from ztui.services.ring.routes import Leads
from ztui.services.ring.ways import GROUPS, Via, Way, targets_of, ways

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime, tzinfo

    from ztui.services.ring.places import Graph, Place
    from ztui.services.ring.routes import Target

__all__ = ["Claims", "Occurrence", "Taken", "claimed", "taken", "target_of"]

Occurrence = tuple[str, str, int, str]
"""Where a place is named: by which place, in which hours, by which way, as what."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A way with when a call takes it."""

    state: State | None
    at: int
    way: Way
    reach: Reach


@dataclass(frozen=True, slots=True)
class Claims:
    """For each place its line, and when a call comes there; and the places that each can send a call to."""

    lines: dict[str, tuple[Occurrence, Reach]]
    steps: dict[str, frozenset[str]]

    def is_circle(self, path: tuple[str, ...], place: str) -> bool:
        """Tell whether a place that is shown elsewhere can lead back to where it is named, and no line there says so.

        Args:
            path: The places above the line that names it, from the start of the tree on.
            place: The place.
        """
        here, above = path[-1], frozenset(path[:-1])
        if here in self._above(place):
            return False  # what leads back is below the place's own line, and marked there
        seen: set[str] = set()
        left = [place]
        while left:
            each = left.pop()
            if each == here:
                return True
            if each not in seen and each not in above:
                seen.add(each)
                left += self.steps.get(each, ())
        return False

    def _above(self, place: str) -> frozenset[str]:
        """Give the places above a place's own line."""
        found: set[str] = set()
        while (parent := self.lines[place][0][0]) and parent not in found:
            found.add(parent)
            place = parent
        return frozenset(found)


def state_of(place: Place, at: datetime, zone: tzinfo) -> State | None:
    """Give what hours a place has at a moment, None where its hours are not known."""
    if place.handling is None:
        return None
    return place.handling.state_at(at, place.zone.info if place.zone is not None else zone)


def taken(place: Place, reach: Reach, at: datetime, zone: tzinfo) -> Iterator[Taken]:
    """Go through the ways of all hours of a place, with when a call takes each.

    Args:
        place: The place.
        reach: When a call comes to it.
        at: The moment.
        zone: The viewer's zone, for a place without one.
    """
    now = state_of(place, at, zone)
    states: list[State | None] = [None] if place.handling is None else list(place.handling.states())
    for state in states:
        found = list(ways(place, state)) if state is not None else list(_blind(place))
        is_on = state == now and not place.is_inactive
        is_sure = not place.is_in_the_dark
        nobody = place.target.resource in GROUPS and not place.active_members
        for index, way in enumerate(found):
            at_once = is_sure and (way.is_at_once or (nobody and way.via is Via.UNANSWERED))
            yield Taken(state, index, way, reach if is_on and at_once else _later(reach) if is_on else Reach.NOT)


def _blind(place: Place) -> Iterator[Way]:
    from ztui.services.ring.handling import Hours

    yield from ways(place, State(Hours.BUSINESS))


def _later(reach: Reach) -> Reach:
    return Reach(max(reach, Reach.THEN))


def target_of(way: Way) -> Target | None:
    """Give the object or number that a way leads a call to, None where it stays or ends."""
    if way.route is None or way.route.leads not in (Leads.EXTENSION, Leads.NUMBER):
        return None
    return way.route.target


def claimed(graph: Graph, starts: Sequence[str], at: datetime, zone: tzinfo) -> Claims:
    """Give each place its line.

    Args:
        graph: The places.
        starts: Ids of those that the tree begins with.
        at: The moment.
        zone: The viewer's zone.
    """
    turn = count()
    lines: dict[str, tuple[Occurrence, Reach]] = {}
    heap: list[tuple[Reach, int, int, Occurrence, str]] = [
        (Reach.NOW, 0, next(turn), ("", "", index, ""), each) for index, each in enumerate(starts)
    ]
    while heap:
        reach, depth, _, line, id = heapq.heappop(heap)
        place = graph.places.get(id)
        if place is None or id in lines:
            continue
        lines[id] = line, reach
        for each in taken(place, reach, at, zone):
            for named, as_what, later in _named(each):
                next_id = graph.id_at(named)
                if next_id:
                    where = (id, _name_of(each.state), each.at, as_what)
                    when = _later(each.reach) if later else each.reach
                    heapq.heappush(heap, (when, depth + 1, next(turn), where, next_id))
    return Claims(lines, _steps(graph))


def _named(each: Taken) -> Iterator[tuple[Target, str, bool]]:
    target = target_of(each.way)
    if target is not None:
        yield target, "", False
    if each.way.route is not None and each.way.route.operator is not None:
        yield each.way.route.operator, "operator", True


def _name_of(state: State | None) -> str:
    from ztui.services.ring.places import menu_key

    return "" if state is None else menu_key(state)


def _steps(graph: Graph) -> dict[str, frozenset[str]]:
    return {
        id: frozenset(graph.id_at(each) for each in targets_of(place)) & graph.places.keys()
        for id, place in graph.places.items()
    }
