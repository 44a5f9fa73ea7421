"""The part of a call's screen that tells of the leg under the cursor, or how the call sounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from ztui.ui.widgets.lines import Line, texts
from ztui.ui.widgets.paint import UNICODE, Signs, width_of
from ztui.ui.widgets.reader import Reader, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult

    from ztui.ui.widgets.paint import Part

__all__ = ["LegPane"]


class LegPane(Vertical):
    """A title in a rule, and lines below it; what does not fit is counted in the last line, and scrolled to.

    Attributes:
        cells: Cells of a line.
        room: Lines below the title.
        more: The key that scrolls down, as it is written.
    """

    def __init__(self, *, signs: Signs = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self.signs = signs
        self.cells = self.room = 1
        self.more = ""
        self._lines: list[Sequence[Part]] = []
        self._title = ""
        self._top = 0

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
        """Show a text; the same one stays where it was scrolled to."""
        found: list[Sequence[Part]] = [piece for line in lines for piece in wrapped(line, self.cells)]
        if title != self._title or [_text(each) for each in found] != [_text(each) for each in self._lines]:
            self._top = 0
        self._title, self._lines = title, found
        across = "-" if self.signs.ellipsis != UNICODE.ellipsis else "─"
        rule = across * max(self.cells - width_of(title) - 5, 0)
        parts = texts((f" {across} ", "dim"), (title, "label"), (f" {rule}", "dim"))
        self.query_one("#leg-title", Line).show(parts)
        self.scroll_lines(0)

    def scroll_lines(self, by: int) -> None:
        """Show what stands further down, or further up."""
        room = max(self.room, 1)
        # All but the last page give a line to say how much there is below.
        last = max(len(self._lines) - room, 0)
        self._top = min(max(self._top + by * max(room - 1, 1), 0), last)
        shown = self._lines[self._top : self._top + room]
        below = len(self._lines) - self._top - room
        if below > 0:
            said = f" {self.signs.ellipsis} {below + 1} more lines{f' ({self.more})' if self.more else ''}"
            shown = [*shown[:-1], texts((said, "dim"))]
        self.query_one("#leg", Reader).show(shown)


def _text(line: Sequence[Part]) -> str:
    return "".join(part.text for part in line)
