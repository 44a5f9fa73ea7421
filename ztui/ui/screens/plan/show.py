"""The door to plans: whoever has made one shows it here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ztui.services.changes.model import Plan, Run
    from ztui.services.session import Session
    from ztui.ui.app import ZtuiApp
    from ztui.ui.screens.base import HouseScreen

__all__ = ["show_plan", "show_run"]


def show_plan(
    app: ZtuiApp,
    session: Session,
    plan: Plan,
    *,
    form: HouseScreen | None = None,
    remake: Callable[[], Awaitable[Plan]] | None = None,
    after: Callable[[Run], None] | None = None,
) -> None:
    """Show a plan; it is written from there once it was confirmed, or left.

    Args:
        app: The app.
        session: The session that the plan was made in.
        plan: The plan; one without changes that are switched on is shown too, and says that nothing is to be done.
        form: The form that it was made with, to which `e` and esc go back; once all is written it is left too, and
            its `was_written` called, if it has that. What Zoom refuses of its fields is handed to its `take_errors`.
        remake: Makes the plan anew from what is there now.
        after: Told what came of it, after all of it has ended.
    """
    from ztui.ui.screens.plan.screen import PlanScreen

    app.go(PlanScreen(session, plan, form=form, remake=remake, after=after), form or app.house_screen)


def show_run(app: ZtuiApp) -> None:
    """Show the run that was begun last in the account in use: how far it is, or what came of it.

    A run of another account is not shown: what its screen offers would be written there, under this one's header.
    """
    here = app.house_screen
    running = next((each for each in reversed(app.runs.kept) if each.session is app.session), None)
    if running is None:
        where = " in this account" if app.runs.kept else ""
        here.say(f"Nothing was written{where} since ztui was started; the journal has what was before.")
        return
    from ztui.ui.screens.plan.run import RunScreen

    if not (isinstance(here, RunScreen) and here.running is running):
        app.go(RunScreen(running.session, running), here)
