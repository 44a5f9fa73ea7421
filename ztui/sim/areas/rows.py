"""Rows that are made when they are asked for, and the references that many of them share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from ztui.sim.world.entities import Kind

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from ztui.sim.world.entities import Number, Site
    from ztui.sim.world.system import PhoneSystem

__all__ = ["KIND_CAMEL", "Rows", "contains", "known", "number_refs", "query_key", "site_ref"]

T = TypeVar("T")
Row = dict[str, Any]

KIND_CAMEL = {
    Kind.USER: "user",
    Kind.QUEUE: "callQueue",
    Kind.RECEPTIONIST: "autoReceptionist",
    Kind.COMMON_AREA: "commonArea",
    Kind.SHARED_LINE: "sharedLineGroup",
    Kind.MEETING: "meetingService",
    Kind.ROOM: "zoomRoom",
    Kind.PICKUP: "groupCallPickup",
    Kind.LOCATION: "companyLocation",
}
"""Kinds of extensions as most of the phone API writes them."""


class Rows(Sequence[Row], Generic[T]):
    """Objects that become rows one by one, when a page is cut."""

    def __init__(self, things: Iterable[T], shape: Callable[[T], Row]) -> None:
        """Take the objects and what makes a row of one."""
        self._things: list[T] = list(things)
        self._shape = shape

    def __len__(self) -> int:
        """Count the rows without making them."""
        return len(self._things)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        """Make one row or a page."""
        if isinstance(at, slice):
            return [self._shape(each) for each in self._things[at]]
        return self._shape(self._things[at])


def known(**fields: Any) -> Row:
    """Give the fields that have a value: neither None nor an empty text."""
    return {name: value for name, value in fields.items() if value is not None and value != ""}


def site_ref(system: PhoneSystem, site_id: str) -> Row | None:
    """Give `{id, name}` of a site, None when there is none."""
    site: Site | None = system.site(site_id)
    return None if site is None else {"id": site.id, "name": site.name}


def number_refs(numbers: Iterable[Number], source: bool = False) -> list[Row]:
    """Give `{id, number}` of numbers, with their source (`external` for BYOC) if asked for."""
    if not source:
        return [{"id": each.id, "number": each.number} for each in numbers]
    return [
        {
            "id": each.id,
            "number": each.number,
            "source": "external" if each.source.startswith("BYOC") else "internal",
        }
        for each in numbers
    ]


def query_key(query: Mapping[str, Any]) -> Hashable:
    """Give a query in a form that can be a key."""
    return tuple((name, tuple(value) if isinstance(value, list) else value) for name, value in sorted(query.items()))


def contains(keyword: str, *texts: object) -> bool:
    """Tell whether any text holds the keyword, whatever the case."""
    folded = keyword.casefold()
    return any(folded in str(text).casefold() for text in texts)
