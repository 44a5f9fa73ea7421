"""The form of server filters: what Zoom can be asked for, made from the contract's parameters of the list.

All fields are painted by one widget and one input moves to the field that is being filled in, so that a form of twenty
fields opens as fast as one of two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.binding import Binding
from textual.widgets import Input as TextualInput

from ztui.resources.shows import words
from ztui.ui.modals.box import Box
from ztui.ui.modals.choose import Choice, ChooseOne, ChooseSome
from ztui.ui.modals.fields import VALUE_CELLS, FieldList, ValueInput
from ztui.ui.modals.form import (
    FormField,
    Given,
    Input,
    form_fields,
    placeholder_of,
    query_of,
    reasons,
    shown_text,
    text_of,
    values_of,
)
from ztui.ui.modals.picks import known_choices
from ztui.ui.sheets import style_sheets
from ztui.ui.widgets.lines import Line, texts

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from ztui.resources.model import Resource
    from ztui.services.session import Session
    from ztui.ui.app import ZtuiApp

__all__ = ["FilterForm"]

Query = tuple[tuple[str, str], ...]


class FilterForm(Box[Query]):
    """Asks for server filters; gives the query, None if it was left.

    Enter asks Zoom; while a field cannot be sent, the cursor goes there and the form stays. Esc leaves; where something
    was changed it has to be pressed twice, so that nothing typed is lost by a slip.

    Args:
        resource: What is listed.
        query: The filters that are in force.
    """

    CSS_PATH = style_sheets("modals", "forms")
    BINDINGS: ClassVar[list[Any]] = [
        Binding("up,shift+tab", "move(-1)", show=False, priority=True),
        Binding("down,tab", "move(1)", show=False, priority=True),
        Binding("ctrl+x", "clear_all", show=False, priority=True),
    ]

    def __init__(self, resource: Resource, query: Query) -> None:
        super().__init__(f"{resource.title}: what Zoom is asked for")
        self.resource = resource
        self.given_query = query
        self.fields = form_fields(resource)
        self.texts: dict[str, str] = {}
        self.begun_with: dict[str, str] = {}
        self._leaving = False

    def compose_box(self) -> ComposeResult:
        """Make the fields, the input that moves among them, and the line of reasons."""
        self.begun_with = {each.name: text_of(each, self.given_query, self._session.zone) for each in self.fields}
        self.texts = dict(self.begun_with)
        yield FieldList(self.fields, signs=self.signs, id="fields")
        yield ValueInput(id="value")
        yield Line(id="reason", signs=self.signs)

    def wants(self, width: int) -> tuple[int, int]:
        """Ask for a line for each field."""
        return width, len(self.fields) + 1

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Give the keys, which depend on the field."""
        field = self.field
        choose = (("space", "choose"),) if field is not None and (not field.is_typed) else ()
        return (("enter", "ask Zoom"), *choose, ("↑↓" if not self.signs.ellipsis.isascii() else "up/down", "fields"),
                ("ctrl+x", "clear all"), ("esc", "leave"))  # fmt: skip

    def on_mount(self) -> None:
        """Begin at the first field."""
        self._check()
        self._go(0)

    def on_resize(self) -> None:
        """Put the input in its place again."""
        self.call_after_refresh(self._place_input)

    # The field under the cursor

    @property
    def _session(self) -> Session:
        return cast("ZtuiApp", self.app).session

    @property
    def _list(self) -> FieldList:
        return self.query_one(FieldList)

    @property
    def field(self) -> FormField | None:
        """Give the field under the cursor, None where the list takes no filters."""
        return self.fields[self._list.cursor] if self.fields else None

    def _take_typed(self) -> None:
        """Take what the input holds; a key that moves on may come before the news of what was typed."""
        field = self.field
        if field is not None and field.is_typed:
            self._put(self.query_one("#value", ValueInput).value)

    def action_move(self, by: int) -> None:
        """Go to another field, round the ends."""
        if self.fields:
            self._take_typed()
            self._go((self._list.cursor + by) % len(self.fields))

    def on_field_list_clicked(self, message: FieldList.Clicked) -> None:
        """Go to the field that was clicked."""
        self._take_typed()
        self._go(message.at)

    def _go(self, at: int) -> None:
        self._list.cursor = at
        self._list.settle()
        value = self.query_one("#value", ValueInput)
        field = self.field
        if field is not None and field.is_typed:
            with self.prevent(TextualInput.Changed):
                value.value = self.texts[field.name]
            value.cursor_position = len(value.value)
            value.picks = bool(field.picks)
            value.placeholder = placeholder_of(field)
            value.display = True
            self._place_input()
            value.focus(scroll_visible=False)
        else:
            value.display = False
            self._list.focus(scroll_visible=False)
        self._show()

    def _place_input(self) -> None:
        fields = self._list
        value = self.query_one("#value", ValueInput)
        value.styles.offset = (fields.value_at, fields.cursor - fields.top)
        value.styles.width = max(min(VALUE_CELLS, fields.size.width - fields.value_at), 4)

    # What is filled in

    def _given(self) -> dict[str, Given]:
        zone, now = self._session.zone, self._session.clock.now()
        return {each.name: values_of(each, self.texts[each.name], zone, now) for each in self.fields}

    def _check(self) -> dict[str, str]:
        found = reasons(self.fields, self._given(), self.resource, self._session.clock.now())
        self._list.reasons = {
            name: reason for name, reason in found.items() if self.texts[name] or reason != "Zoom asks for this one."
        }
        self._list.shown = {each.name: shown_text(each, self.texts[each.name]) for each in self.fields}
        return found

    def _show(self) -> None:
        self._list.refresh()
        self.show_keys()
        field = self.field
        reason = self._list.reasons.get(field.name, "") if field is not None else "Zoom takes no filters for this list."
        note = "" if field is None else f"{field.title}: Zoom advises against it" if field.deprecated else field.title
        if self._leaving:
            self.query_one("#reason", Line).show(texts(("esc again leaves what you changed, enter asks Zoom", "warn")))
        else:
            self.query_one("#reason", Line).show(texts((reason, "bad"), (note if not reason else "", "dim")))

    def _put(self, text: str) -> None:
        field = self.field
        if field is None or self.texts[field.name] == text:
            return
        self.texts[field.name] = text
        self._leaving = False
        self._check()
        self._show()

    def on_input_changed(self, event: TextualInput.Changed) -> None:
        """Check what is typed, as it is typed."""
        event.stop()
        self._take_typed()

    def on_input_submitted(self, event: TextualInput.Submitted) -> None:
        """Ask Zoom."""
        event.stop()
        self._done()

    def on_field_list_wanted(self, message: FieldList.Wanted) -> None:
        """Do something with a field that is not typed."""
        match message.what.split():
            case ["open"]:
                self._open_choices()
            case ["cycle", by]:
                self._cycle(int(by))
            case ["empty"]:
                self._put("")
            case _:
                self._done()

    def _cycle(self, by: int) -> None:
        field = self.field
        if field is None or field.input not in {Input.FLAG, Input.CHOICE}:
            return
        values = ["", *(field.choices or ("true", "false"))]
        now = self.texts[field.name]
        self._put(values[(values.index(now) + by) % len(values)] if now in values else "")

    def _open_choices(self) -> None:
        field = self.field
        if field is None:
            return
        if field.input is Input.FLAG:
            self._cycle(1)
            return
        choices = [Choice(each, words(each), each if words(each) != each else "") for each in field.choices]
        if field.input is Input.CHOICES:
            on = [each.strip() for each in self.texts[field.name].split(",")]
            self.app.push_screen(ChooseSome(field.title, choices, on), self._chose_some)
        else:
            nothing = Choice("", "any")
            self.app.push_screen(
                ChooseOne(field.title, [nothing, *choices], current=self.texts[field.name]), self._chose
            )

    def _chose(self, value: str | None) -> None:
        if value is None:
            return
        if self.field is not None and self.field.is_typed:
            self.query_one("#value", ValueInput).value = value
        else:
            self._put(value)

    def _chose_some(self, values: tuple[str, ...] | None) -> None:
        self._chose(None if values is None else ", ".join(values))

    def on_value_input_asked(self) -> None:
        """Offer the known objects where an id is asked for."""
        if self.field is not None:
            self.start(self._pick(self.field), "pick")

    async def _pick(self, field: FormField) -> None:
        self.query_one("#reason", Line).show(texts(("Looking for them ...", "dim")))
        choices = await known_choices(self._session, field.picks)
        self._show()
        if not choices:
            self.query_one("#reason", Line).show(texts(("There is nothing to pick from.", "warn")))
        elif field.input is Input.LIST:
            on = [each.strip() for each in self.texts[field.name].split(",")]
            self.app.push_screen(ChooseSome(field.title, choices, on), self._chose_some)
        else:
            self.app.push_screen(ChooseOne(field.title, choices, current=self.texts[field.name]), self._chose)

    # Leaving

    def action_clear_all(self) -> None:
        """Empty all fields."""
        self.texts = dict.fromkeys(self.texts, "")
        self._leaving = False
        self._check()
        self._go(self._list.cursor)

    def _done(self) -> None:
        self._take_typed()
        found = self._check()
        if found:
            self._list.reasons = found
            self._go(next(at for at, each in enumerate(self.fields) if each.name in found))
            return
        self.dismiss(query_of(self.fields, self._given(), self._session.clock.now()))

    def action_leave(self) -> None:
        """Leave; if something was changed, only the second time."""
        self._take_typed()
        if self.texts != self.begun_with and not self._leaving:
            self._leaving = True
            self._show()
        else:
            self.dismiss(None)
