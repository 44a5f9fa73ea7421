"""Changes that wait for others: for their outcome, and for the key of what they make."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.services.changes.house import House, Killed, house
from ztui.core.errors import ConfigError
from ztui.services.changes.acting import plan_action
from ztui.services.changes.applying import apply
from ztui.services.changes.creating import plan_create
from ztui.services.changes.later import new_one, switched
from ztui.services.changes.model import Plan, merge
from ztui.services.changes.recovery import look_up, unfinished
from ztui.services.changes.undoing import plan_undo
from ztui.services.changes.updating import plan_update
from ztui.services.changes.writing import carry_out
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from pathlib import Path

NEW = new_one("common area")


async def lobby(home: House) -> Plan:
    """Plan a common area and a number for it."""
    site = (await home.keys("sites"))[0]
    number = next(each["id"] for each in await home.rows("numbers") if each["assigned_list"])
    await apply(home.session, await plan_action(home.session, "numbers", "unassign", [number]))
    made = await plan_create(home.session, "common-areas", {"display_name": "Lobby", "site_id": site})
    given = await plan_action(
        home.session, "common-areas", "add-numbers", [NEW], {"numbers": [number]}, new={NEW: {"display_name": "Lobby"}}
    )
    after = [replace(each, stand_ins=((NEW, made.changes[0].id),)) for each in given.changes]
    both = replace(made, changes=(*made.changes, *(replace(each, id="number") for each in after)))
    return merge([await renamed(home), both])


async def renamed(home: House) -> Plan:
    return await plan_update(home.session, "call-queues", (await home.keys("call-queues"))[0], {"name": "New"})


async def areas(home: House) -> list[dict[str, Any]]:
    return [each for each in await home.rows("common-areas") if each["display_name"] == "Lobby"]


async def test_the_key_of_what_was_made_takes_the_place_of_its_stand_in(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        plan = await lobby(home)
        assert (plan.changes[2].stand_ins, plan.changes[2].request.path) == (((NEW, "2"),), {"commonAreaId": NEW})
        run = await apply(home.session, plan)
        assert [each.outcome for each in run.results] == [Outcome.DONE] * 3
        (area,) = await areas(home)
        assert [each["id"] for each in (await home.get("common-areas", area["id"]))["phone_numbers"]]
        entries = await home.journal.entries()
        (noted,) = [each for each in entries if each.intent.operation_id == "assignPhoneNumbersToCommonArea"]
        assert (noted.about.object, noted.plan["path"]) == (area["id"], {"commonAreaId": area["id"]})
        assert not any("‹" in repr(each) for each in entries)
        undone = await apply(home.session, await plan_undo(home.session, noted.id))
        assert undone.exit_code == 0
        assert not (await home.get("common-areas", area["id"])).get("phone_numbers")


@pytest.mark.parametrize("fault", ["late", "hang"])
async def test_an_object_that_is_not_known_to_be_there_stops_what_comes_after_it(tmp_path: Path, fault: str) -> None:
    def strike(method: str, path: str) -> str:
        return fault if method == "POST" and path.endswith("/common_areas") else ""

    async with house(tmp_path, lag=3600) as home:
        plan = await lobby(home)
        home.wire.strike = strike
        run = await apply(home.session, plan)
        await home.wire.settled()
        assert [each.outcome for each in run.results] == [Outcome.DONE, Outcome.UNKNOWN, Outcome.SKIPPED]
        assert "is unknown" in run.results[2].said
        assert run.exit_code == 5
        assert not any(path.endswith("phone_numbers") for _, path, _ in home.wire.done)


async def test_an_object_that_was_made_without_an_answer_is_found_and_gets_the_rest(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        plan = await lobby(home)
        home.wire.strike = lambda method, path: "late" if (method, path[-13:]) == ("POST", "/common_areas") else ""
        run = await apply(home.session, plan)
        assert [each.outcome for each in run.results] == [Outcome.DONE] * 3
        assert run.results[2].key == (await areas(home))[0]["id"]


async def test_a_failed_change_stops_those_that_need_it_and_no_others(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queues = await home.keys("call-queues")
        first, second, third = [
            await plan_update(home.session, "call-queues", key, {"name": name})
            for key, name in zip(queues, ("One", "Two", "Three"), strict=False)
        ]
        plan = merge([first, second, third])
        plan = replace(plan, changes=(*plan.changes[:2], replace(plan.changes[2], needs=("1",))))
        await apply(home.session, await plan_update(home.session, "call-queues", queues[0], {"name": "Theirs"}))
        run = await apply(home.session, plan)
        assert [each.outcome for each in run.results] == [Outcome.CONFLICT, Outcome.DONE, Outcome.SKIPPED]
        assert "which is conflict" in run.results[2].said
        without = switched(plan, ["1"], on=False)
        assert [each.outcome for each in (await apply(home.session, without)).results][-1] is Outcome.DONE


async def test_what_is_so_already_holds_up_nothing(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        first, second = await home.keys("call-queues"), await renamed(home)
        other = await plan_update(home.session, "call-queues", first[1], {"name": "Other"})
        plan = merge([second, replace(other, changes=(replace(other.changes[0], id="b"),))])
        plan = replace(plan, changes=(plan.changes[0], replace(plan.changes[1], needs=("1",))))
        await apply(home.session, second)
        run = await apply(home.session, plan)
        assert [each.outcome for each in run.results] == [Outcome.SKIPPED, Outcome.DONE]


async def test_switching_off_what_makes_an_object_switches_off_what_is_done_to_it(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        plan = await lobby(home)
        off = switched(plan, ["2"], on=False)
        assert [each.on for each in off.changes] == [True, False, False]
        assert [each.on for each in switched(off, ["3"], on=True).changes] == [True, True, True]
        alone = replace(plan, changes=(plan.changes[0], replace(plan.changes[1], on=False), plan.changes[2]))
        run = await apply(home.session, alone)
        assert [each.outcome for each in run.results] == [Outcome.DONE, Outcome.SKIPPED]
        assert "switched off" in run.results[1].said


async def test_a_plan_that_would_wait_forever_is_refused(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        plan = await renamed(home)
        endless = replace(plan, changes=(replace(plan.changes[0], needs=("9",)),))
        with pytest.raises(ConfigError, match="does not come before"):
            await apply(home.session, endless)


async def test_a_request_with_a_stand_in_is_never_sent(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        plan = await lobby(home)
        done = sum(home.wire.done.values())
        result = await carry_out(home.session, plan, plan.changes[2])
        assert (result.outcome, "yet" in result.said) == (Outcome.SKIPPED, True)
        assert sum(home.wire.done.values()) == done


@pytest.mark.parametrize(("fault", "outcome"), [("kill-done", Outcome.DONE), ("kill", Outcome.FAILED)])
async def test_a_run_that_is_cut_while_it_makes_an_object_sends_nothing_more_and_is_looked_up(
    tmp_path: Path, fault: str, outcome: Outcome
) -> None:
    async with house(tmp_path) as home:
        plan = await lobby(home)
        home.wire.strike = lambda method, path: fault if (method, path[-13:]) == ("POST", "/common_areas") else ""
        with pytest.raises(BaseExceptionGroup) as ended:
            await apply(home.session, plan)
        assert ended.value.subgroup(Killed) is not None
        home.wire.strike = lambda method, path: ""
        assert not any(path.endswith("phone_numbers") and method == "POST" for method, path, _ in home.wire.done)
        left = [each for each in await unfinished(home.session) if each.intent.operation_id == "addCommonArea"]
        result = await look_up(home.session, left[0])
        assert (result.outcome, len(left)) == (outcome, 1)
        assert [each["id"] for each in await areas(home)] == ([result.key] if outcome is Outcome.DONE else [])
