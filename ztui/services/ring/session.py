"""A tree in a session: from what is stored, and from Zoom where it may be asked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ztui.services.ring.ring import Ring, read_ring

if TYPE_CHECKING:
    from ztui.services.ring.tree import Start
    from ztui.services.session import Session

__all__ = ["read_in"]

_RECENT = timedelta(minutes=5)


async def read_in(session: Session, start: Start, *, fresh: bool = False) -> Ring:
    """Read what a tree is made of.

    Args:
        session: In whose account; offline, only what is stored is taken.
        start: With what the tree begins.
        fresh: Ask anew for what is stored, too.
    """
    from ztui.services.inventory.reach import Reach

    reach = Reach(session.inventory, timedelta(0) if fresh else _RECENT)
    return await read_ring(reach, start, zone=session.zone, stored=session.inventory)
