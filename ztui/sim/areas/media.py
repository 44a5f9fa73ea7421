"""What a leg of a call left behind, as rows: who spoke with whom, when, and where the file is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.sim.areas.call_rows import stamp
from ztui.sim.areas.rows import KIND_CAMEL, Row, known
from ztui.sim.world.calls.history import LEGS
from ztui.sim.world.entities import Kind

if TYPE_CHECKING:
    from ztui.sim.handling import Context
    from ztui.sim.world.calls.cast import Party
    from ztui.sim.world.calls.history import History
    from ztui.sim.world.calls.scene import Call

__all__ = ["file_url", "holder", "home", "media_row", "owner_row", "voicemail_row", "voicemail_status"]


def home(context: Context) -> str:
    """Give the root of paths in the name of the acting account."""
    own = context.account == context.world.master_id
    return f"{context.base}/v2" + ("" if own else f"/accounts/{context.account}")


def file_url(root: str, kind: str, key: str) -> str:
    """Give where a file is downloaded from: `kind` is its part of the path, `root` as `home` has it."""
    return f"{root}/phone/{kind}/download/{key}"


def holder(call: Call, place: int) -> Party:
    """Give who owns what a leg left: the one inside."""
    leg = call.legs[place]
    return leg.caller if call.direction == "outbound" and call.external else leg.callee


def owner_row(party: Party) -> Row:
    """Give an owner."""
    kind = KIND_CAMEL[Kind(party.kind)]
    return {"extension_number": int(party.extension), "id": party.id, "name": party.name, "type": kind}


def _number(party: Party) -> str:
    return party.extension or party.number


def media_row(history: History, call: Call, place: int) -> Row:
    """Give what voicemails and recordings have in common."""
    leg = call.legs[place]
    withheld = call.hidden and call.direction == "inbound"
    return known(
        call_id=history.call_ids.text(call.serial),
        call_log_id=history.element_id(call, place),
        call_element_id=history.element_id(call, place),
        callee_name=leg.callee.name,
        callee_number=_number(leg.callee),
        callee_number_type=1 if leg.callee.ext_id else 2,
        caller_name="Anonymous" if withheld else leg.caller.name,
        caller_number="" if withheld else _number(leg.caller),
        caller_number_type=1 if leg.caller.ext_id else 2,
        date_time=stamp(leg.start),
    )


def voicemail_row(history: History, call: Call, place: int, root: str) -> Row:
    """Give a voicemail with its file below `root`."""
    leg, key = call.legs[place], history.voicemail_id(call, place)
    return media_row(history, call, place) | {
        "id": key,
        "duration": max(leg.end - leg.start - leg.wait, 1),
        "download_url": file_url(root, "voice_mails", key),
        "status": voicemail_status(history, call, place),
    }


def voicemail_status(history: History, call: Call, place: int) -> str:
    """Give whether a voicemail was listened to; two in three of the older ones have been."""
    return history.voicemail_states.get(call.serial * LEGS + place, "read" if call.serial % 3 else "unread")
