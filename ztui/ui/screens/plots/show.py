"""The doors to the plots: of the calls that a list shows, and of an object's own calls of the last days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ztui.services.calls.owned import calls_of
from ztui.services.view import View
from ztui.ui.commands.grammar import window_of
from ztui.ui.screens.pane import Pane

if TYPE_CHECKING:
    from ztui.resources.model import Row
    from ztui.ui.screens.base import HouseScreen

__all__ = ["show_plots", "show_plots_of"]

_LAST: Final = "7d"


def show_plots(screen: HouseScreen, pane: Pane) -> None:
    """Plot the calls that a list shows."""
    from ztui.ui.screens.plots.screen import PlotsScreen

    screen.house.go(PlotsScreen(screen.session, pane), screen)


def show_plots_of(screen: HouseScreen, name: str, row: Row) -> None:
    """Plot the direct calls of an object in the last seven days, as far as they are stored."""
    from ztui.ui.screens.plots.screen import PlotsScreen

    session = screen.session
    owned = calls_of(name, row, session.viewer())
    if owned is None:
        return
    view = View("call-history", query=window_of(_LAST, session.clock.now()), filter=owned.filter)
    pane = Pane.open(session, view, lambda _: None, ascii=screen.house.ascii_only)
    queue = row if name == "call-queues" else None
    words = (str(owned.direct_words), pane.asked())
    screen.house.go(PlotsScreen(session, pane, owns=True, words=words, queue=queue), screen)
