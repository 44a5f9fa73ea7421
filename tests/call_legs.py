"""Calls with their legs as the API answers them: the kinds of calls whose ladders are looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.hostile import HOSTILE_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CALLS", "call", "leg", "party"]

CALLER: Mapping[str, Any] = {
    "name": "Ann Smith",
    "did_number": "+12125550143",
    "number_type": "external_pstn",
    "country_iso_code": "US",
}


def party(name: str, extension: str, kind: str = "user", **more: Any) -> dict[str, Any]:
    """Make an extension of ours."""
    return {"name": name, "ext_number": extension, "ext_id": f"id-{extension}", "ext_type": kind, **more}


MENU = party("Main menu", "8000", "auto_receptionist", did_number="+14155550100", number_type="byoc")
QUEUE = party("Support", "8200", "call_queue")
BO, CLEO, DESK = party("Bo Lind", "8111"), party("Cleo Marsh", "8112"), party("Front desk", "8001")
LINE = party("Sales line", "8300", "shared_line_group")


def at(clock: str) -> str:
    """Give an instant of the day of the calls."""
    return f"2026-11-20T{clock}Z"


def leg(
    number: int,
    event: str,
    result: str,
    start: str,
    end: str,
    caller: Mapping[str, Any],
    callee: Mapping[str, Any],
    operator: Mapping[str, Any] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """Make a leg; `answer` becomes its answer time."""
    row: dict[str, Any] = {
        "call_element_id": f"20261120-element-{number}",
        "event": event,
        "result": result,
        "start_time": at(start),
        "end_time": at(end),
        "node": number,
        "is_node": 1,
    }
    for side, told in (("caller", caller), ("callee", callee), ("operator", operator or {})):
        row |= {f"{side}_{name}": value for name, value in told.items()}
    if "answer" in more:
        row["answer_time"] = at(more.pop("answer"))
    return row | more


def call(name: str, direction: str, start: str, end: str, legs: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """Make a call's own answer."""
    first = legs[0]
    sides = {key: value for key, value in first.items() if key.startswith(("caller_", "callee_"))}
    return {
        "call_history_uuid": f"20261120-{name}",
        "call_id": "7018317023722949162",
        "direction": direction,
        "connect_type": "external",
        "call_type": "general",
        "start_time": at(start),
        "end_time": at(end),
        "site_name": "Main Site",
        **sides,
        **more,
        "call_elements": legs,
    }


def _second_member() -> dict[str, Any]:
    legs = [
        leg(1, "incoming", "answered", "21:36:55", "21:37:49", CALLER, QUEUE, waiting_time=54),
        leg(2, "ring_to_member", "no_answer", "21:37:10", "21:37:30", CALLER, BO, QUEUE, is_node=0),
        leg(2, "ring_to_member", "answered", "21:37:31", "21:40:12", CALLER, CLEO, QUEUE, answer="21:37:49",
            waiting_time=54, hold_time=25, recording_id="rec-1", recording_type="automatic",
            callee_device_type="Poly VVX 450(6.4.5)", device_private_ip="10.2.3.4", device_public_ip="203.0.113.9"),
    ]  # fmt: skip
    more = {"sbc_name": "west-byoc-1", "call_result": "answered"}
    return call("second-member", "inbound", "21:36:55", "21:40:12", legs, **more)


def _to_voicemail() -> dict[str, Any]:
    legs = [
        leg(1, "incoming", "succeeded", "21:36:55", "21:37:09", CALLER, MENU, press_key="2", waiting_time=14),
        leg(2, "forward", "overflowed", "21:37:09", "21:38:09", CALLER, QUEUE, waiting_time=60),
        leg(3, "ring_to_member", "no_answer", "21:37:09", "21:37:39", CALLER, BO, QUEUE, is_node=0),
        leg(3, "ring_to_member", "rejected", "21:37:39", "21:37:42", CALLER, CLEO, QUEUE, is_node=0),
        leg(4, "overflow", "voicemail", "21:38:09", "21:38:51", CALLER, DESK, QUEUE, voicemail_id="vm-1"),
    ]
    return call("to-voicemail", "inbound", "21:36:55", "21:38:51", legs, call_result="voicemail")


