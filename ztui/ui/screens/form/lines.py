"""The lines of a form: a heading above each group, a line for each field; and the list that they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.text import display, fold
from ztui.resources.edits.model import InputKind
from ztui.resources.registry import resource
from ztui.services.changes.model import UNSET
from ztui.services.forms.values import words_of
from ztui.ui.widgets.line_list import LineList
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.paint import fit, width_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual import events

    from ztui.services.forms.fields import SheetField
    from ztui.services.forms.sheet import Sheet
    from ztui.ui.widgets.paint import Part, Signs

__all__ = ["FieldList", "FormLines", "hint_for"]

_TITLES = 30
"""Most cells of the column of titles; a wide terminal has more."""
_WIDE = 100
_MARK = 2
"""Cells of the sign of a change."""
_LEAST = 14
"""Cells that are left for what a field was."""
_WORDS = 3
_HIDDEN = "*" * 8
_HINTS = {
    InputKind.SWITCH: "yes | no",
    InputKind.NUMBER: "whole number",
    InputKind.PHONE: "number",
    InputKind.DURATION: "0:45, 3:00 or seconds",
    InputKind.EXTENSION: "extension",
    InputKind.TIMEZONE: "time zone",
    InputKind.HOURS: "Mon-Fri 08:00-18:00; Sat off",
    InputKind.SECRET: "secret",
    InputKind.JSON: "JSON",
}


class FormLines:
    """A source for `FieldList`.

    Args:
        sheet: What is filled in.
        signs: The signs that the terminal can show.

    Attributes:
        rows: What the lines show: headings are texts.
        tried: A plan was asked for: what is missing is a problem from then on.
    """

    def __init__(self, sheet: Sheet, signs: Signs) -> None:
        self.sheet = sheet
        self.signs = signs
        self.rows: list[SheetField | str] = []
        self.tried = False
        self.width = 0
        """Cells of a line, as far as one was painted."""
        self._longest = 8

    def show(self, search: str = "", *, short: bool = False) -> None:
        """Choose the lines.

        Args:
            search: Words that a field has in its title, heading or name.
            short: Only what is required, changed or wrong.
        """
        words = fold(search).split()
        shown = [each for each in self.sheet.fields if self._is_wanted(each, words, short=short)]
        self.rows = []
        group = ""
        for each in shown:
            if each.group != group and each.group:
                self.rows.append(each.group)
            group = each.group
            self.rows.append(each)
        self._longest = max((width_of(each.title) for each in shown), default=8)

    def _is_wanted(self, field: SheetField, words: Sequence[str], *, short: bool) -> bool:
        if short and not (field.required or self.sheet.is_changed(field.name) or self.problem_of(field)):
            return False
        looked_in = fold(f"{field.title} {field.group} {field.name}")
        return all(word in looked_in for word in words)

    @property
    def fields(self) -> list[SheetField]:
        """Give the fields that are shown."""
        return [each for each in self.rows if not isinstance(each, str)]

    @property
    def count(self) -> int:
        """Give the number of lines."""
        return len(self.rows)

    @property
    def _titles(self) -> int:
        return min(self._longest + 3, _TITLES if self.width < _WIDE else _WIDE // 2)

    @property
    def value_at(self) -> int:
        """Give the cell at which values begin."""
        return _MARK + self._titles

    def field_at(self, position: int) -> SheetField | None:
        """Give the field of a line, None for a heading."""
        row = self.rows[position] if 0 <= position < len(self.rows) else None
        return None if isinstance(row, str) else row

    def position_of(self, name: str) -> int | None:
        """Give the line of a field, None if it is not shown."""
        found = (at for at, each in enumerate(self.rows) if not isinstance(each, str) and each.name == name)
        return next(found, None)

    def problem_of(self, field: SheetField) -> str:
        """Give what is wrong with a field, as far as it is time to say so: what is missing may still come."""
        if not self.tried and self.sheet.lacks(field.name):
            return self.sheet.said(field.name)
        return self.sheet.problem(field.name)

    def line(self, position: int, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """Paint a line."""
        self.width = width
        row = self.rows[position]
        if isinstance(row, str):
            return texts((row, "label")), ()
        changed = self.sheet.is_changed(row.name)
        problem = self.problem_of(row)
        needed = row.required or row.kept
        title = f"{row.title}{' *' if needed else ''}"
        style = "bad" if problem else "strong" if needed else "dim" if row.deprecated else ""
        value, value_style = self._value(row)
        left = texts(
            (f"{self.signs.mark} " if changed else "  ", "accent"),
            (f"{fit(display(title), self._titles - 1, ellipsis=self.signs.ellipsis)} ", style),
            (value, value_style or ("strong" if changed else "")),
        )
        note, note_style = self._note(row, problem, changed=changed)
        room = width - self.value_at
        room = max(room - width_of(value) - 2, room * 9 // 20 if problem else _LEAST)
        return left, texts((display(note, longest=room), note_style))

    def _note(self, field: SheetField, problem: str, *, changed: bool) -> tuple[str, str]:
        """Say at the right of a line what is wrong with it, else what it was."""
        if problem:
            return f"! {problem}", "bad"
        old = self.sheet.old(field.name)
        if changed and old:
            return f"was {old}", "dim"
        told = (
            "write-only" if field.write_only and not field.is_given else "",
            "deprecated" if field.deprecated else "",
        )
        return ", ".join(filter(None, told)), "dim"

    def _value(self, field: SheetField) -> tuple[str, str]:
        text = self.sheet.text(field.name)
        if field.secret and text:
            return _HIDDEN, ""
        if text.strip():
            return display(text), ""
        value = self.sheet.value(field.name)
        if value is None:
            return "null", "warn"
        if value is not UNSET:
            return "empty", "warn"
        return hint_for(field, self.sheet, self.signs), "dim"


def hint_for(field: SheetField, sheet: Sheet, signs: Signs) -> str:
    """Say what belongs into a field in which nothing stands."""
    if field.choices:
        words = list(words_of(field, sheet.place))
        more = [signs.ellipsis] if len(words) > _WORDS else []
        return " | ".join([*(display(each, longest=20) for each in words[:_WORDS]), *more])
    if field.kind is InputKind.PICK:
        names = [resource(each).singular for each in field.picks[:_WORDS]]
        if len(field.picks) > _WORDS:
            names[-1] = signs.ellipsis
        return f"pick {'some: ' if field.several else ''}{', '.join(names)}"
    is_moment = (field.schema or {}).get("format") == "date-time"
    hint = "2026-12-24 or 2026-12-24 09:00" if is_moment else _HINTS.get(field.kind, "text")
    return f"{hint}, commas between" if field.several else hint


class FieldList(LineList):
    """Lines of a form: the cursor passes headings over, and what opens has the focus before the next key is looked at.

    Attributes:
        opener: Fills in the field under the cursor.
        switcher: Switches it.
    """

    opener: Callable[[], Awaitable[None]] | None = None
    switcher: Callable[[], None] | None = None

    def move_to(self, position: int) -> None:
        """Put the cursor on a line; from a heading it goes on in its direction."""
        super().move_to(self._landing(position, up=position < self.cursor))

    def begin(self) -> None:
        """Put the cursor on the first field."""
        self.cursor = self._landing(0, up=False)
        self.settle()

    def _landing(self, position: int, *, up: bool) -> int:
        source = self.source
        if not isinstance(source, FormLines):
            return position
        position = max(min(position, source.count - 1), 0)
        after = [at for at in range(position, source.count) if source.field_at(at) is not None]
        before = [at for at in range(position, -1, -1) if source.field_at(at) is not None]
        return next(iter([*before, *after] if up else [*after, *before]), 0)

    def settle(self) -> None:
        """Keep the cursor in view, with the heading right above it."""
        super().settle()
        above = self.cursor - 1
        if isinstance(self.source, FormLines) and self.top == self.cursor and above >= 0:
            self.top = above if self.source.field_at(above) is None else self.top

    async def action_open(self) -> None:  # type: ignore[override]
        """Fill in the field under the cursor; returns when what opened has the focus."""
        if self.opener is not None:
            await self.opener()

    def action_mark(self) -> None:
        """Switch the field under the cursor."""
        if self.switcher is not None:
            self.switcher()

    async def on_click(self, event: events.Click) -> None:  # type: ignore[override]
        """Go to the line that was clicked; fill it in if the cursor is there."""
        event.prevent_default()
        position = self.top + event.y
        if position >= self.source.count:
            return
        if position == self.cursor:
            await self.action_open()
        else:
            self.move_to(position)
