"""What `:window`, `:calls RANGE` and `:sync` do: another window of a list of calls, or fetching calls alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ztui.core.errors import ConfigError
from ztui.core.times import api_window
from ztui.services.calls.ranges import read_range
from ztui.services.calls.views import can_be_stored
from ztui.services.calls.windows import second_of
from ztui.services.view import View

if TYPE_CHECKING:
    from datetime import datetime

    from ztui.services.session import Session
    from ztui.ui.app import ZtuiApp
    from ztui.ui.screens.list import ListScreen

__all__ = ["CALLS", "choose_window", "range_view", "show_window", "sync_range"]

CALLS: Final = "call-history"
_WINDOW: Final = frozenset({"from", "to"})


def range_view(session: Session, text: str) -> View:
    """Make the view of the calls of a window.

    Raises:
        RangeError: It is no window, or one that cannot be.
    """
    return View(CALLS, query=api_window(*read_range(text, session.clock.now(), session.zone)))


async def show_window(app: ZtuiApp, text: str) -> None:
    """Show another window of the calls that are shown, or the calls of a window; without one offer some.

    Raises:
        ConfigError: It is no window, or Zoom does not give so long a one with the filters in force.
    """
    if not text:
        await choose_window(app)
        return
    session = app.house_screen.session
    _take(app, *read_range(text, session.clock.now(), session.zone))


async def choose_window(app: ZtuiApp) -> None:
    """Offer windows, with what is stored of them."""
    from ztui.ui.screens.windows.box import OTHER, RangeBox, window_choices, window_menu

    session = app.house_screen.session

    def other(ends: tuple[datetime, datetime] | None) -> None:
        if ends is not None:
            app.work(_taken(app, *ends))

    def chosen(id: str | None) -> None:
        if id == OTHER:
            app.push_screen(RangeBox(session), other)
        elif id is not None:
            app.work(_taken(app, *read_range(id, session.clock.now(), session.zone)))

    app.push_screen(window_menu(await window_choices(session)), chosen)


async def _taken(app: ZtuiApp, since: datetime, until: datetime) -> None:
    _take(app, since, until)


def _take(app: ZtuiApp, since: datetime, until: datetime) -> None:
    screen = calls_screen(app)
    if screen is None or screen.pane is None:
        app.open_view(View(CALLS, query=api_window(since, until)))
        return
    view = screen.pane.view
    rest = tuple(each for each in view.query if each[0] not in _WINDOW)
    wanted = replace(view, query=(*api_window(since, until), *rest))
    refuse_long(wanted, screen)
    screen.take_query(wanted.query)


def refuse_long(view: View, screen: ListScreen) -> None:
    """Refuse a window that Zoom does not give at once, of a view that cannot be had from the stored calls.

    Raises:
        ConfigError: It is over a month, and Zoom's own filters are in force.
    """
    from ztui.services.calls.views import MONTH, span_of

    pane = screen.pane
    if pane is None or can_be_stored(pane.resource, view):
        return
    span = span_of(pane.resource.operations.list, view.query, screen.session.clock.now())
    if span is not None and span[1] - span[0] > MONTH:
        raise ConfigError("With its own filters Zoom gives a month at a time.", "f takes them away, / filters instead.")


def calls_screen(app: ZtuiApp) -> ListScreen | None:
    """Give the screen that is shown if it is a list of calls."""
    from ztui.ui.screens.list import ListScreen

    screen = app.house_screen
    is_one = isinstance(screen, ListScreen) and screen.pane is not None and screen.pane.resource.name == CALLS
    return screen if is_one and isinstance(screen, ListScreen) else None


def sync_range(app: ZtuiApp, text: str) -> None:
    """Fetch the calls of a window; without one what is missing of the list that is shown, or all that Zoom gives.

    Raises:
        ConfigError: It is no window, calls of that time are not kept, or the session is offline.
    """
    from ztui.services.calls.keeping import kept_span
    from ztui.ui.syncing import ask_sync

    screen = app.house_screen
    session, now = screen.session, screen.session.clock.now()
    if session.offline:
        raise ConfigError(app.offline_words)
    listed = calls_screen(app)
    if not text and listed is not None and listed.pane is not None and listed.pane.listing.unstored is not None:
        ask_sync(app, session, listed.pane.listing.unstored)
        return
    since, until = read_range(text, now, session.zone) if text else (None, now)
    span = kept_span(since, until, session.profile, now)
    ask_sync(app, session, (min(span[0], second_of(until)), span[1]))
