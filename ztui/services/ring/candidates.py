"""What a fragment may mean that is asked where it rings: of the index, the best that fits, each object once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.phone import formatted
from ztui.resources.rows import key_of, text_of
from ztui.resources.shows import dicts
from ztui.services.inventory.parts import PARTS, Listed
from ztui.services.inventory.state import State
from ztui.services.lookup import Match
from ztui.services.ring.beyond import BEYOND
from ztui.services.ring.owners import voice_owner
from ztui.services.ring.ring import RINGABLE
from ztui.store.index.documents import Rank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from ztui.services.session import Session
    from ztui.store.index.documents import Hit

__all__ = ["MOST", "Lists", "candidates", "lists_of", "meant"]

_DIGITS = frozenset({Rank.NUMBER, Rank.SUFFIX, Rank.DIGITS})
MOST = 50
"""Candidates of one kind at most."""
_TIERS = (
    frozenset({Rank.EXTENSION, Rank.ID, Rank.NUMBER, Rank.MAC, Rank.NAME}),
    frozenset({Rank.SUFFIX, Rank.NAME_BEGINS, Rank.WORD_BEGINS}),
    frozenset({Rank.NAME_HOLDS, Rank.DIGITS}),
    frozenset({Rank.OTHER}),
)


@dataclass(frozen=True, slots=True)
class Lists:
    """Which lists of what can ring are stored.

    Attributes:
        missing: Titles of those that are not read, or not to their end, by the name of the resource.
        as_of: When the oldest of the others was read; None where there is none.
    """

    missing: Mapping[str, str]
    as_of: datetime | None


async def lists_of(session: Session) -> Lists:
    """Look which lists of what can ring are stored; nothing is asked of Zoom."""
    state = State(session, session.inventory.answers)
    missing: dict[str, str] = {}
    times: list[datetime] = []
    for part in PARTS:
        if isinstance(part, Listed) and part.resource in (*RINGABLE, *BEYOND):
            age = await state.age(part)
            if not age.complete:
                missing[part.resource] = part.title
            elif age.as_of is not None:
                times.append(age.as_of)
    return Lists(missing, min(times, default=None))


async def candidates(session: Session, text: str) -> tuple[Match, ...]:
    """Find what a fragment may mean: digits of a number, half a name, the beginning of an id; what fits best, alone.

    Raises:
        StoreError: The index cannot be used.
    """
    from ztui.services.finding.finder import Finder

    finder = Finder(session)
    await finder.renew()
    found = await finder.find(text, (*RINGABLE, *BEYOND), MOST)
    hits = [hit for group in found.groups for hit in group.hits]
    best = next((tier for tier in _TIERS if any(each.rank in tier for each in hits)), frozenset())
    made = [await _match(session, each) for each in hits if each.rank in best]
    return meant([each for each in made if each is not None])


def meant(matches: Sequence[Match]) -> tuple[Match, ...]:
    """Give what is meant of what fits: who is found needs no number or desk phone of his, that bears his name.

    Whoever has a number is found by it, too; then the number says more than its owner.
    """
    numbers = tuple(each for each in matches if each.resource == "numbers" and each.by == "number")
    if numbers:
        return numbers
    keys = {each.key for each in matches if each.resource not in ("numbers", "devices")}
    return tuple(each for each in matches if not keys & _owners(each))


def _owners(match: Match) -> set[str]:
    if match.resource == "devices":
        return {text_of(each.get("id")) for each in dicts(match.row.get("assignees"))}
    owner = voice_owner(match.row) if match.resource == "numbers" else None
    return {owner.key} if owner is not None and owner.key else set()


async def _match(session: Session, hit: Hit) -> Match | None:
    """Give a result of the index with its row; None where that is gone from the store."""
    resource, told = session.listings.find(hit.resource), hit.document
    known = await session.inventory.object(hit.resource, hit.key)
    if known is None:
        return None
    code = told.extension.removesuffix(told.short)
    extension = f"{code}-{told.short}" if code and told.short else told.extension
    parts = (extension, *map(formatted, told.numbers[:1]), told.mail, told.site)
    detail = "  ".join(each for each in parts if each and each not in (told.label, formatted(told.label)))
    by = "number" if hit.rank in _DIGITS and hit.resource == "numbers" else ""
    return Match(hit.resource, hit.key or key_of(resource, known.row), told.label, detail, known.row, by)
