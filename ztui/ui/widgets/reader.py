"""A text to read: lines of styled parts that wrap at the width and scroll by the keys of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import split_graphemes
from textual.message import Message
from textual.strip import Strip

from ztui.core.text import Display
from ztui.ui.keys import bindings
from ztui.ui.widgets.paint import Painted, Part, width_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events

__all__ = ["Reader", "wrapped"]

_MOVES = frozenset({"cursor-up", "cursor-down", "page-up", "page-down", "first-row", "last-row", "open"})


class Reader(Painted, can_focus=True):
    """Lines to read; only those that are visible are painted."""

    BINDINGS: ClassVar[list[Any]] = [each for each in bindings("rows") if getattr(each, "id", "") in _MOVES]

    class Opened(Message):
        """Enter was pressed."""

    def __init__(self, lines: Sequence[Sequence[Part]] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.given: tuple[tuple[Part, ...], ...] = tuple(tuple(line) for line in lines)
        self.top = 0
        self._lines: list[tuple[Part, ...]] = []
        self._width = 0

    def show(self, lines: Iterable[Sequence[Part]], *, keep: bool = False) -> None:
        """Show other lines, from their beginning unless the place is to be kept."""
        self.given = tuple(tuple(line) for line in lines)
        self._width = 0
        if not keep:
            self.top = 0
        self._settle()

    @property
    def text(self) -> str:
        """Give all that there is to read, one line each."""
        return "\n".join("".join(part.text for part in line) for line in self.given)

    def needs(self, width: int) -> int:
        """Give the lines that the text takes at a width."""
        return sum(len(wrapped(line, width)) for line in self.given)

    @property
    def below(self) -> int:
        """Give the lines that stand below what is in sight."""
        return max(len(self._lines) - self.top - max(self.size.height, 1), 0)

    def scroll_to_line(self, top: int) -> None:
        """Show the text from that line on."""
        before, self.top = self.top, top
        self._settle()
        if self.top != before:
            self.refresh()

    def _settle(self) -> None:
        if self._width != self.size.width:
            self._width = self.size.width
            self._lines = [piece for line in self.given for piece in wrapped(line, self._width)]
        self.top = max(min(self.top, len(self._lines) - max(self.size.height, 1)), 0)
        self.refresh()

    def on_resize(self) -> None:
        """Wrap anew."""
        self._settle()

    def render_line(self, y: int) -> Strip:
        """Paint one line."""
        at = self.top + y
        if self._width != self.size.width:
            self._settle()
        if at >= len(self._lines):
            return Strip.blank(self.size.width, self.style_named(""))
        return self.line_of(self._lines[at], (), self.size.width)

    def action_cursor_down(self) -> None:
        """Scroll down a line."""
        self.scroll_to_line(self.top + 1)

    def action_cursor_up(self) -> None:
        """Scroll up a line."""
        self.scroll_to_line(self.top - 1)

    def action_page_down(self) -> None:
        """Scroll down a page."""
        self.scroll_to_line(self.top + max(self.size.height - 1, 1))

    def action_page_up(self) -> None:
        """Scroll up a page."""
        self.scroll_to_line(self.top - max(self.size.height - 1, 1))

    def action_first_row(self) -> None:
        """Go to the beginning."""
        self.scroll_to_line(0)

    def action_last_row(self) -> None:
        """Go to the end."""
        self.scroll_to_line(len(self._lines))

    def action_open(self) -> None:
        """Tell that enter was pressed."""
        self.post_message(self.Opened())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down three lines."""
        event.stop()
        self.scroll_to_line(self.top + 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up three lines."""
        event.stop()
        self.scroll_to_line(self.top - 3)


_NEAR = 4096
"""So many characters are more than a line has."""


def wrapped(line: Sequence[Part], width: int) -> list[tuple[Part, ...]]:
    """Cut a line where the width ends, between words where there are some.

    What follows is indented like the line, or, where the first part is a label (it ends in a space), as far as that.

    Args:
        line: The parts of the line.
        width: Cells there are; below 1 the line stays whole.

    Returns:
        At least one line, none of them wider than the width.
    """
    if width < 1 or sum(width_of(part.text) for part in line) <= width:
        return [tuple(line)]
    text = "".join(part.text for part in line)
    hanging = len(line) > 1 and line[0].text.endswith(" ")
    indent = width_of(line[0].text) if hanging else len(text) - len(text.lstrip(" "))
    indent = min(indent if indent <= width // 2 else 1, max(width - 2, 0))  # a wide character has to fit beside it
    out: list[tuple[Part, ...]] = []
    row: list[Part] = []
    left = width
    for part in line:
        whole, taken, rest = str(part.text), 0, ""
        while rest or taken < len(whole):
            if len(rest) < _NEAR:  # of a text without end only what is near is looked at and moved
                rest, taken = rest + whole[taken : taken + _NEAR], taken + _NEAR
            piece, rest = _head(rest, left, fresh=left in {width, width - indent})
            if piece:
                row.append(Part(Display(piece), part.style))
                left -= width_of(piece)
            if rest:
                out.append(tuple(row))
                row = [Part(Display(" " * indent))] if indent else []
                left = width - indent
                rest = rest.lstrip(" ")
    out.append(tuple(row))
    return out


def _head(text: str, width: int, *, fresh: bool) -> tuple[str, str]:
    """Cut a text in what fits into the width and the rest; on a fresh line something always fits."""
    if width_of(text) <= width:
        return text, ""
    end = cells = 0
    for _start, stop, wide in (
        split_graphemes(text)[0] if not text.isascii() else ((0, at + 1, 1) for at in range(width))
    ):
        if cells + wide > width:
            break
        end, cells = stop, cells + wide
    space = text.rfind(" ", 0, end + 1)
    if space > 0 and text[:space].strip():
        return text[:space], text[space:]
    if not fresh:
        return "", text
    end = end or 1
    return text[:end], text[end:]
