"""The inventory for whoever looks through much of it: what is not stored is known at once, without a look for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.services.inventory.known import NO_QUERY
from ztui.store.answers import Asked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.services.inventory.inventory import Inventory
    from ztui.services.inventory.known import Known, KnownAnswer, KnownObject

__all__ = ["Stored"]


class Stored:
    """Answers as the inventory does; which answers of an operation there are is looked up once."""

    def __init__(self, inventory: Inventory) -> None:
        """Take the inventory."""
        self._inventory = inventory
        self._there: dict[str, frozenset[str]] = {}

    async def rows(self, resource: str, parents: tuple[tuple[str, str], ...] = ()) -> Known:
        """Give the rows of a list."""
        return await self._inventory.rows(resource, parents)

    async def object(self, resource: str, key: str) -> KnownObject | None:
        """Give an object, None if it is not stored."""
        return await self._inventory.object(resource, key)

    async def answer(
        self, operation: str, path: Mapping[str, str], query: Mapping[str, str] = NO_QUERY
    ) -> KnownAnswer | None:
        """Give any other answer to a GET, None if it is not stored."""
        if operation not in self._there:
            self._there[operation] = frozenset(await self._inventory.answers.read_times(operation))
        if Asked.of(operation, path, query).parameters not in self._there[operation]:
            return None
        return await self._inventory.answer(operation, path, query)
