"""A tree in a session: from what is stored, and from Zoom where it may be asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ztui.core.errors import ZtuiError
from ztui.resources.rows import text_of, value_at
from ztui.services.ring.ring import Ring, read_ring

if TYPE_CHECKING:
    from collections.abc import Callable

    from ztui.services.inventory.known import Source
    from ztui.services.ring.tree import Start
    from ztui.services.session import Session

__all__ = ["read_in"]

_RECENT = timedelta(minutes=5)


async def read_in(
    session: Session, start: Start, *, fresh: bool = False, tell: Callable[[int], None] = lambda places: None
) -> Ring:
    """Read what a tree is made of.

    Args:
        session: In whose account; offline, or while Zoom is out of reach, what is stored is taken, whatever its age.
        start: With what the tree begins.
        fresh: Ask anew for what is stored, too.
        tell: Called with how many places were read.
    """
    from ztui.services.inventory.reach import Reach

    reach = Reach(session.inventory, timedelta(0) if fresh else _RECENT, fall_back=True)
    start = await _with_trunk(reach, start)
    read = await read_ring(reach, start, zone=session.zone, stored=session.inventory, tell=tell)
    return replace(read, lost="" if reach.lost is None else reach.lost.message.rstrip("."))


async def _with_trunk(source: Source, start: Start) -> Start:
    """Name the trunk of a number's SIP group, which only the list of groups knows; a light request where it is old."""
    node = start.number
    if node is None or not start.sip_group:
        return start
    try:
        groups = (await source.rows("sip-groups")).rows
    except ZtuiError:
        return start
    found = (each for each in groups if text_of(value_at(each, "sip_group_id|id")) == start.sip_group)
    trunk = next((text_of(value_at(each, "sip_trunk.name")) for each in found), "")
    if not trunk:
        return start
    facts = tuple(f"{each} (trunk {trunk})" if each.startswith("SIP group ") else each for each in node.facts)
    return replace(start, number=replace(node, facts=facts))
