"""A box that shows a text until it is closed, by esc or enter."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.ui.modals.box import Box
from ztui.ui.widgets.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from ztui.ui.widgets.paint import Part

__all__ = ["TextBox"]


class TextBox(Box[None]):
    """Shows lines, which are scrolled where there are many.

    Args:
        title: What they are about; may be foreign text.
        lines: The text.
    """

    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("esc", "close"),)

    def __init__(self, title: str, lines: Sequence[Sequence[Part]]) -> None:
        super().__init__(title)
        self.lines = lines

    def compose_box(self) -> ComposeResult:
        """Make the text."""
        yield Reader(self.lines, id="text")

    def wants(self, width: int) -> tuple[int, int]:
        """Ask for room for all lines."""
        return width, self.query_one(Reader).needs(width)

    def on_reader_opened(self) -> None:
        """Close on enter, too."""
        self.dismiss(None)
