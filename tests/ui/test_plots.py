"""P plots the calls of a list, or of an object; enter shows the calls of a bar or a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.ui.screens.list import ListScreen
from ztui.ui.screens.plots.bars import Bar, BarLines
from ztui.ui.screens.plots.screen import PlotsScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.house import House

    Opened = Callable[..., AbstractAsyncContextManager[House]]


async def plotted(house: House, tab: str = "Time") -> PlotsScreen:
    await house.press("P")
    screen = house.screen
    assert isinstance(screen, PlotsScreen)
    while screen.tab != tab:
        await house.press("tab")
    return screen


def bars(screen: PlotsScreen) -> list[Bar]:
    source = screen.source
    assert isinstance(source, BarLines)
    return [source.bar(at) for at in range(source.count)]


async def test_hours_of_the_window_follow_one_another_and_have_all_calls(house: Opened) -> None:
    async with house() as it:
        screen = await plotted(it)
        found = bars(screen)
        assert screen.totals is not None
        assert sum(each.figures.calls for each in found) == screen.totals.calls == it.screen.pane.count
        assert len(found) in (24, 25)
        assert "Per hour" in it.lines()[4]
        await it.press("u")
        assert "Per day" in it.lines()[4]
        assert sum(each.figures.calls for each in bars(screen)) == screen.totals.calls


async def test_a_bar_opens_the_list_of_its_calls(house: Opened) -> None:
    async with house() as it:
        screen = await plotted(it, "Direction")
        first = bars(screen)[0]
        await it.press("enter")
        shown = it.screen
        assert isinstance(shown, ListScreen)
        assert shown.pane is not None
        assert shown.pane.count == first.figures.calls
        await it.press("escape")
        assert it.screen is screen


async def test_a_cell_of_the_map_is_written_out_and_opens_its_calls(house: Opened) -> None:
    async with house() as it:
        screen = await plotted(it, "Heat map")
        assert sum(each.calls for each in screen.map.cells.values()) == it.screen.pane.count
        busiest = screen.map.figures
        assert busiest.calls == max(each.calls for each in screen.map.cells.values())
        assert f"{busiest.calls} calls" in it.lines()[21]
        await it.press("enter")
        assert it.screen.pane.count == busiest.calls
        assert it.screen.pane.view.filter.startswith("time:fri time>=")


async def test_the_cursor_of_the_map_goes_both_ways_and_stays_within(house: Opened) -> None:
    async with house() as it:
        screen = await plotted(it, "Heat map")
        await it.press("home", "pageup", "left", "up")
        assert (screen.map.weekday, screen.map.hour) == (0, 0)
        assert " Mon 00:00-01:00  0 calls" in it.lines()[21]
        await it.press("enter")
        assert it.screen is screen
        await it.press("end", "pagedown", "right", "down")
        assert (screen.map.weekday, screen.map.hour) == (6, 23)


async def test_the_filter_of_the_list_is_that_of_the_plots(house: Opened) -> None:
    async with house() as it:
        await it.press("slash")
        await it.type("dir=inbound")
        await it.press("enter")
        many = it.screen.pane.count
        screen = await plotted(it, "Result")
        assert sum(each.figures.calls for each in bars(screen)) == many
        assert "dir=inbound" in it.lines()[2]


async def test_signs_are_ascii_where_they_have_to_be(house: Opened) -> None:
    async with house(ascii_only=True) as it:
        await plotted(it)
        assert "# ans x miss . other" in it.lines()[4]
        text = "\n".join(it.lines())
        await it.press("tab")
        text += "\n".join(it.lines())
        assert text.isascii()


async def test_a_queue_is_plotted_beside_what_zoom_counts(house: Opened) -> None:
    async with house() as it:
        await it.press("2", "enter")
        screen = await plotted(it, "Zoom analytics")
        text = "\n".join(it.lines())
        assert "Zoom analytics" in it.lines()[4]
        assert "Our count" in it.lines()[4]
        assert "all calls that came to the queue" in text
        assert screen.queue is not None
        assert "Queue" not in screen.tabs


async def test_lists_without_calls_have_no_plots(house: Opened) -> None:
    async with house() as it:
        await it.press("3", "P")
        assert isinstance(it.screen, ListScreen)
