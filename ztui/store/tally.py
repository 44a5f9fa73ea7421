"""What the store has of a kind of object, in whichever list it came: counted, or all rows wherever they are below."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.store.rank import plan
from ztui.store.texts import MARKS

if TYPE_CHECKING:
    import sqlite3

    from ztui.store.listings import ListKey
    from ztui.store.shape import Shape
    from ztui.store.terms import LocalFilter

__all__ = ["Placed", "Tally", "everywhere", "tally"]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many stored objects pass a filter, and the first and the last text of a column; "" for none.

    Texts of columns of times are instants as `texts.instant_text` writes them.
    """

    count: int
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A stored object and what its list is below.

    Attributes:
        parents: Pairs (path parameter, id).
        key: Its key.
        row: What its get operation gave, else the row of a list.
        read_at: When that was.
    """

    parents: tuple[tuple[str, str], ...]
    key: str
    row: dict[str, Any]
    read_at: datetime


def tally(connection: sqlite3.Connection, key: ListKey, shape: Shape, local: LocalFilter, path: str) -> Tally:
    """Count the stored objects of a kind that pass a filter; of `key` the query does not matter.

    Raises:
        KeyError: The resource has no such column.
    """
    made = plan(shape, local, ())
    slot = shape.sorted(path)
    begin = f"instr(o.{slot.text}, char({MARKS + slot.number}))"
    text = f"substr(o.{slot.text}, {begin} + 1, instr(o.{slot.text}, char({MARKS + slot.number + 1})) - {begin} - 1)"
    row = connection.execute(
        f"select count(*), min(nullif({text}, '')), max({text}) from kind k join object o on o.kind = k.id"  # noqa: S608
        f" where k.resource = ? and k.parents = ? and k.signature = ? and {made.where}",
        (key.resource, key.parents, shape.signature, *made.parameters),
    ).fetchone()
    return Tally(int(row[0]), row[1] or "", row[2] or "")


def everywhere(connection: sqlite3.Connection, resource: str, most: int) -> list[Placed]:
    """Give the stored objects of a resource that lists show now, whatever those lists are below; `most` at most."""
    rows = connection.execute(
        "select distinct k.parents, o.key, coalesce(d.json, b.json), coalesce(d.read_at, o.read_at) from kind k"
        " join listing l on l.kind = k.id join entry e on e.run = l.run join object o on o.id = e.object"
        " left join detail d on d.object = o.id left join body b on b.object = o.id where k.resource = ? limit ?",
        (resource, most),
    ).fetchall()
    return [
        Placed(tuple((name, value) for name, value in json.loads(parents)), key, json.loads(text),
               datetime.fromisoformat(read_at))
        for parents, key, text, read_at in rows
        if text is not None
    ]  # fmt: skip
