"""F counts a list by a column; enter leads back to the list, filtered by the value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.ui.screens.frequency.screen import FrequencyScreen
from ztui.ui.screens.list import ListScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.ui.house import House

    Opened = Callable[..., AbstractAsyncContextManager[House]]


async def pick(house: House, way: str) -> FrequencyScreen:
    await house.press("F")
    choices = house.app.screen.choices  # type: ignore[attr-defined]
    await house.press(*["down"] * [each.id for each in choices].index(way), "enter")
    assert isinstance(house.screen, FrequencyScreen)
    return house.screen


def rows(house: House) -> list[list[str]]:
    """Give the cells of the lines of the table."""
    found = [line[3:].split() for line in house.lines()[4:-2]]
    return [each for each in found if each]


async def test_a_value_leads_back_to_the_list_filtered_by_it(house: Opened) -> None:
    async with house() as it:
        screen = await pick(it, "result")
        assert it.lines()[2].strip().startswith("Calls ▸ last 24 hours ▸ by Result")
        assert rows(it)[0][:2] == ["answered", f"{screen.value.figures.calls:,}"]  # type: ignore[union-attr]
        assert screen.value is not None
        many = screen.value.figures.calls
        await it.press("enter")
        assert isinstance(it.screen, ListScreen)
        assert it.screen.pane is not None
        assert (it.screen.pane.view.filter, it.screen.pane.count) == ("result=answered", many)
        await it.press("F")
        await it.press("enter")
        assert it.lines()[2].strip().startswith("Calls ▸ last 24 hours ▸ /result=answered ▸ by Outcome")
        assert [each[0] for each in rows(it)] == ["answered"]


async def test_the_column_under_the_sort_is_counted_at_once(house: Opened) -> None:
    async with house() as it:
        await it.press("2", "greater_than_sign", "F")
        assert isinstance(it.screen, FrequencyScreen)
        assert it.screen.way.column.path == "name"
        assert it.screen.value is not None
        assert it.screen.value.figures.calls == 2
        await it.press("F")
        assert it.app.screen.choices[0].id == "name"  # type: ignore[attr-defined]


async def test_values_are_searched_and_sorted(house: Opened) -> None:
    async with house(size=(120, 40)) as it:
        screen = await pick(it, "hour")
        hours = [each[0] for each in rows(it)]
        assert hours == [f"{hour:02}:00" for hour in range(24)]
        await it.press("greater_than_sign", "greater_than_sign")
        counts = [int(each[1]) for each in rows(it)]
        assert counts == sorted(counts, reverse=True)
        await it.press("slash")
        await it.type("09:")
        assert [each[0] for each in rows(it)] == ["09:00"]
        assert "1 of 24 values" in it.lines()[2]
        await it.press("enter", "enter")
        assert it.screen.pane.view.filter == "time>=09:00 time<10:00"
        assert screen.session is it.screen.session


async def test_esc_clears_the_words_and_goes_back(house: Opened) -> None:
    async with house() as it:
        await pick(it, "result")
        await it.press("slash")
        await it.type("zzz")
        assert "No value has 'zzz'." in "\n".join(it.lines())
        await it.press("escape")
        await it.press("escape")
        assert rows(it)[0][0] == "answered"
        await it.press("escape")
        assert isinstance(it.screen, ListScreen)
        assert it.screen.pane is not None
        assert it.screen.pane.view.filter == ""


async def test_any_list_is_counted_and_says_of_how_many(house: Opened) -> None:
    async with house() as it:
        await it.press("3")
        await pick(it, "status")
        assert "150" in it.lines()[2]
        shown = rows(it)
        assert sum(int(each[1]) for each in shown) == 150
        assert "MISSED" not in it.lines()[3].upper()


async def test_values_are_exported_and_copied(house: Opened, tmp_path: Path) -> None:
    async with house() as it:
        screen = await pick(it, "result")
        await it.press("c")
        assert [each.key for each in it.app.screen.choices] == ["v", "l", "f", "m"]  # type: ignore[attr-defined]
        await it.press("escape")
        target = tmp_path / "counts.csv"
        await it.press("x")
        it.app.screen.query_one("Input").value = str(target)  # type: ignore[attr-defined]
        await it.press("enter")
        lines = target.read_text().splitlines()
        assert lines[0] == "value,count,answered,missed,seconds,average_seconds"
        assert len(lines) == 1 + len(screen._rows.values)  # type: ignore[union-attr]


async def test_long_totals_have_room_on_wide_terminals(house: Opened) -> None:
    async with house(size=(120, 40)) as it:
        await pick(it, "result")
        total = next(each for each in it.screen.table.columns if each.name == "total")
        assert total.width >= len("12825:37:02")


def own_timers(screen: FrequencyScreen) -> list[str]:
    """Name the timers of a screen but the framework's one, which stands still until something is to be painted."""
    return [each.name for each in screen._timers if each is not screen._update_timer]


async def test_nothing_runs_while_nothing_comes_and_what_comes_is_counted(house: Opened) -> None:
    async with house() as it:
        screen = await pick(it, "result")
        assert not own_timers(screen)
        before = rows(it)
        await screen.pane.listing.change(filter="result=answered")
        assert len(own_timers(screen)) == 1
        screen._recounting._due()  # type: ignore[union-attr]  # its second is over
        await it.settle()
        assert rows(it) != before
        assert [each[0] for each in rows(it)] == ["answered"]
        await it.press("escape")
        await screen.pane.listing.change(filter="")
        await it.settle()
        assert not own_timers(screen)  # it counts when it is shown again
