"""The values of a row or an object, taken from its schema: each with its path, and with what it means."""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from ztui.contract.codes import TABLES
from ztui.core.dataclass import dataclass
from ztui.resources.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ztui.contract.details import Schema

__all__ = ["Leaf", "kind_of", "leaves"]

_NO_TABLES: Mapping[str, str] = MappingProxyType({})
_CALLED = ("number", "phone_number", "name", "display_name", "extension_name", "title", "value")
"""By what the objects of an array are told apart, the best first."""
_SECRET = re.compile(r"passw(or)?d|secret|authorization|(^|_)(token|pin|pin_code)$")
_IDS = re.compile(r"(^|_)(ids?|uuid)$")
_TIME = re.compile(r"(^|_)(time|date|expiration)$|_at$|^(created|modified|updated)$")
_SPAN = re.compile(r"(^|_)duration$|(hold|wait|talk|handle|wrap_up)_time$")
_COUNTS = re.compile(
    r"(^|_)(counts?|total|calls|pages|file_pages|members|assigned|available|subscribed|seats|size|used_number)$|^total_"
)
_EXTENSION = re.compile(r"(^|_)ext(ension)?_number$")
_NUMBER = re.compile(r"(^|_)number(s|_billing)?$|_did$")
_NO_NUMBER = re.compile(r"account_number|serial_number|number_type|prefix_number|used_number|house_number|order_number")
_STATUS = re.compile(r"(^|_)(status|direction|type|mode|result|level|permission)$")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value.

    Attributes:
        path: `site.name`; of an array of objects the value of the first one: `phone_numbers[0].number`.
        schema: What the contract says of it.
        many: The path of the array that it stands in, "" for a single value.
        codes: The table of its codes that its name alone does not tell, "" for none.
    """

    path: str
    schema: Schema
    many: str = ""
    codes: str = ""

    @property
    def name(self) -> str:
        """Give the last word of the path."""
        return self.path.rpartition(".")[2]

    @property
    def top(self) -> str:
        """Give the member of the object in which it stands, "" if it is one itself."""
        return self.path.partition(".")[0].partition("[")[0] if "." in self.path else ""

    @property
    def kind(self) -> Kind:
        """Give how it is shown and sorted."""
        return Kind.CODE if self.codes else kind_of(self.name, self.schema)

    @property
    def table(self) -> str:
        """Give the table of its codes, "" for what is no code."""
        return self.codes or (self.name if self.kind is Kind.CODE else "")


def leaves(schema: Schema, depth: int, tables: Mapping[str, str] = _NO_TABLES) -> tuple[Leaf, ...]:
    """Give the values of an object, in the order of the contract.

    Args:
        schema: Of the object; of what is no object the only value is called `value`.
        depth: How many objects within objects are opened.
        tables: Tables of codes by the names of fields, of those that their names alone do not tell.
    """
    if schema.get("type", "object") != "object":
        return (Leaf("value", schema),)
    found = {each.path: each for each in _inside(schema, "", depth)}
    return tuple(replace(each, codes=tables.get(each.name, "")) if tables else each for each in found.values())


def _inside(schema: Schema, prefix: str, depth: int) -> Iterator[Leaf]:
    for name, inner in _properties(schema).items():
        path = f"{prefix}{name}"
        if _properties(inner):
            if depth > 0:
                yield from _inside(inner, f"{path}.", depth - 1)
        elif inner.get("type") == "array":
            yield from _of_array(path, inner)
        else:
            yield Leaf(path, inner)


def _of_array(path: str, schema: Schema) -> Iterator[Leaf]:
    parts = _properties(schema.get("items", {}))
    if not parts:
        yield Leaf(path, schema, many=path)
        return
    plain = {name: inner for name, inner in parts.items() if inner.get("type") not in ("object", "array")}
    kinds = {name: kind_of(name, inner) for name, inner in plain.items()}
    best = _best(kinds)
    if best:
        yield Leaf(f"{path}[0].{best}", plain[best], many=path)
    for name, kind in kinds.items():
        if kind is Kind.SECRET or (name != best and name.endswith("_value")):
            yield Leaf(f"{path}[0].{name}", plain[name], many=path)


def _best(kinds: Mapping[str, Kind]) -> str:
    """Choose by which value the objects of an array are told apart, "" if there is none."""
    names = [name for name, kind in kinds.items() if kind is not Kind.SECRET]
    wanted = (
        *(name for name in _CALLED if name in names),
        *(name for name in names if name.endswith("_name")),
        *(name for name in names if kinds[name] in {Kind.STATUS, Kind.NUMBER, Kind.EXTENSION}),
        *(name for name in names if kinds[name] is not Kind.ID),
        *names,
    )
    return next(iter(wanted), "")


def _properties(schema: Schema) -> Mapping[str, Schema]:
    """Give the members of an object; of alternatives those of all."""
    found: dict[str, Schema] = {}
    for each in schema.get("oneOf", ()):
        found.update(_properties(each))
    found.update(schema.get("properties", {}))
    return found


def kind_of(name: str, schema: Schema) -> Kind:
    """Tell how a value is shown and sorted, by its name, type and format."""
    if _SECRET.search(name):
        return Kind.SECRET
    type = schema.get("type")
    if type == "boolean":
        return Kind.FLAG
    if type in ("array", "object"):
        return Kind.NUMBER if _NUMBER.search(name) and not _NO_NUMBER.search(name) else Kind.TEXT
    for kind, holds in (
        (Kind.ID, bool(_IDS.search(name))),
        (Kind.EXTENSION, bool(_EXTENSION.search(name))),
        (Kind.DATE, schema.get("format") == "date" and not name.endswith("time")),
        (Kind.TIME, schema.get("format") in ("date", "date-time")),
    ):
        if holds:
            return kind
    if type in ("integer", "number"):
        return _of_figure(name, schema)
    if schema.get("enum") or _STATUS.search(name):
        return Kind.STATUS
    if _NUMBER.search(name) and not _NO_NUMBER.search(name):
        return Kind.NUMBER
    return Kind.TIME if _TIME.search(name) else Kind.TEXT


def _of_figure(name: str, schema: Schema) -> Kind:
    """Tell what a figure is; one that stands for something else is shown as it came."""
    if name in TABLES:
        return Kind.CODE
    if schema.get("enum"):
        return Kind.TEXT
    if _SPAN.search(name):
        return Kind.DURATION
    return Kind.COUNT if _COUNTS.search(name) else Kind.TEXT
