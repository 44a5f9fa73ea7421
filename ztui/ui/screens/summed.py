"""A table of what is at hand, below lines that sum it up and tell what is under the cursor in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from ztui.ui.screens.reading import TableScreen
from ztui.ui.widgets.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from ztui.ui.widgets.paint import Part
    from ztui.ui.widgets.source import TableColumn
    from ztui.ui.widgets.told import Told

__all__ = ["SummedScreen"]

Item = TypeVar("Item")

_TOLD = 4
"""Lines above the table."""


class SummedScreen(TableScreen, Generic[Item]):
    """A subclass gives `COLUMNS`, makes the rows in `source`, tells the lines in `told`, and calls `show_items`."""

    COLUMNS: ClassVar[tuple[TableColumn, ...]] = ()
    _source: Told[Any] | None = None

    def source(self) -> Told[Item]:
        """Make the rows, of which there are none yet."""
        raise NotImplementedError

    def told(self) -> Sequence[Sequence[Part]]:
        """Give the lines above the table."""
        return ()

    def compose_body(self) -> ComposeResult:
        """Make the lines and the table."""
        reader = Reader(id="told")
        reader.can_focus = False
        reader.styles.height = _TOLD
        yield reader
        yield from super().compose_body()

    def on_mount(self) -> None:
        """Show the table, which is empty as yet."""
        super().on_mount()
        self._source = self.source()
        self.table.show(self._source, self.COLUMNS)

    def on_screen_resume(self) -> None:
        """Bring the frame up to date; what was told is of an instant."""
        if self.is_mounted:
            self.show_frame()

    @property
    def items(self) -> Sequence[Item]:
        """Give all rows."""
        return self._source.items if self._source is not None else ()

    def show_items(self, items: Sequence[Item]) -> None:
        """Show rows; the cursor stays on its own."""
        if not self.is_mounted or self._source is None:
            return
        here = self.row
        self._source.take(items)
        self.table.rows_changed(self._source.position_of(here) if here is not None else None)
        self._repaint()

    def _repaint(self) -> None:
        self.query_one("#told", Reader).show(self.told())
        self.show_frame()

    @property
    def row(self) -> Item | None:
        """Give what is under the cursor, None if there is nothing."""
        found: Item | None = self.table.item_at(self.table.cursor) if self.is_mounted else None
        return found

    def on_house_table_moved(self) -> None:
        """Tell what is under the cursor now, and what the keys do there."""
        self.heard()
        self._repaint()
