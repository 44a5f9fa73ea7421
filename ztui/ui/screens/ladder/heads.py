"""The two lines above a ladder: the zone of its clock, its parties and their extensions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.strip import Strip

from ztui.ui.widgets.line_list import GUTTER
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.paint import UNICODE, Painted, Signs

if TYPE_CHECKING:
    from ztui.ui.screens.ladder.lines import LadderLines

__all__ = ["LadderHeads"]


class LadderHeads(Painted):
    """Drawn for its own width, which is that of the lines below."""

    def __init__(self, *, signs: Signs = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self.signs = signs
        self._source: LadderLines | None = None

    def show(self, source: LadderLines) -> None:
        """Show what stands above these lines."""
        self._source = source
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint one of the lines."""
        width = self.size.width
        if self._source is None or y > 1:
            return Strip.blank(width, self.style_named(""))
        head = self._source.heads(max(width - GUTTER - 1, 1))[y]
        return self.line_of([*texts(" " * GUTTER), *head], (), width, self.signs.ellipsis)
