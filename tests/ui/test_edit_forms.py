"""Forms of edits on screen: what is typed, switched and picked, what is wrong with it, and the plan that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key, Paste

from tests.ui.console import box_of
from tests.ui.forms import LAB, act, body_of, change, create, go_to, line_of, open_sheet, row_of
from ztui.core.errors import FieldError
from ztui.resources.edits.model import Input, InputKind
from ztui.services.changes.model import UNSET
from ztui.services.forms.loading import sheet_of_inputs, sheet_of_update
from ztui.services.view import View
from ztui.ui.history import History
from ztui.ui.screens.form.screen import FormScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.house import House

    Houses = Callable[..., AbstractAsyncContextManager[House]]


async def paste(house: House, text: str) -> None:
    """Paste a text into what has the focus."""
    house.app.post_message(Paste(text))
    await house.settle()


async def test_a_queue_is_changed_in_place_and_its_plan_shown(house: Houses) -> None:
    async with house(profile=LAB) as on:
        form = await change(on, "call-queues")
        was = form.sheet.old("name")
        assert "Change call queue" in on.lines()[2]
        await on.press("enter")
        await paste(on, "x" * 40)
        assert "takes at most 32 characters" in form.spoken
        assert "1 error · 1 changed" in on.lines()[2]
        await on.press("ctrl+u")
        await paste(on, f"{was} 2")
        await on.press("enter")
        assert form.sheet.text("name") == f"{was} 2"
        assert line_of(on, "Name").startswith(" ▌ • Name")
        assert f"was {was[:4]}" in line_of(on, "Name")
        assert f"was {was}," in form.spoken
        await on.press("w")
        assert body_of(on) == {"name": form.sheet.text("name")}
        await on.press("escape")
        assert on.screen is form
        assert form.sheet.changed == ("name",)
        await on.press("delete")
        assert "changed" not in on.lines()[2]
        assert was[:12] in line_of(on, "Name")


async def test_enter_switches_picks_from_choices_and_searches_objects(house: Houses) -> None:
    async with house(profile=LAB) as on:
        form = await change(on, "call-queues")
        await go_to(on, "status")
        await on.press("enter", *"inac", "enter")
        assert form.sheet.value("status") == "inactive"
        await go_to(on, "timezone")
        await on.press("enter", *"europe berl", "enter")
        assert form.sheet.value("timezone") == "Europe/Berlin"
        await go_to(on, "site_id")
        old = form.sheet.old("site_id")
        await on.press("enter")
        names = [each.title for each in box_of(on).query_one("#choices").choices]
        other = next(each for each in names if each != old)
        await on.press(*other[:6].lower(), "enter")
        assert form.sheet.text("site_id") == other
        assert f"was {old}" in line_of(on, "Site")
        await on.press("w")
        assert set(body_of(on)) == {"status", "timezone", "site_id"}


@pytest.mark.parametrize(
    ("burst", "values"),
    [
        (["enter", *"wqoeD", "enter", "w"], {"name": "wqoeD"}),
        (["enter", *"/x:", "down", "end", *"9", "up", *"!", "enter", "w"], {"name": "/x:!", "extension_number": "9"}),
        ([*["down"] * 3, "enter", *"lisbon", "enter", "w"], {"timezone": "Europe/Lisbon"}),
        (["down", "down", "enter", *"new york", "enter", "w"], {"site_id": "New York"}),
        ([*["down"] * 4, "enter", *"inac", "enter", *["down"] * 1, "enter", *"qD", "enter"], {"department": "qD"}),
    ],
)
async def test_keys_that_come_in_one_burst_land_where_they_belong(
    house: Houses, burst: list[str], values: dict[str, str]
) -> None:
    async with house(profile=LAB) as on:
        form = await change(on, "call-queues")
        for each in burst:
            on.app.post_message(Key(each, each if len(each) == 1 else None))
        for _ in range(5):
            await on.settle()
        assert "w" not in burst[-1:] or on.screen.plan.changes
        for name, text in values.items():
            assert form.sheet.text(name).endswith(text), name
        if "inac" in "".join(burst):
            assert form.sheet.value("status") == "inactive"


async def test_a_form_with_errors_asks_for_no_plan_and_goes_to_the_first(house: Houses) -> None:
    async with house(profile=LAB) as on:
        form = await create(on, "call-queues")
        assert "error" not in on.lines()[2]
        await go_to(on, "extension_number")
        await on.press("enter", *"82a", "enter", "w")
        assert on.screen is form
        assert form.field.name == "name"
        assert form.spoken == "No plan yet: Name is missing. 2 more to look at."
        assert "3 errors" in on.lines()[2]
        assert "! must be digits" in line_of(on, "Extension")
        assert form.sheet.text("extension_number") == "82a"


async def test_a_queue_is_made_with_a_site_that_is_picked(house: Houses) -> None:
    async with house(profile=LAB) as on:
        await create(on, "call-queues")
        await on.press("enter", *"Night desk", "down", "enter", "enter", "w")
        body = body_of(on)
        assert body["name"] == "Night desk"
        assert body["site_id"]
        assert on.screen.plan.changes[0].title == "Create call queue Night desk"


async def test_numbers_are_given_to_a_user_who_is_searched(house: Houses) -> None:
    async with house(profile=LAB) as on:
        user = await row_of(on, "users", 2)
        on.app.obey("numbers /unassigned")
        await on.settle()
        number = on.screen.table.item_at(0)
        form = await act(on, "numbers", "assign-to-user", number.key)
        await on.press("enter")
        await paste(on, user.row["email"])
        await on.press("enter")
        assert form.sheet.value("owner") == user.key
        await on.press("w")
        assert on.screen.plan.changes[0].request.path["userId"] == user.key


async def test_members_are_picked_with_one_search_after_another(house: Houses) -> None:
    async with house(profile=LAB) as on:
        people = [await row_of(on, "users", at) for at in (1, 4)]
        queue = await row_of(on, "call-queues")
        form = await act(on, "call-queues", "add-members", queue.key)
        await on.press("enter")
        for each in people:
            await on.press("end", "ctrl+u")
            await paste(on, each.row["email"])
            await on.press("tab")
        await on.press("enter")
        assert form.sheet.value("users") == [each.key for each in people]
        await on.press("enter", "tab", "enter")
        assert form.sheet.value("users") == [people[1].key]


async def test_a_search_says_what_to_do_while_nothing_is_known_or_typed(house: Houses) -> None:
    async with house(profile=LAB) as on:
        queue = await row_of(on, "call-queues")
        await act(on, "call-queues", "add-members", queue.key)
        await on.press("enter")
        assert "type a name, a number or an extension" in "\n".join(on.lines())
        await on.press(*"qqqq")
        assert "nothing has that name" in "\n".join(on.lines())
        await on.press("ctrl+u")
        assert "type a name, a number or an extension" in "\n".join(on.lines())


async def test_what_is_switched_right_before_enter_is_taken(house: Houses) -> None:
    async with house(profile=LAB) as on:
        queue = await row_of(on, "call-queues")
        form = await act(on, "call-queues", "remove-member", queue.key)
        await on.press("enter")
        second = box_of(on).query_one("#choices").choices[1].id
        for each in ("down", "tab", "enter"):
            on.app.post_message(Key(each, None))
        await on.settle()
        await on.settle()
        assert form.sheet.value("users") == [second.split()[-1]]


async def test_only_members_are_offered_to_be_removed(house: Houses) -> None:
    async with house(profile=LAB) as on:
        queue = await row_of(on, "call-queues")
        inside = (await on.screen.session.objects.read("call-queues", queue.key)).row["members"]["users"]
        await act(on, "call-queues", "remove-member", queue.key)
        await on.press("enter")
        offered = box_of(on).query_one("#choices").choices
        assert sorted(each.title for each in offered) == sorted(each["name"] for each in inside)


async def test_a_user_and_a_site_are_changed(house: Houses) -> None:
    async with house(profile=LAB, size=(120, 40)) as on:
        form = await change(on, "users")
        await on.press("slash", *"transferring", "enter")
        assert [each.group for each in form.lines.fields] == ["Call transferring"] * len(form.lines.fields)
        await on.press("space")
        changed = form.sheet.changed
        assert changed == ("policy.call_transferring.enable",)
        await on.press("escape")
        assert len(form.lines.fields) > 20
        await on.press("w")
        assert body_of(on)["policy"]["call_transferring"] == {"enable": form.sheet.value(changed[0])}
        site = await change(on, "sites")
        await on.press("enter", "end", *" 2", "enter", "w")
        assert body_of(on) == {"name": site.sheet.text("name")}


async def test_hours_are_typed_as_a_line_and_judged_as_they_are_typed(house: Houses) -> None:
    async with house(profile=LAB) as on:
        queue = await row_of(on, "call-queues")
        parents = (("extensionId", queue.row["extension_id"]),)
        rows = on.screen.session.listings.open(View("call-handling", parents))
        await rows.refresh()
        key = next(each.key for each in await rows.rows(0, 9) if each.row["sub_setting_type"] == "custom_hours")
        await rows.close()
        sheet = await sheet_of_update(on.screen.session, "call-handling", key, parents=parents)
        form = await open_sheet(on, sheet)
        name = "settings.custom_hours_settings"
        await on.press("enter", "end", "ctrl+u")
        await paste(on, "Mon-Fri 08:00-18:0")
        assert "08:00-18:0" in form.spoken
        await paste(on, "0; Sat 9-12; Sun off")
        await on.press("enter")
        assert form.sheet.problems == ()
        assert [each["type"] for each in form.sheet.value(name)] == [0, 2, 2, 2, 2, 2, 2]
        await on.press("w")
        assert body_of(on)["settings"]["custom_hours_settings"][6] == {
            "weekday": 7, "type": 2, "from": "09:00", "to": "12:00",
        }  # fmt: skip


async def test_leaving_asks_before_something_is_lost(house: Houses) -> None:
    async with house(profile=LAB) as on:
        form = await change(on, "call-queues")
        opened_from = form.opened_from
        for key in ("escape", "q"):
            await on.press("enter", *"x", "enter", key)
            assert "would be lost" in "\n".join(on.lines())
            box_of(on).opened_at -= 1
            await on.press("n")
            assert on.screen is form
        on.app.end()
        assert "was not sent" in form.spoken
        await on.press("escape")
        box_of(on).opened_at -= 1
        await on.press("y")
        assert on.screen is opened_from


async def test_a_form_that_is_gone_away_from_is_kept_and_it_is_said_where(house: Houses) -> None:
    async with house(profile=LAB) as on:
        form = await change(on, "call-queues")
        await on.press("enter", *"x", "enter", "3")
        assert "The form 'Change call queue' is kept as it was left: [ goes back to it." in on.lines()[-2]
        await on.press("left_square_bracket")
        assert on.screen is form
        await on.press("left_square_bracket", "6", "7", "8")
        await on.press(*["left_square_bracket"] * 4)
        assert on.screen is form
        assert form.sheet.text("name").endswith("x")


async def test_another_account_is_not_entered_while_a_form_would_be_lost(house: Houses) -> None:
    async with house(profile=LAB) as on:
        form = await change(on, "call-queues")
        await on.press("enter", *"x", "enter", "5", "E")
        assert "The form 'Change call queue" in on.screen.spoken
        assert on.app.session.account.id == ""
        await on.press("left_square_bracket")
        assert on.screen is form
        await on.press("delete", "5", "E")
        assert on.app.session.account.id != ""


@given(st.lists(st.integers(-2, 9), max_size=30))
def test_what_is_kept_never_falls_out_of_the_history(steps: list[int]) -> None:
    seen: History[int] = History(longest=3)
    kept: set[int] = set()
    for step in steps:
        if step < 0:
            seen.step(-1 if step == -1 else 1)
            continue
        gone = seen.visit(step, lambda each: each % 3 == 0)
        assert seen.current == step
        assert not any(each % 3 == 0 for each in gone)
        kept |= {step} if step % 3 == 0 else set()
        assert all(each in seen for each in kept)


async def test_the_mouse_goes_to_a_line_and_opens_it(house: Houses) -> None:
    async with house(profile=LAB) as on:
        form = await change(on, "call-queues")
        await on.press("w")
        assert form.spoken == "Nothing is changed, so there is nothing to plan."
        await on.press("enter", "x")
        await on.pilot.click("#fields", offset=(10, 5))
        await on.settle()
        assert form.field.name == "department"
        assert form.sheet.text("name").endswith("x")
        await on.pilot.click("#fields", offset=(10, 5))
        await on.press("y", "enter")
        assert form.sheet.text("department").endswith("y")


async def test_esc_in_a_field_takes_back_what_was_typed_there(house: Houses) -> None:
    async with house(profile=LAB) as on:
        form = await change(on, "call-queues")
        await on.press("enter", *"abc", "enter", "enter", *"def", "escape")
        assert form.sheet.text("name").endswith("abc")
        await on.press("delete", "enter", *"x", "escape")
        assert form.sheet.values == {}


async def test_a_lost_line_and_another_size_lose_nothing(house: Houses) -> None:
    async with house(profile=LAB) as on:
        form = await change(on, "call-queues")
        await go_to(on, "department")
        await on.press("enter", *"Q")
        await on.pilot.resize_terminal(120, 40)
        await on.settle()
        await on.press("R")
        on.line.cut = True
        await on.press("enter", "w")
        assert on.screen is form
        assert form.problem is not None
        assert form.sheet.text("department").endswith("QR")
        on.line.cut = False
        await on.press("w")
        assert body_of(on)["department"].endswith("QR")


async def test_what_zoom_refuses_is_laid_onto_its_field(house: Houses) -> None:
    async with house(profile=LAB) as on:
        form = await change(on, "call-queues")
        await go_to(on, "extension_number")
        taken = on.screen.opened_from.table.item_at(1).row["extension_number"]
        await on.press("enter", "end", "ctrl+u", *str(taken), "enter", "w", "w")
        box_of(on).opened_at -= 1
        await on.press("y")
        assert on.screen is form
        assert form.sheet.problem("extension_number")
        assert "is already used" in form.spoken
        assert form.field.name == "extension_number"
        form.take_errors([FieldError("nothing.known", "is odd")])
        await on.settle()
        assert "nothing.known is odd. What you filled in is kept." in form.spoken


async def test_a_secret_is_typed_unseen(house: Houses) -> None:
    async with house(profile=LAB) as on:

        async def make(_given: Any) -> Any:
            raise AssertionError

        inputs = [Input("word", "Password", InputKind.SECRET)]
        form = await open_sheet(on, sheet_of_inputs(on.screen.session, "Phone", inputs, make))
        await on.press("enter", *"hush")
        assert "hush" not in "\n".join(on.lines())
        await on.press("enter")
        assert "hush" not in "\n".join(on.lines())
        assert form.sheet.values == {"word": "hush"}
        await on.press("enter")
        await paste(on, "x" * 60)
        await on.press("enter")
        assert "x" * 9 not in "\n".join(on.lines())
        await on.press("enter", "end", "ctrl+u", "enter")
        await on.press("enter", "end", "x", "enter")
        assert form.sheet.values == {"word": "x"}


async def test_hostile_texts_are_shown_as_they_are_meant_and_come_back_unharmed(house: Houses) -> None:
    hostile = "a\x1b]52;c;aGVsbG8=\x07b\n[bold red]X[/]"
    async with house(profile=LAB) as on:

        async def make(_given: Any) -> Any:
            raise AssertionError

        inputs = [Input("name", "Name")]
        sheet = sheet_of_inputs(on.screen.session, "Thing", inputs, make, given={"name": hostile}, subject=hostile)
        form = await open_sheet(on, sheet)
        shown = "\n".join(on.lines())
        assert "\x1b" not in shown
        assert "[bold red]X[/]" in shown
        await on.press("enter", "end", "!")
        assert "\x1b" not in "\n".join(on.lines())
        await on.press("enter")
        assert form.sheet.value("name") == f"{hostile}!"


async def test_yes_and_no_are_switched_and_a_value_that_never_was_goes_back_to_nothing(house: Houses) -> None:
    async with house(profile=LAB) as on:
        made: list[Any] = []

        async def make(given: Any) -> Any:
            made.append(given)
            raise AssertionError("nobody asks for this plan")

        sheet = sheet_of_inputs(on.screen.session, "Thing", [Input("on", "On", InputKind.SWITCH, required=False)], make)
        await open_sheet(on, sheet)
        found = []
        for _ in range(3):
            await on.press("space")
            found.append(sheet.value("on"))
        assert found == [True, False, UNSET]


@pytest.mark.parametrize("key", ["delete", "e", "n", "D", "a", "z", "x", "S"])
async def test_no_letter_acts_while_a_field_is_typed(house: Houses, key: str) -> None:
    async with house(profile=LAB) as on:
        form = await change(on, "call-queues")
        assert isinstance(form, FormScreen)
        await on.press("enter", "home", key, "enter")
        assert on.screen is form
        if len(key) == 1:
            assert form.sheet.text("name").startswith(key)
