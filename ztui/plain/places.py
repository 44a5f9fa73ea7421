"""Where one is in a conversation: the areas, a list, an object, what was found; lines with numbered entries."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, TypeVar

from ztui.core.amounts import counted
from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError
from ztui.core.text import display
from ztui.resources.areas import AREAS
from ztui.resources.cells import field_text
from ztui.resources.model import Field, Group
from ztui.resources.registry import resource as find_resource
from ztui.resources.rows import label_of
from ztui.services.links import links_of, only_row
from ztui.services.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.plain.house import Talk
    from ztui.resources.model import Resource, Row
    from ztui.services.links import Link

__all__ = ["Areas", "Object", "Place", "Subject", "entry_at", "facts_of", "object_at"]

Pairs = tuple[tuple[str, str], ...]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Subject:
    """An object that commands act on: what it is, its key, and what its list is below."""

    resource: Resource
    key: str
    parents: Pairs
    row: Row

    @property
    def words(self) -> list[str]:
        """Give the options by which a command of the shell knows the list that it stands in."""
        return [word for name, value in self.parents for word in ("--where", f"{name}={value}")]


class Place(ABC):
    """A place in the conversation."""

    @property
    @abstractmethod
    def where(self) -> str:
        """Say in a line where one is, and what is to be known of what is shown."""

    @abstractmethod
    async def lines(self) -> list[str]:
        """Give what is here, in lines."""

    @abstractmethod
    async def open(self, number: int) -> Place | list[str]:
        """Open an entry: the place that it leads to, or the words of the command that tells of it.

        Raises:
            ConfigError: There is no entry of that number.
        """

    @property
    def subject(self) -> Subject | None:
        """Give the object that is open, None where none is."""
        return None

    @property
    def resource(self) -> Resource | None:
        """Give what a list lists, None for what is no list."""
        return None

    async def again(self) -> None:
        """Ask Zoom again for what is here, when it is shown next; most places hold nothing of Zoom's."""
        return

    async def close(self) -> None:
        """Let go of what the place holds; most places hold nothing."""
        return


def entry_at(entries: Sequence[_T], number: int) -> _T:
    """Give an entry by its number.

    Raises:
        ConfigError: There is none.
    """
    if not 1 <= number <= len(entries):
        there = f"They go from 1 to {len(entries):,}." if entries else "There are none here."
        raise ConfigError(f"There is no entry {number:,}.", there)
    return entries[number - 1]


class Areas(Place):
    """The areas, at which a conversation begins."""

    def __init__(self, talk: Talk) -> None:
        """Take the conversation."""
        self._talk = talk

    @property
    def where(self) -> str:
        """Say who one is, in whose name one acts, and what is not allowed."""
        session = self._talk.open
        profile = session.profile
        told = [f"Profile {profile.name}", profile.label, "production" if profile.production else ""]
        told += [f"account {session.account.name or session.account.id}" if session.account.id else ""]
        told += ["read only" if session.client.read_only else "", "offline" if session.offline else ""]
        return f"{display(', '.join(filter(None, told)))}. The areas:"

    async def lines(self) -> list[str]:
        """Give the areas."""
        return [f"{at}. {each.title}" for at, each in enumerate(AREAS, 1)]

    async def open(self, number: int) -> Place | list[str]:
        """Open an area; one that has several lists is their names."""
        area = entry_at(AREAS, number)
        if area.tabs:
            return Choices(self._talk, area.title, [(each.title, View(each.resource)) for each in area.tabs])
        from ztui.plain.listed import Listed

        return Listed(self._talk, View(area.resource))


class Choices(Place):
    """Several lists to choose from."""

    def __init__(self, talk: Talk, title: str, lists: Sequence[tuple[str, View]]) -> None:
        """Take the lists by their titles."""
        self._talk = talk
        self._title = title
        self._lists = lists

    @property
    def where(self) -> str:
        """Say of what area the lists are."""
        return f"{self._title}: {counted(len(self._lists), 'list')}."

    async def lines(self) -> list[str]:
        """Give the names of the lists."""
        return [f"{at}. {title}" for at, (title, _) in enumerate(self._lists, 1)]

    async def open(self, number: int) -> Place | list[str]:
        """Open a list."""
        from ztui.plain.listed import Listed

        return Listed(self._talk, entry_at(self._lists, number)[1])


