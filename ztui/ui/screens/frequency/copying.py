"""Counted values sent to the clipboard, and written to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.amounts import counted
from ztui.core.text import display
from ztui.resources.model import Column, Kind
from ztui.services.exports import export_rows, form_of
from ztui.services.rowtext import csv_columns
from ztui.services.value_terms import term_of
from ztui.ui.exporting import ask_file
from ztui.ui.modals.copy import Copy, ask_and_copy
from ztui.ui.screens.frequency.rows import columns_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from ztui.store.figures import Counted
    from ztui.ui.screens.base import HouseScreen
    from ztui.ui.screens.frequency.rows import ValueRows

__all__ = ["copy_value", "export_values"]


def copy_value(screen: HouseScreen, rows: ValueRows, value: Counted) -> None:
    """Ask what to send of a value, send it, and say what became of it."""
    line = rows.paint(value, [each for each in columns_of(rows.counts) if each.name != "bar"])
    offered = [
        Copy("v", "Value", str(rows.name(value)), "the value"),
        Copy("l", "Line", display("\t".join(text for text, _ in line.cells)), "the line"),
        Copy("f", "Filter that finds it", display(term_of(rows.counts.way, value)), "the filter"),
    ]
    ask_and_copy(screen, offered)


def export_values(screen: HouseScreen, rows: ValueRows) -> None:
    """Ask for the name of a file, and write the values to it that are shown."""
    values = list(rows.values)

    def begin(path: Path, replace: bool) -> None:
        screen.start(_write(screen, rows, values, path, replace=replace), "export")

    ask_file(screen, f"Export {counted(len(values), 'value')} as", "counts", begin)


async def _write(screen: HouseScreen, rows: ValueRows, values: list[Counted], path: Path, *, replace: bool) -> None:
    names = ["value", "count"]
    if rows.counts.are_calls:
        names += ["answered", "missed", "seconds", "average_seconds"]
    columns = csv_columns([Column(each, kind=Kind.TEXT) for each in names], screen.session.zone)
    count = await export_rows(path, _facts(rows, values), columns, form_of(path), replace=replace)
    screen.say(f"Exported {counted(count, 'value')} to {path}.", "good")


async def _facts(rows: ValueRows, values: list[Counted]) -> AsyncIterator[dict[str, Any]]:
    for each in values:
        figures = each.figures
        found: dict[str, Any] = {"value": str(rows.name(each)), "count": figures.calls}
        if rows.counts.are_calls:
            average = None if figures.average is None else round(figures.average, 1)
            found |= {"answered": figures.answered, "missed": figures.missed, "seconds": figures.seconds}
            found["average_seconds"] = average
        yield found
