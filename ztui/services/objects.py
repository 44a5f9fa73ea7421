"""Single objects: what the store knows at once, and what Zoom says when it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.core.errors import NotFound, ServerError
from ztui.resources.rows import value_at
from ztui.services.sources import PageSource, bound
from ztui.services.view import View
from ztui.store.listings import ListKey

if TYPE_CHECKING:
    from datetime import datetime

    from ztui.resources.model import Resource, Row
    from ztui.services.listings import Listings
    from ztui.store.cache import Cache
    from ztui.store.objects import StoredObject

__all__ = ["ObjectState", "Objects"]

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ObjectState:
    """One object as it is known.

    Attributes:
        key: Its domain id.
        row: What Zoom sent, without secrets.
        as_of: When it was read.
        complete: From its get operation; else it is the row of a list, which may hold less.
    """

    key: str
    row: Row
    as_of: datetime
    complete: bool


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
        return _state(key, await self._cache.stored(ListKey.of(found.name, parents), key))

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
        stored = _state(key, await self._cache.put(where, self._listings.shape(found), key, row))
        assert stored is not None
        return stored

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
        listing = self._listings.open(View(resource.name, parents))
        try:
            await listing.refresh()
            error = listing.status.error
        finally:
            await listing.close()
        if error is not None:
            raise error
        state = _state(key, await self._cache.stored(ListKey.of(resource.name, parents), key))
        if state is None:
            raise NotFound(
                f"There is no {resource.singular} with the key '{key}'.",
                "Is it in another account, or gone?",
                operation_id=resource.operations.list,
            )
        return state


def _place_of_key(resource: Resource, operation_id: str, path: Mapping[str, str]) -> str:
    if resource.get_key:
        return resource.get_key
    free = [name for name in operation(operation_id).path_params if name not in path and name != "accountId"]
    return free[-1] if free else "accountId"


def _state(key: str, stored: StoredObject | None) -> ObjectState | None:
    return None if stored is None else ObjectState(key, stored.row, stored.read_at, stored.complete)
