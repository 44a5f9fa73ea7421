"""The frame of a form: its lines, what they lack, and a filter over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.amounts import counted
from ztui.core.text import display
from ztui.resources.edits.model import InputKind
from ztui.ui.commands.printing import where_words
from ztui.ui.screens.filtering import FilteringScreen
from ztui.ui.screens.form.lines import FieldList, FormLines, hint_for
from ztui.ui.sheets import style_sheets
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.paint import width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from ztui.services.forms.fields import SheetField
    from ztui.services.forms.sheet import Sheet
    from ztui.services.session import Session
    from ztui.ui.widgets.paint import Part

__all__ = ["FramedForm", "told_of"]

_SUBJECT = 30


class FramedForm(FilteringScreen):
    """A form as it is shown; what fills it in is `FilledForm`, what makes the plan `FormScreen`."""

    CSS_PATH = style_sheets("forms")
    has_rows = True

    def __init__(self, session: Session, sheet: Sheet) -> None:
        super().__init__(session)
        self.sheet = sheet
        self.short = False
        """Only what is required, changed or wrong is shown."""
        self._lines: FormLines | None = None

    @property
    def lines(self) -> FormLines:
        """Give the lines that are shown."""
        if self._lines is None:
            self._lines = FormLines(self.sheet, self.signs)
            self._lines.show()
        return self._lines

    @property
    def fields(self) -> FieldList:
        """Give the list of lines."""
        return self.query_one(FieldList)

    @property
    def field(self) -> SheetField | None:
        """Give the field under the cursor, None if no line is shown."""
        return self.lines.field_at(self.fields.cursor) if self.is_mounted else None

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the object; of a new one, what can be done to its kind."""
        name, key, parents = self.sheet.about
        if name:
            return ("get", name, key, *where_words(parents)) if key else ("act", name)
        return self.opened_from.printed_by() if self.opened_from is not None else ()

    # The frame

    def crumbs(self) -> Sequence[str]:
        """Give where the form was opened from, what it is about, and the filter."""
        above = self.opened_from.place_words() if self.opened_from is not None else []
        subject = display(self.sheet.subject, longest=_SUBJECT)
        about = [] if not subject or subject in above else [subject]
        return (*above, *about, self.sheet.title, f"/{self.filter}" if self.filter else "")

    def place_words(self) -> list[str]:
        """Give the crumbs without the filter."""
        return [each for each in list(self.crumbs())[:-1] if each]

    def counts(self) -> Sequence[Part]:
        """Say how much is wrong, and how much was changed."""
        problems = sum(1 for each in self.sheet.fields if self.lines.problem_of(each))
        changed = len(self.sheet.changed)
        parts: list[tuple[str, str] | str] = []
        if problems:
            parts.append((f"{counted(problems, 'error')} ", "bad"))
        if changed:
            parts += [(f"{self.signs.dot} ", "dim")] if problems else []
            parts.append((f"{changed} changed ", "accent"))
        return texts(*parts)

    def can(self, id: str) -> bool:
        """Leave out marks of ranges and what folds."""
        return id not in {"mark-range", "columns-left", "columns-right"} and super().can(id)

    def hints(self) -> Sequence[str]:
        """Name the keys of a form, the most useful first."""
        return ["open", "mark", "write", "unset", "editor", "filter", "only-set", "raw", "back"]

    def key_title(self, id: str) -> str:
        """Name only the keys that do something on this line."""
        field = self.field
        if id == "open":
            return "" if field is None or field.kind is InputKind.SWITCH else "change"
        own = {
            "mark": "switch" if field is not None and field.kind is InputKind.SWITCH else "",
            "write": "plan",
            "unset": "as it was" if field is not None and self.sheet.is_changed(field.name) else "",
            "only-set": "all" if self.short else "only changed",
            "raw": "as JSON",
        }
        return own.get(id, super().key_title(id))

    def compose_body(self) -> ComposeResult:
        """Make the lines."""
        yield FieldList(signs=self.signs, id="fields")

    def first_focus(self) -> Widget | None:
        """Give the lines the focus."""
        return self.fields

    def on_mount(self) -> None:
        """Begin at the first field."""
        self.fields.show(self.lines)
        self.fields.begin()
        self.tell_of_field()

    def on_screen_resume(self) -> None:
        """Show what is known by now."""
        if self.is_mounted:
            self.show_lines()

    def show_lines(self, name: str = "") -> None:
        """Show the sheet as it is now; the cursor stays on its field, or goes to one."""
        kept = name or (self.field.name if self.field is not None else "")
        self.lines.show(self.filter, short=self.short)
        self.fields.when_empty = self._when_empty()
        at = self.lines.position_of(kept) if kept else None
        self.fields.cursor = self.fields.cursor if at is None else at
        self.fields.lines_changed()
        if at is None:
            self.fields.move_to(self.fields.cursor)
        self.show_frame()
        self.tell_of_field()

    def _when_empty(self) -> Sequence[str]:
        if not self.sheet.fields:
            return ("Nothing has to be filled in: w makes the plan.",)
        if self.filter:
            return (f"No field has '{display(self.filter, longest=40)}' in its name.", "esc shows all.")
        return ("Nothing is required or changed.", "o shows all.")

    def go_to(self, name: str) -> None:
        """Put the cursor on a field, whatever hides it."""
        if self.lines.position_of(name) is None:
            self.short = False
            self.filter = ""
        self.show_lines(name)

    # Filter

    def apply_filter(self, text: str) -> None:
        """Show the fields that have all words."""
        self.filter = text
        self.show_lines()

    def filter_count(self) -> str:
        """Give how many fields there are."""
        return counted(len(self.lines.fields), "field")

    def move_row(self, by: int) -> None:
        """Move the cursor while the filter is typed."""
        self.fields.move_to(self.fields.cursor + by)

    def action_only_set(self) -> None:
        """Show only what is required, changed or wrong, or everything."""
        self.short = not self.short
        self.show_lines()
        self.say("Only what is required, changed or wrong is shown." if self.short else "")

    # The field under the cursor

    def on_line_list_moved(self) -> None:
        """Say more of the field."""
        self.heard()
        self.show_frame()
        self.tell_of_field()

    def tell_of_field(self) -> None:
        """Say of the field under the cursor what is wrong with it, else what belongs into it."""
        field = self.field
        if field is None:
            self.show_progress("")
            return
        problem = self.lines.problem_of(field)
        if problem:
            self.show_progress(told_of(field.title, problem))
            return
        told = [field.help.rstrip(".")] if field.help else []
        told += self._in_full(field)
        if field.kind in {InputKind.HOURS, InputKind.DURATION} and not field.choices:
            told.append(hint_for(field, self.sheet, self.signs))
        if field.longest:
            told.append(f"at most {field.longest} characters")
        if field.write_only and not field.is_given and not self.sheet.is_new:
            told.append("no answer of Zoom's has it, so what it was is not known")
        self.show_progress(f"{field.title}: {', '.join(told)}" if told else "")

    def _in_full(self, field: SheetField) -> list[str]:
        """Give what is filled in and what was there, where a line has no room for both; of a secret nothing."""
        if field.secret or not self.sheet.is_changed(field.name):
            return []
        text, old = self.sheet.text(field.name), self.sheet.old(field.name)
        if not old or width_of(text) + width_of(old) <= self.size.width // 2:
            return []
        return [f"was {old}" if width_of(text) <= self.size.width // 2 else f"{text or 'empty'} (was {old})"]


def told_of(title: str, problem: str) -> str:
    """Say what is wrong with a field as a sentence: our own words go on from the title, those of others stand alone."""
    return f"{title} {problem}" if problem[:1].islower() else f"{title}: {problem}"
