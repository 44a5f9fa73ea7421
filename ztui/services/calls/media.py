"""Recordings and voicemails of a call, with the addresses of their files."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from ztui.contract.catalogue import operation
from ztui.contract.limits import window
from ztui.core.errors import NotFound
from ztui.resources.registry import resource
from ztui.services.view import ListedRow, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.calls.ladder import Ladder
    from ztui.services.session import Session

__all__ = ["recordings_of", "voicemails_of"]

RECORDINGS, VOICEMAILS = "recordings", "voicemails"
_MARGIN = timedelta(hours=1)


async def recordings_of(session: Session, ladder: Ladder) -> Sequence[ListedRow]:
    """Read the recordings of a call: Zoom has no operation for one, so the list of the call's hours is asked.

    Raises:
        NotFound: None of them is there (any more).
        ZtuiError: The list cannot be read.
    """
    wanted = tuple(dict.fromkeys(leg.recording for leg in ladder.legs if leg.recording))
    listing = session.listings.open(View(RECORDINGS, query=_around(ladder)))
    try:
        await listing.load()
        if not session.offline:
            await listing.refresh()
        found = []
        for key in wanted:
            place = await listing.position_of(key)
            found += [] if place is None else await listing.rows(place, 1)
        if not found:
            raise listing.status.error or NotFound("The recording is not there (any more).", "It may be deleted.")
        return found
    finally:
        await listing.close()


def _around(ladder: Ladder) -> tuple[tuple[str, str], ...]:
    """Give the window that holds a call, () where nobody knows when it was."""
    if ladder.began is None:
        return ()
    rules = window(operation(resource(RECORDINGS).operations.list))
    form = "%Y-%m-%d" if rules is not None and rules.dates_only else "%Y-%m-%dT%H:%M:%SZ"
    begin, end = ladder.began.astimezone(UTC) - _MARGIN, (ladder.ended or ladder.began).astimezone(UTC) + _MARGIN
    return ("from", f"{begin:{form}}"), ("to", f"{end:{form}}")


async def voicemails_of(session: Session, ladder: Ladder) -> Sequence[ListedRow]:
    """Read the voicemails of a call.

    Raises:
        NotFound: It is not there (any more).
        ZtuiError: It cannot be read.
    """
    ids = dict.fromkeys(leg.voicemail for leg in ladder.legs if leg.voicemail)
    return [ListedRow(id, (await session.objects.read(VOICEMAILS, id)).row) for id in ids]
