"""What a screen says on its speaking line: what was just done or went wrong, what goes on, else what is usual there."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.screen import Screen

from ztui.core.text import display
from ztui.ui.widgets.lines import Line, SpeakingLine, texts

if TYPE_CHECKING:
    from textual.widget import Widget

    from ztui.core.errors import ZtuiError
    from ztui.ui.app import ZtuiApp
    from ztui.ui.screens.base import HouseScreen
    from ztui.ui.widgets.paint import Signs

__all__ = ["SpeakingScreen"]

_MARGIN = 20
"""Cells of two lines that may stay blank where a sentence is broken."""


class SpeakingScreen(Screen[None]):
    """A screen with a speaking line over its line of keys.

    What was said stands above what goes on until that, or what is shown, changes. A subclass overrides `idle_words`,
    and `gives_way` where what goes on is not all that may take the place of what was said.
    """

    def __init__(self) -> None:
        super().__init__()
        self._said: tuple[str, str] = ("", "")
        self._progress = ""
        self._just_said = False
        """What was said stands above the progress until that or what is shown changes."""
        self._problem: ZtuiError | None = None
        self._is_idle = True
        """The speaking line has nothing to say."""

    @property
    def house(self) -> ZtuiApp:
        """Give the app by its own type."""
        return cast("ZtuiApp", self.app)

    @property
    def signs(self) -> Signs:
        """Give the signs that the terminal can show."""
        return self.house.signs

    def first_focus(self) -> Widget | None:
        """Give the widget that has the focus when no input is open."""
        return None

    def idle_words(self) -> str:
        """Give what stands on the speaking line while there is nothing to say."""
        return ""

    def say(self, text: str, style: str = "", *, kept: bool = True) -> None:
        """Say something on the speaking line, kept for `:messages` unless that is not wanted; "" makes it silent."""
        self._problem = None
        self._said = (text, style)
        self._just_said = bool(text)
        self._speak()
        if text and kept:
            self.house.keep_message(text, style)

    def show_progress(self, text: str) -> None:
        """Say what is going on; what was said before comes back when it is over (`text` is "")."""
        if text != self._progress:
            self._progress = text
            self._just_said = False
            self._speak()

    @property
    def _going_on(self) -> str:
        """Give what is going on here, what plans are being written, and what files are being saved."""
        house, here = self.house, cast("HouseScreen", self)
        working = (house.saves, house.exports, house.syncs, house.indexing)
        told = (self._progress, house.runs_told(here), *(each.told(here) for each in working))
        return f" {self.signs.dot} ".join(filter(None, told))

    @property
    def is_at_rest(self) -> bool:
        """Tell whether nothing goes on, nothing was just said, and nothing is being typed."""
        is_silent = not (self._just_said or self._problem or self._going_on or self.house.standing)
        return is_silent and self.app.focused is self.first_focus()

    def speak_again(self) -> None:
        """Say what is going on, which has changed; what was just said stays above it."""
        self._speak()

    def heard(self) -> None:
        """Take what was said for heard, since the user went on: what is going on may be told again."""
        if self.is_mounted:
            self._give_room(whole=False)
        if self._said[0] and self.gives_way():
            self._problem, self._just_said, self._said = None, False, ("", "")
            self._speak()

    def gives_way(self) -> bool:
        """Tell whether what was said, once it was heard, gives way to what the speaking line says otherwise."""
        return self._just_said and self._problem is None and bool(self._going_on)

    def fail(self, error: ZtuiError) -> None:
        """Say what went wrong and what to do about it, on one line; `problem` keeps the details."""
        repeated = self._problem is error
        self._problem = error
        self._said = (str(error), "bad")
        self._speak()
        if not repeated:
            self.house.keep_message(str(error), "bad", error)

    @property
    def problem(self) -> ZtuiError | None:
        """Give the error that the speaking line shows, None if it shows none."""
        return self._problem

    def _speak(self) -> None:
        if not self.is_mounted or not self.display:  # its lines are going or gone
            return
        going_on = self._going_on
        said = self._problem is not None or self._just_said or not going_on
        text, style = self._said if said else (going_on, "dim")
        if self.house.standing:
            said, (text, style) = True, self.house.standing.words(2 * self.size.width - _MARGIN)
        self._is_idle = not text
        if self._is_idle:
            text, style = self.idle_words(), "dim"
        safe = display(text)
        self.query_one("#speaking", SpeakingLine).show(texts((f" {safe}", style)) if safe else ())
        self._give_room(whole=said and not self._is_idle)

    def _give_room(self, *, whole: bool) -> None:
        """Let a sentence that does not fit have the key line's room, so that nothing above it moves."""
        line = self.query_one("#speaking", SpeakingLine)
        long = whole and line.needs(self.size.width) > 1
        line.styles.height = 2 if long else 1
        self.query_one("#keys").display = not long

    @property
    def spoken(self) -> str:
        """Give what the speaking line says, "" while there is nothing to say."""
        return "" if self._is_idle else self.query_one("#speaking", Line).text.strip()
