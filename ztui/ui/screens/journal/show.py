"""The doors to the journal: all of it, what is about one object, one entry, what is not finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ztui.ui.app import ZtuiApp
    from ztui.ui.screens.base import HouseScreen
    from ztui.ui.screens.journal.subject import JournalSubject

__all__ = ["show_entry", "show_journal", "show_journal_here", "show_unfinished"]


def show_journal(app: ZtuiApp, text: str = "", subject: JournalSubject | None = None) -> None:
    """Show the journal.

    Args:
        app: The app.
        text: The filter to begin with.
        subject: The object that it is to be about, None for all.
    """
    from ztui.ui.screens.journal.entries import JournalScreen

    here = app.house_screen
    app.go(JournalScreen(here.session, text, subject), here)


def show_journal_here(app: ZtuiApp) -> None:
    """Show what was changed of what is looked at; where that is the journal of an object, or nothing, all of it."""
    show_journal(app, subject=app.house_screen.journal_subject())


def show_entry(screen: HouseScreen, id: str) -> None:
    """Show one entry."""
    from ztui.ui.screens.journal.entry import EntryScreen

    screen.house.go(EntryScreen(screen.session, id), screen)


def show_unfinished(app: ZtuiApp) -> None:
    """Show the changes that a cut run left, or of which nobody knows what became."""
    from ztui.ui.screens.journal.unfinished import UnfinishedScreen

    here = app.house_screen
    app.go(UnfinishedScreen(here.session), here)
