"""Tasks over many queues, and a caller that is blocked: a change only where something differs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.services.changes.house import House, house
from tests.unit.services.tasks.house import carried_out, undone
from ztui.core.errors import ConfigError, Conflict, Invalid
from ztui.services.changes.acting import plan_action
from ztui.services.changes.applying import apply
from ztui.services.tasks.block import BLOCK
from ztui.services.tasks.registry import task_named, tasks, tasks_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HOLIDAY, AUDIO, RECORDING = map(task_named, ("holiday", "audio", "recording"))
FOUNDERS = {"name": "Founders", "from": "2027-03-01"}


async def hours(home: House, queue: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    rows = await home.rows("call-handling", (("extensionId", queue["extension_id"]),))
    return [each for each in rows if each["sub_setting_type"] == kind]


async def with_holiday(home: House, name: str) -> list[str]:
    return [
        queue["id"]
        for queue in await home.rows("call-queues")
        if any(each["settings"]["name"] == name for each in await hours(home, queue, "holiday"))
    ]


async def test_a_holiday_is_added_where_it_is_not_and_undone(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queues = await home.keys("call-queues")
        run = await carried_out(home, HOLIDAY, **FOUNDERS, queues=queues[:2])
        assert await with_holiday(home, "Founders") == queues[:2]
        findings = await HOLIDAY.find(home.session, FOUNDERS | {"every": True})
        assert sum("has it" in each for each in findings.found) == 2
        assert findings.asked == 1 + len(queues)
        plan = await HOLIDAY.plan(home.session, FOUNDERS | {"every": True}, findings)
        assert {each.key for each in plan.changes} == set(queues[2:])
        assert await undone(home, run) == ()
        assert await with_holiday(home, "Founders") == []


async def test_nothing_is_planned_where_all_have_the_holiday(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        await carried_out(home, HOLIDAY, **FOUNDERS, every=True)
        plan = await HOLIDAY.plan(home.session, FOUNDERS | {"every": True})
        assert (plan.changes, "No change" in plan.says[0]) == ((), True)


async def test_an_eleventh_holiday_and_one_that_overlaps_are_left_out(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queues = await home.rows("call-queues")
        full, other = queues[0], queues[1]
        there = len(await hours(home, full, "holiday"))
        for day in range(there, 10):
            given = {"name": f"Day {day}", "from": f"2027-05-{day + 1:02d}T00:00:00Z",
                     "to": f"2027-05-{day + 1:02d}T23:59:00Z"}  # fmt: skip
            await apply(
                home.session, await plan_action(home.session, "call-queues", "add-holiday", [full["id"]], given)
            )
        week = {"name": "Week", "from": "2027-02-27T00:00:00Z", "to": "2027-03-01T12:00:00Z"}
        await apply(home.session, await plan_action(home.session, "call-queues", "add-holiday", [other["id"]], week))
        findings = await HOLIDAY.find(home.session, FOUNDERS | {"queues": [full["id"], other["id"]]})
        assert "10 holidays, the most" in findings.found[0]
        assert "overlaps" in findings.found[1]
        plan = await HOLIDAY.plan(home.session, FOUNDERS | {"queues": [full["id"], other["id"]]}, findings)
        assert plan.changes == ()


@pytest.mark.parametrize(
    "given",
    [{"from": "tomorrow"}, {"from": "2027-02-30"}, {"from": "2027-03-02", "to": "2027-03-01"}, {"from": ""}],
)
async def test_days_that_are_none_are_refused(tmp_path: Path, given: dict[str, str]) -> None:
    async with house(tmp_path) as home:
        with pytest.raises(Invalid):
            await HOLIDAY.find(home.session, {"name": "X", "every": True} | given)


@pytest.mark.parametrize("which", [{}, {"every": True, "site": "Denver"}, {"every": False}])
async def test_queues_are_named_in_one_way(tmp_path: Path, which: dict[str, Any]) -> None:
    async with house(tmp_path) as home:
        with pytest.raises(ConfigError, match="Which queues"):
            await HOLIDAY.find(home.session, FOUNDERS | which)


async def test_an_audio_of_the_library_is_set_where_it_differs_and_undone(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        owner = (await home.keys("users"))[0]
        given = {"what": ["greeting", "hold"], "owner": owner, "audio": "greeting"}
        queue = (await home.rows("call-queues"))[0]
        first = await carried_out(home, AUDIO, **given, queues=[queue["id"]])
        (row,) = [each for each in await hours(home, queue, "call_handling") if each["hours"] == "business_hours"]
        (audio,) = [each for each in await home.rows("audios", (("userId", owner),)) if each["name"] == "Greeting"]
        assert row["settings"]["greeting_prompt"]["id"] == row["settings"]["music_on_hold"]["id"] == audio["audio_id"]
        plan = await AUDIO.plan(home.session, given | {"every": True})
        assert len(plan.changes) == len(await home.keys("call-queues")) - 1
        assert any("So already" in each for each in plan.says)
        assert await undone(home, first) == ()
        with pytest.raises(ConfigError, match="not in the library"):
            await AUDIO.find(home.session, given | {"audio": "Vivaldi", "every": True})


async def test_a_file_is_added_once_and_set_on_the_queues_and_is_not_in_the_journal(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        owner = (await home.keys("users"))[0]
        file = tmp_path / "jingle.mp3"
        file.write_bytes(b"ID3" + b"jingle" * 40)
        run = await carried_out(home, AUDIO, what=["hold"], owner=owner, file=str(file), every=True)
        (made,) = [each for each in await home.rows("audios", (("userId", owner),)) if each["name"] == "jingle"]
        for queue in await home.rows("call-queues"):
            (row,) = [each for each in await hours(home, queue, "call_handling") if each["hours"] == "business_hours"]
            assert row["settings"]["music_on_hold"]["id"] == made["audio_id"]
        assert not any("amluZ2xl" in repr(each) for each in await home.journal.entries())  # base64 of what is in it
        assert await undone(home, run) == ()
        names = {each["name"] for each in await home.rows("audios", (("userId", owner),))}
        assert "jingle" not in names
        (tmp_path / "song.ogg").write_bytes(b"x")
        (tmp_path / "long.wav").write_bytes(b"x" * 1_000_001)
        for name in ("song.ogg", "long.wav", "none.mp3"):
            with pytest.raises(Invalid, match=name):
                await AUDIO.find(home.session, {"what": ["hold"], "owner": owner, "file": str(tmp_path / name),
                                                "every": True})  # fmt: skip


@pytest.mark.parametrize("text", ["+1 415 555 0188", "(415) 555-0188", "14155550188"])
async def test_a_caller_is_blocked_in_any_form_of_the_number_and_only_once(tmp_path: Path, text: str) -> None:
    async with house(tmp_path) as home:
        run = await carried_out(home, BLOCK, number=text, comment="at night")
        assert run.plan.changes[0].final == ""
        (rule,) = [each for each in await home.rows("inbound-block-rules") if each["blocked_number"] == "+14155550188"]
        assert (rule["status"], rule["comment"]) == ("active", "at night")
        again = await BLOCK.plan(home.session, {"number": text})
        assert (again.changes, "blocked already" in again.says[0]) == ((), True)
        assert await undone(home, run) == ()
        assert (await BLOCK.find(home.session, {"number": text})).found == ("No rule blocks it.",)


async def test_own_numbers_and_what_is_no_number_are_not_blocked(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        own = (await home.rows("numbers"))[0]["number"]
        with pytest.raises(Conflict, match="of this account"):
            await BLOCK.find(home.session, {"number": own})
        for text in ("anonymous", "911", "8200"):
            with pytest.raises(Invalid, match="no number"):
                await BLOCK.find(home.session, {"number": text})


def test_a_call_gives_the_outside_number() -> None:
    inbound = {"direction": "inbound", "caller_did_number": "+14155550188", "callee_did_number": "+16695550100"}
    outbound = {"direction": "outbound", "caller_did_number": "+16695550100", "callee_did_number": "+14155550188"}
    assert BLOCK.begins_with(["x"], inbound) == BLOCK.begins_with(["x"], outbound) == {"number": "+14155550188"}
    assert BLOCK.begins_with(["x"], {"direction": "inbound", "caller_did_number": "anonymous"}) == {}


async def test_recording_and_voicemail_access_are_set_and_undone(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        user, other = (await home.keys("users"))[:2]
        queue = (await home.keys("call-queues"))[0]
        before = (await home.get("users", user))["policy"]
        run = await carried_out(home, RECORDING, who=[user, queue], record="both", hear=[other])
        policy = (await home.get("users", user))["policy"]
        assert (policy["auto_call_recording"]["enable"], policy["auto_call_recording"]["recording_calls"]) == (
            True,
            "both",
        )
        assert [each["access_user_id"] for each in policy["voicemail_access_members"]] == [other]
        again = await RECORDING.plan(home.session, {"who": [user, queue], "record": "both", "hear": [other]})
        assert again.changes == ()
        assert await undone(home, run) == ()
        assert (await home.get("users", user))["policy"] == before
        await carried_out(home, RECORDING, who=[user], hear=[other])
        taken = await carried_out(home, RECORDING, who=[user], no_longer=[other])
        assert (await home.get("users", user))["policy"]["voicemail_access_members"] == []
        assert await undone(home, taken) == ()
        assert len((await home.get("users", user))["policy"]["voicemail_access_members"]) == 1


def retold(app: Any, path: str, change: Callable[[dict[str, Any]], None]) -> Any:
    """Make a simulator that tells something else of what is read below a path."""

    async def told(scope: Any, receive: Any, send: Any) -> None:
        async def tell(message: Any) -> None:
            if message["type"] == "http.response.body":
                found = json.loads(message["body"] or b"{}")
                change(found)
                message = {**message, "body": json.dumps(found).encode()}
            await send(message)

        await app(scope, receive, tell if scope["method"] == "GET" and path in scope["path"] else send)

    return told


def lock(answer: dict[str, Any]) -> None:
    """Say that a user's recording is locked by the site."""
    if "policy" in answer:
        answer["policy"]["auto_call_recording"] |= {"locked": True, "locked_by": "site"}


