"""Results as somebody types: of the index, grouped by kind, with what is shown of each and how old all of it is."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.services.finding.documents import documents_in, form_of, understood
from ztui.services.finding.outside import Outside, outside
from ztui.services.handles import misread
from ztui.services.inventory.parts import PARTS, Listed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from ztui.resources.model import Row
    from ztui.services.session import Session
    from ztui.store.index.documents import Document, Hit, Hits, Wanted
    from ztui.store.index.index import Index

__all__ = ["KINDS", "Finder", "Findings", "Group", "IndexState", "state_of"]

KINDS = (
    "numbers",
    "users",
    "call-queues",
    "auto-receptionists",
    "shared-line-groups",
    "common-areas",
    "devices",
    "rooms",
    "pickup-groups",
    "external-contacts",
    "sip-phones",
    "sip-groups",
    "sip-trunks",
    "sites",
    "emergency-addresses",
)
"""The resources whose objects are found, in the order of their groups where nothing else decides."""

_NUMBERS = next(each.title for each in PARTS if isinstance(each, Listed) and each.resource == "numbers")
MOST = 8
"""Results of a group, unless more are wished."""


@dataclass(frozen=True, slots=True)
class Group:
    """Results of one kind.

    Attributes:
        resource: Name of the resource.
        title: In the words of telephony.
        hits: The best of them, the best first.
        count: How many there are, or at least are.
    """

    resource: str
    title: str
    hits: tuple[Hit, ...]
    count: int


@dataclass(frozen=True, slots=True)
class IndexState:
    """What the index stands on.

    Attributes:
        as_of: When the oldest of its lists was read; None if none ever was.
        missing: Titles of the lists that were never read.
        partial: Titles of those that were not read to their end.
        objects: How many objects it has.
    """

    as_of: datetime | None = None
    missing: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    objects: int = 0

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was ever read."""
        return self.as_of is None

    @property
    def has_all_numbers(self) -> bool:
        """Tell whether a number that is not found is none of the account's."""
        return _NUMBERS not in (*self.missing, *self.partial) and not self.is_empty

    @property
    def is_nearly_empty(self) -> bool:
        """Tell whether nothing was read but what every session reads, the sites."""
        return len(self.missing) >= len(KINDS) - 1


@dataclass(frozen=True, slots=True)
class Findings:
    """What a text finds.

    Attributes:
        text: As typed.
        wanted: How it was understood.
        groups: Results by kind, the kind with the best result first.
        complete: All was counted; else there may be more.
        outside: What is known of a whole number that nobody in the account has.
        note: Why a text that looks like a number can find none, "" for nothing.
    """

    text: str
    wanted: Wanted
    groups: tuple[Group, ...] = ()
    complete: bool = True
    outside: Outside | None = None
    note: str = ""

    @property
    def count(self) -> int:
        """Give how many results there are, or at least are."""
        return sum(each.count for each in self.groups)


class Finder:
    """Searches the index of a session's account."""

    def __init__(self, session: Session) -> None:
        """Take the session; nothing is opened yet."""
        self._session = session

    @property
    def _index(self) -> Index:
        return self._session.index

    @property
    def generation(self) -> int:
        """Give what grows when the index changed."""
        return self._index.generation

    async def renew(self) -> bool:
        """Bring the index up to date with what is stored, and tell whether it changed; nothing is sent."""
        session = self._session
        await session.learn_sites(ask=False)
        forms = session.site_forms

        def maker(name: str) -> Callable[[Row], Document]:
            made = cache(lambda: documents_in(session.listings.find(name), forms))  # only where there is a new row
            return lambda row: made()(row)

        makers = {each: maker(each) for each in KINDS}
        return await self._index.renew(makers, form_of(forms))

    def understood(self, text: str) -> Wanted:
        """Tell what a text looks for, in the countries of the account's sites."""
        return understood(text, self._session.regions)

    async def first(self, text: str, kinds: Sequence[str] = (), most: int = MOST) -> Findings:
        """Give first results at once; `complete` tells whether `find` would give more.

        Args:
            text: As typed.
            kinds: Names of resources to search; none for all.
            most: Results of each group.
        """
        wanted = self.understood(text)
        if wanted.is_empty:
            return Findings(text, wanted)
        return self._findings(text, wanted, await self._index.first(wanted, kinds, most))

    async def find(self, text: str, kinds: Sequence[str] = (), most: int = MOST) -> Findings:
        """Give the best results of all, and how many there are; as `first`.

        Raises:
            StoreError: The index cannot be used.
        """
        wanted = self.understood(text)
        if wanted.is_empty:
            return Findings(text, wanted)
        found = self._findings(text, wanted, await self._index.search(wanted, kinds, most))
        return found if kinds else await self.with_outside(found)

    async def with_outside(self, found: Findings) -> Findings:
        """Add what is known of a whole number that nobody has, and why a text is no number, where nothing was found."""
        from dataclasses import replace

        if found.count or not found.complete:
            return found
        note = misread(found.text) or _code(found.text, self._session.regions)
        return replace(found, outside=await outside(self._session, found.wanted), note=note)

    def _findings(self, text: str, wanted: Wanted, hits: Hits) -> Findings:
        by_kind: dict[str, list[Hit]] = {}
        for each in hits.hits:
            by_kind.setdefault(each.resource, []).append(each)
        groups = [self._group(name, found, hits.counts) for name, found in by_kind.items()]
        groups.sort(key=lambda each: (each.hits[0].rank, _place(each.resource, wanted)))
        return Findings(text, wanted, tuple(groups), hits.complete)

    def _group(self, name: str, found: Sequence[Hit], counts: Mapping[str, int]) -> Group:
        return Group(name, self._session.listings.find(name).title, tuple(found), counts.get(name, len(found)))


def _code(text: str, regions: tuple[str, ...]) -> str:
    """Say what a number is that nobody can have: an emergency number, a star code; "" for every other text."""
    from ztui.services.ring.asking import outside_of

    told = outside_of(text, regions)
    return "" if told is None or told.country or told.number.startswith("+") else f"It is {told.words}."


def _place(resource: str, wanted: Wanted) -> int:
    """Give the place of a kind among those whose best result is as good: digits mean numbers, words people."""
    return len(KINDS) if resource == "numbers" and wanted.words else KINDS.index(resource)


async def state_of(session: Session) -> IndexState:
    """Give how old the index is and what it lacks; reads the store alone."""
    from ztui.services.inventory.state import State

    state = State(session, session.inventory.answers)
    ages = [await state.age(each) for each in PARTS if isinstance(each, Listed) and each.resource in KINDS]
    known = [each for each in ages if each.as_of is not None]
    return IndexState(
        min((each.as_of for each in known if each.as_of is not None), default=None),
        tuple(each.title for each in ages if each.as_of is None),
        tuple(each.title for each in known if not each.complete),
        sum(each.count for each in known),
    )
