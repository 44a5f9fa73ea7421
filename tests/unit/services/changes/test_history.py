from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.unit.services.changes.house import House, house
from ztui.core.errors import ConfigError, Conflict
from ztui.core.paths import Folders
from ztui.services.bulk.cut import cut_runs, resume_plan
from ztui.services.changes.acting import plan_action
from ztui.services.changes.applying import apply
from ztui.services.changes.creating import plan_create
from ztui.services.changes.history import changes_of, one_line
from ztui.services.changes.journal_list import EXPORTED, JournalList
from ztui.services.changes.looking import LAG
from ztui.services.changes.model import Plan, Run, merge
from ztui.services.changes.questions import held_by, told_unfinished
from ztui.services.changes.recovery import look_up, unfinished
from ztui.services.changes.settling import settle
from ztui.services.changes.undoing import plan_undo
from ztui.services.changes.updating import plan_update
from ztui.services.exports import export_rows
from ztui.services.rowtext import RowForm, plain_columns
from ztui.store.journal import About, Outcome

if TYPE_CHECKING:
    from pathlib import Path


async def written(home: House, plan: Plan, reason: str = "") -> Run:
    run = await apply(home.session, replace(plan, reason=reason))
    assert {each.outcome for each in run.results} == {Outcome.DONE}
    return run


