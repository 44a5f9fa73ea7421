"""What can be sent to the clipboard of a call: itself, the leg under the cursor, its ladder as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.text import display
from ztui.resources.registry import resource
from ztui.services.calls.drawing import draw
from ztui.ui.modals.copy import Copy, copy_menu

if TYPE_CHECKING:
    from ztui.resources.model import Row
    from ztui.services.calls.ladder import Ladder
    from ztui.ui.screens.detail import DetailScreen

__all__ = ["copy_call"]

WIDTH = 100
"""Cells of a ladder that is sent somewhere else."""


def copy_call(screen: DetailScreen, ladder: Ladder, leg: Row | None) -> None:
    """Ask what to send, and send it.

    Args:
        screen: The screen of the call.
        ladder: The call.
        leg: The leg under the cursor, None for none.
    """
    viewer = screen.session.viewer(ascii=screen.house.ascii_only)
    also = (Copy("l", "Ladder", draw(ladder, WIDTH, viewer).text, "the ladder"),) if ladder.legs else ()
    below = None
    if leg is not None:
        id = display(leg.get("call_element_id") or leg.get("id"))
        below = (resource("call-elements"), id, leg, (("callHistoryUuid", screen.key),))
    copy_menu(screen, screen.resource, screen.key, screen.row or {}, screen.parents, below=below, also=also)
