"""One call: its way as a ladder whose legs are walked, and all that the details of any object have."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Container, Vertical

from ztui.core.errors import NotFound, ZtuiError
from ztui.core.text import display
from ztui.services.calls.finding import CALLS, aged_out
from ztui.services.calls.ladder import ladder_of
from ztui.ui.screens.ladder.asked import AskedScreen
from ztui.ui.screens.ladder.heads import LadderHeads
from ztui.ui.screens.ladder.leg import LegPane
from ztui.ui.screens.ladder.lines import LadderLines, detail_parts, link_of
from ztui.ui.screens.ladder.others import follow_party, has_others, open_other
from ztui.ui.screens.object import FRAME, TITLE_AND_TABS
from ztui.ui.sheets import style_sheets
from ztui.ui.widgets.line_list import LineList

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.widget import Widget

    from ztui.resources.model import Row
    from ztui.services.calls.ladder import Ladder
    from ztui.services.calls.steps import Event
    from ztui.services.links import Link
    from ztui.services.objects import ObjectState
    from ztui.services.session import Session
    from ztui.ui.actions import Entry
    from ztui.ui.screens.saving import Offer
    from ztui.ui.widgets.paint import Part

__all__ = ["LADDER", "LadderScreen"]

LADDER = "Ladder"
HEADS = 2
BESIDE = 150
"""Cells from which details stand beside the ladder."""
BESIDE_CELLS = 60


class LadderScreen(AskedScreen):
    """Shows one call; a call of which Zoom tells no legs looks like any object.

    Args:
        session: Whose calls.
        key: The id of the call's history.
        parents: Bound parameters of the list that it stands in.
        row: It as a list has it, if that is at hand.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("detail", "ladder")
    CSS_PATH = style_sheets("detail", "ladder")

    def __init__(
        self, session: Session, key: str, parents: tuple[tuple[str, str], ...] = (), row: Row | None = None
    ) -> None:
        super().__init__(session, CALLS, key, parents, row)
        self.ladder: Ladder = ladder_of(row or {})
        self._was_read = False
        """Zoom's own answer is here, so that legs which are not there will not come."""
        self._failed = False
        """It could not be read."""
        self._seen = 0
        """Lines of the ladder that can be seen at once."""

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the call."""
        return ("call", self.key)

    # The frame

    def compose_body(self) -> ComposeResult:
        """Make what the details of any object have, and the ladder."""
        yield from super().compose_body()
        with Container(id="ladder-part"):
            with Vertical(id="ladder-way"):
                yield LadderHeads(id="ladder-heads", signs=self.signs)
                yield LineList(signs=self.signs, id="ladder")
            yield LegPane(signs=self.signs, id="ladder-leg")

    @property
    def lines(self) -> LineList:
        """Give the lines of the ladder."""
        return self.query_one("#ladder", LineList)

    def begin(self) -> None:
        """Hide what has nothing to show yet."""
        self.query_one("#ladder-part").display = False
        self.lines.when_opened = self._go_on
        super().begin()

    @property
    def _has_ladder(self) -> bool:
        return bool(self.ladder.legs) or not (self._was_read or self.session.offline)

    @property
    def _on_ladder(self) -> bool:
        return self.tab == LADDER

    def tab_names(self) -> list[str]:
        """Give the ladder as the first tab."""
        return [*([LADDER] if self._has_ladder else []), *super().tab_names()]

    def _shown_part(self) -> Widget:
        return self.lines if self._on_ladder else super()._shown_part()

    def can(self, id: str) -> bool:
        """Leave out what lines have no use for; quality is there with every tab."""
        if self._on_ladder and id in {"delete", "new", "edit"}:
            return False
        return super().can(id)

    def key_title(self, id: str) -> str:
        """Say where enter goes."""
        if id == "open" and self._on_ladder and self.problem is None:
            link = self._link
            return "" if link is None else display(f"{'go to ' if link.is_match else ''}{link.title}", longest=32)
        if id == "history-back" and has_others(self):
            return "other calls"
        return super().key_title(id)

    def hints(self) -> Sequence[str]:
        """Name the keys of the ladder."""
        if not self._on_ladder:
            return super().hints()
        return ["open", "quality", "story", "beside", "actions", "raw", "copy", "next-tab", "back", "history-back"]

    # Showing

    def _show_state(self, state: ObjectState) -> None:
        self._was_read, self._failed = state.complete, False
        super()._show_state(state)

    def show_row(self, row: Row, read_at: datetime | None) -> None:
        """Show the call; the cursor stays on its line."""
        self.ladder = ladder_of({**(self.listed or {}), **self.beside, **row})
        if self.begin_at in {"", LADDER}:
            self.begin_at = LADDER if self._has_ladder else ""
        super().show_row(row, read_at)
        self._show_ladder()

    def _show_ladder(self) -> None:
        lines = self.lines
        dots = "..." if self.house.ascii_only else "…"
        lines.when_empty = ("The legs were not read." if self._failed else f"Asking Zoom for the legs {dots}",)
        source = LadderLines(self.ladder, self.session.viewer(ascii=self.house.ascii_only))
        lines.show(source)
        self.query_one(LadderHeads).show(source)
        self._lay_out()
        self._show_leg()

    @property
    def _event(self) -> Event | None:
        """Give the line under the cursor."""
        at = self.lines.cursor if self.is_mounted else 0
        return self.ladder.events[at] if at < len(self.ladder.events) else None

    def _details(self, place: int | None) -> list[list[Part]]:
        viewer = self.session.viewer(ascii=self.house.ascii_only)
        return detail_parts(self.ladder, place, viewer, self.quality)

    def _show_leg(self) -> None:
        event, pane = self._event, self.query_one(LegPane)
        if self.aside is not None:
            pane.show(*self.aside)
            return
        place = event.leg if event is not None else None
        title = "the call" if place is None else f"leg {place + 1} of {len(self.ladder.legs)}"
        if (count := len(self.ladder.events)) > self._seen:
            title += f" {self.signs.dot} line {self.lines.cursor + 1} of {count}"
        pane.show(title, self._details(place))

    def _lay_out(self) -> None:
        """Share the lines: the details get what the longest leg needs, but less than half where both want them."""
        super()._lay_out()
        part = self.query_one("#ladder-part", Container)
        part.display = self._on_ladder
        if not self._on_ladder:
            return
        self.query_one("#boxes").display = False
        beside = self.size.width >= BESIDE
        part.set_class(beside, "-beside")
        pane = self.query_one(LegPane)
        pane.more = self.key_of("columns-right")
        pane.cells = BESIDE_CELLS if beside else self.size.width
        room = self.size.height - FRAME - TITLE_AND_TABS - HEADS - 1
        places = {each.leg for each in self.ladder.events} or {None}
        needs = pane.needs([*(self._details(place) for place in places), *self.asked_for])
        height = max(min(needs, max(room - len(self.ladder.events), room * 3 // 7)), 1)
        pane.room = room + HEADS if beside else height
        pane.styles.height = "1fr" if beside else height + 1
        self._seen = room + 1 if beside else room - height

    def on_resize(self) -> None:
        """Draw for the new width."""
        super().on_resize()
        if self.row is not None:
            self.call_after_refresh(self._show_ladder)

    def on_line_list_moved(self) -> None:
        """Show the leg of the line."""
        if self.problem is not None:
            self.say("")
        self.heard()
        self.aside = None
        self._show_leg()
        self.show_frame()

    def on_line_list_folded(self, message: LineList.Folded) -> None:
        """Scroll the details: down with the key to the right, up with the one to the left."""
        self.query_one(LegPane).scroll_lines(-1 if message.fold else 1)

    def _show_failure(self, error: ZtuiError) -> None:
        self._failed = True
        super()._show_failure(aged_out(self.key, error) if isinstance(error, NotFound) else error)
        if self.row is not None:
            self._show_ladder()

    # Going on

    @property
    def _link(self) -> Link | None:
        """Give where the line under the cursor leads: to whom it happens, else from whom it comes."""
        event = self._event
        if event is None or event.leg is None:
            return None
        leg = self.ladder.legs[event.leg]
        places = (leg.callee, leg.caller) if event.source != leg.callee else (leg.callee, event.target)
        links = (link_of(self.ladder.parties[each]) for each in places if each is not None)
        return next((each for each in links if each is not None), None)

    def _go_on(self) -> None:
        """Go to the party, or show the details of an error that is spoken of."""
        if self.problem is not None:
            self.show_problem()
        elif (link := self._link) is not None:
            follow_party(self, link)

    def action_copy(self) -> None:
        """Send something of the call, of the leg under the cursor, or the whole ladder as text to the clipboard."""
        if not self._on_ladder or self.row is None:
            super().action_copy()
            return
        from ztui.ui.screens.ladder.copying import copy_call

        event = self._event
        place = event.leg if event is not None else None
        copy_call(self, self.ladder, None if place is None else self.ladder.legs[place].row)

    # Other calls

    def step_beside(self, by: int) -> bool:
        """Go to the call above or below in the list that led here."""
        if not has_others(self):
            return False
        if not self.busy("others"):
            self.start(open_other(self, by), "others")
        return True

    def action_story(self) -> None:
        """Show all calls of the caller."""
        from ztui.ui.screens.story.show import story_of_call

        story_of_call(self, self.row)

    def action_beside(self) -> None:
        """Ask which call is to stand beside this one."""
        from ztui.ui.screens.beside.show import pick_other

        if self.row is not None:
            self.start(pick_other(self, self.key, self.row), "beside")

    def _offers(self) -> list[Offer]:
        """Give the recordings and voicemails of the call to be saved."""
        from ztui.ui.screens.ladder.media import offers_of_call

        return [*super()._offers(), *offers_of_call(self.session, self.ladder)]

    def show_aside(self) -> None:
        """Show what was asked for in the place of the leg's details."""
        if self._has_ladder:
            self.show_tab(LADDER)
        self._show_ladder()

    def entries(self) -> Sequence[Entry]:
        """Give what can be done from the ladder, and what any object has."""
        from ztui.ui.screens.ladder.acting import call_entries

        entries = super().entries()
        if self.row is None:
            return entries
        event = self._event if self._on_ladder else None
        taken = frozenset(each.choice.key for each in entries if each.choice.key)
        return [*call_entries(self, None if event is None else event.leg, taken), *entries]
