"""The parts of the box: what is typed, and the list of results."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.binding import Binding
from textual.message import Message

from ztui.ui.screens.find.lines import Results
from ztui.ui.widgets.command_line import AnsweredInput
from ztui.ui.widgets.line_list import LineList

__all__ = ["Found", "Typed"]


class Typed(AnsweredInput):
    """What is looked for; up and down move among the results."""

    BINDINGS: ClassVar[list[Any]] = [
        Binding("up", "move('up')", show=False, priority=True),
        Binding("down", "move('down')", show=False, priority=True),
        Binding("pageup", "move('page_up')", show=False, priority=True),
        Binding("pagedown", "move('page_down')", show=False, priority=True),
        Binding("tab,shift+tab", "turn", show=False, priority=True),
    ]

    class Moved(Message):
        """The cursor among the results is to move."""

        def __init__(self, way: str) -> None:
            super().__init__()
            self.way = way

    class Turned(Message):
        """The results are to have the focus; `answered` lets the next key come."""

    async def action_turn(self) -> None:
        """Ask for the results, after the keys before it."""
        await self.in_turn(lambda: self.post_message(self.Turned()))

    def action_move(self, way: str) -> None:
        """Ask for another result."""
        self.post_message(self.Moved(way))


class Found(LineList):
    """The results; the cursor passes over headings."""

    BINDINGS: ClassVar[list[Any]] = [Binding("tab,shift+tab", "turn", show=False, priority=True)]

    class Turned(Message):
        """The input is to have the focus."""

    def action_turn(self) -> None:
        """Ask for the input."""
        self.post_message(self.Turned())

    def move_to(self, position: int) -> None:
        """Put the cursor on the nearest result on the way."""
        source = self.source
        if isinstance(source, Results):
            by = position - self.cursor
            found = source.next_hit(position, by)
            if found is None:
                found = source.next_hit(min(max(position, 0), max(source.count - 1, 0)), -by)
            if found is None:
                return
            position = found
        super().move_to(position)
        self._show_heading()

    def _show_heading(self) -> None:
        """Keep the heading above the first result in sight."""
        if self.cursor == 1 and self.top:
            self.top = 0
            self.refresh()
