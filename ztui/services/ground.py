"""What the rows of an open list stand on, for those who count them where they are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    from ztui.services.calls.listing import CallFeed
    from ztui.store.cache import Cache, Rank
    from ztui.store.shape import Shape
    from ztui.store.terms import LocalFilter

__all__ = ["Ground"]


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the rows of a list are.

    Attributes:
        store: What serves them.
        listing: The store's number of the list, None where nothing was read yet.
        shape: Of its rows.
        local: The filter in force.
        rank: The order in force, None where rows come as they are stored.
    """

    store: Cache | CallFeed
    listing: int | None
    shape: Shape
    local: LocalFilter
    rank: Rank | None
