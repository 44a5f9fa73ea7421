"""Things that an object holds, one request that gives it some and one that takes one away: members, numbers, plans.

Each of the two undoes the other, and the same read tells whether either was carried out. Of operations with treacherous
ids the ones here take a single thing; the ones that take a whole collection are in no pair.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ztui.core.amounts import counted
from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError
from ztui.resources.edits.asking import becomes, called, chunks, id_at, ids_in, segment
from ztui.resources.edits.model import Action, Check, Expect, Given, Held, Request
from ztui.resources.model import Confirm, Row
from ztui.resources.rows import value_at
from ztui.resources.shows import dicts

if TYPE_CHECKING:
    from ztui.resources.edits.model import Input

__all__ = ["LISTED", "Pair", "Taken", "adding", "deleting", "in_list", "removing", "taking"]

LISTED = 50
"""An object's own answer may list so many of its things and no more."""

Taken = Callable[[Any], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Pair:
    """How an object is given things, and how one is taken away.

    Attributes:
        add: The operation that gives.
        remove: The operation that takes one, or a named few.
        owner: The path parameter of both for the object.
        read: The operation that tells what it holds.
        noun: What the things are called, one of them.
        body: Makes the body of `add` from ids.
        ids: Reads the ids back from that body.
        field: Field of the batch limit of `add`; "" makes one request of each thing, since removal takes one.
        item: Path parameter of `remove` for the thing, "" if it is named elsewhere.
        query: Query parameter of `remove` that names the things.
        same_body: `remove` takes the body of `add`.
        reader: Path parameter of `read`, `owner` if empty.
        rows: Path of the list in the answer of `read`, "" for the operation's own rows.
        match: Path of the thing's id in a row of that list.
        fixed: Query parameters always sent with add, remove and read.
        owner_path: Path of the object's id in its row.
        level: How taking one away is confirmed.
        value: Makes of an id what stands in that row (a plan's type is a number).
        apart: Makes the check of one thing from the ids of object and thing, where that list may be cut.
    """

    add: str
    remove: str
    owner: str
    read: str
    noun: str
    body: Callable[[Sequence[str]], Any]
    ids: Taken
    field: str = ""
    item: str = ""
    query: str = ""
    same_body: bool = False
    reader: str = ""
    rows: str = ""
    match: str = "id"
    fixed: tuple[tuple[str, str], ...] = ()
    owner_path: str = "id"
    level: Confirm = Confirm.DANGER
    value: Callable[[str], Any] = str
    apart: Callable[[str, str, Expect], Check] | None = None

    def give(self, owner: str, things: Sequence[str]) -> list[Request]:
        """Make the requests that give things to an object."""
        path = {self.owner: segment(owner, "owner")}
        some = chunks(things, self.add, self.field) if self.field else ([each] for each in things)
        return [Request(self.add, path, dict(self.fixed), self.body(each)) for each in some]

    def take(self, owner: str, things: Sequence[str]) -> list[Request]:
        """Make the requests that take things from an object."""
        path = {self.owner: segment(owner, "owner")}
        if self.item:
            return [
                Request(self.remove, path | {self.item: segment(each, self.noun)}, dict(self.fixed)) for each in things
            ]
        field = self.field if self.same_body else f"?{self.query}"
        return [self._take_some(path, each) for each in chunks(things, self.remove, field)]

    def _take_some(self, path: Mapping[str, str], things: list[str]) -> Request:
        if self.same_body:
            return Request(self.remove, path, dict(self.fixed), self.body(things))
        return Request(self.remove, path, {**dict(self.fixed), self.query: things})

    def named(self, request: Request) -> tuple[str, ...]:
        """Give the ids that a request of this pair names."""
        if request.operation_id == self.add or self.same_body:
            return tuple(self.ids(request.body))
        return (request.path[self.item],) if self.item else tuple(request.query[self.query])

    def check(self, _: Row, request: Request) -> Check:
        """Make the check of one of its requests."""
        ids = tuple(map(self.value, self.named(request)))
        value: Any = ids[0] if len(ids) == 1 else ids
        expect = Expect.THERE if request.operation_id == self.add else Expect.GONE
        path = {self.reader or self.owner: request.path[self.owner]}
        apart = self.apart(request.path[self.owner], ids[0], expect) if self.apart and len(ids) == 1 else None
        return Check(self.read, path, dict(self.fixed), expect, ((self.match, value),), self.rows, apart)

    def undo(self, _: Row, request: Request, answer: Any) -> Request | None:
        """Make what undoes one of its requests."""
        owner, ids = request.path[self.owner], self.named(request)
        made = self.take(owner, ids) if request.operation_id == self.add else self.give(owner, ids)
        return made[0] if len(made) == 1 else None

    def things_of(self, row: Row) -> frozenset[str] | None:
        """Give the ids of what the object holds, None where its row does not tell all of them."""
        found = value_at(row, self.rows) if self.rows else None
        if not isinstance(found, list) or len(found) >= LISTED:
            return None
        return frozenset(str(each[self.match]) for each in dicts(found) if each.get(self.match))

    def held(self, row: Row) -> int | None:
        """Count what the object holds, None where its row does not tell."""
        found = value_at(row, self.rows) if self.rows else None
        return len(dicts(found)) if isinstance(found, list) else None


def in_list(*names: str) -> Taken:
    """Make what reads ids from a body: `phone_numbers`, `id` gives the ids of the objects in that list."""

    def ids(body: Any) -> Sequence[str]:
        found = body
        for name in names[:-1]:
            found = found[name]
        return [str(each[names[-1]]) for each in found]

    return ids


def adding(pair: Pair, resource: str, name: str, title: str, given: Input) -> Action:
    """Make the action on an object that gives it things."""

    def make(row: Row, asked: Given) -> Sequence[Request]:
        things = ids_in(asked, given.name, pair.noun)
        if not things:
            raise ConfigError(f"No {pair.noun} was named.")
        return pair.give(id_at(row, pair.owner_path, "object"), things)

    def says(row: Row, asked: Given) -> str:
        count, more = pair.held(row), len(ids_in(asked, given.name, pair.noun))
        if count is None:
            return f"{called(row)} gets {counted(more, pair.noun)} more"
        return f"{called(row)}: {becomes(count, count + more, pair.noun)}"

    return Action(name, title, resource, make, (pair.add,), (given,), pair.check, inverse=pair.undo, says=says)


def removing(pair: Pair, resource: str, name: str, title: str, given: Input, loses: str = "") -> Action:
    """Make the action on an object that takes things from it; `loses` says what that means for them."""

    def make(row: Row, asked: Given) -> Sequence[Request]:
        things = ids_in(asked, given.name, pair.noun)
        if not things:
            raise ConfigError(f"No {pair.noun} was named.")
        return pair.take(id_at(row, pair.owner_path, "object"), things)

    def says(row: Row, asked: Given) -> str:
        count, fewer = pair.held(row), len(ids_in(asked, given.name, pair.noun))
        if count is None:
            said = f"{called(row)} loses {counted(fewer, pair.noun)}"
        else:
            said = f"{called(row)}: {becomes(count, count - fewer, pair.noun)}"
        return f"{said}; {loses}" if loses else said

    return Action(
        name,
        title,
        resource,
        make,
        (pair.remove,),
        (given,),
        pair.check,
        inverse=pair.undo,
        confirm=pair.level,
        says=says,
        differs="it can be undone while nobody else takes the number" if pair.noun == "number" else "",
        holds=Held(pair.noun, pair.things_of),
    )


def taking(pair: Pair, resource: str, parent: str, key: str, title: str, loses: str = "") -> Action:
    """Make the action `delete` of a list below the object: it takes the row's thing from the bound parent."""

    def make(row: Row, asked: Given) -> Sequence[Request]:
        del asked
        return pair.take(id_at(row, parent, "object above it"), [id_at(row, key, pair.noun)])

    def says(row: Row, asked: Given) -> str:
        del asked
        return f"{called(row)} is taken away; {loses}" if loses else f"{called(row)} is taken away"

    return Action(
        "delete",
        title,
        resource,
        make,
        (pair.remove,),
        check=pair.check,
        inverse=pair.undo,
        confirm=pair.level,
        says=says,
    )


def deleting(*pairs_of: tuple[Callable[[Row], bool], Pair], resource: str, parent: str, key: str, title: str) -> Action:
    """Make the action `delete` of a list whose rows are of several kinds, each with a pair of its own."""

    def of(row: Row) -> Pair:
        for fits, pair in pairs_of:
            if fits(row):
                return pair
        raise ConfigError(f"{called(row)} is of a kind that cannot be taken away.")

    def make(row: Row, asked: Given) -> Sequence[Request]:
        del asked
        pair = of(row)
        return pair.take(id_at(row, parent, "object above it"), [id_at(row, key, pair.noun)])

    return Action(
        "delete",
        title,
        resource,
        make,
        tuple(dict.fromkeys(pair.remove for _, pair in pairs_of)),
        check=lambda row, request: of(row).check(row, request),
        inverse=lambda row, request, answer: of(row).undo(row, request, answer),
        confirm=Confirm.DANGER,
        says=lambda row, _: f"{called(row)} is taken away",
    )
