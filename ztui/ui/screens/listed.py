"""Writing a list to a file: what is seen of it, or everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.amounts import counted
from ztui.core.errors import ZtuiError
from ztui.resources.derived.words import in_sentence
from ztui.ui.exporting import ask_file
from ztui.ui.modals.choose import Choice, ChooseOne

if TYPE_CHECKING:
    from pathlib import Path

    from ztui.ui.screens.base import HouseScreen
    from ztui.ui.screens.pane import Pane

__all__ = ["export_list"]

_SEEN, _EVERYTHING = "seen", "everything"
_UNFINISHED = " The list was not read to its end; refresh it for the rest."


def export_list(screen: HouseScreen, pane: Pane) -> None:
    """Ask what of a list is to be written and where to, then write it beside the screen."""
    status = pane.listing.status
    if not status.loaded:
        screen.fail(ZtuiError("There is nothing to export."))
        return
    seen, every = len(pane.columns), len(pane.resource.columns)
    if status.shown == status.loaded and seen == every and not pane.view.sort:
        _ask(screen, pane, everything=True)
        return
    choices = [
        Choice(
            _SEEN,
            "What is seen: filter, order and columns",
            f"{counted(status.shown, 'row')}, {counted(seen, 'column')}",
        ),
        Choice(
            _EVERYTHING, "Everything that is loaded", f"{counted(status.loaded, 'row')}, {counted(every, 'column')}"
        ),
    ]

    def answered(given: str | None) -> None:
        if given:
            _ask(screen, pane, everything=given == _EVERYTHING)

    screen.app.push_screen(ChooseOne(f"Export {in_sentence(pane.resource.title)}", choices), answered)


def _ask(screen: HouseScreen, pane: Pane, *, everything: bool) -> None:
    status = pane.listing.status
    count = status.loaded if everything else status.shown
    if not count:
        screen.fail(ZtuiError("The filter holds all rows back: there is nothing to export."))
        return

    def begin(path: Path, replace: bool) -> None:
        from ztui.ui.exports import Export

        screen.say("")
        screen.house.saves.folder = path.parent
        listing = pane.listing
        note = "" if listing.status.complete else _UNFINISHED
        columns = pane.resource.columns if everything else pane.columns
        screen.house.exports.begin(
            Export(
                rows=lambda: listing.frozen(everything=everything),
                columns=columns,
                zone=screen.session.zone,
                path=path,
                replace=replace,
                note=note,
                begun_at=screen,
            )
        )

    about = "Its ending says how: .csv; .json or .ndjson with whole rows."
    ask_file(screen, f"Export {counted(count, 'row')} as", pane.resource.name, begin, about)