def _transfer() -> dict[str, Any]:
    legs = [
        leg(1, "incoming", "answered", "21:36:55", "21:38:30", CALLER, BO, answer="21:37:05", waiting_time=10),
        leg(2, "warm_transfer", "answered", "21:38:30", "21:45:00", CALLER, CLEO, BO, answer="21:38:41", hold_time=11),
    ]
    return call("transfer", "inbound", "21:36:55", "21:45:00", legs, call_result="answered")


def _abandoned() -> dict[str, Any]:
    legs = [
        leg(1, "incoming", "succeeded", "21:36:55", "21:37:09", CALLER, MENU, press_key="2"),
        leg(2, "forward", "abandoned", "21:37:09", "21:41:20", {"number_type": "anonymous_number"}, QUEUE,
            waiting_time=251, hide_caller_id=True),
    ]  # fmt: skip
    for each in legs:
        for name in [name for name in each if name.startswith("caller_")]:
            del each[name]
        each |= {"caller_name": "Anonymous", "caller_number_type": "anonymous_number", "hide_caller_id": True}
    return call("abandoned", "inbound", "21:36:55", "21:41:20", legs, call_result="abandoned")


def _outbound() -> dict[str, Any]:
    callee = {**CALLER, "name": "", "did_number": "+390669812345", "country_iso_code": "IT"}
    legs = [
        leg(1, "outgoing", "connected", "21:36:55", "21:59:10", BO, callee, answer="21:37:03", waiting_time=8,
            hold_time=40, recording_id="rec-2", recording_type="ad-hoc"),
    ]  # fmt: skip
    return call("outbound", "outbound", "21:36:55", "21:59:10", legs, international=True, call_result="connected")


def _emergency() -> dict[str, Any]:
    callee = {"name": "Emergency", "did_number": "911", "number_type": "external_service_number"}
    lobby = party("Lobby phone", "8402", "common_area", did_number="+14155550142")
    legs = [leg(1, "outgoing", "connected", "03:12:40", "03:15:02", lobby, callee, answer="03:12:43",
                call_type="emergency")]  # fmt: skip
    return call("emergency", "outbound", "03:12:40", "03:15:02", legs, call_type="emergency", call_result="connected")


def _shared_line() -> dict[str, Any]:
    legs = [
        leg(1, "shared_line_incoming", "answered", "21:36:55", "21:37:03", CALLER, LINE, waiting_time=8),
        leg(2, "ring_to_member", "no_answer", "21:36:55", "21:37:03", CALLER, BO, LINE, is_node=0,
            result_reason="answered_by_other"),
        leg(2, "ring_to_member", "picked_up", "21:36:55", "21:39:00", CALLER, DESK, LINE, answer="21:37:03"),
        leg(3, "park", "succeeded", "21:39:00", "21:40:00", CALLER, LINE, DESK),
        leg(4, "park_pick_up", "answered", "21:40:00", "21:44:31", CALLER, BO, answer="21:40:00"),
    ]  # fmt: skip
    return call("shared-line", "inbound", "21:36:55", "21:44:31", legs, call_result="answered")


def _hostile() -> dict[str, Any]:
    names = (*HOSTILE_NAMES[:9], HOSTILE_NAMES[12])
    sides = [party(name, str(8500 + at)) for at, name in enumerate(names)]
    legs = [
        leg(at, "forward" if at > 1 else "incoming", "no_answer" if at % 2 else "overflowed",
            f"21:36:{at:02}", f"21:37:{at:02}", sides[0], side, press_key="\x1b[2J" if at == 3 else "")
        for at, side in enumerate(sides[1:], 1)
    ]  # fmt: skip
    legs.append({"event": "teleported\x1b[31m", "result": "[bold]lost[/]", "callee_name": HOSTILE_NAMES[14],
                 "start_time": "never", "end_time": None, "press_key": None})  # fmt: skip
    return call("hostile", "inbound", "21:36:55", "21:45:00", legs)


CALLS: Mapping[str, Mapping[str, Any]] = {
    "second-member": _second_member(),
    "to-voicemail": _to_voicemail(),
    "transfer": _transfer(),
    "abandoned": _abandoned(),
    "outbound": _outbound(),
    "emergency": _emergency(),
    "shared-line": _shared_line(),
    "hostile": _hostile(),
}
"""What the call is -> its own answer."""
