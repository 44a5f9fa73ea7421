"""The virtual table: a million rows at the price of those that can be seen.

It is a widget of Textual's line API and keeps its own place: `top`, the position of the first row shown, and `cursor`.
Rows are asked for in pages, painted only when they are visible, and a move repaints two lines.

Why it is no `ScrollView`: a list of calls draws a line where the day changes. In a scroll view every row has a fixed
line, so a day line would have to be counted for all rows above it. Here lines are laid out downward from `top` each
time (`Viewport`), so a day line costs the same wherever the window lies, and nothing depends on the number of rows.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.message import Message

from ztui.ui.keys import bindings
from ztui.ui.painting import paint_now
from ztui.ui.widgets.source import GAP
from ztui.ui.widgets.spots import Spot
from ztui.ui.widgets.table_lines import GUTTER, HEADS, TableLines
from ztui.ui.widgets.viewport import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events

__all__ = ["HouseTable"]

_TOLD_AFTER = 0.01
"""Seconds from a move to `Moved`: time for the terminal to be given what the key changed."""


class HouseTable(TableLines, can_focus=True):
    """A list of rows with a cursor, marks and a line of column heads.

    A move is painted first, then `when_moved` is called, and a moment later, once for all moves of it, comes `Moved`.

    Messages: `Moved` after the cursor changed, `Opened` on enter or a click on the cursor's row, `Marked` after marks
    changed, `RangeWanted` when the rows between two positions are to be marked (their keys may not be loaded),
    `HeadClicked` when the head of a column was clicked.
    """

    BINDINGS = bindings("rows")

    _will_tell = False

    class Moved(Message):
        """The cursor is on another row."""

    class Opened(Message):
        """The row under the cursor is to be opened."""

    class OpenedNothing(Message):
        """Enter was pressed where there is no row."""

    class Marked(Message):
        """Marks were set or taken away."""

    class RangeWanted(Message):
        """The rows `first` to `last`, both included, are to be marked."""

        def __init__(self, first: int, last: int) -> None:
            super().__init__()
            self.first = first
            self.last = last

    class HeadClicked(Message):
        """The head of the column `name` was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    # Moving

    def move_to(self, position: int) -> None:
        """Put the cursor on a position; repaints two lines, or all where the table scrolls."""
        self._go(position, self.top)

    def _go(self, position: int, top: int) -> None:
        view = self._view
        before, top_before = view.cursor, view.top
        view.cursor, view.top = view.clamped(position), max(top, 0)
        if view.cursor == before:
            view.top = top_before
            return
        if view.top != top_before or view.cursor not in view.lines:
            view.settle()
        paint_now(self, *(self._lines_between(before, view.cursor) if view.top == top_before else ()))
        self.when_moved()
        if not self._will_tell and self.is_running:
            self._will_tell = True
            asyncio.get_running_loop().call_later(_TOLD_AFTER, self._tell)

    def _tell(self) -> None:
        self._will_tell = False
        if self.is_attached:
            self.screen.post_message(self.Moved())  # without a stop at each widget between

    def _lines_between(self, first: int, second: int) -> list[Region]:
        """Give the lines of two rows, and those between them while a range is being marked."""
        between = self.range_start is not None
        low, high = min(first, second), max(first, second)
        return [
            self._line(line)
            for line, position in enumerate(self._view.lines)
            if position in (first, second) or (between and low <= position <= high)
        ]

    def _line(self, line: int) -> Region:
        return Region(0, line + HEADS, self.size.width, 1)

    def action_cursor_down(self) -> None:
        """Go down a row."""
        self.move_to(self.cursor + 1)

    def action_cursor_up(self) -> None:
        """Go up a row."""
        self.move_to(self.cursor - 1)

    def action_page_down(self) -> None:
        """Go down a page: what stood on the last line comes to the first."""
        step = max(self.page_rows - 1, 1)
        self._go(self.cursor + step, self.top + step)

    def action_page_up(self) -> None:
        """Go up a page."""
        step = max(self.page_rows - 1, 1)
        self._go(self.cursor - step, self.top - step)

    def action_first_row(self) -> None:
        """Go to the first row."""
        self.move_to(0)

    def action_last_row(self) -> None:
        """Go to the last row there is."""
        self.move_to(self.count - 1)

    def action_columns_left(self) -> None:
        """Bring back a column that was scrolled out."""
        if self.skip:
            self.skip -= 1
            self.relay()

    def action_columns_right(self) -> None:
        """Scroll a column out, where not all of them fit."""
        if self.shown_columns and self.shown_columns[-1] != self.columns[-1]:
            self.skip += 1
            self.relay()

    # Marking

    def action_open(self) -> None:
        """Open the row under the cursor."""
        there = self.item_at(self.cursor) is not None
        self.post_message(self.Opened() if there else self.OpenedNothing())

    def action_mark(self) -> None:
        """Mark the row under the cursor, or take its mark away, and go on to the next."""
        if self.range_start is not None:
            self.action_mark_range()
            return
        row = self.cursor_row
        if row is None:
            return
        self.marks.symmetric_difference_update({row.key})
        if self.cursor in self._view.lines:
            self.refresh(self._line(self._view.lines.index(self.cursor)))
        self.move_to(self.cursor + 1)
        self.post_message(self.Marked())

    def action_mark_range(self) -> None:
        """Begin a range here, or mark all rows from where it began."""
        if not self.count:
            return
        if self.range_start is None:
            self.range_start = self.cursor
            self.post_message(self.Marked())
        else:
            start, stop = sorted((self.range_start, self.cursor))
            self.range_start = None
            self.post_message(self.RangeWanted(start, stop))

    def add_marks(self, keys: Iterable[str]) -> None:
        """Mark rows by their keys."""
        self.marks.update(keys)
        self.refresh()
        self.post_message(self.Marked())

    def clear_marks(self) -> bool:
        """Take all marks and a begun range away; tells whether there was one."""
        had = bool(self.marks) or self.range_start is not None
        self.marks.clear()
        self.range_start = None
        if had:
            self.refresh()
            self.post_message(self.Marked())
        return had

    def spots(self) -> list[Spot]:
        """Give the rows that are seen as places to jump to."""
        return [
            Spot(0, line + HEADS, partial(self.move_to, position), self.action_open)
            for line, position in enumerate(self._view.lines)
            if position >= 0
        ]

    # The terminal's side

    def on_resize(self) -> None:
        """Lay out again for the new size."""
        self.relay()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go down three rows."""
        event.stop()
        self.move_to(self.cursor + 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go up three rows."""
        event.stop()
        self.move_to(self.cursor - 3)

    def on_click(self, event: events.Click) -> None:
        """Go to the row that was clicked; open it if the cursor is there; a head sorts."""
        if event.y < HEADS:
            edge = GUTTER
            for column, cells in zip(self.shown_columns, self._widths, strict=False):
                edge += cells + GAP
                if event.x < edge:
                    self.post_message(self.HeadClicked(column.name))
                    return
            return
        line = event.y - HEADS
        position = self._view.lines[line] if line < len(self._view.lines) else NOTHING
        if position < 0:
            return
        if position == self.cursor:
            self.action_open()
        else:
            self.move_to(position)
