"""Requests of the API console: filled in, confirmed, sent, answered."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tests.hostile import HOSTILE_NAMES
from tests.ui.house import SMALL
from ztui.core.config import Profile
from ztui.core.errors import FieldError, Invalid
from ztui.services.console.console import Exchange
from ztui.services.console.request import ConsoleRequest
from ztui.ui.screens.console.answer import AnswerScreen
from ztui.ui.screens.console.copying import request_copies
from ztui.ui.screens.console.sending import Sending

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.ui.house import House

    Houses = Callable[..., AbstractAsyncContextManager[House]]

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
ODD = tuple(FieldError(f"rows[0].field{at}", "must be a string, not an integer") for at in range(20))
TEST = Profile("acme", label="TEST", plan="business")


async def open_form(house: House, id: str) -> None:
    """Go to the form of an operation."""
    await house.press("colon", *f"operations {id}", "enter")
    await house.press("e")


async def go_to(house: House, title: str) -> None:
    """Put the cursor on a field of the form."""
    form = house.screen
    at = next(at for at, each in enumerate(form.lines.lines, 1) if each.title == title)
    form.fields.move_to(at)
    await house.settle()


async def write(house: House, *keys: str) -> None:
    """Send what is filled in, and answer the question that is asked, as late as a person would."""
    await house.press("w")
    if keys:
        box_of(house).opened_at -= 1
        await house.press(*keys)


def box_of(house: House) -> Any:
    """Give the box that lies over the screen."""
    return house.app.screen


async def longest_stall(stop: asyncio.Event) -> float:
    """Give the longest time in seconds for which the event loop was held up, until it is stopped."""
    loop = asyncio.get_running_loop()
    longest, before = 0.0, loop.time()
    while not stop.is_set():
        await asyncio.sleep(0.005)
        longest, before = max(longest, loop.time() - before), loop.time()
    return longest


def sent(house: House) -> list[str]:
    """Give the requests that were sent by the console, oldest first."""
    return [each.operation_id for each in reversed(house.screen.session.client.requests.recent)]


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


async def test_what_changes_something_is_asked_for_and_its_field_errors_come_back(house: Houses) -> None:
    async with house(profile=TEST, size=(120, 40)) as opened:
        await open_form(opened, "addExternalContact")
        await opened.press("enter", *"Carl [bold]X", "enter")
        await go_to(opened, "phone_numbers")
        await opened.press("plus", *"+14155550111", "enter")
        await opened.press("plus", *"+14155550112", "enter")
        await opened.press("minus")
        assert opened.screen.draft.request().body["phone_numbers"] == ["+14155550111"]
        await write(opened, "n")
        assert opened.screen.spoken == "Nothing was sent."
        before = sent(opened)
        await write(opened, "enter", "w", "y")
        assert sent(opened)[len(before) :] == ["addExternalContact"]
        text = "\n".join(opened.lines())
        assert "HTTP status" in text
        assert "201" in text
        assert "name Carl [bold]X" in text
        contact = opened.screen.exchange.data
        await opened.press("e")
        assert opened.screen.draft.request().body["name"] == "Carl [bold]X"
        await write(opened, "y")
        assert opened.screen.exchange.status in {201, 400}
        assert contact["external_contact_id"]


async def test_the_question_names_the_request_and_the_profile(house: Houses) -> None:
    async with house(profile=TEST) as opened:
        await open_form(opened, "addExternalContact")
        await opened.press("enter", *"Bo", "enter")
        await opened.press("w")
        assert any("Send POST /phone/external_contacts to acme TEST? y/n" in line for line in opened.lines())
        await opened.press("escape")
        assert "addExternalContact" not in sent(opened)


async def begin_delete(house: House) -> None:
    """Fill in the deletion of the first external contact."""
    await open_form(house, "deleteAExternalContact")
    await house.press("p")
    await house.press("enter")
    assert house.screen.draft.request().path["externalContactId"]


async def make_contact(house: House) -> None:
    """Make an external contact by the console."""
    await open_form(house, "addExternalContact")
    await house.press("enter", *"Bo", "enter")
    await write(house, "y")
    assert house.screen.exchange.status == 201


async def test_a_deletion_waits_listens_late_and_only_to_y(house: Houses) -> None:
    async with house(profile=TEST) as opened:
        await make_contact(opened)
        await begin_delete(opened)
        await opened.press("w")
        box = box_of(opened)
        assert box.focused.id == "cancel"
        box._monotonic = lambda: box.opened_at + 0.299
        await opened.press("y", "enter", "escape")
        assert box_of(opened) is box
        box._monotonic = lambda: box.opened_at + 0.301
        await opened.press("enter")
        assert opened.screen.spoken == "Nothing was sent."
        assert "deleteAExternalContact" not in sent(opened)
        await write(opened, "y")
        assert sent(opened)[-1] == "deleteAExternalContact"
        assert opened.screen.exchange.status == 204


async def test_taking_away_a_whole_collection_shows_the_count_and_wants_it_typed(house: Houses) -> None:
    async with house(profile=TEST, size=(120, 40)) as opened:
        await open_form(opened, "unassignAllMembers")
        await opened.press("p")
        await opened.press("enter")
        await opened.press("w")
        count = box_of(opened).question.phrase
        text = "\n".join(opened.lines())
        assert count.isdecimal()
        assert f"takes all {count} of them" in text
        assert f"Type {count}, then ctrl+y" in text
        box_of(opened).opened_at -= 1
        await opened.press("y", "enter", "ctrl+y")
        assert "unassignAllMembers" not in sent(opened)
        await opened.press("backspace", *count, "ctrl+y")
        assert sent(opened)[-1] == "unassignAllMembers"
        assert opened.screen.exchange.error is None


async def test_production_asks_a_level_higher(house: Houses) -> None:
    async with house(profile=Profile("acme", label="PROD", production=True, plan="none")) as opened:
        await open_form(opened, "addExternalContact")
        await opened.press("enter", *"Bo", "enter")
        await opened.press("w")
        assert type(box_of(opened)).__name__ == "DangerBox"


async def test_a_session_that_reads_says_why_where_it_would_be_sent(house: Houses) -> None:
    async with house(profile=Profile("acme", read_only=True, plan="none")) as opened:
        await open_form(opened, "addExternalContact")
        assert any("Cannot be sent: This session may only read" in line for line in opened.lines())
        await opened.press("enter", *"Bo", "enter")
        await write(opened)
        assert "Nothing was sent: This session may only read" in opened.screen.spoken
        assert "addExternalContact" not in sent(opened)
        await opened.press("escape", "escape")
        assert "may only read" in "\n".join(opened.lines())


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


async def test_requests_that_were_sent_fill_the_form_again(house: Houses) -> None:
    async with house(profile=TEST) as opened:
        await make_contact(opened)
        await opened.press("colon", *"requests", "enter")
        assert any("POST   /phone/external_contacts" in line for line in opened.lines())
        await opened.press("enter")
        assert opened.screen.draft.request().body == {"name": "Bo"}
        await opened.press("H")
        assert opened.screen.title_word == "Requests of the console"


async def test_a_scope_that_was_refused_is_said_before(house: Houses) -> None:
    options = replace(SMALL, scopes=("phone:read:list_call_queues:admin",))
    async with house(profile=TEST, options=options) as opened:
        await open_form(opened, "listPhoneSites")
        await write(opened)
        assert opened.screen.exchange.status in {400, 401, 403}
        await opened.press("colon", *"operations listPhoneSites", "enter")
        assert any("Zoom refused it: the app lacks" in line for line in opened.lines())


async def test_what_zoom_says_of_fields_comes_back_onto_their_lines(house: Houses) -> None:
    async with house(profile=TEST) as opened:
        await open_form(opened, "addExternalContact")
        await opened.press("enter", *"Bo", "enter")
        form = opened.screen
        error = Invalid("Zoom refuses it.", http=400, code=300)
        error.fields = (FieldError("Name", "is taken [/nope]"),)
        Sending(form).show(Exchange(form.draft.request(), NOW, 400, error=error))
        await opened.settle()
        assert opened.screen is form
        assert any("name *" in line and "! is taken [/nope]" in line for line in opened.lines())
        assert "Zoom refuses it." in form.spoken
        assert form.line.title == "name"
        await opened.press("enter", "2", "enter")
        assert not form.line.problem
        error.fields = (FieldError("nowhere", "is odd"),)
        Sending(form).show(Exchange(form.draft.request(), NOW, 400, error=error))
        await opened.settle()
        assert "is odd" in "\n".join(opened.lines())


async def test_an_answer_is_folded_searched_and_shown_as_json(house: Houses) -> None:
    async with house(profile=TEST, size=(120, 40)) as opened:
        await open_form(opened, "listPhoneSites")
        await opened.press("enter")
        screen = opened.screen
        name = screen.exchange.data["sites"][1]["name"]
        await opened.press("slash", *name.split()[0].lower(), "enter")
        found = next(at for at, (path, _value) in enumerate(screen.lines.source.found) if path == ("sites", 1, "name"))
        screen.lines.move_to(found)
        await opened.press("enter")
        assert screen.lines.source.tree.path_at(screen.lines.source.in_tree(screen.lines.cursor)) == (
            "sites",
            1,
            "name",
        )
        await opened.press("left")
        before = screen.lines.source.count
        await opened.press("left")
        folded = screen.lines.source.count
        assert folded < before
        await opened.press("J")
        assert json.loads("\n".join(screen.lines.source.lines)) == screen.exchange.data
        await opened.press("escape")
        assert screen.lines.source.count == folded


async def test_an_answer_of_ten_megabytes_does_not_hold_the_keys_up(house: Houses) -> None:
    data = {"rows": [{"id": f"row-{at}", "text": HOSTILE_NAMES[at % 9] + "x" * 60} for at in range(80_000)]}
    async with house(profile=TEST) as opened:
        request = ConsoleRequest("listPhoneSites")
        exchange = Exchange(request, NOW, 200, 0.5, "LIGHT", data=data, problems=ODD)
        screen = AnswerScreen(opened.screen.session, exchange)
        opened.app.go(screen, opened.screen)
        await opened.settle()
        assert screen.lines.source.count < 200
        assert "and 17 more" in screen.lines.text
        stop = asyncio.Event()
        longest = asyncio.create_task(longest_stall(stop))
        await opened.press("J")
        await opened.press("slash", *"row-79999", "enter")
        stop.set()
        assert await longest < 1.0
        assert screen.filter_count() == "1 found"
        await opened.press("escape", "J")
        assert screen.lines.source.count == 4 * 80_000 + 4
        await opened.press("J", "slash", *"row-79999", "enter")
        await opened.press("enter")
        assert any("row-79999" in line for line in opened.lines())


async def test_an_answer_is_copied_as_curl_without_the_token(house: Houses) -> None:
    async with house(profile=TEST, environ={}) as opened:
        await open_form(opened, "listPhoneSites")
        await opened.press("enter", "c")
        titles = [each.title for each in box_of(opened).choices]
        assert titles == ["Answer", "curl", "Command"]
        text = "\n".join(opened.lines())
        assert "ztui api listPhoneSites" in text
        await opened.press("u")
        assert "curl" in opened.screen.spoken
        assert "demo" not in request_copies(opened.screen, opened.screen.exchange.request)[0].text


async def test_a_file_is_saved_under_the_name_that_is_given(house: Houses, tmp_path: Path) -> None:
    async with house(profile=TEST) as opened:
        client = opened.screen.session.client
        voicemails = (await client.request("accountVoiceMails", {}, {})).data["voice_mails"]
        await open_form(opened, "phoneDownloadVoicemailFile")
        await opened.press("enter", *voicemails[0]["id"].replace("-", "-"), "enter")
        await write(opened)
        field = box_of(opened).query_one("#asked")
        field.value = str(tmp_path / "nowhere" / "voice.mp3")
        await opened.press("enter")
        assert any("There is no folder" in line for line in opened.lines())
        field.value = str(tmp_path / "voice.mp3")
        await opened.press("enter")
        assert opened.screen.exchange.error is None, opened.screen.exchange.error
        assert opened.screen.exchange.saved_to.stat().st_size > 0
        assert "Saved to" in opened.screen.lines.text


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
        assert "'Add external contact' is filled in and was not sent" in opened.screen.spoken
        await opened.press("colon", *"q", "enter")
        assert opened.app.is_running
        await opened.pilot.press("colon", *"q!", "enter")
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
