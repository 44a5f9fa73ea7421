"""What is not finished: changes that a cut run left, and those of which nobody knows what became."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.core.amounts import counted
from ztui.core.text import Display, display
from ztui.core.times import moment, zone_name
from ztui.services.changes.history import one_line
from ztui.services.changes.lists import Lists
from ztui.services.changes.questions import unfinished
from ztui.services.changes.recovery import look_up
from ztui.services.changes.wording import Words
from ztui.store.journal import JournalEntry, Outcome
from ztui.ui.keys import shown_key
from ztui.ui.modals.choose import Choice
from ztui.ui.screens.journal.acting import act, acts_on, copy_entry
from ztui.ui.screens.reading import TableScreen
from ztui.ui.screens.waited import told_wait
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.source import TableColumn
from ztui.ui.widgets.told import Cells, Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.bulk.cut import CutRun
    from ztui.services.changes.model import Result
    from ztui.services.session import Session
    from ztui.ui.widgets.paint import Part

__all__ = ["UnfinishedScreen"]

_LOOKING = "look up"
_RESUME, _LEAVE = "resume", "leave"


class UnfinishedScreen(TableScreen):
    """Lists them; looking one up reads what became of it, and sends nothing."""

    PLACES: ClassVar[tuple[str, ...]] = ("unfinished",)
    title_word = "Not finished"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.runs: tuple[CutRun, ...] = ()
        self.entries: tuple[JournalEntry, ...] = ()
        self.looked: dict[str, Result] = {}
        """What looks showed, by the ids of the entries."""
        self._read = False

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints what is open."""
        return ("journal", "--outcome", "open", "--outcome", "unknown")

    # The frame

    def counts(self) -> Sequence[Part]:
        """Give how many there are."""
        return texts(f"{len(self.runs) + len(self.entries):,} ")

    def when_empty(self) -> Sequence[str]:
        """Say that there are none."""
        return ("Nothing is unfinished: of every change it is known what became of it.",) if self._read else ()

    def key_title(self, id: str) -> str:
        """Say what the keys do here; leave out what needs an entry where there is none."""
        if id == "refresh":
            return "look up all" if self.entries else ""
        lacking = id in {"open", "actions"} and not (self.entries or self.runs)
        return "" if lacking or (id == "copy" and self.entry is None) else super().key_title(id)

    def hints(self) -> Sequence[str]:
        """Name the keys that lead on."""
        return ["open", "refresh", "actions", "copy", "journal", "back"]

    def close_one_thing(self) -> bool:
        """Stop looking up."""
        if self.busy(_LOOKING):
            self.workers.cancel_group(self, _LOOKING)
            self.say("Stopped; what was not looked up is as open as before.")
            return True
        return False

    # Showing

    def on_mount(self) -> None:
        """Read them."""
        super().on_mount()
        self.reload()

    def on_screen_resume(self) -> None:
        """Read them again, since some may have been settled."""
        if self.is_mounted:
            self.show_frame()
            self.reload()

    def reload(self) -> None:
        """Read them again."""
        if not self.busy("read"):
            self.start(self._load(), "read")

    async def _load(self) -> None:
        from ztui.services.bulk.cut import cut_runs

        # A run that this program is at has a file, too.
        under_way = {each.plan.id for each in self.house.runs.kept if not each.is_over}
        self.runs = tuple(each for each in await cut_runs(self.session) if each.id not in under_way)
        self.entries = await unfinished(self.session)
        self._read = True
        if self.is_mounted:
            self.show_rows()

    def show_rows(self) -> None:
        """Show the oldest first, as they are looked up."""
        zone, now = self.session.zone, self.session.clock.now()
        columns = (
            TableColumn("time", display(f"Time {zone_name(now, zone)}"), 12),
            TableColumn("state", Display("State"), 10),
            TableColumn("what", Display("What"), 28, grows=True),
            TableColumn("looked", Display("A look showed"), 24, grows=True),
            TableColumn("who", Display("Who"), 9, wide_only=True),
        )
        items: tuple[CutRun | JournalEntry, ...] = (*self.runs, *self.entries)
        cursor = min(self.table.cursor, max(len(items) - 1, 0))
        self.table.show(Told(items, self._cells), columns, cursor=cursor)
        self.show_frame()

    def _cells(self, item: CutRun | JournalEntry) -> Cells:
        return self._of_entry(item) if isinstance(item, JournalEntry) else self._of_run(item)

    def _of_run(self, run: CutRun) -> Cells:
        unknown = f", of {run.unknown:,} it is not known" if run.unknown else ""
        return {
            "time": (display(moment(run.made_at, self.session.zone, self.session.clock.now())), "dim"),
            "state": (Display("cut run"), "warn"),
            "what": (display(run.title), ""),
            "looked": (display(f"{run.left:,} of {run.total:,} were never sent{unknown}"), "dim"),
            "who": (Display(""), ""),
        }

    def _of_entry(self, entry: JournalEntry) -> Cells:
        zone, now = self.session.zone, self.session.clock.now()
        looked = self.looked.get(entry.id)
        said = looked.said if looked is not None else entry.detail
        state = "not sent" if entry.sent_at is None else "no answer" if entry.outcome is Outcome.UNKNOWN else "cut"
        return {
            "time": (display(moment(entry.made_at, zone, now)), "dim"),
            "state": (Display(state), "dim" if entry.sent_at is None else "warn"),
            "what": (one_line(entry, Words(), state=False, ascii=self.house.ascii_only), ""),
            "looked": (display(said, longest=200), "dim"),
            "who": (display(entry.about.who), ""),
        }

    # Going on

    @property
    def entry(self) -> JournalEntry | None:
        """Give the entry under the cursor, None if there is none."""
        found = self.table.item_at(self.table.cursor) if self.is_mounted else None
        return found if isinstance(found, JournalEntry) else None

    @property
    def run(self) -> CutRun | None:
        """Give the run under the cursor, None if there is none."""
        found = self.table.item_at(self.table.cursor) if self.is_mounted else None
        return None if found is None or isinstance(found, JournalEntry) else found

    def on_house_table_opened(self) -> None:
        """Open the entry; of a run, what can be done with it."""
        from ztui.ui.screens.journal.entry import EntryScreen

        entry = self.entry
        if entry is not None:
            looked = self.looked.get(entry.id)
            self.house.go(EntryScreen(self.session, entry.id, () if looked is None else looked.candidates), self)
        elif self.run is not None:
            self.action_actions()

    def on_house_table_moved(self) -> None:
        """Say what the keys do on this line."""
        self.heard()
        self.show_frame()

    def action_copy(self) -> None:
        """Send something of the entry to the clipboard."""
        if self.entry is not None:
            copy_entry(self, self.entry)
        else:
            super().action_copy()

    def action_refresh(self) -> None:
        """Look up all of them, one after another."""
        if self.entries and not self.busy(_LOOKING):
            self.start(self._look_up(self.entries), _LOOKING)

    async def _look_up(self, entries: Sequence[JournalEntry]) -> None:
        key = shown_key("back", self.house.keymap_in_use)
        known, lists = 0, Lists()
        try:
            for at, each in enumerate(entries, 1):
                self.show_progress(f"looking up {at} of {len(entries)} ({key} stops)")
                result = self.looked[each.id] = await look_up(self.session, each, lists)
                known += result.outcome is not Outcome.UNKNOWN
        finally:
            self.show_progress("")
            self.reload()
        left = len(entries) - known
        rest = f"; of {counted(left, 'change')} it is still not known: open it to decide" if left else ""
        self.say(f"It is known what became of {counted(known, 'change')}{rest}.", "warn" if left else "good")

    def action_actions(self) -> None:
        """Show what can be done with the entry or the run under the cursor."""
        from ztui.ui.modals.choose import ChooseOne

        entry, run = self.entry, self.run
        if run is not None:
            choices = [
                Choice("", display(run.title, longest=60), is_heading=True),
                Choice(_RESUME, "Resume it: look up what was sent, and plan the rest"),
                Choice(_LEAVE, "Leave it: forget what was never sent"),
            ]
            self.app.push_screen(ChooseOne("Actions", choices), lambda id: self._run_picked(run, id))
        elif entry is not None:

            def picked(id: str | None) -> None:
                if id:
                    act(self, entry, id, self.reload)

            self.app.push_screen(ChooseOne("Actions", acts_on(self, entry)), picked)

    def _run_picked(self, run: CutRun, id: str | None) -> None:
        if id == _RESUME and not self.busy(_LOOKING):
            self.start(self._resume(run), _LOOKING)
        elif id == _LEAVE:
            self.start(self._leave(run), _LOOKING)

    async def _resume(self, run: CutRun) -> None:
        from ztui.services.bulk.cut import resume_plan
        from ztui.ui.screens.plan.show import show_plan

        with told_wait(self, "looking what was done of it", shown_key("back", self.house.keymap_in_use)):
            plan = await resume_plan(self.session, run.id)
        if self.house.house_screen is self:
            show_plan(self.house, self.session, plan, remake=lambda: resume_plan(self.session, run.id))

    async def _leave(self, run: CutRun) -> None:
        from ztui.services.bulk.cut import leave

        await leave(self.session, run.id)
        self.say(
            f"{counted(run.left, 'change that was never sent is', 'changes that were never sent are')} forgotten;"
            " the journal has the others."
        )
        self.reload()
