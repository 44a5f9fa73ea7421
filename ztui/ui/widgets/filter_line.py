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
from ztui.ui.widgets.recall import Recall

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
        Binding("tab", "complete", show=False),
    ]

    def action_row(self, by: int) -> None:
        """Bring back a filter of before where the line is empty or shows one; else ask for another row."""
        if not self._line.recall(by):
            self.post_message(FilterLine.Row(by))

    def action_complete(self) -> None:
        """Go on with the word under the cursor."""
        self._line.complete()

    @property
    def _line(self) -> FilterLine:
        return next(each for each in self.ancestors if isinstance(each, FilterLine))


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

    class Offered(Message):
        """The word under the cursor can become any of these."""

        def __init__(self, words: Sequence[str]) -> None:
            super().__init__()
            self.words = words

    def __init__(
        self,
        crumbs: str,
        text: str,
        before: Sequence[str] = (),
        completions: Callable[[str], Sequence[str]] = lambda _text: (),
    ) -> None:
        """Take what stands before the input, what is typed already, what was typed before, and what completes it."""
        super().__init__(id="filter-line")
        self._recall = Recall(before)
        self._completions = completions
        self._turn: tuple[str, tuple[str, ...], int] = ("", (), 0)
        """What stood before the completed word, what it can become, and which of that is shown."""
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

    def recall(self, by: int) -> bool:
        """Show a filter of before; tells whether the key was meant so."""
        if self._input.value and not self._recall.is_on:
            return False
        line = self._recall.step(by, self._input.value)
        if line is not None:
            self._input.value = line
            self._input.cursor_position = len(line)
        return line is not None

    def complete(self) -> None:
        """Complete the last word as far as it is settled; again: the next of what it can become."""
        text = self._input.value
        head, found, at = self._turn
        if found and text == f"{head}{found[at]}":
            at = (at + 1) % len(found)
        else:
            found, at = tuple(self._completions(text)), 0
            head = text[: len(text) - len(text.rpartition(" ")[2])]
            begun = _common(found)
            if len(found) > 1 and len(head) + len(begun) > len(text):
                self._show(f"{head}{begun}")
                self.post_message(self.Offered(found))
                return
        self._turn = (head, found, at)
        if found:
            self._show(f"{head}{found[at]}")
            self.post_message(self.Offered(found if len(found) > 1 else ()))

    def _show(self, text: str) -> None:
        self._input.value = text
        self._input.cursor_position = len(text)

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
        self._recall.typed(event.value)
        if event.value != self._text:
            self._text = event.value
            self.post_message(self.Typed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tell that it is done."""
        event.stop()
        self.post_message(self.Done(event.value))


def _common(words: Sequence[str]) -> str:
    """Give what all words begin with."""
    first, last = min(words, default=""), max(words, default="")
    same = next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))
    return first[:same]
