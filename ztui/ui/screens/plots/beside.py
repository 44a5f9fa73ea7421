"""The tab that puts Zoom's numbers of a queue beside our own count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.errors import ZtuiError
from ztui.core.times import clock_with_zone
from ztui.services.calls.analytics import analytics_view, beside
from ztui.services.calls.views import span_of
from ztui.services.calls.windows import instant_of
from ztui.services.counters import counter_of
from ztui.services.counting import counted, way_named
from ztui.ui.screens.plots.bars import BesideLines

if TYPE_CHECKING:
    from datetime import datetime

    from ztui.resources.model import Row
    from ztui.services.session import Session
    from ztui.store.figures import Figures
    from ztui.ui.screens.pane import Pane

__all__ = ["beside_lines"]


async def beside_lines(session: Session, pane: Pane, queue: Row) -> tuple[BesideLines, Figures]:
    """Count the calls to a queue, and ask Zoom for its numbers of the same window.

    Returns:
        Both beside each other, with what either counts; and our own count.
    """
    ground, now = pane.listing.ground, session.clock.now()
    found = await counted(counter_of(ground), ground.local, way_named(pane.resource, "result"), session.zone)
    span = span_of(pane.resource.operations.list, pane.view.query, now)
    covered = pane.listing.stored_words
    notes = [f"Our count: direct calls, to the queue itself ({covered or 'as loaded here'})."]
    if pane.listing.unstored is not None:
        notes.append(":sync 7d fetches what is missing of ours.")
    zoom: Row | None = None
    if span is None:
        notes.append("Zoom analytics: the window cannot be asked for.")
    else:
        zoom, said = await _asked(session, queue, instant_of(span[0]), instant_of(span[1] - 1))
        notes += said
    return BesideLines(beside(found.totals, found.values, zoom), notes), found.totals


async def _asked(session: Session, queue: Row, first: datetime, last: datetime) -> tuple[Row | None, list[str]]:
    view = analytics_view(queue, first, last)
    if view is None:
        return None, ["Zoom analytics: the queue's extension is not known."]
    listing = session.listings.open(view)
    try:
        await listing.load()
        if not session.offline:
            await listing.refresh()
        status = listing.status
        rows = await listing.rows(0, 1)
    except ZtuiError as error:
        return None, [f"Zoom analytics: {error}"]
    finally:
        await listing.close()
    if status.error is not None and not rows:
        return None, [f"Zoom analytics: {status.error}"]
    read = f", read {clock_with_zone(status.as_of, session.zone)}" if status.as_of is not None else ""
    said = ["Zoom analytics: all calls that came to the queue, however they came."]
    said.append(f"The same window for both{read}." if rows else "Zoom analytics has no numbers of this window.")
    return (rows[0].row if rows else None), said
