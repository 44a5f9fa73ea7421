"""The virtual table: a million rows at the price of those that can be seen.

It is a widget of Textual's line API and keeps its own place: `top`, the position of the first row shown, and `cursor`.
Rows are asked for in pages, painted only when they are visible, and a move repaints two lines.

Why it is no `ScrollView`: a list of calls draws a line where the day changes. In a scroll view every row has a fixed
line, so a day line would have to be counted for all rows above it. Here lines are laid out downward from `top` each
time (`Viewport`), so a day line costs the same wherever the window lies, and nothing depends on the number of rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from ztui.ui.keys import bindings
from ztui.ui.widgets.paint import NO_TEXT, UNICODE, Painted, Signs, fit, width_of
from ztui.ui.widgets.source import GAP, EmptySource, PaintedRow, RowPages, RowSource, TableColumn, columns_for
from ztui.ui.widgets.viewport import DAY, NOTHING, Viewport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual import events

    from ztui.core.text import Display

__all__ = ["HouseTable"]

GUTTER = 3
"""Cells before the first column: a blank, the cursor or a mark, the mark of the cursor's row."""
HEADS = 1


class HouseTable(Painted, can_focus=True):
    """A list of rows with a cursor, marks and a line of column heads.

    Messages: `Moved` after the cursor changed, `Opened` on enter or a click on the cursor's row, `Marked` after marks
    changed, `RangeWanted` when the rows between two positions are to be marked (their keys may not be loaded),
    `HeadClicked` when the head of a column was clicked.
    """

    BINDINGS = bindings("rows")

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

    def __init__(self, *, signs: Signs = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self.signs = signs
        self.marks: set[str] = set()
        self.range_start: int | None = None
        self.sort: tuple[str, ...] = ()
        self.when_empty: Callable[[], Iterable[str]] = tuple
        self.columns: tuple[TableColumn, ...] = ()
        self.skip = 0
        self._view = Viewport(RowPages(EmptySource()))
        self._widths: tuple[int, ...] = ()

    # What is shown

    def show(
        self,
        source: RowSource[Any],
        columns: tuple[TableColumn, ...],
        *,
        cursor: int = 0,
        top: int = 0,
        marks: set[str] | None = None,
        today: Display = NO_TEXT,
    ) -> None:
        """Show another source with these columns; the marks are taken over and changed in place."""
        self._view = Viewport(RowPages(source), self.page_rows, top, cursor, today)
        self.columns = columns
        self.marks = set() if marks is None else marks
        self.range_start = None
        self.skip = 0
        self.relay()

    def show_columns(self, columns: tuple[TableColumn, ...]) -> None:
        """Show other columns of the same source."""
        self.columns = columns
        self.skip = min(self.skip, max(len(columns) - 2, 0))
        self.relay()

    def rows_changed(self, cursor: int | None = None) -> None:
        """Paint again after the source changed.

        Args:
            cursor: Where the row under the cursor went; it stays on its line of the screen if there is room.
        """
        view = self._view
        if cursor is not None and cursor != view.cursor:
            view.top = max(cursor - (view.cursor - view.top), 0)
            view.cursor = cursor
        view.pages.forget()
        self.relay()

    @property
    def cursor(self) -> int:
        """Give the position of the cursor."""
        return self._view.cursor

    @property
    def top(self) -> int:
        """Give the position of the first row shown."""
        return self._view.top

    @property
    def count(self) -> int:
        """Give the number of rows."""
        return self._view.count

    @property
    def page_rows(self) -> int:
        """Give the lines there are for rows and day lines."""
        return max(self.size.height - HEADS, 1)

    def item_at(self, position: int) -> Any:
        """Give the source's row at a position, None if it is not loaded or there is none."""
        return self._view.pages.item(position)

    @property
    def cursor_row(self) -> PaintedRow | None:
        """Give the row under the cursor, None if it is not there."""
        return self._view.pages.row(self.cursor)

    @property
    def shown_columns(self) -> tuple[TableColumn, ...]:
        """Give the columns that fit."""
        return self._view.pages.columns

    # Laying out: all of it is O(visible lines)

    def relay(self) -> None:
        """Lay out columns and lines again and repaint."""
        shown, self._widths = columns_for(self.columns, self.size.width - GUTTER, self.skip)
        self._view.pages.show_columns(shown)
        self._view.room = self.page_rows
        self._view.settle()
        self.refresh()

    # Painting

    def render_line(self, y: int) -> Strip:
        """Paint one line of the widget."""
        width = self.size.width
        if y < HEADS:
            return self._heads(width)
        if not self.count:
            return self._empty(y - HEADS, width)
        line = y - HEADS
        what = self._view.lines[line] if line < len(self._view.lines) else NOTHING
        if what == NOTHING:
            return Strip.blank(width, self.style_named(""))
        if what == DAY:
            row = self._view.pages.row(self._view.lines[line + 1])
            text = " " * GUTTER + (row.day if row else "")
            return Strip([Segment(fit(text, width, ellipsis=self.signs.ellipsis), self.style_named("label"))], width)
        return self._row(what, width)

    def _heads(self, width: int) -> Strip:
        style = self.style_named("head")
        directions = {name.removeprefix("-"): name.startswith("-") for name in self.sort}
        text = " " * GUTTER
        for column, cells in zip(self.shown_columns, self._widths, strict=False):
            head = column.head.upper()
            if column.name in directions:
                head += self.signs.down if directions[column.name] else self.signs.up
            # A head may run into the gap behind it, so that the sign of the order does not cost it a letter.
            room = cells + (GAP if width_of(head) > cells and not column.right else 0)
            text += fit(fit(head, room, right=column.right, ellipsis=self.signs.ellipsis), cells + GAP)
        return Strip([Segment(fit(text.rstrip(), width), style)], width)

    def _empty(self, line: int, width: int) -> Strip:
        texts = list(self.when_empty())
        text = texts[line - 1] if 0 < line <= len(texts) else ""
        style = self.style_named("" if line == 1 else "dim")
        return Strip([Segment(fit(" " * GUTTER + text, width, ellipsis=self.signs.ellipsis), style)], width)

    def _row(self, position: int, width: int) -> Strip:
        row = self._view.pages.row(position)
        here = position == self.cursor
        marked = self._is_marked(position, row)
        bar = "cursor" if here else ""
        plain = self.style_named("", bar)
        segments = self._gutter(here, marked, bar)
        if row is None:
            rest = fit(self.signs.ellipsis, width - GUTTER)
            return Strip([*segments, Segment(rest, plain)], width)
        used = GUTTER
        pending = ""
        for column, cells, (text, name) in zip(self.shown_columns, self._widths, row.cells, strict=False):
            cell = fit(text, cells, right=column.right, ellipsis=self.signs.ellipsis)
            used += cells + GAP
            if name:
                if pending:
                    segments.append(Segment(pending, plain))
                segments.append(Segment(cell, self.style_named(name, bar)))
                pending = " " * GAP
            else:
                pending += cell + " " * GAP
        segments.append(Segment(pending + " " * max(width - used, 0), plain))
        return Strip(segments).crop(0, width)

    def _gutter(self, here: bool, marked: bool, bar: str) -> list[Segment]:
        if not here and not marked:
            return [Segment(" " * GUTTER, self.style_named(""))]
        sign = self.signs.cursor if here else self.signs.mark
        style = self.style_named("gutter" if here else "mark")
        second = self.signs.mark if here and marked else " "
        return [
            Segment(" ", self.style_named("")),
            Segment(sign, style),
            Segment(second, self.style_named("mark", bar)),
        ]

    def _is_marked(self, position: int, row: PaintedRow | None) -> bool:
        if self.range_start is not None and min(self.range_start, self.cursor) <= position <= max(
            self.range_start, self.cursor
        ):
            return True
        return row is not None and row.key in self.marks

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
        if view.top == top_before:
            self._refresh_between(before, view.cursor)
        else:
            self.refresh()
        self.post_message(self.Moved())

    def _refresh_between(self, first: int, second: int) -> None:
        """Repaint the lines of two rows, and those between them while a range is being marked."""
        between = self.range_start is not None
        low, high = min(first, second), max(first, second)
        for line, position in enumerate(self._view.lines):
            if position in (first, second) or (between and low <= position <= high):
                self._refresh_line(line)

    def _refresh_line(self, line: int) -> None:
        self.refresh(Region(0, line + HEADS, self.size.width, 1))

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
            self._refresh_line(self._view.lines.index(self.cursor))
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