async def test_an_object_tells_what_was_changed_of_it_and_below_it(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        session = home.session
        queue, other = (await home.keys("call-queues"))[:2]
        assert await changes_of(session, "call-queues", queue) == ()
        assert not home.journal.path.exists(), "looking makes no journal"
        before = (await home.get("call-queues", queue))["name"]
        there = await members(home, queue)
        ann = next(each for each in await home.rows("users") if each["id"] not in there)
        await written(home, await plan_update(session, "call-queues", queue, {"name": "New"}))
        await written(home, await plan_update(session, "call-queues", other, {"name": "Other"}))
        await written(home, await plan_action(session, "call-queues", "add-members", [queue], {"users": [ann["id"]]}))
        gone = await plan_action(session, "queue-members", "delete", [ann["id"]], parents=(("callQueueId", queue),))
        await written(home, gone)

        asked = len(home.wire.asked)
        found = await changes_of(session, "call-queues", queue)
        assert len(home.wire.asked) == asked, "Zoom is not asked"
        assert [each.words for each in found[1:]] == [f"add members: {ann['name']}", f"name {before} → New"]
        assert found[0].words.startswith("remove queue member")
        assert [each.words for each in await changes_of(session, "call-queues", queue, most=1)] == [found[0].words]
        (of_member,) = await changes_of(session, "queue-members", ann["id"])
        assert of_member.words == "deleted"


async def members(home: House, queue: str) -> set[str]:
    return {each["id"] for each in await home.rows("queue-members", (("callQueueId", queue),))}


async def lost(home: House, queue: str, name: str) -> str:
    """Rename a queue by a request of which no answer comes and which does not show; gives the entry's id."""
    plan = await plan_update(home.session, "call-queues", queue, {"name": name})
    home.wire.break_from_now({1: "hang"})
    (result,) = (await apply(home.session, plan)).results
    home.wire.break_from_now({})
    assert result.outcome is Outcome.UNKNOWN
    return result.journal_id


async def test_nothing_is_written_to_an_object_of_which_an_earlier_write_is_not_known(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        session = home.session
        queue, other = (await home.keys("call-queues"))[:2]
        await lost(home, queue, "Lost")
        assert await told_unfinished(session) == "Not finished: 1 change without an answer."
        plans = [await plan_update(session, "call-queues", each, {"name": "Next"}) for each in (queue, other)]
        held, done = (await apply(session, merge(plans))).results
        assert (held.outcome, done.outcome) == (Outcome.SKIPPED, Outcome.DONE)
        assert "is not known; nothing was sent: look it up first" in held.said
        assert held.exit_code == 7
        home.clock.passed += LAG
        (entry,) = await unfinished(session)
        assert (await look_up(session, entry)).outcome is Outcome.FAILED
        assert await told_unfinished(session) == "Not finished: 1 cut run.", "what was held can be sent now"
        (run,) = await cut_runs(session)
        await written(home, await resume_plan(session, run.id))
        assert await told_unfinished(session) == ""


async def test_what_became_of_a_change_can_be_said_by_a_person_with_a_reason(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        session = home.session
        queue = (await home.keys("call-queues"))[0]
        id = await lost(home, queue, "Lost")
        (entry,) = await unfinished(session)
        with pytest.raises(ConfigError, match="How is it known"):
            await settle(session, entry, Outcome.DONE, " ")
        with pytest.raises(ConfigError):
            await settle(session, entry, Outcome.SKIPPED, "because")
        settled = await settle(session, entry, Outcome.FAILED, "seen in the portal")
        assert (settled.id, settled.outcome) == (id, Outcome.FAILED)
        assert settled.detail.endswith("says it was not done: seen in the portal")
        (earlier,) = await home.journal.earlier(id)
        assert earlier.outcome is Outcome.UNKNOWN
        with pytest.raises(Conflict, match="known already"):
            await settle(session, entry, Outcome.DONE, "no")
        plan = await plan_update(session, "call-queues", queue, {"name": "Next"})
        assert await held_by(session, plan.changes[0]) == ""
        await written(home, plan)


async def test_what_was_said_to_be_done_can_be_undone(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        session = home.session
        queue = (await home.keys("call-queues"))[0]
        before = (await home.get("call-queues", queue))["name"]
        plan = await plan_update(session, "call-queues", queue, {"name": "Lost"})
        home.wire.break_from_now({1: "kill-done"})
        with pytest.raises(BaseExceptionGroup):
            await apply(home.session, plan)
        home.wire.break_from_now({})
        (entry,) = await unfinished(session)
        await settle(session, entry, Outcome.DONE, "a colleague saw it")
        await written(home, await plan_undo(session, entry.id))
        assert (await home.get("call-queues", queue))["name"] == before


async def test_a_long_journal_is_read_page_by_page(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        about = About(resource="call-queues", object="q", title="Change call queue Support", who="jo")
        first = await home.journal.open("updateCallQueue", {"path": {"callQueueId": "q"}}, about=about)
        await home.journal.close_intent(first, Outcome.FAILED, "no")
        await _copied(home, 1_500)
        wanted: list[str] = []
        entries = JournalList(home.session, wanted=lambda: wanted.append("page"))
        await entries.look()
        assert (entries.count, entries.total) == (1_501, 1_501)
        rows = entries.window(1_400, 20)
        assert rows == [None] * 20
        assert wanted == ["page"]
        assert await entries.fetch()
        shown = entries.window(1_400, 20)
        assert [each.about.reason for each in shown if each is not None] == [f"no {n}" for n in range(100, 80, -1)]
        last = entries.window(1_500, 5)
        assert last[0] is not None
        assert last[0].id == first.id
        await entries.change("outcome:failed")
        assert (entries.count, entries.total) == (1, 1_501)
        assert [each.id async for each in entries.entries()] == [first.id]
        await entries.change('"no 77"')
        assert [each["reason"] async for each in entries.rows()] == [f"no {n}" for n in (*range(779, 769, -1), 77)]


async def _copied(home: House, count: int) -> None:
    def copy(connection: object) -> None:
        connection.executescript(  # type: ignore[attr-defined]
            "insert into intent(id, account, operation, plan, made_at, resource, object, title, who, reason, outcome)"
            " with recursive each(m) as (select 1 union all select m + 1 from each where m <"
            f" {count}) select 'copy' || m, '', operation, plan, made_at, resource, object, title, who, 'no ' || m,"
            " 'done' from intent, each"
        )

    await home.journal._lane.run(copy)


async def test_no_secret_reaches_the_journal_or_what_is_exported_of_it(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        session = home.session
        phone = (await home.rows("sip-phones"))[0]
        secret = "hush-Hush-4711"
        plan = await plan_update(
            session, "sip-phones", phone["id"], {"password": secret, "authorization_name": "auth-1"}
        )
        await written(home, plan, "new password")
        (change,) = await changes_of(session, "sip-phones", phone["id"])
        assert "password" in change.words.casefold()
        entries = JournalList(session)
        await entries.look()
        for form in RowForm:
            path = tmp_path / f"journal.{form}"
            assert await export_rows(path, entries.rows(), plain_columns(EXPORTED), form) == 1
            assert path.stat().st_mode & 0o777 == 0o600
            assert "new password" in path.read_text(encoding="utf-8")
    files = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert any(each.name.startswith("journal.sqlite") for each in files)
    for each in files:
        assert secret.encode() not in each.read_bytes(), each.name


async def test_a_formula_is_exported_as_text_and_no_file_is_replaced_unasked(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        about = About(resource="call-queues", object="q", title="=HYPERLINK(1)", reason="@SUM(1)", who="jo")
        await home.journal.open("updateCallQueue", {"path": {"callQueueId": "q"}}, about=about)
        entries = JournalList(home.session)
        await entries.look()
        path = tmp_path / "out.csv"
        await export_rows(path, entries.rows(), plain_columns(EXPORTED), RowForm.CSV)
        text = path.read_text(encoding="utf-8")
        assert "'=HYPERLINK(1)" in text
        assert "'@SUM(1)" in text
        with pytest.raises(ConfigError, match="already"):
            await export_rows(path, entries.rows(), plain_columns(EXPORTED), RowForm.JSON)
        assert path.read_text(encoding="utf-8") == text
        await export_rows(path, entries.rows(), plain_columns(EXPORTED), RowForm.JSON, replace=True)
        assert json.loads(path.read_text(encoding="utf-8"))[0]["title"] == "=HYPERLINK(1)"
        assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".out")] == []


async def test_a_journal_that_cannot_be_written_lets_nothing_leave(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        plan = await plan_update(home.session, "call-queues", queue, {"name": "New"})
        home.journal.path.mkdir()
        sent = len(home.wire.asked)
        run = await apply(home.session, plan)
        assert [each.outcome for each in run.results] == [Outcome.SKIPPED]
        assert "journal" in run.results[0].said or "Cannot write" in run.results[0].said
        assert all(method == "GET" for method, _ in home.wire.asked[sent:])
        assert (await home.get("call-queues", queue))["name"] != "New"


async def test_what_was_made_and_what_went_is_named_in_the_journal(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        session = home.session
        site = (await home.rows("sites"))[0]["id"]
        await written(home, await plan_create(session, "call-queues", {"name": "After", "site_id": site}))
        (entry,) = await home.journal.entries()
        assert one_line(entry) == "create call queue After"
        assert one_line(entry, resource="call-queues", key=entry.about.object) == "created"


def test_folders_of_the_cache_and_the_journal_are_apart(tmp_path: Path) -> None:
    folders = Folders.inside(tmp_path)
    assert folders.journal_file("acme").parent not in folders.cache_file("acme", "x", "").parents
