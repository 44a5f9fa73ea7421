"""What is found by a piece of what it is called, as a place of a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.amounts import counted
from ztui.core.text import display
from ztui.plain.places import Place, entry_at, object_at
from ztui.resources.registry import resource as find_resource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.plain.house import Talk
    from ztui.store.index.documents import Hit

__all__ = ["Found", "find"]

_MOST = 20


async def find(talk: Talk, text: str) -> Found:
    """Look through the index of the account; what that lacks is said."""
    from ztui.services.finding.finder import Finder, state_of

    finder = Finder(talk.open)
    await finder.renew()
    state = await state_of(talk.open)
    found = await finder.find(text, (), _MOST)
    notes = [found.note] if found.note else []
    lacking = [*state.missing, *(f"{each} in part" for each in state.partial)]
    if lacking:
        notes.append(f"Not looked through: {', '.join(lacking)}; 'index sync' reads them.")
    if found.outside is not None:
        notes.append(f"{found.outside.number} is not known as a number of this account.")
    return Found(talk, text, [hit for group in found.groups for hit in group.hits], notes)


class Found(Place):
    """What was found by a piece of what it is called."""

    def __init__(self, talk: Talk, text: str, hits: Sequence[Hit], notes: Sequence[str]) -> None:
        """Take the results, the best first, and what is to be said of the search."""
        self._talk = talk
        self._text = text
        self._hits = hits
        self._notes = notes

    @property
    def where(self) -> str:
        """Say how much was found."""
        many = counted(len(self._hits), "object")
        return " ".join([f"Found {many} by {display(self._text, longest=60)}.", *self._notes])

    async def lines(self) -> list[str]:
        """Give the results."""
        return [f"{at}. {_hit_words(each)}" for at, each in enumerate(self._hits, 1)]

    async def open(self, number: int) -> Place | list[str]:
        """Open a result."""
        hit = entry_at(self._hits, number)
        return await object_at(self._talk, hit.resource, hit.key)


def _hit_words(hit: Hit) -> str:
    made = hit.document
    told = [find_resource(hit.resource).singular, made.label, made.extension and f"extension {made.extension}"]
    told += [*made.numbers[:1], made.mail, made.mac, made.owner and f"of {made.owner}", made.site]
    return display("; ".join(dict.fromkeys(filter(None, told))), longest=300)
