"""A call by its telephony id: the newest month is asked first, and what is stored is not asked at all."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.ui.house import SMALL
from ztui.core.errors import ConfigError, NotFound
from ztui.services.calls.finding import SearchNeeded, find_call, read_call
from ztui.services.calls.sync import Sync
from ztui.services.calls.windows import second_of
from ztui.services.view import View
from ztui.store.terms import LocalFilter

if TYPE_CHECKING:
    from ztui.services.session import Session
    from ztui.sim.options import Options


@pytest.fixture
def options() -> Options:
    return replace(SMALL, calls=300)


async def test_a_call_of_months_ago_is_found_by_its_telephony_id(session: Session) -> None:
    since = session.clock.now().strftime("%Y-%m-%dT00:00:00Z")
    view = View("call-history", query=(("from", f"2026-07-01{since[10:]}"), ("to", f"2026-07-20{since[10:]}")))
    listing = session.listings.open(view)
    await listing.refresh()
    (known,) = await listing.rows(0, 1)
    await listing.close()
    with pytest.raises(SearchNeeded, match="costs up to 7 heavy requests"):
        await find_call(session, str(known.row["call_id"]))
    assert await find_call(session, f" {known.row['call_id']} ", search=True) == known.key
    state = await read_call(session, known.key)
    assert state.row["call_elements"]


async def test_what_no_month_has_is_said_to_be_gone(session: Session) -> None:
    with pytest.raises(NotFound, match="Zoom has no call 1234567890123456789"):
        await find_call(session, "1234567890123456789", search=True)
    session.offline = True
    with pytest.raises(NotFound, match="is stored"):
        await find_call(session, "1234567890123456789")


async def test_an_id_of_the_history_is_taken_as_it_is(session: Session) -> None:
    assert await find_call(session, "20261120-abc") == "20261120-abc"
    old = "12345678-91ce-4df5-8495-7c9e33d10869"
    assert await find_call(session, old) == old
    with pytest.raises(NotFound, match="any more"):
        await read_call(session, "20261120-abc")


async def test_stored_calls_are_found_by_the_beginning_of_either_id_without_asking(session: Session) -> None:
    now = second_of(session.clock.now())
    work = Sync(session.client, session.calls, session.clock, (now - 30 * 86_400, now))
    await work.look()
    await work.run()
    await work.close()
    rows = await session.calls.first(LocalFilter(), most=3)
    sent = session.client.requests.over
    for row in rows:
        key, id = row["call_history_uuid"], row["call_id"]
        assert await find_call(session, key[:20]) == key
        assert await find_call(session, key[:20].upper()) == key
        assert await find_call(session, id) == key
        assert await find_call(session, id[:16]) == key
    days = Counter(row["call_history_uuid"][:9] for row in await session.calls.first(LocalFilter(), most=300))
    crowded = next(day for day, count in days.items() if count > 1)
    with pytest.raises(ConfigError, match=f"stored calls begin with {crowded}"):
        await find_call(session, crowded)
    with pytest.raises(NotFound, match="No stored call"):
        await find_call(session, "20261120-ffffffff-ffff")
    assert session.client.requests.over == sent


@pytest.mark.parametrize("text", ["../x", "nosuch", "2", "no such call", "callhistory", ""])
async def test_what_can_be_no_id_is_not_sent(session: Session, text: str) -> None:
    with pytest.raises(ConfigError, match="can be no ID"):
        await find_call(session, text)
    assert session.client.requests.sent == 0


async def test_a_day_is_the_beginning_of_an_id(session: Session) -> None:
    row = {"call_history_uuid": "20260618-4ccc4ae5-bb84-4659-9758-970f680118c8", "start_time": "2026-06-18T10:00:00Z"}
    await session.calls.add([row])
    for text in ("20260618", "20260618-"):
        assert await find_call(session, text) == row["call_history_uuid"]
