"""Where does it ring: a tree from a number or an object to whoever rings, for now or for another moment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from ztui.core import phone
from ztui.core.amounts import counted
from ztui.core.errors import ConfigError
from ztui.core.text import display
from ztui.resources.rows import text_of
from ztui.services.ring.about import about, caller_ids
from ztui.services.ring.moments import read_at
from ztui.services.ring.report import head_words, lost_words
from ztui.services.ring.ring import start_of
from ztui.services.ring.session import read_in
from ztui.ui.commands.printing import option
from ztui.ui.editing import Target
from ztui.ui.keys import shown_key
from ztui.ui.modals.ask import AskText
from ztui.ui.screens.ring.acting import CALLERS, copy_ring, show_actions
from ztui.ui.screens.ring.body import RingBody
from ztui.ui.screens.ring.lines import RingSource
from ztui.ui.screens.ring.show import can_ring, ring_of
from ztui.ui.widgets.lines import texts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ztui.services.resolving import Match
    from ztui.services.ring.model import Node
    from ztui.services.ring.tree import Start
    from ztui.services.session import Session
    from ztui.ui.widgets.paint import Part
    from ztui.ui.written import Written

__all__ = ["RingScreen"]

_READING = "read"
_MOMENTS = "sat 22:00, tomorrow 9:00, 24 dec, 2026-12-25 10:00, +2h; empty is now"


class RingScreen(RingBody):
    """Reads what the tree is made of, and shows it; another moment asks for nothing.

    Args:
        session: In whose account.
        match: What is asked about.
        start: With what its tree begins.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("ring",)

    def __init__(self, session: Session, match: Match, start: Start) -> None:
        super().__init__(session, match)
        self.begins = start
        self.moment = ""
        """As it was typed; "" is now."""
        self._moment_shown: str | None = None
        self._is_old = False

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the tree."""
        named = self.match.row.get("number") if self.match.resource == "numbers" else ""
        return ("ring", str(named or self.match.key), *option("at", self.moment))

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

    def hints(self) -> Sequence[str]:
        """Name the keys that lead on."""
        return ["open", "columns-right", "another-time", "ring", "refresh", "actions", "copy", "raw", "back"]

    def key_title(self, id: str) -> str:
        """Name what is opened; leave out what does nothing on the line."""
        node = None if self.is_raw else self.node
        if id == "open":
            return "" if node is None or not (node.resource and node.key) else "open"
        if id == "columns-right":
            return "" if node is None or not node.children else "unfold"
        if id == "ring":
            return "" if not self._can_ring(node) else "from here"
        if id == "raw" and self.is_raw:
            return "tree"
        return super().key_title(id)

    def can(self, id: str) -> bool:
        """Leave out what serves nothing here."""
        return id != "mark-range" and super().can(id)

    def close_one_thing(self) -> bool:
        """Leave the raw answer; stop reading."""
        if self.is_raw:
            self.action_raw()
            return True
        if not self.busy(_READING) and not self.busy(CALLERS):
            return False
        self.workers.cancel_group(self, _READING)
        self.workers.cancel_group(self, CALLERS)
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
        key = shown_key("back", self.house.keymap_in_use)

        def tell(places: int) -> None:
            self.show_progress(f"followed to {counted(places, 'place')}, light requests each ({key} stops)")

        self.show_progress("following hours, routing and members")
        try:
            self.read = await read_in(self.session, self.begins, fresh=fresh, tell=tell)
        finally:
            self.show_progress("")
        self._show()
        self.about = await about(self.session, self.match, self.read, callers=self.about.callers)
        self.show_beside()
        if self.ring_tree is not None and self.ring_tree.unread:
            count = len(self.ring_tree.unread)
            more = f" ({count - 1:,} more)" if count > 1 else ""
            self.say(f"Not read: {display(self.ring_tree.unread[0], longest=120)}{more}.", "warn")
        elif self.ring_tree is not None and self.ring_tree.lost:
            self.say(lost_words(self.ring_tree), "warn")
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
        self.lines.show(source, first if self._moment_shown != self.moment else None)
        self._moment_shown = self.moment
        self.show_frame()

    def take_written(self, written: Written) -> None:
        """Read again what a write changed of the tree, at once or when the screen is back."""
        if self.read is None or written.session.account != self.session.account or self.session.offline:
            return
        self._is_old |= not self._ids().isdisjoint(written.keys | written.beside)
        if self.house.house_screen is self and self.is_current:
            self._read_again()

    def on_screen_resume(self) -> None:
        """Show what was written meanwhile."""
        super().on_screen_resume()
        if self.is_mounted:
            self._read_again()

    def _read_again(self) -> None:
        if self._is_old and not self.busy(_READING):
            self._is_old = False
            self.start(self._read_written(), _READING)

    async def _read_written(self) -> None:
        """Read the tree again; what nobody wrote is taken from what is stored."""
        state = await self.session.objects.cached(self.match.resource, self.match.key)
        if state is not None:
            start = start_of(self.session.listings.find(self.match.resource), state.row, self.match.key)
            self.begins = self.begins if start is None else replace(start, warning=self.begins.warning)
        await self._read()

    def _ids(self) -> set[str]:
        """Give the ids of all that the tree is made of."""
        places = self.read.graph.places.values() if self.read is not None else ()
        targets = [each.target for each in places] + [member.target for each in places for member in each.members]
        return {self.match.key, *(id for each in targets for id in (each.key, each.extension_id) if id)}

    def look_again(self) -> None:
        """Write extensions as the sites do, which is known by now."""
        self._show()

    # Keys

    def _open(self) -> None:
        """Open the object under the cursor; a line without one folds."""
        node = self.node
        if node is None:
            return
        if node.resource and node.key:
            self.house.open_object(node.resource, node.key, (), self)
        else:
            self.turn(None)

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

    def action_copy(self) -> None:
        """Send something of the line, or the tree, to the clipboard."""
        if self.ring_tree is not None and self.node is not None:
            copy_ring(self, self.ring_tree, self.node)
        else:
            super().action_copy()

    def action_actions(self) -> None:
        """Show what can be done here."""
        show_actions(self)

    async def look_for_callers(self, most: int) -> None:
        """Find out who shows the number, and tell it beside the tree."""
        number = text_of(self.match.row.get("number"))
        key = shown_key("back", self.house.keymap_in_use)

        def tell(done: int, of: int) -> None:
            self.show_progress(f"reading settings of users: {done:,} of {of:,} ({key} stops)")

        try:
            callers = await caller_ids(self.session, number, most=most, tell=tell)
        finally:
            self.show_progress("")
        self.about = replace(self.about, callers=callers)
        self.show_beside()
        names = ", ".join(display(each, longest=30) for each in callers.users[:6])
        told = counted(len(callers.users), "user")
        self.say(f"Caller id of {told} of {callers.read:,} read{': ' if names else ''}{names}.")
