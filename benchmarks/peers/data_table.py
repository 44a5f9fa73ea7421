"""Textual's own table over the same rows as `house_table`, none of them kept out: `python -m ... ROWS`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import App
from textual.widgets import DataTable

from benchmarks.peers.rows import HEADS, WIDTHS, row

if TYPE_CHECKING:
    from textual.app import ComposeResult

_STYLES = ("cyan", "bold", "", "grey50", "", "", "green", "")


class DataTableApp(App[None]):
    """Nothing but the table."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [("q", "quit", "Quit")]  # noqa: RUF012

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.rows = rows

    def compose(self) -> ComposeResult:
        """Make the table."""
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        """Show the rows."""
        table: DataTable[Text] = self.query_one(DataTable)
        for head, width in zip(HEADS, WIDTHS, strict=True):
            table.add_column(head, width=width)
        for position in range(self.rows):
            table.add_row(*(Text(text, style) for text, style in zip(row(position), _STYLES, strict=True)))
        table.focus()


if __name__ == "__main__":
    DataTableApp(int(sys.argv[1])).run()
