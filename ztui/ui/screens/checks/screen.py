"""What is wrong or wasteful in the account: findings under their rules, the worst first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ztui.core.errors import ZtuiError
from ztui.core.text import Display, display
from ztui.services.checks.report import FINDINGS, Report
from ztui.services.checks.running import check, cost_of_check, reread
from ztui.ui.commands.printing import option
from ztui.ui.keys import shown_key
from ztui.ui.modals.choose import Choice, ChooseOne
from ztui.ui.screens.checks.acting import ask_ignore, choices_of, copy_finding, mend, open_finding, tell_again
from ztui.ui.screens.checks.rows import CheckedRow, cells_of, rows_of
from ztui.ui.screens.checks.telling import told
from ztui.ui.screens.story.show import export_stored
from ztui.ui.screens.summed import SummedScreen
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.source import TableColumn
from ztui.ui.widgets.told import Told

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from datetime import datetime

    from ztui.services.checks.model import Finding, Rule
    from ztui.services.inventory.cost import Progress
    from ztui.services.session import Session
    from ztui.ui.widgets.paint import Part
    from ztui.ui.written import Written

__all__ = ["ChecksScreen"]

_CHECKING = "check"
_JUDGING = "judge"
_ASKED = 60
"""Seconds of reading from which on it is asked for."""


class ChecksScreen(SummedScreen[CheckedRow]):
    """Shows at once what can be told of what is stored; refreshing reads the rest.

    Args:
        session: In whose account.
        rules: What is looked for.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("checks",)
    COLUMNS: ClassVar = (
        TableColumn("name", Display("What"), 22, grows=True),
        TableColumn("says", Display("Is wrong"), 40, grows=True),
        TableColumn("site", Display("Site"), 14, wide_only=True),
        TableColumn("mend", Display("Mended by"), 24, wide_only=True),
    )

    def __init__(self, session: Session, rules: Sequence[Rule]) -> None:
        super().__init__(session)
        self.rules = rules
        self.report: Report | None = None
        self.shows_ignored = False
        self._decided: Finding | None = None

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the findings."""
        from ztui.services.checks.rules import RULES

        few = self.rules if len(self.rules) < len(RULES) else ()
        ignored = ("--ignored",) if self.shows_ignored else ()
        return ("check", *(word for each in few for word in option("rule", each.id)), *ignored)

    # The frame

    def crumbs(self) -> Sequence[str]:
        """Give what is shown, and the rules where they are not all."""
        from ztui.services.checks.rules import RULES

        few = len(self.rules) < len(RULES)
        return ("Check", f"{len(self.rules)} of {len(RULES)} rules" if few else "")

    def counts(self) -> Sequence[Part]:
        """Give how much was found."""
        return texts(f"{len(self.report.findings):,} ") if self.report is not None else ()

    def as_of(self) -> datetime | None:
        """Give when the oldest of what was looked at was read."""
        return self.report.as_of if self.report is not None else None

    def key_title(self, id: str) -> str:
        """Leave out what needs a finding where there is none, and what cannot be mended."""
        row = self.row
        finding = row.finding if row is not None else None
        if id in {"open", "ignore", "copy"} and finding is None:
            return ""
        if id == "edit":
            return "" if finding is None or finding.mend is None else "mend"
        if id == "ignore" and row is not None and row.reason:
            return "tell again"
        return super().key_title(id)

    def hints(self) -> Sequence[str]:
        """Name the keys that lead on."""
        return ["open", "edit", "ignore", "actions", "refresh", "export", "copy", "back"]

    def when_empty(self) -> Sequence[str]:
        """Say that nothing was found, or why nothing is known."""
        if self.report is None:
            return ()
        key = shown_key("refresh", self.house.keymap_in_use)
        if any(each.is_judged for each in self.report.judged):
            return ("Nothing is wrong by these rules.", f"{key} reads and looks again.")
        return ("Nothing of the account is stored yet.", f"{key} reads what the rules look at.")

    # Showing

    def source(self) -> Told[CheckedRow]:
        """Make the rows."""
        return Told((), cells_of, lambda item: item.key, lambda item: display(item.heading))

    def told(self) -> Sequence[Sequence[Part]]:
        """Sum up, and say why what is under the cursor matters."""
        return () if self.report is None else told(self.report, self.row)

    def on_mount(self) -> None:
        """Judge what is stored."""
        super().on_mount()
        self.look_at_stored()

    def on_screen_resume(self) -> None:
        """Judge again, since something may have been mended."""
        super().on_screen_resume()
        if self.is_mounted:
            self.look_at_stored()

    def take_written(self, written: Written) -> None:
        """Read again what somebody decided about in a form, once that is written."""
        finding = self._decided
        if finding is None or finding.mend is None or written.session is not self.session:
            return
        keys = {each.key for each in finding.mend.edits} | {finding.key}
        if keys.isdisjoint(written.keys | written.beside):
            return
        self._decided = None
        self.start(self._look_again(finding), "mend")

    async def _look_again(self, finding: Finding) -> None:
        await reread(self.session, [finding])
        self.look_at_stored()

    def look_at_stored(self) -> None:
        """Judge again what is stored."""
        if not self.busy(_CHECKING):
            self.workers.cancel_group(self, _JUDGING)
            self.start(self._judge(), _JUDGING)

    async def _judge(self) -> None:
        self._show(await check(self.session, self.rules, ask=False))

    def _show(self, report: Report) -> None:
        self.report = report
        self.show_items(rows_of(report, ignored=self.shows_ignored))

    # Reading

    def action_refresh(self) -> None:
        """Say what reading costs, read, and judge."""
        if self.session.offline:
            self.say("Offline: what is stored was judged.", "warn")
            self.look_at_stored()
        elif not self.busy(_CHECKING):
            self.start(self._ask_to_read(), _CHECKING)

    async def _ask_to_read(self) -> None:
        cost = await cost_of_check(self.session, self.rules)
        if cost.seconds < _ASKED:
            await self._read(f"{cost}")
            return
        choices = [Choice("read", "Read it"), Choice("leave", "Leave it")]

        def answered(id: str | None) -> None:
            if id == "read":
                self.start(self._read(f"{cost}"), _CHECKING)

        self.app.push_screen(ChooseOne(f"To be read: {cost}", choices), answered)

    async def _read(self, cost: str) -> None:
        key = shown_key("back", self.house.keymap_in_use)
        self.say(f"To be read: {cost}.")
        self.show_progress(f"reading {cost} ({key} stops)")

        def tell(progress: Progress) -> None:
            self.show_progress(f"reading {progress.part}: {progress.share:.0%} ({key} stops)")

        try:
            report = await check(self.session, self.rules, tell=tell)
        except ZtuiError:
            self._show(await check(self.session, self.rules, ask=False))  # what came before it failed is stored
            raise
        finally:
            self.show_progress("")
        self.say("")
        self._show(report)

    def close_one_thing(self) -> bool:
        """Stop reading."""
        if not self.busy(_CHECKING):
            return False
        self.workers.cancel_group(self, _CHECKING)
        self.say("Stopped; what came is stored.")
        self.workers.cancel_group(self, _JUDGING)
        self.start(self._judge(), _JUDGING)
        return True

    # Keys

    def on_house_table_opened(self) -> None:
        """Show the object."""
        row = self.row
        if row is not None and row.finding is not None:
            open_finding(self, row.finding)

    def action_edit(self) -> None:
        """Open what mends the finding under the cursor."""
        row = self.row
        if row is not None and row.finding is not None:
            self._decided = row.finding if row.finding.mend is not None and row.finding.mend.wants else None
            mend(self, row.finding, self.look_at_stored)

    def action_ignore(self) -> None:
        """Ignore the finding under the cursor, or tell it again."""
        row = self.row
        if row is None or row.finding is None:
            return
        if row.reason:
            tell_again(self, row.finding, self.look_at_stored)
        else:
            ask_ignore(self, row.finding, self.look_at_stored)

    def action_copy(self) -> None:
        """Send the finding's id, or the command that mends it, to the clipboard."""
        row = self.row
        if row is None or row.finding is None:
            super().action_copy()
            return
        copy_finding(self, row.finding)

    def action_export(self) -> None:
        """Write all findings to a file, those ignored with their reasons."""
        report = self.report
        count = 0 if report is None else len(report.findings) + report.ignored
        export_stored(self, "check", count, self._exported, FINDINGS)

    async def _exported(self) -> AsyncIterator[dict[str, Any]]:
        for row in self.report.rows(ignored=True) if self.report is not None else ():
            yield row

    def action_actions(self) -> None:
        """Show what can be done about the finding under the cursor, and with all of them."""
        choices = choices_of(self.row, self.house.keymap_in_use, shows_ignored=self.shows_ignored)
        self.app.push_screen(ChooseOne("Actions", choices), self._picked)

    def _picked(self, id: str | None) -> None:
        match id:
            case None | "":
                return
            case "open":
                self.on_house_table_opened()
            case "ignored":
                self.shows_ignored = not self.shows_ignored
                if self.report is not None:
                    self._show(self.report)
            case _:
                getattr(self, f"action_{id}")()
