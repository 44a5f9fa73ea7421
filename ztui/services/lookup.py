"""One search for objects by what people call them: in the store, and where that does not have them, at Zoom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ztui.contract.catalogue import operation
from ztui.core.dataclass import dataclass
from ztui.core.errors import ApiError, Conflict, Forbidden, Invalid, NotFound, ZtuiError
from ztui.core.phone import formatted
from ztui.core.text import fold
from ztui.core.times import age
from ztui.resources.rows import key_of, label_of, text_of, value_at
from ztui.services.handles import Book, handles_of, looks_like_id, sought
from ztui.services.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ztui.resources.model import Resource, Row
    from ztui.services.handles import Sought
    from ztui.services.session import Session
    from ztui.services.view import ListStatus, Pairs

__all__ = ["Lookup", "Match", "Resolved"]


_KEYWORDS = ("keyword", "search_key", "site_name", "address_keyword")
"""Query parameters by which a list searches its own names, numbers and extensions."""
_LIKE_A_NUMBER = 10
"""Digits from which on an extension may as well be a number."""
_FEW_TEXTS = 3
"""So many texts are searched for one by one; for more, a list is read once."""


@dataclass(frozen=True, slots=True)
class Match:
    """An object that a text means.

    Attributes:
        resource: Name of its resource.
        key: Its id.
        label: What it is called, raw.
        detail: What tells it apart: extension, number, e-mail, site; raw.
        row: The object as it is known.
        by: As what the text means it: `id`, `name`, `extension`, `number`, `mac`.
    """

    resource: str
    key: str
    label: str
    detail: str
    row: Row
    by: str = ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What became of a text.

    Attributes:
        text: As typed.
        matches: The objects that it means: one is found, several are ambiguous, none is not found.
        looked: What was looked through: "300 call queues, 3 min old", "asked Zoom".
    """

    text: str
    matches: tuple[Match, ...]
    looked: str = ""


