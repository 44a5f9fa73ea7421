"""The tree of where something rings as lines for the screen: which are folded, and how each piece looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.services.ring.lines import RingLine, is_folded_first, ring_lines
from ztui.services.ring.model import Mark, Reach
from ztui.ui.widgets.paint import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.cells import Viewer
    from ztui.services.ring.model import Node, RingTree

__all__ = ["RingSource"]

_STYLES = {"tree": "dim", "via": "accent", "name": "", "ext": "strong", "fact": "dim", "more": "key", "note": "warn",
           "here": "good"}  # fmt: skip
_QUIET = frozenset({Mark.SAME, Mark.ASSUMED})
_MANY = 18
"""Lines from which on what a key or a wait leads to is folded, too: those of a terminal of 24."""


class RingSource:
    """The lines of a tree, made anew when something is folded or the width changes."""

    def __init__(self, tree: RingTree, viewer: Viewer, turned: set[tuple[int, ...]] | None = None) -> None:
        self.tree = tree
        self.viewer = viewer
        self.turned: set[tuple[int, ...]] = turned if turned is not None else set()
        """Paths of the nodes that are folded where they would not be at first, or the other way round."""
        self._width = -1
        self._lines: list[RingLine] = []
        self._deep = True
        self._deep = len(self._made(0)) <= _MANY

    @property
    def count(self) -> int:
        """Give the number of lines."""
        return len(self.lines)

    @property
    def lines(self) -> list[RingLine]:
        """Give the lines as they were drawn last."""
        if self._width < 0:
            self._width, self._lines = 0, self._made(0)
        return self._lines

    def line(self, position: int, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """Give a line; what a call does not come to at that moment is dim."""
        if width != self._width:
            self._width, self._lines = width, self._made(width)
        line = self._lines[position]
        return [Part(each.text, self._style(each.role, line.node)) for each in line.spans], ()

    def turn(self, position: int, fold: bool | None = None) -> None:
        """Fold a line or unfold it; None does the other."""
        line = self.lines[position]
        if line.folds and (fold is None or fold is not line.is_folded):
            self.turned ^= {line.path}
            self._width = -1

    def above(self, position: int) -> int:
        """Give the line of the node that the one of a line is below."""
        path = self.lines[position].path[:-1]
        return next((at for at, each in enumerate(self.lines) if each.path == path), position)

    def _made(self, width: int) -> list[RingLine]:
        return ring_lines(self.tree, self.viewer, width, self._folded)

    def _folded(self, node: Node, path: tuple[int, ...], depth: int) -> bool:
        return is_folded_first(node, depth, deep=self._deep) is not (path in self.turned)

    @staticmethod
    def _style(role: str, node: Node) -> str:
        """Give how a piece looks: of a line that no call comes to at the moment only what is wrong stands out."""
        if role == "note" and all(each.mark in _QUIET for each in node.notes):
            return "dim"
        return "dim" if node.reach is Reach.NOT and role != "note" else _STYLES[role]
