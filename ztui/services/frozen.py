"""The rows of a list as they are at one moment, in an order of their own: what is exported while the list lives on."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator

    from ztui.resources.model import Row
    from ztui.services.calls.listing import CallFeed
    from ztui.store.cache import Cache, Rank
    from ztui.store.shape import Shape
    from ztui.store.terms import LocalFilter, Sort

__all__ = ["Frozen", "frozen"]

_WINDOW = 500
"""Rows that are read at once; so many are in memory."""


class Frozen:
    """Rows in an order that nothing changes; a row that is gone from the store meanwhile is left out."""

    def __init__(self, cache: Cache | CallFeed, listing: int, rank: Rank | None) -> None:
        """Take where the rows are, and their order; None for no rows."""
        self._cache = cache
        self._listing = listing
        self._rank = rank
        self.count = rank.count if rank is not None else 0

    async def rows(self, most: int | None = None) -> AsyncGenerator[Row, None]:
        """Give the rows, at most so many, a window at a time."""
        count = self.count if most is None else min(most, self.count)
        for start in range(0, count, _WINDOW):
            for found in await self._cache.window(self._listing, self._rank, start, min(_WINDOW, count - start)):
                if found is not None:
                    yield found[1]


@asynccontextmanager
async def frozen(
    cache: Cache | CallFeed, listing: int | None, shape: Shape, local: LocalFilter, sort: tuple[Sort, ...],
    beside: Rank | None,
) -> AsyncIterator[Frozen]:  # fmt: skip
    """Hold what a list has now, beside the order that serves its screen.

    Raises:
        StoreError: The store cannot be used.
    """
    if listing is None:
        yield Frozen(cache, 0, None)
        return
    rank = await cache.rank(listing, shape, local, sort, beside=beside)
    try:
        yield Frozen(cache, listing, rank)
    finally:
        cache.drop(rank)
