"""The table of the house alone, over as many generated rows as are asked for: `python -m ... ROWS`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from textual.app import App

from benchmarks.peers.rows import HEADS, WIDTHS, row
from ztui.core.text import display
from ztui.ui.sheets import style_sheets
from ztui.ui.theme import DEFAULT, THEMES
from ztui.ui.widgets.source import PaintedRow, TableColumn
from ztui.ui.widgets.table import HouseTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

__all__ = ["COLUMNS", "Generated", "HouseTableApp"]

COLUMNS = tuple(TableColumn(name, display(name), width) for name, width in zip(HEADS, WIDTHS, strict=True))
_STYLES = {"status": "good", "type": "dim", "owner": "strong", "number": "accent"}
_PLACES = {name: at for at, name in enumerate(HEADS)}


class Generated:
    """A source of rows that are made when they are asked for."""

    generation = 0

    def __init__(self, count: int) -> None:
        """Take the number of rows."""
        self.count = count

    def window(self, start: int, count: int) -> Sequence[tuple[str, ...]]:
        """Give rows from a position on."""
        return [(str(position), *row(position)) for position in range(start, min(start + count, self.count))]

    def paint(self, item: tuple[str, ...], columns: Sequence[TableColumn]) -> PaintedRow:
        """Make a row ready to be drawn, four of its columns coloured."""
        cells = ((display(item[1 + _PLACES[each.name]]), _STYLES.get(each.name, "")) for each in columns)
        return PaintedRow(item[0], tuple(cells))


class HouseTableApp(App[None]):
    """Nothing but the table."""

    CSS_PATH = style_sheets("tokens", "layout", "tables")
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [("q", "quit", "Quit")]  # noqa: RUF012

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.animation_level = "none"
        self.rows = rows
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DEFAULT

    def compose(self) -> ComposeResult:
        """Make the table."""
        yield HouseTable()

    def on_mount(self) -> None:
        """Show the rows."""
        table = self.query_one(HouseTable)
        table.show(Generated(self.rows), COLUMNS)
        table.focus()


if __name__ == "__main__":
    HouseTableApp(int(sys.argv[1])).run()
