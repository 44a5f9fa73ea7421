"""Recordings: of the account, a user, a queue or a call; deletion and recovery."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.sim.areas import find
from ztui.sim.areas.call_rows import stamp
from ztui.sim.areas.calls import calls_in, now_of
from ztui.sim.areas.media import file_url, holder, home, media_row, owner_row
from ztui.sim.areas.rows import Row, Rows, site_ref
from ztui.sim.handling import Context, Listed, Refusal, handles
from ztui.sim.windows import window
from ztui.sim.world.calls.history import LEGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.sim.world.calls.history import Found, History
    from ztui.sim.world.calls.scene import Call

__all__: list[str] = []

_TYPES = {"automatic": "Automatic", "ad-hoc": "OnDemand"}


def _made(history: History, owner: str = "") -> Any:
    """Give what chooses the legs with a recording: of one owner, or of a queue whose member spoke, if asked for."""
    states = history.recording_states

    def belongs(call: Call, at: int) -> bool:
        operator = call.legs[at].operator
        return owner in (holder(call, at).id, operator.id if operator is not None else "")

    def places(call: Call) -> Sequence[int]:
        return [
            at
            for at, leg in enumerate(call.legs)
            if leg.recording and states.get(call.serial * LEGS + at) != "deleted" and (not owner or belongs(call, at))
        ]

    return places


def _row(history: History, call: Call, place: int, root: str) -> Row:
    """Give what all lists of recordings have, the file below `root`."""
    leg, key = call.legs[place], history.recording_id(call, place)
    row = media_row(history, call, place) | {
        "id": key,
        "direction": call.direction,
        "duration": leg.end - max(leg.answer, leg.start),
        "download_url": file_url(root, "recording", key),
    }
    person = holder(call, place)
    name = "outgoing_by" if call.direction == "outbound" else "accepted_by"
    return row | {name: {"name": person.name, "extension_number": person.extension}}


def _transcript(history: History, call: Call, place: int, root: str) -> str:
    return file_url(root, "recording_transcript", history.recording_id(call, place))


@handles("getPhoneRecordings")
def list_recordings(context: Context) -> Listed:
    """Answer the recordings of the account."""
    system, span, query = find.system_of(context), window(context), context.query
    history, made = system.history, _made(system.history)
    kind, site = query.get("recording_type", "All"), query.get("site_id", "All sites")
    owner_type = query.get("owner_type", "all")

    def wanted(call: Call) -> Sequence[int]:
        return [
            at
            for at in made(call)
            if kind in ("All", "all", _TYPES[call.legs[at].recording])
            and site in ("All sites", history.cast.places[holder(call, at).at].id)
            and owner_type in ("all", owner_row(holder(call, at))["type"])
        ]

    # The filters are asked of each call once, not once a page.
    found = history.scan(("recordings", kind, site, owner_type), calls_in(context, span), wanted)

    def row(each: Found) -> Row:
        call = history.call(each[0])
        leg, owner = call.legs[each[1]], holder(call, each[1])
        shown = _row(history, call, each[1], home(context)) | {
            "transcript_download_url": _transcript(history, call, each[1], home(context)),
            "end_time": stamp(leg.end),
            "disclaimer_status": 0,
            "owner": owner_row(owner),
            "recording_type": _TYPES[leg.recording],
            "auto_delete_enable": history.recording_states.get(each[0] * LEGS + each[1]) == "auto delete",
        }
        place = site_ref(system, history.cast.places[owner.at].id)
        return shown | ({"site": place} if place is not None else {})

    return Listed(Rows(found, row))


@handles("phoneUserRecordings")
def list_own(context: Context) -> Listed:
    """Answer the recordings of a user."""
    history, user, span = find.system_of(context).history, find.user(context), window(context)
    found = history.scan(("recordings", user.id), calls_in(context, span), _made(history, user.id))

    def row(each: Found) -> Row:
        call = history.call(each[0])
        written = _transcript(history, call, each[1], home(context))
        shown = _row(history, call, each[1], home(context)) | {"transcript_download_url": written}
        return shown | {"call_history_id": history.uuid(call)}

    return Listed(Rows(found, row), {name: value[:10] for name, value in span.extra.items()})


@handles("getCallQueueRecordings")
def list_of_queue(context: Context) -> Listed:
    """Answer the recordings of a queue."""
    history, queue, span = find.system_of(context).history, find.queue(context), window(context)
    found = history.scan(("recordings", queue.id), calls_in(context, span), _made(history, queue.id))

    def row(each: Found) -> Row:
        made = _row(history, history.call(each[0]), each[1], home(context))
        for name in ("call_id", "call_log_id", "call_element_id", "accepted_by", "outgoing_by"):
            made.pop(name, None)
        return made | {"callee_number_type": str(made["callee_number_type"]), "date_time": made["date_time"][:10]}

    return Listed(Rows(found, row), span.extra)


@handles("getPhoneRecordingsByCallIdOrCallLogId")
def of_call(context: Context) -> Row:
    """Answer the recording of a call."""
    history, key, now = find.system_of(context).history, context.path["id"], now_of(context)
    element = history.by_element(key, now)
    call = history.by_call_id(key, now) or (element[0] if element else None)
    places = _made(history)(call) if call is not None else []
    if call is None or not places:
        raise Refusal(404, 1001, f'Recording does not exist: "{key}".')
    leg = call.legs[places[0]]
    return _row(history, call, places[0], home(context)) | {
        "call_history_id": history.uuid(call),
        "end_time": stamp(leg.end),
        "owner": owner_row(holder(call, places[0])),
        "recording_type": _TYPES[leg.recording],
    }


def _leg(context: Context, deleted: bool = False) -> tuple[History, int]:
    """Give the number of the recording's leg; `deleted` asks for one that is in the bin."""
    history = find.system_of(context).history
    number = history.recording_seal.read_short(context.path["recordingId"])
    found = history.by_leg(number, now_of(context))
    absent = Refusal(404, 404, f"Recording does not exist: {context.path['recordingId']}.")
    if found is None or number is None or not found[0].legs[found[1]].recording:
        raise absent
    if (history.recording_states.get(number) == "deleted") != deleted:
        raise absent
    return history, number


@handles("deleteCallRecording")
def delete_recording(context: Context) -> None:
    """Put a recording into the bin."""
    history, number = _leg(context)
    history.recording_states[number] = "deleted"
    history.wrote()


@handles("UpdateRecordingStatus")
def recover_recording(context: Context) -> None:
    """Take a recording out of the bin."""
    history, number = _leg(context, deleted=True)
    del history.recording_states[number]
    history.wrote()


@handles("UpdateAutoDeleteField")
def set_auto_delete(context: Context) -> None:
    """Let a recording be deleted by itself, or not."""
    history, number = _leg(context)
    wanted = (context.body or {}).get("auto_delete_enable", False)
    history.recording_states[number] = "auto delete" if wanted else "kept"
