"""What a list would do: a row for each line, found as what, what changes, and what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.core.amounts import counted
from ztui.core.errors import ConfigError
from ztui.core.text import Display, display
from ztui.services.bulk.preview import PreviewRow, State, choose, plan_of, switch
from ztui.services.bulk.results import found_words, what_words
from ztui.services.changes.wording import Words
from ztui.ui.modals.choose import Choice, ChooseOne
from ztui.ui.screens.reading import TableScreen
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.source import TableColumn
from ztui.ui.widgets.table import HouseTable
from ztui.ui.widgets.told import Cells, Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from ztui.core.text import Display as Shown
    from ztui.services.bulk.preview import Preview
    from ztui.services.bulk.reading import BadLine
    from ztui.services.changes.model import Plan, Run
    from ztui.services.session import Session
    from ztui.ui.widgets.paint import Part

    Line = PreviewRow | BadLine

__all__ = ["BulkScreen"]

_STYLES = {
    State.OK: "good",
    State.AMBIGUOUS: "warn",
    State.NOT_FOUND: "bad",
    State.SAME: "dim",
    State.REFUSED: "bad",
    State.TWICE: "warn",
    State.BAD: "bad",
}
_FINE = (State.OK, State.SAME)
_OFF = Display("off")
_WIDE = 100
"""Cells of a terminal from which on values before a change are not shortened."""
_BEFORE = 10
_PLAN = "plan"
_CHOOSING = "choose"


class _Rows(HouseTable):
    """A table whose rows are switched on and off where others mark them."""

    def action_mark(self) -> None:
        """Ask the screen to switch the row, and go on to the next."""
        if isinstance(self.screen, BulkScreen):
            self.screen.switch_row()


class BulkScreen(TableScreen):
    """Shows a preview; `w` makes the plan of what is on and can be done.

    Args:
        session: In whose profile and account.
        view: The preview.
        title: What is done to what.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("bulk",)

    def __init__(self, session: Session, view: Preview, title: Shown) -> None:
        super().__init__(session)
        self.view = view
        self.title_word = title
        self.only_problems = False
        self._words = Words()

    def command_text(self) -> str:
        """Give the command that prints the preview, with its list."""
        from ztui.ui.commands.printing import bulk_text

        return bulk_text(self.view, self.program)

    # The frame

    def crumbs(self) -> Sequence[str]:
        """Give what is done, and whether all rows are shown."""
        return ("Bulk", self.title_word, "only problems" if self.only_problems else "")

    def counts(self) -> Sequence[Part]:
        """Say how many lines there are, and how many of them are to be carried out."""
        active = sum(each.is_active for each in self.view.rows)
        whole = len(self.view.rows) + len(self.view.bad)
        problems = self.view.problems
        parts: list[str | tuple[str, str]] = [f"{active:,} of {whole:,} to change"]
        if problems:
            parts.append((f" {self.signs.dot} {counted(problems, 'problem')}", "warn"))
        return texts(*parts, " ")

    def can(self, id: str) -> bool:
        """Offer what applies to the rows that there are."""
        if id == "mark":
            return bool(self.view.rows)
        if id == "only-failed":
            return self.only_problems or bool(self.view.problems)
        return super().can(id)

    def hints(self) -> Sequence[str]:
        """Name the keys of a preview."""
        return ["write", "mark", "open", "only-failed", "back"]

    def key_title(self, id: str) -> str:
        """Say what the keys do here."""
        row = self.row if self.is_mounted else None
        ambiguous = isinstance(row, PreviewRow) and bool(row.candidates)
        own = {
            "write": f"plan{self.signs.ellipsis}",
            "mark": "on/off",
            "open": "which one" if ambiguous else "all of it",
            "only-failed": "all lines" if self.only_problems else "only problems",
        }
        return own.get(id, super().key_title(id)) if self.can(id) else ""

    def when_empty(self) -> Sequence[str]:
        """Say why there is nothing."""
        return ("Nothing is wrong with any line.",) if self.only_problems else ("The list is empty.",)

    def compose_body(self) -> ComposeResult:
        """Make the table."""
        table = _Rows(signs=self.signs, id="table")
        table.when_empty = self.when_empty
        yield table

    # Showing

    def on_mount(self) -> None:
        """Show the rows."""
        super().on_mount()
        self.show_rows()

    def on_screen_resume(self) -> None:
        """Show what there is now."""
        super().on_screen_resume()
        self.show_frame()
        self.focus_first()

    @property
    def lines(self) -> list[Line]:
        """Give the lines that are shown, in their order."""
        rows: list[Line] = [*self.view.rows, *self.view.bad]
        if self.only_problems:
            rows = [each for each in rows if _state(each) not in _FINE]
        return sorted(rows, key=_number)

    @property
    def row(self) -> Line | None:
        """Give the line under the cursor, None if there is none."""
        found: Line | None = self.table.item_at(self.table.cursor)
        return found

    def show_rows(self) -> None:
        """Show the lines."""
        columns = (
            TableColumn("object", Display("Object"), 16),
            TableColumn("found", Display("Found as"), 18, grows=True),
            TableColumn("what", Display("What changes"), 28, grows=True),
            TableColumn("state", Display("State"), 10),
        )
        lines = self.lines
        cursor = min(self.table.cursor, max(len(lines) - 1, 0))
        self.table.show(Told(lines, self._cells), columns, cursor=cursor)
        self.show_frame()

    def _cells(self, line: Line) -> Cells:
        if not isinstance(line, PreviewRow):
            return {
                "object": (display(line.text), ""),
                "found": (Display(""), ""),
                "what": (display(f"line {line.number}: {line.why}", longest=200), "bad"),
                "state": (display(State.BAD), "bad"),
            }
        style = "" if line.is_active else "dim"
        wrong = "" if line.state in _FINE else _STYLES[line.state]
        match = line.match
        by_key = match is not None and match.key == line.step.text
        return {
            "object": (display(match.label if match is not None and by_key else line.step.text), style),
            "found": (display(match.detail) if match is not None and by_key else found_words(line), style),
            "what": (self._what(line), wrong or style),
            "state": (display(line.state), _STYLES[line.state]) if line.on else (_OFF, "dim"),
        }

    def _what(self, row: PreviewRow) -> Shown:
        words = what_words(row, self._words, before=_BEFORE if self.size.width < _WIDE else _WIDE)
        return display(words.replace("→", "->")) if self.house.ascii_only else words

    # What keys do

    def on_house_table_moved(self) -> None:
        """Name what enter does to the row."""
        self.show_frame()

    def switch_row(self) -> None:
        """Switch the row under the cursor on or off, and go on to the next."""
        row = self.row
        if isinstance(row, PreviewRow) and (not row.on or row.state in _FINE):
            self.view = switch(self.view, [row.step.number], on=not row.on)
        elif row is not None:
            self.say(f"It is left out anyway: {display(row.why, longest=200)}.")
        at = self.table.cursor
        self.show_rows()
        self.table.move_to(at + 1)

    def action_only_failed(self) -> None:
        """Show only what stands in the way, or everything."""
        self.only_problems = not self.only_problems
        self.table.move_to(0)
        self.show_rows()

    def on_house_table_opened(self) -> None:
        """Choose among the objects that a line may mean, or say all of the row."""
        row = self.row
        if isinstance(row, PreviewRow) and row.candidates:
            self._ask_which(row)
        elif row is not None:
            cells = self._cells(row)
            what = what_words(row, self._words) if isinstance(row, PreviewRow) else cells["what"][0]
            said = [cells["object"][0], cells["found"][0], what, cells["state"][0]]
            self.say(f" {self.signs.dot} ".join(filter(None, said)))

    def _ask_which(self, row: PreviewRow) -> None:
        choices = [
            Choice(each.key, display(f"{each.label}  {each.detail}", longest=120), display(each.key, longest=24))
            for each in row.candidates
        ]

        def picked(key: str | None) -> None:
            if key and not self.busy(_CHOOSING):
                self.start(self._choose(row.step.number, key), _CHOOSING)

        title = f"Which one is '{display(row.step.text, longest=40)}'?"
        current = "" if row.match is None else row.match.key
        self.app.push_screen(ChooseOne(title, choices, current=current), picked)

    async def _choose(self, number: int, key: str) -> None:
        self.show_progress("reading it")
        try:
            self.view = await choose(self.session, self.view, number, key)
        finally:
            self.show_progress("")
        self.show_rows()

    def close_one_thing(self) -> bool:
        """Show everything again, before going back."""
        if self.only_problems:
            self.action_only_failed()
            return True
        return False

    def action_write(self) -> None:
        """Make the plan."""
        if not any(each.is_active for each in self.view.rows):
            self.fail(ConfigError("No line can be carried out.", "The state of each says why."))
        elif not self.busy(_PLAN):
            self.start(self._show_plan(), _PLAN)

    async def _show_plan(self) -> None:
        from ztui.ui.screens.plan.show import show_plan

        view = self.view

        async def make() -> Plan:
            return (await plan_of(self.session, view)).plan

        plan = await make()
        if self.house.house_screen is self:
            show_plan(self.house, self.session, plan, form=self, after=self._ran)

    def _ran(self, run: Run) -> None:
        """Switch off what was carried out: the same plan is not made twice."""
        done = {each.change.key for each in run.results if each.outcome.value == "done"}
        numbers = [row.step.number for row in self.view.rows if row.match is not None and row.match.key in done]
        self.view = switch(self.view, numbers, on=False)


def _state(line: Line) -> State:
    return line.state if isinstance(line, PreviewRow) else State.BAD


def _number(line: Line) -> int:
    return line.step.number if isinstance(line, PreviewRow) else line.number
