"""Columns by the names that are typed for them, and the order that such names make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import UnknownName
from ztui.resources.model import Kind
from ztui.store.terms import Sort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.model import Column, Resource

__all__ = ["column_of", "names_of", "sort_order"]


def sort_order(words: Sequence[str], resource: Resource) -> tuple[Sort, ...]:
    """Read column names with `-` before descending ones; none gives the resource's own order.

    Raises:
        UnknownName: The resource has no such column.
    """
    found: list[Sort] = []
    for word in words or resource.sort:
        name = word.removeprefix("-")
        column = column_of(resource, name)
        if column is None:
            raise UnknownName("column", name, names_of(resource))
        found.append(Sort(column.path, word.startswith("-")))
    return tuple(found)


def column_of(resource: Resource, name: str) -> Column | None:
    """Find a column by path or alias, by its head (`site`), or by the beginning of its path; no secret one."""
    found = resource.column(name)
    if found is None:
        word = name.casefold().replace("-", "_")
        heads = [each for each in resource.columns if each.head.casefold().replace(" ", "_").replace("-", "_") == word]
        begins = [each for each in resource.columns if each.path.startswith((f"{name}.", f"{name}["))]
        found = next(iter([*heads, *begins]), None)
    return None if found is None or found.kind is Kind.SECRET else found


def names_of(resource: Resource) -> list[str]:
    """Give all names that a filter may have before a sign."""
    columns = [each for each in resource.columns if each.kind is not Kind.SECRET]
    aliases = [each.alias for each in columns if each.alias]
    return [*(each.name for each in resource.words), *(each.path for each in columns), *aliases]
