"""The tree of where something rings, as data: what is shown, printed and given to programs. Pure."""

from __future__ import annotations

from dataclasses import field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from ztui.services.ring.places import Graph

__all__ = ["Mark", "Node", "Note", "Reach", "RingTree"]


class Reach(IntEnum):
    """Whether a call of the tree's moment comes to a node."""

    NOW = 0
    """At once."""
    THEN = 1
    """After something: a key, a wait, a busy line."""
    NOT = 2
    """Only in other hours."""


class Mark(StrEnum):
    """What is to be noted about a node; the values are those of the JSON."""

    LOOP = "loop"
    SAME = "shown_elsewhere"
    DEAD_END = "dead_end"
    UNSEEN = "not_visible_to_api"
    UNREAD = "not_read"
    ASSUMED = "zone_assumed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Note:
    """A mark with its words, raw."""

    mark: Mark
    words: str


@dataclass(frozen=True, slots=True)
class Node:
    """A line of the tree; its texts are raw, "" where there is none.

    Attributes:
        kind: `number`, `user`, `call_queue`, `auto_receptionist`, `hours`, `members`, `member`, `devices`, `device`,
            `forward`, `voicemail`, `end` and the like.
        via: How a call gets here: `1`, `overflow after 5:00`, `closed hours`.
        name: What it is called.
        extension: Its extension, as sent.
        number: Its number, as sent.
        site: Name of its site.
        site_id: Id of its site.
        facts: Further words.
        notes: What is to be noted.
        reach: Whether a call comes here at the tree's moment.
        is_here: It is where a call is after nobody did anything.
        rings: Somebody or something rings there.
        resource: Resource of the object that it is, by which it is opened.
        key: Its id.
        place: Id of its place in the graph.
        children: What a call comes to from here.
    """

    kind: str
    via: str = ""
    name: str = ""
    extension: str = ""
    number: str = ""
    site: str = ""
    site_id: str = ""
    facts: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    reach: Reach = Reach.NOW
    is_here: bool = False
    rings: bool = False
    resource: str = ""
    key: str = ""
    place: str = ""
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """Go through this node and all below, in the order of the lines."""
        yield self
        for each in self.children:
            yield from each.walk()

    def has(self, mark: Mark) -> bool:
        """Tell whether something of the kind is noted."""
        return any(each.mark is mark for each in self.notes)


@dataclass(frozen=True, slots=True)
class RingTree:
    """Where something rings.

    Attributes:
        root: The number, or the object.
        at: The moment.
        is_now: That moment is the present.
        graph: What the tree was made from.
        as_of: When the oldest part of it was read; None if nothing was.
        unread: What of it is not known, in words, each once.
        lost: Why Zoom could not be asked, so that what is older was taken; "" if it could.
    """

    root: Node
    at: datetime
    is_now: bool
    graph: Graph
    as_of: datetime | None = None
    unread: tuple[str, ...] = field(default=())
    lost: str = ""

    @property
    def here(self) -> tuple[Node, ...]:
        """Give the nodes where a call is at once: what rings, else where it ends."""
        return tuple(each for each in self.root.walk() if each.is_here)

    @property
    def rings(self) -> bool:
        """Tell whether anything rings at once."""
        return any(each.rings for each in self.here)
