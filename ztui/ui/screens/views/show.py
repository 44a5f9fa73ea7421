"""What `:view` does: keep what a list shows under a name, or show it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ztui.contract import limits
from ztui.contract.catalogue import operation
from ztui.core.errors import ConfigError
from ztui.core.text import display
from ztui.resources.model import Confirm
from ztui.resources.registry import resource
from ztui.services.saved.views import SavedView, SavedViews, refusal_of

if TYPE_CHECKING:
    from ztui.services.session import Session
    from ztui.ui.app import ZtuiApp
    from ztui.ui.screens.base import HouseScreen
    from ztui.ui.screens.list import ListScreen
    from ztui.ui.screens.paned import PanedScreen

__all__ = ["do_view", "open_saved", "saved_screen", "show_views", "views_of"]

_SAVE: Final = "save"


def views_of(session: Session) -> SavedViews:
    """Give the saved views of a session's profile."""
    return SavedViews(session.folders, session.profile.name)


def do_view(app: ZtuiApp, words: str) -> None:
    """Do what is typed behind `:view`.

    Args:
        app: The app.
        words: `save NAME`, a name, or "" for the list of all.

    Raises:
        ConfigError: What is shown is no list, there is no such view, or the file cannot be read or written.
    """
    first, _, name = words.partition(" ")
    if first.casefold() == _SAVE:
        if name.strip():
            _save_shown(app.house_screen, name.strip())
        else:
            _ask_name(app.house_screen)
    elif words:
        open_saved(app, views_of(app.house_screen.session).find(words))
    else:
        show_views(app)


def show_views(app: ZtuiApp) -> None:
    """Show all saved views."""
    from ztui.ui.screens.views.screen import ViewsScreen

    here = app.house_screen
    if not isinstance(here, ViewsScreen):
        app.go(ViewsScreen(here.session), here)


def open_saved(app: ZtuiApp, saved: SavedView) -> None:
    """Show a saved view on a screen of its own.

    Raises:
        ConfigError: There is no such resource, or its window is none.
    """
    here = app.house_screen
    screen = saved_screen(here.session, saved)
    app.go(screen, here if screen.first_view.parents else None)


def saved_screen(session: Session, saved: SavedView) -> ListScreen:
    """Make the screen of a saved view.

    Raises:
        ConfigError: There is no such resource, or its window is none.
    """
    from ztui.ui.screens.list import ListScreen

    rules = limits.window(operation(resource(saved.resource).operations.list))
    dates = rules is not None and rules.dates_only
    screen = ListScreen(session, saved.view(session.clock.now(), session.zone, dates=dates))
    screen.saved = saved
    return screen


def _save_shown(screen: HouseScreen, name: str) -> None:
    """Keep what a screen's list shows; a view that is called so already is asked about.

    Raises:
        ConfigError: The screen shows no list, the name cannot be one, or the file cannot be read.
    """
    listed = _listed(screen)
    if reason := refusal_of(name):
        raise ConfigError(reason)
    views = views_of(screen.session)
    if not views.has(name):
        _save(listed, name)
        return
    from ztui.ui.modals.confirm import Question, confirmation

    def answered(yes: bool | None) -> None:
        if yes:
            _save(listed, name)

    shown = display(name)
    question = Question(Confirm.REVIEW, "Save view", f"There is a view '{shown}'. Replace it?")
    screen.app.push_screen(confirmation(question, screen.session.clock.monotonic), answered)


def _ask_name(screen: HouseScreen) -> None:
    """Ask how what is shown is to be called.

    Raises:
        ConfigError: The screen shows no list.
    """
    from ztui.ui.modals.ask import AskText

    listed = _listed(screen)
    saved = getattr(listed, "saved", None)
    before = saved.name if saved is not None else ""

    def named(name: str | None) -> None:
        if name is not None:
            try:
                _save_shown(listed, name.strip())
            except ConfigError as error:
                listed.fail(error)

    about = "Keeps resource, window, filters, order and columns."
    screen.app.push_screen(AskText("Save this view as", before, about, lambda text: refusal_of(text.strip())), named)


def _listed(screen: HouseScreen) -> PanedScreen:
    """Give the screen if it shows a list, on its own or in a tab of an object."""
    from ztui.ui.screens.paned import PanedScreen

    if not isinstance(screen, PanedScreen) or screen.pane is None:
        raise ConfigError("What is shown is no list that could be saved.", "Go to a list first.")
    return screen


def _save(screen: PanedScreen, name: str) -> None:
    from ztui.ui.screens.list import ListScreen

    pane, session = screen.pane, screen.session
    assert pane is not None
    view = pane.view
    if isinstance(screen, ListScreen) and screen.following is not None:
        view = screen.following.view(view)
    saved = SavedView.of(name, view, pane.chosen, session.clock.now(), session.zone)
    try:
        views_of(session).save(saved)
    except ConfigError as error:
        screen.fail(error)
        return
    if isinstance(screen, ListScreen):
        screen.saved = saved
    screen.say(f"Saved as '{display(name)}'; :view {display(name)} shows it again.", "good")
