"""Where a row leads: the lists below it and the objects that it names."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from ztui.core.errors import UnknownName
from ztui.core.times import parse_instant
from ztui.resources.registry import resource
from ztui.resources.rows import value_at
from ztui.services.listing import View

if TYPE_CHECKING:
    from ztui.resources.model import Child, Related, Resource, Row
    from ztui.services.listing import ListedRow, Listing

__all__ = ["Link", "child_view", "links_of", "only_row"]

PATIENCE = 3.0
"""Seconds for which the only row of a list is looked for before the list is shown instead."""


@dataclass(frozen=True, slots=True)
class Link:
    """A way from a row to a list (`view`) or to one object (`resource` and `key`).

    With `is_match` the list's filter finds what the link means: the only row that passes is that.
    """

    title: str
    view: View | None = None
    resource: str = ""
    key: str = ""
    is_match: bool = False


async def only_row(listing: Listing, *, ask: bool = True) -> ListedRow | None:
    """Give the row of a list that is the only one, None if there are others or it takes long to tell.

    Args:
        listing: An open list that nobody has loaded yet; it is left loading where it took long.
        ask: Zoom may be asked.
    """
    await listing.load()
    if ask and not listing.status.complete:
        reading = asyncio.ensure_future(listing.refresh())
        await asyncio.wait({reading}, timeout=PATIENCE)
        reading.cancel()
    status = listing.status
    rows = await listing.rows(0, 2) if status.complete else []
    return rows[0] if len(rows) == 1 else None


def child_view(child: Child, row: Row) -> View | None:
    """Give the view of a list below an object, None if the row lacks what binds it.

    Path parameters that the child's list needs become the view's parents, the others its server filters.
    """
    target = resource(child.resource)
    bound = tuple((parameter, _text(value_at(row, path))) for parameter, path in child.bind)
    if not all(value for _parameter, value in bound):
        return None
    places = (*target.parents, "accountId") if target.account_bound else target.parents
    return View(
        child.resource,
        parents=tuple(each for each in bound if each[0] in places),
        query=tuple(each for each in bound if each[0] not in places),
    )


def links_of(of: Resource, row: Row) -> tuple[Link, ...]:
    """Give all links of a row whose target is known, children first."""
    links: list[Link] = []
    for child in of.children:
        view = child_view(child, row)
        if view is not None:
            links.append(Link(resource(child.resource).title, view))
    for related in of.related:
        link = _related(related, row)
        if link is not None:
            links.append(link)
    return tuple(links)


def _related(related: Related, row: Row) -> Link | None:
    name = related.choose(row) if related.choose is not None else related.resource
    if not name:
        return None
    try:
        target = resource(name)
    except UnknownName:
        return None
    if related.key:
        key = _text(value_at(row, related.key))
        return Link(related.title, resource=target.name, key=key) if key else None
    where = tuple((parameter, _text(value_at(row, path))) for parameter, path in related.where)
    match = tuple((column, _text(value_at(row, path))) for column, path in related.match)
    if not all(value for _name, value in (*where, *match)):
        return None
    local = " ".join(f"{column}={_quoted(value)}" for column, value in match)
    view = View(target.name, query=(*where, *_day_before(value_at(row, related.around))), filter=local)
    # Calls and their like are asked for as lists, however many there are.
    return Link(related.title, view, is_match=bool(match) and not target.window)


def _day_before(instant: object) -> tuple[tuple[str, str], ...]:
    """Give the window of the 24 hours that end with an instant, () for what is none."""
    end = parse_instant(instant)
    if end is None:
        return ()
    return ("from", f"{end - timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"), ("to", f"{end:%Y-%m-%dT%H:%M:%SZ}")


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _quoted(value: str) -> str:
    """Write a value as the filter language takes it, whatever is in it."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
