"""The nodes of a tree that are no objects: members, devices, voicemail, ends, numbers; and the words of ways. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.amounts import counted, few
from ztui.core.dataclass import dataclass
from ztui.core.times import duration, zone_name
from ztui.services.ring.handling import Hours
from ztui.services.ring.model import Mark, Node, Note, Reach
from ztui.services.ring.routes import Leads, Route, Target
from ztui.services.ring.ways import Via, Way

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, tzinfo

    from ztui.services.ring.handling import Rules, State
    from ztui.services.ring.places import Device, Member, Place

__all__ = ["NOBODY", "Line", "devices_node", "hours_facts", "leaf", "members_node", "via_words"]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FEW = 2
"""So many holidays are named in a line."""
NOBODY = Target()

_KINDS = {
    Leads.EXTENSION: "extension", Leads.NUMBER: "number", Leads.CONTACT: "external_contact",
    Leads.VOICEMAIL: "voicemail", Leads.MENU: "menu", Leads.END: "end", Leads.WAIT: "call_waiting",
    Leads.BUSY: "busy_signal", Leads.REPEAT: "repeat", Leads.ROOT: "first_menu", Leads.DIRECTORY: "dial_by_name",
    Leads.MEETING: "meeting_service", Leads.UNSEEN: "unseen", Leads.NOTHING: "disabled", Leads.UNKNOWN: "unknown",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """When a call comes to a node, and how, in words."""

    reach: Reach = Reach.NOW
    via: str = ""


def via_words(place: Place, way: Way) -> str:
    """Say how a call comes onto a way."""
    after = f" after {duration(way.after)}" if way.after is not None else ""
    match way.via:
        case Via.KEY:
            return way.key
        case Via.SILENT:
            return "no key"
        case Via.FORWARD:
            return "also rings"
        case Via.UNANSWERED:
            return ("overflow" if place.target.resource == "call-queues" else "no answer") + after
        case Via.BUSY:
            return "busy"
        case _:
            return ""


def leaf(
    kind: str,
    line: Line,
    *,
    name: str = "",
    route: Route | None = None,
    place: Place | None = None,
    owner: Target | None = None,
    label: str = "",
    dead: str = "",
    unseen: str = "",
) -> Node:
    """Give a node without children.

    Args:
        kind: Its kind; "" is that of the route.
        line: When and how a call comes there.
        name: What it is called.
        route: The way there.
        place: Where the way begins.
        owner: The object that it is.
        label: What a number is called.
        dead: Why it is a dead end, "" if it is none.
        unseen: Why it cannot be followed, "" if it can.
    """
    notes = [Note(Mark.DEAD_END, dead)] if dead else []
    notes += [Note(Mark.UNSEEN, unseen)] if unseen else []
    target = owner or NOBODY
    rings = False
    if route is not None:
        kind, target = _KINDS[route.leads], route.target or NOBODY
        name, target = _called(route, place, label)
        notes += _notes(route)
        rings = route.leads in (Leads.NUMBER, Leads.CONTACT) and not route.is_lost
    is_here = line.reach is Reach.NOW
    return Node(
        kind, line.via, name, target.extension, target.number, notes=tuple(notes), reach=line.reach, is_here=is_here,
        rings=rings, resource=target.resource, key=target.key,
    )  # fmt: skip


def _called(route: Route, place: Place | None, label: str) -> tuple[str, Target]:
    """Give what a route leads to: its words, and the object where there is one."""
    target = route.target or NOBODY
    if route.leads is Leads.VOICEMAIL:
        of = route.target or (place.target if place is not None else NOBODY)
        return of.name, of
    if route.leads in (Leads.NUMBER, Leads.CONTACT, Leads.EXTENSION):
        return label or target.name, target
    named = f" {target.name}" if target.name else ""
    return f"{route.words}{named}", Target(number=target.number)


def _notes(route: Route) -> list[Note]:
    if route.is_lost:
        return [Note(Mark.DEAD_END, f"leads nowhere: {route.words} is not named")]
    if route.leads is Leads.UNSEEN:
        return [Note(Mark.UNSEEN, "not visible to this API")]
    if route.leads is Leads.UNKNOWN:
        return [Note(Mark.UNCERTAIN, "an action that ztui does not know")]
    notes = [Note(Mark.UNCERTAIN, "press 1 to take the call")] if route.press_1 else []
    return notes


def members_node(place: Place, line: Line) -> Node:
    """Give the members of a queue or shared line, as they ring."""
    rules = None if place.handling is None else place.handling.business
    ringing = place.active_members
    notes: tuple[Note, ...] = ()
    if place.raw.get("object") is None:
        notes = (Note(Mark.UNREAD, "members not read"),)
    elif not place.members:
        notes = (Note(Mark.DEAD_END, "no members: rings nobody"),)
    elif not ringing:
        why = "who is opted in is deactivated" if any(each.takes for each in place.members) else "nobody is opted in"
        notes = (Note(Mark.DEAD_END, f"{why}: rings nobody"),)
    is_queue = place.target.resource == "call-queues"
    count = f"{len(ringing):,} of {len(place.members):,}" if is_queue else f"{len(ringing):,}"
    name = f"{count} members" if ringing else "members"
    here = line.reach is Reach.NOW and bool(ringing)
    return Node(
        "members", "rings", name, facts=_distribution(rules), notes=notes, reach=line.reach, is_here=here, rings=here,
        place=place.id, children=tuple(_member(each, line.reach) for each in place.members),
    )  # fmt: skip


def _member(member: Member, reach: Reach) -> Node:
    target, own = member.target, reach if member.rings else Reach.NOT
    # Whether a user rings with a shared line stands in the user's own settings; a common area always does.
    always = "always rings" if target.resource == "common-areas" else ""
    word = {True: "opted in", False: "opted out", None: always}[member.takes]
    notes = (Note(Mark.DEAD_END, "deactivated: takes no calls"),) if member.is_off else ()
    return Node(
        "member", "", target.name, target.extension, facts=(word,) if word else (), notes=notes, reach=own,
        resource=target.resource, key=target.key, children=tuple(_device(each, own) for each in member.devices),
    )  # fmt: skip


def _distribution(rules: Rules | None) -> tuple[str, ...]:
    if rules is None:
        return ()
    mode = rules.ring_mode.replace("_", " ")
    each = f"{rules.ring_seconds} s each" if rules.ring_seconds is not None and mode != "simultaneous" else ""
    most = f"{rules.max_calls:,} calls wait at most" if rules.max_calls is not None else ""
    return tuple(filter(None, (mode, each, most)))


def devices_node(place: Place, line: Line, *, may_be_off: bool = False) -> Node:
    """Give what rings of a user or common area; apps are never told.

    Args:
        place: The user or common area.
        line: When a call comes there.
        may_be_off: Outside business hours each device can be switched off, which Zoom does not tell.
    """
    known = place.devices or ()
    apps = "" if place.target.resource == "common-areas" else "apps"
    phones = counted(len(known), "desk phone") if known else ""
    name = " and ".join(filter(None, (apps, phones))) or "desk phones"
    notes = (Note(Mark.UNCERTAIN, "if switched on for these hours"),) if may_be_off else ()
    here = line.reach is Reach.NOW
    return Node(
        "devices", "rings", name, notes=notes, reach=line.reach, is_here=here, rings=here, place=place.id,
        children=tuple(_device(each, line.reach) for each in known),
    )  # fmt: skip


def _device(device: Device, reach: Reach) -> Node:
    facts = tuple(filter(None, (device.type, device.status)))
    notes = (Note(Mark.DEAD_END, "offline"),) if device.status == "offline" else ()
    facts = tuple(each for each in facts if each != "offline")
    return Node("device", "", device.name or "desk phone", facts=facts, notes=notes, reach=reach, resource="devices",
                key=device.id)  # fmt: skip


def hours_facts(
    place: Place, states: Sequence[State], at: datetime, zone: tzinfo
) -> tuple[str, tuple[str, ...], tuple[Note, ...]]:
    """Say which hours these are, when they are, and what is assumed of them."""
    handling = place.handling
    own = place.zone.info if place.zone is not None else zone
    if states[0].hours is Hours.HOLIDAY:
        return _holidays(states)
    if states[0].hours is Hours.CLOSED:
        return "closed hours", (), ()
    if handling is None or handling.week is None:
        return "business hours", (), ()
    week = handling.week
    open_days = "; ".join(each for each in week.words.split("; ") if not each.endswith(" off"))
    words = week.words if week.always else open_days or ("never" if not week.days else "hours")
    notes = [Note(Mark.ASSUMED, "zone assumed")] if place.zone is None or place.zone.assumed else []
    if week.unread:
        notes.append(Note(Mark.UNREAD, f"{week.unread} days could not be read"))
    return "business hours", (words if week.always else f"{words} {zone_name(at, own)}",), tuple(notes)


def _holidays(states: Sequence[State]) -> tuple[str, tuple[str, ...], tuple[Note, ...]]:
    named = [_holiday(each) for each in states]
    if len(named) == 1:
        return f"holiday {named[0]}", (), ()
    return counted(len(named), "holiday"), (few(named, _FEW),), ()


def _holiday(state: State) -> str:
    holiday = state.holiday
    if holiday is None:
        return ""
    day = f"{holiday.span.begin.day} {_MONTHS[holiday.span.begin.month - 1]}" if holiday.span is not None else ""
    return " ".join(filter(None, (holiday.name, day))) or "without a date"
