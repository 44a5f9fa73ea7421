from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.unit.services.changes.house import House, Killed, house
from tests.unit.sim.asgi import Caller
from ztui.core.errors import ConfigError
from ztui.resources.model import Confirm
from ztui.services.changes.acting import plan_action
from ztui.services.changes.applying import apply
from ztui.services.changes.creating import plan_create
from ztui.services.changes.looking import LAG
from ztui.services.changes.model import merge
from ztui.services.changes.recovery import look_up, unfinished
from ztui.services.changes.removing import plan_delete
from ztui.services.changes.undoing import plan_undo
from ztui.services.changes.updating import plan_update
from ztui.services.console.console import Console
from ztui.services.console.request import ConsoleRequest
from ztui.store.journal import Outcome

ROOT = Path(__file__).parents[4]


async def killed_at(home: House, plan: object, number: int, fault: str) -> None:
    home.wire.break_from_now({number: fault})
    with pytest.raises(BaseExceptionGroup) as ended:
        await apply(home.session, plan)  # type: ignore[arg-type]
    assert ended.value.subgroup(Killed) is not None
    home.wire.break_from_now({})


async def another_admin(home: House, method: str, path: str, body: Any) -> Any:
    """Do something past the session, and give the answer."""
    caller = Caller(home.box.app)
    await caller.log_in()
    return (await caller.send(method, f"/v2{path}", body=body)).data


