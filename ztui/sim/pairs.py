"""Collections with state: the rows that a list began with, more or fewer or changed by what was written.

The contract pairs its operations by their paths: what POST at a list creates is listed, shown by the GET of one object,
changed by PATCH and PUT, taken away by DELETE. Operations without a handler answer so by themselves (`generic`). A
handler whose objects touch the world, such as members or numbers, uses a `Collection` for what the world does not hold:

    @handles("listGCPMembers")
    def list_members(context: Context) -> Listed:
        return Listed(_members(context).rows())

    @handles("addGCPMembers")
    def add_members(context: Context) -> None:
        members = _members(context)
        for key in context.body["member_extension_ids"]:
            members.create(_member(context, key), key)

    @handles("removeGCPMembers")
    def remove_member(context: Context) -> None:
        members = _members(context)
        members.remove(members.need(context.path["extensionId"]))

    def _members(context: Context) -> Collection:
        return Collection(context, "listGCPMembers", base=lambda: first_members(context))

The collection is that of the acting account, below the first ids of the request's path (or `parent`, one id for each
name in the list's path). Without `base` its first rows are made by the schema, the same for the same seed; with `base`
they are what it gives, as far as the list's schema knows it. It should give them from the world as it began
(`Table.initial`), so that they do not depend on when they are asked for. State lies in the world, so it is per account
and replayed with the kept writes.

Rows, and the facts given to `create` and `update`, are in the names of answers: `facts_of` turns a written body into
them (`site_id` becomes `site` with its name, and is refused if there is none). Every answer takes of the facts what its
own schema knows, so facts may hold more than the list shows. `below(key, listing)` is a collection below an object.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.contract.limits import WINDOWS
from ztui.contract.schemas import row_schema
from ztui.sim.fit import laid
from ztui.sim.generic import Generic
from ztui.sim.pairing import key_field, place_of
from ztui.sim.refusals import missing
from ztui.sim.templates import lists, names_in, plain, shape_of
from ztui.sim.world.overlay import Created

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from ztui.sim.handling import Context

    Base = Callable[[], Iterable[Mapping[str, Any]]]

__all__ = ["Collection", "Row"]

Row = dict[str, Any]


class Collection:
    """The objects of one list in one account, below one parent.

    Attributes:
        context: The request.
        key: Field of the rows that names an object, "" when none does.
    """

    def __init__(
        self,
        context: Context,
        listing: str,
        parent: Sequence[str] | None = None,
        *,
        base: Base | None = None,
        key: str = "",
        made: Generic | None = None,
    ) -> None:
        """Take the request and the id of the list's operation.

        Args:
            context: The request, which is for any operation.
            listing: Operation id of the list.
            parent: Ids of the objects that the list lies below, the first ones of the request's path without it.
            base: Gives the first rows, which are made by the schema without it.
            key: Field that names an object, if it is another than the contract suggests.
            made: What makes rows by the schema, the world's own without it.
        """
        self._listing = operation(listing)
        names = names_in(plain(self._listing))
        values = parent if parent is not None else [context.path[each] for each in names_in(plain(context.operation))]
        path = dict(zip(names, values, strict=False))
        self._asked = replace(context, operation=self._listing, path=path, query={}, body=None)
        self.context = context
        self._schema: Mapping[str, Any] = row_schema(self._listing) or {}
        self._written = context.world.overlay(context.account, place_of(self._listing, list(path.values())))
        self._given = base
        self._made = made
        self.key = key or key_field(self._listing)

    def rows(self) -> list[Any]:
        """Give all rows of now."""
        return [row for _, row in self.timed()]

    def timed(self) -> list[tuple[datetime, Any]]:
        """Give all rows of now with the instant of each: what is created comes first in lists by time, else last."""
        written = self._written
        first = [
            (at, self._now(key, row))
            for key, at, row in self._first()
            if key not in written.gone and key not in written.created
        ]
        created = [(each.at, self._now(key, each.row)) for key, each in written.created.items()]
        return [*reversed(created), *first] if self._listing.id in WINDOWS else [*first, *created]

    def first_rows(self) -> list[Any]:
        """Give the rows that there were at first."""
        return [row for _, _, row in self._first()]

    def find(self, value: str) -> str | None:
        """Give the key of the object that an id means, None when there is none; other ids of a row count as well."""
        rows = self.rows()
        if any(self._key_of(row) == value for row in rows):
            return value
        found = (row for row in rows if isinstance(row, dict) and value in _ids(row))
        return next((self._key_of(row) for row in found), None)

    def need(self, value: str) -> str:
        """Give the key of the object that an id means.

        Raises:
            Refusal: What the request's operation documents for a missing object.
        """
        found = self.find(value)
        if found is None:
            raise missing(self.context)
        return found

    def get(self, key: str) -> Row | None:
        """Give the row with a key, None when there is none."""
        return next((row for row in self.rows() if self._key_of(row) == key), None)

    def facts(self, key: str) -> Row:
        """Give all that was written to an object, with fields that its list does not show."""
        return self._written.facts.get(key, {})

    def is_new(self, key: str) -> bool:
        """Tell whether a write created the object."""
        return key in self._written.created

    def create(self, facts: Mapping[str, Any], key: str = "") -> str:
        """Add an object, or put it in the place of the one with its key; give its key, a new one unless given."""
        key = key or self._new_key()
        facts = {self.key: key, **facts} if self.key else dict(facts)
        blank = {} if self._given is not None else self._generic.blank(self._asked, self._schema, key)
        row = laid(self._schema, blank, facts)
        self._written.created.pop(key, None)
        self._written.created[key] = Created(self.context.now, row)
        self._written.facts[key] = dict(facts)
        return key

    def update(self, key: str, facts: Mapping[str, Any]) -> None:
        """Change an object: objects within it are merged, anything else replaces."""
        self._written.facts[key] = merged(self._written.facts.get(key, {}), facts)

    def remove(self, key: str) -> None:
        """Take an object away."""
        self._written.created.pop(key, None)
        self._written.facts.pop(key, None)
        if any(each == key for each, _, _ in self._first()):
            self._written.gone.add(key)

    def clear(self) -> None:
        """Take all objects away."""
        for row in self.rows():
            self.remove(self._key_of(row))

    def below(self, key: str, listing: str, base: Base | None = None) -> Collection:
        """Give a collection below one of these objects; below a created object it is empty at first."""
        return Collection(self.context, listing, [*self._asked.path.values(), key], base=base)

    @property
    def _generic(self) -> Generic:
        if self._made is None:
            self._made = Generic.of(self.context.world)
        return self._made

    def _first(self) -> list[tuple[str, datetime, Any]]:
        """Give key, instant and row of what was there at first; of two with one key only one."""
        if self._is_below_new():
            return []
        if self._given is not None:
            rows = [(self.context.now, laid(self._schema, {}, row)) for row in self._given()]
        else:
            rows = self._generic.first_rows(self._asked)
        found = {self._key_of(row) or str(place): (at, row) for place, (at, row) in reversed(list(enumerate(rows)))}
        return [(key, at, row) for key, (at, row) in reversed(found.items())]

    def _is_below_new(self) -> bool:
        """Tell whether an object on the way to this list was created, so that nothing was below it at first."""
        template, values = plain(self._listing), list(self._asked.path.values())
        for place, name in enumerate(names_in(template)):
            above = lists().get(shape_of(template.split("{" + name + "}")[0].rstrip("/")))
            if above is not None:
                written = self.context.world.overlay(self.context.account, place_of(above, values[:place]))
                if values[place : place + 1] and values[place] in written.created:
                    return True
        return False

    def _now(self, key: str, row: Any) -> Any:
        """Give a row with what was written since."""
        facts = self._written.facts.get(key)
        return laid(self._schema, row, facts) if facts and isinstance(row, dict) else row

    def _key_of(self, row: Any) -> str:
        return str(row.get(self.key, "")) if isinstance(row, dict) else str(row)

    def _new_key(self) -> str:
        """Make a key: the same writes in the same order give the same ones."""
        made = self.context.world.system(self.context.account).new_id()
        kind = self._schema.get("properties", {}).get(self.key, {}).get("type")
        return str(sum(made.encode()) * 7919 % 1_000_000) if kind in ("integer", "number") else made


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> Row:
    """Lay one nested object over another; lists and plain values replace."""
    made = dict(below)
    for name, value in above.items():
        old = made.get(name)
        made[name] = merged(old, value) if type(value) is dict and isinstance(old, dict) else value
    return made


def _ids(row: Mapping[str, Any]) -> set[str]:
    """Give what a row may be named by."""
    return {
        str(value) for name, value in row.items() if name in ("id", "number", "phone_number") or name.endswith("_id")
    }
