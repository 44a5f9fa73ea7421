"""A line of tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from ztui.ui.widgets.lines import Line, texts
from ztui.ui.widgets.paint import width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

__all__ = ["TabsLine"]


class TabsLine(Line):
    """Titles side by side, one of them shown as the one we are at; a click goes to one."""

    class Chosen(Message):
        """The tab number `at` was clicked."""

        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    def show_tabs(self, titles: Sequence[str], at: int) -> None:
        """Show these tabs, the one at `at` as the open one: in brackets, since colour alone says nothing."""
        parts = texts(" ")
        for number, title in enumerate(titles):
            here = number == at
            parts += texts((f"[{title}]" if here else f" {title} ", "area_here" if here else ""), " ")
        self.show(parts)

    def on_click(self, event: events.Click) -> None:
        """Tell which tab lies under the click."""
        edge = 0
        for number, part in enumerate(self.left):
            edge += width_of(part.text)
            if event.x < edge:
                self.post_message(self.Chosen(max(number - 1, 0) // 2))
                return
