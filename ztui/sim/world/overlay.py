"""What was written to a collection whose objects the world does not hold: laid over the rows it was made with."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Created", "Overlay"]


@dataclass(frozen=True, slots=True)
class Created:
    """An object that a write created.

    Attributes:
        at: When.
        row: What its list says of it.
    """

    at: datetime
    row: dict[str, Any]


@dataclass(slots=True)
class Overlay:
    """The changes of one collection, or of one tree of settings, in one account.

    Attributes:
        created: Objects that were created, by key, in their order.
        facts: What was written to an object, by key, in the names of the answers; "" is the tree itself.
        gone: Keys of objects that were there at first and were deleted.
    """

    created: dict[str, Created] = field(default_factory=dict)
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
