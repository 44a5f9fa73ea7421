"""Writing the results of a run to a file: CSV or JSON by its ending; a file that is there is replaced only if asked."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ztui.services.changes.reporting import COLUMNS, result_data
from ztui.services.exports import export_rows, form_of, refusal_of
from ztui.ui.modals.ask import AskText
from ztui.ui.modals.choose import Choice, ChooseOne

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from ztui.ui.screens.plan.run import RunScreen

__all__ = ["export_results"]

_REPLACE = "replace"


def export_results(screen: RunScreen) -> None:
    """Ask for the name of a file, then write the results of the run to it."""
    when = screen.session.clock.now().astimezone(screen.session.zone)
    proposed = Path.cwd() / f"ztui-run-{when:%Y%m%d-%H%M%S}.csv"

    def answered(text: str | None) -> None:
        if text is not None:
            screen.start(_look(screen, _path(text)), "export")

    about = "Its ending says how: .csv, .json or .ndjson."
    screen.app.push_screen(AskText("Export the results as", str(proposed), about, refusal_of), answered)


def _path(text: str) -> Path:
    return Path(text.strip()).expanduser().absolute()


async def _look(screen: RunScreen, path: Path) -> None:
    if not await asyncio.to_thread(path.exists):
        await _write(screen, path, replace=False)
        return
    choices = [
        Choice("", path.name, is_heading=True),
        Choice("leave", "Leave it as it is"),
        Choice(_REPLACE, "Replace it"),
    ]

    def answered(given: str | None) -> None:
        if given == _REPLACE:
            screen.start(_write(screen, path, replace=True), "export")
        else:
            screen.say("Nothing was exported.")

    screen.app.push_screen(ChooseOne("The file is there already", choices), answered)


async def _write(screen: RunScreen, path: Path, *, replace: bool) -> None:
    results = tuple(screen.running.results.values())

    async def rows() -> AsyncIterator[Mapping[str, Any]]:
        for each in results:
            yield result_data(each)

    count = await export_rows(path, rows(), COLUMNS, form_of(path), replace=replace)
    screen.say(f"Exported {count:,} results to {path}.", "good")
