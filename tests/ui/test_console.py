"""Requests of the API console are filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.console import TEST, box_of, go_to, open_form, sent, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.house import House

    Houses = Callable[..., AbstractAsyncContextManager[House]]


async def test_a_missing_parameter_is_told_at_its_line_and_nothing_is_sent(house: Houses) -> None:
    async with house(profile=TEST) as opened:
        await open_form(opened, "listPhoneDevices")
        assert opened.screen.line.title == "type"
        before = sent(opened)
        await write(opened)
        assert "Nothing was sent: 1 field" in opened.screen.spoken
        assert any("type *" in line and "! is missing" in line for line in opened.lines())
        assert sent(opened) == before


async def test_a_read_is_filled_in_sent_and_answered(house: Houses) -> None:
    async with house(profile=TEST, size=(120, 40)) as opened:
        await open_form(opened, "listPhoneDevices")
        await opened.press("enter", "j", "enter")
        assert opened.screen.line.text
        await go_to(opened, "page_size")
        await opened.press("enter", *"two", "enter")
        assert any("page_size" in line and "!" in line for line in opened.lines())
        await opened.press("enter", *["backspace"] * 3, "2", "enter")
        await write(opened)
        text = "\n".join(opened.lines())
        for words in ("HTTP status ", " 200 ", "Weight", "devices", "next_page_token"):
            assert words in text
        assert sent(opened)[-1] == "listPhoneDevices"


async def test_one_of_several_is_chosen_and_what_was_typed_is_kept(house: Houses) -> None:
    async with house(profile=TEST, size=(120, 40)) as opened:
        await open_form(opened, "addCallHandling")
        form = opened.screen
        at = next(at for at, each in enumerate(form.lines.lines, 1) if each.alternatives)
        form.fields.move_to(at)
        before = [each.title for each in form.lines.lines]
        await opened.press("enter")
        await opened.press("j", "enter")
        assert form.line.chosen == 1
        assert [each.title for each in form.lines.lines] != before
        assert any("(2 of " in line for line in opened.lines())


async def test_yes_and_no_are_switched_and_a_field_is_left_out_again(house: Houses) -> None:
    async with house(profile=TEST) as opened:
        await open_form(opened, "addExternalContact")
        await go_to(opened, "auto_call_recorded")
        await opened.press("space")
        assert opened.screen.draft.request().body["auto_call_recorded"] is True
        await opened.press("space")
        assert opened.screen.draft.request().body["auto_call_recorded"] is False
        await opened.press("delete")
        assert "auto_call_recorded" not in opened.screen.draft.request().body
        await opened.press("o")
        assert [each.title for each in opened.screen.lines.lines] == ["name"]
        await opened.press("o", "slash", *"profile")
        assert {each.at[1] for each in opened.screen.lines.lines} == {"profile_picture"}


async def test_the_body_is_written_as_json_and_a_mistake_has_its_place(house: Houses) -> None:
    async with house(profile=TEST) as opened:
        await open_form(opened, "addExternalContact")
        await opened.press("enter", *"Bo", "enter")
        await opened.press("J")
        editor = box_of(opened)
        assert '"name": "Bo"' in editor.area.text
        editor.area.text = '{\n  "name": "Bo",\n  "email" "x"\n}'
        await opened.press("ctrl+o")
        assert box_of(opened) is editor
        assert any("line 3, column 11" in line for line in opened.lines())
        assert editor.area.cursor_location == (2, 10)
        await opened.press("escape")
        assert any("esc again" in line for line in opened.lines())
        editor.area.text = '{"name": "Bo", "email": "bo@example.com"}'
        await opened.press("ctrl+o")
        assert opened.screen.draft.request().body == {"name": "Bo", "email": "bo@example.com"}


async def test_leaving_what_was_filled_in_asks_and_coming_back_finds_it(house: Houses) -> None:
    async with house(profile=TEST) as opened:
        await open_form(opened, "addExternalContact")
        await opened.press("enter", *"Bo", "enter")
        await opened.press("escape")
        assert "esc again leaves" in opened.screen.spoken
        await opened.press("escape")
        assert opened.screen.PLACES == ("operation",)
        await opened.press("e")
        assert opened.screen.draft.request().body == {"name": "Bo"}
        await go_to(opened, "name")
        await opened.press("enter", *"rn2")
        await opened.press("escape")
        assert opened.screen.draft.request().body == {"name": "Bo"}


async def test_an_element_of_objects_is_added_and_its_id_picked(house: Houses) -> None:
    async with house(profile=TEST) as opened:
        await open_form(opened, "addMembersToCallQueue")
        await opened.press("p", "enter")
        await go_to(opened, "users")
        await opened.press("enter", *"ann@example.com", "enter")
        assert opened.screen.draft.request().body == {"members": {"users": [{"email": "ann@example.com"}]}}
        await opened.press("delete")
        await go_to(opened, "id")
        await opened.press("p", "enter")
        users = opened.screen.draft.request().body["members"]["users"]
        assert list(users[0]) == ["id"]
        await write(opened, "y")
        assert opened.screen.exchange.status == 201
        await opened.press("escape")
        assert opened.screen.PLACES == ("request",)
        await opened.press("escape")
        assert opened.screen.PLACES == ("operation",)


async def test_a_field_is_filled_in_after_the_other_with_tab(house: Houses) -> None:
    async with house(profile=TEST) as opened:
        await open_form(opened, "addExternalContact")
        await opened.press("enter", *"Bo", "tab", *"Night desk", "down", *"bo@example.com", "enter")
        body = opened.screen.draft.request().body
        assert body == {"name": "Bo", "description": "Night desk", "email": "bo@example.com"}


async def test_ztui_is_not_left_while_a_request_is_filled_in(house: Houses) -> None:
    async with house(profile=TEST) as opened:
        await open_form(opened, "addExternalContact")
        await opened.press("enter", *"Bo", "enter")
        await opened.press("1", "q")
        assert opened.screen.spoken == "'Add external contact' was not sent. :q! quits anyway."
        await opened.press("colon", *"q", "enter")
        assert opened.app.is_running
        await opened.pilot.press("colon", *"q!", "enter")
        await opened.pilot.pause()
        assert opened.app._exit


async def test_what_was_sent_holds_nobody_also_where_zoom_refused_it(house: Houses) -> None:
    async with house(profile=TEST) as opened:
        await open_form(opened, "getACallQueue")
        await opened.press("enter", *"nope", "enter")
        assert opened.app.desks[id(opened.screen.session)].unsent == ("Get a call queue",)
        await write(opened)
        assert opened.app.desks[id(opened.screen.session)].unsent == ()
        assert opened.screen.line.problem
        await opened.pilot.press("colon", *"q", "enter")
        await opened.pilot.pause()
        assert opened.app._exit


async def test_the_help_of_the_list_explains_its_marks(house: Houses) -> None:
    async with house(profile=TEST, size=(120, 40)) as opened:
        await opened.press("colon", *"operations", "enter", "question_mark")
        assert any("!! all of a collection" in line for line in opened.lines())


async def test_what_is_typed_ahead_lands_in_the_field(house: Houses) -> None:
    async with house(profile=TEST) as opened:
        await open_form(opened, "addExternalContact")
        for key in ("enter", *"wow", "tab", *"q1", "enter"):
            opened.app.simulate_key(key)
        await opened.settle()
        assert opened.screen.draft.request().body == {"name": "wow", "description": "q1"}
        assert opened.app.screen is opened.screen
