from __future__ import annotations

import asyncio
import json
import stat
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.unit.services.changes.house import House, Killed, house, over
from ztui.core.errors import NotFound, StoreError
from ztui.services.bulk.cut import cut_runs, leave, resume_plan
from ztui.services.changes.applying import apply
from ztui.services.changes.creating import plan_create
from ztui.services.changes.model import merge
from ztui.services.changes.updating import plan_update
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from ztui.services.changes.model import Plan


async def renaming(home: House, count: int = 4) -> Plan:
    keys = sorted(await home.keys("call-queues"))[:count]
    plans = [await plan_update(home.session, "call-queues", key, {"name": f"New {n}"}) for n, key in enumerate(keys)]
    plans += [await plan_update(home.session, "call-queues", key, {"cost_center": f"CC {key}"}) for key in keys]
    return replace(merge(plans), reason="ticket 7")


async def first_of(home: House, plan: Plan) -> None:
    """Carry out the first change of a plan, and stop it."""
    stop = asyncio.Event()
    await apply(home.session, plan, stop=stop, on_result=lambda _: stop.set())


async def names(home: House) -> list[str]:
    return [(await home.get("call-queues", key))["name"] for key in sorted(await home.keys("call-queues"))]


async def test_a_run_that_comes_to_its_end_leaves_nothing_behind(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        await apply(home.session, await renaming(home))
        assert await cut_runs(home.session) == []
        assert not list((home.session.folders.state / "runs").rglob("*.json"))


async def test_what_is_to_be_sent_is_on_disk_before_and_private(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        plan = await renaming(home)
        seen: list[tuple[int, int, int]] = []

        def look(_: object) -> None:
            for path in (home.session.folders.state / "runs").rglob("*.json"):
                data = json.loads(path.read_text())
                seen.append(
                    (len(data["changes"]), stat.S_IMODE(path.stat().st_mode), path.parent.stat().st_mode & 0o77)
                )

        await apply(home.session, plan, on_result=look)
        assert seen[0] == (8, 0o600, 0)


async def test_a_stopped_run_is_offered_and_resumed_with_what_was_never_sent(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        plan = await renaming(home)
        before = await names(home)
        stop = asyncio.Event()
        stop.set()
        assert (await apply(home.session, plan, stop=stop)).stopped
        (cut,) = await cut_runs(home.session)
        assert (cut.id, cut.total, cut.left, cut.unknown, cut.reason) == (plan.id, 8, 8, 0, "ticket 7")
        assert await names(home) == before
        again = await resume_plan(home.session, cut.id[:8])
        assert (again.id, again.reason, len(again.changes)) == (plan.id, "ticket 7", 8)
        run = await apply(home.session, again)
        assert run.counts == {Outcome.DONE: 8}
        assert await names(home) == [f"New {n}" for n in range(4)]
        assert await cut_runs(home.session) == []


async def test_of_changes_that_are_alike_none_is_lost_when_a_run_is_cut_twice(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        site = (await home.rows("call-queues"))[0]["site"]["id"]
        twin = await plan_create(home.session, "call-queues", {"name": "Twin", "site_id": site})
        plan = merge([twin] * 4)
        for left in (3, 2, 1):
            await first_of(home, plan)
            (cut,) = await cut_runs(home.session)
            assert cut.left == left
            plan = await resume_plan(home.session, cut.id)
        await apply(home.session, plan)
        assert [each["name"] for each in await home.rows("call-queues")].count("Twin") == 4


@pytest.mark.parametrize("fault", ["kill", "kill-done"])
async def test_a_killed_run_is_resumed_and_nothing_is_done_twice(tmp_path: Path, fault: str) -> None:
    async with house(tmp_path) as home:
        plan = await renaming(home)
        writes: list[str] = []

        def strike(method: str, path: str) -> str:
            if method == "GET":
                return ""
            writes.append(path)
            return fault if len(writes) == 2 else ""

        home.wire.strike = strike
        with pytest.raises(BaseExceptionGroup) as caught:
            await apply(home.session, plan)
        assert caught.group_contains(Killed)
        home.wire.strike = lambda method, path: ""
        await home.wire.settled()
        async with over(home.box, home.clock, tmp_path, wire=home.wire) as later:
            (cut,) = await cut_runs(later.session)
            assert 0 < cut.left < 8
            again = await resume_plan(later.session, cut.id)
            assert "never sent" in again.says[0]
            run = await apply(later.session, again)
            assert run.exit_code == 0
            assert await cut_runs(later.session) == []
            done = [count for (method, _, _), count in home.wire.done.items() if method == "PATCH"]
            assert set(done) == {1}
            assert len(done) == 8
            assert await names(later) == [f"New {n}" for n in range(4)]


async def test_what_is_left_is_forgotten(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        plan = await renaming(home)
        stop = asyncio.Event()
        stop.set()
        await apply(home.session, plan, stop=stop)
        await leave(home.session, plan.id)
        assert await cut_runs(home.session) == []
        with pytest.raises(NotFound):
            await resume_plan(home.session, plan.id)


async def test_nothing_is_sent_where_the_plan_cannot_be_kept(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        plan = await renaming(home)
        folder = home.session.folders.state
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "runs").write_text("in the way")
        with pytest.raises((StoreError, Exception), match="Cannot"):
            await apply(home.session, plan)
        assert not home.wire.done


async def test_other_accounts_and_damaged_files_are_passed_over(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        plan = await renaming(home)
        stop = asyncio.Event()
        stop.set()
        await apply(home.session, plan, stop=stop)
        (path,) = (home.session.folders.state / "runs").rglob("*.json")
        path.with_name("broken-12.json").write_text("{")
        data = json.loads(path.read_text())
        path.with_name("other-123.json").write_text(json.dumps({**data, "id": "other-123", "account": "elsewhere"}))
        assert [each.id for each in await cut_runs(home.session)] == [plan.id]


async def test_a_resumed_run_counts_what_was_never_sent_apart_from_what_did_not_arrive(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        plan = await renaming(home)
        writes: list[str] = []

        def strike(method: str, path: str) -> str:
            if method == "GET":
                return ""
            writes.append(path)
            return "kill" if len(writes) == 4 else ""

        home.wire.strike = strike
        with pytest.raises(BaseExceptionGroup):
            await apply(home.session, plan)
        home.wire.strike = lambda method, path: ""
        await home.wire.settled()
        done = len(home.wire.done)
        async with over(home.box, home.clock, tmp_path, wire=home.wire) as later:
            (cut,) = await cut_runs(later.session)
            again = await resume_plan(later.session, cut.id)
            sent = 8 - done - len(again.changes)
            assert not sent
            assert again.says[0].startswith(f"Resumes a run of 8 changes: {done} were done, {8 - done} are left (")
            lost = int(again.says[0].partition(", ")[2].partition(" did not arrive")[0].rpartition(", ")[2] or 0)
            assert lost == len([each for each in again.says if "not applied" in each]) > 0