class Lookup:
    """A search in the lists of some resources."""

    def __init__(self, session: Session, resources: Sequence[str], parents: Pairs, *, ask: bool) -> None:
        """Take where to look."""
        self._session = session
        self._resources = tuple({each.name: each for each in map(session.listings.find, resources)}.values())
        self._parents = parents
        self._ask = ask
        self._looked: dict[str, str] = {}
        self._errors: list[ZtuiError] = []

    async def one(self, text: str) -> Resolved:
        """Find the objects of one text."""
        (asked,) = await self._understood([text])
        if not asked.text:
            return Resolved(text, ())
        found = await self._by_key(asked.text)
        if found:
            return Resolved(text, found, "stored by its id")
        book, whole = await self._stored()
        matches = self._matches(book, asked)
        if matches and whole:
            return self._result(text, matches)
        if self._ask:
            matches = await self._asked(asked, book) or matches
        return self._result(text, matches)

    async def many(self, texts: Sequence[str]) -> list[Resolved]:
        """Find the objects of many texts."""
        if len(texts) <= _FEW_TEXTS:
            return [await Lookup(self._session, self._ids, self._parents, ask=self._ask).one(each) for each in texts]
        understood = await self._understood(texts)
        book, whole = await self._stored()
        found = [self._matches(book, each) for each in understood]
        if self._ask and not (whole and all(found)):
            book = await self._read()
            found = [self._matches(book, each) for each in understood]
        return [self._result(text, each) for text, each in zip(texts, found, strict=True)]

    async def typed(self, text: str, most: int) -> tuple[Match, ...]:
        """Find what has the words of a text."""
        (asked,) = await self._understood([text])
        filter = " ".join('"' + each.replace("\\", "\\\\").replace('"', '\\"') + '"' for each in text.split())
        found: dict[tuple[str, str], Match] = {}
        for each in self._resources:
            rows, status = await self._rows(each, filter=filter, most=most)
            name = _keyword_of(each)
            if self._ask and name and text.strip() and len(rows) < most and not status.complete:
                rows += (await self._rows(each, ((name, text.strip()),), read=True, most=most))[0]
            elif self._ask and not status.complete and not name:
                rows, status = await self._rows(each, filter=filter, read=True, most=most)
            found |= {(each.name, made.key): made for made in (self._match(each, row) for row in rows) if made.key}
        book = await self._book()
        for (name, _), match in found.items():
            book.add(self._session.listings.find(name), [match.row])
        exact = {(name, key): True for name, key, _ in book.find(asked)[0]}
        words = fold(text).split()

        def place(match: Match) -> tuple[bool, bool]:
            """What is meant exactly comes first, then names, then what has the words elsewhere."""
            name = fold(match.label)
            return (match.resource, match.key) not in exact, not all(word in name for word in words)

        return tuple(sorted(found.values(), key=place)[:most])

    @property
    def _ids(self) -> tuple[str, ...]:
        return tuple(each.name for each in self._resources)

    async def _understood(self, texts: Iterable[str]) -> list[Sought]:
        if not self._session.site_forms:
            await self._session.learn_sites(ask=self._ask)
        return [sought(each, self._session.regions) for each in texts]

    async def _book(self) -> Book:
        return Book(self._session.site_forms)

    async def _by_key(self, key: str) -> tuple[Match, ...]:
        """Give the objects that are stored under an id."""
        found = []
        for each in self._resources:
            state = await self._session.objects.cached(each.name, key, self._parents)
            if state is not None:
                found.append(self._match(each, state.row, "id", key))
        return tuple(found)

    async def _stored(self) -> tuple[Book, bool]:
        """Give what the store has of all lists, and whether that is all that there was when they were read."""
        book, whole = await self._book(), True
        for each in self._resources:
            if each.window:
                whole = False
                continue
            rows, status = await self._rows(each)
            book.add(each, rows)
            whole = whole and status.complete
            self._note(each, status)
        return book, whole

    async def _read(self) -> Book:
        """Read all lists anew."""
        book = await self._book()
        self._looked = {}
        for each in self._resources:
            if each.window:
                continue
            rows, status = await self._rows(each, read=True)
            if status.error is not None:
                self._errors.append(status.error)
            book.add(each, rows)
            self._note(each, status)
        return book

    async def _asked(self, asked: Sought, stored: Book) -> tuple[Match, ...]:
        """Ask Zoom for one text: by id where it looks like one, by the lists' own search, else by reading them."""
        is_id = looks_like_id(asked.text)
        if is_id and (found := await self._got(asked.text)):
            return found
        book = await self._book()
        for each in self._resources:
            if each.window:
                continue
            name = _keyword_of(each)
            words = _keywords(asked) if name else ("",)
            for word in words:
                rows, status = await self._rows(each, ((name, word),) if name else (), read=True)
                if status.error is not None and not isinstance(status.error, NotFound):
                    self._errors.append(status.error)
                book.add(each, rows)
            self._asked_for(each)
        if found := self._matches(book, asked):
            return found
        if not is_id and not re.search(r"\s|^\+", asked.text) and (found := await self._got(asked.text)):
            return found
        return self._matches(stored, asked)

    async def _got(self, key: str) -> tuple[Match, ...]:
        """Ask for an object by its id; users also by their e-mail."""
        found = []
        for each in self._resources:
            if not each.operations.get:
                continue
            try:
                state = await self._session.objects.read(each.name, key, self._parents)
            except (NotFound, Conflict):
                continue
            except ApiError as error:
                is_no_id = isinstance(error, Invalid) and not error.http  # no path can hold it: `.`, `../users`
                if isinstance(error, Forbidden) or not (is_no_id or error.http in (400, 404)):
                    raise
                continue
            self._asked_for(each)
            found.append(self._match(each, state.row, "id", key))
        return tuple(found)

    async def _rows(
        self, resource: Resource, query: Pairs = (), *, filter: str = "", read: bool = False, most: int = 0
    ) -> tuple[list[Row], ListStatus]:
        view = View(resource.name, self._parents, query, filter)
        async with self._session.listings.opened(view, ask=read) as listing:
            return [each.row for each in await listing.all_rows(most)], listing.status

    def _matches(self, book: Book, asked: Sought) -> tuple[Match, ...]:
        found, by = book.find(asked)
        return tuple(self._match(self._session.listings.find(name), row, by, key) for name, key, row in found)

    def _match(self, resource: Resource, row: Row, by: str = "", key: str = "") -> Match:
        handles = handles_of(resource, row, self._session.site_forms)
        label = label_of(resource, row)
        mail = next((each for each in handles.names if "@" in each and each != label), "")
        code = handles.extension.removesuffix(handles.short)
        extension = f"{code}-{handles.short}" if code and handles.short else handles.extension
        off = "deactivated" if resource.name == "users" and row.get("status") == "deactivate" else ""
        told = [off, extension, *map(formatted, handles.numbers[:1]), mail, text_of(value_at(row, "site.name"))]
        detail = "  ".join(each for each in told if each and each not in (label, formatted(label)))
        return Match(resource.name, key or key_of(resource, row), label, detail, row, by)

    def _note(self, resource: Resource, status: ListStatus) -> None:
        if status.as_of is None:
            return
        old = age((self._session.clock.now() - status.as_of).total_seconds())
        part = "" if status.complete else "at least "
        self._looked[resource.name] = f"{part}{status.loaded:,} {resource.title.lower()}, {old}"

    def _asked_for(self, resource: Resource) -> None:
        self._looked.pop(resource.name, None)
        self._looked[resource.name] = f"asked Zoom for {resource.title.lower()}"

    def _result(self, text: str, matches: tuple[Match, ...]) -> Resolved:
        """Give what became of a text.

        Raises:
            ZtuiError: Nothing was found, and a list could not be read.
        """
        if not matches and self._errors:
            raise self._errors[0]
        told = [*self._looked.values(), *dict.fromkeys(f"not read: {each.message}" for each in self._errors)]
        return Resolved(text, matches, "; ".join(told) or "nothing is stored")


def _keyword_of(resource: Resource) -> str:
    """Give the query parameter by which a list searches its objects' names, "" where it has none."""
    known = operation(resource.operations.list).detail()
    return next((each for each in _KEYWORDS if known.parameter(each) is not None), "")


def _keywords(asked: Sought) -> tuple[str, ...]:
    """Give what a list's own search is asked for: numbers in E.164, extensions as digits, else the text."""
    if asked.extension and len(asked.extension) < _LIKE_A_NUMBER:
        return (asked.extension,)
    return tuple(sorted(asked.numbers))[:2] or (asked.text,)
