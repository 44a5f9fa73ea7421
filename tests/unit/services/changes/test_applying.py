from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.unit.services.changes.house import House, house
from ztui.core.errors import ConfigError, Conflict, NotFound, ReadOnly
from ztui.resources.edits.model import Action, Edits, InputKind, Request, WriteField
from ztui.resources.model import Confirm
from ztui.services.changes.acting import plan_action
from ztui.services.changes.applying import apply
from ztui.services.changes.creating import plan_create
from ztui.services.changes.model import Plan, merge
from ztui.services.changes.removing import plan_delete
from ztui.services.changes.undoing import plan_undo
from ztui.services.changes.updating import plan_update
from ztui.services.view import View
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from pathlib import Path


async def renaming(home: House, name: str = "New", which: int = 0) -> tuple[str, Plan]:
    queue = (await home.keys("call-queues"))[which]
    return queue, await plan_update(home.session, "call-queues", queue, {"name": name})


async def test_a_change_is_journalled_sent_verified_and_stored(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue, plan = await renaming(home)
        old = plan.changes[0].fields[0].before
        told: list[str] = []
        run = await apply(home.session, replace(plan, reason="why"), on_result=lambda each: told.append(each.change.id))
        (result,) = run.results
        assert (result.outcome, result.found, result.as_asked) == (Outcome.DONE, (("Name", "New", "New"),), True)
        assert (run.exit_code, told) == (0, ["1"])
        (entry,) = await home.journal.entries()
        about = entry.about
        assert (about.resource, about.object, about.reason, bool(about.who)) == ("call-queues", queue, "why", True)
        assert about.before is not None
        assert (about.before["name"], about.inverse and about.inverse["body"]) == (old, {"name": old})
        assert (entry.verified, entry.tracking_id) == ((("Name", "New", "New"),), result.tracking_id)
        cached = await home.session.objects.cached("call-queues", queue)
        assert cached is not None
        assert cached.row["name"] == "New"


async def test_what_changed_since_the_plan_is_a_conflict_and_nothing_is_sent(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue, plan = await renaming(home)
        await apply(home.session, await plan_update(home.session, "call-queues", queue, {"name": "Theirs"}))
        done = sum(home.wire.done.values())
        run = await apply(home.session, plan)
        assert (run.results[0].outcome, run.exit_code) == (Outcome.CONFLICT, 7)
        assert "'Theirs' now" in run.results[0].said
        assert sum(home.wire.done.values()) == done
        other = await plan_update(home.session, "call-queues", queue, {"department": "Mine"})
        await apply(home.session, await plan_update(home.session, "call-queues", queue, {"name": "Again"}))
        assert (await apply(home.session, other)).results[0].outcome is Outcome.DONE


async def test_what_is_so_or_gone_meanwhile_is_skipped_or_a_conflict(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue, plan = await renaming(home)
        await apply(home.session, plan)
        again = await apply(home.session, plan)
        assert (again.results[0].outcome, again.exit_code) == (Outcome.SKIPPED, 0)
        _, edit = await renaming(home, "Newer")
        deletion = await plan_delete(home.session, "call-queues", [queue])
        assert (await apply(home.session, deletion)).results[0].outcome is Outcome.DONE
        assert (await apply(home.session, deletion)).results[0].outcome is Outcome.SKIPPED
        gone = await apply(home.session, edit)
        assert (gone.results[0].outcome, gone.exit_code) == (Outcome.CONFLICT, 7)
        assert await home.session.objects.cached("call-queues", queue) is None or queue not in await home.keys("cq")


async def test_one_bad_change_keeps_no_other_from_being_done(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        first, plan = await renaming(home, "A")
        _, other = await renaming(home, "B", which=1)
        home.wire.strike = lambda method, path: "500" if method == "PATCH" and first in path else ""
        run = await apply(home.session, merge([plan, other]))
        assert [each.outcome for each in run.results] == [Outcome.FAILED, Outcome.DONE]
        assert (run.exit_code, "500" in run.results[0].said or "fault" in run.results[0].said) == (7, True)
        assert (await home.journal.entries(outcome=Outcome.FAILED))[0].about.object == first


async def test_what_zoom_refuses_is_told_field_by_field(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue, _ = await renaming(home)
        plan = await plan_update(home.session, "call-queues", queue, {"site_id": "no-such-site"})
        run = await apply(home.session, plan)
        assert (run.results[0].outcome, run.exit_code) == (Outcome.FAILED, 1)
        assert run.results[0].said


async def test_changes_that_are_switched_off_are_left_out(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        _, plan = await renaming(home)
        off = replace(plan, changes=tuple(replace(each, on=False) for each in plan.changes))
        assert (await apply(home.session, off)).results == ()
        assert not home.wire.done


async def test_a_run_that_is_stopped_ends_after_the_running_changes(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queues = await home.keys("call-queues")
        plans = [await plan_update(home.session, "call-queues", queues[0], {"name": "A"})]
        plans.append(await plan_update(home.session, "call-queues", queues[0], {"department": "B"}))
        stop = asyncio.Event()
        run = await apply(home.session, merge(plans), on_result=lambda _: stop.set(), stop=stop)
        assert [each.outcome for each in run.results] == [Outcome.DONE, Outcome.SKIPPED]
        assert (run.stopped, sum(home.wire.done.values())) == ("stopped", 1)


async def test_nothing_is_sent_where_the_journal_cannot_be_written(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        _, first = await renaming(home, "A")
        _, second = await renaming(home, "B", which=1)
        await home.journal.entries()
        pages = "select page_count from pragma_page_count"
        full = await home.journal._lane.run(lambda each: each.execute(pages).fetchone()[0])
        await home.journal._lane.run(lambda each: each.execute(f"pragma max_page_count={full}"))
        big = replace(merge([first, second]), reason="x" * 20_000)
        run = await apply(home.session, big)
        assert {each.outcome for each in run.results} == {Outcome.SKIPPED}
        assert "journal" in run.stopped
        assert run.exit_code == 1
        assert not home.wire.done


async def test_nothing_is_written_where_only_reading_is_allowed_or_in_another_account(tmp_path: Path) -> None:
    async with house(tmp_path, read_only=True) as home:
        _, plan = await renaming(home)
        with pytest.raises(ReadOnly, match="may only read"):
            await apply(home.session, plan)
        assert not home.journal.path.exists()
    async with house(tmp_path / "other", require_reason=True) as home:
        _, plan = await renaming(home)
        with pytest.raises(ConfigError, match="reason"):
            await apply(home.session, plan)
        for foreign in (replace(plan, account="sub"), replace(plan, profile="other")):
            with pytest.raises(ConfigError, match="another account"):
                await apply(home.session, replace(foreign, reason="why"))
        assert not home.wire.done


async def test_secrets_are_in_no_file_and_no_text(tmp_path: Path) -> None:
    edits = Edits(
        "call-queues",
        (WriteField("", "description", "Code", InputKind.SECRET), WriteField("name", "name", "Name")),
    )
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        values = {"description": "hunter2-secret", "name": "New"}
        plan = await plan_update(home.session, "call-queues", queue, values, edits=edits)
        run = await apply(home.session, plan)
        assert run.results[0].outcome is Outcome.DONE
        assert "hunter2" not in repr(plan.changes[0].fields)
        assert any("hunter2-secret" in body for _, _, body in home.wire.done)
    for file in tmp_path.rglob("*"):
        assert file.is_dir() or b"hunter2" not in file.read_bytes(), file


@pytest.mark.parametrize("kind", [InputKind.SECRET, InputKind.TEXT])
async def test_what_no_read_shows_is_not_waited_for(tmp_path: Path, kind: InputKind) -> None:
    edits = Edits("call-queues", (WriteField("", "description", "Code", kind),))
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        plan = await plan_update(home.session, "call-queues", queue, {"description": "4711"}, edits=edits)
        before = home.session.clock.monotonic()
        result = (await apply(home.session, plan)).results[0]
        assert (result.outcome, "not verifiable" in result.said) == (Outcome.DONE, True)
        assert home.session.clock.monotonic() - before < 1


async def test_an_update_is_undone_and_one_that_was_changed_since_is_not(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue, plan = await renaming(home)
        old = plan.changes[0].fields[0].before
        first = (await apply(home.session, plan)).results[0].journal_id
        undo = await plan_undo(home.session, first[:8])
        run = await apply(home.session, undo)
        assert (run.results[0].outcome, (await home.get("call-queues", queue))["name"]) == (Outcome.DONE, old)
        with pytest.raises(Conflict, match="undone already"):
            await plan_undo(home.session, first)
        back = await apply(home.session, await plan_undo(home.session, run.results[0].journal_id))
        assert (await home.get("call-queues", queue))["name"] == "New"
        await apply(home.session, await plan_update(home.session, "call-queues", queue, {"name": "Theirs"}))
        late = await plan_undo(home.session, back.results[0].journal_id)
        assert late.active == ()
        assert "changed since" in late.says[0]
        assert "Theirs" in late.says[0]


async def test_what_was_made_is_undone_by_deleting_it_and_what_was_deleted_by_making_it_again(tmp_path: Path) -> None:
    edits = Edits(
        "call-queues",
        (WriteField("name", "name", "Name"), WriteField("site.id", "site_id", "Site"),
         WriteField("department", "department", "Department")),
        recreate="it gets a new ID",
    )  # fmt: skip
    async with house(tmp_path) as home:
        old = await home.get("call-queues", (await home.keys("call-queues"))[0])
        plan = await plan_delete(home.session, "call-queues", [old["id"]], edits=edits)
        assert any("new ID" in each for each in plan.says)
        gone = (await apply(home.session, plan)).results[0]
        again = await plan_undo(home.session, gone.journal_id)
        made = (await apply(home.session, again)).results[0]
        new = await home.get("call-queues", made.key)
        assert (made.outcome, new["name"], new["department"]) == (Outcome.DONE, old["name"], old["department"])
        undo = await plan_undo(home.session, made.journal_id)
        assert (undo.confirm, undo.changes[0].key) == (Confirm.SEVERE, made.key)
        assert (await apply(home.session, undo)).results[0].outcome is Outcome.DONE
        assert made.key not in await home.keys("call-queues")


async def test_what_cannot_be_undone_says_why(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        plan = await plan_update(home.session, "call-queues", queue, {"description": "Hello"})
        result = (await apply(home.session, plan)).results[0]
        assert (result.outcome, "not verifiable" in result.said) == (Outcome.DONE, True)
        with pytest.raises(Conflict, match="not known"):
            await plan_undo(home.session, result.journal_id)
        with pytest.raises(NotFound):
            await plan_undo(home.session, "none")


async def test_an_action_without_a_check_is_done_and_says_that_it_is_not_verifiable(tmp_path: Path) -> None:
    waking = Action(
        "wake",
        "Wake",
        "call-queues",
        lambda row, given: [Request("updateCallQueue", {"callQueueId": row["id"]}, {}, {"department": "Awake"})],
        ("updateCallQueue",),
        unverified="no read tells",
        final="it woke up",
        needs=lambda row: "it is awake" if row.get("department") == "Awake" else "",
    )
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        plan = await plan_action(home.session, "call-queues", waking, [queue])
        result = (await apply(home.session, plan)).results[0]
        assert (result.outcome, "no read tells" in result.said) == (Outcome.DONE, True)
        again = (await apply(home.session, plan)).results[0]
        assert (again.outcome, "awake" in again.said) == (Outcome.CONFLICT, True)


async def test_a_member_is_added_and_taken_away_again(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        inside = {each["id"] for each in (await home.get("call-queues", queue))["members"]["users"]}
        user = next(each for each in await home.keys("users") if each not in inside)
        plan = await plan_action(home.session, "call-queues", "add-members", [queue], {"users": [user]})
        done = (await apply(home.session, plan)).results[0]
        members = [each["id"] for each in await home.rows("queue-members", (("callQueueId", queue),))]
        assert (done.outcome, user in members) == (Outcome.DONE, True)
        undone = (await apply(home.session, await plan_undo(home.session, done.journal_id))).results[0]
        members = [each["id"] for each in await home.rows("queue-members", (("callQueueId", queue),))]
        assert (undone.outcome, user in members) == (Outcome.DONE, False)


async def test_a_deleted_row_leaves_the_store(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        site = (await home.get("call-queues", (await home.keys("call-queues"))[0]))["site"]["id"]
        made = await apply(home.session, await plan_create(home.session, "cq", {"name": "Short", "site_id": site}))
        key = made.results[0].key
        assert await home.session.objects.cached("call-queues", key) is not None
        await apply(home.session, await plan_delete(home.session, "call-queues", [key]))
        assert await home.session.objects.cached("call-queues", key) is None
        listing = home.session.listings.open(View("call-queues"))
        await listing.refresh()
        await listing.close()
