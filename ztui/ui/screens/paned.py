"""A screen with a table that shows an open list: loading, refreshing, following the cursor's row, marks, errors."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from ztui.core.amounts import counted
from ztui.core.errors import ZtuiError
from ztui.core.text import display
from ztui.resources.derived.words import in_sentence
from ztui.resources.registry import resource
from ztui.ui.screens.base import HouseScreen
from ztui.ui.screens.pane import Pane, count_text
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.table import HouseTable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.widget import Widget

    from ztui.services.listing import Listing, View
    from ztui.services.session import Session
    from ztui.ui.widgets.paint import Part

__all__ = ["PanedScreen"]

FRESH_SECONDS = 300
"""A complete list younger than this is shown without asking Zoom again."""
FRESH_WINDOW_SECONDS = 60
"""The same where the list is a window of time, which grows by itself."""
REST_SECONDS = 0.15
"""Rows that stay so long on screen are taken for what the user looks at."""
REPAINT_SECONDS = 0.5
"""How long rows that were filled in are gathered before they are painted."""


class PanedScreen(HouseScreen):
    """Shows one pane at a time; a subclass may swap it (`adopt`).

    Args:
        session: Whose lists are shown.
        view: The view to begin with.
    """

    has_rows = True

    def __init__(self, session: Session, view: View) -> None:
        super().__init__(session)
        self.first_view = view
        self.pane: Pane | None = None
        self._following: set[int] = set()
        self._will_fill = False
        self._first_columns: tuple[str, ...] | None = None
        self._sought = ("", 0)
        """Key of the row to begin at, and how many rows are to be shown above it; "" once it is settled."""

    def compose_body(self) -> ComposeResult:
        """Make the table."""
        table = HouseTable(signs=self.signs, id="table")
        table.when_empty = self._empty_lines
        table.when_moved = self._moved
        yield table

    def on_mount(self) -> None:
        """Show the frame and begin."""
        super().on_mount()
        self.begin()

    def begin_with(self, view: View, columns: tuple[str, ...] | None, key: str, above: int) -> None:
        """Begin with a view as it was left.

        Args:
            view: The view.
            columns: Paths of the columns, None for the usual ones.
            key: Key of the row under the cursor, "" for the first.
            above: How many rows were shown above it.
        """
        self.first_view, self._first_columns, self._sought = view, columns, (key, above)

    def begin(self) -> None:
        """Open the first list."""
        try:
            pane = self.open_pane(self.first_view)
        except ZtuiError as error:
            # A filter or an order that cannot be read, as typed at the `:` line: the list without it is shown.
            self.fail(error)
            self.first_view = replace(self.first_view, filter="", sort=())
            pane = self.open_pane(self.first_view)
        pane.chosen = self._first_columns or pane.chosen
        self.adopt(pane)

    @property
    def table(self) -> HouseTable:
        """Give the table."""
        return self.query_one("#table", HouseTable)

    def first_focus(self) -> Widget | None:
        """Give the table the focus."""
        return self.table if self.is_mounted else None

    def as_of(self) -> datetime | None:
        """Give when the list was read."""
        return self.pane.listing.status.as_of if self.pane is not None else None

    @property
    def is_at_rest(self) -> bool:
        """Tell whether it shows a list, read to where it is to be read, and nothing besides."""
        pane = self.pane
        return pane is not None and not pane.listing.status.loading and not pane.marks and super().is_at_rest

    @property
    def has_first_rows(self) -> bool:
        """Tell whether the rows at the cursor's place are here, or it is known that there are none."""
        pane = self.pane
        if pane is None or not self.is_mounted or not self.table.size.height:
            return False
        status = pane.listing.status
        if not status.shown:
            return status.error is not None or (status.as_of is not None and not status.loading)
        shown = range(self.table.top, min(self.table.top + self.table.size.height - 1, pane.count))
        return all(self.table.item_at(each) is not None for each in shown)

    def counts(self) -> Sequence[Part]:
        """Give the honest count."""
        return texts(f"{count_text(self.pane)} ") if self.pane is not None and count_text(self.pane) else ()

    # Panes

    def open_pane(self, view: View) -> Pane:
        """Open a list; `_changed` is told of what happens to it."""
        return Pane.open(self.session, view, self._changed, ascii=self.house.ascii_only)

    def panes(self) -> Sequence[Pane]:
        """Give all open panes, the shown one among them."""
        return (self.pane,) if self.pane is not None else ()

    def adopt(self, pane: Pane) -> None:
        """Show a pane, and read it if it is not fresh."""
        if self.pane is not None:
            self.remember()
            self.say("")
        self.pane = pane
        pane.is_beginning = pane.is_beginning or not pane.fresh
        self._show_pane(pane)
        self._speak_progress()
        if pane.fresh:
            self._report(pane)
        else:
            pane.fresh = True
            self.start(self._load(pane), "load")

    def remember(self) -> None:
        """Note in the pane where its table stands."""
        if self.pane is not None:
            self.pane.cursor, self.pane.top = self.table.cursor, self.table.top

    def _show_pane(self, pane: Pane) -> None:
        pane.when_lacking = self._lacking
        self.table.show(pane, pane.table_columns, cursor=pane.cursor, top=pane.top, marks=pane.marks, today=pane.today)
        self.table.sort = pane.sorted_by()
        self.show_frame()
        self.focus_first()

    async def _load(self, pane: Pane) -> None:
        await self.house.learning.recall_sites(self.session)
        await pane.listing.load()
        self.house.learning.look_at_cache(self.session)
        pane.is_beginning = not self.session.offline
        await self.house.recall(self.session)
        await self._seek(pane)
        status = pane.listing.status
        if self.session.offline:
            await self.house.update_quota()
            await self.house.learning.learn(self.session)
            return
        age = (self.session.clock.now() - status.as_of).total_seconds() if status.as_of is not None else None
        fresh = FRESH_WINDOW_SECONDS if pane.resource.window else FRESH_SECONDS
        if age is None or not status.complete or not 0 <= age <= fresh:  # below 0 the clock was set back
            await self._refresh(pane)
        else:
            await self.house.update_quota()
            self._fetch_calls(pane)
        await self.house.learning.learn(self.session)

    async def _seek(self, pane: Pane) -> None:
        """Paint what was read, from the row on that is to be begun at, unless the cursor was moved meanwhile."""
        key, above = self._sought
        position = await pane.listing.position_of(key) if key and pane is self.pane else None
        if position is not None and self.is_mounted and not self.table.cursor:
            self._sought = ("", 0)
            self.table.rows_changed(position, above)
        self._repaint(pane)

    def _fetch_calls(self, pane: Pane) -> None:
        """Fetch the calls of a long window that are not stored yet; it says what that costs, and asks."""
        if pane.listing.unstored is not None and pane is self.pane:
            self.house.syncs.ask(self.session, pane.listing.unstored)

    def look_again(self) -> None:
        """Paint with what was learnt since."""
        for pane in self.panes():
            pane.look()
        if self.pane is not None and self.is_mounted:
            self.table.rows_changed()

    async def _refresh(self, pane: Pane) -> None:
        pane.look()
        await pane.listing.refresh()
        pane.is_beginning = False
        await self._seek(pane)
        self._report(pane)
        self._fetch_calls(pane)
        await self.house.update_quota()

    def refresh_pane(self) -> None:
        """Ask Zoom again, unless that is going on or not allowed."""
        if self.session.offline:
            self.say(self.house.offline_words, "warn")
        elif self.pane is not None and not self.pane.listing.status.loading:
            self.say("")
            self.start(self._refresh(self.pane), "refresh")

    async def release(self) -> None:
        """Close the lists."""
        for pane in self.panes():
            await pane.close()

    # What happens to the list

    def _changed(self, listing: Listing) -> None:
        """Follow a change of the shown list; others are looked at when they are shown again."""
        pane = self.pane
        if pane is None or pane.listing is not listing or not self.is_mounted or id(pane) in self._following:
            return
        self._following.add(id(pane))
        self.start(self._follow(pane), "follow")

    @property
    def keeps_newest(self) -> bool:
        """Tell whether the first row stays under the cursor while new ones come; the row itself does else."""
        return False

    async def _follow(self, pane: Pane) -> None:
        key = "" if self.keeps_newest and not self.table.cursor else pane.cursor_key
        if not key:
            pane.cursor_key = ""
        try:
            position = await pane.listing.position_of(key) if key else None
        finally:
            self._following.discard(id(pane))
        if pane.listing.status.counting:
            position = position or 0  # of an order that is being made the beginning is shown
        # Whoever moved the cursor meanwhile wants it there.
        self._repaint(pane, position if key == pane.cursor_key else None)

    def _repaint(self, pane: Pane, cursor: int | None = None) -> None:
        if pane is not self.pane or not self.is_mounted:
            return
        self.table.rows_changed(cursor)
        self._keep_cursor_key()
        self.show_frame()
        self._speak_progress()

    def needs_reader(self) -> None:
        """Give up what is read besides, since the rows are to be ordered anew."""

    def _report(self, pane: Pane) -> None:
        """Say how the reading of a list ended."""
        if pane is not self.pane:
            return
        status = pane.listing.status
        if status.error is not None:
            self.fail(status.error)
        elif status.note:
            self.say(status.note, "warn")
        elif status.oddities:
            self.say(f"{status.oddities:,} odd values were shown as they came; :log has them.", "warn")

    def progress(self) -> str:
        """Give what is going on: marks, and how far the loading is."""
        parts: list[str] = []
        table, pane = self.table, self.pane
        if table.range_start is not None:
            rows = counted(abs(table.cursor - table.range_start) + 1, "row")
            parts.append(f"range of {rows}: move, then {self._key('mark-range')} marks it")
        elif table.marks:
            parts.append(f"{len(table.marks):,} marked")
        if pane is not None and pane.listing.status.loading:
            status = pane.listing.status
            far = f"{status.read:,} so far"
            if status.total:
                far = f"{min(100 * status.read // status.total, 100)}%"
            parts.append(f"loading {in_sentence(pane.resource.title)}: {far} ({self._key('back')} stops)")
        return f" {self.signs.dot} ".join(parts)

    def _speak_progress(self) -> None:
        self.show_progress(self.progress())

    def _key(self, id: str) -> str:
        from ztui.ui.keys import shown_key

        return shown_key(id, self.house.keymap_in_use)

    def _empty_lines(self) -> list[str]:
        return (
            [display(line) for line in self.pane.wider(self.house.offline_words) if line]
            if self.pane is not None
            else []
        )

    def _keep_cursor_key(self) -> None:
        row = self.table.cursor_row
        if self.pane is not None:
            # A row that is still being fetched has no key yet: the cursor then stays at its position.
            self.pane.cursor_key = row.key if row is not None else ""

    # What only the objects of the visible rows tell

    def _lacking(self) -> None:
        """Read it when the table has come to rest; a row that is only scrolled past costs no request."""
        if not self._will_fill and self.is_mounted and not self.session.offline:
            self._will_fill = True
            self.start(self._fill(), "fill")

    async def _fill(self) -> None:
        await asyncio.sleep(REST_SECONDS)
        self._will_fill = False
        pane, table = self.pane, self.table
        if pane is None or not self.is_current:
            return
        rows = [table.item_at(each) for each in range(table.top, table.top + table.size.height - 1)]
        filling = pane.fill(each.key for each in rows if each is not None)
        before, done = filling.generation, False
        while not done:
            done = await filling.settle(REPAINT_SECONDS)
            if filling.generation != before and pane is self.pane:
                before = filling.generation
                table.rows_changed(None)

    # Messages of the table

    def _moved(self) -> None:
        """Remember the row, and take what was said for heard."""
        self._keep_cursor_key()
        self.heard()

    def on_house_table_moved(self) -> None:
        """Say what the keys do to the row, and how many rows a range has; the header's age may have grown meanwhile."""
        self.show_keys()
        if self.table.range_start is not None:
            self._speak_progress()

    def on_house_table_marked(self) -> None:
        """Say how many are marked, and what the keys do to them."""
        self._speak_progress()
        self.show_keys()

    def on_house_table_range_wanted(self, message: HouseTable.RangeWanted) -> None:
        """Mark a range, whose keys may have to be read first."""
        if self.pane is not None:
            self.start(self._mark_range(self.pane, message.first, message.last), "marks")

    async def _mark_range(self, pane: Pane, first: int, last: int) -> None:
        rows = await pane.listing.rows(first, last - first + 1)
        pane.marks.update(each.key for each in rows)
        if pane is self.pane:
            self.table.add_marks(())

    def stop_or_clear(self) -> bool:
        """Stop saving, exporting or loading, else clear the marks; tells whether there was any of it."""
        if any(each.stop_at(self) for each in (self.house.saves, self.house.exports, self.house.syncs)):
            return True
        if self.pane is not None and self.pane.listing.status.loading:
            self.pane.listing.stop()
            self.say(f"Stopped; {self._key('refresh')} reads it again from the start.")
            return True
        return self.table.clear_marks()

    def resource_title(self) -> str:
        """Give the title of what is listed."""
        return resource((self.pane.view if self.pane is not None else self.first_view).resource).title
