"""Tasks that make an object and go on with its key: the joiner, the common-area phone, the phone swap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.services.changes.house import House, house
from tests.unit.services.tasks.house import carried_out, free_number, operations, undone
from ztui.core.errors import Conflict, Invalid
from ztui.services.changes.applying import apply
from ztui.services.tasks.registry import task_named
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from pathlib import Path

JOINER, AREA, SWAP = map(task_named, ("joiner", "common-area", "phone-swap"))


async def joining(home: House, **more: Any) -> dict[str, Any]:
    """Give what a joiner at a site needs."""
    address = next(each for each in await home.rows("emergency-addresses") if each["site"]["name"] == "Denver")
    number = await free_number(home)
    queue = (await home.rows("call-queues"))[0]
    return {
        "email": "new@acme.example",
        "site": "Denver",
        "extension": "1042",
        "plans": ["200"],
        "numbers": [number["number"]],
        "queues": [queue["id"]],
        "address": address["id"],
    } | more


async def test_a_joiner_is_added_and_is_in_the_queues_with_the_number(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        given = await joining(home)
        run = await carried_out(home, JOINER, **given)
        assert operations(run) == ["batchAddUsers", "addMembersToCallQueue", "updateUserProfile"]
        (user,) = [each for each in await home.rows("users") if each["email"] == "new@acme.example"]
        full = await home.get("users", user["id"])
        assert run.results[0].key == user["id"]
        assert (str(full["extension_number"]), full["emergency_address"]["id"]) == ("8011042", given["address"])
        assert [each["number"] for each in full["phone_numbers"]] == given["numbers"]
        members = (await home.get("call-queues", given["queues"][0]))["members"]["users"]
        assert user["id"] in {each["id"] for each in members}
        final = await undone(home, run)
        assert "Give Zoom Phone to new@acme.example" in final
        members = (await home.get("call-queues", given["queues"][0]))["members"]["users"]
        assert user["id"] not in {each["id"] for each in members}


async def test_a_joiner_without_an_answer_is_found_by_the_email_and_gets_the_rest(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        given = await joining(home)
        plan = await JOINER.plan(home.session, given)
        home.wire.strike = lambda method, path: "late" if path.endswith("/users/batch") else ""
        run = await apply(home.session, plan)
        assert run.results[0].outcome is Outcome.DONE
        assert {each.exit_code for each in run.results} == {0}
        assert sum(count for (_, path, _), count in home.wire.done.items() if path.endswith("/users/batch")) == 1


async def test_what_stands_in_the_way_of_a_joiner_is_said_before(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        there = (await home.rows("users"))[0]
        taken = str((await home.rows("users"))[1]["extension_number"])[3:]
        other = next(each for each in await home.rows("emergency-addresses") if each["site"]["name"] != "Denver")
        owned = [each for each in await home.rows("numbers") if each["assigned_list"]][1]
        given = await joining(home, extension=taken, plans=["999"], address=other["id"], numbers=[owned["number"]])
        findings = await JOINER.find(home.session, given)
        said = " ".join(findings.cannot)
        assert all(each in said for each in ("is taken by", "no calling plan 999", "another site", "has an owner"))
        with pytest.raises(Conflict, match="has Zoom Phone already"):
            await JOINER.find(home.session, given | {"email": there["email"]})
        with pytest.raises(Invalid, match="Extension"):
            await JOINER.find(home.session, {"email": "x@acme.example", "site": "Denver", "extension": "abc",
                                             "plans": ["200"]})  # fmt: skip


async def test_a_common_area_gets_plan_number_pin_and_code(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        number = await free_number(home)
        given = {"name": "Lobby", "site": "Denver", "plans": ["100"], "numbers": [number["id"]], "pin": "719402"}
        run = await carried_out(home, AREA, **given)
        (area,) = [each for each in await home.rows("common-areas") if each["display_name"] == "Lobby"]
        full = await home.get("common-areas", area["id"])
        assert [each["id"] for each in full["phone_numbers"]] == [number["id"]]
        assert [each["type"] for each in full["calling_plans"]] == [100]
        assert area["id"] in {each["common_area_id"] for each in await home.rows("activation-codes")}
        entries = await home.journal.entries()
        assert not any("719402" in repr(each) for each in entries)
        assert set(await undone(home, run)) == {"Lobby: PIN", "Lobby: activation code"}
        assert not [each for each in await home.rows("common-areas") if each["display_name"] == "Lobby"]


async def test_a_common_area_that_is_refused_leaves_the_number_free(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        number = await free_number(home)
        plan = await AREA.plan(home.session, {"name": "Lobby", "site": "Denver", "numbers": [number["id"]]})
        assert "‹new common area›" in plan.changes[1].request.path.values()
        home.wire.strike = lambda method, path: "500" if (method, path[-13:]) == ("POST", "/common_areas") else ""
        run = await apply(home.session, plan)
        assert [each.outcome for each in run.results] == [Outcome.FAILED, *[Outcome.SKIPPED] * (len(run.results) - 1)]
        assert (await home.get("numbers", number["id"])).get("assigned_list", []) == []


async def test_another_phone_rings_for_the_same_people_and_the_old_one_is_gone(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        old = next(each for each in await home.rows("devices") if each.get("assignees"))
        findings = await SWAP.find(home.session, {"device": old["id"], "mac": "80:5E:C0:11:22:33"})
        assert any(old["assignees"][0]["name"] in each for each in findings.found)
        await carried_out(home, SWAP, device=old["id"], mac="80:5E:C0:11:22:33")
        devices = {each["mac_address"]: each for each in await home.rows("devices")}
        assert old["mac_address"] not in devices
        (new,) = [each for mac, each in devices.items() if mac == "80-5e-c0-11-22-33"]
        assert [each["extension_id"] for each in new["assignees"]] == [
            each["extension_id"] for each in old["assignees"]
        ]


async def test_the_old_phone_stays_where_a_step_before_fails_or_it_is_kept(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        old = next(each for each in await home.rows("devices") if each.get("assignees"))
        given = {"device": old["id"], "mac": "805ec0112233"}
        assert "deleteADevice" not in {
            each.request.operation_id for each in (await SWAP.plan(home.session, given | {"keep": True})).changes
        }
        plan = await SWAP.plan(home.session, given)
        home.wire.strike = lambda method, path: "500" if (method, path[-11:]) == ("POST", "/extensions") else ""
        run = await apply(home.session, plan)
        assert run.results[-1].change.request.operation_id == "deleteADevice"
        assert run.results[-1].outcome is Outcome.SKIPPED
        assert old["id"] in {each["id"] for each in await home.rows("devices")}


@pytest.mark.parametrize("mac", ["80:5e:c0:11:22", "not a mac", "80-5e-c0-11-22-3g"])
async def test_a_mac_address_that_is_none_is_refused(tmp_path: Path, mac: str) -> None:
    async with house(tmp_path) as home:
        with pytest.raises(Invalid, match="MAC"):
            await SWAP.find(home.session, {"device": (await home.keys("devices"))[0], "mac": mac})
