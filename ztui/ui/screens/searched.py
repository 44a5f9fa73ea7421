"""A screen whose lines are searched by words, typed in the breadcrumb line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.services.saved.typed import FILTER
from ztui.ui.screens.base import HouseScreen
from ztui.ui.widgets.filter_line import FilterLine

if TYPE_CHECKING:
    from textual.await_remove import AwaitRemove

    from ztui.ui.widgets.table import HouseTable

__all__ = ["SearchedScreen"]


class SearchedScreen(HouseScreen):
    """Searches as it is typed. A subclass gives `table`, and shows what `search` keeps in `show_lines`."""

    search = ""
    _leaving_line: AwaitRemove | None = None

    @property
    def table(self) -> HouseTable:
        """Give the table that goes on moving while it is typed."""
        raise NotImplementedError

    def show_lines(self, *, key: str = "") -> None:
        """Show the lines that the search keeps, with the cursor on the line `key`."""

    async def action_filter(self) -> None:
        """Turn the breadcrumb line into the input; returns when it has the focus."""
        if self._leaving_line is not None:
            await self._leaving_line
        if self.query(FilterLine):
            return
        before = self.house.typed.lines(FILTER)
        line = FilterLine(f" {self.signs.crumb} ".join(self.place_words()), self.search, before)
        self.query_one("#crumbs").display = False
        await self.query_one("#place").mount(line)
        self.set_focus(line.input, scroll_visible=False)
        self._show_count()

    def close_search(self) -> bool:
        """Close the input, the search stays; tells whether it was open."""
        line = next(iter(self.query(FilterLine)), None)
        if line is None:
            return False
        self.house.typed.keep(FILTER, line.input.value)
        self._leaving_line = line.remove()
        line.input.answered()
        self.query_one("#crumbs").display = True
        self.show_frame()
        self.focus_first()
        return True

    def want_search(self, text: str) -> None:
        """Search for this; "" shows all lines again."""
        if text != self.search:
            self.search = text
            self.show_lines()
            self._show_count()

    def on_filter_line_typed(self, message: FilterLine.Typed) -> None:
        """Search as it is typed."""
        self.want_search(message.text)

    def on_filter_line_done(self, message: FilterLine.Done) -> None:
        """Close the input; the search stays."""
        self.want_search(message.text)
        self.close_search()

    def on_filter_line_row(self, message: FilterLine.Row) -> None:
        """Move in the table while typing."""
        self.table.move_to(self.table.cursor + message.by)

    def _show_count(self) -> None:
        line = next(iter(self.query(FilterLine)), None)
        if line is not None and line.is_mounted:
            line.show_count(list(self.counts()))
