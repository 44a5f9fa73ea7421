"""What the speaking line said, newest first; enter shows all of it, and the details of an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.core.text import Display, display
from ztui.core.times import clock, zone_name
from ztui.ui.modals.copy import Copy, ask_and_copy
from ztui.ui.modals.problem import ProblemDetails
from ztui.ui.modals.text import TextBox
from ztui.ui.screens.reading import TableScreen
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.source import TableColumn
from ztui.ui.widgets.told import Cells, Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.ui.app import Said
    from ztui.ui.widgets.paint import Part

__all__ = ["MessagesScreen"]

_LONG = 4_000
_WORDS = {"bad": "error", "warn": "mind", "good": "done"}
"""The style of a message in a word, since no meaning hangs on a colour alone."""


class MessagesScreen(TableScreen):
    """The messages of this run."""

    PLACES: ClassVar[tuple[str, ...]] = ()
    title_word = "Messages"

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints what became of requests."""
        return ("log",)

    def counts(self) -> Sequence[Part]:
        """Give their number."""
        return texts(f"{len(self.house.messages):,} ")

    def when_empty(self) -> Sequence[str]:
        """Say that nothing was said."""
        return ("Nothing has been said yet.",)

    def show_rows(self) -> None:
        """Show the newest first."""
        zone, now = self.session.zone, self.session.clock.now()
        columns = (
            TableColumn("at", display(f"Time {zone_name(now, zone)}"), 9),
            TableColumn("kind", Display("Kind"), 6),
            TableColumn("text", Display("Message"), 40, grows=True),
        )
        said = tuple(reversed(self.house.messages))
        self.table.show(Told(said, self._cells), columns, cursor=min(self.table.cursor, max(len(said) - 1, 0)))

    def _cells(self, said: Said) -> Cells:
        return {
            "at": (display(clock(said.at, self.session.zone)), "dim"),
            "kind": (display(_WORDS.get(said.style, "note")), said.style),
            "text": (display(said.text), ""),
        }

    @property
    def message(self) -> Said | None:
        """Give the message under the cursor."""
        found: Said | None = self.table.item_at(self.table.cursor)
        return found

    def on_house_table_opened(self) -> None:
        """Show the whole message, of an error all that is known."""
        said = self.message
        if said is not None and said.error is not None:
            self.app.push_screen(ProblemDetails(said.error, self.session.zone))
        elif said is not None:
            self.app.push_screen(TextBox("What was said", [texts(self._line(said))]))

    def action_copy(self) -> None:
        """Send the message, or all of them, to the clipboard."""
        said = self.message
        every = "\n".join(self._line(each) for each in self.house.messages)
        whole = () if said is None else (Copy("t", "Message", self._line(said), "the message"),)
        ask_and_copy(self, (*whole, Copy("a", "All messages", f"{every}\n", "all messages")) if every else ())

    def _line(self, said: Said) -> str:
        """Give a message as one line: when, of what kind, what."""
        at = display(clock(said.at, self.session.zone))
        return f"{at} {_WORDS.get(said.style, 'note')}: {display(said.text, longest=_LONG)}"
