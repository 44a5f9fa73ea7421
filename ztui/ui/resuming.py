"""Going on where a run was cut: what the list shows is kept while it is quiet, and shown again by the next start."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from ztui.core.errors import ZtuiError
from ztui.core.times import moment, parse_instant
from ztui.resources.areas import area_of
from ztui.resources.registry import resource
from ztui.services.saved.last import Keeper, LastView, Start
from ztui.services.saved.views import SavedView
from ztui.ui.beginning import until_shown
from ztui.ui.screens.list import ListScreen

if TYPE_CHECKING:
    from textual.timer import Timer

    from ztui.services.view import View
    from ztui.ui.app import ZtuiApp
    from ztui.ui.screens.base import HouseScreen

__all__ = ["QUIET_SECONDS", "Resuming"]

QUIET_SECONDS = 1.0
"""How long after a change it is kept; changes of that time are kept at once."""


class Resuming:
    """What the app keeps of its list, and what it begins with.

    Args:
        app: The app.
        start: What this start opens.
    """

    def __init__(self, app: ZtuiApp, start: Start) -> None:
        self._app = app
        self._start = start
        self._timer: Timer | None = None
        self._keeper = Keeper(app.session.folders, app.session.profile, forget=start.path)
        self._last: LastView | None = start.last
        self._is_over = False

    # The list of before

    def first_screen(self) -> HouseScreen | None:
        """Give the screen to begin with; None if nothing was cut, or its list is no more to be had."""
        last = self._start.last
        if last is None or last.account != self._app.session.account.id:
            return None
        try:
            return _screen(self._app, last)
        except ZtuiError:
            return None

    @property
    def other_account(self) -> str:
        """Name the sub account of the list, where the app begins in another; "" for none."""
        last = self._start.last
        is_other = last is not None and last.account not in ("", self._app.session.account.id)
        return (last.account_name or last.account) if last is not None and is_other else ""

    def go_on(self) -> None:
        """Say what is shown and why; where that was another account, act in it and show it there."""
        last = self._start.last
        if last is None:
            return
        if last.account != self._app.session.account.id:
            self._app.work(until_shown(self._app, self._go_on_in(last)))
        else:
            self._tell(last)

    async def _go_on_in(self, last: LastView) -> None:
        if last.account:
            await self._app.act_in(last.account, last.account_name, lambda: _screen(self._app, last))
            self._tell(last)

    def _tell(self, last: LastView) -> None:
        at, session = parse_instant(last.at), self._app.session
        if last.ended or at is None:
            return
        since = moment(at, session.zone, session.clock.now())
        self._app.tell_standing(f"The last session was cut ({since}). Its list is shown again.", "warn")

    # The list of now

    def noted(self) -> None:
        """Take note that something may have changed; it is kept when it has been quiet for a moment."""
        if self._timer is None and not self._is_over:
            self._timer = self._app.set_timer(QUIET_SECONDS, self._keep)

    def _keep(self) -> None:
        self._timer = None
        last = self._now()
        if last is not None and not self._is_over:
            self._app.work(asyncio.to_thread(self._keeper.keep, last))

    def shown(self) -> LastView | None:
        """Give what the list shows that is seen, as it would be kept."""
        return self._now()

    def _now(self) -> LastView | None:
        """Give what the list shows that is seen, or from which what is seen was opened."""
        screen: HouseScreen | None = self._app.house_screen
        while screen is not None and not isinstance(screen, ListScreen):
            screen = screen.opened_from
        # Where the app is ending, or the screen is still being made, there is no table.
        has_table = screen is not None and screen.is_mounted and bool(screen.query("#table"))
        if screen is not None and has_table and screen.pane is not None and screen.owned is None:
            self._last = _last(self._app, screen)
        return self._last

    def end(self) -> None:
        """End as the user asked to."""
        if not self._is_over:
            last = self._now()
            self.release()
            self._keeper.end(last)

    def cut(self) -> None:
        """End otherwise: what is shown is kept for the next start."""
        if not self._is_over:
            self.release()
            if self._last is not None:
                self._keeper.keep(self._last)
            self._keeper.close()

    def release(self) -> None:
        """Look no more."""
        self._is_over = True
        if self._timer is not None:
            self._timer.stop()
            self._timer = None


def _last(app: ZtuiApp, screen: ListScreen) -> LastView:
    pane, session = screen.pane, screen.session
    assert pane is not None
    view = pane.view if screen.following is None else screen.following.view(pane.view)
    now = session.clock.now()
    saved = SavedView.of("", view, pane.chosen, now, session.zone)
    is_home = session.account.id == app.home.account.id
    return LastView(
        resource=saved.resource,
        parents=saved.parents,
        query=saved.query,
        window=saved.window,
        filter=saved.filter,
        sort=saved.sort,
        columns=saved.columns,
        key=pane.cursor_key,
        top=max(screen.table.cursor - screen.table.top, 0),
        account=app.home.account.id if is_home else session.account.id,
        account_name="" if is_home else session.account.name,
        at=now.isoformat(timespec="seconds"),
    )


def _screen(app: ZtuiApp, last: LastView) -> ListScreen:
    """Make the screen of a list; the plain list of an area is the area's own.

    Raises:
        ZtuiError: There is no such resource, or its window is none.
    """
    view, area = _view(app, last), area_of(last.resource)
    if area is not None and app.has_area(area) and not view.parents and not view.query:
        screen = cast("ListScreen", app.root(area.key))
    else:
        screen = ListScreen(app.session, view)
    screen.begin_with(view, last.columns, last.key, last.top)
    return screen


def _view(app: ZtuiApp, last: LastView) -> View:
    from ztui.contract import limits
    from ztui.contract.catalogue import operation

    rules = limits.window(operation(resource(last.resource).operations.list))
    saved = SavedView("", last.resource, last.parents, last.query, last.window, last.filter, last.sort, last.columns)
    dates = rules is not None and rules.dates_only
    return saved.view(app.session.clock.now(), app.session.zone, dates=dates)
