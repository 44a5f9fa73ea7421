"""A snapshot, ten changes by the services, another snapshot: exactly ten differences."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.unit.services.changes.house import house
from ztui.core.errors import ConfigError
from ztui.services.changes.acting import plan_action
from ztui.services.changes.applying import apply
from ztui.services.changes.creating import plan_create
from ztui.services.changes.removing import plan_delete
from ztui.services.changes.updating import plan_update
from ztui.services.snapshots.blaming import who_by_journal, who_by_log
from ztui.services.snapshots.differing import ADDED, CHANGED, GONE, compare
from ztui.services.snapshots.taking import take
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from collections.abc import Awaitable
    from pathlib import Path

    from tests.unit.services.changes.house import House
    from ztui.services.changes.model import Plan

WORLD = {"users": "40", "queues": "6", "sites": "2", "numbers": "120", "calls": "0", "accounts": "0"}
NOW = timedelta(0)


async def do(made: House, plan: Awaitable[Plan]) -> None:
    run = await apply(made.session, await plan)
    assert {each.outcome for each in run.results} == {Outcome.DONE}


async def test_ten_changes_are_ten_differences(tmp_path: Path) -> None:
    async with house(tmp_path, world=WORLD) as made:
        session = made.session
        before = await take(session, fresh_for=NOW)
        assert all(each.complete for each in before.parts.values())
        queues = sorted((await made.rows("call-queues")), key=lambda each: each["extension_number"])
        users = [each for each in await made.rows("users") if each["status"] == "activate"]
        free = [
            each
            for each in await made.rows("numbers")
            if not each.get("assigned_list")
            and each["allocated_product"] == "ZOOM_PHONE"
            and each["status"] == "Normal"
        ]
        first, second, third = (each["id"] for each in queues[:3])
        there = {each["id"] for each in (await made.get("call-queues", first))["members"]["users"]}
        other = next(each["id"] for each in users if each["id"] not in there)
        device = (await made.rows("devices"))[0]["id"]
        below = (("extensionId", queues[1]["extension_id"]),)
        await do(made, plan_update(session, "call-queues", first, {"name": "Renamed"}))
        await do(made, plan_update(session, "call-queues", second, {"department": "Anders"}))
        await do(made, plan_action(session, "call-queues", "add-members", [first], {"users": [other]}))
        await do(made, plan_update(session, "call-handling", "business_hours+call_handling+", parents=below,
                                   values={"settings.max_call_in_queue": 3}))  # fmt: skip
        await do(made, plan_action(session, "numbers", "assign-to-queue", [free[0]["id"]], {"owner": third}))
        await do(made, plan_update(session, "numbers", free[1]["id"], {"display_name": "Fair"}))
        await do(made, plan_update(session, "devices", device, {"display_name": "Lobby phone"}))
        await do(made, plan_action(session, "users", "deactivate", [users[0]["id"]]))
        await do(
            made, plan_create(session, "external-contacts", {"name": "Courier", "phone_numbers": ["+14155550123"]})
        )
        contact = next(each for each in await made.rows("external-contacts") if each["name"] != "Courier")
        await do(made, plan_delete(session, "external-contacts", [contact["external_contact_id"]]))

        after = await take(session, fresh_for=NOW)
        found = compare(before, after)
        names = {each["id"]: each["name"] for each in users}
        told = [(each.resource, each.kind, each.field) for each in found.differences]
        routing = "business hours > max call in queue"
        assert sorted(told) == sorted(
            [
                ("call-queues", CHANGED, "name"),
                ("call-queues", CHANGED, "department"),
                ("call-queues", CHANGED, routing),
                ("call-queues", ADDED, f"members > users > {names[other]}"),
                ("devices", CHANGED, "display name"),
                ("external-contacts", ADDED, ""),
                ("external-contacts", GONE, ""),
                ("numbers", ADDED, f"assigned list > {queues[2]['name']}"),
                ("numbers", ADDED, "display name"),
                ("users", CHANGED, "status"),
            ]
        )
        assert not found.lacks
        named = next(each for each in found.differences if each.field == "name")
        assert (named.name, named.before, named.after) == ("Renamed", queues[0]["name"], "Renamed")
        assert compare(after, after).differences == ()


async def test_the_journal_knows_who_and_the_operation_log_probably_does(tmp_path: Path) -> None:
    async with house(tmp_path, world=WORLD) as made:
        session = made.session
        before = await take(session, fresh_for=NOW)
        key = (await made.keys("call-queues"))[0]
        await do(made, plan_update(session, "call-queues", key, {"department": "Anders"}))
        found = compare(before, await take(session, fresh_for=NOW))
        (certain,) = (await who_by_journal(session, found)).differences
        assert certain.who
        assert not certain.who.startswith("probably")
        (likely,) = (await who_by_log(session, found)).differences
        assert likely.who.startswith("probably ")
        both = await who_by_log(session, await who_by_journal(session, found))
        assert both.differences == (certain,)
        with pytest.raises(ConfigError, match="month"):
            await who_by_log(session, replace(found, before=replace(before, taken_at=datetime(2026, 1, 1, tzinfo=UTC))))


async def test_who_is_named_for_the_field_and_the_value_that_they_wrote_alone(tmp_path: Path) -> None:
    async with house(tmp_path, world=WORLD) as made:
        session = made.session
        before = await take(session, fresh_for=NOW)
        first, second = (await made.keys("call-queues"))[:2]
        user = next(each["id"] for each in await made.rows("users") if each["status"] == "activate")
        await do(made, plan_update(session, "call-queues", first, {"name": "Ours"}))
        await do(made, plan_update(session, "call-queues", second, {"name": "Kept"}))
        await do(made, plan_action(session, "call-queues", "add-members", [first], {"users": [user]}))
        after = await take(session, fresh_for=NOW)
        queues = {key: dict(row) for key, row in after.objects["call-queues"].items()}
        queues[first]["name"] = "Portal"
        queues[second]["department"] = "Kept elsewhere"
        users = {key: dict(row) for key, row in after.objects["users"].items()}
        users[user]["department"] = "Elsewhere"
        changed = replace(after, objects={**after.objects, "call-queues": queues, "users": users})
        named = (await who_by_journal(session, compare(before, changed))).differences
        who = {(each.key, each.path[0], each.kind): bool(each.who) for each in named}
        assert who == {
            (first, "name", CHANGED): False,
            (second, "name", CHANGED): True,
            (second, "department", CHANGED): False,
            (first, "members", ADDED): True,
            (user, "department", CHANGED): False,
        }


async def test_who_deleted_a_queue_took_its_numbers_away(tmp_path: Path) -> None:
    async with house(tmp_path, world=WORLD) as made:
        session = made.session
        held = next(each for each in await made.rows("call-queues") if each.get("phone_numbers"))
        before = await take(session, fresh_for=NOW)
        await do(made, plan_delete(session, "call-queues", [held["id"]]))
        found = (await who_by_journal(session, compare(before, await take(session)))).differences
        told = {(each.resource, each.kind, bool(each.who)) for each in found}
        assert {("call-queues", GONE, True), ("numbers", GONE, True)} <= told
        assert not [each for each in told if not each[2]]
