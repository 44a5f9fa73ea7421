"""A box that asks for one line of text, such as the name of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.ui.modals.box import Box
from ztui.ui.sheets import style_sheets
from ztui.ui.widgets.command_line import QuietInput
from ztui.ui.widgets.lines import Line, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.widgets import Input

__all__ = ["AskText"]


class AskText(Box[str]):
    """Asks for a text; gives it, None if it was left.

    Args:
        title: What is asked for.
        text: What stands there at first.
        about: A sentence about it.
        refuse: Says why a text cannot be taken, "" if it can.
    """

    CSS_PATH = style_sheets("modals", "forms")
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("enter", "take it"), ("esc", "leave"))

    def __init__(self, title: str, text: str, about: str = "", refuse: Callable[[str], str] = lambda _text: "") -> None:
        super().__init__(title)
        self.given = text
        self.about_it = about
        self._refuse = refuse

    def compose_box(self) -> ComposeResult:
        """Make the field and the line below it."""
        yield QuietInput(self.given, id="asked")
        yield Line(id="asked-about", signs=self.signs)

    def wants(self, width: int) -> tuple[int, int]:
        """Ask for two lines."""
        return width, 2

    def on_mount(self) -> None:
        """Begin at the end of what is there."""
        field = self.query_one(QuietInput)
        field.cursor_position = len(field.value)
        field.focus()
        self._show("")

    def on_input_changed(self) -> None:
        """Take back what was said of the text before."""
        self._show("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the text, if it can be taken."""
        event.stop()
        reason = self._refuse(event.value)
        if reason:
            self._show(reason)
        else:
            self.dismiss(event.value)

    def _show(self, reason: str) -> None:
        self.query_one("#asked-about", Line).show(texts((reason, "bad"), ("" if reason else self.about_it, "dim")))
