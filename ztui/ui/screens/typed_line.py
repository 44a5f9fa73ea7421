"""The breadcrumb line as an input, in which a filter, or words that are looked for, are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.services.filters import FilterError
from ztui.services.saved.typed import FILTER
from ztui.ui.screens.base import HouseScreen
from ztui.ui.widgets.filter_line import FilterLine
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.table import HouseTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.await_remove import AwaitRemove

    from ztui.ui.widgets.paint import Part

__all__ = ["TypedLineScreen"]


class TypedLineScreen(HouseScreen):
    """Opens and closes the line. A subclass takes what is typed, as the messages of `FilterLine` bring it.

    It overrides `filter_count` for what stands beside the text, and `move_row` if what it filters is no table.
    """

    _leaving_line: AwaitRemove | None = None

    def filter_count(self) -> str:
        """Give the count that stands beside the text while it is typed."""
        return ""

    def move_row(self, by: int) -> None:
        """Move the cursor of what is filtered: by itself that of the table."""
        table = self.first_focus()
        if isinstance(table, HouseTable):
            table.move_to(table.cursor + by)

    @property
    def filter_line(self) -> FilterLine | None:
        """Give the line, None while it is not open."""
        return next(iter(self.query(FilterLine)), None)

    async def open_filter(self, text: str, completions: Callable[[str], Sequence[str]] = lambda _text: ()) -> None:
        """Turn the breadcrumb line into the input; returns when it has the focus.

        Args:
            text: What stands in it at first.
            completions: Gives what a text can become.
        """
        crumbs = f" {self.signs.crumb} ".join(self.place_words())
        line = FilterLine(crumbs, text, self.house.typed.lines(FILTER), completions)
        self.query_one("#crumbs").display = False
        await self.query_one("#place").mount(line)
        self.set_focus(line.input, scroll_visible=False)
        self.show_filter_count()

    async def can_open_filter(self) -> bool:
        """Tell whether it is closed; one that is about to go is waited for."""
        if self._leaving_line is not None:
            await self._leaving_line
        return self.filter_line is None

    def close_filter(self) -> bool:
        """Close the input, what was typed stays in force; tells whether it was open."""
        line = self.filter_line
        if line is None:
            return False
        self.house.typed.keep(FILTER, line.input.value)
        self._leaving_line = line.remove()
        line.input.answered()
        self.query_one("#crumbs").display = True
        self._forget_error()
        self.show_frame()
        self.focus_first()
        return True

    def refuse_filter(self, error: FilterError) -> None:
        """Underline what cannot be read, and say why."""
        line = self.filter_line
        if line is not None:
            line.mark_bad((error.start, error.end))
        self.fail(error)

    def accept_filter(self) -> None:
        """Take back what was said of a filter that could not be read."""
        line = self.filter_line
        if line is not None:
            line.mark_bad(None)
        self._forget_error()

    def _forget_error(self) -> None:
        if isinstance(self.problem, FilterError):
            self.say("")

    def show_filter_count(self) -> None:
        """Bring the count beside the text up to date."""
        line = self.filter_line
        if line is not None and line.is_mounted:
            line.show_count(list(self._line_count()))

    def _line_count(self) -> Sequence[Part]:
        return texts(f"{self.filter_count()} ")

    def on_filter_line_row(self, message: FilterLine.Row) -> None:
        """Move the cursor while typing."""
        self.move_row(message.by)
