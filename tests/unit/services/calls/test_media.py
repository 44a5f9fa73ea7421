"""What a call keeps: its recordings are found in the list of its hours, its voicemails by their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.call_legs import CALLS
from ztui.core.errors import NotFound
from ztui.services.calls.finding import CALLS as LIST
from ztui.services.calls.finding import read_call
from ztui.services.calls.ladder import ladder_of
from ztui.services.calls.media import (
    RECORDINGS,
    VOICEMAILS,
    cost_of,
    has_recording,
    has_voicemail,
    recordings_of,
    voicemails_of,
)
from ztui.services.view import View

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from ztui.services.calls.ladder import Ladder
    from ztui.services.session import Session
    from ztui.services.view import ListedRow


async def _first(session: Session, filter: str, kept: str) -> Ladder:
    """Give the first call of a filter of which a leg names what it keeps."""
    listing = session.listings.open(
        View(LIST, query=(("from", "2026-11-01T00:00:00Z"), ("to", "2026-11-21T00:00:00Z")), filter=filter)
    )
    await listing.refresh()
    rows = await listing.rows(0, 40)
    await listing.close()
    for row in rows:
        ladder = ladder_of((await read_call(session, row.key)).row)
        if any(leg.row.get(kept) for leg in ladder.legs):
            return ladder
    raise AssertionError(f"No call has a {kept}.")


def _unnamed(ladder: Ladder, kept: str) -> Ladder:
    """Give the same call as if no leg named what it keeps."""
    legs = [{name: value for name, value in leg.row.items() if name != kept} for leg in ladder.legs]
    return ladder_of({**ladder.record, "call_elements": legs})


async def test_recordings_come_with_the_addresses_of_their_files(session: Session) -> None:
    ladder = await _first(session, "recording_status=recorded", "recording_id")
    found = await recordings_of(session, ladder)
    assert {each.key for each in found} == {leg.recording for leg in ladder.legs if leg.recording}
    assert all(each.row["download_url"] for each in found)


async def test_voicemails_come_with_the_addresses_of_their_files(session: Session) -> None:
    ladder = await _first(session, "result=voicemail", "voicemail_id")
    (found,) = await voicemails_of(session, ladder)
    assert found.row["download_url"]


async def test_what_was_deleted_is_said_to_be_gone(session: Session) -> None:
    with pytest.raises(NotFound, match="not there"):
        await recordings_of(session, ladder_of(CALLS["second-member"]))
    with pytest.raises(NotFound):
        await voicemails_of(session, ladder_of(CALLS["to-voicemail"]))


@pytest.mark.parametrize(
    ("filter", "kept", "read"),
    [
        ("recording_status=recorded", "recording_id", recordings_of),
        ("result=voicemail", "voicemail_id", voicemails_of),
    ],
)
async def test_what_no_leg_names_is_found_by_the_id_of_the_call(
    session: Session, filter: str, kept: str, read: Callable[[Session, Ladder], Awaitable[Sequence[ListedRow]]]
) -> None:
    ladder = await _first(session, filter, kept)
    unnamed = _unnamed(ladder, kept)
    assert not any(leg.row.get(kept) for leg in unnamed.legs)
    assert {each.key for each in await read(session, unnamed)} == {each.key for each in await read(session, ladder)}


def test_what_it_costs_is_told() -> None:
    ladder = ladder_of(CALLS["to-voicemail"])
    assert cost_of(VOICEMAILS, ladder) == "1 LIGHT request"
    assert cost_of(VOICEMAILS, _unnamed(ladder, "voicemail_id")) == "1 HEAVY request"
    assert cost_of(RECORDINGS, ladder_of(CALLS["second-member"])) == "1 MEDIUM request"
    assert (has_voicemail(ladder), has_recording(ladder)) == (True, False)
