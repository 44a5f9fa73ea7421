"""What the API console asks before it sends something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.console import TEST, box_of, go_to, make_contact, open_form, sent, write
from ztui.core.config import Profile
from ztui.resources.model import Confirm
from ztui.ui.modals.confirm import Question, confirmation

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.house import House

    Houses = Callable[..., AbstractAsyncContextManager[House]]


async def begin_delete(house: House) -> None:
    """Fill in the deletion of the first external contact."""
    await open_form(house, "deleteAExternalContact")
    await house.press("p")
    await house.press("enter")
    assert house.screen.draft.request().path["externalContactId"]


async def test_what_changes_something_is_asked_for_and_stays_filled_in(house: Houses) -> None:
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
        assert "There is no body, as the contract says" in "\n".join(opened.lines())


async def test_taking_away_a_whole_collection_shows_the_count_and_wants_it_typed(house: Houses) -> None:
    async with house(profile=TEST, size=(120, 40)) as opened:
        await open_form(opened, "unassignAllMembers")
        await opened.press("p")
        await opened.press("enter")
        await opened.press("w")
        count = box_of(opened).question.phrase
        text = "\n".join(opened.lines())
        assert count.isdecimal()
        assert f"takes all {count} members of call queue '" in text
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


async def test_the_field_of_the_phrase_is_seen_in_a_small_terminal(house: Houses) -> None:
    async with house(profile=TEST, size=(60, 15)) as opened:
        question = Question(Confirm.SEVERE, "Delete", "Send it? " * 20, ("It goes. " * 60,), "4711")
        opened.app.push_screen(confirmation(question, opened.screen.session.clock.monotonic))
        await opened.settle()
        box = box_of(opened)
        field, frame = box.query_one("#phrase").region, box.query_one("#box").region
        assert field.height == 1
        assert field in frame
        assert not field.overlaps(box.query_one("#cancel").region)
        assert any("Type 4711" in line for line in opened.lines())
        assert any("pgdn ▼ " in line and " more" in line for line in opened.lines())
        await opened.press("pagedown")
        assert box.query_one("#danger-text").top > 0


async def test_a_profile_that_wants_reasons_is_given_one_before_anything_is_asked(house: Houses) -> None:
    async with house(profile=Profile("acme", plan="none", require_reason=True)) as opened:
        await open_form(opened, "addExternalContact")
        await opened.press("enter", *"Bo", "enter")
        await opened.press("w")
        await opened.press("enter")
        assert any("Say why" in line for line in opened.lines())
        await opened.press("escape")
        assert opened.screen.spoken == "Nothing was sent."
        await opened.press("w")
        await opened.press(*"ticket 7", "enter")
        box_of(opened).opened_at -= 1
        await opened.press("y")
        assert "addExternalContact" in sent(opened)
        await opened.press("L")
        shown = "\n".join(opened.lines())
        assert "ticket 7" in shown
        await opened.press("enter")
        assert "WEB_" in "\n".join(opened.lines())
