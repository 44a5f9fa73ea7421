"""Two calls beside each other: marked in a list, picked from a ladder; in what they differ, at both sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.call_legs import CALLS
from tests.ui.calls import open_call
from tests.ui.test_stories import store_calls
from ztui.services.calls.story import whose_of_call
from ztui.services.view import View
from ztui.store.terms import LocalFilter
from ztui.ui.screens.beside.screen import BesideScreen
from ztui.ui.screens.beside.show import show_beside
from ztui.ui.screens.ladder.screen import LadderScreen

_EVERY = LocalFilter()

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.house import House

    Opened = AbstractAsyncContextManager[House]


async def both(on: House, one: str, other: str) -> None:
    """Open two calls whose legs are given beside each other."""
    for name in (one, other):
        await open_call(on.app, CALLS[name])
    ids = tuple(str(CALLS[name]["call_history_uuid"]) for name in (one, other))
    show_beside(on.app.house_screen, (ids[0], ids[1]))
    await on.settle()


async def test_two_marked_calls_are_compared_and_either_can_be_opened(house: Callable[..., Opened]) -> None:
    async with house(start="calls") as on:
        await on.press("B")
        assert "Mark two calls" in on.screen.spoken
        first = on.screen.row.key
        await on.press("space", "down")
        second = on.screen.row.key
        await on.press("B")
        assert isinstance(on.app.house_screen, BesideScreen)
        assert set(on.screen.keys) == {first, second}
        assert all(ladder.legs for ladder in on.screen.ladders)
        shown = on.screen.query_one("#beside").text
        assert "first call" in shown
        assert "second call" in shown
        await on.press("enter", "down", "enter")
        assert on.screen.PLACES == LadderScreen.PLACES
        assert on.screen.key == second


async def test_the_other_call_is_picked_in_the_ladder_from_those_of_the_caller_or_by_its_id(
    house: Callable[..., Opened],
) -> None:
    async with house(start="calls") as on:
        await store_calls(on.app.session, 1)
        await on.press("enter")
        key, other = on.screen.key, (await on.app.session.calls.first(_EVERY, most=2))[1]
        await on.press("B")
        assert "Beside which call?" in "\n".join(on.lines())
        await on.press("G", "enter")
        await on.type(other["call_id"])
        await on.press("enter")
        assert isinstance(on.app.house_screen, BesideScreen)
        assert on.screen.keys == (key, other["call_history_uuid"])


async def test_other_calls_of_the_caller_are_offered_as_far_as_the_list_has_read_them(
    house: Callable[..., Opened],
) -> None:
    async with house(start="calls") as on:
        rows = [each.row for each in await on.screen.pane.listing.rows(0, on.screen.pane.count)]
        named = [each for each in rows if each.get("caller_did_number") and not each.get("hide_caller_id")]
        whose = [whose_of_call(each).subject for each in named]
        row = next(each for each, subject in zip(named, whose, strict=True) if whose.count(subject) > 1)
        await on.press("slash")
        await on.type(f"call_id={row['call_id']}")
        await on.press("enter", "enter", "B")
        assert "Other calls of this caller" in "\n".join(on.lines())


async def test_legs_of_a_user_have_a_story_and_no_calls_beside_them(house: Callable[..., Opened]) -> None:
    async with house(start="users") as on:
        key = on.screen.row.key
        on.app.open_view(View("user-call-history", (("userId", key),)), on.screen)
        await on.settle()
        assert (on.screen.can("story"), on.screen.can("beside")) == (True, False)


@pytest.mark.parametrize(("size", "beside"), [((80, 24), False), ((120, 40), True)])
async def test_ladders_stand_beside_each_other_where_there_is_room(
    house: Callable[..., Opened], size: tuple[int, int], beside: bool
) -> None:
    async with house(size=size) as on:
        await both(on, "to-voicemail", "second-member")
        lines = [str(line) for line in on.screen.query_one("#beside").text.splitlines()]
        heads = [line for line in lines if "first call" in line or "second call" in line]
        assert len(heads) == (1 if beside else 2)
        assert any(line.split() == ["result", "voicemail", "answered"] for line in lines)


async def test_a_call_that_aged_out_leaves_the_other_and_is_said(house: Callable[..., Opened]) -> None:
    async with house(start="calls") as on:
        key = on.screen.row.key
        show_beside(on.app.house_screen, (key, "20250101-00000000-0000-4000-8000-000000000000"))
        await on.settle()
        assert "Zoom has no call 20250101" in on.screen.spoken
        assert on.screen.ladders[0].legs
        assert "Zoom tells no legs of this call." in on.screen.query_one("#beside").text
