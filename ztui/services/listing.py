"""A list as the user sees it: cached rows at once, the network behind them, filtered and sorted in the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ztui.core.errors import ZtuiError
from ztui.resources.model import Row

__all__ = ["ListStatus", "ListedRow", "Listing", "View"]


@dataclass(frozen=True, slots=True)
class View:
    """What back and forward remember, a saved view stores and the command line prints.

    Attributes:
        resource: Name in the registry.
        parents: Bound path (or query) parameters of a list below an object.
        query: Server filters; a name may repeat (arrays).
        filter: Local filter, in the language of `/`.
        sort: Column paths in order of weight, `-` before a descending one; () is the resource's own order.
    """

    resource: str
    parents: tuple[tuple[str, str], ...] = ()
    query: tuple[tuple[str, str], ...] = ()
    filter: str = ""
    sort: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One row and its key (unique within the list); the row is what Zoom sent, without secrets."""

    key: str
    row: Row


@dataclass(frozen=True, slots=True)
class ListStatus:
    """What can be said of a list.

    Attributes:
        shown: Rows that pass the local filter.
        loaded: Rows in the store.
        total: Rows that Zoom says there are, None if it does not say.
        complete: All rows were there when the list was read (`as_of`).
        loading: The network is being asked.
        as_of: When what is shown was read; None if nothing ever was.
        error: Why the last refresh ended before its end.
        oddities: What had to be tolerated in the rows.
        note: A sentence, such as which deprecated operation had to serve; "" for none.
    """

    shown: int = 0
    loaded: int = 0
    total: int | None = None
    complete: bool = False
    loading: bool = False
    as_of: datetime | None = None
    error: ZtuiError | None = None
    oddities: int = 0
    note: str = ""


class Listing:
    """An open list; belongs to the event loop."""

    view: View
    status: ListStatus
    generation: int
    """Grows with every change of rows, order or status."""

    async def load(self) -> None:
        """Read what is in the store: status, rank and the first page; no network."""
        raise NotImplementedError

    async def refresh(self) -> None:
        """Ask the network; returns when done, failed (`status.error`) or stopped."""
        raise NotImplementedError

    def stop(self) -> None:
        """End a refresh and keep what there is."""
        raise NotImplementedError

    def window(self, start: int, count: int) -> Sequence[ListedRow | None]:
        """Give rows from memory, never waits; None stands for a row being fetched (`on_change` follows)."""
        raise NotImplementedError

    async def rows(self, start: int, count: int) -> list[ListedRow]:
        """Give rows from the store."""
        raise NotImplementedError

    async def change(self, *, filter: str | None = None, sort: tuple[str, ...] | None = None) -> None:
        """Filter or sort anew; raises `services.filters.FilterError`, and then all stays as it was."""
        raise NotImplementedError

    async def position_of(self, key: str) -> int | None:
        """Give the place of a key in the view, None if it is not in it."""
        raise NotImplementedError

    async def close(self) -> None:
        """Stop, and let go of the rank."""
        raise NotImplementedError


OnChange = Callable[[Listing], None]
"""Called in the event loop after something changed; several changes may come as one call."""
