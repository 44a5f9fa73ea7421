"""Lines with a cursor: forms, trees and sheets. Only those that can be seen are made and painted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from textual.message import Message

from ztui.ui.keys import bindings
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.paint import UNICODE, Painted, Part, Signs
from ztui.ui.widgets.spots import Spot

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.strip import Strip

__all__ = ["LineList", "LineSource", "Listed"]


class LineSource(Protocol):
    """Where the lines come from; every answer must cost the same wherever the line lies."""

    @property
    def count(self) -> int:
        """Give the number of lines."""

    def line(self, position: int, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """Give what stands at the left and at the right of a line that has `width` cells."""


class Listed:
    """Lines that are there already."""

    def __init__(self, lines: Sequence[Sequence[Part]] = ()) -> None:
        self.lines = lines

    @property
    def count(self) -> int:
        """Give the number of lines."""
        return len(self.lines)

    def line(self, position: int, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """Give a line."""
        return self.lines[position], ()


GUTTER = 3
"""Cells before a line: a blank, the cursor, a blank; as in the table."""


class LineList(Painted, can_focus=True):
    """Lines with a cursor.

    Messages: `Moved` after the cursor changed, `Opened` on enter or a click on the cursor's line, `Switched` on space,
    `Folded` with True on left and False on right.
    """

    BINDINGS = bindings("rows")

    class Moved(Message):
        """The cursor is on another line."""

    class Opened(Message):
        """The line under the cursor is to be opened."""

    class Switched(Message):
        """The line under the cursor is to be switched on or off."""

    class Folded(Message):
        """The line under the cursor is to be folded or unfolded."""

        def __init__(self, fold: bool) -> None:
            super().__init__()
            self.fold = fold

    def __init__(self, *, signs: Signs = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self.signs = signs
        self.source: LineSource = Listed()
        self.cursor = 0
        self.top = 0
        self.when_empty: Sequence[str] = ()
        self.when_opened: Callable[[], None] | None = None
        """Opens the line at once, before the next key is looked at; in place of `Opened`."""

    def show(self, source: LineSource, cursor: int | None = None) -> None:
        """Show these lines; the cursor stays where it is unless it is given."""
        self.source = source
        self.cursor = self._clamped(self.cursor if cursor is None else cursor)
        self.settle()

    def lines_changed(self) -> None:
        """Paint again after the source changed."""
        self.cursor = self._clamped(self.cursor)
        self.settle()

    def move_to(self, position: int) -> None:
        """Put the cursor on a line."""
        position = self._clamped(position)
        if position != self.cursor:
            self.cursor = position
            self.settle()
            self.post_message(self.Moved())

    def settle(self) -> None:
        """Keep the cursor in view and paint."""
        height = self.size.height
        if height:  # before the first layout nothing can be said of what is in view
            most = max(self.source.count - height, 0)
            self.top = min(max(min(self.top, self.cursor), self.cursor - height + 1, 0), most)
        self.refresh()

    @property
    def text_width(self) -> int:
        """Give the cells that a line has."""
        return max(self.size.width - GUTTER - 1, 1)

    def _clamped(self, position: int) -> int:
        return max(min(position, self.source.count - 1), 0)

    # Painting

    def render_line(self, y: int) -> Strip:
        """Paint one line."""
        width, position = self.size.width, self.top + y
        if position >= self.source.count:
            note = self.when_empty[y - 1] if not self.source.count and 0 < y <= len(self.when_empty) else ""
            return self.line_of(texts(" " * GUTTER, (note, "dim")), (), width, self.signs.ellipsis)
        here = position == self.cursor
        left, right = self.source.line(position, self.text_width)
        gutter = texts((f" {self.signs.cursor} " if here else " " * GUTTER, "accent"))
        tail = [*right, *texts(" ")] if right else ()
        line = self.line_of([*gutter, *left], tail, width, self.signs.ellipsis)
        if here and self.has_focus:
            return self.under_cursor(line)
        return line

    @property
    def text(self) -> str:
        """Give all lines as text; for small sources."""
        rows = (self.source.line(at, self.text_width) for at in range(self.source.count))
        return "\n".join("  ".join(filter(None, ("".join(part.text for part in side) for side in row))) for row in rows)

    # Keys

    def action_cursor_down(self) -> None:
        """Go down a line."""
        self.move_to(self.cursor + 1)

    def action_cursor_up(self) -> None:
        """Go up a line."""
        self.move_to(self.cursor - 1)

    def action_page_down(self) -> None:
        """Go down a page."""
        self.move_to(self.cursor + max(self.size.height - 1, 1))

    def action_page_up(self) -> None:
        """Go up a page."""
        self.move_to(self.cursor - max(self.size.height - 1, 1))

    def action_first_row(self) -> None:
        """Go to the first line."""
        self.move_to(0)

    def action_last_row(self) -> None:
        """Go to the last line."""
        self.move_to(self.source.count - 1)

    def action_columns_left(self) -> None:
        """Fold the line."""
        self.post_message(self.Folded(True))

    def action_columns_right(self) -> None:
        """Unfold the line."""
        self.post_message(self.Folded(False))

    def action_open(self) -> None:
        """Open the line under the cursor."""
        if self.when_opened is not None:
            self.when_opened()
        else:
            self.post_message(self.Opened())

    def action_mark(self) -> None:
        """Switch the line under the cursor on or off."""
        self.post_message(self.Switched())

    def action_mark_range(self) -> None:
        """Do nothing: lines have no marks."""

    def spots(self) -> list[Spot]:
        """Give the lines that are seen as places to jump to."""
        last = min(self.top + self.size.height, self.source.count)
        return [Spot(0, at - self.top, partial(self.move_to, at), self.action_open) for at in range(self.top, last)]

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self.settle()

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that the cursor is elsewhere."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Go to the line that was clicked; open it if the cursor is there."""
        position = self.top + event.y
        if position >= self.source.count:
            return
        if position == self.cursor:
            self.action_open()
        else:
            self.move_to(position)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go down three lines."""
        event.stop()
        self.move_to(self.cursor + 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go up three lines."""
        event.stop()
        self.move_to(self.cursor - 3)
