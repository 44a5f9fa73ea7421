"""The journal as a list: filtered in the language of `/`, newest first, read page by page whatever its length."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.core.text import display
from ztui.resources.model import Column, Kind, Resource
from ztui.resources.model import Operations as NoOperations
from ztui.services.changes.history import has_journal, one_line, title_of
from ztui.services.changes.wording import Words
from ztui.services.filters import parse
from ztui.services.pagecache import PAGE_ROWS, PageCache
from ztui.store.journal import JournalQuery

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence

    from ztui.services.session import Session
    from ztui.store.journal import JournalEntry

__all__ = ["EXPORTED", "EXPORTED_COLUMNS", "JOURNAL", "JournalList", "entry_data", "query_of"]

_ID = 8
"""Characters of an id that tell entries apart for people."""

JOURNAL = Resource(
    name="journal",
    title="Journal entries",
    singular="journal entry",
    key="id",
    help="What was written with this profile: when, by whom, what, and what became of it.",
    operations=NoOperations(list=""),
    columns=(
        Column("made_at", 19, title="When", kind=Kind.TIME, alias="when"),
        Column("id", 8, title="Id", show=lambda row: str(row.get("id", ""))[:_ID]),
        Column("outcome", 8, kind=Kind.STATUS),
        Column("title", 34, title="What", alias="what", show=lambda row: row.get("words") or row.get("title")),
        Column("who", 10),
        Column("reason", 16),
        Column("detail", 24, title="Said", alias="said", hidden=True),
        Column("resource", 14, hidden=True),
        Column("key", 22, title="Object", alias="object", hidden=True),
        Column("operation", 20, hidden=True),
        Column("plan_id", 12, title="Plan", alias="plan", hidden=True),
        Column("tracking_id", 20, title="Tracking id", alias="tracking", hidden=True),
        Column("account", 12, hidden=True),
        Column("undone", 6, hidden=True),
    ),
)
"""What the journal is called as a list, and the columns that a filter may name; it is no list of Zoom's."""

EXPORTED = (
    "made_at",
    "profile",
    "who",
    "account",
    "outcome",
    "title",
    "words",
    "resource",
    "key",
    "label",
    "reason",
    "detail",
    "operation",
    "method",
    "path",
    "tracking_id",
    "plan_id",
    "id",
    "undoes",
    "undone_by",
)
"""Paths of the columns of a CSV of the journal."""

EXPORTED_COLUMNS = tuple(replace(JOURNAL.column(each) or Column(each), path=each) for each in EXPORTED)
"""The same as columns, of which some are times."""


def query_of(session: Session, text: str, keys: Sequence[str] = ()) -> JournalQuery:
    """Read a filter of the journal.

    Args:
        session: Who typed it, and in whose account.
        text: In the language of `/`: words over all that an entry says in a line; `outcome:failed`, `who:jo`,
            `resource:call-queues`, `when>2026-11-20`, `undone:yes`.
        keys: Only what is about one of these objects; () for all.

    Raises:
        FilterError: A term cannot be read.
    """
    return JournalQuery(session.account.id, parse(text, JOURNAL, session.viewer()), tuple(keys))


def entry_data(session: Session, entry: JournalEntry, words: Words | None = None) -> Mapping[str, Any]:
    """Give an entry as it is printed and exported: with the profile, and what it did in a line; without secrets."""
    request = entry.request or {}
    return {
        **entry.as_data(),
        "title": title_of(entry),
        "profile": session.profile.name,
        "words": one_line(entry, words, state=False),
        "label": display(entry.plan.get("label") or ""),
        "method": request.get("method"),
        "path": request.get("path"),
        "undone": "yes" if entry.undone_by else "no",
    }


class JournalList:
    """Entries that a filter lets pass. What is not at hand is fetched behind, and `on_change` is told.

    Args:
        session: Whose journal, in whose account.
        keys: Only what is about one of these objects; () for all.
        wanted: Told that a page is to be fetched: `fetch` does it.
    """

    def __init__(self, session: Session, keys: Sequence[str] = (), wanted: Callable[[], None] | None = None) -> None:
        self.session = session
        self.query = JournalQuery(session.account.id, keys=tuple(keys))
        self.filter = ""
        self.total = 0
        self.wanted = wanted
        self._numbers: list[int] = []
        self._pages: PageCache[JournalEntry] = PageCache()

    @property
    def count(self) -> int:
        """Give how many entries pass."""
        return len(self._numbers)

    @property
    def generation(self) -> int:
        """Give a number that grows when entries at known positions may be others."""
        return self._pages.generation

    def understood(self, text: str) -> JournalQuery:
        """Read a filter.

        Raises:
            FilterError: It cannot be read.
        """
        return query_of(self.session, text, self.query.keys)

    async def change(self, text: str) -> None:
        """Filter by this.

        Raises:
            FilterError: It cannot be read; the filter before stays.
            StoreError: The journal cannot be read.
        """
        self.query, self.filter = self.understood(text), text
        await self.look()

    async def look(self) -> None:
        """Look what there is now: entries that came meanwhile, outcomes that were noted.

        Raises:
            StoreError: The journal cannot be read.
        """
        query = self.query
        numbers: list[int] = []
        total = 0
        if self.session.journal is not None and has_journal(self.session):
            numbers, total = await self.session.journal.find(query)
        if query is self.query:
            self._numbers, self.total = numbers, total
            self._pages.replace({each: await self._page(each) for each in self._pages.visible(len(numbers))})

    def window(self, start: int, count: int) -> Sequence[JournalEntry | None]:
        """Give entries without waiting; None for one that is still to be fetched."""
        found = self._pages.window(start, count, self.count)
        if None in found and self.wanted is not None:
            self.wanted()
        return found

    async def fetch(self) -> bool:
        """Fetch what a window lacked; tells whether there was anything.

        Raises:
            StoreError: The journal cannot be read.
        """
        fetched = False
        while (wanted := self._pages.next_wanted()) is not None:
            generation, number = self._pages.generation, wanted[0]
            page = await self._page(number)
            if generation == self._pages.generation:
                self._pages.keep(number, page)
                fetched = True
        return fetched

    async def _page(self, number: int) -> Sequence[JournalEntry]:
        journal = self.session.journal
        chosen = self._numbers[number * PAGE_ROWS : (number + 1) * PAGE_ROWS]
        return await journal.read(chosen) if journal is not None and chosen else ()

    def position_of(self, id: str) -> int | None:
        """Give where an entry that is at hand stands, None if it is not among those looked at last."""
        start, count = self._pages.looked_at
        found = self._pages.window(start, count, self.count)
        return next((start + at for at, each in enumerate(found) if each is not None and each.id == id), None)

    async def entries(self, most: int | None = None) -> AsyncIterator[JournalEntry]:
        """Give the entries that pass, page by page.

        Raises:
            StoreError: The journal cannot be read.
        """
        numbers = self._numbers if most is None else self._numbers[:most]
        for start in range(0, len(numbers), PAGE_ROWS):
            assert self.session.journal is not None
            for each in await self.session.journal.read(numbers[start : start + PAGE_ROWS]):
                yield each

    async def rows(self, most: int | None = None) -> AsyncIterator[Mapping[str, Any]]:
        """Give the entries that pass as they are exported."""
        words = Words()
        async for each in self.entries(most):
            yield entry_data(self.session, each, words)

    def narrowed(self, query: JournalQuery) -> None:
        """Take a query that was made elsewhere; `look` carries it out."""
        self.query = replace(query, account=self.session.account.id)
