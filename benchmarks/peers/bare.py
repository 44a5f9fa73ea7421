"""The smallest Textual app that shows something: what any Textual program costs before it does anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.widgets import Footer, Header, Static

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class Bare(App[None]):
    """A header, a line of text and a footer."""

    BINDINGS: ClassVar[list[BindingType]] = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        """Make the three widgets."""
        yield Header()
        yield Static("bare ready")
        yield Footer()


if __name__ == "__main__":
    Bare().run()
