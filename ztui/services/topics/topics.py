"""The topics of the help: short texts that lie beside this file, and tables that are made from the code.

A shell prints them (`ztui help TOPIC`), screens show them (`:help TOPIC`), a conversation says them.
"""

from __future__ import annotations

from enum import Enum, auto
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.errors import UnknownName
from ztui.services.topics.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.services.profiles.checking import Looks

__all__ = ["TOPICS", "Kind", "Piece", "Topic", "pieces", "topic_named"]

_MARK = ("{{", "}}")


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic; its text is read when it is wanted.

    Attributes:
        name: What is typed.
        help: What it is about, in a few words.
        also: Other names.
    """

    name: str
    help: str
    also: tuple[str, ...] = ()


TOPICS = (
    Topic("start", "first steps: the demo, an account, the keys that matter", ("begin", "first")),
    Topic("keys", "all keys, and how to change them", ("key", "bindings")),
    Topic("commands", "what is typed after :", ("command",)),
    Topic("lists", "the names of all lists", ("resources", "resource")),
    Topic("filters", "words that narrow a list", ("filter", "match", "where")),
    Topic("times", "times, days and zones", ("time", "zones", "dates")),
    Topic("find", "anything in the account by a piece of it", ("search",)),
    Topic("ring", "where a number rings", ("where-it-rings",)),
    Topic("plans", "what is shown and asked before anything is written", ("plan", "confirm", "outcomes")),
    Topic("undo", "taking back what was written", ()),
    Topic("journal", "what was written, and what got no answer", ("unfinished",)),
    Topic("bulk", "many objects at once", ()),
    Topic("tasks", "guided tasks: a leaver, a joiner, a holiday", ("task",)),
    Topic("sync", "calls on this machine", ("calls",)),
    Topic("offline", "without Zoom, and without a network", ()),
    Topic("quota", "Zoom's limits", ("limits",)),
    Topic("profiles", "accounts, credentials, secrets, variables", ("profile", "environment", "secrets")),
    Topic("scopes", "what the app has to be allowed", ("scope",)),
    Topic("config", "all settings", ("settings",)),
    Topic("terminals", "terminals, colours, SSH", ("terminal", "ssh", "colors", "colours", "tmux")),
    Topic("plain", "for screen readers: lines instead of screens", ("screen-reader", "accessibility")),
    Topic("scripting", "forms of output, consent, pipes", ("scripts", "json", "output")),
    Topic("exit-codes", "what the exit code says", ("exit", "codes")),
)
"""All topics, in the order in which they are listed."""


class Kind(Enum):
    """What a piece of a text is."""

    TITLE = auto()
    TEXT = auto()
    EXAMPLE = auto()
    """A command line as a shell takes it; it runs."""
    PAIR = auto()
    """A line of a table: what is typed, and what it is."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text; `text` is what a pair says of `name`."""

    kind: Kind
    text: str
    name: str = ""


def topic_named(name: str) -> Topic:
    """Find a topic by its name or another one.

    Raises:
        UnknownName: There is none of it; the nearest are suggested.
    """
    wanted = name.strip().casefold().replace(" ", "-")
    found = next((each for each in TOPICS if wanted == each.name or wanted in each.also), None)
    if found is None:
        raise UnknownName("topic", name, [each.name for each in TOPICS])
    return found


def pieces(topic: Topic, looks: Looks) -> Iterator[Piece]:
    """Give what is told of a topic.

    Args:
        topic: Which.
        looks: What the screens know by name: their keys and commands.
    """
    title, _, text = _text(topic.name).partition("\n")
    yield Piece(Kind.TITLE, title)
    for part in text.strip("\n").split("\n\n"):
        begin, end = _MARK
        if part.startswith(begin) and part.endswith(end):
            yield from (Piece(Kind.PAIR, said, name) for name, said in table(part[2:-2], looks))
        elif part.startswith("    "):
            yield from (Piece(Kind.EXAMPLE, line.strip()) for line in part.split("\n"))
        else:
            yield Piece(Kind.TEXT, " ".join(part.split()))


@cache
def _text(name: str) -> str:
    return files("ztui.services.topics").joinpath("texts", f"{name}.txt").read_text(encoding="utf-8").strip("\n")
