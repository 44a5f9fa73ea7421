"""Rows as people read them: aligned in a table, or a fact a line for a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from rich.cells import cell_len, set_cell_size

from ztui.core.text import Display, display
from ztui.core.times import parse_instant, stamp, zone_name
from ztui.resources.cells import cell, head
from ztui.resources.model import Kind
from ztui.resources.rows import value_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, Sequence

    from ztui.resources.cells import Viewer
    from ztui.resources.model import Column, Row

__all__ = ["print_facts_of", "print_table"]

_GAP = "  "
_SAMPLE = 200
_NARROWEST = 4
_WIDEST = 60
"""Cells of a column in a table whose width nobody says."""
_WIDE = 100
"""Columns for wide lines are shown from here on."""
_TIMES = frozenset({Kind.TIME, Kind.CLOCK})
_WHOLE = _TIMES | {Kind.NUMBER}


async def print_facts_of(rows: AsyncIterable[Row], columns: Sequence[Column], out: TextIO, viewer: Viewer) -> int:
    """Print a fact a line; each row begins with its number, and an empty line stands between two. Gives their count."""
    count = 0
    async for row in rows:
        count += 1
        told = [(head(each, viewer), _cell(each, row, viewer)) for each in columns]
        facts = [f"{name}: {text}\n" for name, text in told if text]
        out.write(("\n" if count > 1 else "") + f"{count}. " + "".join(facts or ["nothing is known of it\n"]))
    return count


async def print_table(
    rows: AsyncIterable[Row], columns: Sequence[Column], out: TextIO, viewer: Viewer, width: int
) -> int:
    """Print aligned columns; widths come from the first rows, so that a long list begins at once.

    Args:
        rows: Rows as Zoom sent them.
        columns: What is shown of each; those for wide lines are left out of a narrow one, as on the screen.
        out: Where to.
        viewer: Zone and manners of the cells.
        width: Cells of a line; 0 leaves it as wide as it is.

    Returns:
        How many rows were printed.
    """
    if 0 < width < _WIDE:
        columns = [column for column in columns if not column.wide_only]
    heads = [Display(head(column, viewer).upper()) for column in columns]
    more = "~" if viewer.ascii else "…"
    sample: list[list[Display]] = []
    widths: list[int] = []
    count = 0
    async for row in rows:
        line = [_cell(column, row, viewer) for column in columns]
        count += 1
        if widths:
            _line(out, line, widths, more)
            continue
        sample.append(line)
        if len(sample) == _SAMPLE:
            widths = _widths([heads, *sample], width, columns)
            _lines(out, heads, sample, widths, more)
    if not widths:
        _lines(out, heads, sample, _widths([heads, *sample], width, columns), more)
    return count


def _lines(out: TextIO, heads: list[Display], lines: list[list[Display]], widths: list[int], more: str) -> None:
    _line(out, heads, widths, more)
    for line in lines:
        _line(out, line, widths, more)


def _cell(column: Column, row: Row, viewer: Viewer) -> Display:
    """Give a cell; an instant has its date, as no line of day stands above it, and its zone if it is not the head's."""
    instant = parse_instant(value_of(column, row)) if column.kind in _TIMES and column.show is None else None
    if instant is None:
        return cell(column, row, viewer)
    zone = zone_name(instant, viewer.zone)
    other = "" if zone == zone_name(viewer.now, viewer.zone) else f" {zone}"
    return display(stamp(instant, viewer.zone) + other)


def _widths(lines: Sequence[Sequence[Display]], width: int, columns: Sequence[Column]) -> list[int]:
    """Give each column what its content needs.

    Until the line fits, the widest give way: texts down to what their columns have on a screen, then texts, last times
    and phone numbers, of which a part is of no use.
    """
    widths = [max(cell_len(text) for text in column) for column in zip(*lines, strict=True)]
    if not width:
        return [min(each, _WIDEST) for each in widths]
    texts = [place for place, column in enumerate(columns) if column.kind not in _WHOLE]
    while sum(widths) + len(_GAP) * (len(widths) - 1) > width and max(widths) > _NARROWEST:
        give = [place for place in texts if widths[place] > max(columns[place].width, _NARROWEST)]
        give = give or [place for place in texts if widths[place] > _NARROWEST] or list(range(len(widths)))
        widths[max(give, key=lambda place: widths[place])] -= 1
    return widths


def _line(out: TextIO, texts: Sequence[Display], widths: Sequence[int], more: str) -> None:
    out.write(_GAP.join(_fit(text, width, more) for text, width in zip(texts, widths, strict=True)).rstrip() + "\n")


def _fit(text: Display, width: int, more: str) -> str:
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, max(width - 1, 0)) + more
