"""The inventory read in the background, beside whatever screen is shown: begun, told of, stopped."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import TYPE_CHECKING, Final

from ztui.core.amounts import counted
from ztui.core.errors import ZtuiError
from ztui.core.times import rough_duration
from ztui.ui.failing import failure_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

    from textual.worker import Worker

    from ztui.services.inventory.cost import Progress
    from ztui.services.inventory.sync import Report
    from ztui.services.session import Session
    from ztui.ui.app import ZtuiApp
    from ztui.ui.screens.base import HouseScreen

__all__ = ["Indexing"]

_LOG = logging.getLogger(__name__)
_OFTEN: Final = 0.25
"""Seconds between two paints of how far it is."""
_GOES_ON: Final = "What came is stored; it goes on from there."


class Indexing:
    """Reads the inventory of one account at a time.

    Attributes:
        listeners: Called when something came, and at the end.
        progress: How far it is, None when nothing is read.
    """

    def __init__(self, app: ZtuiApp) -> None:
        self.listeners: list[Callable[[], None]] = []
        self.progress: Progress | None = None
        self._app = app
        self._worker: Worker[None] | None = None
        self._painted = 0.0

    @property
    def running(self) -> bool:
        """Tell whether it is being read."""
        return self._worker is not None

    def begin(self, session: Session, fresh_for: timedelta | None = None) -> None:
        """Read what is missing or older than wished; nothing if it is being read already.

        Args:
            session: Whose inventory.
            fresh_for: What is younger is not read again; None is the usual age.
        """
        if session.offline:
            self._app.house_screen.fail(ZtuiError(self._app.offline_words))
        elif self._worker is None:
            self._worker = self._app.run_worker(
                partial(self._work, session, fresh_for), group="indexing", exit_on_error=False
            )
            self._told()

    def stop(self) -> bool:
        """Stop it; what came is kept. Tells whether there was anything."""
        if self._worker is None:
            return False
        self._worker.cancel()
        return True

    def told(self, screen: HouseScreen) -> str:
        """Give what a screen says of it while it goes on, "" when nothing is read."""
        if self._worker is None:
            return ""
        if self.progress is None:
            return "index: looking what is missing"
        left = self.progress.left
        time = f", {rough_duration(left.seconds)} left" if left.limited and left.requests else ""
        return f"index: {self.progress.sent:,} of {self.progress.sent + left.requests:,} requests{time}"

    async def _work(self, session: Session, fresh_for: timedelta | None) -> None:
        from ztui.services.finding.finder import Finder
        from ztui.services.inventory.inventory import FRESH

        self._painted = 0.0
        said: tuple[str, str] | None = None
        failed: ZtuiError | None = None
        try:
            report = await session.inventory.sync(
                fresh_for=FRESH if fresh_for is None else fresh_for, tell=lambda told: self._tell(session, told)
            )
            await Finder(session).renew()
            said = _said(report)
        except asyncio.CancelledError:
            if self._app.is_leaving:
                raise
            said = (f"Stopped. {_GOES_ON}", "warn")
        except Exception as error:  # must not end the app
            failed = failure_of(error)
        finally:
            self._worker = None
            self.progress = None
        self._end(said, failed)

    def _end(self, said: tuple[str, str] | None, failed: ZtuiError | None) -> None:
        if self._app.is_leaving:
            return
        screen = self._app.house_screen
        self._told()
        if failed is not None:
            screen.fail(failed)
        elif said is not None:
            screen.say(*said)

    def _tell(self, session: Session, progress: Progress) -> None:
        self.progress = progress
        now = session.clock.monotonic()
        if now - self._painted >= _OFTEN:
            self._painted = now
            self._told()

    def _told(self) -> None:
        if self._app.is_leaving:
            return
        self._app.house_screen.speak_again()
        for each in tuple(self.listeners):
            each()


def _said(report: Report) -> tuple[str, str]:
    """Say what became of it."""
    if not report.requests and not report.failed:
        return "The index is fresh: nothing had to be read. :index refresh reads all anew.", "good"
    text = f"Indexed with {counted(report.requests, 'request')} in {rough_duration(report.seconds)}."
    if not report.failed:
        return text, "good"
    name, error = next(iter(report.failed.items()))
    more = f" and {len(report.failed) - 1} more" if len(report.failed) > 1 else ""
    return f"{text} Not all of {name}{more}: {error}", "warn"
