"""A list with a local filter, typed in the breadcrumb line."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from ztui.core.times import moment
from ztui.services.filters import FilterError, parse
from ztui.services.filters_reach import unreached
from ztui.ui.screens.pane import Pane, count_text
from ztui.ui.screens.paned import PanedScreen
from ztui.ui.screens.typed_line import TypedLineScreen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ztui.services.listing import View
    from ztui.services.session import Session
    from ztui.ui.widgets.filter_line import FilterLine

__all__ = ["FilteredScreen"]


class FilteredScreen(TypedLineScreen, PanedScreen):
    """Filters as it is typed; a term that cannot be read is underlined, and the last good filter stays."""

    def place_words(self) -> list[str]:
        """Give the crumbs up to the list itself, which stay while the filter is typed."""
        return [self.resource_title()]

    def __init__(self, session: Session, view: View) -> None:
        super().__init__(session, view)
        self._wished, self._given_up = asyncio.Event(), set()

    _wanted: str | None = None
    _edge: datetime | None = None
    """Where the window begins, if that was said."""
    _filtering: str | None = None
    _wished: asyncio.Event
    """Set when another filter is wished than the one that is being worked on."""
    _given_up: set[asyncio.Future[None]]

    async def action_filter(self) -> None:
        """Turn the breadcrumb line into the input; returns when it has the focus."""
        if not await self.can_open_filter() or self.pane is None:
            return
        self.heard()
        await self.open_filter(self.pane.view.filter if self._filtering is None else self._filtering, self._completions)

    def clear_filter(self) -> bool:
        """Take away what was typed of the local filter, not what a link brought; tells whether there was any."""
        if self.pane is None or self.pane.view.filter == self.pane.brought:
            return False
        self.heard()
        self._want_filter(self.pane.brought)
        return True

    def on_filter_line_typed(self, message: FilterLine.Typed) -> None:
        """Filter as it is typed."""
        self._want_filter(message.text)

    def on_filter_line_done(self, message: FilterLine.Done) -> None:
        """Close the input, the filter stays; one that cannot be read stays in the line, with the reason."""
        try:
            if self.pane is not None:
                parse(message.text, self.pane.resource, self.pane.viewer)
        except FilterError as error:
            self.refuse_filter(error)
            if (line := self.filter_line) is not None:
                line.input.answered()
        else:
            self.close_filter()

    def _completions(self, text: str) -> Sequence[str]:
        from ztui.ui.commands.completing import filter_words

        return filter_words(text, self.pane.resource) if self.pane is not None else ()

    def on_filter_line_offered(self, message: FilterLine.Offered) -> None:
        """Show what the word can become."""
        self.say("  ".join(message.words), kept=False)

    def filter_by(self, text: str) -> None:
        """Filter by this, as if it was typed."""
        self.heard()
        self._want_filter(text)

    def add_term(self, term: str) -> None:
        """Filter by a term more than now."""
        self.heard()
        now = (self.pane.view.filter if self.pane is not None else "") if self._filtering is None else self._filtering
        self._want_filter(f"{now} {term}".strip())

    def _want_filter(self, text: str) -> None:
        """Filter by this; while one is being worked on only the last wish is kept."""
        self.needs_reader()
        self._wanted = self._filtering = text
        self._wished.set()
        if self.pane is not None and not self.busy("filter"):
            self.start(self._apply_filters(self.pane), "filter")

    async def _apply_filters(self, pane: Pane) -> None:
        try:
            await self._apply_wanted(pane)
        finally:
            self._filtering = None

    async def _apply_wanted(self, pane: Pane) -> None:
        while self._wanted is not None:
            text, self._wanted = self._wanted, None
            try:
                if not await self._changed_unless_wished(pane, text):
                    continue
            except FilterError as error:
                self.refuse_filter(error)
                continue
            self.accept_filter()
            self._tell_edge(pane)
            position = await pane.listing.position_of(pane.cursor_key) if pane.cursor_key else None
            self._repaint(pane, position or 0)

    async def _changed_unless_wished(self, pane: Pane, text: str) -> bool:
        """Filter the list, unless something else is wished meanwhile, which is begun at once and ends this."""
        self._wished.clear()
        work, wished = (
            asyncio.ensure_future(pane.listing.change(filter=text)),
            asyncio.ensure_future(self._wished.wait()),
        )
        try:
            await asyncio.wait({work, wished}, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            work.cancel()
            raise
        finally:
            wished.cancel()
        if not work.done():
            self._given_up.add(work)
            work.add_done_callback(self._given_up.discard)
            return False
        await work
        return True

    def _tell_edge(self, pane: Pane) -> None:
        """Say where the window begins, if the filter asks for earlier rows, once until it does not."""
        local = parse(pane.view.filter, pane.resource, pane.viewer)
        begin = unreached(pane.resource, pane.view.query, local, self.session.clock.now())
        if begin is not None and begin != self._edge:
            since = moment(begin, self.session.zone, self.session.clock.now())
            self.say(
                f"The list begins {since}, after what the filter asks for; {self._key('fields')} widens it.", "warn"
            )
        elif begin is None and self._edge is not None:
            self.say("")
        self._edge = begin

    def _repaint(self, pane: Pane, cursor: int | None = None) -> None:
        super()._repaint(pane, cursor)
        self.show_filter_count()

    def filter_count(self) -> str:
        """Give how many rows pass."""
        return count_text(self.pane) if self.pane is not None else ""
