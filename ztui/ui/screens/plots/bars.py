"""What the tabs of the plots show as bars: stretches of time, values of a column, and Zoom's numbers beside ours."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ztui.core.dataclass import dataclass
from ztui.core.text import Display, display
from ztui.core.times import clock, day_line, zone_name
from ztui.services.calls.totals import Step
from ztui.services.value_terms import stretch_term, term_of
from ztui.store.figures import Figures
from ztui.ui.screens.frequency.rows import name_of
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.paint import Part, fit
from ztui.ui.widgets.plot import plot_head, plot_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import tzinfo

    from ztui.resources.cells import Viewer
    from ztui.services.calls.analytics import Beside
    from ztui.services.calls.totals import Stretch
    from ztui.services.counting import Counts

__all__ = ["Bar", "BarLines", "BesideLines", "bars_of_time", "bars_of_values", "usual_step"]

_HOUR, _DAY = 3600, 86_400
_MOST: Final = 40
"""Values that have a bar of their own; the others share one."""
_NAME_CELLS: Final = 26
"""Cells of the names of values where there is not much room."""
_WIDE: Final = 32
_WIDE_FROM: Final = 100
_COLUMN: Final = 16


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what its calls have in common, and the terms that find them, "" where there are none."""

    label: Display
    figures: Figures
    term: str = ""


class BarLines:
    """Bars as lines, with the line of heads above them; a bar is made when its line is painted.

    Args:
        title: Of what they are bars.
        count: How many there are.
        bar: Gives one by its place.
        most: The calls of the longest one.
        ascii: Draw with ASCII alone.
        label_cells: Cells of a label in little room.
    """

    def __init__(
        self, title: str, count: int, bar: Callable[[int], Bar], most: int, *, ascii: bool, label_cells: int = 17
    ) -> None:
        self.title = title
        self.count = count
        self.bar = bar
        self._most = most
        self._ascii = ascii
        self._label_cells = label_cells

    def head(self, width: int) -> list[Part]:
        """Give the heads."""
        return plot_head(self.title, width, self._cells(width), ascii=self._ascii)

    def line(self, position: int, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """Give a bar with its numbers."""
        bar = self.bar(position)
        return plot_line(bar.label, bar.figures, self._most, width, self._cells(width), ascii=self._ascii), ()

    def _cells(self, width: int) -> int:
        return self._label_cells if width < _WIDE_FROM else _WIDE


@dataclass(frozen=True, slots=True)
class BesideLines:
    """Our own count and Zoom's beside each other, and what either of them counts."""

    rows: Sequence[Beside]
    notes: Sequence[str]

    @property
    def count(self) -> int:
        """Give how many lines there are."""
        return len(self.rows) + 1 + len(self.notes)

    def head(self, width: int) -> list[Part]:
        """Give the heads: Zoom's numbers are called Zoom's."""
        return texts((f"{fit('', self._room(width))}{'Our count':>{_COLUMN}}{'Zoom analytics':>{_COLUMN}}", "head"))

    def line(self, position: int, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """Give a number of both, or a note below them."""
        if position < len(self.rows):
            each = self.rows[position]
            own, zoom = (value.rjust(_COLUMN) for value in (each.own, each.zoom))
            return texts(fit(each.title, self._room(width)), (own, "strong"), (zoom, "strong")), ()
        note = position - len(self.rows) - 1
        return (texts((self.notes[note], "dim")), ()) if note >= 0 else ((), ())

    def _room(self, width: int) -> int:
        return max(min(width - 2 * _COLUMN, 40), 12)


def usual_step(seconds: int) -> Step:
    """Give the step with which a window fills a screen or two."""
    if seconds <= 3 * _HOUR:
        return Step.QUARTER
    if seconds <= 3 * _DAY:
        return Step.HOUR
    return Step.DAY if seconds <= 92 * _DAY else Step.WEEK


def bars_of_time(found: Sequence[Stretch], step: Step, name: str, viewer: Viewer) -> BarLines:
    """Make the bars of stretches; `name` is the column's in filters."""

    def bar(place: int) -> Bar:
        each = found[place]
        return Bar(_stretch_label(each, step, viewer), each.figures, stretch_term(name, each, viewer.zone))

    most = max((each.figures.calls for each in found), default=0)
    return BarLines(f"Per {step}", len(found), bar, most, ascii=viewer.ascii)


def bars_of_values(counts: Counts, viewer: Viewer) -> BarLines:
    """Make the bars of values, the most frequent first; those beyond share the last bar."""
    shown = counts.values if len(counts.values) <= _MOST else counts.values[:_MOST]
    bars = [Bar(name_of(counts.way, each, viewer), each.figures, term_of(counts.way, each)) for each in shown]
    seen = sum((each.figures for each in bars), Figures())
    whole = counts.totals
    rest = Figures(
        whole.calls - seen.calls,
        whole.answered - seen.answered,
        whole.missed - seen.missed,
        whole.seconds - seen.seconds,
        whole.timed - seen.timed,
    )
    if rest.calls > 0:
        bars.append(Bar(display(f"{counts.distinct - len(bars):,} others"), rest))
    most = max((each.figures.calls for each in bars), default=0)
    return BarLines(counts.way.title, len(bars), bars.__getitem__, most, ascii=viewer.ascii, label_cells=_NAME_CELLS)


def _stretch_label(each: Stretch, step: Step, viewer: Viewer) -> Display:
    zone = viewer.zone
    day = day_line(each.begin, zone, viewer.now)
    if step is Step.WEEK:
        return display(f"from {day}")
    if step is Step.DAY:
        hours = round((each.end - each.begin).total_seconds() / _HOUR, 1)
        return display(day if hours == 24 else f"{day} ({hours:g} h)")
    local = clock(each.begin, zone, seconds=False)
    named = f" {zone_name(each.begin, zone)}" if _comes_twice(each, zone) else ""
    return display(f"{day} {local}{named}")


def _comes_twice(each: Stretch, zone: tzinfo) -> bool:
    """Tell whether the clock shows the same an hour before or after."""
    local = each.begin.astimezone(zone).replace(tzinfo=None)
    hours = (each.begin + timedelta(hours=by) for by in (-1, 1))
    return any(other.astimezone(zone).replace(tzinfo=None) == local for other in hours)
