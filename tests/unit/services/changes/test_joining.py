from __future__ import annotations

import json
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.services.changes.house import House, Killed, over
from tests.unit.zoom.box import START, QuickClock
from ztui.services.changes.acting import plan_action
from ztui.services.changes.applying import apply
from ztui.services.changes.lists import Lists
from ztui.services.changes.looking import LAG, look
from ztui.services.changes.records import restored
from ztui.services.changes.recovery import look_up, unfinished
from ztui.services.changes.undoing import plan_undo
from ztui.sim.clock import SimClock
from ztui.sim.inprocess import start
from ztui.sim.options import Options
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from ztui.services.changes.model import Plan

BOX = {"plan": "none", "users": "30", "queues": "4", "sites": "1", "numbers": "320", "calls": "1", "accounts": "1"}


@asynccontextmanager
async def numbered(folder: Path) -> AsyncIterator[House]:
    """Open a house with many numbers that nobody has."""
    clock = QuickClock()
    box = start(Options.parse(BOX), SimClock(START, monotonic=clock.monotonic))
    async with over(box, clock, folder) as home:
        yield home
    box.close()


async def free_numbers(home: House, count: int) -> list[str]:
    rows = await home.rows("numbers")
    found = [
        each["id"]
        for each in rows
        if not each.get("assigned_list") and not each.get("assignee") and each["status"] != "Pending"
    ]
    assert len(found) >= count
    return found[:count]


async def for_a_queue(home: House, count: int) -> tuple[str, list[str], Plan]:
    queue = (await home.keys("call-queues"))[0]
    numbers = await free_numbers(home, count)
    return queue, numbers, await plan_action(home.session, "numbers", "assign-to-queue", numbers, {"owner": queue})


def posts(home: House) -> list[dict[str, Any]]:
    return [json.loads(body) for (method, _, body), _ in home.wire.done.items() if method == "POST"]


async def held(home: House, queue: str) -> set[str]:
    return {each["id"] for each in (await home.get("call-queues", queue))["phone_numbers"]}


async def owners(home: House) -> set[tuple[str, str]]:
    """Give who has which number; a queue's own answer lists fifty of its numbers at most."""
    rows = await home.rows("numbers")
    return {(each["id"], owner["assigned_to_id"]) for each in rows for owner in each.get("assigned_list") or ()}


async def test_two_hundred_numbers_are_four_requests_and_two_hundred_outcomes(tmp_path: Path) -> None:
    async with numbered(tmp_path) as home:
        queue, numbers, plan = await for_a_queue(home, 200)
        assert len(plan.changes) == 200
        told: list[str] = []
        run = await apply(home.session, plan, on_result=lambda each: told.append(each.change.id))
        assert {each.outcome for each in run.results} == {Outcome.DONE}
        assert told == [each.id for each in plan.changes]
        assert [len(each["phone_numbers"]) for each in posts(home)] == [50, 50, 50, 50]
        assert all(each.as_asked for each in run.results)
        assert await owners(home) >= {(each, queue) for each in numbers}
        entries = await home.journal.entries(300)
        assert {(each.about.object, each.outcome) for each in entries} == {(each, Outcome.DONE) for each in numbers}
        (undone,) = (await apply(home.session, await plan_undo(home.session, entries[0].id))).results
        assert (undone.outcome, undone.as_asked) == (Outcome.DONE, True)
        assert len(await owners(home) & {(each, queue) for each in numbers}) == 199


async def test_users_are_deactivated_ten_at_a_time_and_one_that_is_gone_costs_no_other(tmp_path: Path) -> None:
    async with numbered(tmp_path) as home:
        users = [each["id"] for each in await home.rows("users") if each["status"] == "activate"][:12]
        plan = await plan_action(home.session, "users", "deactivate", users)
        changes = list(plan.changes)
        changes[11] = replace(changes[11], request=replace(changes[11].request, body={
            **changes[11].request.body, "user_ids": ["nobody"]}))  # fmt: skip
        run = await apply(home.session, replace(plan, changes=tuple(changes)))
        assert [each.outcome for each in run.results] == [*[Outcome.DONE] * 11, Outcome.FAILED]
        puts = [json.loads(body)["user_ids"] for (method, _, body), _ in home.wire.done.items() if method == "PUT"]
        assert puts[0] == users[:10]
        entries = await home.journal.entries(30)
        assert {each.about.object for each in entries if each.outcome is Outcome.DONE} == set(users[:11])
        states = {each["id"]: each["status"] for each in await home.rows("users")}
        assert {states[each] for each in users[:11]} == {"deactivate"}


