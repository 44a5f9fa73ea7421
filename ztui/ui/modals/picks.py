"""The objects that a field which takes an id may be filled with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.resources.registry import resource
from ztui.resources.rows import label_of
from ztui.services.listing import View
from ztui.ui.modals.choose import Choice

if TYPE_CHECKING:
    from ztui.services.session import Session

__all__ = ["known_choices"]

MOST = 2_000


async def known_choices(session: Session, name: str) -> list[Choice]:
    """Give the objects of a resource by name, with their keys; from Zoom if none are stored.

    Args:
        session: Whose lists are asked.
        name: Name of the resource.

    Returns:
        At most 2,000 choices; none if the list cannot be had.
    """
    target = resource(name)
    listing = session.listings.open(View(target.name))
    try:
        await listing.load()
        if not listing.status.loaded:
            await listing.refresh()
        rows = await listing.rows(0, MOST)
    finally:
        await listing.close()
    return [Choice(each.key, label_of(target, each.row), each.key) for each in rows]
