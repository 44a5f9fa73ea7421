"""A view of a list and what can be said of it: data that screens, history and commands pass around."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    from datetime import datetime

    from ztui.core.errors import ZtuiError
    from ztui.resources.model import Row

__all__ = ["ListStatus", "ListedRow", "Pairs", "View"]

Pairs = tuple[tuple[str, str], ...]
"""Names and values in their order: what a list is below (path parameter, id), or what is asked of it."""


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
    parents: Pairs = ()
    query: Pairs = ()
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
        read: Rows that the refresh under way has read so far; `loaded` counts older rows as well.
        counting: `shown` are the first rows of an order that is being made; how many pass the filter is not known yet.
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
    read: int = 0
    counting: bool = False
