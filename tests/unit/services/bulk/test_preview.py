from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.services.changes.house import House, house
from ztui.core.errors import ConfigError, NotFound, UnknownName
from ztui.resources.registry import resource as resource_named
from ztui.services.bulk.preview import PreviewRow, State, choose, plan_of, preview, switch
from ztui.services.bulk.reading import read_list
from ztui.services.bulk.results import exit_code, found_words, line_results, what_words
from ztui.services.bulk.steps import slot_named, steps_of
from ztui.services.changes.applying import apply
from ztui.services.changes.updating import plan_update
from ztui.services.changes.wording import Words
from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from ztui.services.bulk.preview import Preview


async def seen(home: House, text: str, resource: str = "", action: str = "", **given: Any) -> Preview:
    steps, bad = steps_of(home.session, read_list(text), resource=resource, action=action, given=given)
    return await preview(home.session, steps, bad)


def states(view: Preview) -> list[State]:
    return [each.state for each in view.rows]


def said(row: PreviewRow) -> str:
    return str(what_words(row, Words()))


async def test_each_line_is_found_by_whatever_names_it(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.rows("call-queues"))[0]
        number = (await home.rows("numbers"))[0]["number"]
        user = (await home.rows("users"))[0]
        text = f"{queue['id']}\n{queue['extension_number']}\n{queue['name']}\n"
        view = await seen(home, text, "call-queues", cost_center="CC 1")
        assert {each.match.key for each in view.rows if each.match} == {queue["id"]}
        assert states(view) == [State.OK, State.TWICE, State.TWICE]
        assert "line 1 says the same" in view.rows[1].why
        by_mail = await seen(home, user["email"].upper(), "users", extension_number="900100")
        assert [each.match.key for each in by_mail.rows if each.match] == [user["id"]]
        typed = f"{number[:2]} ({number[2:5]}) {number[5:8]}-{number[8:]}"
        view = await seen(home, typed, "numbers", display_name="Desk")
        assert [str(found_words(each))[:3] for each in view.rows] == [number[:2] + " "]
        view = await seen(home, f"{number} x12", "numbers", display_name="Desk")
        assert (states(view), "extension behind it" in view.rows[0].why) == ([State.NOT_FOUND], True)


async def test_fields_of_one_object_are_one_request_however_many_lines(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.rows("call-queues"))[0]
        key, old = queue["id"], queue["name"]
        lines = (("name", "Front desk"), ("Cost center", "CC 7"), ("department", ""), ("status", queue["status"]))
        table = "object,field,value\n" + "".join(f"{key},{name},{value}\n" for name, value in lines)
        view = await seen(home, table, "call-queues")
        assert states(view)[:2] == [State.OK, State.OK]
        assert states(view)[3] is State.SAME
        assert said(view.rows[0]) == f"Name: {old} → Front desk"
        made = await plan_of(home.session, view)
        (change,) = made.plan.changes
        assert change.request.body["name"] == "Front desk"
        assert made.lines[change.id][:2] == (2, 3)
        off = await plan_of(home.session, switch(view, [2], on=False))
        assert "name" not in off.plan.changes[0].request.body
        run = await apply(home.session, made.plan)
        results = line_results(view, made, run)
        assert [each.outcome for each in results][:2] == [Outcome.DONE, Outcome.DONE]
        assert exit_code(view, run) == 0
        assert (await home.get("call-queues", key))["cost_center"] == "CC 7"


