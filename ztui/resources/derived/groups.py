"""The boxes of a detail, from the schema of an object's own answer: plain values first, then each object, ids last."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from ztui.contract.codes import name_of
from ztui.resources.derived.leaves import Leaf, leaves
from ztui.resources.derived.words import sentence, title_of_path
from ztui.resources.model import Field, Group, Kind
from ztui.resources.rows import value_at
from ztui.resources.shows import dicts, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ztui.contract.details import Schema
    from ztui.resources.model import Row

__all__ = ["groups_of"]

_NO_TABLES: Mapping[str, str] = MappingProxyType({})
_MOST_PLAIN, _MOST_APART, _MOST_IDS, _MOST_GROUPS = 32, 16, 12, 12
_FEW = 2
"""An object of so few values has no box of its own."""


def groups_of(answer: Schema, of: str, tables: Mapping[str, str] = _NO_TABLES) -> tuple[Group, ...]:
    """Make the boxes of an object from the schema of its answer; `of` is what it is, lower case."""
    known = leaves(answer, 3, tables)
    ids = [each for each in known if each.kind is Kind.ID]
    rest = [each for each in known if each.kind is not Kind.ID]
    apart: dict[str, list[Leaf]] = {}
    for each in rest:
        if each.top and not each.many.startswith(each.top):
            apart.setdefault(each.top, []).append(each)
    boxed = {top for top, some in apart.items() if len(some) > _FEW}
    groups = [_group("Overview", [each for each in rest if each.top not in boxed], _MOST_PLAIN, of)]
    groups += [_group(sentence(top), apart[top], _MOST_APART, top=top) for top in list(apart) if top in boxed]
    groups = [*groups[:_MOST_GROUPS], _group("Ids", ids, _MOST_IDS)]
    return tuple(each for each in groups if each.fields)


def _group(title: str, some: list[Leaf], most: int, of: str = "", top: str = "") -> Group:
    fields: list[Field] = []
    taken: set[str] = set()
    for leaf in some[:most]:
        within = leaf.path.removeprefix(f"{top}.") if top else leaf.path
        head = next(
            (each for each in (title_of_path(within, of), title_of_path(within, full=True)) if each not in taken),
            leaf.path,
        )
        taken.add(head)
        fields.append(_field(leaf, head))
    return Group(title, tuple(fields))


def _field(leaf: Leaf, title: str) -> Field:
    in_objects = bool(leaf.many) and "[0]." in leaf.path
    if in_objects and leaf.kind is Kind.CODE:
        return Field(leaf.path, title, show=_codes(leaf.many, leaf.name, leaf.table))
    show = listed(leaf.many, leaf.name) if in_objects and leaf.kind in {Kind.TEXT, Kind.NUMBER} else None
    return Field(leaf.path, title, leaf.kind, show, leaf.table)


def _codes(path: str, name: str, table: str) -> Callable[[Row], str]:
    """Make a function that joins the words for the codes of all objects in an array."""

    def show(row: Row) -> str:
        return ", ".join(name_of(table, each.get(name)) for each in dicts(value_at(row, path)))

    return show
