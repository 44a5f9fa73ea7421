"""The first generation of call logs, which Zoom has announced the end of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.sim.areas import find
from ztui.sim.areas.call_rows import stamp
from ztui.sim.areas.calls import add_client_code, calls_in, delete_history, now_of
from ztui.sim.areas.media import owner_row
from ztui.sim.areas.rows import Row, Rows, known
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.windows import window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.sim.world.calls.cast import Party
    from ztui.sim.world.calls.history import Found, History
    from ztui.sim.world.calls.scene import Call
    from ztui.sim.world.entities import User

__all__ = ["log_row", "own_logs"]

_RESULTS = {"answered": "Call connected", "connected": "Call connected", "voicemail": "Voicemail", "busy": "Busy"}


def _side(name: str, party: Party, withheld: bool = False) -> Row:
    if withheld:
        return {f"{name}_name": "Anonymous", f"{name}_number_type": 2}
    return known(
        **{
            f"{name}_name": party.name,
            f"{name}_number": party.extension or party.number,
            f"{name}_did_number": party.number,
            f"{name}_number_type": 1 if party.ext_id else 2,
            f"{name}_number_source": "internal" if party.ext_id else "external",
            f"{name}_country_iso_code": party.country,
        }
    )


def _row(history: History, call: Call) -> Row:
    withheld = call.hidden and call.direction == "inbound"
    row = _side("caller", call.caller, withheld) | _side("callee", call.callee)
    return row | known(
        id=history.uuid(call),
        call_id=history.call_ids.text(call.serial),
        date_time=stamp(call.start),
        direction=call.direction,
        duration=call.end - call.answer if call.answer >= 0 else 0,
        path="pstn" if call.external else "extension",
        result=_RESULTS.get(call.result, "No Answer"),
        department=call.home.department,
        cost_center=call.home.cost_center,
    )


@handles("accountCallLogs")
def list_logs(context: Context) -> Listed:
    """Answer the calls of the account."""
    history, span = find.system_of(context).history, window(context)
    serials = calls_in(context, span)

    def row(serial: int) -> Row:
        call = history.call(serial)
        place = history.cast.places[call.home.at]
        made = _row(history, call) | {"call_end_time": stamp(call.end), "owner": owner_row(call.home)}
        made["call_type"] = "pstn" if call.external else "voip"
        return made | {"site": {"id": place.id, "name": place.name}}

    if context.query.get("type") == "missed":
        found = history.scan("missed", serials, lambda call: () if call.answer >= 0 else (-1,))
        serials = [serial for serial, _ in found]
    return Listed(Rows(serials, row), span.extra)


@handles("phoneUserCallLogs")
def list_own(context: Context) -> Listed:
    """Answer the calls of a user."""
    history, user, span = find.system_of(context).history, find.user(context), window(context)
    found = own_logs(context, user, calls_in(context, span))
    return Listed(Rows(found, lambda each: log_row(history, user, each)), span.extra)


def own_logs(context: Context, user: User, serials: Sequence[int]) -> Sequence[Found]:
    """Give those of some calls that a user took part in, the missed ones if the query asks for them."""

    def mine(call: Call) -> tuple[int, ...]:
        ours = any(user.ext_id in (leg.caller.ext_id, leg.callee.ext_id) for leg in call.legs)
        missed = context.query.get("type") != "missed" or call.answer < 0
        return (-1,) if ours and missed else ()

    key = ("logs", user.id, context.query.get("type"))
    return find.system_of(context).history.scan(key, serials, mine)


def log_row(history: History, user: User, found: Found) -> Row:
    """Give a call as a user's log has it."""
    call = history.call(found[0])
    return _row(history, call) | {"call_end_time": stamp(call.end), "user_id": user.id}


@handles("getCallLogDetails")
def get_log(context: Context) -> Row:
    """Answer one call with what happened on its way."""
    history, key, now = find.system_of(context).history, context.path["callLogId"], now_of(context)
    call = history.by_uuid(key, now) or history.by_call_id(key, now)
    if call is None:
        raise Refusal(400, None, f"Call log does not exist: {key}.")
    details = [
        {
            "date_time": stamp(leg.start),
            "hold_time": leg.hold,
            "duration": leg.end - leg.start,
            "id": history.element_id(call, place),
            "path": leg.event,
            "result": leg.result,
        }
        for place, leg in enumerate(call.legs)
    ]
    return _row(history, call) | {"log_details": details}


@handles("addClientCodeToCallLog")
def add_old_client_code(context: Context) -> None:
    """Put a client code on a user's leg of a call."""
    try:
        add_client_code(context)
    except Refusal as refused:
        raise Refusal(404, 404, refused.message) from None


@handles("deleteCallLog")
def delete_old_log(context: Context) -> None:
    """Delete a leg from a user's own history."""
    find.user(context)
    try:
        delete_history(context)
    except Refusal as refused:
        raise Refusal(404, 404, refused.message) from None
