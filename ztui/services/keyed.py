"""Rows that a person names by their keys, which no list has to have shown before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import NotFound
from ztui.resources.registry import resource as resource_named
from ztui.services.view import ListedRow, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.model import Row
    from ztui.services.session import Session
    from ztui.services.view import Pairs

__all__ = ["rows_by_key"]


async def rows_by_key(
    session: Session, resource: str, keys: Sequence[str], parents: Pairs = (), query: Pairs = ()
) -> tuple[ListedRow, ...]:
    """Give the rows that have the keys: as they are stored, else as Zoom has them; a list is read once for all keys.

    Args:
        session: Whose rows they are.
        resource: Their resource.
        keys: Their keys.
        parents: What their list is below.
        query: Server filters of a list that has to be read, such as a window.

    Raises:
        NotFound: There is no such row, at least not in the window that was asked.
        ZtuiError: What else went wrong.
    """
    declared = resource_named(resource)
    found: dict[str, Row] = {}

    async def look() -> list[str]:
        for key in keys:
            state = await session.objects.cached(declared.name, key, parents) if key not in found else None
            if state is not None:
                found[key] = state.row
        return [key for key in keys if key not in found]

    missing = await look()
    if missing and declared.operations.get and not session.offline:
        for key in missing:
            found[key] = (await session.objects.read(declared.name, key, parents)).row
    elif missing and not session.offline:
        async with session.listings.opened(View(declared.name, parents, query), ask=True) as listing:
            error = listing.status.error
        missing = await look()
        if missing and error is not None:
            raise error
    if len(found) < len(set(keys)):
        raise NotFound(
            f"There is no {declared.singular} {next(key for key in keys if key not in found)}.",
            "--from and --to say when to look for it." if declared.window else "",
            operation_id=declared.operations.list,
        )
    return tuple(ListedRow(key, found[key]) for key in dict.fromkeys(keys))
