"""The frame of a request form: its lines, what they lack, and a filter over them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ztui.core.amounts import counted
from ztui.core.errors import FieldError
from ztui.services.console.lines import LineKind
from ztui.ui.screens.console.belonging import picks_for
from ztui.ui.screens.console.desk import desk_of
from ztui.ui.screens.console.form_lines import FormLines
from ztui.ui.screens.filtering import FilteringScreen
from ztui.ui.sheets import style_sheets
from ztui.ui.widgets.line_list import LineList
from ztui.ui.widgets.lines import texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from ztui.contract.catalogue import Operation
    from ztui.services.console.draft import Draft
    from ztui.services.console.lines import Line
    from ztui.services.console.pointers import Pointer
    from ztui.services.session import Session
    from ztui.ui.widgets.paint import Part

__all__ = ["FormScreen"]

_NO_FILE = "is no file that can be found"


class FormScreen(FilteringScreen):
    """A form of an operation; what fills it in is `FilledScreen`, what sends it `RequestScreen`."""

    CSS_PATH = style_sheets("forms")
    has_rows = True

    def __init__(self, session: Session, operation: Operation) -> None:
        super().__init__(session)
        self.operation = operation
        self.only_set = False
        self._lines: FormLines | None = None

    # What it stands on

    @property
    def draft(self) -> Draft:
        """Give the draft; it is the desk's, so that it is found again."""
        return desk_of(self).draft(self.operation)

    @property
    def lines(self) -> FormLines:
        """Give the lines that are shown."""
        if self._lines is None:
            self._lines = FormLines(self.signs)
            self._lines.names = desk_of(self).names
        return self._lines

    @property
    def fields(self) -> LineList:
        """Give the list of lines."""
        return self.query_one(LineList)

    @property
    def line(self) -> Line | None:
        """Give the field under the cursor, None on the line that sends."""
        at = self.fields.cursor if self.is_mounted else 0
        return self.lines.lines[at - 1] if 0 < at <= len(self.lines.lines) else None

    @property
    def list_above(self) -> Pointer | None:
        """Give the array that the line under the cursor is, or is in, None for none."""
        return self.holder(lambda each: each.can_add)

    @property
    def takes_json(self) -> bool:
        """Tell whether there is a body that can be written as JSON."""
        schema = self.operation.detail().request_schema
        return schema is not None and not (self.operation.content_type or "").startswith("multipart/")

    @property
    def picks(self) -> str:
        """Give the resource whose ids the line under the cursor takes, "" for none."""
        line = self.line
        if line is None or line.kind not in {LineKind.TEXT, LineKind.LIST}:
            return ""
        names = [each for each in line.at[1:] if isinstance(each, str)]
        if names[-1:] == ["id"] and len(names) > 1:
            return picks_for(f"{names[-2].removesuffix('s')}_id")
        return picks_for(names[-1], self.operation.id) if names else ""

    def holder(self, wanted: Callable[[Line], bool]) -> Pointer | None:
        """Give the line under the cursor, or the nearest that holds it, of which something is true; its place."""
        line = self.line
        if line is None:
            return None
        by_place = {each.at: each for each in self.lines.lines}
        places = (line.at[:length] for length in range(len(line.at), 0, -1))
        return next((at for at in places if at in by_place and wanted(by_place[at])), None)

    def command_text(self) -> str:
        """Give the command that prints the request, and sends nothing."""
        return f"{self.draft.request().as_command(self.program)} --dry-run"

    # The frame

    def crumbs(self) -> Sequence[str]:
        """Give the operation, and the filter."""
        return ("Operations", self.operation.title, "request", f"/{self.filter}" if self.filter else "")

    def place_words(self) -> list[str]:
        """Give the crumbs without the filter."""
        return list(self.crumbs())[:3]

    def counts(self) -> Sequence[Part]:
        """Say what kind of request it is."""
        return texts((f"{self.operation.method} ", "dim"))

    def can(self, id: str) -> bool:
        """Leave out marks of ranges and what folds."""
        return id not in {"mark-range", "columns-left", "columns-right"} and super().can(id)

    def compose_body(self) -> ComposeResult:
        """Make the lines."""
        lines = LineList(signs=self.signs, id="form")
        lines.when_opened = self.open_line
        yield lines

    def open_line(self) -> None:
        """Do with the line under the cursor what enter does."""

    def first_focus(self) -> Widget | None:
        """Give the lines the focus."""
        return self.fields

    def on_mount(self) -> None:
        """Begin at the first field that lacks something, else where it is sent."""
        self.fields.show(self.lines)
        self.show_lines()
        lacking = next((at for at, each in enumerate(self.lines.lines, 1) if each.problem), 0)
        self.fields.move_to(lacking)

    def on_screen_resume(self) -> None:
        """Show what is known by now: another screen may have filled something in."""
        if self.is_mounted:
            self.show_lines()

    def show_lines(self, at: Pointer | None = None) -> None:
        """Show the draft as it is now; the cursor stays on its field, or goes to the one at a place."""
        kept = at or (self.line.at if self.line is not None else None)
        found = self.draft.lines(search=self.filter, everything=not self.only_set)
        self.lines.show([self._looked_for(each) for each in found])
        self.lines.sends, self.lines.state = self._sends()
        if kept is not None:
            self.fields.cursor = self.lines.position_of(kept)
        self.fields.lines_changed()
        self.show_frame()

    @property
    def problems(self) -> Sequence[FieldError]:
        """Give what is wrong with the request, files that are not there included."""
        missing = [FieldError(name, _NO_FILE) for name, file in self.draft.request().files if not file.is_file()]
        return (*self.draft.problems, *missing)

    def _looked_for(self, line: Line) -> Line:
        """Say of a file that it is not there."""
        is_missing = line.kind is LineKind.FILE and line.text and not Path(line.text).is_file()
        return replace(line, problem=line.problem or _NO_FILE) if is_missing else line

    def _sends(self) -> tuple[Sequence[Part], Sequence[Part]]:
        refused = desk_of(self).allowed(self.operation)
        request = self.draft.request()
        what = f"{self.operation.method} {request.url_path(self.session.client.account)}"
        if refused:
            return texts((f"Cannot be sent: {refused}", "bad")), ()
        count = len(self.problems)
        state = texts((f"{count} to look at", "warn")) if count else texts(("ready", "good"))
        return texts((f"{self.signs.crumb} Send ", "accent"), (what, "strong")), state

    # Filter

    def apply_filter(self, text: str) -> None:
        """Show the fields whose path has all words."""
        self.filter = text
        self.show_lines()

    def filter_count(self) -> str:
        """Give how many fields there are."""
        return counted(len(self.lines.lines), "field")

    def move_row(self, by: int) -> None:
        """Move the cursor while the filter is typed."""
        self.fields.move_to(self.fields.cursor + by)

    def action_only_set(self) -> None:
        """Show only what is required or filled in, or everything."""
        self.only_set = not self.only_set
        self.show_lines()
        self.say("Only what is required or filled in is shown." if self.only_set else "")

    # The field under the cursor

    def on_line_list_moved(self) -> None:
        """Say more of the field."""
        self.touched()
        line = self.line
        problem = self.lines.problem_of(line) if line is not None else ""
        self.show_progress(f"{line.title}: {problem}" if line is not None and problem else "")
        self.heard()
        self.show_frame()

    def touched(self) -> None:
        """Take note that the user went on."""

    def changed(self, at: Pointer | None = None) -> None:
        """Show what a change made of the form."""
        self.touched()
        if self.problem is not None:
            self.say("")
        self.show_lines(at)
        self.on_line_list_moved()
