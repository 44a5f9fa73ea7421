"""A screen whose lines are searched by words, typed in the breadcrumb line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.ui.screens.typed_line import TypedLineScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.ui.widgets.filter_line import FilterLine
    from ztui.ui.widgets.paint import Part

__all__ = ["SearchedScreen"]


class SearchedScreen(TypedLineScreen):
    """Searches as it is typed. A subclass shows what `search` keeps in `show_lines`."""

    search = ""

    def show_lines(self, *, key: str = "") -> None:
        """Show the lines that the search keeps, with the cursor on the line `key`."""

    async def action_filter(self) -> None:
        """Turn the breadcrumb line into the input; returns when it has the focus."""
        if await self.can_open_filter():
            await self.open_filter(self.search)

    def want_search(self, text: str) -> None:
        """Search for this; "" shows all lines again."""
        if text != self.search:
            self.search = text
            self.show_lines()
            self.show_filter_count()

    def close_one_thing(self) -> bool:
        """Close the input, or clear the words."""
        if self.close_filter():
            return True
        if self.search:
            self.want_search("")
            return True
        return False

    def on_filter_line_typed(self, message: FilterLine.Typed) -> None:
        """Search as it is typed."""
        self.want_search(message.text)

    def on_filter_line_done(self, message: FilterLine.Done) -> None:
        """Close the input; the search stays."""
        self.want_search(message.text)
        self.close_filter()

    def _line_count(self) -> Sequence[Part]:
        return self.counts()
