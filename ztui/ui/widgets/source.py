"""What the table shows and where it gets it: columns, painted rows, and the source that is asked for windows."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from ztui.core.dataclass import dataclass
from ztui.ui.widgets.paint import NO_TEXT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.core.text import Display

__all__ = ["EmptySource", "PaintedRow", "RowPages", "RowSource", "TableColumn", "columns_for"]

Item = TypeVar("Item")

PAGE = 128
"""Rows asked for at once."""
PAGES = 8
"""Pages kept: what a few screens up and down need."""
GAP = 1
"""Cells between two columns."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column of the table.

    Attributes:
        name: Its id; cells are asked for by it.
        head: What stands above it.
        width: Cells it gets at least.
        right: Align to the right.
        grows: Takes a share of the width that is left over.
        wide_only: Left out below `WIDE` cells of table width, until the columns are scrolled.
    """

    name: str
    head: Display
    width: int
    right: bool = False
    grows: bool = False
    wide_only: bool = False


WIDE = 100
"""Table width from which columns that are `wide_only` are shown."""


@dataclass(frozen=True, slots=True)
class PaintedRow:
    """A row ready to be drawn.

    Attributes:
        key: Id of the row, the same through refreshes.
        cells: Text and style name of each cell, in the order of the columns asked for.
        day: Text of the day line above the first row of a day, "" where the list has none.
    """

    key: str
    cells: tuple[tuple[Display, str], ...]
    day: Display = NO_TEXT


class RowSource(Protocol[Item]):
    """Where the table gets its rows. Every answer must cost the same wherever the window lies."""

    @property
    def count(self) -> int:
        """Give the number of rows."""

    @property
    def generation(self) -> int:
        """Give a number that changes whenever rows at known positions may have changed."""

    def window(self, start: int, count: int) -> Sequence[Item | None]:
        """Give the rows from a position on, without waiting; None for one that is still being fetched."""

    def paint(self, item: Item, columns: Sequence[TableColumn]) -> PaintedRow:
        """Make a row ready to be drawn with these columns; asked for visible rows only."""


class EmptySource:
    """A source without rows, for a table that has not got its own yet."""

    count = 0
    generation = 0

    def window(self, start: int, count: int) -> Sequence[object | None]:
        """Give nothing."""
        return ()

    def paint(self, item: object, columns: Sequence[TableColumn]) -> PaintedRow:
        """Never asked for, since there is no row."""
        raise LookupError(item)


class RowPages(Generic[Item]):
    """A few pages of a source, and a few screens of painted rows; forgets both when the generation changes."""

    def __init__(self, source: RowSource[Item]) -> None:
        self.source = source
        self.columns: tuple[TableColumn, ...] = ()
        self._generation = source.generation
        self._pages: OrderedDict[int, Sequence[Item | None]] = OrderedDict()
        self._painted: OrderedDict[int, PaintedRow] = OrderedDict()

    def forget(self) -> None:
        """Forget all pages and painted rows."""
        self._pages.clear()
        self._painted.clear()

    def show_columns(self, columns: tuple[TableColumn, ...]) -> None:
        """Take the columns that rows are to be painted with."""
        if columns != self.columns:
            self.columns = columns
            self._painted.clear()

    def item(self, position: int) -> Item | None:
        """Give the row at a position, None while it is not there."""
        if not 0 <= position < self.source.count:
            return None
        if self.source.generation != self._generation:
            self._generation = self.source.generation
            self.forget()
        number, offset = divmod(position, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self.source.window(number * PAGE, PAGE)
            if len(page) >= min(PAGE, self.source.count - number * PAGE) and None not in page:
                self._pages[number] = page
                if len(self._pages) > PAGES:
                    self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page[offset] if offset < len(page) else None

    def row(self, position: int) -> PaintedRow | None:
        """Give the painted row at a position, None while it is not there."""
        item = self.item(position)
        if item is None:
            return None
        painted = self._painted.get(position)
        if painted is None:
            painted = self._painted[position] = self.source.paint(item, self.columns)
            if len(self._painted) > 4 * PAGE:
                self._painted.popitem(last=False)
        return painted


def columns_for(
    columns: Sequence[TableColumn], width: int, skip: int = 0
) -> tuple[tuple[TableColumn, ...], tuple[int, ...]]:
    """Choose the columns that fit, and their widths.

    Args:
        columns: All columns in order of importance, the first always shown.
        width: Cells there are.
        skip: Columns after the first that are scrolled out to the left.

    Returns:
        The shown columns in their order, and the cells of each. Spare cells go to the columns that grow, or to the
        last one if none does, so that the widths and the gaps fill the width.
    """
    candidates = [each for each in columns if width >= WIDE or skip or not each.wide_only] or list(columns)
    candidates = [*candidates[:1], *candidates[1 + skip :]]
    shown: list[TableColumn] = []
    left = width
    for column in candidates:
        need = column.width + (GAP if shown else 0)
        if need > left and shown:
            break
        shown.append(column)
        left -= need
    if not shown:
        return (), ()
    widths = [min(column.width, width) for column in shown]
    growing = [at for at, column in enumerate(shown) if column.grows] or [len(shown) - 1]
    for turn, at in enumerate(growing):
        widths[at] += max(left, 0) // len(growing) + (turn < max(left, 0) % len(growing))
    return tuple(shown), tuple(widths)
