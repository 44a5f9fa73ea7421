"""Filling in a form: the input that moves to a line, switches, and boxes in which values are picked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ztui.core.text import display
from ztui.resources.edits.model import InputKind
from ztui.services.changes.model import UNSET
from ztui.ui.keys import shown_key
from ztui.ui.screens.form.frame import FramedForm
from ztui.ui.widgets.command_line import MovingInput
from ztui.ui.widgets.line_list import GUTTER

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import Input

    from ztui.services.forms.fields import SheetField
    from ztui.services.forms.sheet import Sheet
    from ztui.services.session import Session

__all__ = ["FilledForm"]

_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
_BOXES = frozenset({InputKind.TIMEZONE, InputKind.PICK, InputKind.JSON, InputKind.CHOICES})


class FilledForm(FramedForm):
    """A form that is filled in; what makes the plan is `FormScreen`."""

    def __init__(self, session: Session, sheet: Sheet) -> None:
        super().__init__(session, sheet)
        self._typing = ""
        self._opened_with: tuple[str, Any, str] = ("", UNSET, "")

    def compose_body(self) -> ComposeResult:
        """Make the lines and the input that moves among them."""
        yield from super().compose_body()
        value = MovingInput(id="field-value")
        value.display = False
        yield value

    def on_mount(self) -> None:
        """Say what enter and space do."""
        self.fields.opener = self.fill_in
        self.fields.switcher = self.switch

    def on_screen_suspend(self) -> None:
        """Take what stands in the input; say where the form is, where another screen than its plan is gone to."""
        self.close_input()
        there = self.house.house_screen
        if self.sheet.is_dirty and there is not self and there.opened_from is not self:
            key = shown_key("history-back", self.house.keymap_in_use)
            there.say(f"The form '{self.sheet.title}' is kept as it was left: {key} goes back to it.")

    def on_resize(self) -> None:
        """Put the input in its place again."""
        self.call_after_refresh(self._place_input)

    async def fill_in(self) -> None:
        """Fill in the field under the cursor the way that its kind is filled in."""
        field = self.field
        if field is None:
            return
        if field.kind is InputKind.SWITCH and not field.choices:
            self.switch()
        elif field.choices or field.kind in _BOXES:
            from ztui.ui.screens.form.boxes import ask

            await ask(self, field)
        else:
            self._open_input(field)

    def switch(self) -> None:
        """Turn a yes into a no; where nothing was there, go on to nothing again."""
        field = self.field
        if field is None or field.kind is not InputKind.SWITCH or field.choices:
            return
        sheet, name = self.sheet, field.name
        value = sheet.value(name)
        old = sheet.before(name)
        if isinstance(old, bool):
            sheet.set(name, not old if value is UNSET else UNSET)
        else:
            sheet.set(name, {True: False, False: UNSET}.get(value, True) if isinstance(value, bool) else True)
        self.changed()

    def action_unset(self) -> None:
        """Leave the field as the object has it."""
        if self.field is not None:
            self.sheet.set(self.field.name, UNSET)
            self.changed()

    def changed(self) -> None:
        """Show what a change made of the form."""
        if self.problem is not None:
            self.say("")
        self.show_lines()

    # The input

    @property
    def takes_text(self) -> bool:
        """Tell whether a field or the filter is being typed."""
        return bool(self._typing) or super().takes_text

    def _open_input(self, field: SheetField) -> None:
        value = self.query_one(MovingInput)
        text = self.sheet.text(field.name)
        self._opened_with = (text, self.sheet.value(field.name), _visible(text))
        self._typing = field.name
        with value.prevent(MovingInput.Changed):
            value.password = field.secret
            value.value = _visible(text)
        value.cursor_position = len(value.value)
        value.display = True
        self._place_input()
        self.set_focus(value, scroll_visible=False)
        self.show_frame()

    def _place_input(self) -> None:
        value = self.query_one(MovingInput)
        self.lines.width = self.fields.text_width
        left = GUTTER + self.lines.value_at
        value.styles.offset = (left, self.fields.cursor - self.fields.top)
        value.styles.width = max(self.fields.size.width - left - 1, 8)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Judge what was typed, letter by letter."""
        if event.input.id == "field-value" and self._typing:
            event.stop()
            self._take_typed(event.value)
            self.fields.refresh()
            self.show_frame()
            self.tell_of_field()

    def _take_typed(self, typed: str) -> None:
        text, value, shown = self._opened_with
        if typed == shown:
            if self.sheet.text(self._typing) != text or self.sheet.value(self._typing) != value:
                self.sheet.type(self._typing, text)
        else:
            self.sheet.type(self._typing, _meant(typed) if shown != text else typed)

    def close_input(self, *, keep: bool = True) -> bool:
        """Close the input, and take what was typed or not; tells whether it was open."""
        value = self.query_one(MovingInput)
        name, self._typing = self._typing, ""
        if not name:
            return False
        self._typing = name
        self._take_typed(value.value if keep else self._opened_with[2])
        self._typing = ""
        value.display = False
        value.answered()
        self.focus_first()
        self.changed()
        return True

    def on_line_list_moved(self) -> None:
        """Take what was typed where the user went on with a click."""
        if self._typing and (self.field is None or self.field.name != self._typing):
            self.close_input()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what was typed."""
        if event.input.id == "field-value":
            event.stop()
            self.close_input()

    async def on_moving_input_gone(self, message: MovingInput.Gone) -> None:
        """Take what was typed, and go on with the next line."""
        message.stop()
        self.close_input()
        self.fields.move_to(self.fields.cursor + message.by)
        field = self.field
        if field is not None and not field.choices and field.kind not in {*_BOXES, InputKind.SWITCH}:
            self._open_input(field)

    def close_one_thing(self) -> bool:
        """Close the input or the filter."""
        return self.close_input(keep=False) or super().close_one_thing()


def _visible(text: str) -> str:
    r"""Give a text as it can stand in an input: what would act on the terminal, or end the line, as `\uXXXX`."""
    if display(text, longest=len(text) + 1) == text:
        return text
    return "".join(each if _is_safe(each) else f"\\u{ord(each):04x}" for each in text)


def _is_safe(char: str) -> bool:
    return char.isprintable() or ord(char) > 0xFFFF or char in "\u200c\u200d"


def _meant(text: str) -> str:
    """Give a text back that `_visible` made."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
