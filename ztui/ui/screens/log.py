"""The requests that were sent, newest first: when, what, how it ended, how long it took."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ztui.core.text import Display, display
from ztui.core.times import clock_with_zone, zone_name
from ztui.ui.modals.text import TextBox
from ztui.ui.screens.reading import TableScreen
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.source import TableColumn
from ztui.ui.widgets.told import Cells, Told

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from ztui.ui.widgets.paint import Part
    from ztui.zoom.requestlog import RequestEntry

__all__ = ["LogScreen"]


class LogScreen(TableScreen):
    """The latest requests; none of them tells an id, a number or a secret."""

    PLACES: ClassVar[tuple[str, ...]] = ()
    title_word = "Requests"

    def printed_by(self) -> Sequence[str]:
        """Give the words of the command that prints the requests."""
        return ("log",)

    def counts(self) -> Sequence[Part]:
        """Give what the counters of this run say."""
        log = self.session.client.requests
        said = [f"{log.sent:,} sent"]
        said += [f"{count:,} {word}" for count, word in ((log.retried, "retried"), (log.failed, "failed")) if count]
        if log.limited:
            said.append(f"{log.limited:,} limited by Zoom")
        return texts(f" {self.signs.dot} ".join(said) + " ")

    def when_empty(self) -> Sequence[str]:
        """Say that nothing was sent."""
        return ("Nothing has been sent yet.",)

    def show_rows(self) -> None:
        """Show the newest first."""
        zone, now = self.session.zone, self.session.clock.now()
        columns = (
            TableColumn("at", display(f"Time {zone_name(now, zone)}"), 12),
            TableColumn("method", Display("Verb"), 6),
            TableColumn("status", Display("Status"), 6, right=True),
            TableColumn("ms", Display("ms"), 6, right=True),
            TableColumn("path", Display("Path"), 34, grows=True),
            TableColumn("retries", Display("Again"), 5, right=True),
            TableColumn("label", Display("Label"), 9, wide_only=True),
            TableColumn("waited", Display("Waited s"), 8, right=True, wide_only=True),
            TableColumn("operation", Display("Operation"), 24, wide_only=True),
        )
        self.table.show(Told(self.session.client.requests.recent, self._cells), columns)

    def _cells(self, entry: RequestEntry) -> Cells:
        local = entry.at.astimezone(self.session.zone)
        style = "bad" if entry.error else "good"
        return {
            "at": (display(f"{local:%H:%M:%S}.{local.microsecond // 1000:03}"), "dim"),
            "method": (display(entry.method), ""),
            "status": (display(entry.status or "none"), style),
            "ms": (display(f"{entry.ms:,.0f}"), ""),
            "path": (display(entry.path), ""),
            "retries": (display(entry.retries or ""), "warn"),
            "label": (display(entry.label), ""),
            "waited": (display(f"{entry.waited:.1f}" if entry.waited >= 0.05 else ""), ""),
            "operation": (display(entry.operation_id), "dim"),
        }

    def on_house_table_opened(self) -> None:
        """Show all that is known of a request."""
        entry: RequestEntry | None = self.table.item_at(self.table.cursor)
        if entry is not None:
            self.app.push_screen(TextBox(f"{entry.method} {entry.path}", _facts(entry, self.session.zone)))


def _facts(entry: RequestEntry, zone: tzinfo) -> list[list[Part]]:
    """Give all that is known of one request."""
    facts = (
        ("Asked for at", clock_with_zone(entry.at, zone, seconds=True)),
        ("Operation", entry.operation_id or "token"),
        ("Label", entry.label),
        ("HTTP status", str(entry.status) if entry.status else "no answer"),
        ("Took", f"{entry.ms:,.0f} ms"),
        ("Waited", f"{entry.waited:.1f} s for a slot or the next try"),
        ("Sent again", f"{entry.retries} times" if entry.retries else "no"),
        ("Bytes", f"{entry.bytes_out:,} sent, {entry.bytes_in:,} received"),
        ("Tracking ID", entry.tracking_id),
        ("Error", entry.error),
    )
    return [texts((f"{label:<13} ", "dim"), value) for label, value in facts if value]
