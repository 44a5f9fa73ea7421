"""A table of things that are all at hand: what was said, what was sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from ztui.ui.widgets.source import PaintedRow, TableColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ztui.core.text import Display

__all__ = ["Told"]

Item = TypeVar("Item")

Cells = dict[str, tuple["Display", str]]


@dataclass
class Told(Generic[Item]):
    """A row source over a sequence.

    Attributes:
        items: The rows.
        cells: Gives text and style of a row by the names of the columns.
    """

    items: Sequence[Item]
    cells: Callable[[Item], Cells]
    generation: int = 0

    @property
    def count(self) -> int:
        """Give the number of rows."""
        return len(self.items)

    def window(self, start: int, count: int) -> Sequence[Item | None]:
        """Give rows."""
        return self.items[start : start + count]

    def paint(self, item: Item, columns: Sequence[TableColumn]) -> PaintedRow:
        """Make the cells of a row."""
        cells = self.cells(item)
        return PaintedRow(str(id(item)), tuple(cells[each.name] for each in columns))
