"""The box over a screen: a title, what is asked, a line of keys. Esc closes it and changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from ztui.core.text import display
from ztui.ui.failing import start_guarded
from ztui.ui.keys import bindings
from ztui.ui.sheets import style_sheets
from ztui.ui.widgets.lines import Line, texts

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from textual.app import ComposeResult
    from textual.worker import Worker

    from ztui.core.errors import ZtuiError
    from ztui.ui.app import ZtuiApp
    from ztui.ui.widgets.paint import Signs

__all__ = ["Box", "Modal"]

Result = TypeVar("Result")

EDGES = 4
"""Cells that the frame and its padding take from the width."""


class Modal(ModalScreen["Result | None"], Generic[Result]):
    """What stands over a screen until it is answered, and closes once.

    Keys that are typed in a burst reach it while it is about to go. What they would close is no longer this modal but
    the screen below it, so they do nothing. Keys of the program end at a modal, but for drawing again.
    """

    BINDINGS: ClassVar[list[Any]] = bindings("modal")

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close with an answer; one that is closed already, or has another over it, stays as it is."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def start(self, work: Coroutine[Any, Any, None], group: str) -> Worker[None]:
        """Run some work beside the modal, in place of what goes on of its group; what it raises is told."""
        return start_guarded(self, work, self.fail, group, exclusive=True)

    def fail(self, error: ZtuiError) -> None:
        """Say what went wrong, on the screen below."""
        cast("ZtuiApp", self.app).house_screen.fail(error)

    def action_redraw(self) -> None:
        """Draw everything again, whatever the terminal shows."""
        cast("ZtuiApp", self.app).action_redraw()


class Box(Modal[Result]):
    """A modal in a frame.

    A subclass makes its inside in `compose_box` and says in `wants` how many cells and lines that needs; the box is
    made as large as that, within the terminal.

    Args:
        title: What the box is about; may be foreign text.
    """

    CSS_PATH = style_sheets("modals")
    BINDINGS: ClassVar[list[Any]] = [Binding("escape", "leave", show=False)]
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("enter", "choose"), ("esc", "leave"))

    def __init__(self, title: str) -> None:
        super().__init__()
        self.about = title

    def compose_box(self) -> ComposeResult:
        """Make what stands in the box, above its keys."""
        yield from ()

    def wants(self, width: int) -> tuple[int, int]:
        """Give the cells and lines that the inside would like, with `width` cells at most."""
        return width, 10

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Give the keys of the last line, each with its word."""
        return self.KEYS

    @property
    def signs(self) -> Signs:
        """Give the signs that the terminal can show."""
        return cast("ZtuiApp", self.app).signs

    def compose(self) -> ComposeResult:
        """Make the box."""
        with Vertical(id="box"):
            yield from self.compose_box()
            yield Line(id="box-keys", signs=self.signs)

    def on_mount(self) -> None:
        """Name the box and give it its size."""
        box = self.query_one("#box", Vertical)
        box.border_title = Content(display(self.about, longest=200))
        if self.signs.ellipsis.isascii():
            box.add_class("plain")
        self.fit()
        self.show_keys()

    def on_resize(self) -> None:
        """Fit into the terminal again."""
        self.fit()

    def show_keys(self) -> None:
        """Show the keys again."""
        pieces = [part for key, word in self.keys() for part in texts((key, "key"), f" {word}  ")]
        self.query_one("#box-keys", Line).show(pieces)

    def fit(self) -> None:
        """Make the box as large as its inside wants to be, and the terminal allows."""
        room = max(min(self.size.width - EDGES - 2, 96), 10)
        width, height = self.wants(room)
        keys = sum(len(key) + len(word) + 3 for key, word in self.keys())
        title = len(display(self.about, longest=60)) + 4
        box = self.query_one("#box", Vertical)
        box.styles.width = min(max(width, keys, title), room) + EDGES
        box.styles.height = max(min(height + 3, self.size.height - 2), 4)

    def action_leave(self) -> None:
        """Close the box without a choice."""
        self.dismiss(None)
