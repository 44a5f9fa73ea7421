"""Recordings and voicemails of a call, with the addresses of their files.

A leg names them by their ids. Where none does, though the call's result or its status says that there is one, they are
found by the call's id in the list of the hours of the call.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ztui.contract.catalogue import operation
from ztui.contract.limits import window
from ztui.core.amounts import counted
from ztui.core.errors import NotFound
from ztui.core.times import api_window
from ztui.resources.registry import resource
from ztui.resources.rows import text_of
from ztui.services.view import ListedRow, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.calls.ladder import Ladder
    from ztui.services.session import Session

__all__ = [
    "RECORDINGS",
    "VOICEMAILS",
    "cost_of",
    "has_recording",
    "has_voicemail",
    "recordings_of",
    "voicemails_of",
]

RECORDINGS, VOICEMAILS = "recordings", "voicemails"
_MARGIN = timedelta(hours=1)


def has_recording(ladder: Ladder) -> bool:
    """Tell whether a leg names a recording, or the call is said to have one."""
    return any(leg.recording for leg in ladder.legs) or ladder.record.get("recording_status") == "recorded"


def has_voicemail(ladder: Ladder) -> bool:
    """Tell whether a leg names a voicemail, or the call ended with one."""
    ended = (ladder.record.get("call_result"), *(leg.result for leg in ladder.legs))
    return any(leg.voicemail for leg in ladder.legs) or "voicemail" in ended


def cost_of(name: str, ladder: Ladder) -> str:
    """Say what finding the recordings or the voicemails costs: `1 MEDIUM request`."""
    ids = _ids(name, ladder)
    known = resource(name).operations
    one = name == VOICEMAILS and bool(ids)
    label = operation(known.get if one else known.list).label or ""
    count = len(ids) if one else 1
    return counted(count, f"{label} request")


def _ids(name: str, ladder: Ladder) -> tuple[str, ...]:
    found = (leg.recording if name == RECORDINGS else leg.voicemail for leg in ladder.legs)
    return tuple(dict.fromkeys(filter(None, found)))


async def recordings_of(session: Session, ladder: Ladder) -> Sequence[ListedRow]:
    """Read the recordings of a call: Zoom has no operation for one, so the list of the call's hours is asked.

    Raises:
        NotFound: None of them is there (any more).
        ZtuiError: The list cannot be read.
    """
    return await _listed(session, RECORDINGS, ladder)


async def voicemails_of(session: Session, ladder: Ladder) -> Sequence[ListedRow]:
    """Read the voicemails of a call: by their ids, else in the list of the call's hours.

    Raises:
        NotFound: It is not there (any more).
        ZtuiError: It cannot be read.
    """
    ids = _ids(VOICEMAILS, ladder)
    if not ids:
        return await _listed(session, VOICEMAILS, ladder)
    return [ListedRow(id, (await session.objects.read(VOICEMAILS, id)).row) for id in ids]


async def _listed(session: Session, name: str, ladder: Ladder) -> Sequence[ListedRow]:
    wanted = _ids(name, ladder)
    call_id = text_of(ladder.record.get("call_id"))
    why = "It may be deleted." if wanted else "The caller may have left none, or it is deleted."
    missing = NotFound(f"The {resource(name).singular} is not there (any more).", why)
    if not wanted and not call_id:
        raise missing
    by_call = "" if wanted else f"call_id={call_id}"
    view = View(name, query=_around(name, ladder), filter=by_call)
    async with session.listings.opened(view, ask=not session.offline) as listing:
        found: list[ListedRow] = []
        if by_call:
            found += await listing.rows(0, listing.status.shown)
        for key in wanted:
            place = await listing.position_of(key)
            found += [] if place is None else await listing.rows(place, 1)
        if not found:
            raise listing.status.error or missing
        return found


def _around(name: str, ladder: Ladder) -> tuple[tuple[str, str], ...]:
    """Give the window that holds a call, () where nobody knows when it was."""
    if ladder.began is None:
        return ()
    rules = window(operation(resource(name).operations.list))
    begin, end = ladder.began - _MARGIN, (ladder.ended or ladder.began) + _MARGIN
    return api_window(begin, end, dates=rules is not None and rules.dates_only)
