"""Lists of calls say what all calls that pass their filter sum up to, and never wait for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from ztui.store.figures import Figures
from ztui.ui.widgets.sparkline import evenly

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.house import House

    Opened = Callable[..., AbstractAsyncContextManager[House]]

SPARKS = frozenset("·▁▂▃▄▅▆▇█")


@given(st.lists(st.integers(0, 999), max_size=50), st.integers(1, 40))
def test_every_call_stands_in_one_part(seconds: list[int], parts: int) -> None:
    found = evenly([(each, Figures(1)) for each in seconds], (0, 1000), parts)
    assert len(found) == parts
    assert found == [sum(each * parts // 1000 == at for each in seconds) for at in range(parts)]


async def test_totals_stand_where_nothing_is_said(house: Opened) -> None:
    async with house() as it:
        many = it.screen.pane.count
        assert it.lines()[22].startswith(f" {many} calls · ")
        assert " missed · " in it.lines()[22]
        assert it.screen.spoken == ""
        assert set(it.lines()[2][-10:].strip()) <= SPARKS
        it.screen.say("Something was done.")
        assert it.lines()[22].strip() == "Something was done."


async def test_they_are_those_of_the_filter(house: Opened) -> None:
    async with house() as it:
        await it.press("slash")
        await it.type("dir=inbound")
        shown = it.screen.pane.count
        assert it.lines()[22].startswith(f" {shown} calls · ")
        await it.press("enter", "escape")
        assert it.lines()[22].startswith(f" {it.screen.pane.count} calls · ")
        assert it.screen.pane.count > shown


async def test_a_list_without_calls_says_nothing_of_them(house: Opened) -> None:
    async with house() as it:
        await it.press("slash")
        await it.type("nobodyiscalledso")
        assert it.lines()[22].strip() == ""
        await it.press("escape", "3")
        assert it.lines()[22].strip() == ""


async def test_waits_are_told_of_the_calls_whose_legs_were_read(house: Opened) -> None:
    async with house(size=(120, 40)) as it:
        assert "legs" not in it.lines()[38]
        await it.press("slash")
        await it.type("result=answered dir=inbound")
        await it.press("enter")
        read = 0
        for _ in range(3):
            await it.press("enter")
            read += it.screen.ladder.totals.wait is not None
            await it.press("escape", "down")
        assert read
        assert f"(of {read} with legs read)" in it.lines()[38]


async def test_what_has_no_room_alone_is_left_out(house: Opened) -> None:
    async with house() as it:
        before = it.lines()[22].strip()
        assert before.endswith(" in all")
        await it.press("slash")
        await it.type("result=answered dir=inbound")
        await it.press("enter", "enter", "escape")
        line = it.lines()[22].strip()
        assert " in all" in line
        await it.press("slash")
        await it.type(" zzzz")
        assert any(" calls match '" in each for each in it.lines())


async def test_ascii_terminals_get_an_ascii_sparkline(house: Opened) -> None:
    async with house(ascii_only=True) as it:
        assert it.lines()[2].isascii()
        assert it.lines()[22].isascii()
