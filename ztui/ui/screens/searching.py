"""A screen whose lines are all at hand, with a filter that is typed in the breadcrumb line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.services.filters import FilterError
from ztui.services.saved.typed import FILTER
from ztui.ui.screens.base import HouseScreen
from ztui.ui.widgets.filter_line import FilterLine
from ztui.ui.widgets.lines import Hint, texts

if TYPE_CHECKING:
    from textual.await_remove import AwaitRemove


__all__ = ["SearchedScreen"]


class SearchedScreen(HouseScreen):
    """Filters as it is typed; a term that cannot be read is underlined, and the last good filter stays.

    A subclass overrides `apply_filter` and `filter_count`, and `move_row` if up and down are to move its cursor.
    """

    filter = ""
    """The filter in force."""
    _leaving_line: AwaitRemove | None = None
    _filtering = False

    def apply_filter(self, text: str) -> None:
        """Show only what the filter lets pass.

        Raises:
            FilterError: It cannot be read.
        """

    def filter_count(self) -> str:
        """Give the count that stands beside the filter while it is typed."""
        return ""

    def move_row(self, by: int) -> None:
        """Move the cursor of what is filtered."""

    async def action_filter(self) -> None:
        """Turn the breadcrumb line into the input; returns when it has the focus."""
        if self._leaving_line is not None:
            await self._leaving_line
        if self._filter_line is not None:
            return
        before = self.house.typed.lines(FILTER)
        line = FilterLine(f" {self.signs.crumb} ".join(self.place_words()), self.filter, before)
        self._filtering = True
        self.query_one("#crumbs").display = False
        await self.query_one("#place").mount(line)
        self.set_focus(line.input, scroll_visible=False)
        self._show_filter_count()
        self.show_frame()

    @property
    def takes_text(self) -> bool:
        """Tell whether an input of the screen takes the keys."""
        return self._filtering

    def _keys(self) -> list[Hint]:
        if not self.takes_text:
            return super()._keys()
        return [Hint("", "enter", "take it"), Hint("", "esc", "leave it")]

    @property
    def _filter_line(self) -> FilterLine | None:
        return next(iter(self.query(FilterLine)), None)

    def close_filter(self) -> bool:
        """Close the input, the filter stays; tells whether it was open."""
        line = self._filter_line
        if line is None:
            return False
        self._filtering = False
        self.house.typed.keep(FILTER, line.input.value)
        self._leaving_line = line.remove()
        line.input.answered()
        self.query_one("#crumbs").display = True
        if isinstance(self.problem, FilterError):
            self.say("")
        self.show_frame()
        self.focus_first()
        return True

    def clear_filter(self) -> bool:
        """Take the filter away; tells whether there was one."""
        return bool(self.filter) and self.set_filter("")

    def set_filter(self, text: str) -> bool:
        """Filter by this; tells whether it can be read. If not, the last good one stays."""
        line = self._filter_line
        try:
            self.apply_filter(text)
        except FilterError as error:
            if line is not None:
                line.mark_bad((error.start, error.end))
            self.fail(error)
            return False
        self.filter = text
        if line is not None:
            line.mark_bad(None)
        if isinstance(self.problem, FilterError):
            self.say("")
        self.show_frame()
        self._show_filter_count()
        return True

    def close_one_thing(self) -> bool:
        """Close the filter's input, or clear the filter."""
        return self.close_filter() or self.clear_filter()

    def on_filter_line_typed(self, message: FilterLine.Typed) -> None:
        """Filter as it is typed."""
        self.set_filter(message.text)

    def on_filter_line_done(self, message: FilterLine.Done) -> None:
        """Close the input, the filter stays; one that cannot be read stays in the line, with the reason."""
        if self.set_filter(message.text):
            self.close_filter()
        elif (line := self._filter_line) is not None:
            line.input.answered()

    def on_filter_line_row(self, message: FilterLine.Row) -> None:
        """Move the cursor while typing."""
        self.move_row(message.by)

    def _show_filter_count(self) -> None:
        line = self._filter_line
        if line is not None and line.is_mounted:
            line.show_count(texts(f"{self.filter_count()} "))
