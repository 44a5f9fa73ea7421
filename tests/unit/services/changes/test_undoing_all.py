from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.services.changes.house import House, house
from ztui.core.errors import Conflict, NotFound, ServerError
from ztui.resources.model import Confirm
from ztui.services.changes import last
from ztui.services.changes.acting import plan_action
from ztui.services.changes.applying import apply
from ztui.services.changes.creating import plan_create
from ztui.services.changes.last import plan_undo_last
from ztui.services.changes.model import Plan, merge
from ztui.services.changes.undoing_all import plan_undo_all, plan_undo_some
from ztui.services.changes.updating import plan_update
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from pathlib import Path


async def mixed(home: House) -> Plan:
    """Plan two changes of one queue, a new queue, and one that no read tells."""
    first, second = (await home.keys("call-queues"))[:2]
    queue = await home.get("call-queues", first)
    members = {each["id"] for each in queue["members"]["users"]}
    user = next(each for each in await home.keys("users") if each not in members)
    session = home.session
    return merge(
        [
            await plan_update(session, "call-queues", first, {"name": "Renamed", "department": "Care"}),
            await plan_action(session, "call-queues", "add-members", [first], {"users": [user]}),
            await plan_create(session, "call-queues", {"name": "New", "site_id": queue["site"]["id"]}),
            await plan_update(session, "call-queues", second, {"description": "Nobody reads it"}),
        ]
    )


async def test_all_that_a_plan_did_is_undone_the_last_first_and_what_stays_says_why(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        before = await home.state()
        run = await apply(home.session, await mixed(home))
        assert {each.outcome for each in run.results} == {Outcome.DONE}
        back = await plan_undo_all(home.session, run.plan.id)
        assert len(back.active) == 3
        assert [each for each in back.says if each.startswith("Stays: Change call queue")]
        done = {each.id: each for each in await home.journal.entries()}
        order = [done[each.undoes].made_at for each in back.changes]
        assert order == sorted(order, reverse=True)
        undone = await apply(home.session, back)
        assert {each.outcome for each in undone.results} == {Outcome.DONE}
        assert [_without_words(each) for each in await home.state()] == [_without_words(each) for each in before]
        with pytest.raises(Conflict, match="not known"):
            await plan_undo_all(home.session, run.plan.id)


def _without_words(queue: dict[str, object]) -> dict[str, object]:
    return {name: each for name, each in queue.items() if name != "description"}


async def test_what_was_changed_since_stays_switched_off_among_the_rest(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        first, second = (await home.keys("call-queues"))[:2]
        session = home.session
        both = [await plan_update(session, "call-queues", each, {"name": f"N {each[:4]}"}) for each in (first, second)]
        run = await apply(session, merge(both))
        await apply(session, await plan_update(session, "call-queues", first, {"name": "By hand"}))
        back = await plan_undo_all(session, run.plan.id)
        assert {each.key: each.on for each in back.changes} == {first: False, second: True}
        assert any("changed since" in each for each in back.says)


async def test_a_plan_that_nobody_knows_or_that_did_nothing_is_not_undone(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        for id in ("", "none"):
            with pytest.raises(NotFound, match="no plan"):
                await plan_undo_all(home.session, id)
        queue = (await home.keys("call-queues"))[0]
        plan = await plan_update(home.session, "call-queues", queue, {"name": "A"})
        home.wire.strike = lambda method, path: "500" if method == "PATCH" else ""
        run = await apply(home.session, plan)
        assert run.results[0].outcome is Outcome.FAILED
        with pytest.raises(Conflict, match="nothing of it was done"):
            await plan_undo_all(home.session, run.plan.id)


async def test_what_cannot_be_read_now_is_not_left_out_in_silence(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        run = await apply(home.session, await mixed(home))
        home.wire.strike = lambda method, _path: "500" if method == "GET" else ""
        with pytest.raises(ServerError):
            await plan_undo_all(home.session, run.plan.id)


async def test_undoing_many_is_told_as_it_goes_and_asked_for_by_the_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(last, "_MANY", 2)
    async with house(tmp_path) as home:
        queues = (await home.keys("call-queues"))[:3]
        plans = [await plan_update(home.session, "call-queues", each, {"name": f"New {each}"}) for each in queues]
        await apply(home.session, merge(plans))
        told: list[tuple[int, int]] = []
        plan = await plan_undo_last(home.session, on_read=lambda done, total: told.append((done, total)))
        assert told == [(1, 3), (2, 3), (3, 3)]
        assert plan.says[0].endswith(": 3 changes.")
        assert (plan.confirm, plan.phrase) == (Confirm.SEVERE, "3")


async def test_what_is_typed_to_undo_is_the_name(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = next(each for each in await home.rows("call-queues") if each["name"].isascii())
        inside = (await home.get("call-queues", queue["id"]))["members"]["users"]
        new = next(each for each in await home.keys("users") if each not in {user["id"] for user in inside})
        await apply(home.session, await plan_action(home.session, "cq", "add-members", [queue["id"]], {"users": [new]}))
        assert (await plan_undo_last(home.session)).changes[0].phrase == queue["name"]


async def test_undoing_is_asked_for_as_what_it_does(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        number = next(each for each in await home.rows("numbers") if each["assigned_list"])
        await apply(home.session, await plan_action(home.session, "numbers", "unassign", [number["id"]]))
        queue = (await home.rows("call-queues"))[0]
        given = {"owner": queue["id"]}
        await apply(home.session, await plan_action(home.session, "numbers", "assign-to-queue", [number["id"]], given))
        back = await plan_undo_last(home.session)
        assert back.confirm is Confirm.DANGER
        assert queue["name"] in back.changes[0].title
        await apply(home.session, back)


async def test_entries_that_were_picked_are_undone_without_the_others_of_their_plan(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        keys = sorted(await home.keys("call-queues"))[:3]
        before = [(await home.get("call-queues", key))["name"] for key in keys]
        plans = [await plan_update(home.session, "call-queues", key, {"name": f"New {key[:4]}"}) for key in keys]
        await apply(home.session, merge(plans))
        picked = [each.id for each in await home.journal.entries() if each.about.object in keys[:2]]
        seen: list[tuple[int, int]] = []
        back = await plan_undo_some(home.session, picked, on_read=lambda *far: seen.append(far))
        assert ({each.key for each in back.active}, seen) == (set(keys[:2]), [(1, 2), (2, 2)])
        await apply(home.session, back)
        names = [(await home.get("call-queues", key))["name"] for key in keys]
        assert names == [*before[:2], f"New {keys[2][:4]}"]
        with pytest.raises(NotFound):
            await plan_undo_some(home.session, ["nowhere"])
        with pytest.raises(Conflict, match="nothing to undo"):
            await plan_undo_some(home.session, picked)
