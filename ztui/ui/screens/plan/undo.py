"""The key that undoes: a plan of the inverse of the last change, shown like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError

if TYPE_CHECKING:
    from ztui.ui.screens.base import HouseScreen

__all__ = ["begin_undo"]

_GROUP = "undo"


def begin_undo(screen: HouseScreen) -> None:
    """Make the plan beside the screen, and show it; what cannot be undone is said there."""
    if screen.house.is_writing:
        screen.fail(ConfigError("A plan is being written.", "Wait until it has ended, then undo it."))
    elif not screen.busy(_GROUP):
        screen.start(_undo(screen), _GROUP)


async def _undo(screen: HouseScreen) -> None:
    from ztui.services.changes.last import plan_undo_last
    from ztui.ui.screens.plan.show import show_plan

    session = screen.session
    screen.show_progress("looking what can be undone")
    try:
        plan = await plan_undo_last(session)
    finally:
        screen.show_progress("")
    if screen.house.house_screen is screen:
        show_plan(screen.house, session, plan, remake=lambda: plan_undo_last(session))
