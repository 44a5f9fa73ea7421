"""The run screen: how far a plan is, and what came of each of its changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.core.amounts import counted
from ztui.core.errors import ZtuiError
from ztui.core.text import display
from ztui.resources.model import Confirm
from ztui.store.journal import Outcome
from ztui.ui.commands.printing import option
from ztui.ui.modals.confirm import Question, confirmation
from ztui.ui.screens.base import HouseScreen
from ztui.ui.screens.plan.run_lines import RunLines, bar_of, counts_of, is_wrong, said_of
from ztui.ui.screens.waited import told_wait
from ztui.ui.sheets import style_sheets
from ztui.ui.widgets.line_list import LineList
from ztui.ui.widgets.lines import Line
from ztui.ui.widgets.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from ztui.services.changes.model import Plan
    from ztui.services.session import Session
    from ztui.ui.running import Running
    from ztui.ui.widgets.paint import Part

__all__ = ["RunScreen"]

_SUBJECT = 40


class RunScreen(HouseScreen):
    """Shows a run while it goes on and after; leaving it does not end it.

    Args:
        session: The session that it goes through.
        running: The run.
        form: The form that its plan was made with.
    """

    CSS_PATH = style_sheets("forms")
    PLACES: ClassVar[tuple[str, ...]] = ("run",)
    has_rows = True

    def __init__(self, session: Session, running: Running, *, form: HouseScreen | None = None) -> None:
        super().__init__(session)
        self.running = running
        self.form = form
        self._lines: RunLines | None = None
        self._is_due = False

    @property
    def lines(self) -> RunLines:
        """Give the rows that are shown."""
        if self._lines is None:
            self._lines = RunLines(self.running, self.signs)
        return self._lines

    @property
    def rows(self) -> LineList:
        """Give the list of rows."""
        return self.query_one(LineList)

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints what was written."""
        return ("journal", *option("plan", self.running.plan.id))

    def crumbs(self) -> Sequence[str]:
        """Give what is written."""
        changes = self.running.changes
        what = display(changes[0].title, longest=_SUBJECT) if len(changes) == 1 else counted(len(changes), "change")
        return ("Run", what, "only what went wrong" if self._lines is not None and self.lines.only_wrong else "")

    def place_words(self) -> list[str]:
        """Give the crumbs without what is left out."""
        return list(self.crumbs())[:2]

    def counts(self) -> Sequence[Part]:
        """Say how many changes had which outcome."""
        return counts_of(self.running)

    def can(self, id: str) -> bool:
        """Offer only what applies now."""
        running = self.running
        unknown = running.counts[Outcome.UNKNOWN] > 0
        needs = {
            "stop": not running.is_over and not running.stop.is_set(),
            "pause": not running.is_over and not running.stop.is_set(),
            "only-failed": len(running.changes) > 1,
            "retry": running.is_over and bool(self.to_retry()),
            "export": running.is_over,
            "refresh": running.is_over and unknown,
            "edit": self.form is not None and self.opened_from is self.form,
        }
        if id in {"mark", "mark-range", "columns-left", "columns-right"}:
            return False
        return needs.get(id, True) and super().can(id)

    def hints(self) -> Sequence[str]:
        """Name the keys of a run."""
        return ["stop", "pause", "edit", "open", "only-failed", "retry", "refresh", "export", "undo", "back"]

    def key_title(self, id: str) -> str:
        """Name what the keys do now."""
        own = {
            "stop": "stop..." if self.house.ascii_only else "stop…",
            "pause": "go on" if self.running.pause.is_set() else "pause",
            "only-failed": "all" if self.lines.only_wrong else "only failed",
            "open": "all of it",
            "edit": "back to the form",
            "refresh": "look up again",
        }
        return own.get(id, super().key_title(id)) if self.can(id) else ""

    def to_retry(self) -> list[str]:
        """Give the ids of the changes that can be tried again: what failed or was not sent, nothing that is unknown."""
        results = self.running.results.values()
        unknown = {each.change.key for each in results if each.outcome is Outcome.UNKNOWN}
        wrong = [each for each in results if is_wrong(each) and each.outcome is not Outcome.UNKNOWN]
        return [each.change.id for each in wrong if not (each.change.key and each.change.key in unknown)]

    def compose_body(self) -> ComposeResult:
        """Make the bar and the rows."""
        yield Line(id="run-bar", signs=self.signs)
        lines = LineList(signs=self.signs, id="run")
        lines.when_opened = self._open
        lines.when_empty = ("Nothing went wrong so far.",)
        yield lines
        said = Reader(id="run-said")
        said.can_focus = False
        yield said

    def first_focus(self) -> Widget | None:
        """Give the rows the focus."""
        return self.rows

    def on_mount(self) -> None:
        """Show the run, and listen to it."""
        self.running.listeners.append(self._changed)
        self.rows.show(self.lines)
        self.show_run()

    async def release(self) -> None:
        """Listen no more."""
        if self._changed in self.running.listeners:
            self.running.listeners.remove(self._changed)

    def on_screen_resume(self) -> None:
        """Show how far it is."""
        self.show_run()

    def on_resize(self) -> None:
        """Make the bar anew."""
        self.show_run()

    def _changed(self) -> None:
        """Show it with the next frame: many results may come before that."""
        if self.is_mounted and not self._is_due:
            self._is_due = True
            self.call_after_refresh(self.show_run)

    def show_run(self) -> None:
        """Show how far it is; costs nothing where another screen is shown."""
        self._is_due = False
        if not self.is_mounted or self.house.house_screen is not self:
            return
        ascii_only = self.house.ascii_only
        self.query_one("#run-bar", Line).show(*bar_of(self.running, ascii_only=ascii_only, width=self.size.width))
        self.lines.settle()
        self.rows.lines_changed()
        self._show_said()
        self.show_frame()

    def _show_said(self) -> None:
        """Say below the rows, whole, what went wrong with the one under the cursor."""
        change = self.lines.change_at(self.rows.cursor)
        result = None if change is None else self.running.results.get(change.id)
        said = self.query_one("#run-said", Reader)
        lines = [] if result is None or not is_wrong(result) else said_of(result)
        said.display = bool(lines)
        if lines:
            said.show(lines)
            said.styles.height = min(said.needs(self.size.width), max(self.size.height // 4, 2))

    def on_line_list_moved(self) -> None:
        """Say what the row is about, and take what was said for heard."""
        self._show_said()
        self.heard()

    # Keys

    def _open(self) -> None:
        change = self.lines.change_at(self.rows.cursor)
        if change is not None:
            from ztui.ui.screens.plan.result import ResultScreen

            self.house.go(ResultScreen(self.session, self.running, change), self)

    def action_edit(self) -> None:
        """Go back to the form, which is as it was left."""
        self.house.leave(self)

    def action_only_failed(self) -> None:
        """Show only what went wrong, or all."""
        self.lines.only_wrong = not self.lines.only_wrong
        self.rows.move_to(0)
        self.show_run()

    def action_pause(self) -> None:
        """Begin no other change for a while, or go on."""
        running = self.running
        if running.pause.is_set():
            running.go_on()
            self.say("It goes on.")
        else:
            running.hold()
            self.say("Paused: what was being sent ends, nothing else begins.", "warn")
        self.show_run()

    def action_stop(self) -> None:
        """Begin no other change, after that was confirmed."""
        question = Question(Confirm.REVIEW, "Stop the run", f"Stop before the {self.running.to_go:,} changes to go?")

        def answered(said: bool | None) -> None:
            if said is True and not self.running.is_over:
                self.running.end_early()
                self.say("Stopping after what is being sent.", "warn")
                self.show_run()

        self.app.push_screen(confirmation(question, self.session.clock.monotonic), answered)

    def action_refresh(self) -> None:
        """Look up again what is unknown."""
        self.house.runs.look_again(self.running)

    def action_retry(self) -> None:
        """Make a plan of what failed, from what is there now."""
        self.start(self._retry(), "retry")

    async def _retry(self) -> None:
        from ztui.services.changes.again import plan_retry
        from ztui.ui.screens.plan.show import show_plan

        ids = self.to_retry()
        if not ids:
            raise ZtuiError("There is nothing to try again.")

        async def make() -> Plan:
            return await plan_retry(self.session, self.running.plan, self.running.results, ids)

        with told_wait(self, "making a new plan"):
            plan = await make()
        show_plan(self.house, self.session, plan, remake=make)

    def action_export(self) -> None:
        """Write the results to a file."""
        from ztui.ui.screens.plan.exporting import export_results

        export_results(self)
