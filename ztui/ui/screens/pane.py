"""One open list as a table shows it: the listing, its columns, and what is remembered of the table."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ztui.core.amounts import plural
from ztui.core.text import Display, display
from ztui.core.times import day_line, parse_instant
from ztui.resources.cells import cell, head, is_right_aligned, status_style
from ztui.resources.derived.words import in_sentence
from ztui.resources.model import Kind
from ztui.resources.registry import resource
from ztui.resources.rows import value_at
from ztui.services.completion import Completion
from ztui.ui.asked import asked_words, default_window
from ztui.ui.screens.anatomy import NO_NAME
from ztui.ui.widgets.paint import NO_TEXT
from ztui.ui.widgets.source import PaintedRow, TableColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ztui.resources.model import Column, Resource, Row
    from ztui.services.listing import ListedRow, Listing, View
    from ztui.services.session import Session

__all__ = ["Pane", "count_text"]

_MOMENT = 12
"""Cells of a time with its date."""


@dataclass
class Pane:
    """A list of one resource, as a row source for the table.

    Attributes:
        session: Whose listings, clock and zone are used.
        resource: What is listed.
        listing: The open list.
        chosen: Paths of the columns chosen by the user, None for the resource's own choice.
        cursor: Position of the cursor when the table was left.
        top: Position of the first row shown when the table was left.
        cursor_key: Key of the row under the cursor, which it follows through refreshes.
        marks: Keys of the marked rows.
        brought: The filter that a link brought, which finds what the link leads to.
        fresh: A refresh was begun in this session.
        is_beginning: What is stored, or what Zoom has if nothing is, is still to come.
        written: Keys of objects that were written since the list was shown, and of what they belong to.
        unread: Those of them that nobody has read since: their rows may be old.
        made: Keys of new objects, which get the cursor.
        is_old: Rows may have come or gone: a short list is read again when it is shown.
        when_lacking: Called when a row was painted that lacks what only its object tells.
    """

    session: Session
    resource: Resource
    listing: Listing
    ascii: bool = False
    chosen: tuple[str, ...] | None = None
    cursor: int = 0
    top: int = 0
    cursor_key: str = ""
    marks: set[str] = field(default_factory=set)
    brought: str = ""
    fresh: bool = False
    is_beginning: bool = False
    written: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    made: set[str] = field(default_factory=set)
    is_old: bool = False
    when_lacking: Callable[[], None] | None = None
    _filling: Completion | None = None

    @classmethod
    def open(cls, session: Session, view: View, on_change: Callable[[Listing], None], *, ascii: bool = False) -> Pane:
        """Open the list of a view; nothing is read yet."""
        pane = cls(session, resource(view.resource), session.listings.open(view, on_change), ascii)
        pane.chosen = session.profile.columns.get(pane.resource.name)
        pane.look()
        return pane

    def look(self) -> None:
        """Take the instant by which days and clocks are judged."""
        self.viewer = self.session.viewer(ascii=self.ascii)

    @property
    def view(self) -> View:
        """Give the view that is shown."""
        return self.listing.view

    @property
    def today(self) -> Display:
        """Give the text of today's day line."""
        return display(day_line(self.viewer.now, self.viewer.zone, self.viewer.now))

    # Columns

    @property
    def columns(self) -> tuple[Column, ...]:
        """Give the columns that are wanted, whether they fit or not."""
        if self.chosen is None:
            return tuple(each for each in self.resource.columns if not each.hidden)
        found = tuple(each for each in (self.resource.column(name) for name in self.chosen) if each is not None)
        return found or self.resource.columns[:1]

    @property
    def tells_today(self) -> bool:
        """Tell whether times stand without their day, which are then those of today."""
        return any(each.kind is Kind.TIME or (each.kind is Kind.CLOCK and not self._days()) for each in self.columns)

    @property
    def table_columns(self) -> tuple[TableColumn, ...]:
        """Give them as the table takes them; the widest columns of text grow with the terminal."""
        columns, days = self.columns, self._days()
        widest = max((each.width for each in columns if each.kind is Kind.TEXT), default=0)
        return tuple(
            TableColumn(
                name=each.path,
                head=head(each, self.viewer),
                width=each.width if days or each.kind is not Kind.CLOCK else max(each.width, _MOMENT),
                right=is_right_aligned(each),
                grows=each.kind is Kind.TEXT and each.width * 4 >= widest * 3,
                wide_only=each.wide_only and self.chosen is None,
            )
            for each in columns
        )

    def sorted_by(self) -> tuple[str, ...]:
        """Give the order in force: the view's own, else the resource's."""
        return self.view.sort or self.resource.sort

    # The row source

    @property
    def count(self) -> int:
        """Give the rows that pass the filter."""
        return self.listing.status.shown

    @property
    def generation(self) -> int:
        """Give a number that grows with the listing's and with every row that was filled in."""
        return self.listing.generation + (self._filling.generation if self._filling is not None else 0)

    def window(self, start: int, count: int) -> Sequence[ListedRow | None]:
        """Give rows without waiting."""
        return self.listing.window(start, count)

    def paint(self, item: ListedRow, columns: Sequence[TableColumn]) -> PaintedRow:
        """Make the cells of a row."""
        row = self._filling.row(item.key, item.row) if self._filling is not None else item.row
        found = [self.resource.column(each.name) for each in columns]
        if self.when_lacking is not None and row is item.row and any(each and each.from_get for each in found):
            self.when_lacking()
        return PaintedRow(item.key, tuple(self._cell(row, each) for each in found), self._day(item))

    def fill(self, keys: Iterable[str]) -> Completion:
        """Read, for the rows with these keys and no others, what only their objects tell."""
        if self._filling is None:
            session, view = self.session, self.view
            self._filling = Completion(session.objects, session.clock, self.resource.name, view.parents)
        self._filling.want(keys)
        return self._filling

    def forget(self, keys: Iterable[str]) -> None:
        """Forget what the objects of these rows told."""
        if self._filling is not None:
            self._filling.forget(keys)

    async def close(self) -> None:
        """Close the list and ask for nothing more."""
        if self._filling is not None:
            await self._filling.close()
        await self.listing.close()

    def _cell(self, row: Row, column: Column | None) -> tuple[Display, str]:
        if column is None:
            return NO_TEXT, ""
        viewer = replace(self.viewer, dated=True) if column.kind is Kind.CLOCK and not self._days() else self.viewer
        text = cell(column, row, viewer)
        if column.path == "name" and not column.from_get and not text.strip():
            return Display(NO_NAME), "dim"
        coloured = column.kind is Kind.STATUS or bool(column.short)
        return text, status_style(text) if coloured else ""

    def _days(self) -> bool:
        """Tell whether lines of days stand between the rows: they are in the order of that time."""
        path = self.resource.group_by_day
        first = next(iter(self.sorted_by()), path).removeprefix("-")
        column = self.resource.column(first)
        return bool(path) and path == (first if column is None else column.path)

    def _day(self, item: ListedRow) -> Display:
        if not self._days():
            return NO_TEXT
        found = parse_instant(value_at(item.row, self.resource.group_by_day))
        return display(day_line(found, self.viewer.zone, self.viewer.now)) if found else Display("time unknown")

    # Other views

    def wider(self, offline: str) -> list[str]:
        """Say why there is nothing, and which key widens it: the lines of an empty table.

        Args:
            offline: Why Zoom is not asked where the session is offline.
        """
        view, status = self.view, self.listing.status
        if status.loading and not status.loaded:
            return ["Asking Zoom ..." if self.ascii else "Asking Zoom …"]
        if status.error is not None and not status.loaded:
            return [status.error.message, status.error.hint, "r tries again, enter shows the details."]
        title = in_sentence(self.resource.title)
        if view.filter and status.loaded:
            brought = view.filter == self.brought
            ways = (
                "esc goes back, / changes the filter."
                if brought
                else "esc clears the filter, / changes it, r reads it again."
            )
            rows = title if title.endswith("s") else plural(self.resource.singular)  # "call history" is no plural
            return [f"None of {status.loaded:,} {rows} match '{view.filter}'.", ways]
        if status.as_of is None and self.is_beginning:
            return []
        if status.as_of is None:
            asks = offline if self.session.offline else "r asks Zoom."
            return [f"{self.resource.title}: nothing has been read yet.", asks]
        if view.query:
            return [f"Zoom has no {title} for {self.asked()}.", "f changes what Zoom is asked for."]
        if self.resource.window:
            ways = "f" if self.resource.parents else f"f or :{self.resource.name} last 7d"
            return [f"No {title} in the {default_window(self.resource)}.", f"{ways} looks further back."]
        account = self.session.account
        whose = f"The account {account.name or account.id}" if account.id else "This account"
        return [f"{whose} has no {title}.", "r asks Zoom again."]

    def asked(self, but: tuple[tuple[str, str], ...] = ()) -> str:
        """Say what Zoom is asked for, in one text, "" for nothing but `but`."""
        view, viewer = self.view, self.viewer
        dash, dot = ("-", ",") if self.ascii else ("–", " ·")
        words = asked_words(self.resource, view.query, zone=viewer.zone, now=viewer.now, but=but, dash=dash)
        return f"{dot} ".join(words)


def count_text(pane: Pane) -> str:
    """Give the honest count: `12,480`, `412 of 12,480`, `128+ of 12,480` as it counts, `300 loaded, more to come`."""
    status = pane.listing.status
    if not status.loaded and not status.complete:
        return ""
    filtered = bool(pane.view.filter)
    if status.counting:
        return f"{status.shown:,}+ of {status.loaded:,}"
    if status.complete:
        return f"{status.shown:,} of {status.loaded:,}" if filtered else f"{status.loaded:,}"
    loaded = f"{status.loaded:,}"
    if status.total is not None and status.total > status.loaded:
        loaded = f"{loaded} of {status.total:,} loaded"
    else:
        loaded = f"{loaded} {_how_far(pane)}"
    return f"{status.shown:,} of {loaded}" if filtered else loaded


def _how_far(pane: Pane) -> str:
    """Say what the count of a list that is not whole lacks: what comes, the newest, or what nobody is asked for."""
    is_whole = pane.listing.stored_words == "stored"
    if pane.listing.status.loading or not (is_whole or pane.session.offline):
        return "loaded, more to come"
    return "loaded, not refreshed" if is_whole else "loaded, not all"
