"""What the inventory answers with: data with the instant at which it was read. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from ztui.resources.model import Row
    from ztui.services.view import Pairs

__all__ = ["Age", "Known", "KnownAnswer", "KnownObject", "Source"]

NO_QUERY: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Known:
    """The rows of a list.

    Attributes:
        rows: As Zoom sent them, without secrets.
        as_of: When they were read; None if they never were.
        complete: The list was read to its end.
    """

    rows: tuple[Row, ...] = ()
    as_of: datetime | None = None
    complete: bool = False


@dataclass(frozen=True, slots=True)
class KnownObject:
    """An object.

    Attributes:
        key: Its id.
        row: What its get operation gave, over the row of its list.
        as_of: When it was read.
        complete: From its get operation; else the row of a list, which may hold less.
    """

    key: str
    row: Row
    as_of: datetime
    complete: bool


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """Any other answer to a GET: its data without secrets, and when it was read."""

    data: Any
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Age:
    """How old a part of the inventory is.

    Attributes:
        part: Its name in `PARTS`.
        title: In the words of telephony.
        resource: The resource whose list it is, or through whose objects it goes.
        count: Rows, objects or answers that are stored.
        as_of: When it was read: of a list the beginning of its reading, else the oldest answer. None: never read.
        complete: All of it is stored.
        missing: Answers that are not stored, as far as can be told: 0 for a complete part.
        is_default: It is synced without being named.
    """

    part: str
    title: str
    resource: str
    count: int
    as_of: datetime | None
    complete: bool
    missing: int = 0
    is_default: bool = True


class Source(Protocol):
    """The three questions that `Inventory` answers from what is stored, and `Reach` from there or from Zoom."""

    async def rows(self, resource: str, parents: Pairs = ()) -> Known:
        """Give the rows of a list."""

    async def object(self, resource: str, key: str) -> KnownObject | None:
        """Give an object by its id, None if it is not known."""

    async def answer(
        self, operation: str, path: Mapping[str, str], query: Mapping[str, str] = NO_QUERY
    ) -> KnownAnswer | None:
        """Give the answer to any other GET, None if it is not known."""
