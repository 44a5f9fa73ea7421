"""The `:` line over the key line, with its completions above it; as the palette it searches titles."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input

from ztui.core.text import display
from ztui.services.saved.typed import COMMAND
from ztui.ui.commands.completing import known_words, line_words
from ztui.ui.commands.offers import Offer, complete, offers, search
from ztui.ui.widgets.lines import Line, texts
from ztui.ui.widgets.paint import Painted
from ztui.ui.widgets.recall import Recall

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult

    from ztui.ui.screens.base import HouseScreen

__all__ = ["AnsweredInput", "CommandLine", "MovingInput", "QuietInput"]

MOST = 8
"""Completions shown at once."""
_LEFT_ALONE = frozenset({"submit", "copy"})
"""Keys of an input that others answer: enter, and ctrl+c."""
PATIENCE = 2.0
"""Seconds after which the next key is looked at although an enter was not answered."""


def _in_order() -> list[Any]:
    """Give the input's own keys with priority.

    The framework looks at those that edit only after they went to the input and came back, behind what was typed
    meanwhile: a backspace in a burst would take the letter after it.
    """
    edits = [each for each in Input.BINDINGS if isinstance(each, Binding) and each.action not in _LEFT_ALONE]
    return [replace(each, action=f"in_order({each.action!r})", show=False, priority=True) for each in edits]


class QuietInput(Input):
    """An input of one line without a border, whose cursor stands still, and whose keys act in the order they came."""

    BINDINGS: ClassVar[list[Any]] = _in_order()

    def __init__(self, value: str = "", *, id: str | None = None, placeholder: str = "", **settings: Any) -> None:
        super().__init__(value, id=id, placeholder=placeholder, select_on_focus=False, compact=True, **settings)
        self.cursor_blink = False

    def action_in_order(self, action: str) -> None:
        """Edit after the keys before this one, which may wait for the input still."""
        self.call_later(self.run_action, action)

    def _on_paste(self, event: events.Paste) -> None:
        """Take all that was pasted, its lines joined by spaces; the framework would drop all but the first."""
        event.stop()
        event.prevent_default()
        lines = [each for each in event.text.splitlines() if each.strip()]
        text = lines[0] if len(lines) == 1 else " ".join(each.strip() for each in lines)
        self.replace(text, *self.selection)


class AnsweredInput(QuietInput):
    """An input whose enter is answered before the next key is looked at: what is typed ahead lands where it belongs."""

    BINDINGS: ClassVar[list[Any]] = [Binding("enter", "answer", show=False, priority=True)]

    def __init__(self, value: str = "", *, id: str | None = None, **settings: Any) -> None:
        super().__init__(value, id=id, **settings)
        self._answered = asyncio.Event()

    async def action_answer(self) -> None:
        """Submit in turn, after the keys before it, and wait for `answered`."""
        await self.in_turn(self.action_submit)

    async def in_turn(self, act: Callable[[], object]) -> None:
        """Do something after the keys before it, and wait for `answered`."""
        self._answered.clear()
        if self.call_later(act):
            with suppress(TimeoutError):
                await asyncio.wait_for(self._answered.wait(), PATIENCE)

    def answered(self) -> None:
        """Let the next key come: it is settled who takes it."""
        self._answered.set()


class MovingInput(AnsweredInput):
    """The input that moves to the line of a form that is filled in."""

    BINDINGS: ClassVar[list[Any]] = [
        Binding("up,shift+tab", "go(-1)", show=False, priority=True),
        Binding("down,tab", "go(1)", show=False, priority=True),
    ]

    class Gone(Message):
        """What was typed is to be taken, and another line filled in."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    async def action_go(self, by: int) -> None:
        """Ask for another line, after the keys before it."""
        await self.in_turn(lambda: self.post_message(self.Gone(by)))


class _Typed(AnsweredInput):
    """The input of the command line; the keys that choose a completion belong to its line."""

    BINDINGS: ClassVar[list[Any]] = [
        Binding("up,shift+tab", "choose(-1)", "before", show=False),
        Binding("down", "choose(1)", "after", show=False),
        Binding("tab", "take", "complete", show=False),
    ]

    def action_choose(self, by: int) -> None:
        """Go to another completion."""
        self._line.choose(by)

    def action_take(self) -> None:
        """Put the chosen completion into the line."""
        self._line.take()

    @property
    def _line(self) -> CommandLine:
        return next(each for each in self.ancestors if isinstance(each, CommandLine))


