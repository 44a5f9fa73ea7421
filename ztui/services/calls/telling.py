"""What the lines of a ladder, and the details below it, say in words; and the same as data for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.contract.codes import name_of
from ztui.core import phone, times
from ztui.core.text import display
from ztui.core.times import api_text
from ztui.resources.cells import status_style
from ztui.resources.extensions import split_extension
from ztui.resources.rows import text_of
from ztui.services.calls.steps import Step

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ztui.core.text import Display
    from ztui.resources.cells import Viewer
    from ztui.services.calls.ladder import Ladder
    from ztui.services.calls.legs import Leg
    from ztui.services.calls.parties import Party
    from ztui.services.calls.steps import Event

__all__ = [
    "details_of_call",
    "details_of_leg",
    "events_as_data",
    "extension_of",
    "mood_of",
    "note_of",
    "parties_as_data",
    "party_text",
    "words_of",
]

_SHORT = {
    "incoming": "incoming",
    "shared_line_incoming": "shared line",
    "outgoing": "outgoing",
    "ring_to_member": "ring",
    "forward": "forward",
    "direct_transfer": "transfer",
    "park": "park",
    "park_pick_up": "park pick-up",
}
"""Events as arrows name them; the others have the names of details."""

_TAKEN_BY = {"answered_by_other": "taken by another", "pickup_by_other": "taken by another"}

_LONGEST = 120
"""Characters of a name in the details of a leg; the raw object has all of them."""

Told = tuple["Display", "Display"]
"""A label and a value."""


def words_of(ladder: Ladder, event: Event) -> Display:
    """Give the words on an arrow, or at a mark."""
    if event.leg is None:
        return display("call ended")
    leg = ladder.legs[event.leg]
    match event.step:
        case Step.BEGINS:
            return display(_SHORT.get(leg.event) or _coded("call_event", leg.event) or "leg")
        case Step.KEY:
            wrong = "wrong key" if leg.result == "invalid_key" else "key"
            return display(f"{wrong} {leg.key}", longest=40)
        case Step.VOICEMAIL:
            return display("voicemail")
        case Step.ENDS:
            return display("leg ends")
        case _:
            return display(_coded("call_result", leg.result))


def note_of(ladder: Ladder, event: Event, viewer: Viewer) -> Display:
    """Give what stands at the right edge of a line: how long it took, what was kept."""
    if event.leg is None:
        return _sums(ladder)
    leg = ladder.legs[event.leg]
    span = "" if event.seconds is None else _span(event.seconds)
    found: list[str] = []
    match event.step:
        case Step.BEGINS:
            found += ["emergency"] if leg.row.get("call_type") == "emergency" and event.leg == 0 else []
            found += [_TAKEN_BY.get(leg.reason) or _coded("result_reason", leg.reason)] if leg.by_another else []
            found += [span] if span else []
        case Step.ANSWERED:
            found += ["*" if viewer.ascii else "▪"] if leg.recording else []
            found += [span] if span else []
        case Step.VOICEMAIL:
            found += ["message left"] if leg.voicemail else []
        case Step.RESULT:
            found += [span] if span else []
        case Step.ENDS:
            found += [f"talk {span}"] if span else []
    return display(" ".join(found))


def _span(seconds: int) -> str:
    """Give a short span: `20 s`, from a minute on `1:07`."""
    return f"{seconds} s" if seconds < 60 else times.duration(seconds)


def _sums(ladder: Ladder) -> Display:
    totals = ladder.totals
    told = (("wait", totals.wait), ("talk", totals.talk), ("hold", totals.hold or None))
    found = [f"{name} {times.duration(value)}" for name, value in told if value is not None]
    if not found and totals.duration is not None:
        found = [f"lasted {times.duration(totals.duration)}"]
    return display("  ".join(found))


def mood_of(ladder: Ladder, event: Event) -> str:
    """Give the meaning of a line: `good`, `warn`, `bad`, `dim` or ""."""
    if event.leg is None:
        return ""
    leg = ladder.legs[event.leg]
    match event.step:
        case Step.BEGINS:
            return "bad" if leg.row.get("call_type") == "emergency" and event.leg == 0 else ""
        case Step.KEY:
            return "bad" if leg.result == "invalid_key" else ""
        case Step.VOICEMAIL:
            return "warn"
        case Step.ENDS:
            return ""
        case _:
            return status_style(words_of(ladder, event))


def extension_of(party: Party, viewer: Viewer) -> Display:
    """Give a party's extension in the short form of its site, else its number, "" where that is its name already."""
    if party.extension:
        splits = (split_extension(party.extension, form) for form in viewer.sites.values())
        return display(next((short for code, short in splits if code), party.extension))
    number = phone.formatted(party.number)
    return display(number if number != party.label else "")


def party_text(party: Party, viewer: Viewer) -> Display:
    """Give a party on one line: name, extension or number."""
    extension = extension_of(party, viewer)
    label = display(party.label, longest=_LONGEST)
    return display(f"{label} ({extension})") if extension and extension != label else label


# Details


