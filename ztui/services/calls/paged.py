"""Rows of an order that the call store made, a page at a time, so that a paint never waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from ztui.services.pagecache import PAGE_ROWS, PageCache

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from ztui.store.calls.calls import CallRank

__all__ = ["Paged"]

_R = TypeVar("_R")


class Paged(Generic[_R]):
    """The rows of the order that was taken last.

    Args:
        read: Gives rows of an order from a place on.
        drop: Lets go of an order.
        wanted: Told that a page is to be fetched: `fetch` does it.
    """

    def __init__(
        self,
        read: Callable[[CallRank, int, int], Awaitable[Sequence[_R | None]]],
        drop: Callable[[CallRank], None],
        wanted: Callable[[], None] | None = None,
    ) -> None:
        self.rank: CallRank | None = None
        self._read = read
        self._drop = drop
        self._wanted = wanted
        self._pages: PageCache[_R] = PageCache()

    @property
    def count(self) -> int:
        """Give the number of rows."""
        return 0 if self.rank is None else self.rank.count

    @property
    def generation(self) -> int:
        """Give a number that grows when rows at known places may be others."""
        return self._pages.generation

    async def take(self, rank: CallRank) -> None:
        """Show another order; what was at hand of the one before stays until the new one's rows are there.

        Raises:
            StoreError: It cannot be read; the one before stays.
        """
        pages = {each: await self._page(rank, each) for each in self._pages.visible(rank.count)}
        before, self.rank = self.rank, rank
        self._pages.replace(pages)
        if before is not None:
            self._drop(before)

    def window(self, start: int, count: int) -> Sequence[_R | None]:
        """Give rows without waiting; None for one that is still to be fetched."""
        found = self._pages.window(start, count, self.count)
        if None in found and self._wanted is not None:
            self._wanted()
        return found

    async def fetch(self) -> bool:
        """Fetch what a window lacked; tells whether there was anything.

        Raises:
            StoreError: It cannot be read.
        """
        fetched = False
        while self.rank is not None and (wanted := self._pages.next_wanted()) is not None:
            generation, number = self._pages.generation, wanted[0]
            page = await self._page(self.rank, number)
            if generation == self._pages.generation:
                self._pages.keep(number, page)
                fetched = True
        return fetched

    async def rows(self) -> AsyncIterator[_R]:
        """Give all rows, a page at a time; those that are gone since are left out.

        Raises:
            StoreError: They cannot be read.
        """
        rank = self.rank
        for number in range(0 if rank is None else -(-rank.count // PAGE_ROWS)):
            assert rank is not None
            for each in await self._page(rank, number):
                if each is not None:
                    yield each

    async def between(self, first: int, last: int) -> list[_R]:
        """Give the rows from one place to another, both included.

        Raises:
            StoreError: They cannot be read.
        """
        rank = self.rank
        if rank is None:
            return []
        return [each for each in await self._read(rank, first, last - first + 1) if each is not None]

    def close(self) -> None:
        """Let go of the order."""
        rank, self.rank = self.rank, None
        if rank is not None:
            self._drop(rank)

    async def _page(self, rank: CallRank, number: int) -> Sequence[_R | None]:
        return await self._read(rank, number * PAGE_ROWS, PAGE_ROWS)
