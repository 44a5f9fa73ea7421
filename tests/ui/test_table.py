"""The virtual table."""

from __future__ import annotations

import tracemalloc
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual.events import MouseScrollDown, MouseScrollUp

from tests.hostile import HOSTILE_NAMES
from tests.ui.rows import COLUMNS, ManyRows, TableApp
from ztui.core.text import display
from ztui.ui.widgets.paint import fit
from ztui.ui.widgets.source import PAGE, PaintedRow, RowPages, TableColumn, columns_for
from ztui.ui.widgets.table import HouseTable
from ztui.ui.widgets.table_lines import NO_BAR
from ztui.ui.widgets.viewport import DAY, NOTHING, Viewport

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from textual.pilot import Pilot

MILLION = 1_000_000


@asynccontextmanager
async def shown(source: ManyRows, size: tuple[int, int] = (80, 21)) -> AsyncIterator[tuple[TableApp, Pilot[None]]]:
    app = TableApp(source)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


async def test_it_shows_heads_rows_and_the_cursor_in_its_gutter() -> None:
    async with shown(ManyRows(50)) as (app, _pilot):
        lines = app.lines()
        assert lines[0].split() == ["NAME", "EXT", "STATUS"]
        assert lines[1].startswith(" ▌ Caller 0 ")
        assert lines[2].startswith("   Caller 1 ")
        assert len(lines) == 21
        assert all(cell_len(app.line(y)) == 80 for y in range(21))


@pytest.mark.parametrize("bar", [True, False])
async def test_the_cursor_is_a_bar_or_a_mark_alone(bar: bool) -> None:
    async with shown(ManyRows(50)) as (app, _pilot):
        app.set_class(not bar, NO_BAR)
        app.query_one(HouseTable).relay()
        here, other = (app.query_one(HouseTable).render_line(y) for y in (1, 2))
        backgrounds = [{each.style.bgcolor for each in strip if each.style} for strip in (here.crop(3), other.crop(3))]

        assert (backgrounds[0] != backgrounds[1]) is bar
        assert "▌" in here.text


async def test_a_wider_terminal_shows_more_columns() -> None:
    async with shown(ManyRows(5), (120, 21)) as (app, _pilot):
        assert app.lines()[0].split() == ["NAME", "EXT", "STATUS", "MAIL"]


async def test_a_narrow_terminal_scrolls_its_columns_and_keeps_the_first() -> None:
    async with shown(ManyRows(5), (24, 10)) as (app, pilot):
        assert app.lines()[0].split() == ["NAME", "EXT"]
        await pilot.press("right")
        assert app.lines()[0].split() == ["NAME", "STATUS"]
        await pilot.press("left")
        assert app.lines()[0].split() == ["NAME", "EXT"]


async def test_a_move_inside_the_view_repaints_two_lines() -> None:
    async with shown(ManyRows(MILLION)) as (app, pilot):
        painted: list[int] = []
        original = app.table.render_line

        def counted(y: int) -> Any:
            painted.append(y)
            return original(y)

        with patch.object(app.table, "render_line", counted):
            await pilot.press("down")
        assert sorted(set(painted)) == [1, 2]


async def test_the_edge_scrolls_by_one_line() -> None:
    async with shown(ManyRows(100)) as (app, pilot):
        for _ in range(20):
            app.table.action_cursor_down()
        await pilot.pause()
        assert app.lines()[1].startswith("   Caller 1 ")
        assert app.lines()[-1].startswith(" ▌ Caller 20 ")


async def test_pages_keep_one_line_of_what_was_seen() -> None:
    async with shown(ManyRows(100)) as (app, pilot):
        await pilot.press("pagedown")
        assert app.lines()[1].startswith(" ▌ Caller 19 ")
        await pilot.press("pageup")
        assert app.lines()[1].startswith(" ▌ Caller 0 ")


async def test_the_end_of_a_million_rows_is_full_and_costs_a_page_or_two() -> None:
    source = ManyRows(MILLION)
    async with shown(source) as (app, pilot):
        source.windows.clear()
        source.painted = 0
        await pilot.press("G")
        assert app.lines()[-1].startswith(" ▌ Caller 999999 ")
        assert app.lines()[1].startswith("   Caller 999980 ")
        assert len(source.windows) <= 2
        assert source.painted <= 3 * 21


