"""From one call to others: of a party outside, and to the next one of the list that led here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import ZtuiError
from ztui.resources.call_history import CALL_HISTORY
from ztui.resources.rows import key_of
from ztui.services.calls.story import whose_of_number
from ztui.ui.screens.paned import PanedScreen
from ztui.ui.screens.story.screen import StoryScreen
from ztui.ui.screens.story.show import show_story

if TYPE_CHECKING:
    from ztui.resources.model import Row
    from ztui.services.links import Link
    from ztui.ui.screens.ladder.screen import LadderScreen
    from ztui.ui.screens.pane import Pane

__all__ = ["follow_party", "has_others", "open_other"]


def follow_party(screen: LadderScreen, link: Link) -> None:
    """Go where a party leads: of a number outside to its story, if calls are stored, else to what Zoom finds of it."""
    number = dict(link.view.query).get("keyword", "") if link.view is not None else ""
    if not number or not screen.session.calls.path.exists():
        screen.house.follow(link, screen)
        return
    try:
        whose = whose_of_number(number)
    except ZtuiError:
        screen.house.follow(link, screen)
    else:
        show_story(screen, whose)


def has_others(screen: LadderScreen) -> bool:
    """Tell whether a call was opened from a list of calls."""
    home = screen.opened_from
    if isinstance(home, PanedScreen):
        return home.pane is not None and home.pane.resource.name == CALL_HISTORY.name
    return isinstance(home, StoryScreen)


async def open_other(screen: LadderScreen, by: int) -> None:
    """Open the call so many rows further down in the list, whose cursor goes along; at its end that is said.

    Raises:
        ZtuiError: The list cannot be read.
    """
    home = screen.opened_from
    found: tuple[int, Row] | None = None
    if isinstance(home, PanedScreen) and home.pane is not None:
        found = await _in_pane(home.pane, screen.key, by)
    elif isinstance(home, StoryScreen):
        found = await _in_story(home, screen.key, by)
    if found is None or not isinstance(home, PanedScreen | StoryScreen):
        screen.fail(ZtuiError(f"There is no call {'below' if by > 0 else 'above'} this one in its list."))
        return
    place, row = found
    home.table.move_to(place)
    # Who went on meanwhile does not want to be called back.
    if screen.house.house_screen is screen:
        screen.house.open_object(CALL_HISTORY.name, key_of(CALL_HISTORY, row), (), home, row, screen.tab)


async def _in_pane(pane: Pane, key: str, by: int) -> tuple[int, Row] | None:
    here = await pane.listing.position_of(key)
    if here is None or here + by < 0:
        return None
    rows = await pane.listing.rows(here + by, 1)
    return (here + by, rows[0].row) if rows else None


async def _in_story(home: StoryScreen, key: str, by: int) -> tuple[int, Row] | None:
    rank, calls = home.source.pages.rank, home.session.calls
    here = None if rank is None else await calls.position(rank, key)
    if rank is None or here is None or here + by < 0:
        return None
    rows = await calls.window(rank, here + by, 1)
    return (here + by, rows[0]) if rows and rows[0] is not None else None
