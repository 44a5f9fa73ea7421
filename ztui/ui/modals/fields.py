"""The fields of a form, all painted by one widget: a line each with title, value, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from ztui.core.text import Display
from ztui.ui.modals.form import FormField, Input
from ztui.ui.widgets.command_line import QuietInput
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.paint import UNICODE, Painted, Signs, fit, width_of

if TYPE_CHECKING:
    from textual import events

__all__ = ["VALUE_CELLS", "FieldList", "ValueInput"]

VALUE_CELLS = 26
"""Cells of a value where something stands behind it, and of the input that fills it in."""


class FieldList(Painted, can_focus=True):
    """The fields, a line each: title, value, and what is wrong with it."""

    BINDINGS: ClassVar[list[Any]] = [
        Binding("space", "open", show=False),
        Binding("left", "cycle(-1)", show=False),
        Binding("right", "cycle(1)", show=False),
        Binding("backspace,delete", "empty", show=False),
        Binding("enter", "done", show=False),
    ]

    class Wanted(Message):
        """Something is to be done with the field under the cursor: `open`, `cycle -1`, `cycle 1`, `empty` or `done`."""

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

    class Clicked(Message):
        """A field was clicked."""

        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    def __init__(self, fields: tuple[FormField, ...], *, signs: Signs = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self.fields = fields
        self.signs = signs
        self.shown: dict[str, Display] = {}
        self.reasons: dict[str, str] = {}
        self.cursor = 0
        self.top = 0
        self.titles = min(max((width_of(each.title) for each in fields), default=0) + 2, 26)

    @property
    def value_at(self) -> int:
        """Give the column at which values begin."""
        return self.titles + 3

    def settle(self) -> None:
        """Keep the cursor in view and paint."""
        height = max(self.size.height, 1)
        self.top = max(min(self.top, self.cursor), self.cursor - height + 1, 0)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint one field."""
        width, at = self.size.width, self.top + y
        if at >= len(self.fields):
            return Strip.blank(width, self.style_named(""))
        each = self.fields[at]
        here = at == self.cursor
        sign = self.signs.cursor if here else " "
        title = fit(each.title + (" *" if each.required else ""), self.titles, ellipsis=self.signs.ellipsis)
        value = self.shown.get(each.name, Display(""))
        reason = self.reasons.get(each.name, "")
        room = VALUE_CELLS if reason else max(width - self.value_at - 1, VALUE_CELLS)
        nothing = "any" if not each.is_typed else "any, commas between" if each.input is Input.LIST else ""
        text = fit(value or (nothing if not here or not each.is_typed else ""), room, ellipsis=self.signs.ellipsis)
        parts = texts(
            (f"{sign} ", "accent"),
            (title, "strong" if here else ""),
            " ",
            (text, "" if value else "dim"),
            (f" ! {reason}" if reason else "", "bad"),
        )
        return self.line_of(parts, (), width, self.signs.ellipsis)

    def action_open(self) -> None:
        """Show the choices."""
        self.post_message(self.Wanted("open"))

    def action_cycle(self, by: int) -> None:
        """Take the next choice."""
        self.post_message(self.Wanted(f"cycle {by}"))

    def action_empty(self) -> None:
        """Take the value away."""
        self.post_message(self.Wanted("empty"))

    def action_done(self) -> None:
        """Ask Zoom."""
        self.post_message(self.Wanted("done"))

    def on_click(self, event: events.Click) -> None:
        """Go to the field that was clicked."""
        if self.top + event.y < len(self.fields):
            self.post_message(self.Clicked(self.top + event.y))

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self.settle()


class ValueInput(QuietInput):
    """The input that moves to the field under the cursor."""

    picks = False
    """The field takes an id, so that a question mark asks which there are."""

    class Asked(Message):
        """A question mark was typed where an id is asked for; no id has one."""

    def on_key(self, event: events.Key) -> None:
        """Keep the question mark out of an id."""
        if event.character == "?" and self.picks:
            event.stop()
            event.prevent_default()
            self.post_message(self.Asked())
