"""The body of a detail screen: title, tabs that never move, boxes, and the part below that a tab shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.resources.registry import resource as resource_named
from ztui.services.listing import View
from ztui.ui.commands.printing import where_words
from ztui.ui.screens.anatomy import RAW, boxes_of, child_tabs, heading_of, link_choices, related_links
from ztui.ui.screens.journal.subject import JournalSubject
from ztui.ui.screens.paned import PanedScreen
from ztui.ui.screens.raw import RawLines, show_raw
from ztui.ui.sheets import style_sheets
from ztui.ui.widgets.boxes import Boxes
from ztui.ui.widgets.lines import Line, texts
from ztui.ui.widgets.menu import Menu
from ztui.ui.widgets.paint import width_of
from ztui.ui.widgets.reader import Reader
from ztui.ui.widgets.tabs import TabsLine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.widget import Widget

    from ztui.resources.model import Row
    from ztui.services.links import Link
    from ztui.services.session import Session
    from ztui.ui.screens.anatomy import Heading
    from ztui.ui.screens.pane import Pane
    from ztui.ui.widgets.boxes import Boxed
    from ztui.ui.widgets.paint import Part

__all__ = ["RAW", "ObjectScreen"]

RELATED, FIELDS = "Related", "Fields"
FRAME = 5
"""Lines of the screen that are not its body."""
TITLE_AND_TABS = 2
FEWEST_ROWS = 7
"""Lines that the list below keeps, its head among them."""


class ObjectScreen(PanedScreen):
    """Shows one object; `DetailScreen` reads it and goes on from it.

    Args:
        session: Whose objects and lists are shown.
        name: Name of its resource.
        key: Its key.
        parents: Bound parameters of the list that it stands in.
        row: It as a list has it, if that is at hand; what its own answer leaves out is taken from here.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("detail",)
    CSS_PATH = style_sheets("detail")

    def __init__(
        self, session: Session, name: str, key: str, parents: tuple[tuple[str, str], ...] = (), row: Row | None = None
    ) -> None:
        super().__init__(session, View(name, parents))
        self.resource = resource_named(name)
        self.key = key
        self.parents = parents
        self.listed = row
        self.answer: Row | None = None
        """The object's own answer; `row` is that and what only lists say."""
        self.beside: Row = {}
        """What the store knows beside the answer."""
        self.row: Row | None = None
        self.read_at: datetime | None = None
        self.heading: Heading | None = None
        self.tab = ""
        self._tab_before = ""
        self._first_tab = 0
        self._panes: dict[str, Pane] = {}
        self._views: dict[str, View] = {}
        self.links: tuple[Link, ...] = ()
        self._boxes: tuple[Boxed, ...] = ()
        self._raw: RawLines | None = None
        self._raw_shown = False
        self._changed_here: tuple[Boxed, ...] = ()
        self.begin_at = ""
        """The tab to begin with, "" for the first one."""

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the object."""
        return ("get", self.resource.name, self.key, *where_words(self.parents))

    # The frame

    def crumbs(self) -> Sequence[str]:
        """Give the place that this was opened from, and the object's name."""
        above = self.opened_from
        words = [each for each in above.place_words() if each] if above is not None else [self.resource.title]
        return [*words, self.heading.name if self.heading is not None else self.key]

    def place_words(self) -> list[str]:
        """Give the crumbs for what is opened from here."""
        return list(self.crumbs())

    def as_of(self) -> datetime | None:
        """Give when the object was read."""
        return self.read_at

    def counts(self) -> Sequence[Part]:
        """Say what kind of object it is."""
        return texts((f"{self.resource.singular} ", "dim"))

    def can(self, id: str) -> bool:
        """Offer what there is: entering for sub accounts, tabs where there is more than one."""
        if id == "enter-account" and self.resource.name == "accounts":
            return True
        if id in {"mark", "mark-range"}:
            return self.pane is not None
        return super().can(id)

    def hints(self) -> Sequence[str]:
        """Name the keys of the tabs, and of entering an account."""
        ids = list(super().hints())
        extra = ["enter-account"] if self.can("enter-account") else []
        return [*ids[:1], *extra, "next-tab", *ids[1:]]

    def key_title(self, id: str) -> str:
        """Leave out opening where there is only something to read."""
        only_text = self.tab in {FIELDS, RAW} and self.problem is None
        return "" if id == "open" and only_text else super().key_title(id)

    def first_focus(self) -> Widget | None:
        """Give the part that the tab shows the focus."""
        return self._shown_part() if self.is_mounted else None

    def compose_body(self) -> ComposeResult:
        """Make title, tabs, boxes, and the parts of which the tabs show one."""
        yield Line(id="title", signs=self.signs)
        yield TabsLine(id="tabs", signs=self.signs)
        yield Boxes(signs=self.signs, id="boxes")
        yield from super().compose_body()
        yield Menu(signs=self.signs, id="links")
        yield Reader(id="raw")

    def begin(self) -> None:
        """Hide the parts until there is something to show."""
        for each in (self.table, self.query_one(Menu), self.query_one("#raw"), self.query_one(Boxes)):
            each.display = False

    def on_resize(self) -> None:
        """Share the lines out again."""
        self._lay_out()
        self.show_tabs()

    async def release(self) -> None:
        """Close the lists below."""
        for pane in self._panes.values():
            await pane.close()

    def panes(self) -> Sequence[Pane]:
        """Give the lists below that were opened."""
        return tuple(self._panes.values())

    # Showing

    def look_again(self) -> None:
        """Show the object with what was learnt since."""
        super().look_again()
        if self.answer is not None:
            self.show_row(self.answer, self.read_at)

    def show_row(self, row: Row, read_at: datetime | None) -> None:
        """Show the object as it was read at an instant; tab and place stay."""
        self.answer, self.read_at = row, read_at
        beside = {**(self.listed or {}), **self.beside}
        self._raw, self._raw_shown = RawLines(row, beside), False
        self._show_raw()
        self.row = row = {**beside, **row}
        viewer = self.session.viewer(ascii=self.house.ascii_only)
        self.heading = heading_of(self.resource, row, viewer)
        right: list[Part] = []
        for text, style in self.heading.notes:
            right += texts((f" {self.signs.dot} " if right else "", "dim"), (text, style))
        self.show_title(texts((f" {self.heading.name}", "strong")), [*right, *texts(" ")])
        self._boxes = boxes_of(self.resource, row, viewer)
        self._show_boxes()
        self.links = related_links(self.resource, row)
        self.query_one(Menu).show(link_choices(self.links))
        first = not self._views and not self.tab
        self._views = dict(child_tabs(self.resource, row))
        if first or self.tab not in self.tab_names():
            self.show_tab(self.begin_at or next(iter(self._views), RELATED if self.links else FIELDS))
        else:
            self._lay_out()
            self.show_tabs()
        self.show_frame()
        self.start(self._count(), "count")
        self.start(self._show_changes(), "changes")

    def _show_raw(self) -> None:
        """Show the raw object where its tab is: it may be long."""
        if self.tab == RAW and self._raw is not None and not self._raw_shown:
            self._raw_shown = True
            show_raw(self, self.query_one("#raw", Reader), self._raw, keep=True)

    def _show_boxes(self) -> None:
        """Show the boxes, what was changed here as the second one, which lies at the right."""
        self.query_one(Boxes).show_boxes((*self._boxes[:1], *self._changed_here, *self._boxes[1:]))

    async def _show_changes(self) -> None:
        """Show what this tool changed here before; where nothing was ever written, nothing is imported."""
        subject, journal = self.journal_subject(), self.session.journal
        if subject is None or journal is None or not journal.path.exists():
            return
        from ztui.ui.screens.journal.box import changed_box

        before, self._changed_here = self._changed_here, await changed_box(self, subject)
        if self._changed_here != before and self.is_mounted:
            self._show_boxes()
            self._lay_out()

    def journal_subject(self) -> JournalSubject | None:
        """Give the object."""
        label = self.heading.name if self.heading is not None else self.key
        return JournalSubject.of(self.resource.name, self.key, label, self.row or {})

    def show_title(self, left: Sequence[Part], right: Sequence[Part] = ()) -> None:
        """Show the line above the boxes."""
        self.query_one("#title", Line).show(left, right)

    async def _count(self) -> None:
        """Open the lists below, without asking Zoom, so that the tabs can tell how much there is."""
        for name in list(self._views):
            if name not in self._panes and name in self._views:
                pane = self._panes[name] = self.open_pane(self._views[name])
                await pane.listing.load()
        self.show_tabs()

    # Tabs

    def tab_names(self) -> list[str]:
        """Give the tabs in their order: the lists below, links, all fields, the raw object."""
        related = [RELATED] if self.links else []
        return [*self._views, *related, FIELDS, RAW]

    def _tab_title(self, tab: str) -> str:
        pane = self._panes.get(tab)
        status = pane.listing.status if pane is not None else None
        if status is None or status.as_of is None or not (status.complete or status.loaded):
            return tab
        more = "" if status.complete else "+"
        return f"{tab} {status.loaded:,}{more}"

    def show_tabs(self) -> None:
        """Show the line of tabs, with what is known of how much is in them."""
        tabs = self.tab_names()
        if self.is_mounted and self.tab in tabs:
            titles = [self._tab_title(each) for each in tabs]
            at = tabs.index(self.tab)
            # Where not all fit, those before the shown one give way.
            self._first_tab = 0
            while (
                self._first_tab < at and sum(width_of(each) + 3 for each in titles[self._first_tab :]) > self.size.width
            ):
                self._first_tab += 1
            self.query_one(TabsLine).show_tabs(titles[self._first_tab :], at - self._first_tab)

    def _shown_part(self) -> Widget:
        name = {RELATED: "#links", FIELDS: "#boxes", RAW: "#raw"}.get(self.tab, "#table")
        return self.query_one(name)

    def show_tab(self, tab: str) -> None:
        """Go to a tab."""
        if tab == self.tab:
            return
        self._tab_before, self.tab = self.tab, tab
        self.remember()
        self.pane = None
        self._lay_out()
        self._show_raw()
        self.show_tabs()
        if tab in self._views:
            if tab not in self._panes:
                self._panes[tab] = self.open_pane(self._views[tab])
            problem = self.problem
            self.adopt(self._panes[tab])
            if problem is not None:
                self.fail(problem)
        self.show_frame()
        self.focus_first()

    def _lay_out(self) -> None:
        """Share the lines below the tabs: boxes and then the tab's part; fields, links and raw form stand alone."""
        boxes = self.query_one(Boxes)
        room = self.size.height - FRAME - TITLE_AND_TABS
        whole = self.tab in {FIELDS, RAW}
        # Links may be many; where they are not what an object begins with, they have all lines.
        alone = self.tab == RAW or (self.tab == RELATED and bool(self._views))
        for name, tab in (("#links", RELATED), ("#raw", RAW)):
            self.query_one(name).display = self.tab == tab
        self.table.display = self.tab in self._views
        boxes.display = bool(self.row is not None and not alone)
        if not whole:
            boxes.to_top()
        # The same for all tabs, so that nothing jumps from one to the next.
        lower = FEWEST_ROWS if self._views else min(len(self.query_one(Menu).choices), FEWEST_ROWS)
        upper = min(boxes.needs(self.size.width), room - lower)
        boxes.styles.height = "1fr" if whole else max(upper, 1)
        boxes.can_focus = whole

    def action_next_tab(self) -> None:
        """Go to the next tab, after the last to the first."""
        self._step(1)

    def action_previous_tab(self) -> None:
        """Go to the tab before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        tabs = self.tab_names()
        at = tabs.index(self.tab) if self.tab in tabs else 0
        if self.row is not None:
            self.show_tab(tabs[(at + by) % len(tabs)])

    def on_tabs_line_chosen(self, message: TabsLine.Chosen) -> None:
        """Go to the tab that was clicked."""
        self.show_tab(self.tab_names()[self._first_tab + message.at])

    def action_raw(self) -> None:
        """Show the object as Zoom sent it; again: what was shown before."""
        if self.row is not None:
            self.show_tab(self._tab_before if self.tab == RAW and self._tab_before in self.tab_names() else RAW)

    def _repaint(self, pane: Pane, cursor: int | None = None) -> None:
        super()._repaint(pane, cursor)
        self.show_tabs()
