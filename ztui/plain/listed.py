"""A list in a conversation: some numbered entries at a time, filtered, ordered, and honestly counted."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError
from ztui.core.text import display
from ztui.core.times import age
from ztui.plain.places import Object, Place, Subject, facts_of
from ztui.resources.cells import cell, head
from ztui.resources.model import Kind
from ztui.resources.registry import resource as find_resource
from ztui.resources.rows import value_of

if TYPE_CHECKING:
    from ztui.plain.house import Talk
    from ztui.resources.model import Resource, Row
    from ztui.services.listing import Listing
    from ztui.services.view import ListedRow, View

__all__ = ["Listed"]

_FRESH = timedelta(minutes=5)
"""So old may be what is stored to be said without asking Zoom first."""
_PATIENCE = 0.2
"""Seconds between two looks whether enough rows have come."""
_LONGEST = 400


class Listed(Place):
    """A list, and which of its entries are said."""

    def __init__(self, talk: Talk, view: View, *, title: str = "") -> None:
        """Take what is listed; nothing is asked for before the first lines are wanted."""
        self._talk = talk
        self._resource = find_resource(view.resource)
        self._title = display(title or self._resource.title)
        self._view = view
        self._listing: Listing | None = None
        self._reading: asyncio.Task[None] | None = None
        self._rows: list[ListedRow] = []
        self._start = 0
        self.count = 10
        """How many entries are said at once."""
        self.has_fact_lines = False
        """Each fact of an entry stands on a line of its own."""

    @property
    def resource(self) -> Resource:
        """Give what is listed."""
        return self._resource

    @property
    def view(self) -> View:
        """Give what is listed, filtered and ordered."""
        return self._view

    @property
    def where(self) -> str:
        """Say the list, which entries, of how many, by what filter and order, and how old they are."""
        view = self._view
        told = [self._title, *(f"{name} {value}" for name, value in view.query)]
        told += [f"filter {view.filter}"] if view.filter else []
        told += [f"sorted by {', '.join(view.sort)}"] if view.sort else []
        return f"{display(', '.join([*told, *self._counted()]), longest=_LONGEST)}."

    def _counted(self) -> list[str]:
        if self._listing is None:
            return []
        status = self._listing.status
        all_of = status.shown if status.complete else max(status.total or 0, status.shown)
        more = "" if status.complete or status.total is not None else ", more to come"
        if not self._rows:
            count = "nothing that passes the filter" if self._view.filter and status.loaded else "nothing"
        else:
            count = f"{self._start + 1:,} to {self._start + len(self._rows):,} of {all_of:,}{more}"
        told = [count]
        if self._view.filter and self._rows:
            told = [f"{self._start + 1:,} to {self._start + len(self._rows):,} of {status.shown:,}, "
                    f"which of {status.loaded:,} pass the filter{more}"]  # fmt: skip
        if status.as_of is not None:
            old = age((self._talk.open.clock.now() - status.as_of).total_seconds())
            told.append("just read" if old == "now" else old)
        return told

    async def lines(self) -> list[str]:
        """Give the entries from the first that is to be said on."""
        listing = await self._opened()
        await self._enough(listing)
        await self._talk.learn_sites()
        self._rows = await listing.rows(self._start, self.count)
        told = [line for at, each in enumerate(self._rows, self._start + 1) for line in self._entry(at, each.row)]
        status = listing.status
        if status.note:
            told.append(display(status.note))
        if status.error is not None:
            told.append(
                f"{display(status.error.message)} {display(status.error.hint)} The list is not complete.".strip()
            )
        elif self._talk.open.offline and status.as_of is None:
            told.append("Nothing of this is stored, and ztui runs offline.")
        elif listing.unstored is not None:
            told.append(f"{display(listing.stored_words)}. The rest is fetched by: calls sync.")
        return told

    async def open(self, number: int) -> Place | list[str]:
        """Open an entry by its number, which need not be among those that were said."""
        return self._object(await self.entry(number))

    async def entry(self, number: int) -> ListedRow:
        """Give an entry by its number.

        Raises:
            ConfigError: There is none.
        """
        listing = await self._opened()
        found = await listing.rows(number - 1, 1) if number > 0 else []
        if not found:
            raise ConfigError(f"There is no entry {number:,}.", f"They go from 1 to {listing.status.shown:,}.")
        return found[0]

    async def subject_at(self, number: int) -> Subject:
        """Give an entry as what commands act on."""
        return self._object(await self.entry(number)).subject

    def _object(self, row: ListedRow) -> Object:
        return Object(self._talk, self._resource, row.key, self._view.parents, row.row)

    def move(self, pages: int) -> None:
        """Go on, or back, by so many pages.

        Raises:
            ConfigError: There is nothing there.
        """
        status = self._listing.status if self._listing is not None else None
        start = max(self._start + pages * self.count, 0)
        if pages < 0 and self._start == 0:
            raise ConfigError("These are the first entries.")
        if pages > 0 and status is not None and not status.loading and start >= status.shown:
            raise ConfigError("These are the last entries.")
        self._start = start

    async def filter(self, text: str) -> None:
        """Let only those through that pass a filter; "" lets all through.

        Raises:
            FilterError: It cannot be read; all stays as it was.
        """
        await self._changed(replace(self._view, filter=text))

    async def sort(self, words: str) -> None:
        """Order by columns; "" is Zoom's own order.

        Raises:
            UnknownName: There is no such column.
        """
        paths = tuple(each.strip() for each in words.replace(",", " ").split())
        await self._changed(replace(self._view, sort=paths))

    async def _changed(self, view: View) -> None:
        listing = await self._opened()
        await listing.change(filter=view.filter, sort=view.sort)
        self._view, self._start = view, 0

    async def window(self, ends: tuple[tuple[str, str], ...]) -> None:
        """Show another window of time."""
        await self.close()
        others = tuple(each for each in self._view.query if each[0] not in ("from", "to"))
        self._view, self._start = replace(self._view, query=others + ends), 0

    async def again(self) -> None:
        """Ask Zoom again."""
        if self._listing is not None and not self._talk.open.offline:
            await self._stop()
            self._reading = asyncio.ensure_future(self._listing.refresh())
            await self._reading

    async def close(self) -> None:
        """Let go of the list."""
        await self._stop()
        if self._listing is not None:
            await self._listing.close()
        self._listing, self._rows = None, []

    async def _stop(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.wait({self._reading})
            self._reading = None

    async def _opened(self) -> Listing:
        """Open the list with what is stored, and begin to ask Zoom unless that is young and whole."""
        if self._listing is not None:
            return self._listing
        session = self._talk.open
        listing = session.listings.open(self._view)
        self._listing = listing
        await listing.load()
        status = listing.status
        is_fresh = status.as_of is not None and session.clock.now() - status.as_of < _FRESH
        if not session.offline and not (status.complete and is_fresh):
            self._reading = asyncio.ensure_future(listing.refresh())
        return listing

    async def _enough(self, listing: Listing) -> None:
        """Wait for as many rows as are to be said; for all of them where a filter or an order needs them."""
        reading = self._reading
        if reading is None:
            return
        needs_all = bool(self._view.filter or self._view.sort or self._resource.sort)
        while not reading.done() and (needs_all or listing.status.read < self._start + self.count):
            await asyncio.wait({reading}, timeout=_PATIENCE)

    def _entry(self, number: int, row: Row) -> list[str]:
        if self.has_fact_lines:
            told = facts_of(replace(self._resource, groups=()), row, self._talk)
            return [f"{number}. {told[0] if told else 'nothing is known of it'}", *told[1:], ""]
        viewer = replace(self._talk.open.viewer(), dated=True)
        columns = [each for each in self._resource.columns if not each.hidden]
        told = []
        for each in columns:
            text = " ".join(cell(each, row, viewer).split())
            if text and not (each.from_get and value_of(each, row) is None):
                told.append(text if not told or each.kind in _SPEAK_FOR_THEMSELVES else f"{head(each, viewer)} {text}")
        return [display(f"{number}. {'; '.join(told)}", longest=_LONGEST)]


_SPEAK_FOR_THEMSELVES = frozenset({Kind.TIME, Kind.CLOCK, Kind.STATUS})
