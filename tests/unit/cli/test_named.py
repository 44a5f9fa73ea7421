from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.cli.house import ztui
from tests.unit.services.changes.house import house, over
from ztui.cli.named import key_of, keys_of, parents_named, understood
from ztui.core.errors import ConfigError, Conflict, NotFound
from ztui.core.phone import formatted
from ztui.resources.edits.model import Input, InputKind, WriteField
from ztui.resources.edits.registry import action, edits
from ztui.resources.registry import resource
from ztui.services.changes.applying import apply
from ztui.services.changes.updating import plan_update
from ztui.services.resolving import Ambiguous

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.house import Ran


async def test_objects_are_named_as_people_call_them(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        session, number = home.session, (await home.rows("numbers"))[0]
        user = next(each for each in await home.rows("users") if each.get("phone_numbers"))
        local = formatted(number["number"]).removeprefix("+1 ")
        for text in (
            number["id"],
            number["number"],
            f" {local} ",
            local.replace(" ", "."),
            f"({local[:3]}){local[3:]}",
        ):
            assert await key_of(session, resource("numbers"), text) == number["id"]
        for text in (user["email"].upper(), user["name"], f"ext {user['extension_number']}"):
            assert await key_of(session, resource("users"), text) == user["id"]
        named = await keys_of(session, resource("numbers"), [local, number["number"], number["id"]])
        assert named.keys == (number["id"],)
        with pytest.raises(NotFound, match="There is no call queue 'nobody'"):
            await key_of(session, resource("call-queues"), "nobody")
        assert await key_of(session, resource("call-queues"), "8f71O6rWT8KFUGQmJIFAdQ") == "8f71O6rWT8KFUGQmJIFAdQ"


async def test_a_name_of_several_is_refused_with_the_candidates_and_an_id_wins(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queues = await home.keys("call-queues")
        for key in queues[:2]:
            await apply(home.session, await plan_update(home.session, "call-queues", key, {"name": "Front desk"}))
        await home.rows("call-queues")
        with pytest.raises(Ambiguous) as refused:
            await key_of(home.session, resource("call-queues"), "front desk")
        assert refused.value.exit_code == 2
        assert all(key in refused.value.message for key in queues[:2])
        assert "by its id, or by its extension" in refused.value.hint
        extension = str((await home.get("call-queues", queues[1]))["extension_number"])
        assert await key_of(home.session, resource("call-queues"), extension) == queues[1]
        assert await key_of(home.session, resource("call-queues"), queues[1]) == queues[1]


async def test_what_is_stored_under_an_old_name_is_not_changed(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.rows("call-queues"))[0]
        async with over(home.box, home.clock, tmp_path / "another") as another:
            values = {"name": "Renamed meanwhile"}
            await apply(another.session, await plan_update(another.session, "call-queues", queue["id"], values))
        named = await keys_of(home.session, resource("call-queues"), [queue["name"]])
        plan = await plan_update(home.session, "call-queues", named.keys[0], {"department": "Care"})
        with pytest.raises(Conflict, match="Renamed meanwhile"):
            await named.assert_still(home.session, plan)
        by_id = await keys_of(home.session, resource("call-queues"), [queue["id"]])
        await by_id.assert_still(home.session, plan)


async def test_what_is_picked_may_be_named_with_its_kind(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        user = (await home.rows("users"))[0]
        queue, site = (await home.rows("call-queues"))[0], (await home.rows("sites"))[0]
        inputs = action("call-queues", "add-members").inputs
        given = {"users": [f"user:{user['email']}", user["id"]]}
        assert await understood(home.session, inputs, given, keys=True) == {"users": [user["id"]] * 2}
        forward = WriteField("", "to", "To", InputKind.PICK, picks=("users", "call-queues"), pick_path="extension_id")
        for text in (f"queue:{queue['name']}", f"ext {queue['extension_number']}", queue["extension_id"]):
            found = await understood(home.session, [forward], {"to": text}, keys=False)
            assert found == {"to": queue["extension_id"]}
        fields = edits("call-queues").fields
        assert await understood(home.session, fields, {"site_id": site["name"], "name": "x"}, keys=False) == {
            "site_id": site["id"],
            "name": "x",
        }
        with pytest.raises(NotFound, match="user"):
            await understood(home.session, inputs, {"users": ["user:nobody"]}, keys=True)


async def test_what_a_list_is_below_may_be_named(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.rows("call-queues"))[0]
        members, hours = resource("queue-members"), resource("call-handling")
        for text in (queue["name"], queue["id"]):
            assert await parents_named(home.session, members, (("callQueueId", text),)) == (
                ("callQueueId", queue["id"]),
            )
        extension = (("extensionId", f"ext {queue['extension_number']}"),)
        assert await parents_named(home.session, hours, extension) == (("extensionId", queue["extension_id"]),)
        with pytest.raises(NotFound):
            await parents_named(home.session, members, (("callQueueId", "nobody"),))
        for text in (".", "../users"):
            with pytest.raises(NotFound, match=f"There is no call queue '{text}'"):
                await keys_of(home.session, resource("call-queues"), [text])


async def test_numbers_are_those_of_the_country_of_the_site(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        home.session.site_regions = {"one": "US", "two": "US", "three": "GB"}
        asked = (Input("number", "Number", InputKind.PHONE),)

        async def read(text: str, site: str = "") -> Any:
            row = {"site": {"id": site}}
            return (await understood(home.session, asked, {"number": text}, keys=True, row=row))["number"]

        assert await read("(415) 555-0188") == "+14155550188"
        assert await read("020 7946 0123", "three") == await read("020 7946 0123") == "+442079460123"
        assert [await read(each) for each in ("911", "*86", " 8200 ")] == ["911", "*86", "8200"]


def test_a_field_named_by_both_of_its_names_is_named_twice() -> None:
    from ztui.cli.filled import values_of

    fields = (WriteField("site.id", "site_id", "Site"),)
    for words in (("site_id=a", "site.id=b"), ("site_id=a", "site_id=b")):
        with pytest.raises(ConfigError, match="twice"):
            values_of(words, fields)
    assert values_of(("site.id=a",), tuple(replace(each, kind=InputKind.PHONE) for each in fields)) == {"site.id": "a"}


@pytest.mark.parametrize("text", ["", ",", " , "])
def test_an_input_that_names_nothing_is_refused_before_anything_is_read(text: str) -> None:
    from ztui.cli.filled import inputs_of

    slots = (Input("users", "Users", InputKind.PICK, several=True),)
    with pytest.raises(ConfigError, match=r"'users' names nothing.*at least one"):
        inputs_of((f"users={text}",), slots)
    assert inputs_of(("users=a, b,", "users=c"), slots) == {"users": ["a", "b", "c"]}


def test_a_command_line_names_objects(tmp_path: Path) -> None:
    def run(*words: str) -> Ran:
        return ztui("--demo", "--demo-state", str(tmp_path / "demo"), *words, folder=tmp_path)

    user = run("list", "users", "--limit", "1").json[0]
    number = next(each for each in run("list", "numbers", "--limit", "40").json if not each.get("assigned_list"))
    assert run("get", "users", user["email"]).json["id"] == user["id"]
    planned = run("assign", "numbers", formatted(number["number"]), "--to", f"user:{user['email']}", "--dry-run")
    (change,) = planned.json["changes"]
    assert change["key"] == number["id"]
    assert user["id"] in change["path"]
    queue = run("list", "call-queues", "--limit", "2").json[1]
    below = [run("list", "queue-members", "--where", f"callQueueId={queue[each]}").json for each in ("name", "id")]
    assert below[0] == below[1] != []
    read_only = run("set", "users", user["email"], "cost_center=7", "--yes")
    assert (read_only.code, "'cost_center' of users can only be read" in read_only.err) == (2, True)
    refused = run("assign", "numbers", number["number"], "--to", "user:nobody at all", "--yes")
    assert (refused.code, "There is no user 'nobody at all'" in refused.err) == (1, True)


def test_settings_are_changed_by_their_paths(tmp_path: Path) -> None:
    def run(*words: str) -> Ran:
        return ztui("--demo", "--demo-state", str(tmp_path / "demo"), *words, folder=tmp_path)

    queue = run("list", "call-queues", "--limit", "2").json[1]
    before = run("get", "queue-policies", queue["id"]).json["sms"]["enable"]
    word = "no" if before else "yes"
    done = run("set", "queue-policies", queue["id"], f"sms.enable={word}", "--yes", "--reason", "ticket 7")
    (change,) = done.json["changes"]
    assert (done.code, change["outcome"], change["key"]) == (0, "done", queue["id"])
    assert run("get", "queue-policies", queue["id"]).json["sms"]["enable"] is not before
    assert run("journal", "undo", change["journal"], "--yes").code == 0
    assert run("get", "queue-policies", queue["id"]).json["sms"]["enable"] is before
    unknown = run("set", "queue-policies", queue["id"], "sms.enabel=no", "--yes")
    assert (unknown.code, "sms.enable" in unknown.err) == (2, True)
    refused = run("set", "account-settings", "x=1", "--yes")
    assert refused.code == 2


async def test_what_a_field_picks_is_found_by_whatever_the_field_is_called(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        site = (await home.rows("sites"))[0]
        fields = edits("numbers").fields
        for name in ("site_id", "site"):
            found = await understood(home.session, fields, {name: site["name"]}, keys=False)
            assert found == {name: site["id"]}
