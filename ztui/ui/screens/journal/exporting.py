"""Writing the journal to a file: CSV or JSON by its ending; a file that is there is replaced only if asked."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from ztui.core.errors import ZtuiError
from ztui.services.changes.journal_list import EXPORTED
from ztui.services.exports import export_rows, form_of, refusal_of
from ztui.ui.modals.ask import AskText
from ztui.ui.modals.choose import Choice, ChooseOne

if TYPE_CHECKING:
    from ztui.services.changes.journal_list import JournalList
    from ztui.ui.screens.base import HouseScreen

__all__ = ["export_entries"]

_REPLACE = "replace"
_GROUP = "export"


def export_entries(screen: HouseScreen, entries: JournalList) -> None:
    """Ask for the name of a file, then write what the filter lets pass to it."""
    if not entries.count:
        screen.fail(ZtuiError("There is nothing to export."))
        return
    when = screen.session.clock.now().astimezone(screen.session.zone)
    proposed = Path.cwd() / f"ztui-journal-{when:%Y%m%d-%H%M%S}.csv"

    def answered(text: str | None) -> None:
        if text is not None:
            screen.start(_look(screen, entries, Path(text.strip()).expanduser().absolute()), _GROUP)

    about = "Its ending says how: .csv, .json or .ndjson."
    title = f"Export {entries.count:,} entries as"
    screen.app.push_screen(AskText(title, str(proposed), about, refusal_of), answered)


async def _look(screen: HouseScreen, entries: JournalList, path: Path) -> None:
    if not await asyncio.to_thread(path.exists):
        await _write(screen, entries, path, replace=False)
        return
    choices = [
        Choice("", path.name, is_heading=True),
        Choice("leave", "Leave it as it is"),
        Choice(_REPLACE, "Replace it"),
    ]

    def answered(given: str | None) -> None:
        if given == _REPLACE:
            screen.start(_write(screen, entries, path, replace=True), _GROUP)
        else:
            screen.say("Nothing was exported.")

    screen.app.push_screen(ChooseOne("The file is there already", choices), answered)


async def _write(screen: HouseScreen, entries: JournalList, path: Path, *, replace: bool) -> None:
    screen.show_progress("exporting the journal")
    try:
        count = await export_rows(path, entries.rows(), EXPORTED, form_of(path), replace=replace)
    except OSError as error:
        raise ZtuiError(f"{path} cannot be written: {error.strerror or error}.", "Name another file.") from None
    finally:
        screen.show_progress("")
    screen.say(f"Exported {count:,} entries to {path}.", "good")
