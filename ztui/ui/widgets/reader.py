"""A text to read: lines of styled parts that wrap at the width and scroll by the keys of a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import split_graphemes
from textual.message import Message
from textual.strip import Strip

from ztui.core.text import Display
from ztui.ui.keys import bindings
from ztui.ui.widgets.paint import Painted, Part, width_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events

__all__ = ["Reader", "wrapped"]

_KEPT = 1_000
"""Lines whose wrapped form is kept: what a few screens up and down need."""
_MOVES = frozenset({"cursor-up", "cursor-down", "page-up", "page-down", "first-row", "last-row", "open"})


class Reader(Painted, can_focus=True):
    """Lines to read; only those that are visible are wrapped and painted, however many there are."""

    BINDINGS: ClassVar[list[Any]] = [each for each in bindings("rows") if getattr(each, "id", "") in _MOVES]

    class Opened(Message):
        """Enter was pressed."""

    def __init__(self, lines: Sequence[Sequence[Part]] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.given: Sequence[Sequence[Part]] = tuple(tuple(line) for line in lines)
        self._first = (0, 0)
        """The first line in sight: which of those given, and which piece of it at this width."""
        self._width = 0
        self._wrapped: dict[int, list[tuple[Part, ...]]] = {}

    def show(self, lines: Iterable[Sequence[Part]], *, keep: bool = False) -> None:
        """Show other lines, from their beginning unless the place is to be kept.

        Args:
            lines: The lines; a sequence is asked for those in sight only, and must not change any more.
            keep: Whether the place in them is kept.
        """
        self.given = lines if isinstance(lines, Sequence) else tuple(lines)
        self._wrapped = {}
        if not keep:
            self._first = (0, 0)
        if self.display:
            self._settle()

    @property
    def text(self) -> str:
        """Give all that there is to read, one line each."""
        return "\n".join("".join(part.text for part in line) for line in self.given)

    def needs(self, width: int) -> int:
        """Give the lines that the text takes at a width."""
        return sum(len(wrapped(line, width)) for line in self.given)

    # Where we are

    @property
    def top(self) -> int:
        """Give the lines above what is in sight."""
        return sum(len(self._pieces(at)) for at in range(self._first[0])) + self._first[1]

    @property
    def below(self) -> int:
        """Give the lines that stand below what is in sight."""
        at, piece = self._first
        left = sum(len(self._pieces(each)) for each in range(at, len(self.given))) - piece
        return max(left - max(self.size.height, 1), 0)

    def to_top(self) -> None:
        """Show the text from its beginning."""
        self._go((0, 0))

    def scroll_lines(self, by: int) -> None:
        """Scroll down by so many lines, or up."""
        self._go(self._moved(self._first, by))

    def _go(self, first: tuple[int, int]) -> None:
        before, self._first = self._first, first
        self._settle()
        if self._first != before:
            self.refresh()

    def _pieces(self, at: int) -> list[tuple[Part, ...]]:
        """Give a line as it is wrapped; those of a few screens are kept."""
        found = self._wrapped.get(at)
        if found is None:
            if len(self._wrapped) >= _KEPT:
                self._wrapped.clear()
            found = self._wrapped[at] = wrapped(self.given[at], self._width)
        return found

    def _moved(self, place: tuple[int, int], by: int) -> tuple[int, int]:
        """Give the place so many lines further down, or up; the first or the last line where there are no more."""
        at, piece = place
        piece += by
        while piece < 0 and at > 0:
            at -= 1
            piece += len(self._pieces(at))
        while at < len(self.given) - 1 and piece >= (here := len(self._pieces(at))):
            at, piece = at + 1, piece - here
        last = len(self._pieces(at)) - 1 if at < len(self.given) else 0
        return at, max(min(piece, last), 0)

    def _end(self) -> tuple[int, int]:
        """Give the place from which on the rest just fills the height."""
        last = max(len(self.given) - 1, 0)
        return self._moved((last, len(self._pieces(last)) if self.given else 0), -max(self.size.height, 1))

    def _settle(self) -> None:
        at, piece = self._first
        if self._width != self.size.width:
            piece = piece * self._width // max(self.size.width, 1)
            self._width, self._wrapped = self.size.width, {}
        if at >= len(self.given):
            at, piece = max(len(self.given) - 1, 0), 0
        self._first = min(self._moved((at, 0), piece), self._end())
        self.refresh()

    def on_resize(self) -> None:
        """Wrap anew."""
        self._settle()

    def render_line(self, y: int) -> Strip:
        """Paint one line."""
        if self._width != self.size.width:
            self._settle()
        at, piece = self._first
        piece += y
        while at < len(self.given) and piece >= (here := len(self._pieces(at))):
            at, piece = at + 1, piece - here
        if at >= len(self.given):
            return Strip.blank(self.size.width, self.style_named(""))
        return self.line_of(self._pieces(at)[piece], (), self.size.width)

    def action_cursor_down(self) -> None:
        """Scroll down a line."""
        self.scroll_lines(1)

    def action_cursor_up(self) -> None:
        """Scroll up a line."""
        self.scroll_lines(-1)

    def action_page_down(self) -> None:
        """Scroll down a page."""
        self.scroll_lines(max(self.size.height - 1, 1))

    def action_page_up(self) -> None:
        """Scroll up a page."""
        self.scroll_lines(-max(self.size.height - 1, 1))

    def action_first_row(self) -> None:
        """Go to the beginning."""
        self.to_top()

    def action_last_row(self) -> None:
        """Go to the end."""
        self._go(self._end())

    def action_open(self) -> None:
        """Tell that enter was pressed."""
        self.post_message(self.Opened())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down three lines."""
        event.stop()
        self.scroll_lines(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up three lines."""
        event.stop()
        self.scroll_lines(-3)


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
    end = _fitting(text, width)
    if end >= len(text):
        return text, ""
    space = text.rfind(" ", 0, end + 1)
    if space > 0 and text[:space].strip():
        return text[:space], text[space:]
    if not fresh:
        return "", text
    end = end or 1
    return text[:end], text[end:]


def _fitting(text: str, width: int) -> int:
    """Give the end of the longest start of a text that fits into a width; no more is measured than that needs."""
    if text[: width + 1].isascii():
        return min(width, len(text))
    near = 2 * width + 64
    while True:
        end = cells = 0
        for _start, stop, wide in split_graphemes(text[:near])[0]:
            if cells + wide > width:
                return end
            end, cells = stop, cells + wide
        if near >= len(text):
            return len(text)
        near *= 4  # marks take no cells; and of what was cut at the end nobody knows how wide it is
