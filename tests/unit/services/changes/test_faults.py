from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.unit.services.changes.house import AFTER, BEFORE, House, Killed, house
from ztui.core.errors import ZtuiError
from ztui.services.changes.acting import plan_action
from ztui.services.changes.applying import apply
from ztui.services.changes.creating import plan_create
from ztui.services.changes.model import merge
from ztui.services.changes.recovery import look_up, unfinished
from ztui.services.changes.removing import plan_delete
from ztui.services.changes.undoing import plan_undo
from ztui.services.changes.updating import plan_update
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from ztui.services.changes.model import Plan

Step = tuple[str, int, int]

STEPS = st.lists(
    st.tuples(st.sampled_from(["rename", "order", "add", "remove", "create", "delete"]), st.integers(0, 3),
              st.integers(0, 5)),
    min_size=1, max_size=5,
)  # fmt: skip
UNDOABLE = st.lists(
    st.tuples(st.sampled_from(["rename", "order", "add", "remove"]), st.integers(0, 3), st.integers(0, 5)),
    min_size=1, max_size=5,
)  # fmt: skip
FAULTS = st.dictionaries(st.integers(0, 25), st.sampled_from([*BEFORE, *AFTER]), max_size=6)

PATIENT = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # examples are small, and a run of one takes a while
)


async def planned(home: House, steps: list[Step]) -> Plan | None:
    """Plan the steps that the account allows, each on what is there now."""
    queues = sorted(await home.keys("call-queues"))
    users = sorted(await home.keys("users"))
    plans = []
    for place, (kind, which, other) in enumerate(steps):
        queue = queues[which % len(queues)]
        try:
            plans.append(await one(home, kind, queue, users[other % len(users)], place))
        except ZtuiError:
            continue
    return merge(plans) if plans else None


async def one(home: House, kind: str, queue: str, user: str, place: int) -> Plan:
    session = home.session
    match kind:
        case "rename":
            return await plan_update(session, "call-queues", queue, {"name": f"Renamed {place}"})
        case "order":
            return await plan_update(session, "call-queues", queue, {"cost_center": f"CC {place}", "department": "D"})
        case "add":
            return await plan_action(session, "call-queues", "add-members", [queue], {"users": [user]})
        case "remove":
            members = (await home.get("call-queues", queue))["members"]["users"]
            given = {"users": [members[place % len(members)]["id"]] if members else [user]}
            return await plan_action(session, "call-queues", "remove-member", [queue], given)
        case "create":
            site = (await home.get("call-queues", queue))["site"]["id"]
            return await plan_create(session, "call-queues", {"name": f"New {place}", "site_id": site})
        case _:
            return await plan_delete(session, "call-queues", [queue])


async def scenario(folder: Path, steps: list[Step], faults: dict[int, str]) -> None:
    async with house(folder) as home:
        plan = await planned(home, steps)
        if plan is None:
            return
        home.wire.break_from_now(faults)
        results: dict[str, Any] = {}
        try:
            run = await apply(home.session, plan, on_result=lambda each: results.update({each.change.id: each}))
        except BaseExceptionGroup as ended:
            if ended.subgroup(Killed) is None:
                raise
        else:
            assert len(run.results) == len(plan.active)
        home.wire.break_from_now({})
        await home.wire.settled()
        for entry in await unfinished(home.session):
            await look_up(home.session, entry)
        entries = await home.journal.entries()
        assert not [each for each in entries if each.outcome is None]
        for entry in entries:
            done = home.wire.done_for[entry.id]
            assert done <= 1, (entry, faults)
            if entry.outcome is not Outcome.UNKNOWN:
                assert done == int(entry.outcome is Outcome.DONE), (entry, faults)
        assert home.wire.done_for.keys() <= {each.id for each in entries}
        for each in results.values():
            if each.outcome in (Outcome.CONFLICT, Outcome.SKIPPED) and not each.journal_id:
                assert each.said


@PATIENT
@given(STEPS, FAULTS)
def test_each_change_is_done_once_or_said_not_to_be_or_to_be_unknown(steps: list[Step], faults: dict[int, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(scenario(Path(folder), steps, faults))


async def there_and_back(folder: Path, steps: list[Step]) -> None:
    async with house(folder) as home:
        before = await home.state()
        for step in steps:
            plan = await planned(home, [step])
            if plan is not None and plan.active:
                run = await apply(home.session, plan)
                assert {each.outcome for each in run.results} <= {Outcome.DONE, Outcome.SKIPPED}
        entries = await home.journal.entries()
        for entry in entries:
            if entry.outcome is not Outcome.DONE:
                continue
            run = await apply(home.session, await plan_undo(home.session, entry.id))
            assert [each.outcome for each in run.results] == [Outcome.DONE]
        assert await home.state() == before
        after = {each.id: each for each in await home.journal.entries(limit=1000)}
        assert all(after[each.id].undone_by for each in entries)


@PATIENT
@given(UNDOABLE)
def test_what_is_done_and_undone_leaves_the_account_as_it_was(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(there_and_back(Path(folder), steps))
