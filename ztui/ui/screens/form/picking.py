"""The searchable box in which a value is picked, from choices that are known or from objects that are looked for."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding
from textual.message import Message

from ztui.core.errors import ZtuiError
from ztui.core.text import fold
from ztui.ui.modals.box import Box
from ztui.ui.sheets import style_sheets
from ztui.ui.widgets.command_line import AnsweredInput
from ztui.ui.widgets.lines import Line, texts
from ztui.ui.widgets.menu import Choice, Menu

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    from textual.app import ComposeResult
    from textual.widgets import Input

__all__ = ["PickBox"]

_LINES = 12
"""Lines of a box whose choices are looked for."""


class _Words(AnsweredInput):
    """The input of a search; up and down move in the list, tab switches."""

    BINDINGS: ClassVar[list[Any]] = [
        Binding("up", "go('up')", show=False, priority=True),
        Binding("down", "go('down')", show=False, priority=True),
        Binding("tab", "go('switch')", show=False, priority=True),
    ]

    class Gone(Message):
        """The list is to do something."""

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

    async def action_go(self, what: str) -> None:
        """Ask the list, after the keys before it and before those behind it."""
        await self.in_turn(lambda: self.post_message(self.Gone(what)))


class PickBox(Box[tuple[Choice, ...]]):
    """Pick one or some; gives the choices, None if the box was left.

    Args:
        title: What is picked.
        choices: What is known at first.
        current: Id under the cursor at first.
        several: Any number may be picked, in the order in which they were.
        on: What is picked already, where several may be.
        look: Gives the choices for a text; None where all are known and are searched by words.
        none: What is said where nothing is typed and nothing is there to be picked.
    """

    CSS_PATH = style_sheets("modals", "forms")

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice] = (),
        *,
        current: str = "",
        several: bool = False,
        on: Iterable[Choice] = (),
        look: Callable[[str], Awaitable[Sequence[Choice]]] | None = None,
        none: str = "",
    ) -> None:
        super().__init__(title)
        self.choices = tuple(choices)
        self.current = current
        self.several = several
        self.picked = {each.id: each for each in on}
        self._look = look
        self._none = none
        self._sought: asyncio.Task[None] | None = None
        self._shown_for: str | None = None

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Give the keys of the last line."""
        some = (("tab", "on/off"), ("enter", "take these")) if self.several else (("enter", "choose"),)
        return (("type", "to search"), *some, ("esc", "leave"))

    def compose_box(self) -> ComposeResult:
        """Make the input above the list, and a line that says what is going on."""
        yield _Words(id="asked")
        yield Menu(self._offered(()), signs=self.signs, on=self.picked if self.several else None, id="choices")
        yield Line(id="pick-note", signs=self.signs)

    def wants(self, width: int) -> tuple[int, int]:
        """Ask for room for the choices, the input and the note."""
        widest = max((each.width for each in self.choices), default=20) + (4 if self.several else 0)
        known = len(self.choices) if self._look is None else _LINES
        return (width if self._look is not None else max(widest, 30)), max(known, 1) + 2

    def on_mount(self) -> None:
        """Show what is known."""
        self._show(self._offered(self.choices), current=self.current)
        self.begin()
        if self._look is not None:
            self._seek("")

    def begin(self) -> None:
        """Give the focus to the input, before the next key is looked at."""
        self.set_focus(self.query_one(_Words), scroll_visible=False)

    def _offered(self, found: Sequence[Choice]) -> tuple[Choice, ...]:
        """Give the choices with what is picked already in front, where several may be."""
        if not self.several:
            return tuple(found)
        return (*self.picked.values(), *(each for each in found if each.id not in self.picked))

    def _show(self, found: Sequence[Choice], current: str = "") -> None:
        menu = self.query_one(Menu)
        if self.several:
            self.picked = {each.id: each for each in self._all_picked()}
        at = next((at for at, each in enumerate(found) if each.id == current), 0) if current else 0
        if tuple(found) != menu.choices:
            menu.show(found, at)
        elif current:
            menu.move_to(at)

    def _note(self, text: str, style: str = "dim") -> None:
        self.query_one("#pick-note", Line).show(texts((text, style)))

    # Searching

    def on_input_changed(self, event: Input.Changed) -> None:
        """Leave what has all words, or look for it."""
        event.stop()
        if self._look is not None:
            self._seek(event.value)
            return
        words = fold(event.value).split()
        found = [each for each in self.choices if all(word in fold(f"{each.title} {each.note}") for word in words)]
        self._show(self._offered(found) if not words else found)
        self._note("" if found else "nothing has all of these words")

    def _seek(self, text: str) -> None:
        if self._sought is not None:
            self._sought.cancel()
        self._sought = asyncio.ensure_future(self._found(text))

    async def _found(self, text: str) -> None:
        assert self._look is not None
        self._note("looking")
        try:
            found = await self._look(text)
        except ZtuiError as error:
            self._note(str(error), "bad")
            return
        if not self.is_attached:
            return
        self._shown_for = text
        self._show(self._offered(found) if not text.strip() else tuple(found))
        nothing = "nothing has that name, number or extension" if text.strip() else self._none
        self._note("" if found else nothing)

    def on_unmount(self) -> None:
        """Stop looking."""
        if self._sought is not None:
            self._sought.cancel()

    # Picking

    def on__words_gone(self, message: _Words.Gone) -> None:
        """Move in the list, or turn a choice on or off."""
        message.stop()
        menu = self.query_one(Menu)
        if message.what != "switch":
            menu.action_move(-1 if message.what == "up" else 1)
        elif self.several:
            menu.action_switch()
        self.query_one(_Words).answered()

    def _all_picked(self) -> tuple[Choice, ...]:
        """Give what is on, also what the search does not show now, in the order in which it was picked."""
        menu = self.query_one(Menu)
        on = menu.on or set()
        kept = [each for each in self.picked.values() if each.id in on]
        return (*kept, *(each for each in menu.choices if each.id in on and each.id not in self.picked))

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what is under the cursor, once what was typed has been looked for."""
        event.stop()
        if self._sought is not None and self._shown_for != event.value:
            await asyncio.wait({self._sought})
        current = self.query_one(Menu).current
        if self.several:
            self._take(self._all_picked() or ((current,) if current is not None and event.value else ()))
        elif current is not None:
            self._take((current,))
        self.query_one(_Words).answered()

    def on_menu_chosen(self, message: Menu.Chosen) -> None:
        """Take what was clicked."""
        message.stop()
        self._take(self._all_picked() if self.several else (message.choice,))

    def _take(self, chosen: tuple[Choice, ...]) -> None:
        if self.is_current:
            self.dismiss(chosen)
