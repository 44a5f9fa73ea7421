"""What a messy simulator has planted is what the check finds, and nothing else."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.unit.services.changes.house import house
from ztui.services.calls.sync import Sync
from ztui.services.calls.windows import second_of
from ztui.services.changes.wording import undo_words
from ztui.services.checks.mending import plan_mending
from ztui.services.checks.rules import RULES, rule_named
from ztui.services.checks.running import check

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.unit.services.changes.house import House
    from ztui.services.checks.report import Report

WORLD = {"users": "300", "queues": "34", "sites": "4", "numbers": "900", "calls": "60000", "accounts": "0"}

RULE_OF = {
    "queue without members": "queue-empty",
    "queue with one member": "queue-single",
    "queue with nobody opted in": "queue-opted-out",
    "closed hours lead nowhere": "leads-nowhere",
    "key of a menu leads nowhere": "key-nowhere",
    "routing loop": "routing-loop",
    "extension clash": "extension-clash",
    "extension shadows N11": "extension-n11",
    "deleted greeting": "audio-gone",
    "deactivated user holds a number": "inactive-number",
    "deactivated user holds a calling plan": "inactive-plan",
    "site without emergency address": "emergency-missing",
    "emergency address needs an update": "emergency-update",
    "SIP group without trunk": "group-no-trunk",
    "trunk that only fails": "trunk-failing",
    "caller ID not owned": "caller-id",
    "device offline": "device-offline",
    "unassigned numbers": "unassigned-numbers",
}
"""The rule that finds a fault of the simulator."""

DAY = 24 * 3600


async def sync_calls(made: House) -> None:
    """Store the calls of the last day."""
    now = second_of(made.session.clock.now())
    work = Sync(made.session.client, made.session.calls, made.session.clock, (now - DAY, now))
    await work.look()
    await work.run()
    await work.close()


def found_by(report: Report) -> set[tuple[str, str, str]]:
    return {(each.rule, each.resource, each.key or each.part) for each in report.findings}


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_it_finds_what_was_planted_and_nothing_else(
    seed: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    async with house(tmp_path, world={**WORLD, "seed": str(seed), "messy": "on"}) as made:
        await sync_calls(made)
        planted = {
            (RULE_OF[each["fault"]], each["resource"], each["id"]) for each in made.box.engine.world.state()["planted"]
        }
        report = await check(made.session, RULES)
        off = {each for each in planted if each[0] == "device-offline"}
        for rule, count in Counter(rule for rule, _, _ in planted).items():
            record_property(f"figure planted and found: {rule}", count)

        assert {rule for rule, _, _ in planted} == {each.id for each in RULES}
        assert found_by(report) == planted - off
        lacking = {each.rule.id: each.lacks for each in report.judged if each.lacks}
        assert set(lacking) == {"device-offline", "trunk-failing"}
        assert "(no calls)" in lacking["trunk-failing"][0]  # nobody knows of an idle trunk

        # A phone that is off at two checks with a week between them is off.
        made.clock.passed += 8 * DAY
        later = await check(made.session, [each for each in RULES if each.id == "device-offline"])
        assert found_by(later) == off


async def test_a_clean_world_has_only_unassigned_numbers(tmp_path: Path) -> None:
    async with house(tmp_path, world=WORLD) as made:
        await sync_calls(made)
        report = await check(made.session, RULES)
        assert {each.rule for each in report.findings} == {"unassigned-numbers"}


async def test_a_trunk_of_few_calls_is_not_taken_for_fine(tmp_path: Path) -> None:
    few = {"users": "20", "queues": "4", "sites": "1", "numbers": "40", "calls": "60", "accounts": "0"}
    async with house(tmp_path, world=few) as made:
        await sync_calls(made)
        (judged,) = (await check(made.session, [rule_named("trunk-failing")])).judged
        (lack,) = judged.lacks
        assert lack.startswith("Calls through trunks: too few in a day to tell: ")


async def test_what_leads_to_the_gone_is_mended_for_good(tmp_path: Path) -> None:
    world = {**WORLD, "users": "120", "calls": "0", "seed": "1", "messy": "on"}
    async with house(tmp_path, world=world) as made:
        rules = [rule_named("leads-nowhere"), rule_named("inactive-number")]
        findings = (await check(made.session, rules)).findings
        gone = next(each for each in findings if "is gone" in each.says and each.mend is not None)
        plan = await plan_mending(made.session, [gone])
        assert {undo_words(each)[0] for each in plan.changes} == {"cannot be undone: what it led to is gone"}
        assert "It cannot be undone: what it led to is gone." in plan.says
        held = next(each for each in findings if each.rule == "inactive-number")
        assert all(undo_words(each)[1] for each in (await plan_mending(made.session, [held])).changes)