async def test_what_was_taken_meanwhile_is_a_conflict_of_its_own(tmp_path: Path) -> None:
    async with numbered(tmp_path) as home:
        queue, numbers, plan = await for_a_queue(home, 12)
        other = (await home.keys("call-queues"))[1]
        for key, owner in ((numbers[3], other), (numbers[7], queue)):
            await apply(
                home.session, await plan_action(home.session, "numbers", "assign-to-queue", [key], {"owner": owner})
            )
        run = await apply(home.session, plan)
        outcomes = {each.change.key: each.outcome for each in run.results}
        assert outcomes.pop(numbers[3]) is Outcome.CONFLICT
        assert outcomes.pop(numbers[7]) in (Outcome.CONFLICT, Outcome.SKIPPED)
        assert set(outcomes.values()) == {Outcome.DONE}
        assert run.exit_code == 7


async def test_one_that_zoom_refuses_costs_no_other(tmp_path: Path) -> None:
    async with numbered(tmp_path) as home:
        queue, numbers, plan = await for_a_queue(home, 12)
        changes = list(plan.changes)
        wrong = changes[5]
        body = {"phone_numbers": [{"id": "nobody-has-it"}]}
        check = replace(wrong.check, match=(("id", "nobody-has-it"),)) if wrong.check else None
        changes[5] = replace(wrong, request=replace(wrong.request, body=body), check=check)
        run = await apply(home.session, replace(plan, changes=tuple(changes)))
        bad = [each for each in run.results if each.outcome is not Outcome.DONE]
        assert [(each.change.id, each.outcome) for each in bad] == [(wrong.id, Outcome.FAILED)]
        assert "does not exist" in bad[0].said
        assert {*numbers} - {numbers[5]} <= await held(home, queue)


