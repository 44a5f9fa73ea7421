"""Whether what the screen shows is a view with which a start begins, and whether it has its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.services.saved.last import Start
from ztui.ui.screens.list import ListScreen
from ztui.ui.screens.paned import PanedScreen

if TYPE_CHECKING:
    from ztui.ui.app import ZtuiApp
    from ztui.ui.screens.pane import Pane

__all__ = ["has_rows", "shown_rows", "shown_view"]


def has_rows(app: ZtuiApp) -> bool:
    """Tell whether the screen has what it is to show first: the rows, and what is told of them besides."""
    screen = app.house_screen
    if not isinstance(screen, PanedScreen):
        return True
    if not (app.prepainting.has_recalled and screen.has_first_rows):
        return False
    is_counting = isinstance(screen, ListScreen) and screen.summary.is_counting
    return not (is_counting and app.prepainting.waits_for_totals())


def shown_rows(app: ZtuiApp) -> tuple[int, tuple[str, ...]]:
    """Give the position of the first row that is seen, and the keys of the rows from there on."""
    screen = app.house_screen
    if not isinstance(screen, PanedScreen):
        return 0, ()
    table = screen.table
    seen = (table.item_at(each) for each in range(table.top, table.top + table.size.height - 1))
    return table.top, tuple("" if each is None else each.key for each in seen)


def shown_view(app: ZtuiApp) -> tuple[str, Pane] | None:
    """Give the view that the screen shows as a start names it (`Start.identity`), and its list.

    That is the view that this start began with, untouched and at its top; else the list that the next start shows
    again if this run is cut. None where no list is shown at rest, or not in the profile's own account.
    """
    screen = app.house_screen
    is_own = app.session is app.home is app.began
    if not is_own or app.screen is not screen or not isinstance(screen, ListScreen) or not screen.is_at_rest:
        return None
    pane = screen.pane
    if pane is None or screen.owned is not None:
        return None
    if _is_first(app, screen, pane):
        return app.opened.identity, pane
    last = app.resuming.shown()
    return None if last is None else (Start(last=last).identity, pane)


def _is_first(app: ZtuiApp, screen: ListScreen, pane: Pane) -> bool:
    """Tell whether it is the view of the start, as that shows it."""
    is_plain = app.opened.last is None and not app.has_start_command and screen is app.first_screen
    at_top = not screen.table.cursor and not screen.table.top
    own = pane.session.profile.columns.get(pane.resource.name)
    return is_plain and at_top and pane.view == screen.first_view and pane.chosen == own
