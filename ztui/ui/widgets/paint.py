"""How text becomes cells: fitting a text into a width, and the styles that a word may wear.

Everything here takes text that is safe to show and treats it literally: no markup is ever parsed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.dom import DOMNode
from textual.strip import Strip
from textual.widget import Widget

from ztui.core.dataclass import dataclass
from ztui.core.text import Display

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.style import Style

__all__ = ["ASCII", "NO_TEXT", "UNICODE", "Painted", "Part", "Signs", "fit", "width_of"]


NO_TEXT = Display("")


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of the house; each has a plain twin for terminals that know ASCII only."""

    cursor: str = "▌"
    mark: str = "•"
    crumb: str = "▸"
    ellipsis: str = "…"
    down: str = "▼"
    up: str = "▲"
    on: str = "[x]"
    off: str = "[ ]"
    dot: str = "·"


UNICODE = Signs()
ASCII = Signs(cursor=">", mark="*", crumb=">", ellipsis="~", down="v", up="^", dot="-")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line: a text and the name of its style (`good`, `dim` ...; "" is plain)."""

    text: Display
    style: str = ""


def width_of(text: str) -> int:
    """Give the cells that a text takes on the terminal."""
    return len(text) if text.isascii() else cell_len(text)


def fit(text: str, width: int, *, right: bool = False, ellipsis: str = "…") -> str:
    """Make a text exactly `width` cells wide.

    Args:
        text: What to fit, without control characters.
        width: Cells to fill; 0 and less give "".
        right: Align to the right.
        ellipsis: One cell, put at the end of what had to be cut.

    Returns:
        The text, padded with spaces or cut between graphemes. A wide character that would be halved is left out.
    """
    if width <= 0:
        return ""
    cells = width_of(text)
    if cells > width:
        text, cells = _cut(text, width - 1)
        text, cells = text + ellipsis, cells + 1
    padding = " " * (width - cells)
    return padding + text if right else text + padding


def _cut(text: str, width: int) -> tuple[str, int]:
    """Give the longest start of the text that is at most `width` cells wide, and its width."""
    if text.isascii():
        return text[:width], min(width, len(text))
    from rich.cells import split_graphemes

    end = used = 0
    # No grapheme of interest is longer than 32 characters: a text of thousands is not measured to its end.
    for _start, stop, cells in split_graphemes(text[: 32 * (width + 1)])[0]:
        if used + cells > width:
            break
        end, used = stop, used + cells
    return text[:end], used


class Painted(Widget):
    """A widget that paints lines of styled parts; its styles are classes `paint--...` in the style sheets."""

    def notify_style_update(self) -> None:
        """Forget the styles that were looked up, since the theme or the sheet changed."""
        super().notify_style_update()
        self._styles_found: dict[tuple[str, ...], Style] = {}
        self._over_found: dict[str, Style] = {}

    def style_named(self, *names: str) -> Style:
        """Look up a style by its names, each laid over the one before; "" and unknown ones change nothing."""
        found: dict[tuple[str, ...], Style] = self.__dict__.setdefault("_styles_found", {})
        style = found.get(names)
        if style is None:
            style = self.rich_style
            for name in filter(None, names):
                style += self._laid_over(name)
            found[names] = style
        return style

    def _laid_over(self, name: str) -> Style:
        """Ask the style sheets for one style; most widgets wear two or three of them.

        As component classes the framework would look up all of them for every widget, each time a screen is opened.
        """
        found: dict[str, Style] = self.__dict__.setdefault("_over_found", {})
        if name not in found:
            node = DOMNode(classes=f"paint--{name}")
            node._attach(self)
            self.app.stylesheet.apply(node)
            found[name] = node.styles.partial_rich_style
        return found[name]

    def under_cursor(self, line: Strip) -> Strip:
        """Lay the colour of the cursor over a line."""
        return line.apply_style(self._laid_over("cursor"))

    def line_of(self, left: Sequence[Part], right: Sequence[Part], width: int, ellipsis: str = "…") -> Strip:
        """Paint one line: `left` cut where `right` begins, `right` at the right edge; `right` is cut last."""
        right_cells = min(sum(width_of(part.text) for part in right), width)
        segments, used = self._segments(left, width - right_cells - (1 if right_cells else 0), ellipsis)
        gap = width - right_cells - used
        if gap > 0:
            segments.append(Segment(" " * gap, self.style_named("")))
        segments += self._segments(right, right_cells, ellipsis)[0]
        return Strip(segments, width)

    def _segments(self, parts: Iterable[Part], width: int, ellipsis: str) -> tuple[list[Segment], int]:
        segments: list[Segment] = []
        used = 0
        for part in parts:
            cells = width_of(part.text)
            text = str(part.text)
            if used + cells > width:
                cells = width - used
                text = fit(text, cells, ellipsis=ellipsis)
            if text:
                segments.append(Segment(text, self.style_named(part.style)))
            used += cells
            if used >= width:
                break
        return segments, used
