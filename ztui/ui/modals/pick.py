"""A box to pick one of several things, or to choose and order some of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.strip import Strip

from ztui.core.text import display
from ztui.ui.widgets.lines import Line, texts
from ztui.ui.widgets.paint import UNICODE, Painted, Signs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

__all__ = ["Choice", "ChooseBox", "PickBox"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to pick.

    Attributes:
        id: What is given back.
        title: What is shown; foreign text is made safe.
        note: Shown dim at the right: a key, a value.
        off: Why it cannot be picked now, "" if it can; shown instead of the note.
    """

    id: str
    title: str
    note: str = ""
    off: str = ""


class _Choices(Painted, can_focus=True):
    """The choices, one a line, scrolled where they do not fit."""

    def __init__(self, choices: Sequence[Choice], chosen: set[str] | None, cursor: int, signs: Signs) -> None:
        super().__init__()
        self.choices = list(choices)
        self.chosen = chosen
        self.cursor = cursor
        self.top = 0
        self.signs = signs

    def move(self, by: int) -> None:
        """Move the cursor, stopping at the ends."""
        before = self.cursor
        self.cursor = max(0, min(self.cursor + by, len(self.choices) - 1))
        if self.cursor != before:
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint one choice."""
        width, height = self.size
        self.top = max(self.cursor - height + 1, min(self.top, self.cursor))
        at = self.top + y
        if at >= len(self.choices):
            return Strip.blank(width, self.style_named(""))
        each = self.choices[at]
        here = at == self.cursor
        left = texts(f" {self.signs.cursor} " if here else "   ")
        if self.chosen is not None:
            left += texts(f"{self.signs.on if each.id in self.chosen else self.signs.off} ")
        left += texts((each.title, "dim" if each.off else ""))
        line = self.line_of(left, texts((f"{each.off or each.note} ", "dim")), width, self.signs.ellipsis)
        return line.apply_style(self.get_component_rich_style("paint--cursor", partial=True)) if here else line


class _Box(ModalScreen[Any]):
    """What both boxes share: the frame, the list and moving in it."""

    BINDINGS: ClassVar[list[Any]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("g,home", "move(-9999)", show=False),
        Binding("G,end", "move(9999)", show=False),
        Binding("escape,q", "cancel", show=False),
    ]
    HINT = "enter picks · esc closes"

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        *,
        chosen: set[str] | None = None,
        at: str = "",
        signs: Signs = UNICODE,
    ) -> None:
        super().__init__()
        self.box_title = title
        cursor = next((place for place, each in enumerate(choices) if each.id == at), 0)
        self.list = _Choices(choices, chosen, cursor, signs)

    def compose(self) -> ComposeResult:
        """Make title, list and the line that says what the keys do."""
        with Vertical(classes="box"):
            title = Line(id="box-title")
            title.show(texts((f" {display(self.box_title)}", "strong")))
            yield title
            yield self.list
            hint = Line(id="box-hint")
            hint.show(texts((f" {self.HINT}", "dim")))
            yield hint

    def on_mount(self) -> None:
        """Make the list as high as its choices, as far as there is room."""
        self.list.styles.height = max(min(len(self.list.choices), self.size.height - 6), 1)
        self.list.focus(scroll_visible=False)

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.list.move(by)

    def action_cancel(self) -> None:
        """Close, with nothing picked."""
        self.dismiss(None)


class PickBox(_Box):
    """Pick one: gives its id, None if the box was closed."""

    BINDINGS: ClassVar[list[Any]] = [Binding("enter", "pick", show=False)]

    def action_pick(self) -> None:
        """Give back the choice under the cursor, if it can be picked."""
        if self.list.choices and not self.list.choices[self.list.cursor].off:
            self.dismiss(self.list.choices[self.list.cursor].id)

    def on_click(self, event: events.Click) -> None:
        """Pick what was clicked."""
        if event.widget is self.list:
            self.list.move(self.list.top + event.y - self.list.cursor)
            self.action_pick()


class ChooseBox(_Box):
    """Choose some and order them: gives the chosen ids in their order, None if the box was closed."""

    HINT = "space on/off · < > move · enter takes them · esc closes"
    BINDINGS: ClassVar[list[Any]] = [
        Binding("space", "turn", show=False),
        Binding("less_than_sign", "shift(-1)", show=False),
        Binding("greater_than_sign", "shift(1)", show=False),
        Binding("enter", "take", show=False),
    ]

    def action_turn(self) -> None:
        """Choose it, or no longer."""
        if self.list.chosen is not None and self.list.choices:
            self.list.chosen.symmetric_difference_update({self.list.choices[self.list.cursor].id})
            self.list.refresh()

    def action_shift(self, by: int) -> None:
        """Move the choice to another place."""
        at, choices = self.list.cursor, self.list.choices
        if 0 <= at + by < len(choices):
            choices[at], choices[at + by] = choices[at + by], choices[at]
            self.list.move(by)

    def action_take(self) -> None:
        """Give back what is chosen, if anything is."""
        chosen = self.list.chosen or set()
        if chosen:
            self.dismiss(tuple(each.id for each in self.list.choices if each.id in chosen))
