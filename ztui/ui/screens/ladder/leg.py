"""The part of a call's screen that tells of the leg under the cursor, or how the call sounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from ztui.ui.screens.ladder.lines import cut
from ztui.ui.widgets.lines import Line, texts
from ztui.ui.widgets.paint import UNICODE, Signs, width_of
from ztui.ui.widgets.reader import Reader, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult

    from ztui.ui.widgets.paint import Part

__all__ = ["LegPane"]


class LegPane(Vertical):
    """A title in a rule, and lines below it; what does not fit is counted in the last line.

    Attributes:
        cells: Cells of a line.
        room: Lines below the title.
    """

    def __init__(self, *, signs: Signs = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self.signs = signs
        self.cells = self.room = 1

    def compose(self) -> ComposeResult:
        """Make title and lines; nothing of it takes the focus."""
        yield Line(id="leg-title", signs=self.signs)
        reader = Reader(id="leg")
        reader.can_focus = False
        yield reader

    def needs(self, told: Iterable[Sequence[Sequence[Part]]]) -> int:
        """Give the lines that the longest of several texts takes."""
        return max((sum(len(wrapped(line, self.cells)) for line in lines) for lines in told), default=0)

    def show(self, title: str, lines: Sequence[Sequence[Part]]) -> None:
        """Show a text."""
        across = "-" if self.signs.ellipsis != UNICODE.ellipsis else "─"
        rule = across * max(self.cells - width_of(title) - 5, 0)
        parts = texts((f" {across} ", "dim"), (title, "label"), (f" {rule}", "dim"))
        self.query_one("#leg-title", Line).show(parts)
        self.query_one("#leg", Reader).show(cut(lines, self.cells, self.room, self.signs))
