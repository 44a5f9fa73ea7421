"""What can be done with an object now, and why not the rest; asks nobody but what is in memory.

Three things decide, and nothing else: the operation exists, nobody has refused it for want of a scope, and the program
may write. A fourth is the object itself: a number that nobody has cannot be unassigned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.resources.edits.lists import adding, parts, removing
from ztui.resources.edits.registry import action, actions, edits
from ztui.resources.registry import resource as resource_named
from ztui.resources.rows import text_of, value_at
from ztui.services.changes.applying import why_not
from ztui.services.changes.places import with_parents
from ztui.services.changes.updating import write_fields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ztui.resources.edits.lists import Part
    from ztui.resources.edits.model import Action
    from ztui.resources.model import Resource, Row
    from ztui.services.changes.model import Pairs
    from ztui.services.session import Session

__all__ = [
    "TAKEN",
    "Adder",
    "Offered",
    "adders",
    "create_refusal",
    "edit_refusal",
    "is_edited",
    "letter_for",
    "letters_of",
    "offered",
    "part_refusal",
    "parts_of",
    "remover",
    "write_refusal",
]

TAKEN = frozenset("jkgGendzL")
"""Letters that mean something else in menus: moving, edit, new, delete, undo, journal."""
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Offered:
    """An action of an object: the letter that menus have for it, and why it cannot be done now, "" if it can."""

    action: Action
    letter: str
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Adder:
    """A way to make a new row of a list.

    Attributes:
        title: What it is called: `New call queue`, `Add members`.
        resource: Whose create it is, or whose action.
        action: The action of the object above the list, "" for the list's own create.
        keys: Keys of the object above, for an action.
        parents: What the list is below, for a create.
        refused: Why it cannot be done, "" if it can.
    """

    title: str
    resource: str
    action: str = ""
    keys: tuple[str, ...] = ()
    parents: Pairs = ()
    refused: str = ""


def write_refusal(session: Session, operations: Iterable[str] = ()) -> str:
    """Give why a session cannot write, or why it cannot use these operations, "" if it can."""
    why = why_not(session)
    if why:
        return why
    for each in operations:
        denial = session.client.denied.get(each) if each else None
        if denial is not None:
            return denial.said
    return ""


def edit_refusal(session: Session, resource: Resource, row: Row | None, parents: Pairs = ()) -> str:
    """Give why fields of an object cannot be changed, "" if they can.

    Args:
        session: Who would write.
        resource: What the object is.
        row: The object as far as it is known; None judges the resource alone.
        parents: What its list is below.
    """
    known = edits(resource.name)
    if not is_edited(resource):
        return resource.unavailable.get("update", f"The API has no way to change a {resource.singular}.")
    if row is not None and not write_fields(known, with_parents(row, parents), update=True):
        return "The API has no way to change this one."
    return write_refusal(session, (resource.operations.update,))


def is_edited(resource: Resource) -> bool:
    """Tell whether the API has any way to change fields of such objects."""
    return bool(resource.operations.update) or edits(resource.name).update is not None


def adders(session: Session, resource: Resource, parents: Pairs = ()) -> tuple[Adder, ...]:
    """Give the ways to make a new row of a list; () where the API has none."""
    if ways := adding(resource.name):
        above = dict(parents).get(resource.parents[0], "")
        made = ((each, action(each.resource, each.action)) for each in ways)
        return tuple(
            Adder(does.title, each.resource, each.action, (above,), (), write_refusal(session, does.operations))
            for each, does in made
            if above
        )
    if edits(resource.name).create is None and not resource.operations.create:
        return ()
    refused = write_refusal(session, (resource.operations.create,))
    return (Adder(f"New {resource.singular}", resource.name, "", (), parents, refused),)


def create_refusal(resource: Resource) -> str:
    """Give why there is no way to make a row of a list."""
    return resource.unavailable.get("create", f"The API has no way to make a {resource.singular}.")


def remover(session: Session, resource: Resource, row: Row | None, parents: Pairs = ()) -> tuple[Action | None, str]:
    """Give the action that takes a row away, the mildest that it has, and why it cannot be done now ("" if it can).

    Args:
        session: Who would write.
        resource: What the row is.
        row: The row; None for several rows, which are judged when the plan is made.
        parents: What its list is below.
    """
    known = {each.name: each for each in actions(resource.name)}
    ways = [known[name] for name in removing(resource.name) if name in known]
    if not ways:
        why = resource.unavailable.get(_DELETE, f"The API has no way to delete a single {resource.singular}.")
        return None, why
    refusals = [_refusal(session, each, row, parents) for each in ways]
    at = next((at for at, why in enumerate(refusals) if not why), 0)
    return ways[at], refusals[at]


def offered(
    session: Session, resource: Resource, row: Row | None, parents: Pairs = (), *, is_whole: bool = True
) -> tuple[Offered, ...]:
    """Give all actions of an object, those that cannot be done now with the reason.

    Args:
        session: Who would write.
        resource: What the object is.
        row: The object as far as it is known; None for several, which are judged when the plan is made.
        parents: What its list is below.
        is_whole: The row is all that Zoom says of the object. One of a list may leave out what an action depends on:
            such an action is offered, and judged when the plan is made.
    """
    known = actions(resource.name)
    letters = letters_of(resource)
    return tuple(
        Offered(each, letters[each.name], _refusal(session, each, row, parents, is_whole=is_whole)) for each in known
    )


def parts_of(resource: Resource, row: Row | None) -> tuple[tuple[Part, Pairs], ...]:
    """Give the settings of an object that are rows of lists of their own, with what those lists are below."""
    found = ((each, text_of(value_at(row or {}, each.path))) for each in parts(resource.name))
    return tuple((part, ((part.parent, value),)) for part, value in found if value)


def part_refusal(session: Session, part: Part) -> str:
    """Give why such settings cannot be changed, "" if they can."""
    return edit_refusal(session, resource_named(part.resource), None)


def letters_of(resource: Resource) -> dict[str, str]:
    """Give each action of a resource a letter of its own, the same in all menus: of its last word, if that is free."""
    taken = {*TAKEN, *(each.letter for each in parts(resource.name))}
    found: dict[str, str] = {}
    for each in actions(resource.name):
        found[each.name] = "d" if each.name == _DELETE else letter_for(each.title, taken)
        taken.add(found[each.name])
    return found


def letter_for(title: str, taken: set[str]) -> str:
    """Give a free letter for a title: the first one of its last word, of another word, any of it, any at all."""
    words = [word for word in title.lower().replace("-", " ").split() if word[0].isascii() and word[0].isalpha()]
    initials = [each[0] for each in (*words[-1:], *words)]
    wanted = [*initials, *"".join(words), *_LETTERS]
    return next((each for each in wanted if each in _LETTERS and each not in taken), "")


def _refusal(session: Session, does: Action, row: Row | None, parents: Pairs, *, is_whole: bool = True) -> str:
    why = write_refusal(session, does.operations[:1] if len(does.operations) == 1 else ())
    if why or row is None or does.needs is None:
        return why
    watched = _Watched(with_parents(row, parents))
    why = does.needs(watched)
    return "" if watched.lacked and not is_whole else why


class _Watched(dict[str, Any]):
    """A row that notes whether something was looked for that it does not have."""

    lacked = False

    def get(self, name: str, default: Any = None) -> Any:
        self.lacked |= name not in self
        return super().get(name, default)

    def __missing__(self, name: str) -> Any:
        self.lacked = True
        raise KeyError(name)
