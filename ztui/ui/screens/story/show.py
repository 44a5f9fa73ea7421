"""The doors to a caller's story and to who is to be called back; and the file of what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.amounts import counted
from ztui.core.errors import ZtuiError
from ztui.core.text import display
from ztui.ui.widgets.menu import Choice

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping
    from pathlib import Path

    from ztui.resources.model import Resource, Row
    from ztui.services.calls.story import Whose
    from ztui.ui.actions import Entry
    from ztui.ui.app import ZtuiApp
    from ztui.ui.screens.base import HouseScreen

__all__ = ["export_stored", "show_callbacks", "show_story", "story_entries", "story_of_call"]


def show_callbacks(app: ZtuiApp, since: str, text: str = "") -> None:
    """Show who was missed since a time, as typed, and not called back; `text` is the filter to begin with.

    Raises:
        ConfigError: It is no time, or in the future.
        FilterError: The filter cannot be read.
    """
    from ztui.core.moments import read_window
    from ztui.services.calls.callbacks import SINCE, Asked
    from ztui.ui.screens.callbacks.screen import CallbacksScreen

    here = app.house_screen
    session = here.session
    begin, _ = read_window(since or SINCE, "", session.clock.now(), session.zone)
    screen = CallbacksScreen(session, Asked(begin, filter=text))
    screen.source.understood(text)
    app.go(screen, here)


def show_story(screen: HouseScreen, whose: Whose) -> None:
    """Show all calls of one party."""
    from ztui.ui.screens.story.screen import StoryScreen

    screen.house.go(StoryScreen(screen.session, whose), screen)


def story_of_call(screen: HouseScreen, row: Row | None, side: str = "") -> None:
    """Show the story of one side of a call, "" for the one outside; or say why there is none."""
    from ztui.services.calls.story import whose_of_call

    if row is None:
        screen.fail(ZtuiError("There is no call here."))
        return
    try:
        whose = whose_of_call(row, side)
    except ZtuiError as error:
        screen.fail(error)
    else:
        show_story(screen, whose)


def story_entries(screen: HouseScreen, row: Row | None) -> list[Entry]:
    """Give the stories of both sides of a call for the menu of actions; one that cannot be told has the reason."""
    if row is None:
        return []
    from functools import partial

    from ztui.services.calls.story import whose_of_call
    from ztui.ui.actions import Entry, heading

    made: list[Entry] = []
    for side in ("caller", "callee"):
        refused, label = "", ""
        try:
            label = display(whose_of_call(row, side).label, longest=30)
        except ZtuiError as error:
            refused = error.message
        choice = Choice(f"link story {side}", f"All calls of the {side}", label, refused=refused)
        made.append(Entry(choice, partial(story_of_call, screen, row, side)))
    missed = Choice("link callbacks", "Who was missed and not called back", ":callbacks")
    made.append(Entry(missed, partial(show_callbacks, screen.house, "")))
    return [heading("Stories"), *made]


def export_stored(
    screen: HouseScreen,
    name: str,
    count: int,
    rows: Callable[[], AsyncIterator[Mapping[str, Any]]],
    resource: Resource,
) -> None:
    """Ask for a file, then write rows to it."""
    from ztui.services.exports import export_rows, form_of
    from ztui.services.rowtext import csv_columns
    from ztui.ui.exporting import ask_file

    if not count:
        screen.fail(ZtuiError("There is nothing to export."))
        return

    async def write(path: Path, *, replace: bool) -> None:
        screen.show_progress(f"exporting {counted(count, 'row')}")
        columns = csv_columns(resource.columns, screen.session.zone)
        try:
            written = await export_rows(path, rows(), columns, form_of(path), replace=replace)
        finally:
            screen.show_progress("")
        screen.say(f"Exported {counted(written, 'row')} to {path}.", "good")

    def begin(path: Path, replace: bool) -> None:
        screen.start(write(path, replace=replace), "export")

    ask_file(screen, f"Export {counted(count, 'row')} as", name, begin)
