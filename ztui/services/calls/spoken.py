"""A ladder in words, an event a line: for screen readers, and where nothing can be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core import times
from ztui.core.text import display
from ztui.services.calls.telling import note_of, party_text, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.core.text import Display
    from ztui.resources.cells import Viewer
    from ztui.services.calls.ladder import Ladder
    from ztui.services.calls.steps import Event

__all__ = ["spoken_events"]

_LONGEST = 500


def spoken_events(ladder: Ladder, viewer: Viewer) -> Iterator[Display]:
    """Give the events of a call in the order of time: `13:58:02: incoming, from Ann Lee to Support (8200)`."""
    for event in ladder.events:
        clock = f"{times.clock(event.at, viewer.zone)}: " if event.at is not None else ""
        told = [words_of(ladder, event), _way(ladder, event, viewer), note_of(ladder, event, viewer)]
        yield display(clock + ", ".join(filter(None, told)), longest=_LONGEST)


def _way(ladder: Ladder, event: Event, viewer: Viewer) -> str:
    """Say between whom something happened, or at whom."""
    names = [
        None if each is None else party_text(ladder.parties[each], viewer) for each in (event.source, event.target)
    ]
    source, target = names
    if source and target and event.source != event.target:
        return f"from {source} to {target}"
    return f"at {source or target}" if source or target else ""
