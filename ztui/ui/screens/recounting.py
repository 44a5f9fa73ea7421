"""Counting again a moment after the counted list changed; while it stays as it is, no timer runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from ztui.services.listing import Listing
    from ztui.ui.screens.base import HouseScreen

__all__ = ["Recounting"]

_PAUSE: Final = 1.0
"""Seconds between a change and the count: a list that is being read changes many times a second."""


class Recounting:
    """Tells a screen to count again. One that is covered is told when it is shown again."""

    def __init__(self, screen: HouseScreen, listing: Listing, count: Callable[[], None]) -> None:
        """Begin to watch.

        Args:
            screen: Where the count is shown; while its work of the group "count" goes on, nothing new is begun.
            listing: What is counted.
            count: Counts what has changed, and nothing where nothing has.
        """
        self._screen = screen
        self._listing = listing
        self._count = count
        self._timer: Timer | None = None
        listing.watchers.append(self.changed)

    def changed(self) -> None:
        """Count in a moment."""
        if self._timer is None and self._screen.is_current and not self._listing.is_closed:
            self._timer = self._screen.set_timer(_PAUSE, self._due)

    def end(self) -> None:
        """Watch no longer."""
        if self.changed in self._listing.watchers:
            self._listing.watchers.remove(self.changed)
        self._stop()

    def _stop(self) -> None:
        timer, self._timer = self._timer, None
        if timer is not None:
            timer.stop()

    def _due(self) -> None:
        self._stop()
        if self._screen.busy("count"):
            self.changed()
        else:
            self._count()
