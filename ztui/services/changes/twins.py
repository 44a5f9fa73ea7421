"""What is there already like an object that is to be made: who does not know it cannot tell later what was made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ztui.core.errors import RateLimited, ServerError, Unreachable
from ztui.services.changes.looking import Seen, look
from ztui.services.changes.planning import found
from ztui.services.changes.records import made_before
from ztui.services.changes.unsent import so_already, unsent

if TYPE_CHECKING:
    from ztui.services.changes.model import Change, Result
    from ztui.services.session import Session

__all__ = ["beside_twins"]

_PASSING = (ServerError, Unreachable, RateLimited)
"""What keeps a list from being read now, and not for good as a missing scope does."""


async def beside_twins(session: Session, change: Change) -> Result | tuple[Change, tuple[str, ...]]:
    """Look what is there like an object, before it is made.

    Args:
        session: In whose profile and account.
        change: What makes the object.

    Returns:
        The change and the keys of what is like its object or called so. A change whose list may not be read, or is too
        long, says that no read tells. A result where nothing is to be sent: it is there already, or its list cannot be
        read just now, so that an answer that is lost could never be looked up.
    """
    seen = Seen(None) if change.check is None else await look(session, change)
    if seen.candidates and _names_key(session, change):
        return so_already(change)
    if isinstance(seen.error, _PASSING):
        refused = unsent(change, seen.error)
        return replace(refused, said=f"what is called so already cannot be read: {refused.said}")
    if seen.holds is None and not seen.candidates and not seen.resembling:
        return replace(change, check=None, unverified=change.unverified or seen.why), ()
    return change, (*seen.candidates, *seen.resembling, *await made_before(session, change))


def _names_key(session: Session, change: Change) -> bool:
    """Tell whether a new object's key is among what was asked for: the country to call out to, a blocked number."""
    names = found(session, change.resource).key.split("|")
    return change.request.body is not None and any(each.write in names or each.read in names for each in change.fields)
