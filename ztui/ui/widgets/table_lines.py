"""The lines of the table: which rows it shows, and how heads, rows, gutter and day lines are painted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from textual.strip import Strip

from ztui.core.text import Display
from ztui.ui.widgets.paint import NO_TEXT, UNICODE, Painted, Part, Signs, fit, width_of
from ztui.ui.widgets.reader import wrapped
from ztui.ui.widgets.source import GAP, EmptySource, PaintedRow, RowPages, RowSource, TableColumn, columns_for
from ztui.ui.widgets.viewport import DAY, NOTHING, Viewport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["GUTTER", "HEADS", "NO_BAR", "TableLines"]

GUTTER = 3
"""Cells before the first column: a blank, the cursor or a mark, the mark of the cursor's row."""
HEADS = 1
"""Lines above the rows."""
NO_BAR = "-no-bar"
"""Class of an app whose tables show the cursor by the mark in the gutter alone: two cells change when it moves."""


class TableLines(Painted):
    """Paints the window on the rows; what moves it is `HouseTable`.

    Attributes:
        marks: Keys of the marked rows.
        range_start: Where a range was begun, None if none was.
        sort: The order in force, for the signs in the heads.
        when_empty: Gives the lines of a table without rows, safe to show.
        when_moved: Called when the cursor has moved, before another key is looked at.
        columns: All columns, whether they fit or not.
        skip: Columns after the first that are scrolled out.
    """

    def __init__(self, *, signs: Signs = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self.signs = signs
        self.marks: set[str] = set()
        self.range_start: int | None = None
        self.sort: tuple[str, ...] = ()
        self.when_empty: Callable[[], Iterable[str]] = tuple
        self.when_moved: Callable[[], object] = tuple
        self.columns: tuple[TableColumn, ...] = ()
        self.skip = 0
        self._view = Viewport(RowPages(EmptySource()))
        self._widths: tuple[int, ...] = ()
        self._empty_of: tuple[tuple[str, ...], int] = ((), 0)
        self._empty_wrapped: list[tuple[Part, ...]] = []

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

    def rows_changed(self, cursor: int | None = None, above: int | None = None) -> None:
        """Paint again after the source changed.

        Args:
            cursor: Where the row under the cursor went; it stays on its line of the screen if there is room.
            above: How many rows are to be shown above it; as many as now if None.
        """
        view = self._view
        if cursor is not None and cursor != view.cursor:
            view.top = max(cursor - (view.cursor - view.top if above is None else above), 0)
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
        said = (tuple(self.when_empty()), width)
        if self._empty_of != said:  # what Zoom says may be long, and this is asked for each line
            self._empty_of = said
            self._empty_wrapped = [
                piece
                for at, text in enumerate(said[0])
                for piece in wrapped((Part(Display(text), "dim" if at else ""),), max(width - GUTTER - 1, 1))
            ]
        lines = self._empty_wrapped
        parts = lines[line - 1] if 0 < line <= len(lines) else ()
        return self.line_of((Part(Display(" " * GUTTER)), *parts), (), width, self.signs.ellipsis)

    def _row(self, position: int, width: int) -> Strip:
        row = self._view.pages.row(position)
        here = position == self.cursor
        marked = self._is_marked(position, row)
        bar = "cursor" if here and not self.app.has_class(NO_BAR) else ""
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
