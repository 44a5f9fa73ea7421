"""The leaver: all of a user is found, ends where it should, and every step can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.services.changes.house import House, house
from ztui.core.errors import ConfigError, Invalid, NotFound, UnknownName
from ztui.services.changes.acting import plan_action
from ztui.services.changes.applying import apply
from ztui.services.changes.undoing import plan_undo, why_final
from ztui.services.changes.updating import plan_update
from ztui.services.tasks.belongings import belongings_of
from ztui.services.tasks.leaver import LEAVER
from ztui.services.tasks.reads import Reads
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ztui.services.changes.model import Run


async def busiest(home: House) -> dict[str, Any]:
    """Give a user who has a desk phone, and much else."""
    device = next(each for each in await home.rows("devices") if each.get("assignees"))
    return await home.get("users", device["assignees"][0]["id"])


async def run_of(home: House, **given: Any) -> Run:
    return await apply(home.session, await LEAVER.plan(home.session, given))


async def left(home: House, user: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a user still has, by looking at all there is."""
    has = await belongings_of(Reads(home.session), str(user["id"]))
    return {
        "status": has.user["status"],
        "numbers": has.user.get("phone_numbers") or [],
        "plans": has.user.get("calling_plans") or [],
        "members": [*has.queues, *has.lines, *has.pickups, *has.monitors, *has.monitored, *has.roles],
        "devices": list(has.devices),
        "readers": list(has.readers),
        "leads": [each for each in has.forwards if each.row.get("hours") != "holiday_hours"],
    }


