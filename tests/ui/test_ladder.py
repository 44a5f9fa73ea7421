"""A call on its own screen: the ladder, its legs, where they lead, quality, and what is said when something fails."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.call_legs import CALLS
from tests.ui.calls import open_call
from ztui.services.view import View
from ztui.ui.screens.detail import DetailScreen
from ztui.ui.screens.ladder.screen import LADDER, LadderScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.house import House

    Opened = AbstractAsyncContextManager[House]


async def _opened(on: House, name: str) -> LadderScreen:
    await open_call(on.app, CALLS[name])
    await on.settle()
    assert isinstance(on.screen, LadderScreen)
    return on.screen


async def _found(on: House, filter: str) -> None:
    """Open the first call that passes a filter."""
    on.app.open_view(View("call-history", filter=filter), on.screen)
    await on.settle()
    await on.press("enter")


def _leg(on: House) -> str:
    text: str = on.screen.query_one("#leg").text
    return text


async def test_enter_on_a_call_draws_its_way_and_the_other_tabs_are_those_of_any_object(
    house: Callable[..., Opened],
) -> None:
    async with house(start="calls") as on:
        await on.press("enter")
        assert isinstance(on.screen, LadderScreen)
        assert on.screen.tab == LADDER
        assert on.screen.spoken == ""
        lines = on.lines()
        assert any("call ended" in line for line in lines)
        assert any("leg 1 of" in line for line in lines)
        assert "Q quality" in lines[-1]
        await on.press("tab")
        assert on.screen.tab == "Legs"
        await on.press("enter")
        assert type(on.screen) is DetailScreen
        await on.press("escape", "shift+tab")
        assert on.screen.tab == LADDER
        await on.press("J")
        assert on.screen.tab == "Raw"
        await on.press("J")
        assert on.screen.tab == LADDER


async def test_raw_from_the_list_opens_the_raw_form(house: Callable[..., Opened]) -> None:
    async with house(start="calls") as on:
        await on.press("J")
        assert isinstance(on.screen, LadderScreen)
        assert on.screen.tab == "Raw"
        await on.press("tab")
        assert on.screen.tab == LADDER


async def test_walking_the_lines_shows_their_legs_and_the_last_the_call(house: Callable[..., Opened]) -> None:
    async with house() as on:
        await _opened(on, "second-member")
        assert "incoming" in _leg(on)
        await on.press("down")
        assert "Bo Lind (8111)" in _leg(on)
        assert "operator" in _leg(on)
        await on.press("G")
        assert "via west-byoc-1" in _leg(on)
        assert any("the call" in line for line in on.lines())
        await on.press("up")
        assert "recording automatic" in _leg(on)
        assert "on hold 0:25" in _leg(on)


async def test_rows_of_the_list_are_shown_until_the_legs_are_there(house: Callable[..., Opened]) -> None:
    async with house(start="calls") as on:
        on.line.held = asyncio.Event()
        await on.pilot.press("enter")
        await on.pilot.pause()
        assert on.screen.tab == LADDER
        assert any("Asking Zoom for the legs" in line for line in on.lines())
        on.line.held.set()
        await on.settle()
        assert not any("Asking Zoom" in line for line in on.lines())
        assert on.screen.ladder.legs


async def test_a_cut_line_says_so_and_asking_again_draws_the_way(house: Callable[..., Opened]) -> None:
    async with house(start="calls") as on:
        on.line.cut = True
        await on.press("enter")
        assert on.screen.problem is not None
        assert any("The legs were not read." in line for line in on.lines())
        on.line.cut = False
        await on.press("r")
        assert on.screen.ladder.legs
        assert on.screen.tab == LADDER


async def test_a_call_that_aged_out_is_said_to_be_gone(house: Callable[..., Opened]) -> None:
    async with house(start="calls") as on:
        on.app.open_object("calls", "20250101-00000000-0000-4000-8000-000000000000")
        await on.settle()
        assert "Zoom has no call 20250101" in on.screen.spoken
        assert "six months" in str(on.screen.problem)


async def test_a_call_without_legs_looks_like_any_object(house: Callable[..., Opened]) -> None:
    async with house() as on:
        record = {name: value for name, value in CALLS["transfer"].items() if name != "call_elements"}
        await open_call(on.app, record)
        await on.settle()
        assert LADDER not in on.screen.tab_names()
        assert on.screen.tab == "Legs"


async def test_enter_goes_to_the_party_and_to_the_calls_of_a_number_outside(house: Callable[..., Opened]) -> None:
    async with house(start="calls") as on:
        await _found(on, "dir=inbound result=answered")
        screen = on.screen
        leg = screen.ladder.legs[0]
        party = screen.ladder.parties[leg.callee]
        assert f"go to {party.name[:5]}" in on.lines()[-1]
        await on.press("enter")
        assert on.screen.row["extension_id"] == party.id
    async with house() as on:
        await _opened(on, "outbound")
        on.app.session.offline = False
        await on.press("enter")
        assert on.screen.pane.view.query == (("keyword", "+390669812345"),)


async def test_quality_is_asked_for_by_key_and_stays_with_every_leg(house: Callable[..., Opened]) -> None:
    async with house(start="calls") as on:
        await _found(on, "result=answered")
        await on.press("Q")
        assert on.screen.spoken == ""
        assert any("quality of the call" in line for line in on.lines())
        assert "jitter" in _leg(on)
        await on.press("down")
        assert "MOS" in _leg(on)
        assert "jitter" not in _leg(on)


async def test_where_zoom_has_no_quality_it_is_said_who_has(house: Callable[..., Opened]) -> None:
    async with house(start="calls") as on:
        await _found(on, "result=voicemail")
        await on.press("Q")
        assert "no quality of this call" in on.screen.spoken
        await on.press("down")
        assert on.screen.problem is None
        on.app.session.offline = True
        await on.press("Q")
        assert "offline" in on.screen.spoken


async def test_the_ladder_can_be_copied_as_text(house: Callable[..., Opened]) -> None:
    async with house() as on:
        await _opened(on, "transfer")
        await on.press("c")
        lines = "\n".join(on.lines())
        assert "Ladder" in lines
        assert "ID of the leg" in lines


async def test_what_a_call_keeps_can_be_saved_from_its_actions(house: Callable[..., Opened]) -> None:
    async with house() as on:
        screen = await _opened(on, "second-member")
        assert [each.file for each in screen._offers()] == ["recording", "transcript"]
        await on.press("a")
        assert any("Save recording" in line for line in on.lines())
    async with house() as on:
        screen = await _opened(on, "to-voicemail")
        assert [each.file for each in screen._offers()] == ["voicemail"]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 40), (60, 15)])
async def test_details_lie_below_and_beside_where_there_is_room(
    house: Callable[..., Opened], size: tuple[int, int]
) -> None:
    async with house(size=size) as on:
        await _opened(on, "to-voicemail")
        lines = on.lines()
        head = next(at for at, line in enumerate(lines) if line.startswith("   TIME PST"))
        leg = next(at for at, line in enumerate(lines) if "leg 1 of 5" in line)
        assert (leg == head) is (size[0] >= 150)
        await on.press("G")
        assert any("call ended" in line for line in on.lines())


async def test_plain_signs_replace_ours(house: Callable[..., Opened]) -> None:
    async with house(ascii_only=True) as on:
        await _opened(on, "to-voicemail")
        assert "\n".join(on.lines()).isascii()


async def test_hostile_names_are_text(house: Callable[..., Opened]) -> None:
    async with house() as on:
        await _opened(on, "hostile")
        for _ in range(20):
            await on.pilot.press("down")
        await on.settle()
        text = "\n".join(on.lines())
        assert "call ended" in text
        assert "[EMEA] Support" in text
        assert "\x1b" not in text
