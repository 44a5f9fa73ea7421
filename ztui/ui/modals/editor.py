"""A box to write a text of several lines in, such as the body of a request as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding
from textual.widgets import TextArea

from ztui.core.errors import ConfigError
from ztui.ui.modals.box import Box
from ztui.ui.sheets import style_sheets
from ztui.ui.widgets.lines import Line, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

__all__ = ["TextEditor"]


class TextEditor(Box[str]):
    """Edits a text; gives it when it was taken, None if it was left.

    While the text is refused the box stays, with the reason and the cursor where it lies. Where something was changed,
    esc has to be pressed twice.

    Args:
        title: What is written.
        text: What stands there at first.
        take: Takes the text; raises `ConfigError` for one that is refused.
        place: Gives line and column, from 1, of what an error is about, None where it does not say.
        at_end: Have the cursor below the text at first: what stands there only says what is to be written.
    """

    CSS_PATH = style_sheets("modals", "forms")
    BINDINGS: ClassVar[list[Any]] = [
        Binding("escape", "leave", show=False, priority=True),
        Binding("ctrl+o,f2", "take", show=False, priority=True),
    ]
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("ctrl+o", "take it"), ("esc", "leave"))

    def __init__(
        self,
        title: str,
        text: str,
        take: Callable[[str], None],
        place: Callable[[ConfigError], tuple[int, int] | None] = lambda _error: None,
        *,
        at_end: bool = False,
    ) -> None:
        super().__init__(title)
        self.given = text
        self._take = take
        self._place = place
        self._at_end = at_end
        self._leaving = False

    def compose_box(self) -> ComposeResult:
        """Make the text and the line of reasons."""
        area = TextArea(
            self.given, id="editor", soft_wrap=False, show_line_numbers=True, tab_behavior="indent", theme="css"
        )
        area.cursor_blink = False
        yield area
        yield Line(id="reason", signs=self.signs)

    def wants(self, width: int) -> tuple[int, int]:
        """Ask for as much room as there is."""
        return width, self.size.height

    def on_mount(self) -> None:
        """Begin in the text."""
        if self._at_end:
            self.area.move_cursor(self.area.document.end)
        self.area.focus()

    @property
    def area(self) -> TextArea:
        """Give what the text stands in."""
        return self.query_one(TextArea)

    def on_text_area_changed(self) -> None:
        """Take back what was said of the text before."""
        self._leaving = False
        self._say("")

    def action_take(self) -> None:
        """Close with the text, if it is not refused."""
        try:
            self._take(self.area.text)
        except ConfigError as error:
            where = self._place(error)
            if where is not None:
                self.area.move_cursor((where[0] - 1, where[1] - 1))
            self._say(str(error))
        else:
            self.dismiss(self.area.text)

    def action_leave(self) -> None:
        """Leave; if something was changed, only the second time."""
        if self.area.text != self.given and not self._leaving:
            self._leaving = True
            self._say("esc again leaves what you changed, ctrl+o takes it", "warn")
        else:
            self.dismiss(None)

    def _say(self, text: str, style: str = "bad") -> None:
        self.query_one("#reason", Line).show(texts((text, style)))
