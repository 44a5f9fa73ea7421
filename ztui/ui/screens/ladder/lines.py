"""The ladder of a call as lines for the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.text import display
from ztui.services.calls.drawing import draw
from ztui.services.calls.telling import details_of_call, details_of_leg
from ztui.services.links import Link, quoted
from ztui.services.listing import View
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.paint import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.core.text import Display
    from ztui.resources.cells import Viewer
    from ztui.services.calls.drawing import Drawing, Span
    from ztui.services.calls.ladder import Ladder
    from ztui.services.calls.parties import Party
    from ztui.services.calls.quality import Quality

__all__ = ["LadderLines", "detail_parts", "labelled", "link_of", "quality_parts"]

LABEL = 10
"""Cells of the labels of details."""


class LadderLines:
    """The lines of a ladder, drawn for the width they are asked for."""

    def __init__(self, ladder: Ladder, viewer: Viewer) -> None:
        self.ladder = ladder
        self.viewer = viewer
        self._width = -1
        self._drawing: Drawing | None = None

    @property
    def count(self) -> int:
        """Give the number of lines."""
        return len(self.ladder.events)

    def line(self, position: int, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """Give a line."""
        return _parts(self._drawn(width).lines[position]), ()

    def heads(self, width: int) -> tuple[list[Part], list[Part]]:
        """Give the two lines above."""
        first, second = self._drawn(width).heads
        return _parts(first), _parts(second)

    def _drawn(self, width: int) -> Drawing:
        if self._drawing is None or width != self._width:
            self._width, self._drawing = width, draw(self.ladder, width, self.viewer)
        return self._drawing


def _parts(spans: Sequence[Span]) -> list[Part]:
    return [Part(span.text, span.style) for span in spans]


def detail_parts(ladder: Ladder, place: int | None, viewer: Viewer, quality: Quality | None = None) -> list[list[Part]]:
    """Give the details of a leg, or of the call (None), as lines of label and value, with the quality in short."""
    told = details_of_call(ladder, viewer) if place is None else details_of_leg(ladder, place, viewer)
    if quality is not None:
        from ztui.services.calls.quality import quality_in_short

        heard = quality_in_short(quality)
        told[1:1] = [(display("heard"), heard)] if heard else []
    return labelled(told)


def quality_parts(quality: Quality, *, ascii: bool) -> list[list[Part]]:
    """Give the quality as lines of label and value."""
    from ztui.services.calls.quality import quality_lines

    return labelled(quality_lines(quality, ascii=ascii))


def labelled(told: Sequence[tuple[Display, Display]]) -> list[list[Part]]:
    """Give labels and values as lines whose values stand below each other."""
    widest = max((LABEL, *(len(label) + 1 for label, _ in told)))
    return [texts((f" {label:<{widest}}", "dim"), str(value)) for label, value in told]


def link_of(party: Party) -> Link | None:
    """Give where a party leads: to itself, or to the calls of a number outside; None for who hides it."""
    if party.resource:
        view = View(party.resource, filter=f"extension_id={quoted(party.id)}")
        return Link(display(party.label, longest=40), view, is_match=True)
    if party.kind == "common_area" and party.extension:
        view = View("common-areas", filter=f"extension_number={quoted(party.extension)}")
        return Link(display(party.label, longest=40), view, is_match=True)
    number = party.number if not party.id else ""
    return (
        Link(f"calls of {display(party.label, longest=40)}", View("call-history", query=(("keyword", number),)))
        if (number)
        else None
    )
