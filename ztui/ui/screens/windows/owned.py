"""The calls of a queue, user, site or number on the list screen: direct ones of the stored calls, or those through it.

Which of them are shown stands in the breadcrumbs, and a key shows the others. See `services.calls.owned`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ztui.core.dataclass import dataclass
from ztui.services.calls.stored import missing_of
from ztui.services.calls.views import DAY
from ztui.services.calls.windows import second_of
from ztui.services.view import View
from ztui.ui.screens.windows.show import CALLS, refuse_long

if TYPE_CHECKING:
    from ztui.services.calls.owned import OwnedCalls
    from ztui.services.links import Link
    from ztui.services.session import Session
    from ztui.ui.app import ZtuiApp
    from ztui.ui.screens.base import HouseScreen
    from ztui.ui.screens.list import ListScreen
    from ztui.ui.screens.pane import Pane

__all__ = ["OwnedList", "open_owned", "show_other"]

_WINDOW: Final = frozenset({"from", "to"})


@dataclass(frozen=True, slots=True)
class OwnedList:
    """Whose calls a list shows, and in which sense."""

    calls: OwnedCalls
    is_direct: bool

    def kind(self, pane: Pane) -> str:
        """Say which calls are shown, and of direct ones how much of the window is stored."""
        if not self.is_direct:
            name, value = self.calls.through[0]
            return f"through {value}, by Zoom" if name == "keyword" else "by Zoom"
        if self.calls.filter not in pane.view.filter:
            return "all calls"  # the filter that made them direct was taken away
        stored = pane.listing.stored_words
        return f"direct calls, {stored}" if stored else "direct calls"

    def owner(self, opened_from: HouseScreen | None) -> str:
        """Say whose calls they are, "" where the screen that led here says so."""
        above = opened_from.crumbs() if opened_from is not None else ()
        return "" if any(each and each in self.calls.owner for each in above) else self.calls.owner

    @property
    def other_title(self) -> str:
        """Name the calls that the key shows."""
        return "through" if self.is_direct else "direct"

    def view(self, before: View, *, direct: bool) -> View:
        """Give the view of the direct calls, or of those through, with the window and what else was typed."""
        window = tuple(each for each in before.query if each[0] in _WINDOW)
        typed = before.filter.replace(self.calls.filter, "", 1).strip()
        if direct:
            return replace(before, query=window, filter=f"{self.calls.filter} {typed}".strip())
        return replace(before, query=(*window, *self.calls.through), filter=typed)


async def open_owned(app: ZtuiApp, link: Link, opened_from: HouseScreen) -> None:
    """Show the calls of an object: direct ones where the last day is stored, else those that Zoom finds."""
    owned = link.owned
    if owned is None:
        return
    is_stored = await _is_stored(opened_from.session)
    listed = OwnedList(owned, is_stored)
    app.open_view(listed.view(View(CALLS), direct=is_stored), opened_from, listed)


def show_other(screen: ListScreen) -> None:
    """Show the direct calls instead of those through, or the other way round, of the same window.

    Raises:
        ConfigError: Zoom does not find calls of so long a window.
    """
    owned, pane = screen.owned, screen.pane
    if owned is None or pane is None:
        return
    wanted = owned.view(pane.view, direct=not owned.is_direct)
    refuse_long(wanted, screen)
    other = replace(owned, is_direct=not owned.is_direct)
    screen.owned, screen.linked = other, other.view(View(CALLS), direct=other.is_direct)
    screen.show_view(wanted)
    screen.say(other.calls.direct_words if other.is_direct else other.calls.through_words)


async def _is_stored(session: Session) -> bool:
    now = second_of(session.clock.now())
    return not await missing_of(session.calls, (now - DAY, now + 1))
