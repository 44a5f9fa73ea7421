"""Stored lists put right without being read again: what an object's own answer says takes its place in its row."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.contract.schemas import row_schema
from ztui.store.listings import ListKey

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ztui.resources.edits.model import Check
    from ztui.resources.model import Resource, Row
    from ztui.services.listings import Listings
    from ztui.services.objects import Objects, ObjectState
    from ztui.services.view import Pairs
    from ztui.store.cache import Cache

__all__ = ["Amending", "amended", "listed_form"]

_SITES = "sites"


def amended(resource: Resource, listed: Row, answer: Row, before: Row | None = None) -> Row:
    """Give the row of a list with what an object's own answer says; what only the list says stays.

    Args:
        resource: What is listed.
        listed: The row as the list has it.
        answer: The object's answer.
        before: Its answer before; a member that it had, and `answer` lacks, is gone.
    """
    names = _listed_names(resource)
    gone = {name for name in before or {} if name not in answer}
    kept = {name: value for name, value in listed.items() if name not in gone}
    taken = {
        name: _laid(kept[name], value) if name in kept else value
        for name, value in answer.items()
        if name in kept or name in names
    }
    return {**kept, **taken}


def _laid(listed: Any, value: Any) -> Any:
    """Give a member's new value; one of another form than the list gives it stays as it is there."""
    if isinstance(listed, Mapping) and isinstance(value, Mapping):
        return {**listed, **value} if _is_same(listed, value) else value
    if isinstance(listed, list) and isinstance(value, list):
        return [_beside(listed, each) for each in value]
    if listed is None or value is None or isinstance(value, Mapping | list) is isinstance(listed, Mapping | list):
        return value
    return listed


def _beside(listed: Sequence[Any], value: Any) -> Any:
    """Give an element of an array with what only the list says of it (the name of a plan)."""
    same = (each for each in listed if isinstance(each, Mapping) and isinstance(value, Mapping))
    return next(({**each, **value} for each in same if _is_same(each, value)), value)


def _is_same(listed: Row, value: Row) -> bool:
    """Tell whether two objects are about the same thing: by their ids, else by all that both say."""
    names = ["id"] if "id" in listed and "id" in value else [name for name in value if name in listed]
    return bool(names) and all(listed[name] == value[name] for name in names)


def listed_form(resource: Resource, answer: Row) -> Row:
    """Give of an object's answer what a row of its list has, by the contract; all of it where that does not say."""
    names = _listed_names(resource)
    return {name: value for name, value in answer.items() if name in names} if names else answer


def _listed_names(resource: Resource) -> frozenset[str]:
    schema = None if resource.unfold is not None else row_schema(operation(resource.operations.list))
    return frozenset((schema or {}).get("properties", ()))


class Amending:
    """Puts the stored lists of one account right."""

    def __init__(self, cache: Cache, listings: Listings, objects: Objects) -> None:
        """Take the store, what knows of lists, and what knows of objects."""
        self._cache = cache
        self._listings = listings
        self._objects = objects

    async def take_in(self, name: str, parents: Pairs, befores: Mapping[str, Row | None]) -> None:
        """Renew the rows of objects in their lists by their own answers, which are stored.

        Args:
            name: Name of the resource.
            parents: What their list is below.
            befores: Their answers before, as far as they are known, by their keys.
        """
        resource = self._listings.find(name)
        made = {}
        for key, before in befores.items():
            state = await self._objects.cached(name, key, parents)
            if state is not None and state.complete:
                answer = await self._with_site(state)
                made[key] = partial(_amended, resource, answer, before)
        if made:
            await self._cache.amend(ListKey.of(resource.name, parents), self._listings.shape(resource), made)

    async def add(self, name: str, parents: Pairs, keys: Sequence[str]) -> None:
        """Put new objects, whose own answers are stored, at the end of their list; until it is read, that is a guess.

        A list that server filters narrow is left alone: whether they pass, only Zoom knows.
        """
        resource = self._listings.find(name)
        rows = {}
        for key in keys:
            state = await self._objects.cached(name, key, parents)
            if state is not None and state.complete:
                rows[key] = listed_form(resource, state.answer)
        if rows:
            await self._cache.append(ListKey.of(resource.name, parents), self._listings.shape(resource), rows)

    async def drop(self, name: str, parents: Pairs, keys: Collection[str]) -> None:
        """Take objects that are no more out of their lists."""
        await self._cache.drop_rows(ListKey.of(self._listings.find(name).name, parents), keys)

    async def drop_told(self, check: Check) -> None:
        """Take what a check found gone out of the stored lists that are read as it was."""
        if len(check.match) != 1:
            return
        [(path, value)] = check.match
        values = value if isinstance(value, list | tuple) else [value]
        for name, parents in await self._cache.kinds():
            if not parents or not set(check.path.items()) >= set(parents):
                continue
            resource = self._listings.find(name)
            if resource.operations.list == check.operation_id and path in resource.key.split("|"):
                await self.drop(name, parents, [str(each) for each in values])

    async def _with_site(self, state: ObjectState) -> Row:
        """Give the answer with id and name of the site of which it has the id alone."""
        answer, id = state.answer, state.answer.get("site_id")
        if not isinstance(id, str) or not id or "site" in answer:
            return answer
        known = await self._objects.cached(_SITES, id)
        name = None if known is None else known.row.get("name")
        return {**answer, "site": {"id": id, "name": name} if name else {"id": id}}


def _amended(resource: Resource, answer: Row, before: Row | None, listed: Row) -> Row:
    return amended(resource, listed, answer, before)
