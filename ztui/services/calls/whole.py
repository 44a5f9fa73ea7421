"""One call with all that is known of it: its legs from its own answer, and what only the row of a list tells.

Result, trunk and SIP group of a call stand in the row alone (GET /phone/call_history).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import StoreError
from ztui.services.calls.finding import read_call
from ztui.services.calls.ladder import ladder_of

if TYPE_CHECKING:
    from ztui.resources.model import Row
    from ztui.services.calls.ladder import Ladder
    from ztui.services.session import Session

__all__ = ["read_whole"]


async def read_whole(session: Session, key: str, row: Row | None = None) -> Ladder:
    """Read a call.

    Args:
        session: Whose call.
        key: The id of its history.
        row: It as a list has it; None looks for it among the stored calls.

    Raises:
        NotFound: Zoom does not have it (any more), or nothing is stored.
        ZtuiError: What else went wrong.
    """
    state = await read_call(session, key)
    return ladder_of({**(row or await _stored(session, key)), **state.row})


async def _stored(session: Session, key: str) -> Row:
    if not session.calls.path.exists():
        return {}
    try:
        return await session.calls.find(key) or {}
    except StoreError:
        return {}  # the legs are worth more than what the row adds
