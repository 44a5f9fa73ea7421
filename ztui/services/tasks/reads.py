"""Reading for a task: lists and objects, a few at a time, with a count of the requests."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from ztui.core.errors import ZtuiError
from ztui.services.changes.acting import AT_ONCE
from ztui.services.sources import asks

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from ztui.resources.model import Row
    from ztui.services.session import Session
    from ztui.services.view import Pairs

__all__ = ["Reads"]


class Reads:
    """The reads of one task.

    Attributes:
        asked: How many requests they took.
        failed: What could not be read, in words.
    """

    def __init__(self, session: Session, on_asked: Callable[[int], None] = lambda _: None) -> None:
        """Take the session, and who is told how many requests were sent."""
        self._session = session
        self._on_asked = on_asked
        self._gate = asyncio.Semaphore(AT_ONCE)
        self.asked = 0
        self.failed: list[str] = []

    def _count(self) -> None:
        self.asked += 1
        self._on_asked(self.asked)

    async def rows(self, resource: str, parents: Pairs = (), query: Pairs = ()) -> list[Row]:
        """Read all rows of a list; raises ZtuiError where it cannot be read."""
        known = self._session.listings.find(resource)
        found: list[Row] = []
        for ask in asks(known, known.operations.list, parents, query, self._session.client.account):
            told = {} if known.each is None else {known.each[0]: ask.query.get(known.each[0])}
            if known.unfold is not None:
                answer = await self.answer(ask.operation_id, ask.path, ask.query)
                found += [{**told, **dict(parents), **each} for each in known.unfold(answer)]
                continue
            async for page in self._session.client.pages(ask.operation_id, ask.path, ask.query):
                self._count()
                found += [{**told, **dict(parents), **each} for each in page.rows]
        return found

    async def get(self, resource: str, key: str) -> Row:
        """Read one object; raises ZtuiError where it cannot be read."""
        async with self._gate:
            self._count()
            return (await self._session.objects.read(resource, key)).row

    async def answer(self, operation_id: str, path: Mapping[str, str], query: Mapping[str, Any] | None = None) -> Row:
        """Send a read whose answer is one object; raises ZtuiError."""
        async with self._gate:
            self._count()
            data = (await self._session.client.request(operation_id, path, query)).data
        return data if isinstance(data, dict) else {}

    async def each(self, things: Sequence[Row], read: Callable[[Row], Awaitable[Any]]) -> list[tuple[Row, Any]]:
        """Read something of each of many, a few at a time; what cannot be read is left out, and `failed` says so."""
        found = await asyncio.gather(*(self.maybe(read(each), _called(each)) for each in things))
        return [(thing, got) for thing, got in zip(things, found, strict=True) if got is not None]

    async def maybe(self, reading: Awaitable[Any], what: str) -> Any:
        """Read something that the task can do without: None, and a note in `failed`, where it cannot be read."""
        try:
            return await reading
        except ZtuiError as error:
            self.failed.append(f"{what} could not be read: {error.message}")
            return None


def _called(row: Row) -> str:
    return str(row.get("name") or row.get("display_name") or row.get("id") or "An object")