def lose_site(answer: dict[str, Any]) -> None:
    """Leave the site of the first queue out."""
    answer["call_queues"][0].pop("site", None)


async def test_all_queues_of_a_site_are_chosen_but_one_that_has_none(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        rows = await home.rows("call-queues")
        site = rows[0]["site"]["id"]
        there = [each["name"] for each in rows if each["site"]["id"] == site]
        home.wire.app = retold(home.wire.app, "/phone/call_queues", lose_site)
        findings = await HOLIDAY.find(home.session, FOUNDERS | {"site": site})
        assert [each.partition(":")[0] for each in findings.found] == there[1:]


async def test_a_locked_policy_is_shown_and_not_offered(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        home.wire.app = retold(home.wire.app, "/phone/users/", lock)
        user, other = (await home.keys("users"))[:2]
        given = {"who": [user], "record": "both", "hear": [other]}
        findings = await RECORDING.find(home.session, given)
        assert "locked by the site" in findings.found[0]
        assert "locked by the site" in findings.cannot[0]
        plan = await RECORDING.plan(home.session, given, findings)
        assert [each.request.operation_id for each in plan.changes] == ["addUserSetting"]
        none = await RECORDING.plan(home.session, {"who": [user], "record": "both"})
        assert (none.changes, "locked" in " ".join(none.says)) == ((), True)


def test_every_task_stands_under_the_objects_that_it_is_for() -> None:
    assert {each.name for each in tasks_for("users")} == {"leaver", "recording"}
    assert {each.name for each in tasks_for("call-queues")} == {"holiday", "audio", "recording"}
    assert tasks_for("sites") == (task_named("joiner"), task_named("common-area"))
    for each in tasks():
        names = [one.name for one in each.inputs]
        assert (each.subject or names[0]) in names
        assert len(set(names)) == len(names)
