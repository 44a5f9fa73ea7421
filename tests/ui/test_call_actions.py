"""What can be done from a call: leg, recording, voicemail, the histories of its users, its AI summary; all by plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.call_legs import CALLS
from tests.ui.calls import open_call
from ztui.services.view import View

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.house import House

    Opened = AbstractAsyncContextManager[House]


async def found(on: House, filter: str, has: Callable[[Any], bool]) -> None:
    """Open the first of the calls of some days that passes, and of which this holds."""
    ends = (("from", "2026-11-14T14:05:00Z"), ("to", "2026-11-21T14:05:00Z"))
    on.app.open_view(View("call-history", query=ends, filter=filter), on.screen)
    await on.settle()
    for _ in range(30):
        await on.press("enter")
        if has(on.screen.ladder):
            return
        await on.press("escape", "down")
    raise AssertionError("No call is like that.")


async def choose(on: House, words: str) -> None:
    """Choose from the menu of actions by words."""
    await on.press("a", "/")
    await on.type(words)
    await on.press("enter")


def text(on: House) -> str:
    return "\n".join(on.lines())


def titles(on: House) -> list[str]:
    menu: Any = on.app.screen
    return [each.title for each in menu.choices]


async def test_a_leg_gets_its_client_code_by_a_plan(house: Callable[..., Opened]) -> None:
    async with house() as on:
        await found(on, "result=answered", lambda ladder: ladder.legs)
        await choose(on, "set the client code")
        assert "Client code" in text(on)
        await on.press("enter", *"4711", "enter", "w")
        assert "client code 4711" in text(on)
        assert "/client_code" in text(on)


@pytest.mark.parametrize(
    ("filter", "kept", "what", "path"),
    [
        ("recording_status=recorded", "recording", "recording", "/phone/recordings/"),
        ("result=voicemail", "voicemail", "voicemail", "/phone/voice_mails/"),
    ],
)
async def test_what_a_call_keeps_is_shown_and_deleted_by_a_plan(
    house: Callable[..., Opened], filter: str, kept: str, what: str, path: str
) -> None:
    async with house() as on:
        await found(on, filter, lambda ladder: any(getattr(leg, kept) for leg in ladder.legs))
        key = on.screen.key
        id = next(getattr(leg, kept) for leg in on.screen.ladder.legs if getattr(leg, kept))
        await on.press("a")
        assert f"Delete the {what}…" in titles(on)
        await on.press("escape")
        await choose(on, f"show the {what}")
        assert on.screen.key == id
        await on.press("escape")
        assert on.screen.key == key
        await choose(on, f"delete the {what}")
        assert "Plan" in text(on)
        assert path in text(on)
        assert ("can be undone" in text(on)) is (what == "recording")


async def test_a_call_is_deleted_from_the_history_of_a_user_by_a_severe_plan(house: Callable[..., Opened]) -> None:
    async with house() as on:
        await found(on, "result=answered", lambda ladder: any(each.kind == "user" for each in ladder.parties))
        await choose(on, "delete from the history of")
        assert "DELETE /phone/users/" in text(on)
        assert "CANNOT" in text(on) or "cannot be had back" in text(on)


async def test_the_ai_summary_stands_where_the_leg_is_told(house: Callable[..., Opened]) -> None:
    async with house() as on:
        await found(on, "result=answered", lambda ladder: any(each.kind == "user" for each in ladder.parties))
        await choose(on, "ai summary")
        assert "spoke for about" in on.screen.query_one("#leg").text
        assert any("AI summary for" in line for line in on.lines())
        await on.press("down")
        assert "spoke for about" not in on.screen.query_one("#leg").text


async def test_a_call_without_a_summary_says_so(house: Callable[..., Opened]) -> None:
    async with house() as on:
        await found(on, "result=voicemail", lambda ladder: any(each.kind == "user" for each in ladder.parties))
        await choose(on, "ai summary")
        assert "no AI summary" in on.screen.spoken


async def test_details_that_do_not_fit_are_scrolled_to(house: Callable[..., Opened]) -> None:
    async with house(size=(80, 20)) as on:
        await open_call(on.app, CALLS["second-member"])
        await on.settle()
        await on.press("down", "down", "down", "down")
        reader = on.screen.query_one("#leg")
        assert "more lines (right)" in reader.text
        seen = reader.text
        await on.press("right", "right", "right")
        assert reader.text != seen
        assert "recording automatic" in reader.text
        assert "more lines" not in reader.text
        await on.press("left", "left", "left")
        assert reader.text == seen


async def test_a_common_area_is_gone_to_by_its_extension(house: Callable[..., Opened]) -> None:
    async with house() as on:
        await open_call(on.app, CALLS["emergency"])
        await on.settle()
        from ztui.ui.screens.ladder.lines import link_of

        link = link_of(on.screen.ladder.parties[0])
        assert link is not None
        assert link.view == View("common-areas", filter='extension_number="8402"')


async def test_a_session_that_may_only_read_says_why_and_keeps_what_reads(house: Callable[..., Opened]) -> None:
    async with house() as on:
        await open_call(on.app, CALLS["to-voicemail"])
        await on.settle()
        await on.press("a")
        menu: Any = on.app.screen
        refused = {each.title: each.refused for each in menu.choices}
        assert refused["Delete the voicemail…"]
        assert not refused["All calls of the caller"]


async def test_a_number_outside_leads_to_its_story_where_calls_are_stored(house: Callable[..., Opened]) -> None:
    async with house() as on:
        await on.app.session.calls.add([CALLS["outbound"]])
        await open_call(on.app, CALLS["outbound"])
        await on.settle()
        await on.press("enter")
        assert on.screen.source.whose.number == "+390669812345"
        assert on.screen.source.story.calls == 1


async def test_the_calls_above_and_below_in_the_list_follow_without_going_back(house: Callable[..., Opened]) -> None:
    async with house(start="calls") as on:
        listing = on.screen
        rows = [each.key for each in await listing.pane.listing.rows(0, 3)]
        await on.press("enter")
        assert "[ ] other calls" in text(on) or on.screen.key_title("history-back") == "other calls"
        await on.press("]")
        assert on.screen.key == rows[1]
        await on.press("]")
        assert on.screen.key == rows[2]
        await on.press("[")
        assert on.screen.key == rows[1]
        await on.press("[", "[")
        assert on.screen.key == rows[0]
        assert "no call above this one" in on.screen.spoken
        await on.press("]", "escape")
        assert on.screen is listing
        assert listing.row.key == rows[1]