def details_of_leg(ladder: Ladder, place: int, viewer: Viewer) -> list[Told]:
    """Give what is known of a leg, label by label; what is not known is left out."""
    leg = ladder.legs[place]
    took = _joined([_coded("call_event", leg.event), _coded("call_result", leg.result),
                    _coded("result_reason", leg.reason), f"key {leg.key}" if leg.key else ""], viewer)  # fmt: skip
    began = times.in_full(leg.start, viewer.zone) if leg.start else text_of(leg.row.get("start_time"))
    spans = [
        f"answered {times.clock(leg.answer, viewer.zone)}" if leg.answer else "",
        f"ended {times.clock(leg.end, viewer.zone)}" if leg.end else "",
        f"waited {times.duration(leg.wait)}" if leg.wait else "",
        f"on hold {times.duration(leg.hold)}" if leg.hold else "",
    ]
    sides = ((name, getattr(leg, name)) for name in ("caller", "callee", "operator"))
    told = [
        ("leg", took),
        ("began", began),
        ("times", _joined(spans, viewer)),
        *((name, _side(ladder.parties[at], leg, name, viewer)) for name, at in sides if at is not None),
        ("place", _place(leg, viewer)),
        ("kept", _kept(leg, viewer)),
    ]
    return _told(told)


def _told(pairs: Iterable[tuple[str, object]]) -> list[Told]:
    return [(display(label), display(value)) for label, value in pairs if value]


def _side(party: Party, leg: Leg, name: str, viewer: Viewer) -> Display:
    number = phone.formatted(party.number)
    parts = [
        party_text(party, viewer),
        _coded("extension_type", party.kind),
        number if party.extension and number else "",
        _coded("number_type", party.number_type) if not party.is_withheld else "",
        party.country if not party.extension else "",
        text_of(leg.row.get(f"{name}_device_type")),
    ]
    return _joined(parts, viewer, ", ")


def _place(leg: Leg, viewer: Viewer) -> Display:
    row = leg.row
    parts = [
        text_of(row.get("site_name")),
        text_of(row.get("department")),
        text_of(row.get("cost_center")),
        " / ".join(filter(None, (text_of(row.get(f"device_{each}_ip")) for each in ("private", "public")))),
    ]
    return _joined(parts, viewer)


def _kept(leg: Leg, viewer: Viewer) -> Display:
    kind = _coded("recording_type", text_of(leg.row.get("recording_type")))
    parts = [
        " ".join(filter(None, ("recording", kind))) if leg.recording else "",
        "voicemail" if leg.voicemail else "",
        f"client code {text_of(leg.row.get('client_code'))}" if leg.row.get("client_code") else "",
    ]
    return _joined(parts, viewer)


def details_of_call(ladder: Ladder, viewer: Viewer) -> list[Told]:
    """Give what is known of the call as a whole."""
    record = ladder.record
    marks = [
        "EMERGENCY" if ladder.is_emergency else "",
        text_of(record.get("direction")),
        "international" if record.get("international") is True else "",
        _coded("call_result", text_of(record.get("call_result"))),
        times.duration(ladder.totals.duration) if ladder.totals.duration is not None else "",
        "end-to-end encrypted" if record.get("end_to_end") is True else "",
    ]
    trunk = text_of(record.get("sbc_name"))
    group = text_of(record.get("sip_group_name"))
    way = [f"via {trunk}" if trunk else "", f"SIP group {group}" if group else "", text_of(record.get("site_name"))]
    told = [
        ("call", _joined(marks, viewer)),
        ("began", times.in_full(ladder.began, viewer.zone) if ladder.began else ""),
        ("ended", times.in_full(ladder.ended, viewer.zone) if ladder.ended else ""),
        ("times", _sums(ladder)),
        ("way", _joined(way, viewer)),
        ("id", text_of(record.get("call_history_uuid") or record.get("id"))),
        ("call id", text_of(record.get("call_id"))),
    ]
    return _told(told)


def _coded(table: str, value: str) -> str:
    return name_of(table, value) if value else ""


def _joined(parts: Iterable[str], viewer: Viewer, by: str = "") -> Display:
    dot = by or (" - " if viewer.ascii else " · ")
    return display(dot.join(filter(None, parts)))


# Data


def events_as_data(ladder: Ladder) -> list[dict[str, Any]]:
    """Give the events for programs: instants in UTC, legs and parties by their places from 1 on."""
    return [
        {
            "time": api_text(each.at) if each.at is not None else None,
            "event": each.step.value,
            "text": str(words_of(ladder, each)),
            "leg": None if each.leg is None else each.leg + 1,
            "from": None if each.source is None else each.source + 1,
            "to": None if each.target is None else each.target + 1,
            "seconds": each.seconds,
        }
        for each in ladder.events
    ]


def parties_as_data(ladder: Ladder) -> list[dict[str, Any]]:
    """Give the parties for programs, in the order of the columns."""
    names = ("name", "extension", "number", "kind", "id", "email", "country")
    return [
        {"place": at, "withheld": each.is_withheld, **{name: getattr(each, name) or None for name in names}}
        for at, each in enumerate(ladder.parties, 1)
    ]
