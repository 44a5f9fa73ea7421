"""What the speaking line said, newest first; enter shows the details of an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.core.text import Display, display
from ztui.core.times import clock, zone_name
from ztui.ui.modals.problem import ProblemDetails
from ztui.ui.screens.reading import TableScreen
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.source import TableColumn
from ztui.ui.widgets.told import Cells, Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.ui.app import Said
    from ztui.ui.widgets.paint import Part

__all__ = ["MessagesScreen"]

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

    def on_house_table_opened(self) -> None:
        """Show the details of an error."""
        said: Said | None = self.table.item_at(self.table.cursor)
        if said is not None and said.error is not None:
            self.app.push_screen(ProblemDetails(said.error, self.session.zone))