class _Choices(Painted):
    """The completions, one a line, one of them chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Offer] = []
        self.chosen = 0

    def show(self, found: list[Offer]) -> None:
        """Show these; the first is chosen."""
        if found == self.shown and not self.chosen:
            return
        self.shown, self.chosen = found, 0
        self.styles.height = len(found)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint one completion: name, title, key."""
        width = self.size.width
        if y >= len(self.shown):
            return Strip.blank(width, self.style_named(""))
        each = self.shown[y]
        here = y == self.chosen
        left = texts(" > " if here else "   ", (f"{each.command:<22}", "strong"), f" {each.title}")
        line = self.line_of(left, texts((f"{each.note} ", "key")), width)
        return self.under_cursor(line) if here else line


class CommandLine(Vertical):
    """The line and its completions. Tells `Closed` once, with what is to be obeyed, "" for nothing."""

    class Closed(Message):
        """The line was closed: run `text`, if it is not ""."""

        def __init__(self, line: CommandLine, text: str) -> None:
            super().__init__()
            self.line = line
            self.text = text

    def __init__(self, screen: HouseScreen, *, palette: bool = False) -> None:
        from ztui.services.saved.views import SavedViews

        super().__init__(id="command-line")
        self.palette = palette
        self._find = search if palette else complete
        areas = [area.key for area in screen.house.areas]
        views = SavedViews(screen.session.folders, screen.session.profile.name).names()
        self._offers = offers(screen.known_actions(), areas, screen.house.keymap_in_use, views)
        self._known = known_words(screen)
        self._kept = screen.house.typed
        self._recall = Recall(() if palette else self._kept.lines(COMMAND))
        self._moved = False
        self._answered = False

    def compose(self) -> ComposeResult:
        """Make the completions above and the input below."""
        yield _Choices()
        with Horizontal(id="command-input"):
            prompt = Line(id="command-prompt")
            prompt.show(texts((" find " if self.palette else " :", "key")))
            prompt.styles.width = 6 if self.palette else 2
            yield prompt
            yield _Typed(id="command-text")

    def on_mount(self) -> None:
        """Offer what there is."""
        self._offer("")

    @property
    def input(self) -> AnsweredInput:
        """Give what is to have the focus."""
        return self.query_one(_Typed)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what fits what is typed now."""
        event.stop()
        self._moved = False
        self._recall.typed(event.value)
        self._offer(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close and obey."""
        event.stop()
        chosen = self._chosen
        typed = event.value.strip()
        begins = chosen is not None and " " not in typed and any(name.startswith(typed) for name in chosen.names)
        if chosen is not None and (self.palette or self._moved or begins):
            if chosen.more and typed != chosen.command:
                self.take()
                self.input.answered()
                return
            exact = typed in chosen.names and not self.palette and not self._moved
            self.close(typed if exact else chosen.command)  # :q! means more than what it completes to
        else:
            self.close("" if self.palette else typed)

    def choose(self, by: int) -> None:
        """Go to another completion, round the ends; up from the first one brings back what was typed before."""
        choices = self.query_one(_Choices)
        typed = self.query_one(_Typed)
        if self._recall.is_on or (by < 0 and not choices.chosen and not self._moved):
            line = self._recall.step(by, typed.value)
            if line is not None:
                typed.value = line
                typed.cursor_position = len(line)
                return
        if choices.shown:
            choices.chosen = (choices.chosen + by) % len(choices.shown)
            self._moved = True
            choices.refresh()

    def take(self) -> None:
        """Put the chosen completion into the line, ready for what follows."""
        chosen = self._chosen
        if chosen is None:
            return
        if self.palette:
            self.palette = False
            self._find = complete
            prompt = self.query_one("#command-prompt", Line)
            prompt.styles.width = 2
            prompt.show(texts((" :", "key")))
        typed = self.query_one(_Typed)
        is_begun = chosen.command.endswith(":")
        typed.value = chosen.command if is_begun else f"{chosen.command} "
        typed.cursor_position = len(typed.value)

    def close(self, text: str = "") -> None:
        """Close the line; tells once."""
        if not self._answered:
            self._answered = True
            self._kept.keep(COMMAND, text)
            self.post_message(self.Closed(self, text))

    @property
    def _chosen(self) -> Offer | None:
        choices = self.query_one(_Choices)
        return choices.shown[choices.chosen] if choices.shown else None

    def _offer(self, text: str) -> None:
        found = self._find(display(text), self._offers, MOST)
        if not self.palette:
            lines = [each for each in line_words(text, self._known) if each not in [one.command for one in found]]
            found = [*found, *(Offer(each, "") for each in lines)][:MOST]
        self.query_one(_Choices).show(found)