class Object(Place):
    """One object: its facts, and where it leads."""

    def __init__(self, talk: Talk, resource: Resource, key: str, parents: Pairs, row: Row) -> None:
        """Take the object as it is known so far."""
        self._talk = talk
        self._resource = resource
        self._key = key
        self._parents = parents
        self._row = row
        self._is_read = False
        self._links: Sequence[Link] = ()

    @property
    def subject(self) -> Subject:
        """Give the object."""
        return Subject(self._resource, self._key, self._parents, self._row)

    @property
    def where(self) -> str:
        """Name the object."""
        return f"{self._resource.singular.capitalize()} {display(label_of(self._resource, self._row) or self._key)}."

    async def read(self) -> None:
        """Ask Zoom for the object, or take what is stored where Zoom is not asked."""
        session = self._talk.open
        if session.offline:
            state = await session.objects.cached(self._resource.name, self._key, self._parents)
        else:
            state = await session.objects.read(self._resource.name, self._key, self._parents)
        if state is not None:
            self._row, self._is_read = state.row, True

    async def again(self) -> None:
        """Read it anew, when it is shown next."""
        self._is_read = False

    async def lines(self) -> list[str]:
        """Give a fact a line, then where it leads."""
        if not self._is_read:
            await self.read()
        told = facts_of(self._resource, self._row, self._talk)
        if self._resource.name == "call-history":
            told += await self._events()
        self._links = links_of(self._resource, self._row)
        if self._links:
            told.append(
                "It leads to one place:" if len(self._links) == 1 else f"It leads to {len(self._links)} places:"
            )
        told += [f"{at}. {each.title}" + (f" ({each.note})" if each.note else "") for at, each in
                 enumerate(self._links, 1)]  # fmt: skip
        return told

    async def _events(self) -> list[str]:
        """Say what happened in a call, an event a line."""
        from ztui.services.calls.spoken import spoken_events
        from ztui.services.calls.whole import read_whole

        ladder = await read_whole(self._talk.open, self._key, self._row)
        return ["What happened:", *spoken_events(ladder, self._talk.open.viewer())] if ladder.legs else []

    @property
    def calls(self) -> Link | None:
        """Give the way to the calls of the object, None if it has none."""
        return next((each for each in self._links if each.view and each.view.resource == "call-history"), None)

    async def open(self, number: int) -> Place | list[str]:
        """Follow a link."""
        return await self.follow(entry_at(self._links, number))

    async def follow(self, link: Link) -> Place | list[str]:
        """Go where a link leads: a list, an object, or settings, which a command prints."""
        from ztui.plain.listed import Listed

        if link.settings is not None:
            return ["get", link.settings.name, *(value for _, value in link.settings.path[-1:])]
        if link.view is None:
            return await object_at(self._talk, link.resource, link.key)
        if link.is_match:
            listing = self._talk.open.listings.open(link.view)
            try:
                row = await only_row(listing, ask=not self._talk.open.offline)
            finally:
                await listing.close()
            if row is not None:
                return Object(self._talk, find_resource(link.view.resource), row.key, link.view.parents, row.row)
        return Listed(self._talk, link.view, title=f"{link.title} of {label_of(self._resource, self._row)}")


async def object_at(talk: Talk, resource: str, key: str, parents: Pairs = ()) -> Object:
    """Give an object that is known by its key."""
    found = Object(talk, find_resource(resource), key, parents, {})
    await found.read()
    return found


def facts_of(resource: Resource, row: Row, talk: Talk) -> list[str]:
    """Give what is known of an object, a fact a line, under the titles of their groups."""
    viewer = talk.open.viewer()
    groups = resource.groups or (
        Group("", tuple(Field(c.path, c.title, c.kind, c.show, c.table, also=c.also, computed=c.computed)
                        for c in resource.columns)),
    )  # fmt: skip
    told: list[str] = []
    for group in groups:
        facts = [(field.head, field_text(field, row, viewer)) for field in group.fields]
        said = [f"{head}: {' '.join(text.split())}" for head, text in facts if text]
        told += [*([f"{group.title}:"] if group.title and said else []), *said]
    return told
