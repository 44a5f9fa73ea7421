"""What recordings and voicemails have in common: the parties, the owner, the way to the call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core import phone
from ztui.resources.model import Field, Group, Kind
from ztui.resources.rows import text_of
from ztui.resources.shows import Named, named

if TYPE_CHECKING:
    from collections.abc import Callable

    from ztui.resources.model import Row

__all__ = ["CALL_IDS", "INSIDE", "OWNER", "media_party", "other_side", "side"]

INSIDE = 1
"""Type of a number that is one of our own extensions."""

OWNER = named("owner")


def media_party(which: str) -> Callable[[Row], str]:
    """Make a function that names one side of what was recorded.

    Args:
        which: `caller` or `callee`.

    Returns:
        A function giving the name and, of our own, the extension; the number, formatted, of one without a name.
    """

    def show(row: Row) -> str:
        name, number = (text_of(row.get(f"{which}_{part}")) for part in ("name", "number"))
        # The lists of a queue send the type as text.
        if text_of(row.get(f"{which}_number_type")) == str(INSIDE):
            return Named(name, number)
        return name or phone.formatted(number)

    return show


def other_side(row: Row) -> str:
    """Give who was on the other side, by name, else by number: the callee of what went out, else the caller."""
    which = "callee" if row.get("direction") == "outbound" else "caller"
    return text_of(row.get(f"{which}_name")) or phone.formatted(text_of(row.get(f"{which}_number")))


def side(which: str) -> Group:
    """Give the group of a detail that says who one side was."""
    return Group(
        which.capitalize(),
        (
            Field(f"{which}_name", "Name"),
            Field(f"{which}_number", "Number", Kind.NUMBER),
            Field(f"{which}_number_type", "Number is", Kind.CODE, table="party_number"),
            Field(f"{which}_account_code", "Account code"),
        ),
    )


CALL_IDS = (
    Field("id", "ID", Kind.ID),
    Field("call_id", "Call ID", Kind.ID),
    Field("call_log_id", "Call log ID", Kind.ID),
    Field("call_element_id", "Leg ID", Kind.ID),
)
"""Ids by which the call is known elsewhere."""