async def test_one_bad_line_costs_no_other_of_its_object(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        first, second = (await home.keys("call-queues"))[:2]
        view = await seen(home, "object,action,field,value\n"
                          f"{first},,name,{'x' * 40}\n{first},,cost_center,CC 7\n{first},,nmae,x\n"
                          f"{second},add-members,users,nobody@example.com\n{second},fly,,\nnobody,,name,x\n",
                          "call-queues")  # fmt: skip
        assert states(view) == [State.REFUSED, State.OK, State.REFUSED, State.NOT_FOUND]
        assert "32 characters" in view.rows[0].why
        assert "no user 'nobody@example.com'" in view.rows[2].why
        assert [(each.number, "name" in each.why or "fly" in each.why) for each in view.bad] == [(4, True), (6, True)]
        assert view.problems == 5
        made = await plan_of(home.session, view)
        run = await apply(home.session, made.plan)
        results = line_results(view, made, run)
        assert [each.outcome for each in results] == [None, Outcome.DONE, None, None, None, None]
        assert exit_code(view, run) == 7
        assert "name" not in made.plan.changes[0].request.body


async def test_a_name_of_several_is_ambiguous_until_one_is_chosen(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        first, second = (await home.keys("call-queues"))[:2]
        for key in (first, second):
            await apply(home.session, await plan_update(home.session, "call-queues", key, {"name": "Twin"}))
        await home.rows("call-queues")
        view = await seen(home, "Twin", "call-queues", cost_center="CC 9")
        (row,) = view.rows
        assert (row.state, {each.key for each in row.candidates}) == (State.AMBIGUOUS, {first, second})
        with pytest.raises(ConfigError, match="No row"):
            await plan_of(home.session, view)
        view = await choose(home.session, view, 1, second)
        made = await plan_of(home.session, view)
        assert [each.key for each in made.plan.changes] == [second]


async def test_a_member_that_is_named_in_two_ways_is_added_once(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        there = {each["id"] for each in (await home.get("call-queues", queue))["members"]["users"]}
        user = next(each for each in await home.rows("users") if each["id"] not in there)
        names = (user["email"], user["name"], user["id"])
        lines = "".join(f"{queue},add-members,users,{each}\n" for each in names)
        view = await seen(home, f"object,action,field,value\n{lines}", "call-queues")
        assert states(view) == [State.OK, State.TWICE, State.TWICE]
        assert view.rows[1].why == "line 2 says the same"
        assert len((await plan_of(home.session, view)).plan.changes) == 1


async def test_what_is_deleted_is_not_changed_by_the_same_list(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        first, second = (await home.keys("call-queues"))[:2]
        view = await seen(home, f"object,action,field,value\n{first},,name,A\n{first},delete,,\n"
                          f"{second},delete,,\n{second},,name,B\n", "call-queues")  # fmt: skip
        assert states(view) == [State.OK, State.REFUSED, State.OK, State.REFUSED]
        assert [said(view.rows[place]) for place in (1, 3)] == [
            "line 2 changes it: delete it in a list of its own",
            "line 4 deletes it",
        ]
        made = await plan_of(home.session, view)
        assert [(each.key, each.removes) for each in made.plan.changes] == [(first, False), (second, True)]


async def test_kinds_are_named_by_the_lines_where_nothing_else_says_them(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue, user = (await home.keys("call-queues"))[0], (await home.keys("users"))[0]
        view = await seen(
            home, f"object,field,value\nqueue:{queue},name,Q\nuser:{user},extension_number,900100\n{queue},name,R\n"
        )
        assert [each.match.resource for each in view.rows if each.match] == ["call-queues", "users"]
        assert "queue:Support" in view.bad[0].why


async def test_a_value_that_all_lines_share_is_refused_once(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        numbers = [each["number"] for each in (await home.rows("numbers"))[:3]]
        with pytest.raises(NotFound, match="nowhere"):
            await seen(home, "\n".join(numbers), "numbers", "assign-to-queue", owner="nowhere")
        with pytest.raises(UnknownName, match="fly"):
            await seen(home, "\n".join(numbers), "numbers", "fly")
        with pytest.raises(UnknownName, match="wings"):
            await seen(home, "\n".join(numbers), "numbers", "assign-to-queue", wings="2")


async def test_what_no_line_can_be_carried_out_for_is_said_once(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        lines = "".join(f"Queue {place},nmae,x\n" for place in range(3_000))
        with pytest.raises(
            ConfigError, match=r"None of the 3,000 lines .* no field of call queues named 'nmae'"
        ) as said:
            await seen(home, f"object,field,value\n{lines}", "call-queues")
        assert said.value.exit_code == 2
        view = await seen(home, "object,field,value\na,nmae,x\nb,colour,x\n", "call-queues")
        assert len(view.bad) == 2


async def test_members_of_one_queue_are_lines_of_their_own_and_requests_of_ten(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        there = {each["id"] for each in (await home.get("call-queues", queue))["members"]["users"]}
        users = [each for each in await home.rows("users") if each["id"] not in there][:5]
        text = "object,action,field,value\n" + "".join(f"{queue},add-members,users,{each['email']}\n" for each in users)
        view = await seen(home, text, "call-queues")
        assert set(states(view)) == {State.OK}
        assert said(view.rows[0]).startswith("Add members: ")
        made = await plan_of(home.session, view)
        run = await apply(home.session, made.plan)
        assert [each.outcome for each in line_results(view, made, run)] == [Outcome.DONE] * 5
        posts = [path for (method, path, _), _ in home.wire.done.items() if method == "POST"]
        assert len(posts) == 1


async def test_values_are_read_by_their_kind(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        number = (await home.rows("numbers"))[0]["number"]
        lines = (("Takes calls", "no"), ("display_name:", '"""Desk"""'), ("Makes calls", "maybe"))
        table = "object,field,value\n" + "".join(f"{number},{name},{value}\n" for name, value in lines)
        view = await seen(home, table, "numbers")
        fields = [each.fields[0].after if each.fields else each.state for each in view.rows]
        assert fields[0] in (False, State.SAME)
        assert fields[1] == "Desk"
        assert fields[2] is State.REFUSED


def test_a_title_that_several_fields_have_is_refused_rather_than_guessed() -> None:
    with pytest.raises(ConfigError, match="may be"):
        slot_named(resource_named("menu-keys"), None, "Does")
    assert slot_named(resource_named("call-queues"), None, "Cost center") == "cost_center"


async def test_a_number_that_its_owner_has_already_is_no_problem_when_a_list_is_given_again(tmp_path: Path) -> None:
    async with house(tmp_path) as home:
        queue, other = (each for each in (await home.rows("call-queues"))[:2])
        number = queue["phone_numbers"][0]["number"]
        again = await seen(home, number, "numbers", "assign-to-queue", owner=queue["id"])
        assert states(again) == [State.SAME]
        assert not again.problems
        moved = await seen(home, number, "numbers", "assign-to-queue", owner=other["id"])
        assert (states(moved), "unassign it first" in moved.rows[0].why) == ([State.REFUSED], True)
