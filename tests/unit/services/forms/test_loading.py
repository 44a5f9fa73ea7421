"""Sheets of what can be edited, against a simulated Zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.services.changes.house import house
from ztui.core.errors import ConfigError, Conflict, FieldError, Invalid
from ztui.resources.edits.model import Input
from ztui.resources.registry import resource
from ztui.resources.rows import key_of
from ztui.services.changes.applying import apply
from ztui.services.changes.model import UNSET
from ztui.services.changes.updating import plan_update
from ztui.services.forms.loading import sheet_of_action, sheet_of_create, sheet_of_inputs, sheet_of_update
from ztui.services.forms.place import region_of

if TYPE_CHECKING:
    from pathlib import Path


async def test_the_sheet_of_a_queue_has_what_is_there_and_sends_what_was_changed(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        key = (await home.keys("call-queues"))[0]
        before = await home.get("call-queues", key)
        sheet = await sheet_of_update(home.session, "call-queues", key)
        assert sheet.subject == before["name"]
        assert sheet.text("name") == before["name"]
        assert sheet.old("site_id") == before["site"]["name"]
        assert not sheet.is_dirty
        assert sheet.problems == ()
        sheet.type("name", "Front desk")
        assert list(sheet.changed) == ["name"]
        plan = await sheet.plan()
        assert plan.changes[0].request.body == {"name": "Front desk"}
        sheet.type("name", before["name"])
        assert list(sheet.changed) == []
        assert (await sheet.plan()).changes == ()


async def test_what_another_changed_meanwhile_is_told_in_the_plan(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        key = (await home.keys("call-queues"))[0]
        sheet = await sheet_of_update(home.session, "call-queues", key)
        was = sheet.old("name")
        sheet.type("name", "Front desk")
        await apply(home.session, await plan_update(home.session, "call-queues", key, {"name": "Lobby"}))
        plan = await sheet.plan()
        assert f"Name is 'Lobby' now; it was '{was}' when the form was opened." in plan.says
        assert sheet.old("name") == "Lobby"
        assert sheet.text("name") == "Front desk"


@pytest.mark.parametrize(
    ("resource", "values"),
    [
        ("call-queues", {"name": "Night desk", "extension_number": "8950"}),
        ("sites", {"name": "Harbour", "auto_receptionist_name": "Harbour menu"}),
    ],
)
async def test_what_is_missing_is_told_before_anything_is_sent(
    tmp_path: Path, resource: str, values: dict[str, Any]
) -> None:
    async with house(tmp_path) as home:
        sheet = await sheet_of_create(home.session, resource)
        missing = {each.field for each in sheet.problems}
        assert missing == {each.name for each in sheet.fields if each.required}
        for name, value in values.items():
            sheet.type(name, value)
        asked = len(home.wire.asked)
        with pytest.raises(Invalid, match="is missing"):
            await sheet.plan()
        assert len(home.wire.asked) == asked
        assert {name: sheet.text(name) for name in values} == values


async def test_a_new_queue_is_planned_from_what_was_picked_and_typed(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        [site, *_] = await home.rows("sites")
        sheet = await sheet_of_create(home.session, "call-queues", given={"site_id": site["id"]})
        assert sheet.text("site_id") == site["name"]
        assert (sheet.is_dirty, sheet.changed) == (False, ("site_id",))
        sheet.type("name", "Night desk")
        assert (sheet.is_dirty, sheet.changed) == (True, ("name", "site_id"))
        plan = await sheet.plan()
        assert plan.changes[0].request.body == {"name": "Night desk", "site_id": site["id"]}


async def test_the_members_of_a_new_queue_are_picked(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        ann, bo, *_ = await home.rows("users")
        [site, *_] = await home.rows("sites")
        sheet = await sheet_of_create(home.session, "call-queues")
        assert sheet.field("members.users").picks == ("users",)
        sheet.type("name", "Night desk")
        sheet.pick("site_id", [(site["id"], site["name"])])
        sheet.pick("members.users", [(ann["id"], ann["email"])])
        assert sheet.text("members.users") == ann["email"]
        sheet.type("members.users", f"{ann['email']}, {bo['email']}")
        [change] = (await sheet.plan()).changes
        assert change.request.body["members"] == {"users": [{"id": ann["id"]}, {"id": bo["id"]}]}
        run = await apply(home.session, await sheet.plan())
        assert run.results[0].outcome.value == "done"


async def test_a_plan_of_hours_names_whose_they_are(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        [queue, *_] = await home.rows("call-queues")
        parents = (("extensionId", queue["extension_id"]),)
        settings = await home.rows("call-handling", parents)
        row = next(e for e in settings if (e["hours"], e["sub_setting_type"]) == ("business_hours", "call_handling"))
        key = key_of(resource("call-handling"), row)
        plan = await plan_update(home.session, "call-handling", key, {"settings.max_wait_time": 120}, parents=parents)
        assert plan.changes[0].title == f"Change business hours (routing) of call queue {queue['name']}"


async def test_an_audio_is_shown_by_its_name_and_written_by_its_id(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        [queue, *_] = await home.rows("call-queues")
        parents = (("extensionId", queue["extension_id"]),)
        settings = await home.rows("call-handling", parents)
        row = next(e for e in settings if (e["hours"], e["sub_setting_type"]) == ("business_hours", "call_handling"))
        key = key_of(resource("call-handling"), row)
        sheet = await sheet_of_update(home.session, "call-handling", key, parents=parents)
        name = "settings.greeting_prompt_id"
        held = row["settings"]["greeting_prompt"]
        assert sheet.text(name) == held["name"]
        sheet.type(name, "another-audio")
        assert (sheet.value(name), sheet.old(name)) == ("another-audio", held["name"])
        sheet.type(name, held["name"])
        assert sheet.changed == ()


async def test_a_user_is_made_of_texts_and_numbers_of_the_country_of_the_sites(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        await home.rows("sites")
        sheet = await sheet_of_create(home.session, "users")
        by_name = {each.name: each for each in sheet.fields}
        assert by_name["email"].kind == "text"
        for name, text in {
            "email": "ann@example.com", "extension_number": "8123", "calling_plans": "200, 3098",
            "phone_numbers": "(415) 555-0188",
        }.items():  # fmt: skip
            sheet.type(name, text)
        assert sheet.problems == ()
        assert sheet.value("phone_numbers") == ["+14155550188"]
        [user] = (await sheet.plan()).changes[0].request.body["users"]
        assert user["email"] == "ann@example.com"


async def test_an_action_asks_for_its_inputs_and_finds_what_is_typed(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        [queue, *_] = await home.rows("call-queues")
        [number, *_] = await home.rows("numbers")
        sheet = await sheet_of_action(home.session, "numbers", "assign-to-queue", [number["id"]])
        assert sheet.subject == number["number"]
        with pytest.raises(Invalid):
            await sheet.plan()
        sheet.pick("owner", [(queue["id"], queue["name"])])
        assert sheet.text("owner") == queue["name"]
        with pytest.raises(Conflict, match="owner"):
            await sheet.plan()
        assert sheet.text("owner") == queue["name"]


async def test_what_cannot_be_edited_says_why(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        with pytest.raises(ConfigError, match="cannot be edited"):
            await sheet_of_update(home.session, "call-history", "1")
        with pytest.raises(ConfigError, match="cannot be created"):
            await sheet_of_create(home.session, "sip-groups")


async def test_errors_of_the_maker_of_a_plan_stand_at_their_fields(tmp_path: Path) -> None:
    async def refuse(_given: Any) -> Any:
        error = Invalid("No.")
        error.fields = (FieldError("day", "is a Sunday"),)
        raise error

    async with house(tmp_path) as home:
        sheet = sheet_of_inputs(home.session, "Holiday", [Input("day", "Day")], refuse, given={"day": "2026-12-27"})
        with pytest.raises(Invalid):
            await sheet.plan()
        assert sheet.problem("day") == "is a Sunday"
        assert sheet.text("day") == "2026-12-27"
        sheet.type("day", "2026-12-28")
        assert sheet.problem("day") == ""
        sheet.set("day", UNSET)
        assert sheet.text("day") == ""


@pytest.mark.parametrize(
    ("row", "region"),
    [
        ({"site": {"id": "london"}}, "GB"),
        ({"site_id": "berlin"}, "DE"),
        ({"site": {"id": "london"}, "country": {"code": "it"}}, "IT"),
        ({"site": {"id": "elsewhere"}}, "GB"),
        ({}, "GB"),
    ],
)
async def test_local_numbers_are_those_of_the_object_of_its_site_or_of_most_sites(
    tmp_path: Path, row: dict[str, Any], region: str
) -> None:
    async with house(tmp_path) as home:
        home.session.site_regions = {"london": "GB", "leeds": "GB", "berlin": "DE"}
        assert await region_of(home.session, row) == region


async def test_only_what_an_object_has_can_be_taken_away_from_it(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        key = (await home.keys("call-queues"))[0]
        queue = await home.get("call-queues", key)
        inside = queue["members"]["users"]
        users = await home.rows("users")
        stranger = next(each for each in users if each["id"] not in {one["id"] for one in inside})
        sheet = await sheet_of_action(home.session, "call-queues", "remove-member", [key])
        assert sheet.search is not None
        offered = await sheet.search(sheet.field("users"), "", 60)
        assert {each.key for each in offered} == {each["id"] for each in inside}
        assert {each.label for each in offered} == {each["name"] for each in inside}
        [found] = await sheet.search(sheet.field("users"), inside[0]["name"], 60)
        assert found.key == inside[0]["id"]
        assert await sheet.search(sheet.field("users"), stranger["email"], 60) == []
        sheet.type("users", f"{offered[0].label}, {stranger['email']}")
        with pytest.raises(Invalid):
            await sheet.plan()
        assert "is not among those that" in sheet.problem("users")
        assert queue["name"] in sheet.problem("users")
        sheet.pick("users", [])
        assert (sheet.changed, sheet.text("users")) == ((), "")


@pytest.mark.parametrize("resource", ["call-queues", "users"])
async def test_only_the_numbers_of_an_object_can_be_taken_away_from_it(tmp_path: Path, resource: str) -> None:
    async with house(tmp_path) as home:
        answers = [await home.get(resource, each) for each in await home.keys(resource)]
        answer = next(each for each in answers if each.get("phone_numbers"))
        sheet = await sheet_of_action(home.session, resource, "remove-number", [answer["id"]])
        assert sheet.search is not None
        offered = await sheet.search(sheet.field("numbers"), "", 60)
        assert [(each.key, each.label) for each in offered] == [
            (each["id"], each["number"]) for each in answer["phone_numbers"]
        ]
        sheet.type("numbers", offered[0].label)
        await sheet.plan()
        assert sheet.value("numbers") == [offered[0].key]
