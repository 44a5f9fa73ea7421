"""Rows that the call store gives by the page, as a table shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ztui.core.text import display
from ztui.core.times import day_line, parse_instant
from ztui.resources.cells import cell, head, is_right_aligned, status_style
from ztui.resources.model import Kind
from ztui.resources.rows import key_of
from ztui.ui.widgets.paint import NO_TEXT
from ztui.ui.widgets.source import PaintedRow, TableColumn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.core.text import Display
    from ztui.resources.cells import Viewer
    from ztui.resources.model import Column, Resource
    from ztui.services.calls.paged import Paged

__all__ = ["StoredRows", "columns_of"]


def columns_of(resource: Resource, viewer: Viewer) -> tuple[TableColumn, ...]:
    """Give the columns of a resource as the table takes them; those of text grow with the terminal."""
    return tuple(
        TableColumn(
            name=each.path,
            head=head(each, viewer),
            width=each.width,
            right=is_right_aligned(each),
            grows=each.kind is Kind.TEXT and each.width > _SHORT,
            wide_only=each.wide_only,
        )
        for each in resource.columns
        if not each.hidden
    )


_SHORT = 12
"""Cells of a column of text that does not grow."""


@dataclass
class StoredRows:
    """A row source over pages of the call store.

    Attributes:
        pages: The rows.
        resource: Whose columns are shown.
        day: Path of the time by whose days lines divide the rows, "" for none.
        viewer: For whom.
    """

    pages: Paged[dict[str, Any]]
    resource: Resource
    day: str
    viewer: Viewer

    @property
    def count(self) -> int:
        """Give the number of rows."""
        return self.pages.count

    @property
    def generation(self) -> int:
        """Give a number that grows when rows may be others."""
        return self.pages.generation

    def window(self, start: int, count: int) -> Sequence[dict[str, Any] | None]:
        """Give rows without waiting."""
        return self.pages.window(start, count)

    def paint(self, item: dict[str, Any], columns: Sequence[TableColumn]) -> PaintedRow:
        """Make the cells of a row."""
        found = (self.resource.column(each.name) for each in columns)
        return PaintedRow(key_of(self.resource, item), tuple(self._cell(item, each) for each in found), self._day(item))

    def _cell(self, row: dict[str, Any], column: Column | None) -> tuple[Display, str]:
        if column is None:
            return NO_TEXT, ""
        text = cell(column, row, self.viewer)
        coloured = column.kind is Kind.STATUS or bool(column.short)
        return text, status_style(text) if coloured else ""

    def _day(self, row: dict[str, Any]) -> Display:
        found = parse_instant(row.get(self.day)) if self.day else None
        return display(day_line(found, self.viewer.zone, self.viewer.now)) if found else NO_TEXT
