"""Confirmations in a box: its focus is on Cancel; what cannot be had again wants a phrase to be typed as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding
from textual.message import Message

from ztui.core.text import display
from ztui.resources.model import Confirm
from ztui.ui.modals.asking import Asking, Question
from ztui.ui.modals.box import Box
from ztui.ui.widgets.command_line import QuietInput
from ztui.ui.widgets.lines import Line, texts
from ztui.ui.widgets.paint import Painted
from ztui.ui.widgets.reader import Reader, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.strip import Strip

    from ztui.ui.widgets.paint import Part

__all__ = ["DangerBox", "SevereBox"]


class _Cancel(Painted, can_focus=True):
    """The way out; enter takes it."""

    BINDINGS: ClassVar[list[Any]] = [Binding("enter", "take", show=False)]

    class Taken(Message):
        """It is not to be done."""

    def action_take(self) -> None:
        """Tell that it is not to be done."""
        self.post_message(self.Taken())

    def on_click(self) -> None:
        """Tell that it is not to be done."""
        self.action_take()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Show where the focus is."""
        super().watch_has_focus(_has_focus)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint it."""
        mark = "accent" if self.has_focus else "dim"
        return self.line_of(texts(("[ Cancel ]", mark)) if not y else (), (), self.size.width)


class DangerBox(Asking, Box["bool"]):
    """Says what is about to be done, with the focus on Cancel: only `y` does it."""

    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("y", "do it"), ("enter", "cancel"), ("esc", "cancel"))
    BINDINGS: ClassVar[list[Any]] = [
        Binding("y", "confirm", show=False),
        Binding("n", "leave", show=False),
        Binding("pagedown", "page(1)", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
    ]
    LEVEL: ClassVar[Confirm] = Confirm.DANGER
    EXTRA: ClassVar[int] = 2
    """Lines below the text: a blank one and Cancel."""
    FIRST: ClassVar[str] = "#cancel"
    """What has the focus at first."""

    def __init__(self, question: Question, monotonic: Callable[[], float]) -> None:
        super().__init__(question.title)
        self.ask(question, monotonic)
        self._below = 0
        self.is_read = False

    @property
    def lines(self) -> list[list[Part]]:
        """Give what the box says."""
        said = [texts(each) for each in self.question.says]
        return [*said, *([texts()] if said else []), texts((self.question.asks, "bad"))]

    def compose_box(self) -> ComposeResult:
        """Make the text and the way out."""
        text = Reader(self.lines, id="danger-text")
        text.can_focus = False
        yield text
        yield from self.compose_asked()
        yield _Cancel(id="cancel")

    def compose_asked(self) -> ComposeResult:
        """Make what has to be filled in; nothing."""
        yield from ()

    def wants(self, width: int) -> tuple[int, int]:
        """Ask for room for all lines, and a blank one."""
        widest = max((sum(len(part.text) for part in line) for line in self.lines), default=20)
        cells = min(max(widest, 44), width)
        text = sum(len(wrapped(line, cells)) for line in self.lines)
        room = max(self.size.height - 5 - self.EXTRA, 1)
        reader = self.query_one("#danger-text", Reader)
        reader.styles.height = min(text, room)
        self._say_below(max(text - room - reader.top, 0))
        return cells, text + self.EXTRA

    def _say_below(self, count: int) -> None:
        """Take how many lines are out of sight below; what was in sight once was read."""
        self._below = count
        self.is_read = self.is_read or not count
        self.show_keys()

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Name the key that shows the rest first, where the text is longer than the box: nothing is done before."""
        if not self._below:
            return self.KEYS
        sign = "v" if self.signs.ellipsis.isascii() else "▼"
        rest = self.KEYS if self.is_read else self.KEYS[1:]
        return (("pgdn", f"{sign} {self._below} more"), *rest)

    def action_page(self, by: int) -> None:
        """Scroll the text."""
        text = self.query_one("#danger-text", Reader)
        text.action_page_down() if by > 0 else text.action_page_up()
        self._say_below(text.below)

    def on_mount(self) -> None:
        """Give the focus to Cancel, or to the field."""
        self.query_one(self.FIRST).focus()
        self.call_after_refresh(self.hear_late)

    def on__cancel_taken(self, message: _Cancel.Taken) -> None:
        """Do nothing."""
        message.stop()
        self.action_leave()

    def action_leave(self) -> None:
        """Close without doing it; not yet where keys are not listened to."""
        if not self.is_deaf:
            self.dismiss(False)

    def action_confirm(self) -> None:
        """Do it, once all that it says was in sight."""
        if self.is_deaf:
            self.hear_late()
        elif self.is_read:
            self.dismiss(True)


class _Phrase(QuietInput):
    """The field of the phrase: it is to be typed."""

    class Refused(Message):
        """Something was pasted."""

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.post_message(self.Refused())


class SevereBox(DangerBox):
    """The same box with a field: the phrase has to be typed, then ctrl+y does it; no other key does."""

    LEVEL: ClassVar[Confirm] = Confirm.SEVERE
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("ctrl+y", "do it"), ("tab", "to Cancel"), ("esc", "cancel"))
    BINDINGS: ClassVar[list[Any]] = [
        Binding("ctrl+y", "confirm_phrase", show=False, priority=True),
        Binding("tab,shift+tab", "other", show=False, priority=True),
    ]
    EXTRA: ClassVar[int] = 6
    FIRST: ClassVar[str] = "#phrase"

    @property
    def phrase(self) -> str:
        """Give what has to be typed."""
        return display(self.question.phrase.strip()) or "yes"

    def compose_asked(self) -> ComposeResult:
        """Make the field."""
        yield Line(id="phrase-line", signs=self.signs)
        yield _Phrase(id="phrase")
        yield Line(id="phrase-note", signs=self.signs)

    def on_mount(self) -> None:
        """Say what is to be typed."""
        asked = texts("Type ", (self.phrase, "strong"), ", then ctrl+y:")
        self.query_one("#phrase-line", Line).show(asked)

    def action_other(self) -> None:
        """Go to Cancel, or back into the field."""
        field, cancel = self.query_one("#phrase"), self.query_one("#cancel")
        (cancel if field.has_focus else field).focus()

    def action_confirm(self) -> None:
        """Do nothing: a letter does not confirm here."""

    def action_confirm_phrase(self) -> None:
        """Do it, if the phrase was typed."""
        if self.is_deaf:
            self.hear_late()
        elif not self.is_read:
            self._note("Read the rest first: pgdn.")
        elif self.query_one("#phrase", _Phrase).value == self.phrase:
            self.dismiss(True)
        else:
            self._note("This is not what has to be typed.")

    def on_input_changed(self) -> None:
        """Take back what was said of the phrase."""
        self._note("")

    def on_input_submitted(self) -> None:
        """Say that enter, which may be pressed by the way, does nothing here."""
        self._note("Enter does nothing here: ctrl+y does it, esc cancels.")

    def on__phrase_refused(self, message: _Phrase.Refused) -> None:
        """Say that a paste does not count."""
        message.stop()
        self._note("It has to be typed, not pasted.")

    def _note(self, text: str) -> None:
        self.query_one("#phrase-note", Line).show(texts((text, "bad")))
