"""What was never sent stays in the run for as long as it may still be: nothing vanishes for a reason that passes."""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.services.bulk.test_cut import names, renaming
from tests.unit.services.changes.house import House, house
from ztui.core.errors import (
    AuthError,
    ConfigError,
    Conflict,
    Invalid,
    NotFound,
    RateLimited,
    ServerError,
    Unreachable,
    ZtuiError,
)
from ztui.resources.model import Confirm
from ztui.services.bulk.cut import cut_runs, resume_plan
from ztui.services.changes.again import plan_retry
from ztui.services.changes.applying import apply
from ztui.services.changes.creating import plan_create
from ztui.services.changes.model import merge
from ztui.services.changes.removing import plan_delete
from ztui.services.changes.unsent import passes
from ztui.services.changes.updating import plan_update
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from ztui.services.changes.model import Plan

FAULTS = ("500", "reset", "429")
Round = tuple[frozenset[int], frozenset[int], str]
"""Queues that cannot be read while it is planned, those that cannot be while it is written, and how."""
ROUNDS = st.lists(
    st.tuples(
        st.frozensets(st.integers(0, 3), max_size=4),
        st.frozensets(st.integers(0, 3), max_size=4),
        st.sampled_from(FAULTS),
    ),
    max_size=3,
)


async def stopped(home: House, plan: Plan) -> None:
    """Carry out a plan that is stopped before its first change."""
    stop = asyncio.Event()
    stop.set()
    await apply(home.session, plan, stop=stop)


def hide(home: House, keys: list[str], fault: str) -> None:
    """Let reading some queues fail from now on."""

    def strike(method: str, path: str) -> str:
        return fault if method == "GET" and any(path.endswith(f"/{key}") for key in keys) else ""

    home.wire.strike = strike


def files(home: House) -> list[Path]:
    return list((home.session.folders.state / "runs").rglob("*.json"))


@pytest.mark.parametrize(
    ("error", "is_passing"),
    [
        *((kind("It is so."), True) for kind in (ServerError, Unreachable, RateLimited, AuthError)),
        *((kind("It is so."), False) for kind in (NotFound, Conflict, Invalid, ConfigError)),
    ],
)
def test_an_error_passes_unless_it_is_about_the_change(error: ZtuiError, is_passing: bool) -> None:
    assert passes(error) is is_passing


@pytest.mark.parametrize("fault", FAULTS)
async def test_what_cannot_be_planned_now_stays_in_the_run(tmp_path: Path, fault: str) -> None:
    async with house(tmp_path) as home:
        plan = await renaming(home)
        keys = sorted(await home.keys("call-queues"))
        await stopped(home, plan)
        hide(home, keys[:1], fault)
        again = await resume_plan(home.session, plan.id)
        assert (len(again.changes), len(again.postponed)) == (6, 2)
        (said,) = (each for each in again.says if each.startswith("Stays for later: "))
        assert said.count("; ") == 1, "a reason is told once"
        hide(home, [], "")
        run = await apply(home.session, again)
        assert (run.counts, len(run.postponed)) == ({Outcome.DONE: 6}, 2)
        (cut,) = await cut_runs(home.session)
        assert (cut.id, cut.left, cut.reason) == (plan.id, 2, "ticket 7")
        run = await apply(home.session, await resume_plan(home.session, cut.id))
        assert (run.counts, run.postponed) == ({Outcome.DONE: 2}, ())
        assert set(home.wire.done.values()) == {1}
        assert not files(home)


