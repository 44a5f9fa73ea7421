"""Hours and routing of extensions: read in one shape, written with other field names, as the API has it."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from ztui.sim.areas import find
from ztui.sim.areas.hours import default_handling, forward_row
from ztui.sim.areas.policies import fitting
from ztui.sim.handling import Context, Refusal, handles
from ztui.sim.world.entities import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.sim.areas.rows import Row
    from ztui.sim.world.system import Held

__all__: list[str] = []

_MOST_HOLIDAYS = 10
_HOURS = ("business_hours", "closed_hours", "holiday_hours")
_PLAIN = (
    "allow_members_to_reset",
    "call_distribution",
    "max_call_in_queue",
    "max_wait_time",
    "receive_call",
    "ring_mode",
    "wrap_up_time",
    "type",
    "custom_hours_settings",
    "require_press_1_before_connecting",
    "name",
    "from",
    "to",
)
"""Fields that are written as they are read."""

_SILENT = (Kind.ROOM, Kind.PICKUP)
"""Kinds of extensions that have neither hours nor routing of their own."""

_IDS = {
    "greeting_prompt_id": "greeting_prompt",
    "music_on_hold_id": "music_on_hold",
    "audio_while_connecting_id": "audio_while_connecting",
}
_ROUTING_IDS = {
    "voicemail_greeting_id": "voicemail_greeting",
    "voicemail_leaving_instruction_id": "voicemail_leaving_instruction",
    "message_greeting_id": "message_greeting",
}
_ROUTING = (
    "connect_to_operator",
    "allow_callers_check_voicemail",
    "overflow_play_callee_voicemail_greeting",
    "play_callee_voicemail_greeting",
)
"""Fields of `routing` that are written beside it."""


def _held(context: Context) -> Held:
    key = context.path["extensionId"]
    found = find.system_of(context).extension(key)
    if found is None or found.kind in _SILENT:
        raise Refusal(404, 404, f"Extension does not exist: {key}.")
    return found


def _state(context: Context, writing: bool = False) -> dict[str, Any]:
    """Give hours and routing as they are; for writing, the copy that is kept."""
    held, system = _held(context), find.system_of(context)
    key = held.thing.ext_id
    state = system.handling.get(key)
    if state is None:
        state = default_handling(system, held)
        if writing:
            system.handling[key] = state
    return state


@handles("getCallHandling")
def get_handling(context: Context) -> Row:
    """Answer hours and routing of an extension."""
    schema = context.operation.detail().response_schema or {}
    row: Row = fitting(schema, copy.deepcopy(_state(context)))
    return row


def _setting_type(context: Context) -> str:
    kind = context.path["settingType"]
    if kind not in _HOURS:
        raise Refusal(400, 400, "This operation is not supported.")
    return kind


def _part(parts: list[Row], sub: str) -> Row:
    """Give the settings of a sub setting, made when there are none."""
    for part in parts:
        if part["sub_setting_type"] == sub:
            settings: Row = part["settings"]
            return settings
    parts.append({"sub_setting_type": sub, "settings": {}})
    made: Row = parts[-1]["settings"]
    return made


def _holiday(state: Mapping[str, Any], key: str) -> Row:
    for holiday in state.get("holiday_hours", []):
        if holiday["holiday_id"] == key:
            found: Row = holiday
            return found
    raise Refusal(404, 404, "Holiday does not exist.")


def _parts(context: Context, kind: str, settings: Mapping[str, Any]) -> list[Row]:
    state = _state(context, writing=True)
    if kind == "holiday_hours":
        details: list[Row] = _holiday(state, str(settings.get("holiday_id", "")))["details"]
        return details
    parts: list[Row] = state.setdefault(kind, [])
    return parts


@handles("addCallHandling")
def add_handling(context: Context) -> Row:
    """Add a holiday or a number to forward to."""
    kind, body, system = _setting_type(context), context.body or {}, find.system_of(context)
    sub, settings = body.get("sub_setting_type"), body.get("settings", {})
    if sub == "holiday" and kind == "holiday_hours":
        state = _state(context, writing=True)
        holidays = state.setdefault("holiday_hours", [])
        if len(holidays) >= _MOST_HOLIDAYS:
            raise Refusal(400, 400, f"At most {_MOST_HOLIDAYS} holidays.")
        _check_span(settings)
        named = {name: settings[name] for name in ("name", "from", "to") if name in settings}
        details = [
            {"sub_setting_type": "holiday", "settings": named},
            {"sub_setting_type": "call_handling", "settings": {"routing": {"action": 1}}},
        ]
        holidays.append({"holiday_id": system.new_id(), "details": details})
        return {"holiday_id": holidays[-1]["holiday_id"]}
    if sub != "call_forwarding":
        raise Refusal(400, 400, "This operation is not supported.")
    rows = _part(_parts(context, kind, settings), "call_forwarding").setdefault("call_forwarding_settings", [])
    if len(rows) >= 10:
        raise Refusal(400, 400, "At most 10 numbers to forward to.")
    row = {"id": system.new_id(), "enable": True, "phone_number": settings.get("phone_number", "")}
    rows.append(row | {"description": settings.get("description", "")})
    return {"call_forwarding_id": row["id"]}


def _check_span(settings: Mapping[str, Any]) -> None:
    if not settings.get("from", "") < settings.get("to", ""):
        raise Refusal(400, 400, "Invalid holiday from/to time.")


@handles("updateCallHandling")
def update_handling(context: Context) -> None:
    """Change hours, routing, a holiday or numbers to forward to."""
    kind, body = _setting_type(context), context.body or {}
    sub, settings = str(body.get("sub_setting_type", "")), body.get("settings", {})
    _check(context, settings)
    target = _part(_parts(context, kind, settings), sub)
    if sub == "call_forwarding":
        _forward(target, settings)
        return
    if sub == "holiday":
        _check_span(target | settings)
    target |= {name: settings[name] for name in _PLAIN if name in settings}
    if sub == "call_handling":
        _write_routing(context, target, settings)


def _check(context: Context, settings: Mapping[str, Any]) -> None:
    """Refuse hours that end before they begin, and whoever is not there."""
    for row in settings.get("custom_hours_settings", []):
        if row.get("type") == 2 and not str(row.get("from", "")) < str(row.get("to", "")):
            raise Refusal(400, 400, f"Invalid customer hours from/to time for weekday: {row.get('weekday')}.")
    held, system = _held(context), find.system_of(context)
    if settings.get("operator_extension_id") == held.thing.ext_id:
        raise Refusal(400, 400, "You cannot assign yourself as the operator.")
    for name in ("forward_to_extension_id", "busy_forward_to_extension_id", "operator_extension_id"):
        if settings.get(name) and system.extension(settings[name]) is None:
            raise Refusal(404, 404, f"Extension does not exist: {settings[name]}.")


def _forward(target: Row, settings: Mapping[str, Any]) -> None:
    """Change numbers to forward to, each by its id."""
    rows = target.setdefault("call_forwarding_settings", [])
    by_id = {row["id"]: row for row in rows}
    for asked in settings.get("call_forwarding_settings", []):
        row = by_id.get(asked.get("id", ""))
        if row is None:
            raise Refusal(404, 404, f"Call forwarding does not exist: {asked.get('id', '')}.")
        row |= {name: asked[name] for name in ("description", "enable", "phone_number") if name in asked}
    if "require_press_1_before_connecting" in settings:
        target["require_press_1_before_connecting"] = settings["require_press_1_before_connecting"]


def _write_ids(target: Row, settings: Mapping[str, Any], names: Mapping[str, str]) -> None:
    for written, read in names.items():
        if written in settings:
            target[read] = {"id": settings[written]}


def _write_routing(context: Context, target: Row, settings: Mapping[str, Any]) -> None:
    """Translate the names of a write into those of a read."""
    system = find.system_of(context)
    _write_ids(target, settings, _IDS)
    routing, busy = target.setdefault("routing", {}), dict(target.get("busy_routing", {}))
    for where, prefix, action in (
        (routing, "", "call_not_answer_action"),
        (busy, "busy_", "busy_on_another_call_action"),
    ):
        if action in settings:
            where["action"] = settings[action]
            where.pop("forward_to", None)
        if settings.get(f"{prefix}forward_to_extension_id"):
            where["forward_to"] = forward_row(system, settings[f"{prefix}forward_to_extension_id"])
        elif f"{prefix}phone_number" in settings:
            where["forward_to"] = {"phone_number": settings[f"{prefix}phone_number"]}
            if f"{prefix}description" in settings:
                where["forward_to"]["description"] = settings[f"{prefix}description"]
    _write_ids(routing, settings, _ROUTING_IDS)
    routing |= {name: settings[name] for name in _ROUTING if name in settings}
    for where, written in ((routing, "un_answered"), (busy, "busy")):
        if f"{written}_require_press_1_before_connecting" in settings:
            where["require_press_1_before_connecting"] = settings[f"{written}_require_press_1_before_connecting"]
    if settings.get("operator_extension_id"):
        routing["operator"] = forward_row(system, settings["operator_extension_id"])
    if busy:
        target["busy_routing"] = busy


@handles("deleteCallHandling")
def delete_handling(context: Context) -> None:
    """Delete a holiday or a number to forward to."""
    kind, query = _setting_type(context), context.query
    state = _state(context, writing=True)
    forwarding = query.get("call_forwarding_id")
    if kind == "holiday_hours" and not forwarding:
        state["holiday_hours"].remove(_holiday(state, str(query.get("holiday_id", ""))))
        return
    for row in _part(_parts(context, kind, query), "call_forwarding").get("call_forwarding_settings", []):
        if row["id"] == forwarding:
            _part(_parts(context, kind, query), "call_forwarding")["call_forwarding_settings"].remove(row)
            return
    raise Refusal(404, 404, f"Call forwarding does not exist: {forwarding}.")
