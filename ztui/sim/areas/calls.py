"""Call history: the account's, a call's legs, a user's own, client codes and deletion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.sim.areas import find
from ztui.sim.areas.call_filters import call_test, leg_test, question
from ztui.sim.areas.call_rows import call_row, element_row, path_row, user_row
from ztui.sim.areas.rows import Row, Rows
from ztui.sim.areas.synced import asked_since, sync_token
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.windows import window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.sim.windows import Window
    from ztui.sim.world.calls.history import Found, History
    from ztui.sim.world.calls.scene import Call
    from ztui.sim.world.entities import User

__all__ = ["add_client_code", "calls_in", "delete_history", "now_of"]


def now_of(context: Context) -> int:
    """Give the simulator's instant in epoch seconds."""
    return int(context.now.timestamp())


def calls_in(context: Context, span: Window) -> list[int]:
    """Give the calls of a window, newest first; by their ends where the query says so."""
    history = find.system_of(context).history
    start, end, now = int(span.start.timestamp()), int(span.end.timestamp()), now_of(context)
    if context.query.get("time_type") in ("end_time", "endTime"):
        return history.ended_between(start, end, now)
    return history.between(start, end, now)


@handles("accountCallHistory")
def account_history(context: Context) -> Listed:
    """Answer the calls of the account."""
    history, span = find.system_of(context).history, window(context)
    serials = calls_in(context, span)
    asked = question(context.query)
    if asked:
        test = call_test(history, context.query)
        found = history.scan(("account", asked), serials, lambda call: (-1,) if test(call) else ())
        serials = [serial for serial, _ in found]
    return Listed(Rows(serials, lambda serial: call_row(history, history.call(serial))), span.extra)


@handles("getCallPath")
def call_path(context: Context) -> Row:
    """Answer one call with its legs; the call id finds it too."""
    history = find.system_of(context).history
    key, now = context.path["callHistoryUuid"], now_of(context)
    call = history.by_uuid(key, now) or history.by_call_id(key, now)
    if call is None:
        raise Refusal(404, None, f"Call history does not exist: {key}.")
    return path_row(history, call)


@handles("getCallElement")
def call_element(context: Context) -> Row:
    """Answer one leg."""
    history = find.system_of(context).history
    found = history.by_element(context.path["callElementId"], now_of(context))
    if found is None or _is_deleted(history, *found):
        raise Refusal(404, None, f"Call element does not exist: {context.path['callElementId']}.")
    return element_row(history, *found, whole=True)


def _is_deleted(history: History, call: Call, place: int) -> bool:
    return any((serial, at) == (call.serial, place) for serial, at, _ in history.deleted)


@handles("getCallHistoryDetail")
def old_detail(context: Context) -> Row:
    """Answer one leg in the deprecated form."""
    history = find.system_of(context).history
    key = context.path["callHistoryId"]
    found = history.by_element(key, now_of(context))
    if found is None:
        raise Refusal(404, 301, f"Call history does not exist for call log Id: {key}.")
    row = element_row(history, *found)
    return {"id": row.pop("call_element_id"), "call_path_id": history.uuid(found[0])} | row


@handles("addClientCodeToCallHistory")
def add_client_code(context: Context) -> None:
    """Put a client code on a user's leg of a call; an id of the account's history is refused."""
    history, now = find.system_of(context).history, now_of(context)
    key, code = context.path["callLogId"], context.body["client_code"]
    found = history.by_element(key, now)
    if found is None:
        if history.by_uuid(key, now) is not None:
            raise Refusal(400, 302, "Client code cannot be added to admin call log.")
        raise Refusal(404, 300, f"Call history not found: {key}.")
    if not (code.isdigit() and 3 <= len(code) <= 16):
        raise Refusal(400, 301, f"Invalid client code: {code}.")
    history.client_codes[found[0].serial] = code


def _mine(history: History, user: User, query: Any) -> Any:
    test = leg_test(history, query)
    deleted = history.deleted

    def places(call: Call) -> Sequence[int]:
        return [
            at
            for at, leg in enumerate(call.legs)
            if user.ext_id in (leg.caller.ext_id, leg.callee.ext_id)
            and (call.serial, at, user.id) not in deleted
            and test(call, leg)
        ]

    return places


def _user_legs(context: Context, user: User, serials: Sequence[int]) -> Sequence[Found]:
    history = find.system_of(context).history
    key = ("user", user.id, question(context.query))
    return history.scan(key, serials, _mine(history, user, context.query))


@handles("phoneUserCallHistory")
def user_history(context: Context) -> Listed:
    """Answer the legs that a user took part in."""
    history, user, span = find.system_of(context).history, _user(context), window(context)
    found = _user_legs(context, user, calls_in(context, span))
    return Listed(Rows(found, lambda each: user_row(history, history.call(each[0]), each[1])), span.extra)


def _user(context: Context) -> User:
    user = find.system_of(context).user(context.path["userId"])
    if user is None:
        raise Refusal(404, 300, f"User does not exist: {context.path['userId']}.")
    return user


@handles("syncUserCallHistory")
def sync_history(context: Context) -> Row:
    """Answer a user's legs since the last sync, or the newest ones; the token holds the instant of the sync."""
    history, user, now = find.system_of(context).history, _user(context), now_of(context)
    count = min(max(int(context.query.get("count", 50)), 1), 100)
    since = asked_since(context, user, now, Refusal(400, 300, "The sync token is invalid."))
    found = _user_legs(context, user, history.between(since + 1, now, now))
    if context.query.get("sync_type") == "ISync" and len(found) > count:
        raise Refusal(400, 7035, "There are more new records than the count.")
    rows = [
        _summed_up(history.call(serial), user_row(history, history.call(serial), at)) for serial, at in found[:count]
    ]
    return {"call_elements": rows, "sync_token": sync_token(user, now)}


def _summed_up(call: Call, row: Row) -> Row:
    """Give a leg of an answered call with the id of its summary, which is that of the call's history."""
    return {**row, "ai_call_summary_id": row.get("call_history_uuid")} if call.answer >= 0 else row


@handles("deleteUserCallHistory")
def delete_history(context: Context) -> None:
    """Delete a leg from a user's own history."""
    history, user = find.system_of(context).history, _user(context)
    key = context.path["callLogId"]
    found = history.by_element(key, now_of(context))
    if found is not None:
        call, place = found
        leg, mark = call.legs[place], (call.serial, place, user.id)
        if user.ext_id in (leg.caller.ext_id, leg.callee.ext_id) and mark not in history.deleted:
            history.deleted.add(mark)
            history.wrote()
            return
    raise Refusal(404, 301, f"Call history not found: {key}.")