async def test_where_nothing_can_be_planned_now_that_is_the_answer_and_the_run_stays(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        plan = await renaming(home)
        await stopped(home, plan)
        home.wire.strike = lambda _method, _path: "reset"
        asked = len(home.wire.asked)
        with pytest.raises(Unreachable):
            await resume_plan(home.session, plan.id)
        assert len(home.wire.asked) - asked < 3 * 6 + 1, "after three in vain nothing more is asked"
        assert [each.left for each in await cut_runs(home.session)] == [8]


async def test_what_is_over_is_left_out_for_good_and_so_is_the_run_with_the_last_of_it(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        keys = sorted(await home.keys("call-queues"))
        plan = merge([await plan_update(home.session, "call-queues", key, {"name": f"N {key}"}) for key in keys[:2]])
        await stopped(home, plan)
        await apply(home.session, await plan_delete(home.session, "call-queues", [keys[0]]))
        await apply(home.session, await plan_update(home.session, "call-queues", keys[1], {"name": f"N {keys[1]}"}))
        again = await resume_plan(home.session, plan.id)
        assert not again.changes
        assert any(each.startswith("Left out: ") for each in again.says)
        assert any("is so already" in each for each in again.says)
        assert not files(home)


async def test_what_was_held_back_while_it_was_written_can_be_resumed_and_the_last_of_it_is_kept(
    tmp_path: Path,
) -> None:
    async with house(tmp_path) as home:
        keys = sorted(await home.keys("call-queues"))[:3]
        plan = merge([await plan_update(home.session, "call-queues", key, {"name": f"N {key}"}) for key in keys])
        hide(home, keys, "reset")
        run = await apply(home.session, plan)
        assert [(each.outcome, each.is_held) for each in run.results] == [(Outcome.SKIPPED, True)] * 3
        assert len(run.postponed) == 3
        for left in (2, 1, 0):
            hide(home, keys[3 - left :] if left else [], "reset")
            again = await resume_plan(home.session, plan.id)
            assert (len(again.changes), len(again.postponed)) == (1, left)
            assert (await apply(home.session, again)).counts == {Outcome.DONE: 1}
            assert sum(each.left for each in await cut_runs(home.session)) == left
        assert not files(home)


async def test_what_waits_for_a_change_that_stays_stays_with_it(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        keys = sorted(await home.keys("call-queues"))
        plan = merge([await plan_update(home.session, "call-queues", key, {"name": f"N {key}"}) for key in keys[:3]])
        first, second, third = plan.changes
        plan = replace(plan, changes=(first, replace(second, needs=(first.id,)), third))
        hide(home, [first.key], "500")
        run = await apply(home.session, plan)
        assert [each.change.key for each in run.results if each.is_held] == [first.key, second.key]
        with pytest.raises(ServerError):
            await resume_plan(home.session, plan.id)
        hide(home, [], "")
        again = await resume_plan(home.session, plan.id)
        assert [(each.key, each.needs) for each in again.changes] == [(first.key, ()), (second.key, ("1",))]


async def test_trying_again_goes_on_with_the_run_so_that_nothing_is_made_twice(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        site = (await home.rows("call-queues"))[0]["site"]["id"]
        new = [await plan_create(home.session, "call-queues", {"name": f"New {n}", "site_id": site}) for n in range(3)]
        plan = replace(merge(new), reason="ticket 7")
        stop = asyncio.Event()
        stop.set()
        run = await apply(home.session, plan, stop=stop)
        results = {each.change.id: each for each in run.results}
        again = await plan_retry(home.session, plan, results, ["1", "3"])
        assert (again.id, again.reason, len(again.changes), len(again.postponed)) == (plan.id, "ticket 7", 2, 1)
        await apply(home.session, again)
        (cut,) = await cut_runs(home.session)
        assert cut.left == 1
        await apply(home.session, await resume_plan(home.session, cut.id))
        made = [each["name"] for each in await home.rows("call-queues") if each["name"].startswith("New ")]
        assert sorted(made) == ["New 0", "New 1", "New 2"]
        assert await cut_runs(home.session) == []


async def test_what_is_resumed_is_confirmed_as_strictly_as_before(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        plan = await plan_delete(home.session, "call-queues", (await home.keys("call-queues"))[:2])
        assert plan.confirm is Confirm.SEVERE
        await stopped(home, plan)
        again = await resume_plan(home.session, plan.id)
        assert (again.confirm, again.phrase) == (plan.confirm, plan.phrase)


async def resumed(folder: Path, rounds: list[Round]) -> None:
    async with house(folder) as home:
        plan = await renaming(home)
        keys = sorted(await home.keys("call-queues"))
        await stopped(home, plan)
        for unplanned, unwritten, fault in rounds:
            hide(home, [keys[place] for place in unplanned], fault)
            with suppress(ZtuiError):
                again = await resume_plan(home.session, plan.id)
                hide(home, [keys[place] for place in unwritten], fault)
                await apply(home.session, again)
            hide(home, [], "")
            left = sum(each.left for each in await cut_runs(home.session))
            assert left + sum(home.wire.done.values()) == 8, "what was not done is still to be"
            if not left:
                break
        else:
            await apply(home.session, await resume_plan(home.session, plan.id))
        assert await names(home) == [f"New {n}" for n in range(4)]
        assert [(await home.get("call-queues", key))["cost_center"] for key in keys] == [f"CC {key}" for key in keys]
        assert set(home.wire.done.values()) == {1}
        assert not files(home)


@settings(max_examples=8, deadline=None)
@given(ROUNDS)
def test_whatever_fails_meanwhile_all_of_a_cut_run_is_done_once(rounds: list[Round]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(resumed(Path(folder), rounds))
