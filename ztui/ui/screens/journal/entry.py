"""One entry of the journal: all that is known of a write, what undoes it, and where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.core.errors import NotFound
from ztui.core.text import display
from ztui.services.changes.history import has_journal, learn_names, title_of
from ztui.services.changes.undoing import why_final
from ztui.services.changes.wording import Words
from ztui.store.journal import Outcome
from ztui.ui.keys import shown_key
from ztui.ui.screens.base import HouseScreen
from ztui.ui.screens.journal.acting import act, acts_on, copy_entry, open_object, open_undo, say_what
from ztui.ui.screens.journal.entry_lines import EntryLine, Known, entry_lines
from ztui.ui.screens.journal.show import show_entry, show_journal
from ztui.ui.screens.journal.subject import JournalSubject
from ztui.ui.widgets.line_list import LineList, Listed
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.reader import wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from ztui.services.session import Session
    from ztui.store.journal import JournalEntry
    from ztui.ui.widgets.paint import Part

__all__ = ["EntryScreen"]

_TITLE = 60
_PLAN = 1_000
"""So many changes of a plan are counted."""


class EntryScreen(HouseScreen):
    """Shows one entry; enter goes where the line under the cursor leads.

    Args:
        session: Whose journal.
        id: The entry's id.
        candidates: Keys of objects that it may have made, as a look showed.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("journal-entry",)
    has_rows = True

    def __init__(self, session: Session, id: str, candidates: Sequence[str] = ()) -> None:
        super().__init__(session)
        self.entry_id = id
        self.entry: JournalEntry | None = None
        self._known = Known(session.profile.name, session.zone, Words(), candidates=candidates)
        self._shown: list[EntryLine] = []

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the entry."""
        return ("journal", "show", self.entry_id)

    # The frame

    def crumbs(self) -> Sequence[str]:
        """Give the journal and the entry."""
        title = display(title_of(self.entry), longest=_TITLE) if self.entry is not None else self.entry_id[:8]
        return ("Journal", title)

    def place_words(self) -> list[str]:
        """Give the crumbs for what is opened from here."""
        return list(self.crumbs())

    def journal_subject(self) -> JournalSubject | None:
        """Give its object."""
        entry = self.entry
        if entry is None or not entry.about.object:
            return None
        label = display(entry.plan.get("label") or entry.about.object, longest=_TITLE)
        return JournalSubject(entry.about.resource, entry.about.object, label)

    def counts(self) -> Sequence[Part]:
        """Give the beginning of its id, by which commands take it."""
        return texts((f"{self.entry_id[:8]} ", "dim"))

    def can(self, id: str) -> bool:
        """Leave out what a text has no use for."""
        return id not in {"mark", "mark-range", "columns-left", "columns-right"} and super().can(id)

    def key_title(self, id: str) -> str:
        """Say what enter does on this line."""
        if id == "open":
            return ("go there" if self._leads_to.partition(" ")[0] in _GOING else "do it") if self._leads_to else ""
        if id == "undo" and self.entry is not None and why_final(self.entry):
            return ""
        return super().key_title(id)

    def hints(self) -> Sequence[str]:
        """Name the keys that lead on."""
        return ["open", "undo", "actions", "copy", "journal", "back"]

    def compose_body(self) -> ComposeResult:
        """Make the lines."""
        yield LineList(signs=self.signs, id="entry")

    @property
    def lines(self) -> LineList:
        """Give the lines."""
        return self.query_one(LineList)

    def first_focus(self) -> Widget | None:
        """Give the lines the focus."""
        return self.lines

    # Showing

    def on_mount(self) -> None:
        """Read the entry."""
        self.start(self._read(), "read")

    def on_screen_resume(self) -> None:
        """Read it again: it may have been undone since."""
        super().on_screen_resume()
        if self.is_mounted and self.entry is not None:
            self.start(self._read(), "read")

    def on_resize(self) -> None:
        """Wrap anew."""
        self._show()

    async def _read(self) -> None:
        journal = self.session.journal
        entry = await journal.entry(self.entry_id) if journal is not None and has_journal(self.session) else None
        if entry is None or journal is None:
            raise NotFound(f"The journal has no entry '{self.entry_id}'.", ":journal lists what it has.")
        words = self._known.words
        await learn_names(self.session, [entry], words)
        siblings = 0
        if entry.about.plan_id:
            of_plan = await journal.entries(_PLAN, entry.intent.account, plan_id=entry.about.plan_id)
            siblings = len(of_plan) - 1
        key = shown_key("undo", self.house.keymap_in_use)
        earlier = await journal.earlier(entry.id)
        before = self._known
        self._known = Known(before.profile, before.zone, words, earlier, siblings, key, before.candidates)
        self.entry = entry
        self._show()
        self.show_frame()

    def _show(self) -> None:
        if self.entry is None or not self.is_mounted:
            return
        arrow = "->" if self.house.ascii_only else "→"
        made = entry_lines(self.entry, self._known, self.signs, arrow)
        width = max(self.lines.text_width, 20)
        self._shown = [EntryLine(tuple(piece), each.leads_to) for each in made for piece in wrapped(each.parts, width)]
        self.lines.show(Listed([each.parts for each in self._shown]))

    @property
    def _leads_to(self) -> str:
        at = self.lines.cursor if self.is_mounted else 0
        return self._shown[at].leads_to if at < len(self._shown) else ""

    def on_line_list_moved(self) -> None:
        """Say what enter does here."""
        self.heard()
        self.show_frame()

    # Going on

    def on_line_list_opened(self) -> None:
        """Go where the line leads, or do what it says."""
        entry = self.entry
        kind, _, rest = self._leads_to.partition(" ")
        if entry is None or not kind:
            return
        match kind:
            case "object":
                open_object(self, entry)
            case "changes":
                show_journal(self.house, subject=self.journal_subject())
            case "entry":
                show_entry(self, rest)
            case "plan":
                show_journal(self.house, f"plan:{rest}")
            case "made":
                say_what(self, entry, Outcome.DONE, self._again, rest)
            case _:
                act(self, entry, self._leads_to, self._again)

    def _again(self) -> None:
        self.start(self._read(), "read")

    def action_undo(self) -> None:
        """Open the plan that undoes it."""
        if self.entry is not None:
            open_undo(self, self.entry)

    def action_copy(self) -> None:
        """Send something of it to the clipboard."""
        if self.entry is not None:
            copy_entry(self, self.entry)
        else:
            super().action_copy()

    def action_actions(self) -> None:
        """Show what can be done with it."""
        from ztui.ui.modals.choose import ChooseOne

        entry = self.entry
        if entry is not None:

            def picked(id: str | None) -> None:
                if id:
                    act(self, entry, id, self._again)

            self.app.push_screen(ChooseOne("Actions", acts_on(self, entry)), picked)

    def close_one_thing(self) -> bool:
        """Stop looking it up."""
        if self.busy("look up"):
            self.workers.cancel_group(self, "look up")
            self.say("Stopped; it is as open as before.")
            return True
        return False


_GOING = frozenset({"object", "changes", "entry", "plan"})
"""Lines that lead somewhere; the others do something."""
