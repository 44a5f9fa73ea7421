"""Confirmations: what is about to be written is asked for by a key that is not the key that asked.

Three levels. `review` asks on the speaking line, `danger` in a box whose focus is on Cancel, `severe` in the same box
with a phrase to be typed. None of them listens before it was painted and no key came for a moment, so that no key that
was pressed for something else, waits in a buffer on a slow line, or is one of a paste that the terminal does not mark,
confirms anything; what is pasted is refused altogether.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding
from textual.containers import Vertical

from ztui.resources.model import Confirm
from ztui.ui.modals.asking import Asking, Question
from ztui.ui.modals.box import Modal
from ztui.ui.modals.danger import DangerBox, SevereBox
from ztui.ui.sheets import style_sheets
from ztui.ui.widgets.lines import Line, texts
from ztui.ui.widgets.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.screen import Screen


__all__ = ["DangerBox", "Question", "ReviewLine", "SevereBox", "confirmation"]


def confirmation(question: Question, monotonic: Callable[[], float]) -> Screen[bool | None]:
    """Make the modal that asks a question; it gives True only where it was confirmed.

    Args:
        question: What is to be confirmed.
        monotonic: Seconds of a clock that never goes back.
    """
    kinds = {Confirm.REVIEW: ReviewLine, Confirm.DANGER: DangerBox, Confirm.SEVERE: SevereBox}
    return kinds[question.level](question, monotonic)


class ReviewLine(Asking, Modal[bool]):
    """Asks on the lines over the key line: `y` confirms, `n` and esc do not, no other key does anything."""

    CSS_PATH = style_sheets("modals")
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[Any]] = [
        Binding("y", "confirm", show=False, priority=True),
        Binding("n,escape", "leave", show=False, priority=True),
    ]

    def __init__(self, question: Question, monotonic: Callable[[], float]) -> None:
        super().__init__()
        self.ask(question, monotonic)

    def compose(self) -> ComposeResult:
        """Make the lines."""
        with Vertical(id="question"):
            yield Reader(id="question-text")
            yield Line(id="question-keys")

    def on_mount(self) -> None:
        """Ask."""
        self.fit()
        self.query_one("#question-keys", Line).show(texts(" ", ("y", "key"), " yes  ", ("n", "key"), " no"))
        self.call_after_refresh(self.hear_late)

    def on_resize(self) -> None:
        """Ask in the new width."""
        self.fit()

    def fit(self) -> None:
        """Take as many lines as the question needs."""
        lines = [texts((f" {each}", "")) for each in self.question.says]
        lines.append(texts((f" {self.question.asks}", "warn"), (" y/n", "key")))
        text = self.query_one("#question-text", Reader)
        text.show(lines)
        self.query_one("#question", Vertical).styles.height = min(text.needs(self.size.width), self.size.height - 3) + 1

    def action_confirm(self) -> None:
        """Do it."""
        if self.is_deaf:
            self.hear_late()
        else:
            self.dismiss(True)

    def action_leave(self) -> None:
        """Do nothing."""
        self.dismiss(False)
