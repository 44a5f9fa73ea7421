"""Writing the results of a run to a file: CSV or JSON by its ending; a file that is there is replaced only if asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.amounts import counted
from ztui.services.changes.reporting import COLUMNS, result_data
from ztui.services.exports import export_rows, form_of
from ztui.services.rowtext import plain_columns
from ztui.ui.exporting import ask_file

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

    from ztui.ui.screens.plan.run import RunScreen

__all__ = ["export_results"]


def export_results(screen: RunScreen) -> None:
    """Ask for the name of a file, then write the results of the run to it."""

    def begin(path: Path, replace: bool) -> None:
        screen.start(_write(screen, path, replace=replace), "export")

    ask_file(screen, "Export the results as", "run", begin)


async def _write(screen: RunScreen, path: Path, *, replace: bool) -> None:
    results = tuple(screen.running.results.values())

    async def rows() -> AsyncIterator[Mapping[str, Any]]:
        for each in results:
            yield result_data(each)

    count = await export_rows(path, rows(), plain_columns(COLUMNS), form_of(path), replace=replace)
    screen.say(f"Exported {counted(count, 'result')} to {path}.", "good")
