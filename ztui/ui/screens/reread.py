"""A screen whose lists are read again after something was written that shows in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.ui.screens.paned import PanedScreen

if TYPE_CHECKING:
    from ztui.ui.screens.pane import Pane
    from ztui.ui.written import Written

__all__ = ["RereadScreen"]


class RereadScreen(PanedScreen):
    """Takes note of what was written, and reads what is shown of it again, at once or when it is shown again."""

    def take_written(self, written: Written) -> None:
        """Take note of what was written; what is shown of it is read again, at once or when the screen is back."""
        if written.session.account != self.session.account or self.session.offline:
            return
        ids = written.keys | written.beside
        for pane in self.panes():
            above = {value for _, value in pane.view.parents}
            pane.is_old |= pane.resource.name == written.resource or not ids.isdisjoint(above)
            pane.written |= ids
        if self.house.house_screen is self and self.is_current:
            self.read_again()

    def on_screen_resume(self) -> None:
        """Read again what was written meanwhile."""
        if self.is_mounted:
            self.read_again()

    def adopt(self, pane: Pane) -> None:
        """Show a list; one that is older than what was written is read again."""
        super().adopt(pane)
        self.read_again()

    def read_again(self) -> None:
        """Read the list that is shown if something was written that shows in it."""
        pane = self.pane
        if pane is not None and pane.written:
            self.start(self._read_written(pane), "refresh")

    async def _read_written(self, pane: Pane) -> None:
        """Read a list again; the cursor stays on its row, or goes to the one that is new."""
        keys, pane.written = pane.written, set()
        old, pane.is_old = pane.is_old, False
        there = {each for each in keys if await pane.listing.position_of(each) is not None}
        if not old and not there:
            return
        pane.forget(keys)
        await self._refresh(pane)
        new: int | None = None
        for each in keys:
            place = await pane.listing.position_of(each)
            if place is None:
                pane.marks.discard(each)
            elif each not in there:
                new = place
        self._repaint(pane, new)
