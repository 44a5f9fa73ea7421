"""The box of an object's details that says what this tool changed there before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.text import Display, display
from ztui.core.times import clock, day
from ztui.services.changes.history import changes_of
from ztui.store.journal import Outcome
from ztui.ui.keys import shown_key
from ztui.ui.widgets.boxes import Boxed, Entry

if TYPE_CHECKING:
    from ztui.services.changes.history import Changed
    from ztui.ui.screens.base import HouseScreen
    from ztui.ui.screens.journal.subject import JournalSubject

__all__ = ["changed_box"]

_SHOWN = 3
_STYLES = {Outcome.DONE: "", Outcome.SKIPPED: "dim"}


async def changed_box(screen: HouseScreen, subject: JournalSubject) -> tuple[Boxed, ...]:
    """Make the box with the latest changes of an object; none where there are none."""
    session = screen.session
    found = await changes_of(
        session, subject.resource, subject.key, also=subject.also, most=_SHOWN + 1, ascii=screen.house.ascii_only
    )
    if not found:
        return ()
    entries = [_entry(screen, each) for each in found[:_SHOWN]]
    if len(found) > _SHOWN:
        key = shown_key("journal", screen.house.keymap_in_use)
        entries.append(Entry(Display(""), display(f"{key} shows all"), "dim"))
    return (Boxed(Display("Changed here"), tuple(entries)),)


def _entry(screen: HouseScreen, changed: Changed) -> Entry:
    entry = changed.entry
    zone, now = screen.session.zone, screen.session.clock.now()
    today = entry.made_at.astimezone(zone).date() == now.astimezone(zone).date()
    when = clock(entry.made_at, zone, seconds=False) if today else day(entry.made_at, zone, now)
    style = "dim" if entry.undone_by else _STYLES.get(entry.outcome or Outcome.UNKNOWN, "warn")
    return Entry(display(f"{when} {entry.about.who}".strip()), changed.words, style)
