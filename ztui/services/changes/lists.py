"""Lists that tell what became of writes: read as far as they go, and shared by writes that the same list tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ztui.contract.catalogue import operation
from ztui.contract.schemas import schema_at
from ztui.core.errors import ZtuiError
from ztui.resources.rows import value_at
from ztui.services.changes.values import same

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from ztui.resources.edits.model import Check
    from ztui.services.session import Session

__all__ = ["Cut", "Lists", "fits", "read_of", "rows_of"]

_MOST_PAGES = 30
"""A list longer than this tells nothing."""


class Cut(ZtuiError):
    """A list within an answer has as many rows as Zoom gives at most: what it lacks may be there all the same."""


class Lists:
    """Lists that were read to look up one write, for the next one that the same list tells.

    Attributes:
        read_at: When the oldest of them was read; None where there is none.
    """

    def __init__(self) -> None:
        """Begin without any."""
        self.read_at: datetime | None = None
        self._known: dict[str, tuple[list[Mapping[str, Any]], Cut | None]] = {}

    def forget(self) -> None:
        """Let go of all: they may not show yet what was sent."""
        self.read_at = None
        self._known.clear()

    async def rows(self, session: Session, check: Check) -> tuple[list[Mapping[str, Any]], Cut | None]:
        """Give the rows of a check's list, and why they are not all, None where they are.

        Raises:
            ZtuiError: The list cannot be read, or is too long to look through; it is read again the next time.
        """
        name = read_of(check)
        if name not in self._known:
            began = session.clock.now()
            self._known[name] = await _read(session, check)
            self.read_at = self.read_at or began
        return self._known[name]


def read_of(check: Check) -> str:
    """Name the read that a check needs: checks of the same name are told by one."""
    return repr((check.operation_id, sorted(check.path.items()), sorted(check.query.items()), check.rows, check.expect))


def fits(row: Mapping[str, Any], match: tuple[tuple[str, Any], ...]) -> bool:
    """Tell whether a row says what a check looks for."""
    return all(same(value_at(row, path), value) for path, value in match)


async def _read(session: Session, check: Check) -> tuple[list[Mapping[str, Any]], Cut | None]:
    rows: list[Mapping[str, Any]] = []
    try:
        async for row in rows_of(session, check):
            rows.append(row)  # noqa: PERF401  (those before the cut count)
    except Cut as cut:
        return rows, cut
    return rows, None


async def rows_of(session: Session, check: Check) -> AsyncIterator[Mapping[str, Any]]:
    """Give the rows of a check's list.

    Raises:
        ZtuiError: The list cannot be read, or is too long to look through.
    """
    if check.rows:
        reply = await session.client.request(check.operation_id, check.path, check.query)
        listed = value_at(reply.data, check.rows) if isinstance(reply.data, Mapping) else None
        for each in listed if isinstance(listed, list) else ():
            yield each if isinstance(each, Mapping) else {"value": each}
        most = (schema_at(operation(check.operation_id).detail().response_schema, check.rows) or {}).get("maxItems")
        if isinstance(listed, list) and most is not None and len(listed) >= most:
            raise Cut(f"The answer lists the first {most} only.")
        return
    pages = 0
    async for page in session.client.pages(check.operation_id, check.path, check.query):
        pages += 1
        if pages > _MOST_PAGES:
            raise ZtuiError("The list is too long to look through.")
        for row in page.rows:
            yield row
