from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from tests.unit.store.samples import StillClock
from tests.unit.zoom.box import Asked, Box, Reply, client_of
from ztui.cli.runtime import GlobalOptions
from ztui.core.config import Profile
from ztui.core.errors import ReadOnly, StoreError
from ztui.core.paths import Folders
from ztui.main import House
from ztui.services.session import Account, Session
from ztui.services.view import View
from ztui.store.journal import Journal
from ztui.zoom.credentials import ServerToServer

if TYPE_CHECKING:
    from pathlib import Path


def behave(asked: Asked) -> Reply:
    where = "sub" if asked.path.startswith("/v2/accounts/sub-1/") else "own"
    return Reply(body={"sites": [{"id": where, "name": where}], "total_records": 1})


def begin(folder: Path, **options: Any) -> tuple[Session, list[str]]:
    closed: list[str] = []

    async def last() -> None:
        closed.append("last")

    session = Session.begin(
        profile=Profile("acme"),
        client=client_of(Box(behave), folder, api_url="https://zoom.test/v2"),
        clock=StillClock(),
        zone=ZoneInfo("America/Los_Angeles"),
        folders=Folders.inside(folder),
        last=(last,),
        **options,
    )
    return session, closed


async def sites(session: Session) -> list[str]:
    listing = session.listings.open(View("sites"))
    await listing.refresh()
    assert listing.status.error is None
    return [each.key for each in await listing.rows(0, 10)]


async def test_an_account_entered_has_rows_of_its_own(tmp_path: Path) -> None:
    session, _ = begin(tmp_path)
    assert await sites(session) == ["own"]
    acting = await session.acting_for("sub-1", "West Region")
    assert acting.account == Account("sub-1", "West Region")
    assert acting.listings.open(View("sites")).status.loaded == 0
    assert await sites(acting) == ["sub"]
    assert acting.cache.path != session.cache.path
    assert await session.objects.cached("sites", "sub") is None
    await session.close()


async def test_the_same_account_is_the_same_session_until_it_is_closed(tmp_path: Path) -> None:
    session, closed = begin(tmp_path)
    acting = await session.acting_for("sub-1", "West Region")
    assert await session.acting_for("sub-1") is acting
    assert await acting.acting_for("sub-1") is acting
    assert await acting.acting_for("") is session
    await acting.close()
    assert closed == []
    assert await sites(session) == ["own"]
    again = await session.acting_for("sub-1", "West Region")
    assert again is not acting
    assert await sites(again) == ["sub"]
    await session.close()
    await session.close()
    assert closed == ["last"]


async def test_a_session_can_begin_in_a_sub_account(tmp_path: Path) -> None:
    session, _ = begin(tmp_path, account=Account("sub-1", "West Region"))
    assert await sites(session) == ["sub"]
    own = await session.acting_for("")
    assert await sites(own) == ["own"]
    await session.close()


async def test_no_file_is_made_before_something_is_read(tmp_path: Path) -> None:
    session, _ = begin(tmp_path)
    await session.close()
    assert not (tmp_path / "cache").exists()


async def test_each_account_keeps_its_calls_beside_its_cache_from_the_first_use_to_the_end(tmp_path: Path) -> None:
    session, _ = begin(tmp_path)
    acting = await session.acting_for("sub-1", "West Region")
    for each in (session, acting):
        await each.calls.cover((1, 2))
        assert each.calls.path.parent == each.cache.path.parent
    assert session.calls.path != acting.calls.path
    await session.close()
    for each in (session, acting):
        with pytest.raises(StoreError):
            await each.calls.count()


async def test_the_quota_is_our_use_of_the_day(tmp_path: Path) -> None:
    session, _ = begin(tmp_path)
    before = await session.quota()
    assert before.percent_left == 100
    listing = session.listings.open(View("call-history"))
    await listing.refresh()
    after = await session.quota()
    used = {pot.name: pot for pot in after.pots}
    heavy = next(pot for pot in used.values() if pot.used)
    assert (heavy.used, heavy.limit, heavy.left, heavy.told_by_zoom) == (1, 30_000, 29_999, False)
    assert after.percent_left == 99
    label = next(each for each in after.labels if each.label == "HEAVY")
    assert label.sent == 1
    assert [table for table, _ in label.rates] == ["phone", "general"]
    await session.close()


