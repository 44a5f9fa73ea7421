"""Hours and routing as they are before anybody writes them, in the shape of the API's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.sim.areas.rows import KIND_CAMEL, Row
from ztui.sim.world.entities import Action, Kind, Queue, Receptionist, Rules
from ztui.sim.world.words import HOLIDAYS

if TYPE_CHECKING:
    from ztui.sim.world.system import Held, PhoneSystem

__all__ = ["default_handling", "forward_row"]

_NAMES = dict(HOLIDAYS)
_WEEKDAY = (9 * 60, 17 * 60)
_USER_WEEK = (None, *(_WEEKDAY,) * 5, None)
_FORWARDED = ("user", "autoReceptionist", "callQueue", "commonArea")


def forward_row(system: PhoneSystem, ext_id: str) -> Row:
    """Give an extension as the target of a routing action; an unknown one has nothing but its id."""
    held = system.extension(ext_id)
    if held is None:
        return {"extension_id": ext_id}
    row: Row = {
        "display_name": held.thing.name,
        "extension_id": ext_id,
        "extension_number": held.thing.extension,
        "id": held.thing.id,
    }
    kind = KIND_CAMEL[held.kind]
    return row | ({"extension_type": kind} if kind in _FORWARDED else {})


def _clock(minutes: int) -> str:
    return "23:59" if minutes >= 24 * 60 else f"{minutes // 60:02d}:{minutes % 60:02d}"


def _hours(days: tuple[tuple[int, int] | None, ...]) -> Row:
    """Give the opening hours; weekday 1 is Sunday, type 0 is off, 1 all day, 2 from and to."""
    rows: list[Row] = []
    for weekday, hours in enumerate(days, start=1):
        if hours is None:
            rows.append({"type": 0, "weekday": weekday})
        elif hours == (0, 24 * 60):
            rows.append({"type": 1, "weekday": weekday})
        else:
            rows.append({"from": _clock(hours[0]), "to": _clock(hours[1]), "type": 2, "weekday": weekday})
    always = all(hours == (0, 24 * 60) for hours in days)
    settings: Row = {"allow_members_to_reset": False, "custom_hours_settings": rows, "type": 1 if always else 2}
    return {"sub_setting_type": "custom_hours", "settings": settings}


def _routing(system: PhoneSystem, action: int, target: str) -> Row:
    row: Row = {"action": action}
    if target:
        row["forward_to"] = forward_row(system, target)
    if action == Action.VOICEMAIL:
        row |= {"connect_to_operator": False, "allow_callers_check_voicemail": False}
        row["voicemail_greeting"] = {"id": "0", "name": "Default"}
    return row


def _handled(**settings: Any) -> Row:
    return {"sub_setting_type": "call_handling", "settings": settings}


def _holidays(system: PhoneSystem, rules: Rules) -> list[Row]:
    return [
        {
            "holiday_id": key,
            "details": [
                {
                    "sub_setting_type": "holiday",
                    "settings": {
                        "from": f"{day}T00:00:00Z",
                        "to": f"{day}T23:59:00Z",
                        "name": _NAMES.get(day[5:], "Holiday"),
                    },
                },
                _handled(routing=_routing(system, rules.closed, rules.closed_to)),
            ],
        }
        for key, day in rules.holidays
    ]


def _of_queue(system: PhoneSystem, queue: Queue) -> Row:
    rules, deleted = queue.rules, system.flaws.greetings.get(queue.ext_id)
    greeting = {"id": deleted, "name": "Greeting"} if deleted else {"id": "0", "name": "Default"}
    business = _handled(
        allow_callers_check_voicemail=False,
        audio_while_connecting={"id": "0", "name": "Default"},
        call_distribution={
            "handle_multiple_calls": False,
            "ring_duration": rules.ring_seconds,
            "ring_mode": rules.ring_mode,
            "skip_offline_device_phone_number": True,
        },
        connect_to_operator=False,
        greeting_prompt=greeting,
        max_call_in_queue=rules.max_calls,
        max_wait_time=rules.max_wait,
        music_on_hold={"id": "0", "name": "Default"},
        receive_call=True,
        routing=_routing(system, rules.overflow, rules.overflow_to),
        wrap_up_time=rules.wrap_up,
    )
    return {
        "business_hours": [_hours(rules.days), business],
        "closed_hours": [_handled(routing=_routing(system, rules.closed, rules.closed_to))],
        "holiday_hours": _holidays(system, rules),
    }


def _of_receptionist(system: PhoneSystem, menu: Receptionist) -> Row:
    rules = menu.rules
    return {
        "business_hours": [
            _hours(rules.days),
            _handled(greeting_prompt={"id": "0", "name": "Default"}, routing={"action": Action.IVR}),
        ],
        "closed_hours": [_handled(routing=_routing(system, rules.closed, rules.closed_to))],
        "holiday_hours": _holidays(system, rules),
    }


def _of_person(system: PhoneSystem, salt: int) -> Row:
    """Give the hours of a user or common area: the line rings, then voicemail."""
    return {
        "business_hours": [
            _hours(_USER_WEEK),
            _handled(
                max_wait_time=(20, 30, 45)[salt % 3],
                ring_mode="simultaneous",
                routing=_routing(system, Action.VOICEMAIL, ""),
                busy_routing={"action": 21},
            ),
            {
                "sub_setting_type": "call_forwarding",
                "settings": {"call_forwarding_settings": [], "require_press_1_before_connecting": False},
            },
        ],
        "closed_hours": [
            _handled(max_wait_time=30, ring_mode="simultaneous", routing=_routing(system, Action.VOICEMAIL, "")),
            {
                "sub_setting_type": "call_forwarding",
                "settings": {"call_forwarding_settings": [], "require_press_1_before_connecting": False},
            },
        ],
        "holiday_hours": [],
    }


def default_handling(system: PhoneSystem, held: Held) -> Row:
    """Give hours and routing of an extension as the world began."""
    thing = held.thing
    if held.kind == Kind.QUEUE and isinstance(thing, Queue):
        return _of_queue(system, thing)
    if isinstance(thing, Receptionist):
        return _of_receptionist(system, thing)
    return _of_person(system, thing.extension)
