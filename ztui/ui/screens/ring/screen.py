"""Where does it ring: a tree from a number or an object to whoever rings, for now or for another moment."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any, ClassVar

from ztui.core import phone
from ztui.core.errors import ConfigError
from ztui.core.json_text import json_text
from ztui.core.text import Display, display
from ztui.services.ring.about import About, about
from ztui.services.ring.data import tree_as_data
from ztui.services.ring.moments import read_at
from ztui.services.ring.report import beside_lines, head_words
from ztui.services.ring.session import read_in
from ztui.ui.editing import Target
from ztui.ui.modals.ask import AskText
from ztui.ui.modals.choose import Choice, ChooseOne
from ztui.ui.modals.copy import Copy, program
from ztui.ui.screens.anatomy import raw_lines
from ztui.ui.screens.base import HouseScreen
from ztui.ui.screens.ring.lines import RingSource
from ztui.ui.screens.ring.show import can_ring, ring_of
from ztui.ui.widgets.line_list import LineList
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.paint import fit
from ztui.ui.widgets.reader import Reader, wrapped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.widget import Widget

    from ztui.services.resolving import Match
    from ztui.services.ring.model import Node, RingTree
    from ztui.services.ring.ring import Ring
    from ztui.services.ring.tree import Start
    from ztui.services.session import Session
    from ztui.ui.widgets.paint import Part

__all__ = ["RingScreen"]

_READING = "read"
_MOMENTS = "sat 22:00, tomorrow 9:00, 24 dec, 2026-12-25 10:00, +2h; empty is now"
_BESIDE = 4
"""Lines below the tree on a small terminal."""
_TREE = 28
"""Lines of the frame and of a tree, which has what is above them shared with what is told beside it."""


class RingScreen(HouseScreen):
    """Reads what the tree is made of, and shows it; another moment asks for nothing.

    Args:
        session: In whose account.
        match: What is asked about.
        start: With what its tree begins.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("ring",)
    has_rows = True

    def __init__(self, session: Session, match: Match, start: Start) -> None:
        super().__init__(session)
        self.match, self.begins = match, start
        self.read: Ring | None = None
        self.ring_tree: RingTree | None = None
        self.moment = ""
        """As it was typed; "" is now."""
        self._about = About()
        self._is_raw = False

    # The frame

    def crumbs(self) -> Sequence[str]:
        """Give what is asked about."""
        return ("Ring", phone.formatted(display(self.match.label)))

    def counts(self) -> Sequence[Part]:
        """Give the moment."""
        if self.ring_tree is None:
            return ()
        said = head_words(self.ring_tree, self.session.viewer(), with_age=False)
        return texts((f"{said} ", "" if self.ring_tree.is_now else "warn"))

    def as_of(self) -> datetime | None:
        """Give when the oldest part was read."""
        return self.ring_tree.as_of if self.ring_tree is not None else None

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
        return self.query_one("#raw", Reader) if self._is_raw else self.lines

    def hints(self) -> Sequence[str]:
        """Name the keys that lead on."""
        return ["open", "columns-right", "another-time", "ring", "refresh", "copy", "raw", "back"]

    def key_title(self, id: str) -> str:
        """Name what is opened; leave out what does nothing on the line."""
        node = None if self._is_raw else self.node
        if id == "open":
            return "" if node is None or not (node.resource and node.key) else "open"
        if id == "columns-right":
            return "" if node is None or not node.children else "unfold"
        if id == "ring":
            return "" if not self._can_ring(node) else "from here"
        if id == "raw" and self._is_raw:
            return "tree"
        return super().key_title(id)

    def can(self, id: str) -> bool:
        """Leave out what serves nothing here."""
        return id != "mark-range" and super().can(id)

    def close_one_thing(self) -> bool:
        """Leave the raw answer; stop reading."""
        if self._is_raw:
            self.action_raw()
            return True
        if not self.busy(_READING):
            return False
        self.workers.cancel_group(self, _READING)
        self.say("Stopped; what came is stored.")
        return True

    # Reading

    def on_mount(self) -> None:
        """Read what the tree is made of."""
        super().on_mount()
        self.query_one("#raw").display = False
        self.lines.when_opened = self._open
        dots = "..." if self.house.ascii_only else "…"
        self.lines.when_empty = (f"Following it {dots}",)
        self.start(self._read(), _READING)

    async def _read(self, *, fresh: bool = False) -> None:
        self.show_progress("following hours, routing and members: a light request each")
        try:
            self.read = await read_in(self.session, self.begins, fresh=fresh)
        finally:
            self.show_progress("")
        self._show()
        self._about = await about(self.session, self.match, self.read)
        self._show_beside()
        if self.ring_tree is not None and self.ring_tree.unread:
            count = len(self.ring_tree.unread)
            more = f" ({count - 1:,} more)" if count > 1 else ""
            self.say(f"Not read: {display(self.ring_tree.unread[0], longest=120)}{more}.", "warn")
        await self.house.update_quota()

    def _show(self) -> None:
        """Make the tree of the moment; what was folded stays folded."""
        if self.read is None or not self.is_mounted:
            return
        now = self.session.clock.now()
        at = read_at(self.moment, now, self.session.zone) if self.moment else now
        self.ring_tree = self.read.at(at, is_now=not self.moment)
        viewer = self.session.viewer(ascii=self.house.ascii_only)
        before = self.source
        source = RingSource(self.ring_tree, viewer, before.turned if before is not None else None)
        first = next((at for at, each in enumerate(source.lines) if each.node.is_here), 0)
        self.lines.show(source, first if before is None or before.tree.at != self.ring_tree.at else None)
        self.show_frame()

    def _show_beside(self) -> None:
        """Show what is told beside the tree: a line each where there is little room, else all of it."""
        if not self.is_mounted or self.ring_tree is None:
            return
        viewer = self.session.viewer(ascii=self.house.ascii_only)
        told = [texts((f" {each}", "dim")) for each in beside_lines(self._about, viewer)]
        width = max(self.size.width - 2, 20)
        room = max(self.size.height - _TREE, _BESIDE)
        needs = sum(len(wrapped(each, width)) for each in told)
        if needs > room:
            told = [texts((fit(each[0].text, width, ellipsis=self.signs.ellipsis), "dim")) for each in told][:room]
            needs = len(told)
        beside = self.query_one("#beside", Reader)
        beside.styles.height = 0 if self._is_raw else needs
        beside.show(told)

    def look_again(self) -> None:
        """Write extensions as the sites do, which is known by now."""
        self._show()

    def on_resize(self) -> None:
        """Give what stands below the tree the lines that it needs."""
        super().on_resize()
        self._show_beside()

    # Keys

    def _open(self) -> None:
        """Open the object under the cursor; a line without one folds."""
        node = self.node
        if node is None:
            return
        if node.resource and node.key:
            self.house.open_object(node.resource, node.key, (), self)
        else:
            self._turn(None)

    def _turn(self, fold: bool | None) -> None:
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
        self._turn(message.fold)

    def on_line_list_switched(self) -> None:
        """Fold a line or unfold it."""
        self._turn(None)

    def on_line_list_moved(self) -> None:
        """Name what the keys do on the line."""
        self.heard()
        self.show_frame()

    def action_refresh(self) -> None:
        """Read everything anew."""
        if self.session.offline:
            self.say("Offline: the tree is made of what is stored.", "warn")
        elif not self.busy(_READING):
            self.start(self._read(fresh=True), _READING)

    def action_another_time(self) -> None:
        """Ask for another moment; an empty one is now."""

        def refuse(text: str) -> str:
            try:
                read_at(text or "now", self.session.clock.now(), self.session.zone)
            except ConfigError as error:
                return error.message
            return ""

        def taken(text: str | None) -> None:
            if text is not None:
                self.moment = "" if text.strip().casefold() in {"", "now"} else text.strip()
                self._show()

        self.app.push_screen(AskText("Where does it ring at", self.moment, _MOMENTS, refuse), taken)

    def _can_ring(self, node: Node | None) -> bool:
        if node is None or not node.resource or not node.key or node.key == self.match.key:
            return False
        return can_ring(Target(self.session.listings.find(node.resource), (node.key,)))

    def action_ring(self) -> None:
        """Begin a tree at the object under the cursor."""
        node = self.node
        if node is not None and self._can_ring(node):
            self.start(self._ring_from(node), "ring")

    async def _ring_from(self, node: Node) -> None:
        state = await self.session.objects.cached(node.resource, node.key)
        if state is None:
            state = await self.session.objects.read(node.resource, node.key)
        ring_of(self, Target(self.session.listings.find(node.resource), (node.key,), (), state.row))

    def action_raw(self) -> None:
        """Show what Zoom answered of the place under the cursor; again: the tree."""
        if self.read is None:
            return
        self._is_raw = not self._is_raw
        raw = self.query_one("#raw", Reader)
        if self._is_raw:
            raw.show(raw_lines(self._raw()))
        raw.display, self.lines.display = self._is_raw, not self._is_raw
        self._show_beside()
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

    def action_copy(self) -> None:
        """Send something of the line, or the tree, to the clipboard."""
        tree, node = self.ring_tree, self.node
        if tree is None or node is None:
            return
        offered = self._copies(tree, node)

        async def send(copy: Copy) -> None:
            sent = await self.house.send_to_clipboard(copy.text, copy.what)
            self.say(sent.said, "good" if sent.file is None else "warn")

        def picked(id: str | None) -> None:
            copy = next((each for each in offered if each.key == id), None)
            if copy is not None:
                self.start(send(copy), "copy")

        choices = [
            Choice(each.key, each.title, display(" ".join(each.text[:400].split()), longest=40), key=each.key)
            for each in offered
        ]
        self.app.push_screen(ChooseOne("Copy", choices), picked)

    def _copies(self, tree: RingTree, node: Node) -> list[Copy]:
        source = self.source
        lines = [each.text for each in source.lines] if source is not None else []
        found = [Copy("i", "ID", node.key, "the id")] if node.key else []
        found += [Copy("e", "Extension", display(node.extension), "the extension")] if node.extension else []
        found += [Copy("n", "Number", display(node.number), "the number")] if node.number else []
        found.append(Copy("t", "The tree as it stands here", "\n".join(lines), "the tree"))
        found.append(Copy("J", "The tree as JSON", json_text(tree_as_data(tree), indent=2), "the JSON"))
        words = [*program(self.session.account.id, demo=self.house.demo), "ring", self.match.key]
        words += ["--at", self.moment] if self.moment else []
        command = Display(shlex.join(str(display(word)) for word in words))
        return [*found, Copy("c", "Command", command, "the command")]
