"""What goes with an object, in words, as far as that is known: "14 members, 2 phone numbers"; with its age."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ztui.core.amounts import counted
from ztui.core.errors import ZtuiError
from ztui.core.times import age
from ztui.resources.derived.words import singular_of
from ztui.resources.registry import below
from ztui.resources.rows import value_at
from ztui.services.view import View

if TYPE_CHECKING:
    from ztui.resources.model import Child, Resource, Row
    from ztui.services.session import Session

__all__ = ["goes_with"]


async def goes_with(session: Session, resource: Resource, row: Row) -> str:
    """Say what an object holds: what its answer lists now, and the lists below it that are stored; nothing is sent.

    Returns:
        "14 members, 2 phone numbers; hours not read", or "" for an object that holds nothing.
    """
    inside = _inside(row)
    known = [counted(count, singular_of(name), name) for name, count in inside.items() if count]
    unknown: list[str] = []
    for child in below(resource.name):
        name = child.name.lower()
        if not child.tab or any(name in each or each in name for each in inside):
            continue
        told = await _stored(session, child, row)
        if told is None:
            unknown.append(name)
        elif told:
            known.append(f"{told} {name}")
    parts = [", ".join(known), f"{', '.join(unknown)} not read" if unknown else ""]
    return "; ".join(filter(None, parts))


def _inside(row: Row) -> dict[str, int]:
    """Count what the answer itself lists: arrays of objects, also those of several kinds (users, common areas)."""
    found: dict[str, int] = {}
    for name, value in row.items():
        size = _size(value)
        if size is not None:
            found[name.replace("_", " ")] = size
    return found


def _size(value: Any) -> int | None:
    if isinstance(value, list) and all(isinstance(each, Mapping) for each in value):
        return len(value)
    if isinstance(value, Mapping) and value and all(isinstance(each, list) for each in value.values()):
        return sum(len(each) for each in value.values())
    return None


async def _stored(session: Session, child: Child, row: Row) -> str | None:
    """Give how many rows a list below the object has, with their age; None where it was never read, "" for none."""
    parents = tuple((name, str(value_at(row, path) or "")) for name, path in child.bind)
    try:
        async with session.listings.opened(View(child.resource, parents)) as listing:
            status = listing.status
    except ZtuiError:
        return None
    if status.as_of is None:
        return None
    count = status.shown
    if not count and status.complete:
        return ""
    old = age((session.clock.now() - status.as_of).total_seconds())
    return f"{'' if status.complete else 'at least '}{count:,} ({old})"