async def test_a_full_queue_takes_as_many_as_it_can(tmp_path: Path) -> None:
    async with numbered(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        there = {each["id"] for each in (await home.get("call-queues", queue))["members"]["users"]}
        users = [each for each in await home.keys("users") if each not in there][:8]
        home.wire.app = Full(home.wire.app, room=3)
        plan = await plan_action(home.session, "call-queues", "add-members", [queue], {"users": users})
        run = await apply(home.session, plan)
        outcomes = [each.outcome for each in run.results]
        assert outcomes == [Outcome.DONE] * 3 + [Outcome.FAILED] * 5
        assert all("maximum number" in each.said for each in run.results[3:])
        now = {each["id"] for each in (await home.get("call-queues", queue))["members"]["users"]}
        assert now - there == set(users[:3])


class Full:
    """The simulator, but a queue has room for a few members more; what comes beyond is refused with code 412."""

    def __init__(self, app: Any, room: int) -> None:
        self.app = app
        self.room = room

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["method"] != "POST" or not scope["path"].endswith("/members"):
            await self.app(scope, receive, send)
            return
        message = await receive()
        many = len(json.loads(message["body"])["members"]["users"])
        if many > self.room:
            said = json.dumps({"code": 412, "message": "The maximum number of Call Queue members is up to 50."})
            await send(
                {"type": "http.response.start", "status": 400, "headers": [(b"content-type", b"application/json")]}
            )
            await send({"type": "http.response.body", "body": said.encode()})
            return
        self.room -= many

        async def again() -> Any:
            return message

        await self.app(scope, again, send)


async def test_what_zoom_names_as_failed_in_a_batch_is_told_row_by_row(tmp_path: Path) -> None:
    async with numbered(tmp_path) as home:
        numbers = await free_numbers(home, 12)
        plan = await plan_action(home.session, "numbers", "allocate", numbers, {"product": "UNALLOCATED"})
        named = plan.changes[2].label
        home.wire.app = Partly(home.wire.app, named)
        run = await apply(home.session, plan)
        bad = [each for each in run.results if each.outcome is Outcome.FAILED]
        assert [(each.change.label, each.said) for each in bad] == [(named, "The phone number is in use")]
        assert [each.outcome for each in run.results].count(Outcome.DONE) == 11
        entries = {each.about.object: each.outcome for each in await home.journal.entries()}
        assert [key for key, outcome in entries.items() if outcome is Outcome.FAILED] == [bad[0].change.key]


class Partly:
    """The simulator, but one number of an allocation fails, as number management tells it: HTTP 400 with code 1000."""

    def __init__(self, app: Any, number: str) -> None:
        self.app = app
        self.number = number

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if not scope["path"].endswith("/allocation"):
            await self.app(scope, receive, send)
            return
        body = json.loads((await receive())["body"])
        failed = self.number in body["numbers"]
        body["numbers"] = [each for each in body["numbers"] if each != self.number]

        async def again() -> Any:
            return {"type": "http.request", "body": json.dumps(body).encode(), "more_body": False}

        if not failed:
            await self.app(scope, again, send)
            return

        async def nobody(_: Any) -> None:
            return

        headers = [each for each in scope["headers"] if each[0] != b"content-length"]
        await self.app({**scope, "headers": headers}, again, nobody)
        listed = json.dumps([{"phoneNumber": self.number, "reason": "The phone number is in use"}])
        said = json.dumps({"code": 1000, "message": f"Some data failed : {listed}"})
        await send({"type": "http.response.start", "status": 400, "headers": [(b"content-type", b"application/json")]})
        await send({"type": "http.response.body", "body": said.encode()})


@pytest.mark.parametrize(
    ("fault", "outcome"), [("cut", Outcome.DONE), ("500-done", Outcome.DONE), ("429", Outcome.DONE)]
)
async def test_a_party_that_gets_no_answer_is_looked_up_row_by_row(
    tmp_path: Path, fault: str, outcome: Outcome
) -> None:
    async with numbered(tmp_path) as home:
        queue, numbers, plan = await for_a_queue(home, 6)
        struck: list[str] = []

        def strike(method: str, path: str) -> str:
            if method == "POST" and not struck:
                struck.append(path)
                return fault
            return ""

        home.wire.strike = strike
        run = await apply(home.session, plan)
        assert {each.outcome for each in run.results} == {outcome}
        assert struck
        assert set(numbers) <= await held(home, queue)
        assert len(posts(home)) == 1


@pytest.mark.parametrize("fault", ["kill", "kill-done"])
async def test_after_a_kill_each_row_is_found_again(tmp_path: Path, fault: str) -> None:
    async with numbered(tmp_path) as home:
        queue, numbers, plan = await for_a_queue(home, 6)
        home.wire.strike = lambda method, path: fault if method == "POST" else ""
        with pytest.raises(BaseExceptionGroup) as caught:
            await apply(home.session, plan)
        assert caught.group_contains(Killed)
        home.wire.strike = lambda method, path: ""
        await home.wire.settled()
        left = await unfinished(home.session)
        found = [await look_up(home.session, each) for each in left]
        expected = Outcome.DONE if fault == "kill-done" else Outcome.FAILED
        assert {each.outcome for each in found} == {expected}
        assert {each.change.key for each in found} == set(numbers)
        assert (set(numbers) <= await held(home, queue)) is (fault == "kill-done")


@pytest.mark.parametrize(("fault", "reads"), [("kill-done", 1), ("kill", 2)])
async def test_what_the_same_list_tells_is_read_once_and_again_when_it_would_show(
    tmp_path: Path, fault: str, reads: int
) -> None:
    async with numbered(tmp_path) as home:
        _, numbers, plan = await for_a_queue(home, 6)
        home.wire.strike = lambda method, path: fault if method == "POST" else ""
        with pytest.raises(BaseExceptionGroup):
            await apply(home.session, plan)
        home.wire.strike = lambda method, path: ""
        await home.wire.settled()
        left, lists, before = await unfinished(home.session), Lists(), len(home.wire.asked)
        found = [await look_up(home.session, each, lists) for each in left]
        assert len({each.journal_id for each in found}) == len(numbers)
        assert len({each.outcome for each in found}) == 1
        assert len(home.wire.asked) - before == reads


async def test_a_list_that_was_read_too_early_proves_nothing_of_a_later_write(tmp_path: Path) -> None:
    async with numbered(tmp_path) as home:
        _, _, plan = await for_a_queue(home, 2)
        home.wire.strike = lambda method, path: "kill" if method == "POST" else ""
        with pytest.raises(BaseExceptionGroup):
            await apply(home.session, plan)
        home.wire.strike = lambda method, path: ""
        first, second = await unfinished(home.session)
        lists = Lists()
        assert first.plan["check"] is not None
        change = await restored(home.session, first)
        assert (await look(home.session, change, lists=lists)).holds is False  # read at once
        home.clock.passed += LAG + 1
        before = len(home.wire.asked)
        assert (await look_up(home.session, second, lists)).outcome is Outcome.FAILED
        assert len(home.wire.asked) == before + 1