async def test_walking_through_a_million_rows_keeps_memory_small() -> None:
    source = ManyRows(MILLION)
    async with shown(source) as (app, _pilot):
        app.table.action_page_down()
        tracemalloc.start()
        for step in range(400):
            app.table.move_to(step * 2_500)
            app.lines()
        grown, _peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert grown < 3_000_000  # a screen or two of rows, and the widths of texts that are kept for all


async def test_a_row_that_is_still_fetched_is_an_ellipsis_and_appears_when_it_is_there() -> None:
    source = ManyRows(30)
    source.missing = {1, 2}
    async with shown(source) as (app, pilot):
        assert app.lines()[2] == "   …"
        source.missing.clear()
        source.generation += 1
        app.table.rows_changed()
        await pilot.pause()
        assert app.lines()[2].startswith("   Caller 1 ")


async def test_the_cursor_stays_on_its_line_when_its_row_moves() -> None:
    source = ManyRows(1000)
    async with shown(source) as (app, pilot):
        app.table.move_to(500)
        line = app.table.cursor - app.table.top
        source.count = 1100
        source.generation += 1
        app.table.rows_changed(cursor=600)
        await pilot.pause()
        assert app.table.cursor == 600
        assert app.table.cursor - app.table.top == line


async def test_fewer_rows_bring_the_cursor_back_to_the_last() -> None:
    source = ManyRows(1000)
    async with shown(source) as (app, pilot):
        app.table.move_to(900)
        source.count = 3
        source.generation += 1
        app.table.rows_changed()
        await pilot.pause()
        assert [line[3:11] for line in app.lines()[1:6]] == ["Caller 0", "Caller 1", "Caller 2", "", ""]
        assert app.table.cursor == 2


async def test_space_marks_and_goes_on_and_a_mark_shows_beside_the_cursor() -> None:
    async with shown(ManyRows(10)) as (app, pilot):
        await pilot.press("space", "space", "up")
        assert app.table.marks == {"k0", "k1"}
        assert app.lines()[1].startswith(" • Caller 0")
        assert app.lines()[2].startswith(" ▌•Caller 1")
        await pilot.press("space")
        assert app.table.marks == {"k0"}


async def test_a_range_is_shown_while_it_grows_and_asked_for_at_its_end() -> None:
    async with shown(ManyRows(MILLION)) as (app, pilot):
        await pilot.press("j", "V", "j", "j")
        assert [line[:3] for line in app.lines()[1:6]] == ["   ", " • ", " • ", " ▌•", "   "]
        await pilot.press("V")
        assert app.ranges == [(1, 3)]
        assert app.table.range_start is None


async def test_clearing_marks_says_whether_there_were_any() -> None:
    async with shown(ManyRows(10)) as (app, pilot):
        await pilot.press("space")
        assert app.table.clear_marks()
        assert not app.table.clear_marks()
        assert app.table.marks == set()


async def test_days_are_named_where_they_change_and_at_the_top_of_the_window() -> None:
    async with shown(ManyRows(MILLION, per_day=10)) as (app, pilot):
        assert app.lines()[1] == "   Day 0"
        assert app.lines()[12] == "   Day 1"
        await pilot.press("G")
        lines = app.lines()
        assert lines[-1].startswith(" ▌ Caller 999999")
        assert lines[1] == "   Day 99998"
        assert "   Day 99999" in lines


async def test_today_needs_no_line_above_its_first_row() -> None:
    async with shown(ManyRows(100, per_day=10)) as (app, pilot):
        app.table.show(app.source, COLUMNS, today=display("Day 0"))
        await pilot.pause()
        assert app.lines()[1].startswith(" ▌ Caller 0")
        assert app.lines()[11] == "   Day 1"


def test_a_row_without_a_day_stands_in_the_day_around_it() -> None:
    class Unreadable(ManyRows):
        def paint(self, item: int, columns: Sequence[TableColumn]) -> PaintedRow:
            painted = super().paint(item, columns)
            return replace(painted, day=display("")) if item in {0, 4, 10} else painted

    view = Viewport(RowPages(Unreadable(30, per_day=10)), 16)
    view.settle()
    assert view.lines == [0, DAY, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, DAY, 11, 12, 13]


async def test_an_empty_table_says_why() -> None:
    async with shown(ManyRows(0)) as (app, pilot):
        app.table.when_empty = lambda: ["No calls in the last 24 hours.", "f looks further back."]
        app.table.rows_changed()
        await pilot.press("down", "G", "space", "V", "pagedown", "up")
        assert app.lines()[2:4] == ["   No calls in the last 24 hours.", "   f looks further back."]
        assert app.table.cursor == 0


