"""A screen whose lines are all at hand, with a filter that is typed in the breadcrumb line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.services.filters import FilterError
from ztui.ui.screens.typed_line import TypedLineScreen
from ztui.ui.widgets.lines import Hint

if TYPE_CHECKING:
    from ztui.ui.widgets.filter_line import FilterLine

__all__ = ["FilteringScreen"]


class FilteringScreen(TypedLineScreen):
    """Filters as it is typed; a term that cannot be read is underlined, and the last good filter stays.

    A subclass overrides `apply_filter`.
    """

    filter = ""
    """The filter in force."""
    _filtering = False

    def apply_filter(self, text: str) -> None:
        """Show only what the filter lets pass.

        Raises:
            FilterError: It cannot be read.
        """

    async def action_filter(self) -> None:
        """Turn the breadcrumb line into the input; returns when it has the focus."""
        if await self.can_open_filter():
            self._filtering = True
            await self.open_filter(self.filter)
            self.show_frame()

    @property
    def takes_text(self) -> bool:
        """Tell whether an input of the screen takes the keys."""
        return self._filtering

    def _keys(self) -> list[Hint]:
        if not self.takes_text:
            return super()._keys()
        return [Hint("", "enter", "take it"), Hint("", "esc", "leave it")]

    def close_filter(self) -> bool:
        """Close the input, the filter stays; tells whether it was open."""
        self._filtering = False
        return super().close_filter()

    def clear_filter(self) -> bool:
        """Take the filter away; tells whether there was one."""
        return bool(self.filter) and self.set_filter("")

    def set_filter(self, text: str) -> bool:
        """Filter by this; tells whether it can be read. If not, the last good one stays."""
        try:
            self.apply_filter(text)
        except FilterError as error:
            self.refuse_filter(error)
            return False
        self.filter = text
        self.accept_filter()
        self.show_frame()
        self.show_filter_count()
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
        elif (line := self.filter_line) is not None:
            line.input.answered()