async def test_a_change_that_was_cut_after_it_was_done_is_found_to_be_done(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        plan = await plan_update(home.session, "call-queues", queue, {"name": "New"})
        await killed_at(home, plan, 1, "kill-done")
        (entry,) = await unfinished(home.session)
        assert (entry.outcome, entry.about.object) == (None, queue)
        result = await look_up(home.session, entry)
        assert (result.outcome, result.found) == (Outcome.DONE, (("Name", "New", "New"),))
        assert await unfinished(home.session) == ()
        assert sum(home.wire.done.values()) == 1


async def test_a_change_that_was_cut_before_it_was_done_is_not_applied_once_it_would_show(
    tmp_path: Path,
) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        plan = await plan_update(home.session, "call-queues", queue, {"name": "New"})
        await killed_at(home, plan, 1, "kill")
        (entry,) = await unfinished(home.session)
        before = home.clock.passed
        result = await look_up(home.session, entry)
        assert result.outcome is Outcome.FAILED
        assert "not applied" in result.said
        assert home.clock.passed - before >= LAG - 1
        assert not home.wire.done


async def test_an_intent_that_was_never_sent_is_closed_as_skipped(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        await home.journal.open("updateCallQueue", {"path": {"callQueueId": queue}, "body": {"name": "New"}})
        (entry,) = await unfinished(home.session)
        result = await look_up(home.session, entry)
        assert (result.outcome, result.said) == (Outcome.SKIPPED, "it was never sent")


async def test_what_a_running_program_is_at_is_left_to_it(tmp_path: Path) -> None:
    import socket

    async with house(tmp_path) as home:
        process = {"host": socket.gethostname(), "pid": os.getppid()}
        await home.journal.open("updateCallQueue", {"path": {}, "process": process})
        assert await unfinished(home.session) == ()
        (entry,) = await home.journal.unfinished()
        with pytest.raises(ConfigError, match="Another ztui"):
            await look_up(home.session, entry)


async def test_a_later_process_of_the_same_number_is_not_taken_for_the_one_that_was_cut(tmp_path: Path) -> None:
    import socket

    async with house(tmp_path) as home:
        process = {"host": socket.gethostname(), "pid": os.getppid(), "started": "1"}
        await home.journal.open("updateCallQueue", {"path": {}, "process": process})
        (entry,) = await unfinished(home.session)
        assert (await look_up(home.session, entry)).outcome is Outcome.SKIPPED


async def test_a_create_without_an_answer_is_found_by_what_it_says_and_never_made_twice(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        site = (await home.get("call-queues", queue))["site"]["id"]
        plan = await plan_create(home.session, "call-queues", {"name": "Twin", "site_id": site})
        home.wire.break_from_now({1: "late"})
        (result,) = (await apply(home.session, plan)).results
        assert result.outcome is Outcome.DONE
        assert (await home.get("call-queues", result.key))["name"] == "Twin"
        assert "may be another's" in result.said
        assert result.candidates == (result.key,)
        home.wire.break_from_now({1: "hang"})
        (second,) = (await apply(home.session, replace(plan, id="again"))).results
        assert second.outcome is Outcome.UNKNOWN
        (entry,) = await unfinished(home.session)
        home.clock.passed += LAG
        assert (await look_up(home.session, entry)).outcome is Outcome.FAILED
        assert len([each for each in await home.rows("call-queues") if each["name"] == "Twin"]) == 1


async def test_what_another_admin_made_meanwhile_is_not_passed_off_as_the_own_and_is_not_deleted_lightly(
    tmp_path: Path,
) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        site = (await home.get("call-queues", queue))["site"]["id"]
        plan = await plan_create(home.session, "call-queues", {"name": "Twin", "site_id": site})
        home.wire.strike = lambda method, _path: "hang" if method == "POST" else ""
        (result,) = (await apply(home.session, plan)).results
        assert (result.outcome, result.candidates) == (Outcome.UNKNOWN, ())
        home.wire.strike = lambda _method, _path: ""
        theirs = await another_admin(home, "POST", "/phone/call_queues", plan.changes[0].request.body)
        (entry,) = await unfinished(home.session)
        found = await look_up(home.session, entry)
        assert (found.outcome, found.candidates, found.key) == (Outcome.DONE, (theirs["id"],), theirs["id"])
        assert "may be another's" in found.said
        back = await plan_undo(home.session, entry.id)
        assert (back.confirm, back.phrase) == (Confirm.SEVERE, "Twin")
        assert "may be another's" in back.says[0]
        sure = await apply(home.session, replace(plan, id="sure"))
        assert sure.results[0].outcome is Outcome.DONE
        assert not sure.results[0].candidates
        own = await plan_undo(home.session, sure.results[0].journal_id)
        assert not any("another's" in each for each in own.says)


async def test_a_lagging_list_is_waited_for(tmp_path: Path) -> None:
    async with house(tmp_path, lag=6) as home:
        queue = (await home.keys("call-queues"))[0]
        site = (await home.get("call-queues", queue))["site"]["id"]
        plan = await plan_create(home.session, "call-queues", {"name": "Slow", "site_id": site})
        home.wire.break_from_now({1: "cut"})
        (result,) = (await apply(home.session, plan)).results
        assert result.outcome is Outcome.DONE


async def test_what_no_read_tells_stays_unknown(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        console = Console(home.session)
        home.wire.break_from_now({0: "cut"})
        await console.send(ConsoleRequest("updateCallQueue", {"callQueueId": queue}, {}, {"name": "By hand"}))
        (entry,) = await unfinished(home.session)
        result = await look_up(home.session, entry)
        assert result.outcome is Outcome.UNKNOWN
        assert (await home.journal.entries())[0].outcome is Outcome.UNKNOWN


async def test_after_an_unknown_outcome_the_same_object_is_left_alone_and_others_are_not(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        first, second = (await home.keys("call-queues"))[:2]
        users = await home.keys("users")
        members = {each["id"] for each in (await home.get("call-queues", first))["members"]["users"]}
        user = next(each for each in users if each not in members)
        session = home.session
        plan = merge(
            [
                await plan_action(session, "call-queues", "add-members", [first], {"users": [user]}),
                await plan_update(session, "call-queues", first, {"name": "A"}),
                await plan_update(session, "call-queues", second, {"name": "B"}),
            ]
        )
        home.wire.strike = lambda method, path: "hang" if method == "POST" and path.endswith("/members") else ""
        run = await apply(session, plan)
        assert [each.outcome for each in run.results] == [Outcome.UNKNOWN, Outcome.SKIPPED, Outcome.DONE]
        assert "not known" in run.results[1].said
        assert run.exit_code == 5


async def test_a_deletion_without_an_answer_is_seen_by_what_is_gone(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        plan = await plan_delete(home.session, "call-queues", [queue])
        home.wire.break_from_now({1: "cut"})
        (result,) = (await apply(home.session, plan)).results
        assert (result.outcome, queue in await home.keys("call-queues")) == (Outcome.DONE, False)


async def test_what_was_made_a_moment_before_is_not_taken_for_what_was_lost(tmp_path: Path) -> None:
    async with house(tmp_path, lag=3) as home:
        queue = (await home.keys("call-queues"))[0]
        site = (await home.get("call-queues", queue))["site"]["id"]
        plan = await plan_create(home.session, "call-queues", {"name": "Twin", "site_id": site})
        posts: list[str] = []

        def second(method: str, path: str) -> str:
            posts.extend([path] if method == "POST" else [])
            return "hang" if method == "POST" and len(posts) == 2 else ""

        home.wire.strike = second
        run = await apply(home.session, merge([plan, plan]))
        assert [each.outcome for each in run.results] == [Outcome.DONE, Outcome.UNKNOWN]
        (entry,) = await unfinished(home.session)
        assert (await look_up(home.session, entry)).outcome is Outcome.FAILED


@pytest.mark.parametrize("fault", ["cut", "500-done", "kill-done"])
async def test_a_create_with_a_short_extension_is_found_by_the_complete_one_that_lists_have(
    tmp_path: Path, fault: str
) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        row = await home.get("call-queues", queue)
        await home.session.learn_sites()
        code = home.session.site_forms[row["site"]["id"]].code
        values = {"name": "Lost", "site_id": row["site"]["id"], "extension_number": "4711"}
        plan = await plan_create(home.session, "call-queues", values)
        home.wire.strike = lambda method, _path: fault if method == "POST" else ""
        if fault == "kill-done":
            with pytest.raises(BaseExceptionGroup):
                await apply(home.session, plan)
            home.wire.strike = lambda _method, _path: ""
            (entry,) = await unfinished(home.session)
            home.clock.passed += LAG
            result = await look_up(home.session, entry)
        else:
            (result,) = (await apply(home.session, plan)).results
        (made,) = [each for each in await home.rows("call-queues") if each["name"] == "Lost"]
        assert str(made["extension_number"]) == f"{code}4711"
        assert (result.outcome, result.key) == (Outcome.DONE, made["id"])


@pytest.mark.parametrize("name", ["Lost", "lost ", "+1 415-555-0177"])
async def test_what_is_called_as_asked_and_differs_otherwise_is_never_taken_for_not_applied(
    tmp_path: Path, name: str
) -> None:
    async with house(tmp_path) as home:
        here, there = (await home.keys("sites"))[:2]
        plan = await plan_create(home.session, "call-queues", {"name": name, "site_id": here})
        home.wire.strike = lambda method, _path: "hang" if method == "POST" else ""
        (result,) = (await apply(home.session, plan)).results
        assert result.outcome is Outcome.UNKNOWN
        home.wire.strike = lambda _method, _path: ""
        body = {"name": "+14155550177" if name.startswith("+") else "Lost", "site_id": there}
        theirs = await another_admin(home, "POST", "/phone/call_queues", body)
        home.clock.passed += LAG
        (entry,) = await unfinished(home.session)
        found = await look_up(home.session, entry)
        assert (found.outcome, found.candidates) == (Outcome.UNKNOWN, (theirs["id"],))
        assert "is called so" in found.said


async def test_what_was_called_so_before_or_was_made_by_this_program_since_is_no_reason_to_doubt(
    tmp_path: Path,
) -> None:
    async with house(tmp_path) as home:
        here, there = (await home.keys("sites"))[:2]
        await another_admin(home, "POST", "/phone/call_queues", {"name": "Lost", "site_id": there})
        plan = await plan_create(home.session, "call-queues", {"name": "Lost", "site_id": here})
        home.wire.strike = lambda method, _path: "hang" if method == "POST" else ""
        await apply(home.session, plan)
        home.wire.strike = lambda _method, _path: ""
        other = await plan_create(home.session, "call-queues", {"name": "Lost", "site_id": there})
        assert (await apply(home.session, other)).results[0].outcome is Outcome.DONE
        (entry,) = await unfinished(home.session)
        result = await look_up(home.session, entry)
        assert (result.outcome, home.clock.passed >= LAG - 1) == (Outcome.FAILED, True)


async def test_a_create_is_not_sent_while_what_is_there_already_cannot_be_read(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        site = (await home.get("call-queues", queue))["site"]["id"]
        plan = await plan_create(home.session, "call-queues", {"name": "Hidden", "site_id": site})
        home.wire.strike = lambda method, path: "500" if path.endswith("/call_queues") else ""
        (result,) = (await apply(home.session, plan)).results
        assert (result.outcome, result.is_held) == (Outcome.SKIPPED, True)
        assert result.said.startswith("what is called so already cannot be read: ")
        assert result.said.endswith("; nothing was sent")
        assert not [each for each in home.wire.asked if each[0] == "POST"]
        assert await unfinished(home.session) == ()


async def test_a_create_whose_list_may_not_be_read_stays_unknown_and_is_left_to_a_person(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        site = (await home.get("call-queues", queue))["site"]["id"]
        plan = await plan_create(home.session, "call-queues", {"name": "Hidden", "site_id": site})
        home.wire.strike = lambda method, path: (
            "cut" if method == "POST" else "403" if path.endswith("/call_queues") else ""
        )
        (result,) = (await apply(home.session, plan)).results
        assert result.outcome is Outcome.UNKNOWN
        home.wire.strike = lambda method, path: ""
        (entry,) = await unfinished(home.session)
        asked = len(home.wire.asked)
        found = await look_up(home.session, entry)
        assert (found.outcome, len(home.wire.asked)) == (Outcome.UNKNOWN, asked)
        assert found.said.startswith("nothing that can be read tells")
        assert "could not be looked up" not in found.said
        assert "ztui journal settle" in found.said
