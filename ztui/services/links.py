"""Where a row leads: the objects that it names, the lists below it, and its settings."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.errors import UnknownName
from ztui.core.times import api_window, parse_instant
from ztui.resources.registry import Summary, below, resource, summaries
from ztui.resources.rows import value_at
from ztui.services.listing import View

if TYPE_CHECKING:
    from ztui.resources.model import Child, Related, Resource, Row
    from ztui.services.calls.owned import OwnedCalls
    from ztui.services.listing import ListedRow, Listing
    from ztui.services.settings.reader import SettingsView

__all__ = ["Link", "LinkGroup", "child_view", "links_of", "only_row", "quoted"]

PATIENCE = 3.0
"""Seconds for which the only row of a list is looked for before the list is shown instead."""
_AS_SETTINGS = "all settings"
"""What is said of settings beside a list of the same title."""


class LinkGroup(StrEnum):
    """What a link leads to."""

    OBJECTS = "Objects"
    LISTS = "Lists"
    SETTINGS = "Settings"


@dataclass(frozen=True, slots=True)
class Link:
    """A way from a row to a list (`view`), to one object (`resource` and `key`), or to settings.

    With `is_match` the list's filter finds what the link means: the only row that passes is that. `note` says more
    about it, in a few words. `owned` are the calls of an object, of which there are direct ones besides those of
    `view`.
    """

    title: str
    view: View | None = None
    resource: str = ""
    key: str = ""
    is_match: bool = False
    settings: SettingsView | None = None
    note: str = ""
    owned: OwnedCalls | None = None

    @property
    def group(self) -> LinkGroup:
        """Give the group that it is shown in."""
        if self.settings is not None:
            return LinkGroup.SETTINGS
        return LinkGroup.OBJECTS if self.view is None or self.is_match else LinkGroup.LISTS


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


@cache
def _summary(name: str) -> Summary:
    """Give the summary of a resource, which costs no making of it."""
    return next(each for each in summaries() if each.name == name)


def child_view(child: Child, row: Row) -> View | None:
    """Give the view of a list below an object, None if the row lacks what binds it.

    Path parameters that the child's list needs become the view's parents, the others its server filters.
    """
    target = _summary(child.resource)
    bound = tuple((parameter, _text(value_at(row, path))) for parameter, path in child.bind)
    if not all(value for _parameter, value in bound):
        return None
    places = (*target.parents, "accountId") if target.account_bound else target.parents
    return View(
        child.resource,
        parents=tuple(each for each in bound if each[0] in places),
        query=tuple(each for each in bound if each[0] not in places),
    )


def links_of(of: Resource, row: Row, *, tabs: bool = True) -> tuple[Link, ...]:
    """Give all links of a row whose target is known, group by group.

    Args:
        of: What the row is.
        row: The object.
        tabs: Give also the lists that are tabs of the object's details.

    Returns:
        Lists, declared ones first and those of deprecated operations last, objects, and settings; objects come first
        where no list is declared.
    """
    from ztui.services.settings.asking import views_below

    related = [_with_calls(link, of, row) for each in of.related if (link := _related(each, row)) is not None]
    lists: list[Link] = []
    for child in below(of.name):
        view = child_view(child, row) if tabs or not child.tab else None
        if view is not None:
            lists.append(Link(_summary(child.resource).title, view))
    shown = {link.view for link in related}
    lists = [link for link in lists if link.view not in shown]
    current = [link for link in lists if link.view is not None and not _summary(link.view.resource).sunset]
    old = [replace(link, note="deprecated") for link in lists if link not in current]
    titles = {link.title for link in lists}
    settings = [
        Link(each.title, settings=view, note=_AS_SETTINGS if each.title in titles else "")
        for each, view in views_below(of.name, row)
    ]
    objects = [link for link in related if link.group is LinkGroup.OBJECTS]
    declared = [link for link in current if not _is_derived(of, link)]
    derived = [link for link in current if _is_derived(of, link)]
    lists = [*declared, *(link for link in related if link.group is LinkGroup.LISTS), *derived, *old]
    return (*lists, *objects, *settings) if declared else (*objects, *lists, *settings)


def _with_calls(link: Link, of: Resource, row: Row) -> Link:
    """Give a link to an object's calls with what tells the direct ones."""
    if link.view is None or link.view.resource != "call-history":
        return link
    from ztui.services.calls.owned import calls_of

    owned = calls_of(of.name, row)
    return link if owned is None or link.view.query != owned.through else replace(link, owned=owned)


def _is_derived(of: Resource, link: Link) -> bool:
    """Tell whether a list below an object was not declared as its child."""
    return link.view is not None and all(link.view.resource != child.resource for child in of.children)


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
    local = " ".join(f"{column}={quoted(value)}" for column, value in match)
    view = View(target.name, query=(*where, *_day_before(value_at(row, related.around))), filter=local)
    # Calls and their like are asked for as lists, however many there are.
    return Link(related.title, view, is_match=bool(match) and not target.window)


def _day_before(instant: object) -> tuple[tuple[str, str], ...]:
    """Give the window of the 24 hours that end with an instant, () for what is none."""
    end = parse_instant(instant)
    if end is None:
        return ()
    return api_window(end - timedelta(days=1), end)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def quoted(value: str) -> str:
    """Write a value as the filter language takes it, whatever is in it."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
