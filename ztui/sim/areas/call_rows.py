"""Rows of call history: a call as the account sees it, and its legs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ztui.sim.areas.rows import Row, known

if TYPE_CHECKING:
    from ztui.sim.world.calls.cast import Party
    from ztui.sim.world.calls.history import History
    from ztui.sim.world.calls.scene import Call

__all__ = ["call_row", "element_row", "path_row", "stamp", "user_row"]


def stamp(instant: int) -> str:
    """Give an epoch second as the API writes it."""
    return datetime.fromtimestamp(instant, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _side(history: History, name: str, party: Party, hidden: bool = False) -> Row:
    """Give the fields of one side of a call or leg."""
    if hidden:
        return {f"{name}_name": "Anonymous", f"{name}_number_type": "anonymous_number"}
    inside = bool(party.ext_id)
    fields = (
        ("ext_id", party.ext_id),
        ("did_number", party.number),
        ("ext_number", party.extension),
        ("name", party.name),
        ("email", party.email),
        ("ext_type", party.kind),
        ("number_type", party.number_type if party.number or not inside else ""),
        ("device_type", party.device),
        ("country_iso_code", party.country),
        ("country_code", history.cast.calling_code(party.country)),
    )
    return {f"{name}_{field}": value for field, value in fields if value}


def _international(call: Call) -> bool:
    return (
        call.external
        and bool(call.caller.country and call.callee.country)
        and (call.caller.country != call.callee.country)
    )


def _head(call: Call) -> Row:
    return {
        "connect_type": "external" if call.external else "internal",
        "call_type": "emergency" if call.emergency else "general",
        "direction": call.direction,
        "hide_caller_id": call.hidden,
        "end_to_end": not call.external and call.serial % 3 == 0,
    }


def _home(history: History, party: Party) -> Row:
    place = history.cast.places[party.at] if party.at >= 0 else None
    return known(
        department=party.department,
        cost_center=party.cost_center,
        site_id=place.id if place else "",
        site_name=place.name if place else "",
        group_id=f"{place.name} users" if place else "",
    )


def _withheld(call: Call) -> bool:
    return call.hidden and call.direction == "inbound"


def call_row(history: History, call: Call) -> Row:
    """Give a call as a row of the account's history."""
    group = history.cast.sip_groups[call.group] if call.group >= 0 else None
    trunk = history.cast.trunks[call.group // 2] if call.group >= 0 else None
    row: Row = {"call_history_uuid": history.uuid(call), "call_id": history.call_ids.text(call.serial)}
    row |= _head(call)
    row |= {
        "international": _international(call),
        "start_time": stamp(call.start),
        "end_time": stamp(call.end),
        "duration": call.end - call.start,
        "call_result": call.result,
        "recording_status": "recorded" if call.recorded else "non_recorded",
    }
    if call.answer >= 0:
        row["answer_time"] = stamp(call.answer)
    if group is not None and trunk is not None:
        row |= {
            "sbc_id": trunk.id,
            "sbc_name": trunk.name,
            "sip_group_id": group.id,
            "sip_group_name": group.name,
        }
    row |= _side(history, "caller", call.caller, _withheld(call)) | _side(history, "callee", call.callee)
    row |= _home(history, call.home)
    if call.spam:
        row["spam"] = call.spam
    if call.direction == "outbound" and call.serial % 7 == 0:
        row["caller_account_code"] = str(100 + call.serial % 900)
    return row


def path_row(history: History, call: Call) -> Row:
    """Give a call with its legs."""
    row = call_row(history, call)
    for name in ("duration", "call_result", "recording_status", "sbc_id", "sbc_name", "sip_group_id", "sip_group_name"):
        row.pop(name, None)
    for name in [name for name in row if name.endswith(("_device_type", "_country_code", "_iso_code", "_number_type"))]:
        del row[name]
    row.pop("spam", None)
    code = row.pop("caller_account_code", None)
    row["call_elements"] = [element_row(history, call, place) for place in range(len(call.legs))]
    return row | ({"caller_acconut_code": code} if code else {})


def _leg_row(history: History, call: Call, place: int) -> Row:
    """Give what a leg has in common in all answers."""
    leg = call.legs[place]
    row: Row = {
        "call_element_id": history.element_id(call, place),
        "call_id": history.call_ids.text(call.serial),
    } | _head(call)
    row |= _side(history, "caller", leg.caller, _withheld(call)) | _side(history, "callee", leg.callee)
    row |= {"start_time": stamp(leg.start), "end_time": stamp(leg.end), "event": leg.event, "result": leg.result}
    if leg.answer >= 0:
        row["answer_time"] = stamp(leg.answer)
    operator = leg.operator
    if operator is not None:
        row |= known(
            operator_ext_number=operator.extension,
            operator_ext_id=operator.ext_id,
            operator_ext_type=operator.kind,
            operator_name=operator.name,
        )
    if leg.reason:
        row["result_reason"] = leg.reason
    if leg.recording:
        row |= {"recording_id": history.recording_id(call, place), "recording_type": leg.recording}
    if leg.voicemail:
        row["voicemail_id"] = history.voicemail_id(call, place)
    return row


def element_row(history: History, call: Call, place: int, whole: bool = False) -> Row:
    """Give a leg as the detail of a call has it; `whole` adds the call's uuid, as the leg's own operation does."""
    leg = call.legs[place]
    row = _leg_row(history, call, place)
    home = leg.callee if leg.callee.at >= 0 and call.direction == "inbound" else call.home
    row |= _home(history, home)
    row |= {
        "segment": 1,
        "node": 1 + sum(each.node for each in call.legs[:place]),
        "is_node": int(leg.node),
        "hold_time": leg.hold,
        "waiting_time": leg.wait,
    }
    device = leg.callee if leg.callee.device else leg.caller
    if device.device and leg.answer >= 0:
        row |= {
            "device_private_ip": f"10.{device.at % 32}.{call.serial % 250}.{len(device.name) % 250 + 2}",
            "device_public_ip": f"203.0.113.{device.at % 254 + 1}",
        }
    if leg.key:
        row["press_key"] = leg.key
    if call.serial in history.client_codes:
        row["client_code"] = history.client_codes[call.serial]
    if whole:
        row["call_history_uuid"] = history.uuid(call)
    return row


def user_row(history: History, call: Call, place: int) -> Row:
    """Give a leg as a row of a user's own history."""
    leg = call.legs[place]
    row = _leg_row(history, call, place) | {"call_history_uuid": history.uuid(call)}
    for name, party in (("caller", leg.caller), ("callee", leg.callee)):
        if party.at < 0:
            continue
        place_of = history.cast.places[party.at]
        row |= known(
            **{
                f"{name}_site_id": place_of.id,
                f"{name}_department": party.department,
                f"{name}_cost_center": party.cost_center,
                f"{name}_employee_id": party.employee_id,
            }
        )
    talk = leg.end - leg.answer - leg.hold if leg.answer >= 0 else 0
    return row | {"talk_time": max(talk, 0), "hold_time": leg.hold, "wait_time": leg.wait}
