"""Entries of the journal as rows of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ztui.core.text import Display, display
from ztui.core.times import clock, day_line
from ztui.services.changes.history import one_line, outcome_of
from ztui.store.journal import OPEN, Outcome
from ztui.ui.widgets.source import PaintedRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.changes.journal_list import JournalList
    from ztui.services.changes.wording import Words
    from ztui.store.journal import JournalEntry
    from ztui.ui.screens.journal.subject import JournalSubject
    from ztui.ui.widgets.source import TableColumn

__all__ = ["OUTCOMES", "EntryRows"]

OUTCOMES = {
    Outcome.DONE.value: "good",
    Outcome.FAILED.value: "bad",
    Outcome.CONFLICT.value: "bad",
    Outcome.UNKNOWN.value: "warn",
    Outcome.SKIPPED.value: "dim",
    OPEN: "warn",
}
"""Styles of outcomes."""

_LONG = 200


@dataclass
class EntryRows:
    """A row source over the journal.

    Attributes:
        entries: The entries.
        words: Writes values, and knows names.
        subject: The object that they are about, which is not named again; None for all.
        ascii_only: Write arrows in ASCII.
    """

    entries: JournalList
    words: Words
    subject: JournalSubject | None
    ascii_only: bool

    @property
    def count(self) -> int:
        """Give the number of entries."""
        return self.entries.count

    @property
    def generation(self) -> int:
        """Give a number that grows when rows may be others."""
        return self.entries.generation

    def window(self, start: int, count: int) -> Sequence[JournalEntry | None]:
        """Give entries without waiting."""
        return self.entries.window(start, count)

    def paint(self, item: JournalEntry, columns: Sequence[TableColumn]) -> PaintedRow:
        """Make the cells of an entry."""
        session = self.entries.session
        outcome = outcome_of(item)
        quiet = "dim" if item.undone_by or item.outcome is Outcome.SKIPPED else ""
        resource, key = (self.subject.resource, self.subject.key) if self.subject is not None else ("", "")
        what = one_line(item, self.words, resource=resource, key=key, state=False, ascii=self.ascii_only)
        cells = {
            "time": (display(clock(item.made_at, session.zone)), "dim"),
            "outcome": (Display("undone" if item.undone_by else outcome), quiet or OUTCOMES[outcome]),
            "what": (what, quiet),
            "who": (display(item.about.who), ""),
            "reason": (display(item.about.reason or item.plan.get("reason", ""), longest=_LONG), ""),
            "said": (display(item.detail, longest=_LONG), "dim"),
        }
        day = display(day_line(item.made_at, session.zone, session.clock.now()))
        return PaintedRow(item.id, tuple(cells[each.name] for each in columns), day)
