"""Who counts: the call store, where all calls of a window are stored, and the list cache elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ztui.core.dataclass import dataclass
from ztui.resources.shows import WITHHELD
from ztui.services.calls.listing import CallFeed
from ztui.services.calls.totals import QUARTER
from ztui.store.calls.calls import CallRank
from ztui.store.calls.dictionaries import placed
from ztui.store.counts import Group, are_calls
from ztui.store.figures import Figures, Frequency

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.calls.totals import Quarters
    from ztui.services.calls.windows import Span
    from ztui.services.ground import Ground
    from ztui.store.cache import Cache, Rank
    from ztui.store.calls.calls import Calls
    from ztui.store.shape import Shape
    from ztui.store.terms import LocalFilter

__all__ = ["Counter", "ListedRows", "StoredCalls", "counter_of"]

_START = "start_time"
_BEGIN, _END = 0, 1 << 30
"""All seconds after 2015-01-01 UTC in which a call may begin."""


class Counter(Protocol):
    """Counts rows where they are stored. All methods raise StoreError where the store cannot be used."""

    @property
    def are_calls(self) -> bool:
        """Tell whether it is known what became of the rows, and how long they took."""

    async def totals(self, local: LocalFilter) -> Figures:
        """Count the rows that pass a filter."""

    async def frequency(self, local: LocalFilter, path: str, most: int) -> Frequency:
        """Count them by the values of a column, the most frequent first.

        Raises:
            KeyError: There is no such column, or it is not counted by.
        """

    async def quarters(self, local: LocalFilter, path: str, step: int = QUARTER) -> Quarters:
        """Count them by quarters of an hour of a column of times; those without an instant are left out.

        Args:
            local: The filter.
            path: The column.
            step: Seconds of a stretch, where quarters are more than is wanted.

        Raises:
            KeyError: There is no such column, or it is not counted by.
        """

    async def among(self, local: LocalFilter, keys: Sequence[str]) -> frozenset[str]:
        """Give those of a few rows, named by their keys, that pass a filter."""


@dataclass(frozen=True, slots=True)
class StoredCalls:
    """Calls of the call store.

    Attributes:
        calls: The store.
        span: Only calls that begin in it; None for all.
        serving: The order that goes on serving meanwhile.
    """

    calls: Calls
    span: Span | None = None
    serving: CallRank | None = None

    @property
    def are_calls(self) -> bool:
        """Tell that they are."""
        return True

    async def totals(self, local: LocalFilter) -> Figures:
        """Count them all."""
        return await self.calls.totals(local, span=self.span, beside=self.serving)

    async def frequency(self, local: LocalFilter, path: str, most: int) -> Frequency:
        """Count them by a column."""
        return await self.calls.frequency(path, local, most=most, span=self.span, beside=self.serving)

    async def quarters(self, local: LocalFilter, path: str, step: int = QUARTER) -> Quarters:
        """Count them by when they began; the store knows other times by their distance from that alone."""
        if path != _START:
            raise KeyError(path)
        return await self.calls.histogram(step, local, span=self.span, beside=self.serving)

    async def among(self, local: LocalFilter, keys: Sequence[str]) -> frozenset[str]:
        """Give those that pass."""
        return await self.calls.among(keys, local, span=self.span)


@dataclass(frozen=True, slots=True)
class ListedRows:
    """Rows of a list as the list cache has them; of a list that was never read there are none."""

    cache: Cache
    listing: int | None
    shape: Shape
    serving: Rank | None = None
    """The order that goes on serving meanwhile."""

    @property
    def are_calls(self) -> bool:
        """Tell whether they are calls."""
        return are_calls(self.shape)

    async def totals(self, local: LocalFilter) -> Figures:
        """Count them all."""
        if self.listing is None:
            return Figures()
        return await self.cache.totals(self.listing, self.shape, local, beside=self.serving)

    async def frequency(self, local: LocalFilter, path: str, most: int) -> Frequency:
        """Count them by a column; parties of calls without an extension are told apart by their number."""
        if self.listing is None:
            return Frequency((), 0)
        side, _, last = path.partition("_")
        group = Group(path)
        if side in ("caller", "callee") and last == "name" and self.are_calls and placed(path) is not None:
            group = Group(path, f"{side}_ext_number", f"{side}_did_number", WITHHELD)
        return await self.cache.frequency(self.listing, self.shape, local, group, most, beside=self.serving)

    async def quarters(self, local: LocalFilter, path: str, step: int = QUARTER) -> Quarters:
        """Count them by a column of times."""
        if self.listing is None:
            return []
        return await self.cache.histogram(self.listing, self.shape, local, path, step, beside=self.serving)

    async def among(self, local: LocalFilter, keys: Sequence[str]) -> frozenset[str]:
        """Give those that pass."""
        if self.listing is None or not keys:
            return frozenset()
        return await self.cache.among(self.listing, self.shape, local, keys)


def counter_of(ground: Ground) -> Counter:
    """Give who counts the rows of an open list."""
    store, rank = ground.store, ground.rank
    if not isinstance(store, CallFeed):
        return ListedRows(store, ground.listing, ground.shape, rank)
    if store.ground is None:
        return ListedRows(store.cache, ground.listing, ground.shape, rank)
    calls, span, base = store.ground
    return StoredCalls(calls, span, base if rank is None else CallRank(rank.name, rank.count, rank.reader))
