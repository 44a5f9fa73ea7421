"""A screen that counts the rows of an open list, and counts again when they have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.ui.screens.base import HouseScreen
from ztui.ui.screens.recounting import Recounting

if TYPE_CHECKING:
    from datetime import datetime

    from ztui.services.session import Session
    from ztui.ui.screens.pane import Pane

__all__ = ["CountingScreen"]


class CountingScreen(HouseScreen):
    """A subclass gives what it counts by (`counted_by`), counts in `count_rows`, and begins with `count_changes`.

    Args:
        session: Whose list it is.
        pane: The list; it stays that of the screen which opened it.
    """

    def __init__(self, session: Session, pane: Pane) -> None:
        super().__init__(session)
        self.pane = pane
        self._counted: object = None
        self._recounting: Recounting | None = None

    @property
    def counted_by(self) -> object:
        """Give what is counted, and how."""
        return None

    async def count_rows(self) -> None:
        """Count the rows as they are now, and show what came of it."""

    def as_of(self) -> datetime | None:
        """Give when the list was read."""
        return self.pane.listing.status.as_of

    def can(self, id: str) -> bool:
        """Leave out marks."""
        return id not in {"mark", "mark-range"} and super().can(id)

    def count_changes(self) -> None:
        """Count again when rows have come."""
        self._recounting = Recounting(self, self.pane.listing, self._look)

    def count(self) -> None:
        """Count; a count of before, which nobody waits for now, is given up."""
        if not self.pane.listing.is_closed:
            self.workers.cancel_group(self, "count")
            self.start(self._count(), "count")

    async def _count(self) -> None:
        self._counted = self._state
        await self.count_rows()

    def _look(self) -> None:
        if self.is_mounted and self.is_current and self._counted != self._state and not self.busy("count"):
            self.count()

    @property
    def _state(self) -> object:
        status = self.pane.listing.status
        return self.counted_by, self.pane.view.filter, status.loaded, status.complete, status.as_of

    def on_screen_resume(self) -> None:
        """Count anew what has changed meanwhile."""
        super().on_screen_resume()
        self._look()

    async def release(self) -> None:
        """Watch the list no longer."""
        if self._recounting is not None:
            self._recounting.end()
