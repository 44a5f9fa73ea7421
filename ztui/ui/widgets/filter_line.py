"""The breadcrumb line while a filter is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from rich.highlighter import Highlighter
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message

from ztui.ui.widgets.command_line import AnsweredInput
from ztui.ui.widgets.lines import Line, texts
from ztui.ui.widgets.paint import width_of

if TYPE_CHECKING:
    from rich.text import Text
    from textual.app import ComposeResult
    from textual.widgets import Input

    from ztui.ui.widgets.paint import Part

__all__ = ["FilterLine"]


class _BadTerm(Highlighter):
    """Underlines the term that cannot be read."""

    def __init__(self) -> None:
        self.span: tuple[int, int] | None = None

    def highlight(self, text: Text) -> None:
        """Underline it in the typed text."""
        if self.span is not None:
            text.stylize("underline", *self.span)


class _FilterInput(AnsweredInput):
    """The input; up and down go on moving in the table."""

    BINDINGS: ClassVar[list[Any]] = [
        Binding("up", "row(-1)", show=False),
        Binding("down", "row(1)", show=False),
    ]

    def action_row(self, by: int) -> None:
        """Ask for another row."""
        self.post_message(FilterLine.Row(by))


class FilterLine(Horizontal):
    """Crumbs, the input and the count, in one line."""

    class Typed(Message):
        """The filter reads `text` now."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Done(Message):
        """Enter was pressed: the line is to be closed, and the filter `text` stays, if it can be read."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Row(Message):
        """The cursor of the table is to move."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self, crumbs: str, text: str) -> None:
        super().__init__(id="filter-line")
        self._crumbs = crumbs
        self._text = text
        self._bad = _BadTerm()
        self._input = _FilterInput(text, id="filter-text", highlighter=self._bad)
        self._count = Line(id="filter-count")

    def compose(self) -> ComposeResult:
        """Make the line."""
        prompt = Line(id="filter-prompt")
        words = texts(f" {self._crumbs} ", ("/", "key"))
        prompt.show(words)
        prompt.styles.width = sum(width_of(part.text) for part in words)
        yield prompt
        yield self._input
        yield self._count

    def on_mount(self) -> None:
        """Go on at the end of the filter that is there."""
        self._input.cursor_position = len(self._text)

    @property
    def input(self) -> AnsweredInput:
        """Give what is to have the focus."""
        return self._input

    def show_count(self, parts: list[Part]) -> None:
        """Show the count at the right."""
        self._count.styles.width = sum(width_of(part.text) for part in parts) + 1
        self._count.show((), parts)

    def mark_bad(self, span: tuple[int, int] | None) -> None:
        """Underline the term that cannot be read; None if all can."""
        if span != self._bad.span:
            self._bad.span = span
            self._input.refresh()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is typed."""
        event.stop()
        if event.value != self._text:
            self._text = event.value
            self.post_message(self.Typed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tell that it is done."""
        event.stop()
        self.post_message(self.Done(event.value))
