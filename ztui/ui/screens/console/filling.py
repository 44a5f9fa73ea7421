"""Filling in a form in place: the input that moves to a line, pickers, elements of arrays, and the body as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.errors import ZtuiError
from ztui.core.json_text import escaped
from ztui.services.console.lines import LineKind
from ztui.ui.modals.choose import Choice, ChooseOne, ChooseSome
from ztui.ui.screens.console.desk import desk_of
from ztui.ui.screens.console.form import FormScreen
from ztui.ui.screens.console.written import check_json, path_of, place_of
from ztui.ui.widgets.command_line import MovingInput
from ztui.ui.widgets.line_list import GUTTER

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import Input

    from ztui.contract.catalogue import Operation
    from ztui.services.console.lines import Line
    from ztui.services.console.pointers import Pointer
    from ztui.services.session import Session

__all__ = ["FilledScreen"]

_TYPED = frozenset({LineKind.TEXT, LineKind.INTEGER, LineKind.NUMBER, LineKind.FILE})


class FilledScreen(FormScreen):
    """A form that is filled in; what sends it is `RequestScreen`."""

    def __init__(self, session: Session, operation: Operation) -> None:
        super().__init__(session, operation)
        self._typing: Pointer | None = None

    def compose_body(self) -> ComposeResult:
        """Make the lines and the input that moves among them."""
        yield from super().compose_body()
        value = MovingInput(id="value")
        value.display = False
        yield value

    def on_screen_suspend(self) -> None:
        """Take what stands in the input."""
        self.close_input()

    def on_resize(self) -> None:
        """Put the input in its place again."""
        self.call_after_refresh(self._place_input)

    def fill_in(self, line: Line) -> None:
        """Fill in a field the way that its kind is filled in."""
        match line.kind:
            case LineKind.FLAG:
                self.cycle(line)
            case LineKind.CHOICE:
                self._choose(line)
            case LineKind.ONE_OF:
                choices = [Choice(str(at), title) for at, title in enumerate(line.alternatives)]
                self._ask(
                    ChooseOne(f"{line.title}: one of", choices, current=str(line.chosen)), line, self._alternative
                )
            case LineKind.LIST if line.choices:
                on = [each.strip() for each in line.text.split(",")]
                choices = [Choice(each, each) for each in line.choices]
                self._ask(ChooseSome(line.title, choices, on), line, lambda at, some: self.put(at, ", ".join(some)))
            case LineKind.LIST if line.at[0] == "body" and (not line.text or line.text.startswith("[")):
                self.action_add()
            case LineKind.OBJECT:
                self.fields.move_to(self.fields.cursor + 1)
            case LineKind.JSON:
                self._edit_json(line)
            case _:
                self._open_input(line)

    def put(self, at: Pointer, text: str) -> None:
        """Put a text into a field; "" leaves a choice out."""
        self.draft.set(at, text)
        self.changed(at)

    def cycle(self, line: Line) -> None:
        """Go from not set to yes, to no, and back."""
        following = {"": "true", "true": "false"}.get(line.text)
        if following is None:
            self.draft.unset(line.at)
            self.changed(line.at)
        else:
            self.put(line.at, following)

    def _choose(self, line: Line) -> None:
        choices = [*([] if line.required else [Choice("", "not set")]), *(Choice(each, each) for each in line.choices)]
        self._ask(ChooseOne(line.title, choices, current=line.text), line, self._chosen)

    def _chosen(self, at: Pointer, value: str) -> None:
        if value:
            self.put(at, value)
        else:
            self.draft.unset(at)
            self.changed(at)

    def _alternative(self, at: Pointer, chosen: str) -> None:
        self.draft.choose(at, int(chosen))
        self.changed(at)

    def _ask(self, box: Any, line: Line, take: Any) -> None:
        def answered(value: Any) -> None:
            if value is not None:
                take(line.at, value)

        self.app.push_screen(box, answered)

    def action_unset(self) -> None:
        """Leave the field out of the request."""
        if self.line is not None:
            self.draft.unset(self.line.at)
            self.changed()

    # Arrays

    def action_add(self) -> None:
        """Add an element to the list under the cursor, and begin to fill it in."""
        holder = self.list_above
        if holder is None:
            self.fail(ZtuiError("There is no list here to add to."))
            return
        self.clear_filter()
        at = self.draft.add(holder)
        self.changed(at)
        if self.line is not None and self.line.kind is LineKind.OBJECT:
            self.fields.move_to(self.fields.cursor + 1)
        if self.line is not None and self.line.kind in _TYPED:
            self._open_input(self.line)

    def action_remove(self) -> None:
        """Remove the element under the cursor."""
        element = self.holder(lambda each: each.can_remove)
        if element is None:
            self.fail(ZtuiError("There is no element here to remove."))
            return
        self.draft.remove(element)
        self.changed(element[:-1])

    # The input

    def _open_input(self, line: Line) -> None:
        value = self.query_one(MovingInput)
        self._typing = line.at
        value.value = escaped(line.text)
        value.cursor_position = len(value.value)
        value.display = True
        self._place_input()
        self.set_focus(value, scroll_visible=False)
        self.show_frame()

    @property
    def takes_text(self) -> bool:
        """Tell whether a field or the filter is being typed."""
        return self._typing is not None or super().takes_text

    def _place_input(self) -> None:
        value = self.query_one(MovingInput)
        left = GUTTER + self.lines.value_at
        value.styles.offset = (left, self.fields.cursor - self.fields.top)
        value.styles.width = max(self.fields.size.width - left - 1, 8)

    def close_input(self, *, keep: bool = True) -> bool:
        """Close the input, and take what was typed or not; tells whether it was open."""
        value = self.query_one(MovingInput)
        at, self._typing = self._typing, None
        if at is None:
            return False
        value.display = False
        value.answered()
        self.focus_first()
        now = next((each for each in self.lines.lines if each.at == at), None)
        if keep and (now is None or value.value != escaped(now.text) or (value.value and not now.is_set)):
            self.draft.set(at, path_of(now, value.value)) if value.value else self.draft.unset(at)
        if now is not None and now.can_remove and not value.value and (keep or not now.text):
            self.draft.remove(at)  # an element in which nothing was typed
            at = at[:-1]
        self.changed(at)
        return True

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what was typed."""
        if event.input.id == "value":
            event.stop()
            self.close_input()

    def on_moving_input_gone(self, message: MovingInput.Gone) -> None:
        """Take what was typed, and go on with the next line."""
        message.stop()
        self.close_input()
        self.fields.move_to(self.fields.cursor + message.by)
        if self.line is not None and self.line.kind in _TYPED:
            self._open_input(self.line)

    # Ids of other resources

    def action_pick(self) -> None:
        """Pick what an id may be from its list."""
        line, name = self.line, self.picks
        if line is None or not name:
            self.fail(ZtuiError("The name of this field does not say from which list it could be picked."))
        elif not self.busy("picks"):
            self.start(self._offer_picks(line, name), "picks")

    async def _offer_picks(self, line: Line, name: str) -> None:
        from ztui.ui.modals.picks import PickOne, PickSome, known_choices

        self.show_progress(f"reading {name.replace('-', ' ')}")
        try:
            choices = await known_choices(self.session, name)
            desk_of(self).names.update((each.id, each.title) for each in choices)
        finally:
            self.show_progress("")
        if not choices:
            self.fail(ZtuiError(f"There are no {name.replace('-', ' ')} to pick from."))
        elif line.kind is LineKind.LIST:
            on = [each.strip() for each in line.text.split(",")]
            self._ask(PickSome(line.title, choices, on), line, lambda at, some: self.put(at, ", ".join(some)))
        else:
            self._ask(PickOne(line.title, choices, current=line.text), line, self.put)

    # JSON

    def action_raw(self) -> None:
        """Write the body as JSON."""
        from ztui.ui.modals.editor import TextEditor

        if not self.takes_json:
            self.fail(ZtuiError(f"'{self.operation.title}' takes no body."))
            return
        self.close_input()
        title = f"{self.operation.title}: body as JSON"
        box = TextEditor(title, escaped(self.draft.json()), self.draft.take_json, place_of)
        self.app.push_screen(box, lambda _text: self.changed())

    def _edit_json(self, line: Line) -> None:
        from ztui.ui.modals.editor import TextEditor

        def take(text: str) -> None:
            if text.strip():
                check_json(text)
                self.draft.set(line.at, text)
            else:
                self.draft.unset(line.at)

        box = TextEditor(f"{line.title}: JSON", escaped(line.text), take, place_of)
        self.app.push_screen(box, lambda _text: self.changed(line.at))
