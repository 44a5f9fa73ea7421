"""Giving back the memory of screens that were left, while nobody waits for the program."""

from __future__ import annotations

import gc
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App
    from textual.timer import Timer

__all__ = ["WHILE_SHOWN", "Tidying"]

WHILE_SHOWN = (50_000, 6, 10_000)
"""When the collector looks by itself while keys are answered: often and at little, never at all there is."""
MANY = 12
"""So many screens are worth a look for what nothing leads to any more."""
TOO_MANY = 96
"""So many are no longer kept until nobody waits."""
QUIET = 1.0
"""Seconds without a key after which nobody waits."""


class Tidying:
    """Collects screens that were let go.

    A screen is a web of references that only the collector takes apart. A look at all that lives takes a few tenths of
    a second; it is had between two keys that are far apart.

    Args:
        app: The app, whose timers are used.
    """

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._gone = 0
        self._heard = 0.0
        self._waiting: Timer | None = None

    def heard(self) -> None:
        """Take note that a key came."""
        self._heard = monotonic()

    def let_go(self) -> None:
        """Take note that a screen was let go."""
        self._gone += 1
        if self._gone >= TOO_MANY:
            self._collect()
        elif self._gone >= MANY and self._waiting is None:
            self._waiting = self._app.set_timer(QUIET, self._look)

    def _look(self) -> None:
        left = self._heard + QUIET - monotonic()
        self._waiting = self._app.set_timer(left, self._look) if left > 0.01 else None
        if self._waiting is None:
            self._collect()

    def _collect(self) -> None:
        if self._gone:
            self._gone = 0
            gc.collect()
