"""A table of things that are all at hand: what was said, what was sent, what was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from ztui.ui.widgets.paint import NO_TEXT
from ztui.ui.widgets.source import PaintedRow, TableColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ztui.core.text import Display

__all__ = ["Cells", "Told"]

Item = TypeVar("Item")

Cells = dict[str, tuple["Display", str]]


@dataclass
class Told(Generic[Item]):
    """A row source over a sequence.

    Attributes:
        items: The rows.
        cells: Gives text and style of a row by the names of the columns.
        key: Gives what a row is told apart by; None where it is itself.
        heading: Gives the line above the rows of its kind; None where none divide them.
    """

    items: Sequence[Item]
    cells: Callable[[Item], Cells]
    key: Callable[[Item], str] | None = None
    heading: Callable[[Item], Display] | None = None
    generation: int = 0

    @property
    def count(self) -> int:
        """Give the number of rows."""
        return len(self.items)

    def take(self, items: Sequence[Item]) -> None:
        """Take other rows."""
        self.items = items
        self.generation += 1

    def position_of(self, item: Item) -> int | None:
        """Give where the row is that a row of before has become, None if it is gone."""
        key = self._key(item)
        return next((at for at, each in enumerate(self.items) if self._key(each) == key), None)

    def window(self, start: int, count: int) -> Sequence[Item | None]:
        """Give rows."""
        return self.items[start : start + count]

    def paint(self, item: Item, columns: Sequence[TableColumn]) -> PaintedRow:
        """Make the cells of a row."""
        cells = self.cells(item)
        heading = NO_TEXT if self.heading is None else self.heading(item)
        return PaintedRow(self._key(item), tuple(cells[each.name] for each in columns), heading)

    def _key(self, item: Item) -> str:
        return str(id(item)) if self.key is None else self.key(item)
