"""What is stored of the parts of the inventory: of lists their reading, of answers which there are and which not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.contract.catalogue import operation
from ztui.contract.limits import page_size
from ztui.core.dataclass import dataclass
from ztui.resources.rows import key_of
from ztui.services.inventory.known import Age
from ztui.services.inventory.parts import Answers, Listed, Objects, Wanted
from ztui.store.answers import Asked
from ztui.store.listings import ListKey

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from ztui.resources.model import Resource, Row
    from ztui.services.inventory.parts import Part
    from ztui.services.session import Session
    from ztui.store import answers
    from ztui.store.listings import ListState

__all__ = ["Need", "State", "operation_of", "pages_of"]


@dataclass(frozen=True, slots=True)
class Need:
    """One answer of a part.

    Attributes:
        key: Id of the object that it is about.
        wanted: What is asked for, None for the get operation.
        read_at: When it was read, None if it is not stored.
    """

    key: str
    wanted: Wanted | None
    read_at: datetime | None


class State:
    """Looks into the store; what it read of a list it keeps until `forget`."""

    def __init__(self, session: Session, answers: answers.Answers) -> None:
        """Take the session, whose cache has lists and objects, and the store of the other answers."""
        self._session = session
        self._answers = answers
        self._rows: dict[str, list[tuple[str, Row]]] = {}

    async def listed(self, resource: str) -> ListState | None:
        """Give what is stored of a list, None if it was never read."""
        listings = self._session.listings
        found = listings.find(resource)
        state = await self._session.cache.state(ListKey.of(found.name), listings.shape(found))
        return state if state is not None and state.read_at is not None else None

    def forget(self, resource: str) -> None:
        """Let go of the rows of a list that was read meanwhile."""
        self._rows.pop(resource, None)

    async def needs(self, part: Objects | Answers) -> list[Need]:
        """Give the answers that a part consists of, as far as the list that it goes through is stored."""
        rows = await self._rows_of(part.resource)
        if isinstance(part, Objects):
            read = await self._session.cache.read_times(ListKey.of(self._session.listings.find(part.resource).name))
            return [Need(key, None, read.get(key)) for key, _ in rows]
        times = await self._answers.read_times(part.operation)
        return [
            Need(key, each, times.get(Asked.of(part.operation, each.path, each.query).parameters))
            for key, row in rows
            for each in part.wanted(row)
        ]

    async def age(self, part: Part) -> Age:
        """Give how old a part is, and whether it is all there."""
        state = await self.listed(part.resource)
        if isinstance(part, Listed):
            as_of = state.read_at if state is not None else None
            loaded, complete = (0, False) if state is None else (state.loaded, state.complete)
            return Age(part.name, part.title, part.resource, loaded, as_of, complete, is_default=part.is_default)
        needs = await self.needs(part)
        there = [each.read_at for each in needs if each.read_at is not None]
        complete = state is not None and state.complete and len(there) == len(needs)
        missing = len(needs) - len(there)
        oldest = min(there, default=state.read_at if complete and state is not None else None)
        return Age(part.name, part.title, part.resource, len(there), oldest, complete, missing, part.is_default)

    async def _rows_of(self, resource: str) -> list[tuple[str, Row]]:
        """Give keys and rows of a list, without rows that have no id of Zoom's."""
        if resource not in self._rows:
            found = self._session.listings.find(resource)
            _, rows = await self._session.listings.stored(resource)
            self._rows[resource] = [each for each in rows if key_of(found, each[1])]
        return self._rows[resource]


def operation_of(part: Part, resources: Mapping[str, Resource]) -> str:
    """Give the operation that a part is read by."""
    if isinstance(part, Answers):
        return part.operation
    operations = resources[part.resource].operations
    return operations.list if isinstance(part, Listed) else operations.get


def pages_of(resource: Resource, rows: int | None) -> int:
    """Give the requests that a list of so many rows takes, the fewest where that is not known."""
    parts = len(resource.each[1]) if resource.each is not None else 1
    size = page_size(operation(resource.operations.list))
    return max(parts, 1 if size is None or rows is None else -(-rows // size.maximum))