async def heirs(home: House, user: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [each for each in await home.rows("users") if each["id"] != user["id"]]


async def burdened(home: House) -> dict[str, Any]:
    """Give a user to whom a queue overflows, and whose voicemail another one hears."""
    user = await busiest(home)
    queue = (await home.rows("call-queues"))[0]
    other = (await heirs(home, user))[0]
    await apply(
        home.session,
        await plan_update(
            home.session,
            "call-handling",
            "business_hours+call_handling+",
            {"settings.call_not_answer_action": 2, "settings.forward_to_extension_id": user["extension_id"]},
            parents=(("extensionId", queue["extension_id"]),),
        ),
    )
    given = {"user": other["id"]}
    await apply(home.session, await plan_action(home.session, "users", "add-voicemail-access", [user["id"]], given))
    return user


async def test_everything_is_found_and_nothing_is_written(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        user = await burdened(home)
        before = sum(home.wire.done.values())
        asked = len(home.wire.asked)
        findings = await LEAVER.find(home.session, {"user": user["email"]})
        assert sum(home.wire.done.values()) == before
        assert findings.asked <= len(home.wire.asked) - asked <= findings.asked + 2  # who is meant is asked beside
        text = "\n".join(findings.found)
        assert user["email"] in findings.subject
        assert all(
            f"{title}: " in text for title in ("Numbers", "Desk phones", "Gets calls of", "Voicemail is heard by")
        )
        assert any("forward_to" in each for each in (*findings.cannot, *findings.minds))
        assert any("pool" in each for each in findings.minds)


async def test_a_leaver_has_nothing_afterwards_and_the_heir_has_the_numbers(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        user = await burdened(home)
        heir, target = (await heirs(home, user))[:2]
        numbers = {each["id"] for each in user["phone_numbers"]}
        run = await run_of(home, user=user["id"], forward_to=target["email"], numbers_to=heir["email"])
        assert [each.outcome for each in run.results] == [Outcome.DONE] * len(run.results), run.results
        has = await left(home, user)
        manages = {each["name"] for each in has["members"] if "members" in each}
        assert has["status"] == "deactivate"
        assert not any(has[name] for name in ("numbers", "plans", "devices", "readers", "leads"))
        assert all(name in str(run.plan.says) for name in manages)
        given = {each["id"] for each in (await home.get("users", heir["id"]))["phone_numbers"]}
        assert numbers <= given
        hours = [
            each["settings"]["routing"]["forward_to"]["extension_id"]
            for each in await home.rows("call-handling", (("extensionId", user["extension_id"]),))
            if each["sub_setting_type"] == "call_handling" and each["hours"] != "holiday_hours"
        ]
        assert hours == [target["extension_id"]] * 2


async def test_every_step_that_claims_to_be_undone_is(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        user = await burdened(home)
        heir = (await heirs(home, user))[0]
        before = await left(home, user)
        run = await run_of(home, user=user["id"], forward_to=heir["id"], numbers_to=heir["id"])
        for result in reversed(run.results):
            entry = await home.journal.entry(result.journal_id)
            assert entry is not None
            assert why_final(entry) == "", result.change.title
            undone = await apply(home.session, await plan_undo(home.session, result.journal_id))
            assert undone.exit_code == 0, (result.change.title, undone.results)
        after = await left(home, user)
        for each in (before, after):
            each["readers"] = [one["access_user_id"] for one in each["readers"]]  # the access gets a new ID
            each["leads"] = len(each["leads"])
            each["members"] = sorted(one["id"] for one in each["members"])
        assert after == before


async def test_a_key_of_a_menu_that_leads_to_the_user_leads_on(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        user = next(each for each in await home.rows("users") if each["email"].startswith("elena.0003"))
        target = (await heirs(home, user))[0]
        findings = await LEAVER.find(home.session, {"user": user["id"]})
        (lead,) = findings.facts.forwards
        assert "(key 9)" in "\n".join(findings.found)
        without = ["queues", "groups", "plan", "deactivate"]
        run = await run_of(home, user=user["id"], forward_to=target["id"], without=without)
        assert run.exit_code == 0
        menu = (("autoReceptionistId", lead.owner["id"]),)
        (key,) = [each for each in await Reads(home.session).rows("ivr-keys", menu)
                  if each["key"] == lead.row["key"] and each["hours_type"] == lead.row["hours_type"]]  # fmt: skip
        assert key["target"]["extension_id"] == target["extension_id"]


async def test_steps_can_be_left_out_and_failed_ones_keep_the_user_active(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        user = await busiest(home)
        plan = await LEAVER.plan(home.session, {"user": user["id"], "without": ["numbers", "deactivate", "queues"]})
        operations = {each.request.operation_id for each in plan.changes}
        assert not operations & {"UnassignPhoneNumber", "updateUsersPropertiesInBatch", "unassignMemberFromCallQueue"}
        plan = await LEAVER.plan(home.session, {"user": user["id"]})
        home.wire.strike = lambda method, path: "500" if method == "DELETE" and "/phone_numbers/" in path else ""
        run = await apply(home.session, plan)
        outcomes = {each.change.request.operation_id: each.outcome for each in run.results}
        assert outcomes["UnassignPhoneNumber"] is Outcome.FAILED
        assert outcomes["unassignCallingPlan"] is outcomes["updateUsersPropertiesInBatch"] is Outcome.SKIPPED
        assert (await home.get("users", user["id"]))["status"] == "activate"


async def test_a_user_with_little_leaves_too(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        bare = next(each for each in await home.rows("users") if not each["calling_plans"])
        run = await run_of(home, user=bare["extension_number"] and str(bare["extension_number"]))
        assert run.exit_code == 0
        again = await LEAVER.plan(home.session, {"user": bare["id"], "without": ["queues", "groups", "roles"]})
        assert "deactivated already" in str(again.says)
        assert again.active == () or all("Deactivate" not in each.title for each in again.active)


async def test_bad_input_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        user = (await home.rows("users"))[0]
        with pytest.raises(Invalid, match="User is missing"):
            await LEAVER.find(home.session, {})
        with pytest.raises(UnknownName):
            await LEAVER.find(home.session, {"user": user["id"], "heir": "x"})
        with pytest.raises(Invalid, match="must be one of"):
            await LEAVER.find(home.session, {"user": user["id"], "without": ["numbres"]})
        with pytest.raises(NotFound):
            await LEAVER.find(home.session, {"user": "nobody@acme.example"})
        for name in ("numbers_to", "forward_to"):
            with pytest.raises(ConfigError, match="cannot be the heir"):
                await LEAVER.find(home.session, {"user": user["id"], name: user["id"]})
