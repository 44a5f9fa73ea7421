"""Lists that are being written to files: one after another, beside whatever screen is shown."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from contextlib import aclosing
from typing import TYPE_CHECKING

from ztui.core.amounts import counted
from ztui.core.dataclass import dataclass
from ztui.core.text import display
from ztui.ui.failing import failure_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractAsyncContextManager
    from datetime import tzinfo
    from pathlib import Path

    from textual.worker import Worker

    from ztui.core.errors import ZtuiError
    from ztui.resources.model import Column
    from ztui.services.frozen import Frozen
    from ztui.ui.app import ZtuiApp
    from ztui.ui.screens.base import HouseScreen

__all__ = ["Export", "Exports"]

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Export:
    """What somebody asked to be written.

    Attributes:
        rows: Holds the rows as they were when it was asked for.
        columns: Of a CSV.
        zone: In which it has the times, beside UTC.
        path: Where to.
        replace: Put it in the place of a file that is there.
        note: What is to be said of the rows at the end; "" for nothing.
        begun_at: The screen on which it was asked for, where esc stops it.
    """

    rows: Callable[[], AbstractAsyncContextManager[Frozen]]
    columns: Sequence[Column]
    zone: tzinfo
    path: Path
    replace: bool
    note: str
    begun_at: HouseScreen


class Exports:
    """Writes one export after another, tells on the screen that is shown how far it is, and what came of it."""

    def __init__(self, app: ZtuiApp) -> None:
        self._app = app
        self._waiting: deque[Export] = deque()
        self._now: Export | None = None
        self._worker: Worker[None] | None = None
        self._far = ""

    @property
    def running(self) -> bool:
        """Tell whether anything is being written."""
        return self._worker is not None

    def begin(self, export: Export) -> None:
        """Write it, after those that were asked for before."""
        self._waiting.append(export)
        if self._worker is None:
            self._worker = self._app.run_worker(self._work, group="exports", exit_on_error=False)
        self._speak()

    def told(self, screen: HouseScreen) -> str:
        """Give what a screen says of it while it goes on, "" when nothing is written."""
        export = self._now
        if export is None:
            return ""
        from ztui.ui.keys import shown_key

        stops = f" ({shown_key('back', self._app.keymap_in_use)} stops)" if screen is export.begun_at else ""
        waiting = f", {len(self._waiting):,} more to come" if self._waiting else ""
        return f"exporting{f' {self._far}' if self._far else ''}{stops}{waiting}"

    def stop(self) -> bool:
        """Stop all of it, and keep nothing of the file under way; tells whether there was anything."""
        if self._worker is None:
            return False
        self._waiting.clear()
        self._worker.cancel()
        if self._now is None:
            # It has not begun, and will not clear up.
            self._worker = None
        return True

    def stop_at(self, screen: HouseScreen) -> bool:
        """Stop it if it was asked for on this screen; tells whether it was."""
        return self._now is not None and self._now.begun_at is screen and self.stop()

    async def _work(self) -> None:
        try:
            while self._waiting:
                self._now, self._far = self._waiting.popleft(), ""
                self._speak()
                await self._write(self._now)
        except asyncio.CancelledError:
            if self._app.is_leaving:
                raise
            self._now = None
            self._app.house_screen.say("Stopped. Nothing of the file was kept.", "warn")
        finally:
            self._now = self._worker = None
            if not self._app.is_leaving:
                self._speak()

    async def _write(self, export: Export) -> None:
        try:
            count = await self._written(export)
        except Exception as error:  # ends this export and not the app
            self._fail(failure_of(error))
            return
        self._now = None
        said = f"Exported {counted(count, 'row')} to {display(str(export.path))}.{export.note}"
        self._app.house_screen.say(said, "warn" if export.note else "good")

    async def _written(self, export: Export) -> int:
        from ztui.services.exports import export_rows, form_of
        from ztui.services.rowtext import csv_columns

        columns = csv_columns(export.columns, export.zone)
        async with export.rows() as found, aclosing(found.rows()) as rows:

            def on_progress(count: int) -> None:
                self._show(f"{100 * count // max(found.count, 1)}% of {found.count:,} rows")

            return await export_rows(
                export.path, rows, columns, form_of(export.path), replace=export.replace, on_progress=on_progress
            )

    def _fail(self, error: ZtuiError) -> None:
        self._now = None
        self._app.house_screen.fail(error)

    def _show(self, far: str) -> None:
        if far != self._far:
            self._far = far
            self._speak()

    def _speak(self) -> None:
        self._app.house_screen.speak_again()
