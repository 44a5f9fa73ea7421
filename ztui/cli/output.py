"""How rows are printed: a table for people, JSON, NDJSON and CSV for programs."""

from __future__ import annotations

from collections.abc import AsyncIterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TextIO

from ztui.cli.streams import is_unicode
from ztui.core.json_text import json_text
from ztui.resources.cells import Viewer
from ztui.services.rowtext import RowForm, RowText, csv_columns

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Sequence

    from ztui.resources.model import Column, Row

__all__ = ["Form", "fact_line", "print_facts", "print_object", "print_rows", "width_of"]

_AT_ONCE = 100


class Form(StrEnum):
    """The forms of output."""

    TABLE = "table"
    JSON = "json"
    NDJSON = "ndjson"
    CSV = "csv"


async def print_rows(
    rows: AsyncIterable[Row] | Iterable[Row],
    columns: Sequence[Column],
    form: Form,
    out: TextIO,
    viewer: Viewer,
    width: int,
) -> int:
    """Print rows as they come.

    Args:
        rows: Rows as Zoom sent them, or rows of our own that are there already.
        columns: Columns for table and CSV, which has times in UTC and in the viewer's zone; JSON prints the whole row.
        form: The form.
        out: Where to.
        viewer: Zone and manners of the table's cells.
        width: Cells of a line of the table; 0 leaves it as wide as it is.

    Returns:
        How many rows were printed.
    """
    coming = rows if isinstance(rows, AsyncIterable) else _each(rows)
    if form is Form.TABLE:
        from ztui.cli.tables import print_facts_of, print_table

        if viewer.plain:
            return await print_facts_of(coming, columns, out, viewer)
        return await print_table(coming, columns, out, viewer, width)
    text = RowText(RowForm(form.value), csv_columns(columns, viewer.zone), ascii=not is_unicode(out))
    return await _text(coming, text, out)


def print_facts(rows: Sequence[Row], columns: Sequence[Column], form: Form, out: TextIO) -> None:
    """Print rows that are all there already, and that no account has: settings, files and the like; times in UTC."""
    import asyncio

    viewer = Viewer(UTC, datetime.now(UTC), ascii=not is_unicode(out))
    asyncio.run(print_rows(rows, columns, form, out, viewer, width_of(out)))


def width_of(out: TextIO) -> int:
    """Give the cells of a line of the terminal, 0 for what is none."""
    if not out.isatty():
        return 0
    from shutil import get_terminal_size

    return get_terminal_size().columns


async def _each(rows: Iterable[Row]) -> AsyncIterator[Row]:
    for row in rows:
        yield row


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


async def _text(rows: AsyncIterable[Row], text: RowText, out: TextIO) -> int:
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
