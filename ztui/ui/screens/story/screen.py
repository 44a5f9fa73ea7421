"""The whole story of a caller: all calls from and to a number or an extension, and what they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.core.errors import ZtuiError
from ztui.resources.call_history import CALL_HISTORY
from ztui.resources.rows import key_of
from ztui.services.calls.story import CallerStory
from ztui.services.calls.summing import spans_words, story_lines
from ztui.services.links import Link
from ztui.services.view import View
from ztui.ui.commands.printing import option
from ztui.ui.modals.choose import Choice, ChooseOne
from ztui.ui.modals.copy import copy_menu
from ztui.ui.screens.story.show import export_stored
from ztui.ui.screens.story.stored import StoredScreen
from ztui.ui.widgets.lines import texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.calls.story import Whose
    from ztui.services.calls.windows import Span
    from ztui.services.session import Session
    from ztui.ui.widgets.paint import Part

__all__ = ["StoryScreen"]

_LABEL = 9


class StoryScreen(StoredScreen):
    """All stored calls of one party.

    Args:
        session: Whose calls.
        whose: Whose story.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("story", "stored")
    listed = CALL_HISTORY
    day = CALL_HISTORY.group_by_day

    def __init__(self, session: Session, whose: Whose) -> None:
        super().__init__(session)
        self.source: CallerStory = CallerStory(session, whose, self.wanted)

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the story."""
        whose = self.source.whose
        named = whose.number or whose.subject.extension or whose.subject.id
        return ("calls", "story", named, *option("match", self.filter))

    def place_words(self) -> list[str]:
        """Give whose story it is."""
        return ["Story", self.source.whose.label]

    def filter_count(self) -> str:
        """Give how many of all calls the filter lets pass."""
        story = self.source.story
        return f"{story.count:,} of {story.calls:,}" if self.filter else f"{story.calls:,}"

    def hints(self) -> Sequence[str]:
        """Name the keys that lead on."""
        first = ["open", "refresh"] if self.source.missing else ["open"]
        return [*dict.fromkeys((*first, "filter", "copy", "export", "actions", "mark", "beside", "refresh", "back"))]

    def key_title(self, id: str) -> str:
        """Say what refresh does here."""
        if id == "refresh":
            return "fetch older" if self.source.missing else "look again"
        return super().key_title(id)

    def told(self) -> Sequence[Sequence[Part]]:
        """Give what the calls come to, what is known of the number, and what is not stored."""
        viewer, missing = self.session.viewer(ascii=self.house.ascii_only), self.source.missing
        lines = [texts((f" {label:<{_LABEL}}", "dim"), text) for label, text in story_lines(self.source, viewer)]
        if missing:
            said = (f"{spans_words(missing, viewer)}; ", "warn")
            lines.append(texts((f" {'not here':<{_LABEL}}", "dim"), said, (self.key("refresh"), "key"),
                               (" fetches it", "warn")))  # fmt: skip
        return lines

    def when_empty(self) -> Sequence[str]:
        """Say why there is no call."""
        if self.filter:
            return ("No call passes the filter.", f"{self.key('back')} clears it.")
        return ("No call of it is stored.", f"{self.key('refresh')} fetches calls; {self.key('actions')} asks Zoom.")

    async def look_at(self, text: str) -> None:
        """Look what there is."""
        await self.source.look(text)
        if not self.source.known:
            await self.source.learn()

    def span_wanted(self) -> Span | None:
        """Give all the time that Zoom can tell of."""
        return self.source.span

    # Keys

    def on_house_table_opened(self) -> None:
        """Show the call."""
        row = self.row
        if row is not None:
            self.house.open_object(CALL_HISTORY.name, key_of(CALL_HISTORY, row), (), self, row)

    def action_copy(self) -> None:
        """Send something of the call to the clipboard."""
        row = self.row
        if row is not None:
            copy_menu(self, CALL_HISTORY, key_of(CALL_HISTORY, row), row)
        else:
            super().action_copy()

    def action_beside(self) -> None:
        """Show the two marked calls beside each other, or the marked one and the one under the cursor."""
        from ztui.ui.screens.beside.show import show_marked

        row = self.row
        show_marked(self, sorted(self.table.marks), key_of(CALL_HISTORY, row) if row is not None else "")

    async def _learn(self) -> None:
        """Ask for the lists that tell of a number, and show what they say."""
        from ztui.services.calls.known import read_lists

        self.show_progress("reading contacts and what is blocked")
        try:
            await read_lists(self.session)
        finally:
            self.show_progress("")
            await self.source.learn()
            self.show_told()
        await self.house.update_quota()

    def action_export(self) -> None:
        """Write the calls to a file."""
        export_stored(self, "story", self.source.pages.count, self.source.rows, CALL_HISTORY)

    def action_actions(self) -> None:
        """Show what can be done about the caller."""
        whose = self.source.whose
        dots = "..." if self.house.ascii_only else "…"
        outside = "" if whose.number.startswith("+") else "Only a public number can be blocked."
        choices = [
            Choice("", whose.label, is_heading=True),
            Choice("zoom", "Ask Zoom for all calls that passed it", "last 24 h", key="z"),
            Choice("learn", "Read contacts and what is blocked", "a few requests", key="k"),
            Choice("block", f"Block the caller{dots}", "guided", key="b", refused=outside),
            Choice("", "Calls", is_heading=True),
            Choice("export", "Export the calls", self.key("export"), key="x"),
            Choice("copy", "Copy something of the call", self.key("copy"), key="c"),
        ]
        choices.append(Choice("beside", "Two calls beside each other", self.key("beside"), key="2"))
        self.app.push_screen(ChooseOne("Actions", choices), self._picked)

    def _picked(self, id: str | None) -> None:
        whose = self.source.whose
        match id:
            case "zoom":
                keyword = whose.number or whose.subject.extension
                if not keyword:
                    self.fail(ZtuiError("There is neither a number nor an extension to ask for."))
                    return
                view = View(CALL_HISTORY.name, query=(("keyword", keyword),))
                self.house.follow(Link(f"calls through {whose.label}", view), self)
            case "block":
                from ztui.ui.screens.tasks.show import show_task

                call = {"direction": "inbound", "caller_did_number": whose.number}
                show_task(self.house, self.session, "block", row=call)
            case "learn":
                self.start(self._learn(), "learn")
            case "export":
                self.action_export()
            case "copy":
                self.action_copy()
            case "beside":
                self.action_beside()
