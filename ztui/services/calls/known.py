"""What lists that were read before know of a number from outside: who it is in the directory, what blocks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.phone import digits
from ztui.core.text import display
from ztui.core.times import age
from ztui.resources.rows import text_of, value_at
from ztui.services.view import View

if TYPE_CHECKING:
    from ztui.resources.model import Row
    from ztui.services.session import Session

__all__ = ["known_of", "read_lists"]

_MOST = 50_000
"""Rows of a list that are looked at."""
_LISTS = (
    ("external-contacts", "contact", "external contacts"),
    ("inbound-block-rules", "blocked", "inbound block rules"),
    ("blocked-list", "blocked", "blocked list"),
)


async def known_of(session: Session, number: str) -> tuple[tuple[str, str], ...]:
    """Give what stored lists say of a number, as label and text; a list that was never read says that. Asks nobody.

    Raises:
        StoreError: The store cannot be read.
    """
    wanted = digits(number)
    told: list[tuple[str, str]] = []
    unread: list[str] = []
    for name, label, title in _LISTS:
        async with session.listings.opened(View(name)) as listing:
            if listing.status.as_of is None:
                unread.append(title)
                continue
            old = age((session.clock.now() - listing.status.as_of).total_seconds())
            for each in await listing.all_rows(_MOST):
                said = _contact(each.row, wanted) if label == "contact" else _rule(each.row, number)
                told += [(label, f"{said} ({old})")] if said else []
    if unread:
        told.append(("not read", ", ".join(unread)))
    return tuple(told)


async def read_lists(session: Session) -> None:
    """Ask Zoom for the lists that `known_of` looks at.

    Raises:
        ZtuiError: One of them cannot be read.
    """
    for name, _, _ in _LISTS:
        async with session.listings.opened(View(name), ask=True) as listing:
            if listing.status.error is not None:
                raise listing.status.error


def _contact(row: Row, wanted: str) -> str:
    numbers = row.get("phone_numbers")
    mine = numbers if isinstance(numbers, list) else []
    if not any(digits(text_of(each)) == wanted for each in mine):
        return ""
    parts = [text_of(row.get("name")), text_of(row.get("description")), text_of(row.get("email"))]
    return display(", ".join(filter(None, parts)), longest=120)


def _rule(row: Row, number: str) -> str:
    """Tell how a row of a list of blocks covers a number, "" if it does not."""
    theirs = text_of(value_at(row, "blocked_number|phone_number"))
    if not theirs:
        return ""
    is_prefix = text_of(row.get("match_type")) == "prefix"
    plus = theirs if theirs.startswith("+") else f"+{theirs}"
    if not (number.startswith(plus) if is_prefix else digits(theirs) == digits(number)):
        return ""
    way = f"by the prefix {plus}" if is_prefix else "by its number"
    inactive = "" if text_of(row.get("status")) in {"", "active"} else ", not in force"
    outbound = ", calls to it" if text_of(row.get("block_type")) == "outbound" else ""
    comment = text_of(row.get("comment"))
    return display(f"{way}{outbound}{inactive}{f': {comment}' if comment else ''}", longest=120)
