"""Counted values as rows of a table: what they are called, how many there are, a bar, what became of calls."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from ztui.core import phone
from ztui.core.bars import bar
from ztui.core.text import Display, display, fold
from ztui.core.times import day_line, duration
from ztui.resources.calls import is_withheld
from ztui.resources.cells import cell
from ztui.resources.rows import text_of
from ztui.ui.widgets.paint import NO_TEXT
from ztui.ui.widgets.source import PaintedRow, TableColumn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.cells import Viewer
    from ztui.services.counting import Counts, Way
    from ztui.store.figures import Counted

__all__ = ["ValueRows", "columns_of", "name_of"]

_NONE: Final = Display("(none)")
_BAR, _WIDE_BAR, _WIDE_FROM = 8, 28, 100
_TOTAL, _WIDE_TOTAL = 9, 11
_ORDERS: Final = {
    "count": lambda each: each.figures.calls,
    "share": lambda each: each.figures.calls,
    "bar": lambda each: each.figures.calls,
    "answered": lambda each: each.figures.share or 0.0,
    "missed": lambda each: each.figures.missed,
    "average": lambda each: each.figures.average or 0.0,
    "total": lambda each: each.figures.seconds,
}


def columns_of(counts: Counts, width: int = 0) -> tuple[TableColumn, ...]:
    """Give the columns of a table of so many cells; the bars are longer where there is room."""
    first = TableColumn("value", display(counts.way.title), 17, grows=True)
    shared = (
        TableColumn("count", Display("Calls" if counts.are_calls else "Count"), 8, right=True),
        TableColumn("share", Display("%"), 5, right=True),
        TableColumn("bar", NO_TEXT, _BAR if width < _WIDE_FROM else _WIDE_BAR),
    )
    if not counts.are_calls:
        return (first, *shared)
    return (
        first,
        *shared,
        TableColumn("answered", Display("Ans %"), 5, right=True),
        TableColumn("missed", Display("Missed"), 6, right=True),
        TableColumn("average", Display("Avg"), 6, right=True),
        TableColumn("total", Display("Total"), _TOTAL if width < _WIDE_FROM else _WIDE_TOTAL, right=True),
    )


def name_of(way: Way, value: Counted, viewer: Viewer) -> Display:
    """Give what a value is called; a party of which only the number tells it has the number beside its name."""
    if way.part == "hour":
        return Display(f"{value.row['hour']:02}:00")
    if way.part == "day":
        noon = datetime.fromisoformat(f"{value.row['day']}T12:00").replace(tzinfo=UTC)
        return display(day_line(noon, UTC, viewer.now))
    if way.part:
        return display(value.row.get(way.part))
    shown = cell(way.column, value.row, viewer)
    side = way.column.path.removesuffix("_name")
    if side in ("caller", "callee") and shown and not (side == "caller" and is_withheld(value.row)):
        name, extension, number = (
            text_of(value.row.get(f"{side}_{each}")) for each in ("name", "ext_number", "did_number")
        )
        if name and number and not extension:
            return display(f"{shown}  {phone.formatted(number)}")
    return shown or _NONE


@dataclass
class ValueRows:
    """A row source over counted values.

    Attributes:
        counts: What was counted.
        viewer: For whom values are shown.
        sort: Name of the column that they are sorted by, `-` before it from the greatest; "" as they were counted.
        search: Words that a value's name must have.
    """

    counts: Counts
    viewer: Viewer
    sort: str = ""
    search: str = ""
    generation: int = 0
    values: Sequence[Counted] = ()
    _names: dict[int, Display] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Put the values in their order."""
        self.order()

    @property
    def count(self) -> int:
        """Give how many values are shown."""
        return len(self.values)

    def take(self, counts: Counts) -> None:
        """Show what was counted anew."""
        self.counts = counts
        self._names.clear()
        self.order()

    def order(self) -> None:
        """Choose the values that have all words, in the order of the column."""
        words = fold(self.search).split()
        found = [each for each in self.counts.values if all(word in fold(self.name(each)) for word in words)]
        path, down = self.sort.removeprefix("-"), self.sort.startswith("-")
        if path == "value":
            found.sort(key=lambda each: fold(self.name(each)), reverse=down)
        elif path in _ORDERS:
            found.sort(key=_ORDERS[path], reverse=down)
        self.values = found
        self.generation += 1

    def name(self, value: Counted) -> Display:
        """Give what a value is called."""
        found = self._names.get(id(value))
        if found is None:
            found = self._names[id(value)] = name_of(self.counts.way, value, self.viewer)
        return found

    def window(self, start: int, count: int) -> Sequence[Counted | None]:
        """Give values by their places."""
        return self.values[start : start + count]

    def paint(self, item: Counted, columns: Sequence[TableColumn]) -> PaintedRow:
        """Make the cells of a value."""
        figures, whole = item.figures, self.counts.totals.calls
        most = max((each.figures.calls for each in self.counts.values), default=0)
        share = f"{100 * figures.calls / whole:.1f}" if whole else ""
        answered = "" if figures.share is None else f"{100 * figures.share:.0f}"
        cells_of_bar = next((each.width for each in columns if each.name == "bar"), 0)
        texts = {
            "value": (self.name(item), ""),
            "count": (f"{figures.calls:,}", "strong"),
            "share": (share, ""),
            "bar": (bar(figures.calls, most, cells_of_bar, ascii=self.viewer.ascii), "accent"),
            "answered": (answered, "good"),
            "missed": (f"{figures.missed:,}" if figures.missed else "", "bad"),
            "average": ("" if figures.average is None else duration(figures.average), ""),
            "total": (duration(figures.seconds) if figures.timed else "", "dim"),
        }
        cells = tuple((display(texts[each.name][0]), texts[each.name][1]) for each in columns)
        return PaintedRow(repr(item.row) + item.text, cells)
