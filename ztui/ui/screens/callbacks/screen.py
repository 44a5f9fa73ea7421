"""Who was missed and not called back: callers, the last try first, each with the way to the whole story."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from ztui.core import phone, times
from ztui.core.amounts import counted
from ztui.core.errors import ZtuiError
from ztui.core.text import display
from ztui.core.times import api_text
from ztui.services.calls.callbacks import CALLBACKS, Callbacks
from ztui.services.calls.keeping import kept_span
from ztui.services.calls.story import whose_of_number
from ztui.services.calls.summing import callers_words, spans_words
from ztui.ui.commands.printing import option
from ztui.ui.modals.choose import Choice, ChooseOne
from ztui.ui.modals.copy import Copy, ask_and_copy
from ztui.ui.screens.story.show import export_stored, show_story
from ztui.ui.screens.story.stored import StoredScreen
from ztui.ui.widgets.lines import texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.calls.callbacks import Asked
    from ztui.services.calls.windows import Span
    from ztui.services.session import Session
    from ztui.ui.widgets.paint import Part

__all__ = ["CallbacksScreen"]

_ORDERS = {
    "last": "Last try",
    "tries": "Most tries",
    "first": "Who waits longest",
    "voicemails": "Most voicemails",
}
_MISSED = {"direction": "inbound"}


class CallbacksScreen(StoredScreen):
    """Callers to be called back.

    Args:
        session: Whose calls.
        asked: Since when, and which missed calls count.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("callbacks", "stored")
    listed = CALLBACKS

    def __init__(self, session: Session, asked: Asked) -> None:
        super().__init__(session, asked.filter)
        self.source: Callbacks = Callbacks(session, asked, self.wanted)

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the callers."""
        asked = self.source.asked
        until = "" if asked.until is None else api_text(asked.until)
        words = [*option("since", api_text(asked.since)), *option("until", until), *option("match", asked.filter)]
        return ("calls", "callbacks", *words, *option("sort", "" if asked.order == "last" else asked.order))

    def place_words(self) -> list[str]:
        """Give what is shown, and since when."""
        since = times.moment(self.source.asked.since, self.session.zone, self.session.clock.now())
        return ["To be called back", display(f"missed since {since}")]

    def hints(self) -> Sequence[str]:
        """Name the keys that lead on."""
        first = ["open", "refresh"] if self.source.missing else ["open"]
        return [*dict.fromkeys((*first, "filter", "sort", "copy", "export", "actions", "refresh", "back"))]

    def key_title(self, id: str) -> str:
        """Say what enter opens and what the other keys do here."""
        said = super().key_title(id)
        named = {"open": "story", "refresh": "fetch" if self.source.missing else "look again"}
        return named.get(id, said) if said else ""

    def told(self) -> Sequence[Sequence[Part]]:
        """Give how many they are, what was left out, and what is not stored."""
        viewer, missing = self.session.viewer(ascii=self.house.ascii_only), self.source.missing
        lines = [texts((f" {callers_words(self.source.found, ascii=self.house.ascii_only)}", ""))]
        if missing:
            why = f" Not stored: {spans_words(missing, viewer)}. Who called back then is not known; "
            lines.append(texts((why, "warn"), (self.key("refresh"), "key"), (" fetches it.", "warn")))
        return lines

    def when_empty(self) -> Sequence[str]:
        """Say why nobody is there."""
        if self.filter:
            return ("No missed call that is open passes the filter.", f"{self.key('back')} clears it.")
        if self.source.missing:
            return ("Nobody, as far as calls are stored.", f"{self.key('refresh')} fetches the rest.")
        return ("Nobody is to be called back.", ":callbacks -7d looks further back.")

    async def look_at(self, text: str) -> None:
        """Look who there is."""
        await self.source.look(replace(self.source.asked, filter=text))

    def span_wanted(self) -> Span | None:
        """Give the time from the begin until now."""
        now = self.session.clock.now()
        return kept_span(self.source.asked.since, now, self.session.profile, now)

    # Keys

    def on_house_table_opened(self) -> None:
        """Show the story of the caller."""
        self.action_story()

    def action_story(self) -> None:
        """Show all calls of the caller."""
        row = self.row
        if row is not None:
            show_story(self, whose_of_number(str(row["number"]), row["name"] or ""))

    def action_sort(self) -> None:
        """Pick the order."""
        choices = [Choice(id, title) for id, title in _ORDERS.items()]
        self.app.push_screen(ChooseOne("Sort by", choices, current=self.source.asked.order), self._sort_picked)

    def _sort_picked(self, order: str | None) -> None:
        if order:
            self.source.asked = replace(self.source.asked, order=order)
            self.table.move_to(0)
            self.action_look()

    def action_copy(self) -> None:
        """Send the number to the clipboard, or those of all marked callers, one a line."""
        row, marked = self.row, sorted(self.table.marks)
        if marked:
            text = "\n".join(display(each) for each in marked)
            ask_and_copy(self, (Copy("n", counted(len(marked), "number"), text, counted(len(marked), "number")),))
        elif row is not None:
            ask_and_copy(self, (Copy("n", "Number", display(row["number"]), "the number"),))
        else:
            super().action_copy()

    def action_export(self) -> None:
        """Write the callers to a file."""
        export_stored(self, "callbacks", self.source.pages.count, self.source.rows, CALLBACKS)

    def action_actions(self) -> None:
        """Show what can be done about the caller under the cursor."""
        row = self.row
        if row is None:
            self.fail(ZtuiError("There is no caller here."))
            return
        last = times.parse_instant(row["last_try"])
        when = times.moment(last, self.session.zone, self.session.clock.now()) if last else ""
        choices = [
            Choice("", str(row["name"] or phone.formatted(str(row["number"]))), is_heading=True),
            Choice("story", "All calls of the caller", self.key("open"), key="s"),
            Choice("last", "The last missed call", when, key="l"),
            Choice("copy", "Copy the number", self.key("copy"), key="c"),
            Choice("block", "Block the caller …" if not self.house.ascii_only else "Block the caller ...", "guided",
                   key="b"),
            Choice("", "Callers", is_heading=True),
            Choice("export", "Export the callers", self.key("export"), key="x"),
            Choice("sort", "Sort by", self.key("sort"), key="o"),
        ]  # fmt: skip
        self.app.push_screen(ChooseOne("Actions", choices), self._picked)

    def _picked(self, id: str | None) -> None:
        row = self.row
        if row is None or id is None:
            return
        match id:
            case "last":
                self.house.open_object("call-history", str(row["last_call"]), (), self)
            case "block":
                from ztui.ui.screens.tasks.show import show_task

                call = {**_MISSED, "caller_did_number": row["number"]}
                show_task(self.house, self.session, "block", str(row["last_call"]), row=call)
            case _:
                getattr(self, f"action_{id}")()
