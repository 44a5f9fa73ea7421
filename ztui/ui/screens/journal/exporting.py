"""Writing the journal to a file: CSV or JSON by its ending; a file that is there is replaced only if asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.amounts import counted
from ztui.core.errors import ZtuiError
from ztui.services.changes.journal_list import EXPORTED_COLUMNS
from ztui.services.exports import export_rows, form_of
from ztui.services.rowtext import csv_columns
from ztui.ui.exporting import ask_file

if TYPE_CHECKING:
    from pathlib import Path

    from ztui.services.changes.journal_list import JournalList
    from ztui.ui.screens.base import HouseScreen

__all__ = ["export_entries"]


def export_entries(screen: HouseScreen, entries: JournalList) -> None:
    """Ask for the name of a file, then write what the filter lets pass to it."""
    if not entries.count:
        screen.fail(ZtuiError("There is nothing to export."))
        return

    def begin(path: Path, replace: bool) -> None:
        screen.start(_write(screen, entries, path, replace=replace), "export")

    ask_file(screen, f"Export {counted(entries.count, 'entry')} as", "journal", begin)


async def _write(screen: HouseScreen, entries: JournalList, path: Path, *, replace: bool) -> None:
    screen.show_progress("exporting the journal")
    columns = csv_columns(EXPORTED_COLUMNS, screen.session.zone)
    try:
        count = await export_rows(path, entries.rows(), columns, form_of(path), replace=replace)
    finally:
        screen.show_progress("")
    screen.say(f"Exported {counted(count, 'entry')} to {path}.", "good")
