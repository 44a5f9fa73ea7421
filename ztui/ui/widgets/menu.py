"""A short list of things to choose from, painted by one widget, so that a box with it opens at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from ztui.core.dataclass import dataclass
from ztui.core.text import display, fold
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.paint import UNICODE, Painted, Signs, fit, width_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events

__all__ = ["Choice", "Menu"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose.

    Attributes:
        id: What the choice gives.
        title: What it is; may be foreign text.
        note: More about it, dimmed, at the right; may be foreign text.
        key: A letter that chooses it at once, "" for none.
        refused: Why it cannot be chosen, "" if it can.
        is_heading: It only stands above others; the cursor passes it over.
    """

    id: str
    title: str
    note: str = ""
    key: str = ""
    refused: str = ""
    is_heading: bool = False

    @property
    def width(self) -> int:
        """Give the cells that it needs in a line."""
        return 7 + width_of(self.title) + (2 + width_of(self.refused or self.note) if self.refused or self.note else 0)


class Menu(Painted, can_focus=True):
    """A list with a cursor; where several may be chosen each has a box that is on or off.

    Messages: `Chosen` when one is chosen (enter, its letter, a click), `Moved` after the cursor changed.
    """

    BINDINGS: ClassVar[list[Any]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup,ctrl+u", "page(-1)", show=False),
        Binding("pagedown,ctrl+d", "page(1)", show=False),
        Binding("home,g", "end(False)", show=False),
        Binding("end,G", "end(True)", show=False),
        Binding("enter", "choose", show=False),
        Binding("space", "switch", show=False),
    ]

    class Chosen(Message):
        """A choice was made."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

    class Moved(Message):
        """The cursor is on another choice."""

    def __init__(
        self,
        choices: Sequence[Choice] = (),
        *,
        signs: Signs = UNICODE,
        on: Iterable[str] | None = None,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.signs = signs
        self.choices: tuple[Choice, ...] = tuple(choices)
        self.on: set[str] | None = None if on is None else set(on)
        self.cursor = next((at for at, each in enumerate(self.choices) if not each.refused and not each.is_heading), 0)
        self.top = 0
        self._at_first = True

    def show(self, choices: Sequence[Choice], cursor: int | None = None) -> None:
        """Show other choices."""
        self.choices = tuple(choices)
        self.cursor = self._landing(self.cursor if cursor is None else cursor)
        self._settle()

    def begin_at(self, position: int) -> None:
        """Have the cursor on a choice at first, wherever that stands."""
        self.cursor = position
        self._at_first = False

    @property
    def current(self) -> Choice | None:
        """Give the choice under the cursor, None if there is none."""
        return self.choices[self.cursor] if self.choices else None

    def move_to(self, position: int) -> None:
        """Put the cursor on a choice; from a heading it goes on in its direction."""
        position = self._landing(position, up=position < self.cursor)
        if position != self.cursor:
            self.cursor = position
            self._settle()
            self.post_message(self.Moved())

    def _landing(self, position: int, *, up: bool = False) -> int:
        """Give the nearest position that is no heading, first in one direction, then in the other."""
        position = max(min(position, len(self.choices) - 1), 0)
        after = [at for at in range(position, len(self.choices)) if not self.choices[at].is_heading]
        before = [at for at in range(min(position, len(self.choices) - 1), -1, -1) if not self.choices[at].is_heading]
        return next(iter([*before, *after] if up else [*after, *before]), 0)

    def _settle(self) -> None:
        height = max(self.size.height, 1)
        # A heading right above the cursor stays in sight.
        first = self.cursor - 1 if self.cursor and self.choices[self.cursor - 1].is_heading else self.cursor
        last = max(len(self.choices) - height, 0)
        self.top = max(min(self.top, first, last), self.cursor - height + 1, 0)
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in view; at first rather the beginning than the first choice that is not refused."""
        if self._at_first and self.cursor >= max(self.size.height, 1):
            self.cursor = self._landing(0)
        self._at_first = False
        self._settle()

    def action_move(self, by: int) -> None:
        """Go up or down, round the ends."""
        there = [at for at, each in enumerate(self.choices) if not each.is_heading]
        if self.cursor in there:
            self.move_to(there[(there.index(self.cursor) + by) % len(there)])

    def action_page(self, by: int) -> None:
        """Go up or down a page."""
        self.move_to(self.cursor + by * max(self.size.height - 1, 1))

    def action_end(self, last: bool) -> None:
        """Go to the first or the last."""
        self.move_to(len(self.choices) - 1 if last else 0)

    def action_choose(self) -> None:
        """Choose what is under the cursor."""
        if self.current is not None and not self.current.refused and not self.current.is_heading:
            self.post_message(self.Chosen(self.current))

    def action_switch(self) -> None:
        """Turn the box under the cursor on or off; where there are none, choose."""
        if self.on is None:
            self.action_choose()
        elif self.current is not None and not self.current.refused:
            self.on.symmetric_difference_update({self.current.id})
            self.refresh()

    def on_key(self, event: events.Key) -> None:
        """Choose by letter; where no choice has that letter, go to the next one that begins with it."""
        char = event.character
        if not char or not char.isprintable() or char == " ":
            return
        for each in self.choices:
            if each.key == char and not each.refused:
                event.stop()
                event.prevent_default()
                self.post_message(self.Chosen(each))
                return
        if char in "jkgG" or any(each.key for each in self.choices):
            return
        order = [*range(self.cursor + 1, len(self.choices)), *range(self.cursor + 1)]
        choices = self.choices
        found = next(
            (at for at in order if not choices[at].is_heading and fold(choices[at].title).startswith(fold(char))), None
        )
        if found is not None:
            event.stop()
            self.move_to(found)

    def on_click(self, event: events.Click) -> None:
        """Go to the line that was clicked; choose it if the cursor is there."""
        position = self.top + event.y
        if position >= len(self.choices) or self.choices[position].is_heading:
            return
        if position == self.cursor:
            self.action_switch()
        else:
            self.move_to(position)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go down."""
        event.stop()
        self.move_to(self.cursor + 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go up."""
        event.stop()
        self.move_to(self.cursor - 1)

    def _more(self, y: int) -> str:
        """Say in the last line how many choices are below it, in the first how many above; "" where there are none."""
        below = len(self.choices) - self.top - self.size.height
        if below > 0 and y == self.size.height - 1:
            return f"{self.signs.down} {below} more"
        return f"{self.signs.up} {self.top} more" if self.top and not y else ""

    def render_line(self, y: int) -> Strip:
        """Paint one choice."""
        width = self.size.width
        position = self.top + y
        if position >= len(self.choices):
            return Strip.blank(width, self.style_named(""))
        each = self.choices[position]
        more = self._more(y)
        if each.is_heading:
            told = texts((f"{more} ", "dim")) if more else ()
            return self.line_of(texts((f" {each.title}", "label")), told, width, self.signs.ellipsis)
        here = position == self.cursor and self.has_focus
        sign = f"{self.signs.cursor} " if position == self.cursor else "  "
        box = "" if self.on is None else f"{self.signs.on if each.id in self.on else self.signs.off} "
        letters = any(other.key for other in self.choices)
        key = f"{each.key or ' '}  " if letters else ""
        left = texts((sign, "accent"), (box, "accent" if "x" in box else ""), (key, "dim" if each.refused else "key"))
        room = width - sum(width_of(part.text) for part in left) - 1
        note = display(more or each.refused or each.note)
        # The title gives way to the note, but never more than half of the room.
        title = display(each.title)
        wanted = min(width_of(title), max(room - width_of(note) - 2, room // 2))
        title = display(fit(title, wanted, ellipsis=self.signs.ellipsis))
        cells = room - width_of(title) - 2
        note_shown = fit(note, min(cells, width_of(note)), ellipsis=self.signs.ellipsis) if cells > 0 else ""
        left += texts((title, "dim" if each.refused else ""))
        line = self.line_of(left, texts((f"{note_shown} " if note_shown else "", "dim")), width, self.signs.ellipsis)
        if not here:
            return line
        return self.under_cursor(line)
