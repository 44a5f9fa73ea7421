"""A number that the account does not have: what it is, and the calls with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core import phone
from ztui.core.text import display
from ztui.services.ring.about import About, about_outside
from ztui.services.ring.report import outside_lines
from ztui.ui.screens.reading import TextScreen
from ztui.ui.widgets.lines import texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.ring.asking import Outside
    from ztui.services.session import Session
    from ztui.ui.widgets.paint import Part

__all__ = ["OutsideScreen"]


class OutsideScreen(TextScreen):
    """Says that a number is not the account's, of which country it is, and what calls are stored of it."""

    def __init__(self, session: Session, outside: Outside) -> None:
        super().__init__(session)
        self.outside = outside
        self._about = About()

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the same."""
        return ("ring", self.outside.number)

    def crumbs(self) -> Sequence[str]:
        """Give the number."""
        return ("Ring", phone.formatted(display(self.outside.number)))

    def lines(self) -> Sequence[Sequence[Part]]:
        """Give what is known of the number."""
        viewer = self.session.viewer(ascii=self.house.ascii_only)
        return [(), *(texts(f" {each}") for each in outside_lines(self.outside, self._about, viewer))]

    def on_mount(self) -> None:
        """Show what is known, then look for its calls."""
        super().on_mount()
        self.start(self._look(), "ring")

    async def _look(self) -> None:
        self._about = await about_outside(self.session, self.outside)
        if self.is_mounted:
            self.show_text()
