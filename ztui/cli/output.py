"""How rows are printed: a table for people, JSON, NDJSON and CSV for programs."""

from __future__ import annotations

import asyncio
import shutil
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TextIO

from rich.cells import cell_len, set_cell_size

from ztui.cli.streams import is_unicode
from ztui.core.json_text import json_text
from ztui.core.text import Display, display
from ztui.core.times import parse_instant, stamp, zone_name
from ztui.resources.cells import Viewer, cell, head
from ztui.resources.model import Kind
from ztui.resources.rows import value_of
from ztui.services.rowtext import RowForm, RowText, csv_columns

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from ztui.resources.model import Column, Row

__all__ = ["Form", "fact_line", "print_facts", "print_object", "print_rows"]

_GAP = "  "
_AT_ONCE = 100
_SAMPLE = 200
_NARROWEST = 4
_WIDEST = 60
"""Cells of a column in a table whose width nobody says."""
_TIMES = frozenset({Kind.TIME, Kind.CLOCK})


class Form(StrEnum):
    """The forms of output."""

    TABLE = "table"
    JSON = "json"
    NDJSON = "ndjson"
    CSV = "csv"


async def print_rows(
    rows: AsyncIterator[Row], columns: Sequence[Column], form: Form, out: TextIO, viewer: Viewer, width: int
) -> int:
    """Print rows as they come.

    Args:
        rows: Rows as Zoom sent them.
        columns: Columns for table and CSV, which has times in UTC and in the viewer's zone; JSON prints the whole row.
        form: The form.
        out: Where to.
        viewer: Zone and manners of the table's cells.
        width: Cells of a line of the table; 0 leaves it as wide as it is.

    Returns:
        How many rows were printed.
    """
    if form is Form.TABLE:
        return await (_facts(rows, columns, out, viewer) if viewer.plain else _table(rows, columns, out, viewer, width))
    text = RowText(RowForm(form.value), csv_columns(columns, viewer.zone), ascii=not is_unicode(out))
    return await _text(rows, text, out)


def print_facts(rows: Sequence[Row], columns: Sequence[Column], form: Form, out: TextIO) -> None:
    """Print rows that are all there already, and that no account has: settings, files and the like; times in UTC."""

    async def each() -> AsyncIterator[Row]:
        for row in rows:
            yield row

    viewer = Viewer(UTC, datetime.now(UTC), ascii=not is_unicode(out))
    width = shutil.get_terminal_size().columns if out.isatty() else 0
    asyncio.run(print_rows(each(), columns, form, out, viewer, width))


def print_object(value: object, form: Form, out: TextIO) -> None:
    """Print one object as JSON, over several lines unless the form has one object a line."""
    out.write(json_text(value, indent=2 if form is Form.JSON else None, ascii=not is_unicode(out)) + "\n")


def fact_line(label: str, value: str, width: int, viewer: Viewer) -> str:
    """Give a line with a fact: aligned, or as a screen reader reads it best (`Name: Support`).

    Args:
        label: What it is, safe to show.
        value: What it says, safe to show.
        width: Cells of the longest label beside it.
        viewer: For whom.
    """
    if viewer.plain:
        return f"{label}: {value or 'nothing'}\n"
    return f"{label:<{width}}  {value}".rstrip() + "\n"


async def _facts(rows: AsyncIterator[Row], columns: Sequence[Column], out: TextIO, viewer: Viewer) -> int:
    """Print a fact a line; each row begins with its number, and an empty line stands between two."""
    count = 0
    async for row in rows:
        count += 1
        told = [(head(each, viewer), _cell(each, row, viewer)) for each in columns]
        facts = [f"{name}: {text}\n" for name, text in told if text]
        out.write(("\n" if count > 1 else "") + f"{count}. " + "".join(facts or ["nothing is known of it\n"]))
    return count


async def _text(rows: AsyncIterator[Row], text: RowText, out: TextIO) -> int:
    """Print rows as they come, some at a time."""
    count = 0
    some: list[Row] = []
    out.write(text.head())
    async for row in rows:
        some.append(row)
        count += 1
        if len(some) == _AT_ONCE:
            out.write(text.body(some))
            some.clear()
    out.write(text.body(some))
    out.write(text.foot())
    return count


async def _table(rows: AsyncIterator[Row], columns: Sequence[Column], out: TextIO, viewer: Viewer, width: int) -> int:
    """Print aligned columns; widths come from the first rows, so that a long list begins at once."""
    heads = [Display(head(column, viewer).upper()) for column in columns]
    more = "~" if viewer.ascii else "…"
    whole = [column.kind in _TIMES for column in columns]
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
            widths = _widths([heads, *sample], width, whole)
            _lines(out, heads, sample, widths, more)
    if not widths:
        _lines(out, heads, sample, _widths([heads, *sample], width, whole), more)
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


def _widths(lines: Sequence[Sequence[Display]], width: int, whole: Sequence[bool]) -> list[int]:
    """Give each column what its content needs; the widest give way until the line fits, `whole` ones last."""
    widths = [max(cell_len(text) for text in column) for column in zip(*lines, strict=True)]
    if not width:
        return [min(each, _WIDEST) for each in widths]
    while sum(widths) + len(_GAP) * (len(widths) - 1) > width and max(widths) > _NARROWEST:
        give = [place for place, each in enumerate(widths) if each > _NARROWEST]
        give = [place for place in give if not whole[place]] or give
        widths[max(give, key=lambda place: widths[place])] -= 1
    return widths


def _line(out: TextIO, texts: Sequence[Display], widths: Sequence[int], more: str) -> None:
    out.write(_GAP.join(_fit(text, width, more) for text, width in zip(texts, widths, strict=True)).rstrip() + "\n")


def _fit(text: Display, width: int, more: str) -> str:
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, max(width - 1, 0)) + more
