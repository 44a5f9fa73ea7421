"""Single objects: what the store knows at once, and what Zoom says when it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.contract.limits import window
from ztui.core.dataclass import dataclass
from ztui.core.errors import NotFound, ServerError
from ztui.core.times import api_window, parse_instant
from ztui.resources.rows import KEY_JOINT, value_at
from ztui.services.sources import PageSource, bound
from ztui.services.view import View
from ztui.store.listings import ListKey

if TYPE_CHECKING:
    from datetime import datetime

    from ztui.resources.model import Resource, Row
    from ztui.services.listings import Listings
    from ztui.services.view import Pairs
    from ztui.store.cache import Cache
    from ztui.store.objects import StoredObject

__all__ = ["ObjectState", "Objects"]

_MARGIN = timedelta(hours=1)
_SITES = "sites"
"""The list that knows the names of sites."""


@dataclass(frozen=True, slots=True)
class ObjectState:
    """One object as it is known.

    Attributes:
        key: Its domain id.
        row: What Zoom sent, without secrets; the get operation's answer lies over the row of a list, if one is stored.
        as_of: When it was read.
        complete: From its get operation; else it is the row of a list, which may hold less.
        beside: The members of `row` that are not in the answer: from the row of a list, as far as the get operation
            does not know them (one that it knows and leaves out is empty), or the site that only an id stands for.
    """

    key: str
    row: Row
    as_of: datetime
    complete: bool
    beside: Row = field(default_factory=dict)

    @property
    def answer(self) -> Row:
        """Give what Zoom answered, without what was known beside it."""
        return {name: value for name, value in self.row.items() if name not in self.beside}


class Objects:
    """The objects of one account."""

    def __init__(self, client: PageSource, cache: Cache, listings: Listings) -> None:
        """Take the way to Zoom, the store, and the lists, which serve what has no get operation."""
        self._client = client
        self._cache = cache
        self._listings = listings

    async def cached(self, resource: str, key: str, parents: Pairs = ()) -> ObjectState | None:
        """Give what the store knows of an object, None if it does not know it; no network."""
        found = self._listings.find(resource)
        return await self._stored(found, key, parents)

    async def read(self, resource: str, key: str, parents: Pairs = ()) -> ObjectState:
        """Ask Zoom for an object, and store it; what has no get operation is looked for in its list.

        Args:
            resource: Name or alias in the registry.
            key: Domain id.
            parents: What its list is below, as in `View`.

        Raises:
            NotFound: There is no such object (any more).
            ConfigError: Something that the list is below is not named.
            ZtuiError: What else went wrong.
        """
        found = self._listings.find(resource)
        if not found.operations.get:
            return await self._from_list(found, key, parents)
        where = ListKey.of(found.name, parents)
        try:
            row = await self._asked(found, key, parents)
        except NotFound:
            await self._cache.remove(where, key)
            raise
        return await self._state(found, key, await self._cache.put(where, self._listings.shape(found), key, row))

    async def _asked(self, resource: Resource, key: str, parents: Pairs) -> Mapping[str, Any]:
        try:
            return await self._get(resource, resource.operations.get, key, parents)
        except NotFound:
            if not resource.operations.fallback_get:
                raise
            try:
                return await self._get(resource, resource.operations.fallback_get, key, parents)
            except NotFound:
                pass
            raise

    async def _get(self, resource: Resource, operation_id: str, key: str, parents: Pairs) -> Mapping[str, Any]:
        path, query = bound(resource, operation_id, parents, self._client.account)
        # What only the list is bound by (the call of a leg) is unknown to the operation that gets one.
        query = tuple(each for each in query if operation(operation_id).detail().parameter(each[0]) is not None)
        path[_place_of_key(resource, operation_id, path)] = await self._asked_by(resource, key, parents)
        reply = await self._client.request(operation_id, path, dict(query))
        if not isinstance(reply.data, Mapping):
            raise ServerError(
                f"Zoom's answer for the {resource.singular} is no object.",
                "Try again later.",
                operation_id=operation_id,
            )
        return reply.data

    async def _asked_by(self, resource: Resource, key: str, parents: Pairs) -> str:
        """Give what the get operation takes: the key, or what the known row says."""
        if not resource.get_path:
            return key
        known = await self._cache.stored(ListKey.of(resource.name, parents), key)
        value = None if known is None else value_at(known.row, resource.get_path)
        return key if value is None or value == "" else str(value)

    async def _from_list(self, resource: Resource, key: str, parents: Pairs) -> ObjectState:
        stored = await self._cache.stored(ListKey.of(resource.name, parents), key)
        around = () if stored is None else _around(resource, {**stored.beside, **stored.row})
        async with self._listings.opened(View(resource.name, parents, around), ask=True) as listing:
            error = listing.status.error
            is_listed = await listing.position_of(key) is not None
        if error is not None:
            raise error
        state = await self._stored(resource, key, parents)
        if state is None or not is_listed:
            raise NotFound(
                f"There is no {resource.singular} with the key '{key}'.",
                "Is it in another account, or gone?",
                operation_id=resource.operations.list,
            )
        return state

    async def _stored(self, resource: Resource, key: str, parents: Pairs) -> ObjectState | None:
        stored = await self._cache.stored(ListKey.of(resource.name, parents), key)
        return None if stored is None else await self._state(resource, key, stored)

    async def _state(self, resource: Resource, key: str, stored: StoredObject) -> ObjectState:
        told = _answered(resource)
        listed = {name: value for name, value in stored.beside.items() if name not in told}
        beside = {**listed, **await self._site({**listed, **stored.row})}
        return ObjectState(key, {**beside, **stored.row}, stored.read_at, stored.complete, beside)

    async def _site(self, row: Row) -> Row:
        """Give id and name of the site where a row has the id alone, {} where the sites are not known."""
        id = row.get("site_id")
        if not isinstance(id, str) or not id or "site" in row:
            return {}
        found = await self._cache.stored(ListKey.of(_SITES), id)
        name = found.row.get("name") if found is not None else None
        return {"site": {"id": id, "name": name}} if name else {}


def _answered(resource: Resource) -> frozenset[str]:
    """Give the members that an answer for an object has where the object has them, but for what tells which it is."""
    asked = filter(None, (resource.operations.get, resource.operations.fallback_get))
    names = [_members(each) for each in asked]
    which = {part for each in resource.key.split(KEY_JOINT) for part in each.split("|")}
    return frozenset.intersection(*names) - which if names else frozenset()


@cache
def _members(operation_id: str) -> frozenset[str]:
    schema = operation(operation_id).detail().response_schema or {}
    return frozenset(schema.get("properties", ()))


def _around(resource: Resource, row: Row) -> Pairs:
    """Give the window in which a known row of a list of a window is: the list alone would be asked for the last day."""
    instant = parse_instant(value_at(row, resource.group_by_day)) if resource.window and resource.group_by_day else None
    if instant is None:
        return ()
    rules = window(operation(resource.operations.list))
    return api_window(instant - _MARGIN, instant + _MARGIN, dates=rules is not None and rules.dates_only)


def _place_of_key(resource: Resource, operation_id: str, path: Mapping[str, str]) -> str:
    if resource.get_key:
        return resource.get_key
    free = [name for name in operation(operation_id).path_params if name not in path and name != "accountId"]
    return free[-1] if free else "accountId"