def test_a_profile_that_is_pointed_elsewhere_has_another_cache(tmp_path: Path) -> None:
    def cache_of(account: str, url: str, acting: str = "") -> Path:
        session = Session.begin(
            profile=Profile("acme"),
            client=client_of(
                Box(behave), tmp_path, api_url=url, credentials=ServerToServer(account, "client", "secret")
            ),
            clock=StillClock(),
            zone=ZoneInfo("UTC"),
            folders=Folders.inside(tmp_path),
            account=Account(acting),
        )
        return session.cache.path

    here = "http://127.0.0.1:1/v2"
    scopes = [("a", "", ""), ("b", "", ""), ("a", here, ""), ("a", "http://127.0.0.1:2/v2", ""), ("a", here, "sub")]
    assert len({cache_of(*each) for each in scopes}) == len(scopes)
    assert cache_of("a", here) == cache_of("a", "http://127.0.0.1:1")


async def test_all_accounts_of_a_profile_write_into_one_journal_which_is_made_with_the_first_write(
    tmp_path: Path,
) -> None:
    path = Folders.inside(tmp_path).journal_file("acme")
    journal = Journal(path, StillClock())
    client = client_of(Box(lambda _: Reply(204)), tmp_path, write_log=journal)
    session = Session.begin(
        profile=Profile("acme"),
        client=client,
        clock=StillClock(),
        zone=ZoneInfo("America/Los_Angeles"),
        folders=Folders.inside(tmp_path),
        journal=journal,
    )
    acting = await session.acting_for("sub-1", "West Region")
    assert acting.journal is session.journal is journal
    await session.client.request("listCallQueues")
    assert not path.exists()
    for each in (session, acting):
        intent = await journal.open("deleteACallQueue", {}, each.account.id)
        await each.client.request("deleteACallQueue", {"callQueueId": "q"}, intent=intent)
    await session.close()
    later = Journal(path, StillClock())
    left = await later.unfinished()
    await later.close()
    assert [(each.intent.account, each.request is not None) for each in left] == [("", True), ("sub-1", True)]
    assert left[1].request is not None
    assert left[1].request["path"] == "/accounts/sub-1/phone/call_queues/q"
    with pytest.raises(StoreError):
        await journal.unfinished()


async def test_the_program_writes_to_its_simulator_through_the_journal_in_the_folder_of_the_demo(
    tmp_path: Path,
) -> None:
    house = House({}, sys.stdout, sys.stderr)
    options = GlobalOptions(demo=True, demo_state=str(tmp_path))
    async with house.session(options) as session:
        assert session.journal is not None
        queue = (await session.client.request("listCallQueues", query={"page_size": 1})).data["call_queues"][0]
        with pytest.raises(ReadOnly):
            await session.client.request("deleteACallQueue", {"callQueueId": queue["id"]})
        assert list(tmp_path.rglob("journal*")) == []
        intent = await session.journal.open("deleteACallQueue", {"callQueueId": queue["id"]})
        await session.client.request("deleteACallQueue", {"callQueueId": queue["id"]}, intent=intent)
    assert [each.name for each in tmp_path.rglob("journal*.sqlite")] == ["journal-demo.sqlite"]
    async with house.session(options) as again:
        assert again.journal is not None
        (cut,) = await again.journal.unfinished()
        assert (cut.intent, cut.sent_at is not None) == (intent, True)


async def test_a_write_of_a_profile_that_may_only_read_never_leaves(tmp_path: Path) -> None:
    environ = {f"ZTUI_{kind}_DIR": str(tmp_path / kind) for kind in ("CONFIG", "CACHE", "STATE")}
    environ |= {"ZTUI_TOKEN": "t", "ZTUI_READ_ONLY": "1"}
    async with House(environ, sys.stdout, sys.stderr).session(GlobalOptions()) as session:
        assert session.journal is not None
        intent = await session.journal.open("deleteACallQueue", {})
        with pytest.raises(ReadOnly, match="may only read"):
            await session.client.request("deleteACallQueue", {"callQueueId": "q"}, intent=intent)
        assert session.client.requests.sent == 0
        (entry,) = await session.journal.unfinished()
        assert entry.sent_at is None
