"""A screen whose lists show what was written: from the store where that has it, else by as few requests as can be."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from ztui.core.errors import NotFound, ZtuiError
from ztui.services.amending import Amending
from ztui.ui.screens.paned import PanedScreen

if TYPE_CHECKING:
    from collections.abc import Collection

    from ztui.ui.screens.pane import Pane
    from ztui.ui.written import Written

__all__ = ["SHORT", "RereadScreen"]

SHORT = 3
"""A list of so many pages is read again whole where rows may have come or gone; a longer one tells its age."""
_AT_ONCE = 4


class RereadScreen(PanedScreen):
    """Takes note of what was written, and shows it, at once or when it is shown again.

    A change in a long list costs no reading of it: rows that were read since the write are in the store, what was
    deleted has left it, and other objects that the write names are read alone.
    """

    def take_written(self, written: Written) -> None:
        """Take note of what was written; what is shown of it is renewed, at once or when the screen is back."""
        if written.session.account != self.session.account or self.session.offline:
            return
        ids = written.keys | written.beside
        for pane in self.panes():
            pane.written |= ids
            pane.unread |= written.unread(pane.resource.name)
            if pane.resource.name == written.resource:
                pane.made |= written.made
                known = written.read | written.gone
                pane.is_old |= bool(written.made or pane.view.query) or not written.keys <= known
            else:
                pane.is_old |= not ids.isdisjoint(value for _, value in pane.view.parents)
        if self.house.house_screen is self and self.is_current:
            self.read_again()

    def on_screen_resume(self) -> None:
        """Show what was written meanwhile."""
        if self.is_mounted:
            self.read_again()

    def adopt(self, pane: Pane) -> None:
        """Show a list, with what was written since."""
        super().adopt(pane)
        self.read_again()

    def read_again(self) -> None:
        """Renew the list that is shown if something was written that may show in it."""
        pane = self.pane
        if pane is not None and pane.written:
            self.start(self._show_written(pane), "refresh")

    async def _show_written(self, pane: Pane) -> None:
        """Renew a list; the cursor stays on its row, or goes to the one that is new."""
        keys, pane.written = pane.written, set()
        unread, pane.unread = pane.unread, set()
        made, pane.made = pane.made, set()
        old, pane.is_old = pane.is_old, False
        listing = pane.listing
        there = {each for each in keys - made if await listing.position_of(each) is not None}
        pane.forget(keys)
        stale = unread & there
        if (old and listing.requests <= SHORT) or (stale and _is_dearer(pane, stale)):
            await self._refresh(pane)
        else:
            if stale:
                await self._read_rows(pane, stale)
            await listing.load()
        new: int | None = None
        for each in keys:
            place = await listing.position_of(each)
            if place is None:
                pane.marks.discard(each)
            elif each not in there:
                new = place
        self._repaint(pane, new)

    async def _read_rows(self, pane: Pane, keys: Collection[str]) -> None:
        """Read the objects of some rows; those that are no more leave the list, others that fail stay as they are."""
        name, parents = pane.resource.name, pane.view.parents
        session, gate = self.session, asyncio.Semaphore(_AT_ONCE)
        befores = {each: await session.objects.cached(name, each, parents) for each in keys}
        gone: list[str] = []

        async def read(key: str) -> None:
            async with gate:
                try:
                    await session.objects.read(name, key, parents)
                except NotFound:
                    gone.append(key)
                except ZtuiError:
                    return

        await asyncio.gather(*map(read, keys))
        amending = Amending(session.cache, session.listings, session.objects)
        known = {key: None if was is None or not was.complete else was.answer for key, was in befores.items()}
        await amending.take_in(name, parents, known)
        if gone:
            await amending.drop(name, parents, gone)
        await self.house.update_quota()


def _is_dearer(pane: Pane, keys: Collection[str]) -> bool:
    """Tell whether to read some rows one by one takes more requests than to read their list, or cannot be done."""
    return not pane.resource.operations.get or pane.listing.requests <= len(keys)
