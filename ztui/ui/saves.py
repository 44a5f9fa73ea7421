"""Files that are being saved: one after another, beside whatever screen is shown."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from ztui.core.amounts import counted
from ztui.core.dataclass import dataclass
from ztui.core.errors import ZtuiError
from ztui.core.text import display
from ztui.ui.failing import failure_of
from ztui.ui.widgets.paint import fit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.worker import Worker

    from ztui.services.files import Existing, Saved, Saving
    from ztui.services.session import Session
    from ztui.ui.app import ZtuiApp
    from ztui.ui.screens.base import HouseScreen

__all__ = ["Batch", "Saves"]

_LEAST = 12
"""Cells in which a name still tells something."""
_BESIDE = 5
"""Cells of the line that are neither the name nor what is said before it."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What somebody asked to be saved at once: one file, or all of the marked rows.

    Attributes:
        session: Whose files they are.
        savings: The files, in their order.
        existing: What becomes of files that are there already.
        begun_at: The screen on which it was asked for, where esc stops it.
    """

    session: Session
    savings: tuple[Saving, ...]
    existing: Existing
    begun_at: HouseScreen


class Saves:
    """Saves batch after batch, tells on the screen that is shown how far it is, and at the end what came of it.

    Attributes:
        folder: Where the last file went, None if there was none yet.
    """

    def __init__(self, app: ZtuiApp) -> None:
        self.folder: Path | None = None
        self._app = app
        self._waiting: deque[Batch] = deque()
        self._now: Batch | None = None
        self._worker: Worker[None] | None = None
        self._has_begun = False
        self._at = 0
        self._far = ""

    @property
    def running(self) -> bool:
        """Tell whether anything is being saved."""
        return self._now is not None

    def begin(self, batch: Batch) -> None:
        """Save a batch, after those that were asked for before."""
        self._waiting.append(batch)
        if self._now is None:
            self._now, self._has_begun = batch, False
            self._worker = self._app.run_worker(self._work, group="saves", exit_on_error=False)
        self._speak()

    def told(self, screen: HouseScreen) -> str:
        """Give what a screen says of it while it goes on, "" when nothing is saved."""
        batch = self._now
        if batch is None:
            return ""
        from ztui.ui.keys import shown_key

        count = len(batch.savings)
        which = f" {self._at + 1:,} of {count:,}" if count > 1 else ""
        stops = f" ({shown_key('back', self._app.keymap_in_use)} stops)" if screen is batch.begun_at else ""
        waiting = f", {len(self._waiting):,} more to come" if self._waiting else ""
        name = batch.savings[self._at].to.name
        text = f"saving{which}{f': {self._far}' if self._far else ''}{stops}{waiting}"
        room = screen.size.width - len(text) - _BESIDE
        shown = fit(display(name), room, ellipsis=self._app.signs.ellipsis).rstrip()
        return f"{text} {self._app.signs.dot} {shown}" if room >= _LEAST else text

    def stop(self) -> bool:
        """Stop all of it; what came of the file under way is kept. Tells whether there was anything."""
        if self._worker is None or self._now is None:
            return False
        self._waiting.clear()
        self._worker.cancel()
        if not self._has_begun:
            # It will never run, and so not clear up either.
            self._now = self._worker = None
            self._speak()
        return True

    def stop_at(self, screen: HouseScreen) -> bool:
        """Stop it if it was asked for on this screen; tells whether it was."""
        return self._now is not None and self._now.begun_at is screen and self.stop()

    async def _work(self) -> None:
        self._has_begun = True
        try:
            while self._waiting:
                self._now = self._waiting.popleft()
                await self._guarded(self._now)
        except asyncio.CancelledError:
            if self._app.is_leaving:
                raise
            self._say_stopped()
        finally:
            self._now = self._worker = None
            if not self._app.is_leaving:
                self._speak()
        await self._app.update_quota()

    async def _guarded(self, batch: Batch) -> None:
        try:
            await self._save(batch)
        except Exception as error:  # ends this batch and not the app
            self._now = None
            self._app.house_screen.fail(failure_of(error))

    async def _save(self, batch: Batch) -> None:
        from ztui.services.files import save_all

        self._at, self._far = 0, ""
        done: list[Saved] = []

        def on_progress(at: int, received: int, total: int | None) -> None:
            self._show(at, f"{100 * received // total}% of {total:,} bytes" if total else counted(received, "byte"))

        async for saved in save_all(batch.session, batch.savings, batch.existing, on_progress):
            done.append(saved)
            if saved.error is not None:
                self._app.keep_message(f"{saved.saving.to.name}: {saved.error}", "bad", saved.error)
        self._say(batch, done)

    def _show(self, at: int, far: str) -> None:
        if (at, far) != (self._at, self._far):
            self._at, self._far = at, far
            self._speak()

    def _speak(self) -> None:
        self._app.house_screen.speak_again()

    def _say(self, batch: Batch, done: Sequence[Saved]) -> None:
        """Say where the files are, and which are not."""
        screen, failed = self._app.house_screen, [each for each in done if each.error is not None]
        self._now = None
        if len(done) == 1:
            (only,) = done
            if only.error is not None:
                screen.fail(only.error)
            elif only.path is not None:
                screen.say(f"Saved {only.path} ({counted(only.bytes, 'byte')}).", "good")
            return
        saved = sum(each.path is not None and not each.skipped for each in done)
        skipped = sum(each.skipped for each in done)
        text = f"Saved {saved:,} of {len(done):,} files in {batch.savings[0].to.parent}"
        text += f", {counted(skipped, 'was', 'were')} there already" if skipped else ""
        if not failed:
            screen.say(f"{text}.", "good")
            return
        untried = sum(not each.tried for each in done)
        text += f"; {len(failed):,} failed" + (f" and {counted(untried, 'was', 'were')} not tried" if untried else "")
        first = failed[0]
        screen.fail(ZtuiError(f"{text}: {first.saving.to.name}: {first.error}", ":messages has all."))

    def _say_stopped(self) -> None:
        from ztui.services.files import kept_bytes

        batch = self._now
        if batch is None:
            return
        kept = kept_bytes(batch.savings[self._at])
        rest = "Nothing is kept of the file."
        if kept:
            rest = f"{counted(kept, 'byte is', 'bytes are')} kept; saving it again goes on from there."
        self._now = None
        count = len(batch.savings)
        self._app.house_screen.say(
            f"Stopped{f' at {self._at + 1:,} of {count:,}' if count > 1 else ''}. {rest}", "warn"
        )
