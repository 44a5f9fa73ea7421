"""Where every list of the contract can be opened: on its own, or below the first object above it that has rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.resources.derived.below import bindings
from ztui.resources.registry import resource, summaries
from ztui.resources.rows import value_at
from ztui.services.view import View

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ztui.services.session import Session
    from ztui.services.view import ListedRow

__all__ = ["view_of"]

NAMED = {
    "consumer_phone_number": "+14155550123",
    "consumer_phone_numbers": "+14155550123",
    "zoom_phone_user_numbers": "+14155550100",
}
"""What no listed object fills: numbers that the user names."""

_MOST_TRIED = 5


async def view_of(session: Session, name: str) -> View | None:
    """Give a view of a list that can be opened, with rows if a few objects above it have any; None if there is none."""
    found = None
    async for view in _views(session, name):
        found = found or view
        if not resource(name).parents or await _rows(session, view):
            return view
    return found


async def _views(session: Session, name: str) -> AsyncIterator[View]:
    wanted = resource(name)
    if not wanted.parents:
        yield View(name)
        return
    named = tuple((parent, NAMED[parent]) for parent in wanted.parents if parent in NAMED)
    filled = tuple(parent for parent in wanted.parents if parent not in NAMED)
    for above in (resource(each.name) for each in summaries()):
        declared = next((child.bind for child in above.children if child.resource == name), None)
        bind = declared or bindings(wanted.operations.list, filled, above)
        upper = await view_of(session, above.name) if bind and above.name != name else None
        for row in (await _rows(session, upper))[:_MOST_TRIED] if upper is not None else ():
            pairs = tuple((parameter, str(value_at(row.row, path))) for parameter, path in bind)
            yield View(name, tuple(each for each in pairs if each[0] in filled) + named)


async def _rows(session: Session, view: View) -> list[ListedRow]:
    listing = session.listings.open(view)
    try:
        await listing.refresh()
        return await listing.rows(0, _MOST_TRIED)
    finally:
        await listing.close()
