"""Voicemails: of the account and of a user, detail, read status, deletion; each belongs to a leg of a call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.sim.areas import find
from ztui.sim.areas.calls import calls_in, now_of
from ztui.sim.areas.media import holder, home, owner_row, voicemail_row, voicemail_status
from ztui.sim.areas.rows import Row, Rows
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.windows import window
from ztui.sim.world.calls.history import LEGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.sim.windows import Window
    from ztui.sim.world.calls.history import Found, History
    from ztui.sim.world.calls.scene import Call

__all__: list[str] = []


def _left(history: History, owner: str = "") -> Any:
    """Give what chooses the legs with a voicemail, of one owner if asked for."""
    states = history.voicemail_states

    def places(call: Call) -> Sequence[int]:
        return [
            at
            for at, leg in enumerate(call.legs)
            if leg.voicemail and states.get(call.serial * LEGS + at) != "deleted" and owner in ("", holder(call, at).id)
        ]

    return places


def _found(context: Context, span: Window, owner: str = "") -> Sequence[Found]:
    """Give the voicemails of the window that the filters want; each call is looked at once, not once a page."""
    history, query = find.system_of(context).history, context.query
    status, kind, site = query.get("status", "all"), query.get("owner_type"), query.get("site_id")
    spam = query.get("voicemail_type") in ("spam", "maybeSpam")
    if query.get("trashed") or query.get("trash"):
        return []
    left = _left(history, owner)

    def wanted(call: Call) -> Sequence[int]:
        return [
            at
            for at in left(call)
            if status in ("all", voicemail_status(history, call, at))
            and (not kind or owner_row(holder(call, at))["type"] == kind)
            and (not site or history.cast.places[holder(call, at).at].id == site)
            and (not spam or call.spam)
        ]

    return history.scan(("voicemails", owner, status, kind, site, spam), calls_in(context, span), wanted)


@handles("accountVoiceMails")
def list_voicemails(context: Context) -> Listed:
    """Answer the voicemails of the account."""
    history, span = find.system_of(context).history, window(context)

    def row(each: Found) -> Row:
        call = history.call(each[0])
        return voicemail_row(history, call, each[1], home(context)) | {"owner": owner_row(holder(call, each[1]))}

    return Listed(Rows(_found(context, span), row), _days(span.extra))


def _days(extra: dict[str, str]) -> dict[str, str]:
    """Give the window as dates, which is all that the contract has here."""
    return {name: value[:10] for name, value in extra.items()}


@handles("phoneUserVoiceMails")
def list_own(context: Context) -> Listed:
    """Answer the voicemails of a user."""
    history, user, span = find.system_of(context).history, find.user(context), window(context)

    def row(each: Found) -> Row:
        call = history.call(each[0])
        return voicemail_row(history, call, each[1], home(context)) | {"call_history_id": history.uuid(call)}

    return Listed(Rows(_found(context, span, user.id), row), _days(span.extra))


def _voicemail(context: Context, absent: Refusal) -> tuple[History, Call, int]:
    history = find.system_of(context).history
    found = history.by_leg(history.voicemail_seal.read_short(context.path["voicemailId"]), now_of(context))
    if found is None or not found[0].legs[found[1]].voicemail:
        raise absent
    call, place = found
    if history.voicemail_states.get(call.serial * LEGS + place) == "deleted":
        raise absent
    return history, call, place


@handles("getVoicemailDetails")
def get_voicemail(context: Context) -> Row:
    """Answer one voicemail."""
    key = context.path["voicemailId"]
    history, call, place = _voicemail(context, Refusal(400, 300, f"Voice mail does not exist: {key}."))
    row = voicemail_row(history, call, place, home(context)) | {"call_history_id": history.uuid(call)}
    return row | {"transcription": {"content": "Hello, please call me back.", "status": 4, "engine": "zoom"}}


@handles("getVoicemailDetailsByCallIdOrCallLogId")
def get_voicemail_of_call(context: Context) -> Row:
    """Answer a user's voicemail of a call."""
    history, user, key, now = find.system_of(context).history, find.user(context), context.path["id"], now_of(context)
    element = history.by_element(key, now)
    call = history.by_call_id(key, now) or (element[0] if element else None)
    places = _left(history, user.id)(call) if call is not None else []
    if call is None or not places:
        raise Refusal(404, 404, f"Voice mail does not exist: {key}.")
    return voicemail_row(history, call, places[0], home(context)) | {"call_history_id": history.uuid(call)}


@handles("updateVoicemailReadStatus")
def set_status(context: Context) -> None:
    """Mark a voicemail as read or unread."""
    history, call, place = _voicemail(context, Refusal(400, 404, "Voice mail does not exist."))
    history.voicemail_states[call.serial * LEGS + place] = str(context.query["read_status"]).lower()
    history.wrote()


@handles("deleteVoicemail")
def delete_voicemail(context: Context) -> None:
    """Delete a voicemail."""
    history, call, place = _voicemail(context, Refusal(404, None, "Voice mail does not exist."))
    history.voicemail_states[call.serial * LEGS + place] = "deleted"
    history.wrote()
