"""The journal: what was written, newest first, filtered in the language of `/`, of all objects or of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.core.text import Display, display
from ztui.core.times import day_line, zone_name
from ztui.services.changes.history import learn_names
from ztui.services.changes.journal_list import JournalList
from ztui.services.changes.wording import Words
from ztui.ui.commands.printing import option
from ztui.ui.keys import shown_key
from ztui.ui.screens.filtering import FilteringScreen
from ztui.ui.screens.journal.acting import act, acts_on, copy_entry, open_undo, open_undo_of
from ztui.ui.screens.journal.rows import EntryRows
from ztui.ui.screens.journal.show import show_entry, show_journal
from ztui.ui.screens.reading import TabledScreen
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.source import TableColumn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.session import Session
    from ztui.store.journal import JournalEntry
    from ztui.ui.screens.journal.subject import JournalSubject
    from ztui.ui.widgets.paint import Part
    from ztui.ui.widgets.table import HouseTable

__all__ = ["JournalScreen"]


class JournalScreen(FilteringScreen, TabledScreen):
    """What was written with the profile, in the account that is acted in.

    Args:
        session: Whose journal.
        text: The filter to begin with.
        subject: The object that it is about, None for all.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("journal",)

    def __init__(self, session: Session, text: str = "", subject: JournalSubject | None = None) -> None:
        super().__init__(session)
        self.subject = subject
        self.entries = JournalList(session, () if subject is None else subject.keys, self._wanted)
        self._begin_with = text
        self._wish: str | None = None
        self._words = Words()
        self._rows = EntryRows(self.entries, self._words, subject, ascii_only=False)

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the entries."""
        return (
            "journal",
            *option("object", "" if self.subject is None else self.subject.key),
            *option("match", self.filter),
        )

    # The frame

    def crumbs(self) -> Sequence[str]:
        """Give the journal, the object, the filter."""
        return (*self.place_words(), f"/{self.filter}" if self.filter else "")

    def place_words(self) -> list[str]:
        """Give the journal, and the object that it is about."""
        return ["Journal", *([self.subject.label] if self.subject is not None else [])]

    def journal_subject(self) -> None:
        """Lead from the journal of one object to all of it."""
        return

    def counts(self) -> Sequence[Part]:
        """Give how many there are."""
        return texts(f"{self.filter_count()} ")

    def filter_count(self) -> str:
        """Give how many of all the filter lets pass."""
        return f"{self.entries.count:,} of {self.entries.total:,}" if self.filter else f"{self.entries.count:,}"

    def key_title(self, id: str) -> str:
        """Leave out what needs an entry where there is none; say where the key of the journal leads."""
        if id == "journal":
            return "whole journal" if self.subject is not None else ""
        if id in {"open", "copy", "undo"} and not self.entries.count:
            return ""
        if id == "undo" and self.table.marks:
            return f"undo {len(self.table.marks):,} marked"
        return super().key_title(id)

    def hints(self) -> Sequence[str]:
        """Name the keys that lead on."""
        return ["open", "filter", "undo", "export", "copy", "actions", "journal", "refresh", "back"]

    def when_empty(self) -> Sequence[str]:
        """Say why there is no row."""
        keymap = self.house.keymap_in_use
        if self.busy("look"):
            return ()
        if self.filter:
            return ("No entry has all of this.", f"{shown_key('back', keymap)} clears the filter.")
        if self.subject is not None:
            said = f"Nothing of {self.subject.label} was written with this profile."
            return (display(said), f"{shown_key('journal', keymap)} shows the whole journal.")
        return ("Nothing was written with this profile in this account.", "What you change will stand here.")

    # Showing

    def on_mount(self) -> None:
        """Show the entries."""
        now, zone = self.session.clock.now(), self.session.zone
        self._rows.ascii_only = self.house.ascii_only
        columns = (
            TableColumn("time", display(f"Time {zone_name(now, zone)}"), 8),
            TableColumn("outcome", Display("Outcome"), 8),
            TableColumn("what", Display("What"), 32, grows=True),
            TableColumn("who", Display("Who"), 9),
            TableColumn("reason", Display("Reason"), 14),
            TableColumn("said", Display("Said"), 24, wide_only=True, grows=True),
        )
        today = display(day_line(now, zone, now))
        self.table.show(self._rows, columns, today=today)
        if self._begin_with:
            self.set_filter(self._begin_with)
        else:
            self.start(self._look(), "look")

    def on_screen_resume(self) -> None:
        """Show what came meanwhile, and say again how many are marked."""
        if self.is_mounted:
            self._speak_marks()
        if self.is_mounted and not self.busy("look") and not self.busy("filter"):
            self.start(self._look(), "look")

    async def _look(self) -> None:
        """Look again; the cursor stays on its entry."""
        here = self.entry
        await self.entries.look()
        await self._names()
        at = self.entries.position_of(here.id) if here is not None else None
        self._repaint(at)

    def _repaint(self, cursor: int | None = None) -> None:
        if self.is_mounted:
            self.table.rows_changed(cursor)
            self.show_frame()
            self.show_filter_count()

    def _wanted(self) -> None:
        if self.is_mounted and not self.busy("fetch"):
            self.start(self._fetch(), "fetch")

    async def _fetch(self) -> None:
        if await self.entries.fetch():
            await self._names()
            self._repaint()

    async def _names(self) -> None:
        """Learn what is called how of the entries that can be seen."""
        table = self.table
        rows = self.entries.window(table.top, table.page_rows)
        await learn_names(self.session, [each for each in rows if each is not None], self._words)

    def apply_filter(self, text: str) -> None:
        """Show what a filter lets pass; while one is worked on, only the last wish is kept."""
        self.entries.understood(text)
        self._wish = text
        if not self.busy("filter"):
            self.start(self._filter(), "filter")

    async def _filter(self) -> None:
        while self._wish is not None:
            text, self._wish = self._wish, None
            await self.entries.change(text)
            self.table.move_to(0)
            self._repaint(0)

    # Going on

    @property
    def entry(self) -> JournalEntry | None:
        """Give the entry under the cursor, None if there is none."""
        found: JournalEntry | None = self.table.item_at(self.table.cursor)
        return found

    def on_house_table_marked(self) -> None:
        """Say how many are marked, and what the keys do to them."""
        self._speak_marks()
        self.show_keys()

    def _speak_marks(self) -> None:
        marks = self.table.marks
        self.show_progress(f"{len(marks):,} marked" if marks else "")

    def on_house_table_range_wanted(self, message: HouseTable.RangeWanted) -> None:
        """Mark a range, whose entries may have to be read first."""
        self.start(self._mark_range(message.first, message.last - message.first + 1), "marks")

    async def _mark_range(self, first: int, count: int) -> None:
        while None in (rows := self.entries.window(first, count)) and await self.entries.fetch():
            continue
        self.table.add_marks(each.id for each in rows if each is not None)

    def close_one_thing(self) -> bool:
        """Close the input, take marks away, or clear the filter."""
        return (not self.takes_text and self.table.clear_marks()) or super().close_one_thing()

    def on_house_table_opened(self) -> None:
        """Open the entry."""
        if self.entry is not None:
            show_entry(self, self.entry.id)

    def action_undo(self) -> None:
        """Open the plan that undoes the marked entries, or the one under the cursor."""
        if self.table.marks:
            open_undo_of(self, tuple(self.table.marks))
        elif self.entry is not None:
            open_undo(self, self.entry)

    def action_copy(self) -> None:
        """Send something of the entry to the clipboard."""
        if self.entry is not None:
            copy_entry(self, self.entry)
        else:
            super().action_copy()

    def action_export(self) -> None:
        """Write what the filter lets pass to a file."""
        from ztui.ui.screens.journal.exporting import export_entries

        export_entries(self, self.entries)

    def action_actions(self) -> None:
        """Show what can be done with the entry under the cursor, and where the journal leads."""
        from ztui.ui.modals.choose import Choice, ChooseOne

        choices = [] if self.entry is None else acts_on(self, self.entry)
        choices += [
            Choice("", "Journal", is_heading=True),
            Choice("unfinished", "Show what is not finished", ":unfinished"),
            Choice("export", "Export what is shown", shown_key("export", self.house.keymap_in_use)),
        ]
        self.app.push_screen(ChooseOne("Actions", choices), self._picked)

    def _picked(self, id: str | None) -> None:
        if id == "unfinished":
            self.house.obey("unfinished")
        elif id == "export":
            self.action_export()
        elif id and self.entry is not None:
            act(self, self.entry, id, self.action_refresh)

    def action_refresh(self) -> None:
        """Look again what there is."""
        if not self.busy("look"):
            self.start(self._look(), "look")

    def action_journal(self) -> None:
        """Show all of the journal."""
        if self.subject is not None:
            show_journal(self.house)
