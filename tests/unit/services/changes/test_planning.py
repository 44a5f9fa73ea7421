from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.services.changes.house import house
from ztui.core.errors import ConfigError, Conflict, Invalid, NotFound, UnknownName
from ztui.resources.edits.model import Action, Edits, Input, InputKind, Request, WriteField
from ztui.resources.model import Confirm
from ztui.resources.registry import resource
from ztui.resources.rows import key_of
from ztui.services.changes.acting import plan_action
from ztui.services.changes.applying import apply
from ztui.services.changes.creating import plan_create
from ztui.services.changes.model import UNSET, merge
from ztui.services.changes.places import checked_target
from ztui.services.changes.planning import phrase_of
from ztui.services.changes.removing import plan_delete
from ztui.services.changes.updating import plan_update
from ztui.services.changes.values import same, typed
from ztui.services.view import View
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from pathlib import Path


async def test_an_update_sends_only_what_differs_and_remembers_what_was_there(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        before = await home.get("call-queues", queue)
        values = {"name": "New", "department": before["department"], "cost_center": UNSET}
        plan = await plan_update(home.session, "cq", queue, values)
        (change,) = plan.changes
        assert change.request == Request("updateCallQueue", {"callQueueId": queue}, {}, {"name": "New"})
        assert [(each.before, each.after) for each in change.fields] == [(before["name"], "New")]
        assert change.inverse == Request("updateCallQueue", {"callQueueId": queue}, {}, {"name": before["name"]})
        assert (plan.profile, plan.account, plan.confirm, plan.phrase) == ("acme", "", Confirm.REVIEW, "")
        assert not home.wire.done


async def test_what_is_so_already_is_no_change_and_says_so(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        before = await home.get("call-queues", queue)
        values = {"name": before["name"], "extension_number": str(before["extension_number"])}
        plan = await plan_update(home.session, "call-queues", queue, values)
        assert plan.changes == ()
        assert "No change" in plan.says[0]


async def test_null_is_not_the_same_as_left_out(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        assert (await plan_update(home.session, "call-queues", queue, {"department": UNSET})).changes == ()
        with pytest.raises(Invalid) as refused:
            await plan_update(home.session, "call-queues", queue, {"department": None})
        assert [each.field for each in refused.value.fields] == ["department"]
        (change,) = (await plan_update(home.session, "call-queues", queue, {"department": ""})).changes
        assert change.request.body == {"department": ""}


@pytest.mark.parametrize("name", ["", "  "])
async def test_what_an_object_is_called_by_cannot_be_emptied(tmp_path: Path, name: str) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        with pytest.raises(Invalid, match="Name must not be empty") as refused:
            await plan_update(home.session, "call-queues", queue, {"name": name})
        assert [each.field for each in refused.value.fields] == ["name"]


async def test_a_field_that_no_answer_has_is_sent_and_marked(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        plan = await plan_update(home.session, "call-queues", queue, {"description": "Hello"})
        (change,) = plan.changes
        assert (change.check, change.inverse, bool(change.final)) == (None, None, True)
        assert "Description" in change.unverified
        assert any("cannot be verified" in each for each in plan.says)


async def test_an_extension_is_written_in_the_form_that_the_operation_takes(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        row = await home.get("call-queues", queue)
        await home.session.learn_sites()
        form = home.session.site_forms[row["site"]["id"]]
        short = str(row["extension_number"]).removeprefix(form.code)
        assert (await plan_update(home.session, "call-queues", queue, {"extension_number": short})).changes == ()
        for asked in (f"{int(short) + 7}", f"{form.code}{int(short) + 7}"):
            plan = await plan_update(home.session, "call-queues", queue, {"extension_number": asked})
            assert plan.changes[0].request.body == {"extension_number": int(short) + 7}


@pytest.mark.parametrize(
    ("values", "field"),
    [({"extension_number": "12a"}, "extension_number"), ({"name": "x" * 400}, "name"), ({"name": 5.5}, "name")],
)
async def test_what_cannot_be_sent_is_told_field_by_field(tmp_path: Path, values: dict[str, Any], field: str) -> None:
    edits = Edits(
        "call-queues",
        (
            WriteField("name", "name", "Name", longest=64),
            WriteField("extension_number", "extension_number", "Extension", InputKind.EXTENSION),
        ),
    )
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        with pytest.raises(Invalid) as refused:
            await plan_update(home.session, "call-queues", queue, values, edits=edits)
        assert [each.field for each in refused.value.fields] == [field]
        assert not home.wire.done


async def test_a_field_or_an_object_that_is_not_there_is_said(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        with pytest.raises(UnknownName, match="name"):
            await plan_update(home.session, "call-queues", queue, {"nmae": "x"})
        with pytest.raises(NotFound):
            await plan_update(home.session, "call-queues", "nobody", {"name": "x"})
        with pytest.raises(ConfigError, match="empty"):
            await plan_update(home.session, "call-queues", " ", {"name": "x"})
        with pytest.raises(ConfigError, match="cannot be edited"):
            await plan_update(home.session, "queue-members", "x", {"name": "x"}, parents=(("callQueueId", queue),))


async def test_a_create_names_what_is_missing(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        with pytest.raises(Invalid) as refused:
            await plan_create(home.session, "call-queues", {"name": "New"})
        assert [each.field for each in refused.value.fields] == ["site_id"]


async def test_a_deletion_says_what_goes_with_it_and_wants_the_name(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        first, second = (await home.keys("call-queues"))[:2]
        row = await home.get("call-queues", first)
        members = sum(len(each) for each in row["members"].values())
        plan = await plan_delete(home.session, "call-queues", [first])
        said = " ".join(plan.says)
        assert f"{members} member" in said
        assert "not read" in said
        assert (plan.confirm, plan.phrase) == (Confirm.SEVERE, phrase_of(row["name"], first))
        listing = home.session.listings.open(View("queue-recordings", (("callQueueId", first),)))
        await listing.refresh()
        await listing.close()
        home.clock.passed += 120
        again = " ".join((await plan_delete(home.session, "call-queues", [first])).says)
        assert "recordings not read" not in again
        assert listing.status.shown == 0 or f"{listing.status.shown:,} (2 min old) recordings" in again
        both = await plan_delete(home.session, "call-queues", [first, second, first])
        assert (len(both.changes), both.phrase) == (2, "2")


@pytest.mark.parametrize(
    ("label", "phrase"),
    [
        ("Support", "Support"),
        ("x" * 41, "567890"),
        ("", "567890"),
        ("two\nlines", "567890"),
        ("サポート", "567890"),
        ("Ann\u202e", "567890"),
    ],
)
def test_the_phrase_is_the_name_if_every_keyboard_can_type_it(label: str, phrase: str) -> None:
    assert phrase_of(label, "1234567890") == phrase


async def test_production_is_one_level_stricter(tmp_path: Path) -> None:
    async with house(tmp_path, production=True) as home:
        queue = (await home.keys("call-queues"))[0]
        users = (await home.get("call-queues", queue))["members"]["users"]
        members = [each for each in users if each["level"] != "manager"]
        edit = await plan_update(home.session, "call-queues", queue, {"name": "New"})
        taking = await plan_action(home.session, "call-queues", "remove-member", [queue], {"users": [members[0]["id"]]})
        assert (edit.confirm, edit.phrase) == (Confirm.DANGER, "")
        assert (taking.confirm, bool(taking.phrase)) == (Confirm.SEVERE, True)


async def test_an_action_asks_for_what_it_needs_and_makes_a_change_of_each_request(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        users = await home.keys("users")
        with pytest.raises(UnknownName, match="input"):
            await plan_action(home.session, "call-queues", "add-members", [queue], {"nobody": ["x"]})
        with pytest.raises(UnknownName, match="action"):
            await plan_action(home.session, "call-queues", "explode", [queue])
        plan = await plan_action(home.session, "call-queues", "add-members", [queue], {"users": users})
        assert len(plan.changes) >= 2
        assert (
            len({each.title for each in plan.changes}) == len({each.id for each in plan.changes}) == len(plan.changes)
        )


def cleaning(*, path: dict[str, str], operation: str = "unassignMemberFromCallQueue", needs: str = "") -> Action:
    return Action(
        "clean",
        "Clean",
        "call-queues",
        lambda row, given: [Request(operation, path)],
        (operation,),
        inputs=(Input("why", "Why"),),
        needs=lambda row: needs,
        unverified="no read tells",
        final="it is gone",
    )


async def test_a_request_without_the_id_of_the_one_thing_is_in_no_plan(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        given = {"why": "so"}
        for path in (
            {"callQueueId": queue},
            {"callQueueId": queue, "memberId": " "},
            {"callQueueId": "", "memberId": "m"},
        ):
            with pytest.raises(Invalid):
                await plan_action(home.session, "call-queues", cleaning(path=path), [queue], given)
        everything = cleaning(path={"callQueueId": queue}, operation="unassignAllMembers")
        with pytest.raises(ConfigError, match="everything at once"):
            await plan_action(home.session, "call-queues", everything, [queue], given)
        with pytest.raises(Invalid, match="missing"):
            await plan_action(home.session, "call-queues", cleaning(path={}), [queue], {})
        with pytest.raises(Conflict, match="asleep"):
            await plan_action(home.session, "call-queues", cleaning(path={}, needs="it is asleep"), [queue], given)
        with pytest.raises(ConfigError, match="everything"):
            checked_target(Request("DeleteUsersFromDirectory", {"siteId": "s"}, {"extension_ids": []}), "")


async def test_plans_of_two_accounts_are_never_one(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        plan = await plan_update(home.session, "call-queues", queue, {"name": "New"})
        with pytest.raises(ConfigError):
            merge([plan, replace(plan, account="sub")])
        assert [each.id for each in merge([plan, plan]).changes] == ["1", "2"]


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (800, "800", True),
        (None, "", True),
        ([], None, True),
        (0, None, False),
        (False, None, False),
        (True, 1, False),
        (800.0, 800, True),
        (["a", "b"], ["b", "a"], True),
        ([{"id": 1}, {"id": 2}], [{"id": 2}, {"id": 1}], True),
        ({"a": 1, "b": None}, {"a": "1"}, True),
    ],
)
def test_values_that_zoom_takes_for_the_same_are_the_same(one: Any, other: Any, equal: bool) -> None:
    assert same(one, other) is equal
    assert same(other, one) is equal


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (InputKind.DURATION, "0:45", 45),
        (InputKind.DURATION, "1:03:00", 3780),
        (InputKind.DURATION, "90", 90),
        (InputKind.DURATION, "soon", "soon"),
        (InputKind.SWITCH, "Yes", True),
        (InputKind.SWITCH, "off", False),
        (InputKind.SWITCH, "maybe", "maybe"),
        (InputKind.PHONE, "(415) 555-0188", "+14155550188"),
        (InputKind.PHONE, "911", "911"),
        (InputKind.NUMBER, "12", 12),
        (InputKind.CHOICES, "a, b", ["a", "b"]),
        (InputKind.EXTENSION, "800-8200", "8008200"),
    ],
)
def test_what_is_typed_becomes_what_is_written(kind: InputKind, text: str, value: Any) -> None:
    assert typed(kind, text) == value


@given(st.lists(st.integers(0, 6), min_size=2, max_size=7, unique=True).flatmap(
    lambda days: st.tuples(st.just(days), st.permutations(days))))  # fmt: skip
def test_objects_that_tell_which_one_they_are_are_the_same_in_any_order(days: tuple[list[int], list[int]]) -> None:
    def week(order: list[int], closes: str) -> list[dict[str, Any]]:
        return [{"weekday": day, "type": 2, "from": "09:00", "to": closes if day else "12:00"} for day in order]

    one, other = days
    assert same(week(one, "17:00"), week(other, "17:00"))
    assert not same(week(one, "17:00"), week(other, "18:00"))
    assert not same(week(one, "17:00"), week(other[1:], "17:00"))


def test_objects_that_do_not_tell_which_one_they_are_keep_their_order() -> None:
    steps = [{"ring": 10}, {"ring": 20}]
    assert same(steps, [dict(each) for each in steps])
    assert not same(steps, steps[::-1])
    swapped = [{"extension_id": "a", "index": 1}, {"extension_id": "b", "index": 2}]
    assert not same(swapped, [{"extension_id": "a", "index": 2}, {"extension_id": "b", "index": 1}])
    twice = [{"id": "a", "n": 1}, {"id": "a", "n": 2}]
    assert same(twice, twice[::-1])
    assert not same(twice, [twice[0], twice[0]])


async def test_the_days_of_a_week_in_another_order_are_neither_a_change_nor_a_conflict(tmp_path: Path) -> None:
    path = "settings.custom_hours_settings"
    async with house(tmp_path) as home:
        extension = str((await home.rows("call-queues"))[0]["extension_id"])
        above = (("extensionId", extension),)
        rows = await home.rows("call-handling", above)
        row = next(each for each in rows if (each.get("settings") or {}).get("custom_hours_settings"))
        key, week = key_of(resource("call-handling"), row), row["settings"]["custom_hours_settings"]
        turned = {path: week[::-1]}
        assert not (await plan_update(home.session, "call-handling", key, turned, parents=above)).changes
        later = [{**each, "to": "19:00"} if each["type"] == 2 else each for each in week[::-1]]
        plan = await plan_update(home.session, "call-handling", key, {path: later}, parents=above)
        (field,) = plan.changes[0].fields
        moved = replace(plan, changes=(replace(plan.changes[0], fields=(replace(field, before=week[::-1]),)),))
        (result,) = (await apply(home.session, moved)).results
        assert (result.outcome, result.as_asked) == (Outcome.DONE, True)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("timezone", "Mars", "is no time zone"),
        ("timezone", "America/NewYork", "America/New_York"),
        ("name", "Red\x1b[31m desk", "an escape character"),
        ("name", "Front\ndesk", "an end of line"),
        ("name", "\u202eksed", "right-to-left override"),
    ],
)
async def test_zones_that_are_none_and_texts_that_nobody_sees_are_refused(
    tmp_path: Path, field: str, value: str, said: str
) -> None:
    async with house(tmp_path) as home:
        [key, *_] = await home.keys("call-queues")
        with pytest.raises(Invalid) as refused:
            await plan_update(home.session, "call-queues", key, {field: value})
        assert said in refused.value.fields[0].message
        assert [each.field for each in refused.value.fields] == [field]
