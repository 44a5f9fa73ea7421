"""What the own answer of an object is good for, beside the fields of a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import ZtuiError
from ztui.resources.edits.model import Expect
from ztui.services.changes.lists import fits
from ztui.services.changes.planning import found

if TYPE_CHECKING:
    from ztui.resources.edits.model import Check
    from ztui.resources.model import Row
    from ztui.services.changes.model import Change
    from ztui.services.session import Session

__all__ = ["is_still_to_do", "refresh"]


def is_still_to_do(session: Session, change: Change, answer: Row) -> bool:
    """Tell whether the object's own answer shows that a change is to be made: nothing else need be read then."""
    ways = (change.check, change.check.apart if change.check is not None else None)
    own = next((each for each in ways if _is_own(session, change, each)), None)
    if own is None:
        return False
    if own.expect is Expect.GONE and not own.match:
        return True
    return fits(answer, own.match) is (own.expect is Expect.GONE)


def _is_own(session: Session, change: Change, check: Check | None) -> bool:
    """Tell whether a check reads no more than the object itself."""
    if check is None:
        return False
    is_get = check.operation_id == found(session, change.resource).operations.get and not check.query
    return is_get and not check.rows and change.key in check.path.values()


async def refresh(session: Session, change: Change, key: str = "") -> bool:
    """Store the object as it is now, or forget it; that it cannot be read keeps nobody. Tells whether it was read."""
    try:
        resource = found(session, change.resource)
        if not (change.key or key) or not resource.operations.get:
            return False
        await session.objects.read(resource.name, change.key or key, change.parents)
    except ZtuiError:
        return False
    return True
