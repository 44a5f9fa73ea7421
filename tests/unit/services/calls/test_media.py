"""What a call keeps: its recordings are found in the list of its hours, its voicemails by their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.call_legs import CALLS
from tests.ui.house import SMALL, Line, session_on
from ztui.core.config import Profile
from ztui.core.errors import NotFound
from ztui.core.paths import Folders
from ztui.services.calls.finding import CALLS as LIST
from ztui.services.calls.finding import read_call
from ztui.services.calls.ladder import ladder_of
from ztui.services.calls.media import recordings_of, voicemails_of
from ztui.services.view import View
from ztui.sim.inprocess import start

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from ztui.services.calls.ladder import Ladder
    from ztui.services.session import Session


@pytest.fixture
async def session(tmp_path: Path) -> AsyncIterator[Session]:
    box = start(SMALL)
    session = session_on(Line(box), Folders.inside(tmp_path), Profile("acme", label="PROD", plan="none"))
    try:
        yield session
    finally:
        await session.close()
        box.close()


async def _first(session: Session, filter: str) -> Ladder:
    listing = session.listings.open(
        View(LIST, query=(("from", "2026-11-01T00:00:00Z"), ("to", "2026-11-21T00:00:00Z")), filter=filter)
    )
    await listing.refresh()
    (row,) = await listing.rows(0, 1)
    await listing.close()
    return ladder_of((await read_call(session, row.key)).row)


async def test_recordings_come_with_the_addresses_of_their_files(session: Session) -> None:
    ladder = await _first(session, "recording_status=recorded")
    found = await recordings_of(session, ladder)
    assert {each.key for each in found} == {leg.recording for leg in ladder.legs if leg.recording}
    assert all(each.row["download_url"] for each in found)


async def test_voicemails_come_with_the_addresses_of_their_files(session: Session) -> None:
    ladder = await _first(session, "result=voicemail")
    (found,) = await voicemails_of(session, ladder)
    assert found.row["download_url"]


async def test_what_was_deleted_is_said_to_be_gone(session: Session) -> None:
    with pytest.raises(NotFound, match="not there"):
        await recordings_of(session, ladder_of(CALLS["second-member"]))
    with pytest.raises(NotFound):
        await voicemails_of(session, ladder_of(CALLS["to-voicemail"]))
