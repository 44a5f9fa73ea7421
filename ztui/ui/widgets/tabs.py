"""A line of tabs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from ztui.ui.widgets.lines import Line, texts
from ztui.ui.widgets.paint import width_of
from ztui.ui.widgets.spots import Spot

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

    def spots(self) -> list[Spot]:
        """Give the tabs as places to jump to."""
        found: list[Spot] = []
        edge = 0
        for number, part in enumerate(self.left):
            if number % 2:
                found.append(Spot(edge, 0, partial(self.post_message, self.Chosen(number // 2))))
            edge += width_of(part.text)
        return found

    def on_click(self, event: events.Click) -> None:
        """Tell which tab lies under the click."""
        edge = 0
        for number, part in enumerate(self.left):
            edge += width_of(part.text)
            if event.x < edge:
                self.post_message(self.Chosen(max(number - 1, 0) // 2))
                return
