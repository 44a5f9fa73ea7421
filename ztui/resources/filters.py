"""The server-side filters of a list: every query parameter of the contract but those of paging, in the declared order.

A declaration only adds titles and says which resource's keys a filter takes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ztui.contract.catalogue import operation
from ztui.core.dataclass import dataclass
from ztui.core.errors import UnknownName

if TYPE_CHECKING:
    from ztui.contract.details import Parameter
    from ztui.resources.model import Resource

__all__ = ["ServerFilter", "filter_named", "filters_of"]

_PAGING = frozenset({"page_size", "page_number", "next_page_token", "sync_token", "sync_type", "count"})


@dataclass(frozen=True, slots=True)
class ServerFilter:
    """One filter that Zoom applies.

    Attributes:
        name: The query parameter.
        title: What it is called in the form.
        parameter: Type, values allowed, default, limits.
        picks: Name of the resource whose keys it takes, "" for a plain value.
    """

    name: str
    title: str
    parameter: Parameter
    picks: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        """Give the values allowed, () when any."""
        return tuple(map(str, self.parameter.items_enum or self.parameter.enum))

    @property
    def several(self) -> bool:
        """Tell whether it takes several values at once."""
        return self.parameter.type == "array"


def filters_of(resource: Resource) -> tuple[ServerFilter, ...]:
    """Give the filters of a resource's list; the declared ones first, in their order, then the rest of the contract."""
    return _filters(
        resource.operations.list, tuple((each.parameter, each.title, each.picks) for each in resource.filters)
    )


def filter_named(resource: Resource, name: str) -> ServerFilter:
    """Give one filter by the name of its parameter; `-` may stand for `_`.

    Raises:
        UnknownName: The list takes no such parameter; carries the nearest.
    """
    known = {each.name: each for each in filters_of(resource)}
    try:
        return known[name.replace("-", "_")]
    except KeyError:
        raise UnknownName("filter", name, known) from None


@lru_cache(maxsize=256)
def _filters(operation_id: str, declared: tuple[tuple[str, str, str], ...]) -> tuple[ServerFilter, ...]:
    known = {each.name: each for each in operation(operation_id).detail().parameters if each.name not in _PAGING}
    told = {name: (title, picks) for name, title, picks in declared}
    ordered = [*(name for name in told if name in known), *(name for name in known if name not in told)]
    found = []
    for name in ordered:
        title, picks = told.get(name, ("", ""))
        found.append(ServerFilter(name, title or name.replace("_", " ").capitalize(), known[name], picks))
    return tuple(found)
