"""From what was read to the tree of where something rings at a moment. Pure: another moment asks for nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from ztui.core.amounts import counted
from ztui.core.dataclass import dataclass
from ztui.services.ring.claims import Claims, Occurrence, Taken, claimed, state_of, taken
from ztui.services.ring.handling import Hours, State
from ztui.services.ring.leaves import NOBODY, Line, devices_node, hours_facts, leaf, members_node, via_words
from ztui.services.ring.model import Mark, Node, Note, Reach, RingTree
from ztui.services.ring.places import id_of, menu_key
from ztui.services.ring.routes import Leads
from ztui.services.ring.ways import GROUPS, MENUS, PEOPLE, Via

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime, tzinfo

    from ztui.services.ring.owners import Owner
    from ztui.services.ring.places import Graph, Place
    from ztui.services.ring.routes import Target

__all__ = ["Start", "kind_of", "tree_of"]

_KINDS = {
    "users": "user", "common-areas": "common_area", "auto-receptionists": "auto_receptionist",
    "call-queues": "call_queue", "shared-line-groups": "shared_line_group", "rooms": "zoom_room",
    "external-contacts": "external_contact",
}  # fmt: skip

_CIRCLE = "goes round in a circle"


@dataclass(frozen=True, slots=True)
class Start:
    """With what a tree begins: an object, or a number with its owners.

    Attributes:
        target: The object; None for a number.
        number: Node of the number, without children; None for an object.
        owners: Who has the number, that of its calls first.
        sip_group: Id of the number's SIP group, "" for none.
        warning: What is to be said of what was typed, "" for nothing.
    """

    target: Target | None = None
    number: Node | None = None
    owners: tuple[Owner, ...] = ()
    sip_group: str = ""
    warning: str = ""

    @property
    def targets(self) -> tuple[Target, ...]:
        """Give the objects to read first; who has only the SMS of a number rings nowhere."""
        if self.target is not None:
            return (self.target,)
        return tuple(each.target for each in self.owners if each.channel != "SMS")


def kind_of(resource: str) -> str:
    """Give the kind of a node that is an object of a resource."""
    return _KINDS.get(resource, "extension")


def tree_of(start: Start, graph: Graph, at: datetime, zone: tzinfo, *, is_now: bool = True) -> RingTree:
    """Make the tree.

    Args:
        start: With what it begins.
        graph: What was read from there on.
        at: The moment.
        zone: The viewer's zone.
        is_now: The moment is the present.
    """
    starts = [id for each in start.targets if (id := id_of(each))]
    builder = _Builder(graph, at, zone, claimed(graph, starts, at, zone), is_now)
    root = builder.root(start)
    if start.warning:
        root = replace(root, notes=(Note(Mark.UNCERTAIN, start.warning), *root.notes))
    lines = {each.place: index for index, each in enumerate(root.walk()) if each.place and not _refers(each)}
    root = _placed(root, lines, iter(range(1 << 30)))
    ages = [each.as_of for each in graph.places.values() if each.as_of is not None]
    unread = dict.fromkeys(f"{_called(place)}: {gap.what}: {gap.why}" for place in graph.places.values()
                           for gap in place.gaps)  # fmt: skip
    return RingTree(root, at, is_now, graph, min(ages, default=None), tuple(unread))


def _goes_on(children: tuple[Node, ...]) -> bool:
    """Tell whether a call that takes these ways at once is somewhere, here or where the same is shown."""
    found = (node for each in children for node in each.walk())
    return any(each.is_here or (each.reach is Reach.NOW and _refers(each)) for each in found)


def _called(place: Place) -> str:
    target = place.target
    return target.name or target.extension or target.key or target.extension_id


def _refers(node: Node) -> bool:
    return node.has(Mark.LOOP) or node.has(Mark.SAME)


def _placed(node: Node, lines: dict[str, int], order: Iterator[int]) -> Node:
    """Say of each place that is shown elsewhere whether that is above or below."""
    here = next(order)
    where = "see above" if lines.get(node.place, -1) < here else "see below"
    notes = tuple(_pointing(each, where) for each in node.notes)
    return replace(node, notes=notes, children=tuple(_placed(each, lines, order) for each in node.children))


def _pointing(note: Note, where: str) -> Note:
    if note.mark is Mark.SAME:
        return replace(note, words=where)
    is_elsewhere = note.mark is Mark.LOOP and note.words == _CIRCLE
    return replace(note, words=f"{note.words}, {where}") if is_elsewhere else note


class _Builder:
    """Builds the nodes."""

    def __init__(self, graph: Graph, at: datetime, zone: tzinfo, claims: Claims, is_now: bool) -> None:
        self._graph, self._at, self._zone, self._claims = graph, at, zone, claims
        self._when = "now" if is_now else "then"

    def root(self, start: Start) -> Node:
        """Give the node of the start."""
        if start.number is None:
            return self._object(start.target, Line(), ("", "", 0, ""), ())
        children, index = [], 0
        for owner in start.owners:
            if owner.channel == "SMS":
                if id_of(owner.target) not in map(id_of, start.targets):
                    children.append(self._sms(owner))
                continue
            line = Line(Reach.NOW, "")
            if id_of(owner.target) in self._graph.places:
                children.append(self._object(owner.target, line, ("", "", index, ""), ()))
            else:
                children.append(leaf("unseen", line, name=owner.target.name or owner.kind, owner=owner.target,
                                     unseen=f"{owner.kind}: not visible to this API"))  # fmt: skip
            index += bool(id_of(owner.target))
        return replace(start.number, children=tuple(children))

    def _sms(self, owner: Owner) -> Node:
        target = owner.target
        return Node(
            "sms_owner", "SMS only", target.name, target.extension, facts=(owner.kind,), reach=Reach.NOT,
            resource=target.resource, key=target.key,
        )  # fmt: skip

    def _object(self, target: Target | None, line: Line, where: Occurrence, path: tuple[str, ...]) -> Node:
        """Give the node of a place: in full on its own line, else with a word on where that is."""
        place = None if target is None else self._graph.at(target)
        if place is None or target is None:
            return self._unread(target, line)
        node = self._named(place, line, target)
        if place.id in path:
            return replace(
                node, notes=(*node.notes, Note(Mark.LOOP, "leads back here")), is_here=line.reach is Reach.NOW
            )
        if self._claims.lines[place.id][0] != where:
            is_circle = bool(path) and self._claims.is_circle(path, place.id)
            note = Note(Mark.LOOP, _CIRCLE) if is_circle else Note(Mark.SAME, "")
            return replace(node, notes=(*node.notes, note))
        children = self._below(place, line.reach, (*path, place.id))
        facts = (*node.facts, *self._facts(place))
        is_stuck = line.reach is Reach.NOW and (place.is_gone or place.is_inactive or not _goes_on(children))
        return replace(node, facts=facts, notes=self._notes(place), children=children, is_here=is_stuck)

    def _named(self, place: Place, line: Line, target: Target) -> Node:
        own = place.target
        through = target.number if not id_of(target) else ""
        return Node(
            kind_of(own.resource), line.via, own.name or target.name, own.extension or target.extension, through,
            place.site, place.site_id, reach=line.reach, resource=own.resource, key=own.key, place=place.id,
        )  # fmt: skip

    def _facts(self, place: Place) -> tuple[str, ...]:
        """Give the few words beside an object: members, and what hours it is."""
        found = []
        if place.target.resource in GROUPS and place.raw.get("object") is not None:
            found.append(_members_words(place))
        handling = place.handling
        if handling is not None and (handling.holidays or (handling.week is not None and not handling.week.always)):
            state = state_of(place, self._at, self._zone)
            words = {Hours.BUSINESS: "open", Hours.CLOSED: "closed", Hours.HOLIDAY: "holiday"}
            found.append(f"{words[state.hours]} {self._when}" if state is not None else "")
        return tuple(filter(None, found))

    def _notes(self, place: Place) -> tuple[Note, ...]:
        notes = [Note(Mark.UNREAD, f"{each.what} not read: {each.why}") for each in place.gaps]
        if place.is_gone:
            id = "" if place.target.name or place.target.extension else place.target.key or place.target.extension_id
            notes.insert(0, Note(Mark.DEAD_END, f"gone: there is no such extension{f' (id {id})' if id else ''}"))
        elif place.is_inactive:
            word = "deactivated" if place.target.resource == "users" else place.status
            notes.insert(0, Note(Mark.DEAD_END, f"{word}: takes no calls"))
        return tuple(notes)

    def _unread(self, target: Target | None, line: Line) -> Node:
        if target is None:
            return leaf("nowhere", line, dead="leads nowhere")
        is_cut = self._graph.id_at(target) in self._graph.cut
        why = "too far from the start, not followed" if is_cut else "not followed"
        node = leaf(kind_of(target.resource), line, name=target.name, owner=target)
        return replace(node, notes=(Note(Mark.UNREAD, why),))

    def _below(self, place: Place, reach: Reach, path: tuple[str, ...]) -> tuple[Node, ...]:
        """Give what a call comes to from a place, by its hours; hours that do the same stand together."""
        found = list(taken(place, reach, self._at, self._zone))
        by_state = [(state, list(each)) for state, each in groupby(found, key=lambda each: each.state)]
        if len(by_state) == 1 and (place.handling is None or len(list(place.handling.states())) == 1):
            return self._nodes(place, by_state[0][1], path)
        nodes = []
        for states, taking in _alike(place, by_state, state_of(place, self._at, self._zone)):
            nodes.append(self._hours(place, states, taking, path))
        return tuple(nodes)

    def _hours(self, place: Place, states: Sequence[State], taking: list[Taken], path: tuple[str, ...]) -> Node:
        """Give the node of some hours; a single way on stands in its line."""
        via, facts, notes = hours_facts(place, states, self._at, self._zone)
        reach = min((each.reach for each in taking), default=Reach.NOT)
        if len(taking) == 1 and taking[0].way.via is Via.ROUTE:
            node = self._node(place, taking[0], path)
            return replace(node, via=via, facts=(*facts, *node.facts), notes=(*node.notes, *notes))
        is_menu = place.target.resource in MENUS
        is_now = is_menu and states[0] == state_of(place, self._at, self._zone)
        here = is_now and self._claims.lines[place.id][1] is Reach.NOW
        if is_menu and not taking:
            notes = (*notes, Note(Mark.UNREAD, "keys not read"))
        return Node("hours", via, facts=facts, notes=notes, reach=Reach.NOW if here else reach, is_here=here,
                    place=place.id, children=self._nodes(place, taking, path))  # fmt: skip

    def _nodes(self, place: Place, taking: list[Taken], path: tuple[str, ...]) -> tuple[Node, ...]:
        return tuple(self._node(place, each, path) for each in taking)

    def _node(self, place: Place, each: Taken, path: tuple[str, ...]) -> Node:
        """Give the node of one way on."""
        way = each.way
        line = Line(each.reach, via_words(place, way))
        if way.via is Via.MEMBERS:
            return members_node(place, line)
        if way.via is Via.DEVICES:
            is_closed = each.state is not None and each.state.hours is not Hours.BUSINESS
            return devices_node(place, line, may_be_off=is_closed and place.target.resource in PEOPLE)
        route = way.route
        if route is None:
            return leaf("nowhere", line, dead="leads nowhere: Zoom tells no routing")
        where = (place.id, "" if each.state is None else menu_key(each.state), each.at)
        if route.leads in (Leads.EXTENSION, Leads.NUMBER) and self._graph.id_at(route.target or NOBODY):
            return self._object(route.target, line, (*where, ""), path)
        node = leaf("", line, route=route, place=place, label=way.label)
        if route.operator is None or route.leads is not Leads.VOICEMAIL:
            return node
        later = Line(Reach(max(line.reach, Reach.THEN)), "0 in the voicemail")
        return replace(node, children=(self._object(route.operator, later, (*where, "operator"), path),))


def _members_words(place: Place) -> str:
    count = counted(len(place.members), "member")
    if place.target.resource != "call-queues":
        return count
    opted_in = sum(each.takes is not False for each in place.members)
    return f"{count}, {opted_in:,} opted in" if place.members else "no members"


def _alike(
    place: Place, by_state: list[tuple[State | None, list[Taken]]], now: State | None
) -> Iterator[tuple[list[State], list[Taken]]]:
    """Put holidays that do the same into one, but for the one that it is."""
    done: dict[object, tuple[list[State], list[Taken]]] = {}
    for state, taking in by_state:
        if state is None:
            continue
        same: object = state
        if state.holiday is not None and state != now:
            same = (tuple(each.way for each in taking),)
        if same in done:
            done[same][0].append(state)
        else:
            done[same] = ([state], taking)
    if place.handling is not None:  # hours of which nothing is known have a line, too
        for state in place.handling.states():
            if not any(state in states for states, _ in done.values()):
                done[state] = ([state], [])
    order = {state: index for index, state in enumerate(place.handling.states())} if place.handling else {}
    yield from sorted(done.values(), key=lambda each: order.get(each[0][0], 0))
