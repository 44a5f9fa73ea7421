"""What ctrl+f, `:find` and `:index` open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import ConfigError, ZtuiError

if TYPE_CHECKING:
    from ztui.store.index.documents import Hit
    from ztui.ui.app import ZtuiApp
    from ztui.ui.screens.base import HouseScreen
    from ztui.ui.screens.find.box import Choice

__all__ = ["show_find", "show_index"]


async def show_find(app: ZtuiApp, text: str = "") -> None:
    """Open the box in which anything is found; what is chosen is opened from the screen below it.

    Returns when the box has the focus, so that what is typed next goes into it.
    """
    from ztui.ui.screens.find.box import FindBox

    here = app.house_screen

    def chosen(choice: Choice | None) -> None:
        if choice is None:
            return
        if choice.ring:
            here.start(_ring(here, choice.hit), "ring")
        else:
            app.open_object(choice.hit.resource, choice.hit.key, opened_from=here)

    await app.push_screen(FindBox(here.session, text), chosen)


async def _ring(screen: HouseScreen, hit: Hit) -> None:
    """Show where a result rings."""
    from ztui.ui.editing import Target
    from ztui.ui.screens.ring.show import can_ring, ring_of

    session = screen.session
    found = session.listings.find(hit.resource)
    state = await session.objects.cached(hit.resource, hit.key)
    target = Target(found, (hit.key,), (), None if state is None else state.row)
    if can_ring(target):
        ring_of(screen, target)
    else:
        screen.fail(ZtuiError(f"{found.title} do not ring."))


def show_index(app: ZtuiApp, word: str) -> None:
    """Show how old the index is, or do what the word says.

    Args:
        app: The app.
        word: `sync` reads what is missing or old, `refresh` all, `stop` stops it; "" shows what there is.

    Raises:
        ConfigError: It is none of these.
    """
    from datetime import timedelta

    from ztui.ui.screens.find.index import IndexScreen

    here = app.house_screen
    match word:
        case "":
            app.go(IndexScreen(here.session), here)
        case "sync":
            app.indexing.begin(here.session)
        case "refresh":
            app.indexing.begin(here.session, timedelta(0))
        case "stop":
            if not app.indexing.stop():
                here.say("Nothing is being indexed.")
        case _:
            raise ConfigError(f"':index {word}' is not understood.", "Write :index, or with sync, refresh or stop.")