async def test_a_click_goes_to_a_row_and_a_second_opens_it() -> None:
    async with shown(ManyRows(50)) as (app, pilot):
        await pilot.click("#table", offset=(10, 5))
        assert app.table.cursor == 4
        assert app.messages == []
        await pilot.click("#table", offset=(10, 5))
        assert app.messages == ["opened"]
        await pilot.click("#table", offset=(5, 0))
        assert app.messages[-1] == "head name"


async def test_the_wheel_moves_the_cursor() -> None:
    async with shown(ManyRows(50)) as (app, pilot):
        for kind, row in ((MouseScrollDown, 3), (MouseScrollDown, 6), (MouseScrollUp, 3)):
            app.table.post_message(kind(app.table, 5, 5, 0, 0, 0, False, False, False))
            await pilot.pause()
            assert app.table.cursor == row


async def test_hostile_names_are_shown_literally_and_never_break_a_line() -> None:
    async with shown(ManyRows(len(HOSTILE_NAMES), name=lambda at: HOSTILE_NAMES[at])) as (app, _pilot):
        for y in range(1, len(HOSTILE_NAMES) + 1):
            strip = app.table.render_line(y)
            assert strip.cell_length == 80
            assert cell_len(strip.text) == 80
            assert strip.text.isprintable() or "\u200d" in strip.text
            assert all(not (segment.style and segment.style.meta) for segment in strip)
        assert "[bold red]X[/]" in app.line(1)
        assert "[@click=app.quit()]click[/]" in app.line(5)


async def test_the_colour_of_a_status_is_a_token_and_stays_under_the_cursor() -> None:
    async with shown(ManyRows(3)) as (app, _pilot):
        segments = [segment for y in (1, 2) for segment in app.table.render_line(y)]
        styles = {segment.text.strip(): segment.style or Style.null() for segment in segments}
        assert styles["failed"].color != styles["active"].color
        assert styles["failed"].bgcolor != styles["active"].bgcolor


@pytest.mark.parametrize(
    ("text", "width", "wanted"),
    [("abc", 5, "abc  "), ("abcdef", 4, "abc…"), ("山田太郎", 5, "山田…"), ("山田太郎", 4, "山… "), ("abc", 0, "")],
)
def test_text_is_fitted_by_cells(text: str, width: int, wanted: str) -> None:
    assert fit(text, width) == wanted


def test_numbers_are_fitted_to_the_right() -> None:
    assert fit("42", 5, right=True) == "   42"


@given(st.text(max_size=60), st.integers(0, 40))
def test_whatever_is_fitted_has_the_width(text: str, width: int) -> None:
    safe = display(text)
    assert cell_len(fit(safe, width)) == width


@given(st.integers(1, 250), st.integers(0, 3))
def test_columns_and_gaps_fill_the_width(width: int, skip: int) -> None:
    columns, widths = columns_for(COLUMNS, width, skip)
    assert columns[0].name == "name"
    assert sum(widths) + len(widths) - 1 == width
    assert all(each > 0 for each in widths)


@given(
    count=st.integers(0, 400),
    per_day=st.integers(0, 30),
    room=st.integers(1, 30),
    moves=st.lists(st.tuples(st.integers(-5, 420), st.integers(0, 420)), max_size=8),
)
def test_the_cursor_is_always_seen_and_lines_are_in_order(
    count: int, per_day: int, room: int, moves: list[tuple[int, int]]
) -> None:
    view = Viewport(RowPages(ManyRows(count, per_day=per_day)), room)
    for cursor, top in [(0, 0), *moves]:
        view.cursor, view.top = cursor, top
        view.settle()
        rows = [line for line in view.lines if line >= 0]
        assert len(view.lines) == room
        assert rows == sorted(set(rows))
        assert (view.cursor in rows) == (count > 0)
        assert DAY not in view.lines[-1:]
        if count > room:
            # One more row above could bring a day line with it, for which there is no room.
            assert view.lines.count(NOTHING) <= (1 if per_day else 0)


def test_a_page_is_asked_for_once_and_again_after_a_change() -> None:
    source = ManyRows(1000)
    pages = RowPages(source)
    assert [pages.item(at) for at in (0, 5, PAGE - 1, PAGE)] == [0, 5, PAGE - 1, PAGE]
    assert source.windows == [(0, PAGE), (PAGE, PAGE)]
    source.generation += 1
    pages.item(3)
    assert source.windows[-1] == (0, PAGE)
    assert len(source.windows) == 3
