"""The key that undoes: a plan of the inverse of the last change, shown like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError
from ztui.ui.keys import shown_key

if TYPE_CHECKING:
    from ztui.ui.screens.base import HouseScreen

__all__ = ["begin_undo", "stop_undo"]

_GROUP = "undo"


def begin_undo(screen: HouseScreen) -> None:
    """Make the plan beside the screen, and show it; what cannot be undone is said there."""
    if screen.house.is_writing:
        screen.fail(ConfigError("A plan is being written.", "Wait until it has ended, then undo it."))
    elif not screen.busy(_GROUP):
        screen.start(_undo(screen), _GROUP)


def stop_undo(screen: HouseScreen) -> bool:
    """Look no further what can be undone; tells whether that was going on."""
    looking = [each for each in screen.workers if each.group == _GROUP and each.node is screen and each.is_running]
    for each in looking:
        each.cancel()
    if looking:
        screen.say("Stopped looking what can be undone; nothing was sent.")
    return bool(looking)


async def _undo(screen: HouseScreen) -> None:
    from ztui.services.changes.last import plan_undo_last
    from ztui.ui.screens.plan.show import show_plan

    session = screen.session
    key = shown_key("back", screen.house.keymap_in_use)
    screen.show_progress(f"looking what can be undone ({key} stops)")

    def told(done: int, total: int) -> None:
        screen.show_progress(f"looking what can be undone: {done:,} of {total:,} ({key} stops)")

    try:
        plan = await plan_undo_last(session, on_read=told)
    finally:
        screen.show_progress("")
    if screen.house.house_screen is screen:
        show_plan(screen.house, session, plan, remake=lambda: plan_undo_last(session))
