"""The requests of the console that were sent, newest first; opening one fills its form again."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.core.json_text import json_text
from ztui.core.text import Display, display
from ztui.ui.screens.console.desk import desk_of
from ztui.ui.screens.console.operations import METHODS
from ztui.ui.screens.reading import TableScreen
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.source import TableColumn
from ztui.ui.widgets.told import Cells, Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.console.history import Sent
    from ztui.ui.widgets.paint import Part

__all__ = ["RequestsScreen"]

_COLUMNS = (
    TableColumn("time", Display("Sent"), 14),
    TableColumn("outcome", Display("Outcome"), 11),
    TableColumn("method", Display("Verb"), 6),
    TableColumn("path", Display("Request"), 40, grows=True),
    TableColumn("title", Display("Title"), 24, wide_only=True),
    TableColumn("body", Display("Body"), 24, grows=True, wide_only=True),
)


class RequestsScreen(TableScreen):
    """The requests that the console sent; enter fills the form again, it sends nothing."""

    PLACES: ClassVar[tuple[str, ...]] = ()
    title_word = "Requests of the console"

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints what of it was written."""
        return ("journal",)

    def counts(self) -> Sequence[Part]:
        """Give how many are kept."""
        return texts(f"{len(desk_of(self).console.history):,} ")

    def key_title(self, id: str) -> str:
        """Say what enter does."""
        return "fill in again" if id == "open" else super().key_title(id)

    def when_empty(self) -> Sequence[str]:
        """Say that there are none."""
        return ("The console has sent nothing yet.", ":operations lists what it can send.")

    def show_rows(self) -> None:
        """Show the newest first."""
        history = tuple(desk_of(self).console.sent)
        self.table.show(Told(history, self._cells), _COLUMNS, cursor=min(self.table.cursor, max(len(history) - 1, 0)))
        self.show_frame()

    def _cells(self, sent: Sent) -> Cells:
        request = sent.request
        operation = request.operation
        body = "" if request.body is None else json_text(request.body)
        outcome = " ".join(filter(None, (str(sent.status or ""), sent.outcome)))
        return {
            "time": (display(f"{sent.at.astimezone(self.session.zone):%d %b %H:%M:%S}"), "dim"),
            "outcome": (display(outcome), "good" if sent.outcome == "done" else "warn"),
            "method": (display(operation.method), METHODS.get(operation.method, "")),
            "path": (display(request.url_path(self.session.client.account)), ""),
            "title": (display(operation.title), "dim"),
            "body": (display(body, longest=200), "dim"),
        }

    def on_house_table_opened(self) -> None:
        """Fill the form again."""
        sent: Sent | None = self.table.item_at(self.table.cursor)
        if sent is not None:
            desk = desk_of(self)
            desk.fill(sent.request)
            desk.open_form(sent.request.operation, self)
