"""A screen over stored calls: some lines that sum up, a table below them, a filter that the call store carries out."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Protocol

from ztui.core.errors import ZtuiError
from ztui.core.text import display
from ztui.core.times import day_line
from ztui.resources.rows import key_of
from ztui.ui.keys import shown_key
from ztui.ui.screens.filtering import FilteringScreen
from ztui.ui.screens.reading import TabledScreen
from ztui.ui.screens.story.rows import StoredRows, columns_of
from ztui.ui.syncing import ask_sync
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from ztui.resources.model import Resource
    from ztui.services.calls.paged import Paged
    from ztui.services.calls.windows import Span
    from ztui.services.session import Session
    from ztui.store.terms import LocalFilter
    from ztui.ui.widgets.paint import Part
    from ztui.ui.widgets.table import HouseTable

__all__ = ["StoredScreen"]

_OFTEN = 1.0
"""Seconds between two looks while calls are fetched."""
_MOST_MARKED = 500
"""Rows of a range that are marked at once, at most."""
_FEWEST = 6
"""Lines that the table keeps below what sums up."""


class Source(Protocol):
    """What is looked at."""

    pages: Paged[dict[str, Any]]

    def understood(self, text: str) -> LocalFilter:
        """Read a filter, or raise FilterError."""

    def close(self) -> None:
        """Let go of what was found."""


class StoredScreen(FilteringScreen, TabledScreen):
    """A subclass gives `source`, `listed` and `day`, and overrides `look_at`, `told` and `span_wanted`.

    Args:
        session: Whose calls.
        text: The filter to begin with.
    """

    source: Source
    listed: Resource
    """Whose columns the table has."""
    day = ""
    """Path of the time by whose days the rows are divided."""

    def __init__(self, session: Session, text: str = "") -> None:
        super().__init__(session)
        self.filter = text
        self._wish: str | None = None

    # What a subclass tells

    async def look_at(self, text: str) -> None:
        """Look what the filter lets pass now."""

    def told(self) -> Sequence[Sequence[Part]]:
        """Give the lines above the table."""
        return ()

    def span_wanted(self) -> Span | None:
        """Give the span whose calls are to be stored, None for nothing to fetch.

        Raises:
            ConfigError: Zoom does not tell of that time, or the profile does not keep it.
        """
        return None

    # The frame

    def compose_body(self) -> ComposeResult:
        """Make the lines and the table."""
        reader = Reader(id="told")
        reader.can_focus = False
        yield reader
        yield from super().compose_body()

    def empty_lines(self) -> Sequence[str]:
        """Say nothing while it is looked."""
        return () if self.busy("look") else self.when_empty()

    def counts(self) -> Sequence[Part]:
        """Give how many rows there are."""
        return texts(f"{self.filter_count()} ")

    def filter_count(self) -> str:
        """Give how many rows the filter lets pass."""
        return f"{self.source.pages.count:,}"

    def crumbs(self) -> Sequence[str]:
        """Give the place and the filter."""
        return (*self.place_words(), f"/{self.filter}" if self.filter else "")

    def key(self, id: str) -> str:
        """Give a key as it is written."""
        return shown_key(id, self.house.keymap_in_use)

    def key_title(self, id: str) -> str:
        """Leave out what needs a row where there is none."""
        if id in {"open", "copy", "export", "story", "mark"} and not self.source.pages.count:
            return ""
        return super().key_title(id)

    # Showing

    def on_mount(self) -> None:
        """Show what is stored."""
        viewer = self.session.viewer(ascii=self.house.ascii_only)
        rows = StoredRows(self.source.pages, self.listed, self.day, viewer)
        today = display(day_line(viewer.now, viewer.zone, viewer.now)) if self.day else display("")
        self.table.show(rows, columns_of(self.listed, viewer), today=today)
        self.action_look()

    def action_look(self) -> None:
        """Look again what is stored."""
        if not self.busy("look"):
            self.start(self._look(), "look")

    async def _look(self) -> None:
        try:
            await self.look_at(self.filter)
        finally:
            self._repaint()

    def _repaint(self, cursor: int | None = None) -> None:
        if not self.is_mounted:
            return
        self.show_told()
        self.table.rows_changed(cursor)
        self.show_frame()
        self.show_filter_count()

    def show_told(self) -> None:
        """Show the lines above the table, as many as leave the table enough."""
        reader, lines = self.query_one("#told", Reader), self.told()
        reader.show(lines)
        room = max(self.query_one("#body").size.height - _FEWEST, 1)
        reader.styles.height = min(reader.needs(self.size.width), room)

    def on_resize(self) -> None:
        """Wrap the lines anew."""
        super().on_resize()
        if self.is_mounted:
            self.call_after_refresh(self.show_told)

    def wanted(self) -> None:
        """Fetch the rows that are to be painted."""
        if self.is_mounted and not self.busy("fetch"):
            self.start(self._fetch(), "fetch")

    async def _fetch(self) -> None:
        if await self.source.pages.fetch() and self.is_mounted:
            self.table.rows_changed(None)

    def apply_filter(self, text: str) -> None:
        """Show what a filter lets pass; while one is worked on, only the last wish is kept."""
        self.source.understood(text)
        self._wish = text
        if not self.busy("filter"):
            self.start(self._filter(), "filter")

    async def _filter(self) -> None:
        while self._wish is not None:
            text, self._wish = self._wish, None
            await self.look_at(text)
            self.table.move_to(0)
            self._repaint(0)

    @property
    def row(self) -> dict[str, Any] | None:
        """Give the row under the cursor, None if there is none."""
        found: dict[str, Any] | None = self.table.item_at(self.table.cursor)
        return found

    def on_house_table_marked(self) -> None:
        """Say how many are marked."""
        count = len(self.table.marks)
        self.show_progress(f"{count:,} marked" if count else "")

    def on_house_table_range_wanted(self, message: HouseTable.RangeWanted) -> None:
        """Mark the rows of a range."""
        last = min(message.last, message.first + _MOST_MARKED - 1)
        self.start(self._mark_range(message.first, last), "marks")

    async def _mark_range(self, first: int, last: int) -> None:
        rows = await self.source.pages.between(first, last)
        self.table.add_marks(key_of(self.listed, each) for each in rows)
        self.on_house_table_marked()

    # Fetching calls

    def action_refresh(self) -> None:
        """Fetch the calls that are not stored, then look again."""
        try:
            span = self.span_wanted()
        except ZtuiError as error:
            self.fail(error)
            return
        if span is None or self.session.offline:
            self.action_look()
            return
        ask_sync(self.house, self.session, span)
        if not self.busy("sync"):
            self.start(self._while_fetching(), "sync")

    async def _while_fetching(self) -> None:
        """Look what came, until all is there."""
        while self.house.syncs.running:
            await asyncio.sleep(_OFTEN)
            await self._look()
        await self._look()

    def close_one_thing(self) -> bool:
        """Close the filter, stop fetching, clear marks or the filter."""
        if self.close_filter() or self.house.syncs.stop_at(self) or self.house.exports.stop_at(self):
            return True
        if self.table.clear_marks():
            self.on_house_table_marked()
            return True
        return self.clear_filter()

    async def release(self) -> None:
        """Let go of what was found."""
        self.source.close()
