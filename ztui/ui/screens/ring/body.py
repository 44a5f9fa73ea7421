"""The body of the screen that shows where something rings: the tree that folds, what is told beside it, raw answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ztui.services.ring.about import About
from ztui.services.ring.report import beside_lines
from ztui.ui.screens.base import HouseScreen
from ztui.ui.screens.raw import RawLines, show_raw
from ztui.ui.screens.ring.lines import RingSource
from ztui.ui.widgets.line_list import LineList
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.paint import fit
from ztui.ui.widgets.reader import Reader, wrapped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.widget import Widget

    from ztui.services.resolving import Match
    from ztui.services.ring.model import Node, RingTree
    from ztui.services.ring.ring import Ring
    from ztui.services.session import Session

__all__ = ["RingBody"]

_BESIDE = 4
"""Lines below the tree on a small terminal."""
_FRAME = 5
_TREE = 28
"""Lines of the frame and of a tree, which has what is above them shared with what is told beside it."""


class RingBody(HouseScreen):
    """Shows a tree that somebody else reads.

    Args:
        session: In whose account.
        match: What is asked about.
    """

    has_rows = True
    signs_told: ClassVar[tuple[tuple[str, str], ...]] = (
        ("rings here", "where a call of that moment rings at once; goes here, where it ends: voicemail, a message"),
        ("menu plays here", "the menu that a call of that moment hears"),
        ("dim", "no call of that moment comes there: other hours"),
        ("+12", "so many lines are folded below; right unfolds them"),
        ("!", "a dead end, a circle, something that was not read or that Zoom does not tell"),
        ("see above", "the same, in full, further up or down: each object is shown once"),
        ("zone assumed", "Zoom tells no zone of people: that of the site's main menu, else yours"),
    )
    """Words and signs of the tree, as the help explains them."""

    def __init__(self, session: Session, match: Match) -> None:
        super().__init__(session)
        self.match = match
        self.read: Ring | None = None
        self.ring_tree: RingTree | None = None
        self.about = About()
        self.is_raw = False
        """What Zoom answered stands in place of the tree."""

    def compose_body(self) -> ComposeResult:
        """Make the tree, what is told beside it, and the raw answers."""
        lines = LineList(signs=self.signs, id="ring")
        lines.styles.height = "1fr"
        yield lines
        yield Reader(id="raw")
        beside = Reader(id="beside")
        beside.can_focus = False
        beside.styles.height = 0
        yield beside

    @property
    def lines(self) -> LineList:
        """Give the lines of the tree."""
        return self.query_one("#ring", LineList)

    @property
    def source(self) -> RingSource | None:
        """Give the lines' source, None before anything is there."""
        source = self.lines.source
        return source if isinstance(source, RingSource) else None

    @property
    def node(self) -> Node | None:
        """Give the node under the cursor."""
        source = self.source if self.is_mounted else None
        at = self.lines.cursor if source is not None else 0
        return source.lines[at].node if source is not None and at < source.count else None

    def first_focus(self) -> Widget | None:
        """Give the tree the focus, or the raw answer."""
        return self.query_one("#raw", Reader) if self.is_raw else self.lines

    def show_beside(self) -> None:
        """Show what is told beside the tree: a line each where there is little room, else all of it."""
        if not self.is_mounted or self.ring_tree is None:
            return
        viewer = self.session.viewer(ascii=self.house.ascii_only)
        told = [texts((f" {each}", "dim")) for each in beside_lines(self.about, viewer)]
        width = max(self.size.width - 2, 20)
        blank = self.size.height - _FRAME - (self.source.count if self.source is not None else 0)
        room = max(self.size.height - _TREE, blank, _BESIDE)
        needs = sum(len(wrapped(each, width)) for each in told)
        if needs > room:
            told = [texts((fit(each[0].text, width, ellipsis=self.signs.ellipsis), "dim")) for each in told][:room]
            needs = len(told)
        beside = self.query_one("#beside", Reader)
        beside.styles.height = 0 if self.is_raw else needs
        beside.show(told)

    def on_resize(self) -> None:
        """Give what stands below the tree the lines that it needs."""
        super().on_resize()
        self.show_beside()

    # Folding

    def turn(self, fold: bool | None) -> None:
        """Fold the line under the cursor or unfold it; None does the other."""
        source, lines = self.source, self.lines
        if source is None or not source.count:
            return
        line = source.lines[lines.cursor]
        if fold and (line.is_folded or not line.folds):
            lines.move_to(source.above(lines.cursor))
            return
        source.turn(lines.cursor, fold)
        lines.lines_changed()
        self.show_frame()

    def on_line_list_folded(self, message: LineList.Folded) -> None:
        """Fold or unfold; folding what is folded goes to what it is below."""
        self.turn(message.fold)

    def on_line_list_switched(self) -> None:
        """Fold a line or unfold it."""
        self.turn(None)

    # Raw answers

    def action_raw(self) -> None:
        """Show what Zoom answered of the place under the cursor; again: the tree."""
        if self.read is None:
            return
        self.is_raw = not self.is_raw
        raw = self.query_one("#raw", Reader)
        if self.is_raw:
            show_raw(self, raw, RawLines(self._raw()))
        raw.display, self.lines.display = self.is_raw, not self.is_raw
        self.show_beside()
        self.focus_first()
        self.show_frame()

    def _raw(self) -> Mapping[str, Any]:
        """Give the answers of the place that the cursor is on, or is below."""
        node, source = self.node, self.source
        if node is None or source is None or self.read is None:
            return {}
        path = source.lines[self.lines.cursor].path
        while True:
            line = next(each for each in source.lines if each.path == path)
            place = self.read.graph.places.get(line.node.place)
            if place is not None and place.raw:
                return dict(place.raw)
            if not path:
                return dict(self.match.row)
            path = path[:-1]
