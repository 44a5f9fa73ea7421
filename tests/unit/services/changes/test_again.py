"""Changes planned once more, looked at before the question, held between two; and the last one taken back."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.unit.services.changes.house import House, house
from ztui.core.errors import Conflict, NotFound
from ztui.services.changes.again import plan_again
from ztui.services.changes.applying import Pause, apply
from ztui.services.changes.checking import check_plan
from ztui.services.changes.creating import plan_create
from ztui.services.changes.last import plan_undo_last
from ztui.services.changes.later import new_one
from ztui.services.changes.model import Plan, Result, merge
from ztui.services.changes.removing import plan_delete
from ztui.services.changes.undoing_all import plan_undo_all
from ztui.services.changes.updating import plan_update
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from pathlib import Path


async def renames(home: House, *names: str) -> Plan:
    keys = await home.keys("call-queues")
    pairs = zip(keys, names, strict=False)
    return merge([await plan_update(home.session, "call-queues", key, {"name": name}) for key, name in pairs])


async def test_what_is_so_already_or_gone_is_left_out_of_a_new_plan(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        plan = await renames(home, "New 1", "New 2", "New 3")
        first, second, third = plan.changes
        await apply(home.session, await plan_update(home.session, "call-queues", first.key, {"name": "New 1"}))
        await apply(home.session, await plan_delete(home.session, "call-queues", [second.key]))
        again = await plan_again(home.session, plan.changes, {})
        assert [(each.id, each.key) for each in again.changes] == [("1", third.key)]
        assert any("is so already" in each for each in again.says)
        assert any(each.startswith(f"Left out: {second.title}") for each in again.says)


async def test_the_key_of_what_was_made_takes_the_place_of_its_stand_in(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        made, later = (await renames(home, "New 1", "New 2")).changes
        name = new_one("call queue")
        path = {**later.request.path, "callQueueId": name}
        later = replace(later, key=name, request=replace(later.request, path=path), fields=(), touches=(), guard=None,
                        stand_ins=((name, "1"),), needs=("1",))  # fmt: skip
        (alone,) = (await plan_again(home.session, [later], {"1": Result(made, Outcome.DONE, key="abc")})).changes
        assert (alone.key, alone.request.path["callQueueId"], alone.needs, alone.stand_ins) == ("abc", "abc", (), ())
        both = (await plan_again(home.session, [made, later], {})).changes
        assert [(each.id, each.needs, each.stand_ins) for each in both] == [
            ("1", (), ()),
            ("2", ("1",), ((name, "1"),)),
        ]
        left = await plan_again(home.session, [later], {"1": Result(made, Outcome.FAILED)})
        assert not left.changes
        assert "is failed" in left.says[0]


async def test_the_check_before_the_question_tells_what_was_changed_and_sends_no_write(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        plan = await renames(home, "New 1", "New 2", "New 3")
        calm = await check_plan(home.session, plan)
        assert (calm.moved, calm.looked, calm.left) == ({}, 3, 0)
        other = plan.changes[1]
        await apply(home.session, await plan_update(home.session, "call-queues", other.key, {"name": "Theirs"}))
        sent = home.wire.done.total()
        seen = await check_plan(home.session, plan, most=2)
        assert list(seen.moved) == [other.id]
        assert "'Theirs'" in seen.moved[other.id]
        assert (seen.looked, seen.left, home.wire.done.total()) == (2, 1, sent)


async def test_what_is_paused_sends_nothing_until_it_goes_on(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        plan, pause = await renames(home, "New 1", "New 2"), Pause()
        pause.set()
        task = asyncio.ensure_future(apply(home.session, plan, pause=pause))
        for _ in range(50):
            await asyncio.sleep(0)
        assert pause.is_set()
        assert not home.wire.done
        pause.clear()
        assert [each.outcome for each in (await task).results] == [Outcome.DONE, Outcome.DONE]


async def test_the_last_plan_is_taken_back_as_a_whole_and_only_once(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        with pytest.raises(NotFound):
            await plan_undo_last(home.session)
        before = await home.state()
        await apply(home.session, await renames(home, "New 1"))
        await apply(home.session, await renames(home, "Newer 1", "Newer 2"))
        back = await plan_undo_last(home.session)
        assert len(back.changes) == 2
        await apply(home.session, back)
        again = await plan_undo_last(home.session)
        assert any("Passed over" in each for each in again.says)
        await apply(home.session, again)
        assert await home.state() == before
        with pytest.raises(NotFound, match="undone already"):
            await plan_undo_last(home.session)


async def test_of_the_last_plan_all_goes_back_that_can_in_the_order_of_any_undoing(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        blind = await plan_update(
            home.session, "call-queues", (await home.keys("call-queues"))[2], {"description": "Nobody reads it"}
        )
        run = await apply(home.session, merge([await renames(home, "New 1", "New 2"), blind]))
        last, all_ = await plan_undo_last(home.session), await plan_undo_all(home.session, run.plan.id)
        assert [each.undoes for each in last.changes] == [each.undoes for each in all_.changes]
        assert last.says[1:] == all_.says
        assert [each for each in last.says if each.startswith("Stays: Change call queue")]


async def test_what_cannot_be_taken_back_is_not_passed_over(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        await apply(home.session, await renames(home, "New 1"))
        site = (await home.rows("call-queues"))[0]["site"]["id"]
        run = await apply(home.session, await plan_create(home.session, "call-queues", {"name": "Z", "site_id": site}))
        await apply(home.session, await plan_delete(home.session, "call-queues", [run.results[0].key]))
        with pytest.raises(Conflict, match=r"The last change .* cannot be undone"):
            await plan_undo_last(home.session)


async def test_what_is_unknown_is_looked_up_before_anything_is_taken_back(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        await apply(home.session, await renames(home, "New 1"))
        plan = await renames(home, "Newer 1")
        home.wire.strike = lambda method, _path: "hang" if method != "GET" else ""
        (result,) = (await apply(home.session, plan)).results
        assert result.outcome is Outcome.UNKNOWN
        home.wire.strike = lambda _method, _path: ""
        with pytest.raises(Conflict, match="is not known"):
            await plan_undo_last(home.session)
