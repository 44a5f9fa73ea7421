"""Rows written to a file of the user's own: private, whole or not at all, and over nothing that was there unasked."""

from __future__ import annotations

import asyncio
import csv
import io
import os
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from ztui.core.errors import ConfigError
from ztui.core.json_text import json_text
from ztui.core.spreadsheet import csv_cell
from ztui.resources.rows import value_at

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

__all__ = ["ExportForm", "export_rows", "form_of", "refusal_of"]

_AT_ONCE = 1 << 16
"""Characters that are gathered before they are written."""


class ExportForm(StrEnum):
    """The forms of a file, which are also its endings."""

    CSV = "csv"
    NDJSON = "ndjson"
    JSON = "json"


def form_of(path: Path) -> ExportForm:
    """Give the form that the ending of a file's name says.

    Raises:
        ConfigError: It says none.
    """
    ending = path.suffix.lower().removeprefix(".")
    try:
        return ExportForm({"jsonl": "ndjson"}.get(ending, ending))
    except ValueError:
        raise ConfigError(
            f"'{path.name}' does not say what it is to be.", "End it in .csv, .json or .ndjson."
        ) from None


def refusal_of(text: str) -> str:
    """Give why a typed path cannot be written to, "" if it can or is to be asked about (it is there)."""
    path = Path(text).expanduser()
    try:
        form_of(path)
    except ConfigError as error:
        return f"{error.message} {error.hint}"
    if path.is_dir():
        return "There is a folder of that name."
    return "" if path.parent.is_dir() else f"There is no folder {path.parent}."


async def export_rows(
    path: Path,
    rows: AsyncIterator[Mapping[str, Any]],
    columns: Sequence[str],
    form: ExportForm,
    *,
    replace: bool = False,
) -> int:
    """Write rows to a file.

    Args:
        path: Where to.
        rows: The rows, as they come.
        columns: Paths of the columns of a CSV; JSON has the whole rows.
        form: The form.
        replace: Put it in the place of a file that is there.

    Returns:
        How many rows were written.

    Raises:
        ConfigError: There is a file already, and it is not to be replaced.
        OSError: It cannot be written; what was there before stays.
    """
    if not replace and await asyncio.to_thread(path.exists):
        raise ConfigError(f"{path} is there already.", "Name another file, or say that it is to be replaced.")
    handle, name = await asyncio.to_thread(tempfile.mkstemp, ".part", f".{path.name}.", path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            count = await _written(file, rows, columns, form)
        await asyncio.to_thread(_put, part, path, replace)
    finally:
        await asyncio.to_thread(part.unlink, missing_ok=True)
    return count


def _put(part: Path, path: Path, replace: bool) -> None:
    """Give the whole file its name; a hard link fails where a file came to be meanwhile, as a rename would not."""
    if replace:
        part.replace(path)
        return
    try:
        os.link(part, path)
    except FileExistsError:
        raise ConfigError(f"{path} is there already.", "Name another file, or say that it is to be replaced.") from None
    except OSError:  # a file system without hard links
        if path.exists():
            raise
        part.rename(path)


async def _written(
    file: BinaryIO, rows: AsyncIterator[Mapping[str, Any]], columns: Sequence[str], form: ExportForm
) -> int:
    buffer = io.StringIO()
    table = csv.writer(buffer, lineterminator="\r\n")
    count = 0
    if form is ExportForm.CSV:
        table.writerow(columns)
    elif form is ExportForm.JSON:
        buffer.write("[")
    async for row in rows:
        if form is ExportForm.CSV:
            table.writerow([csv_cell(value_at(row, each)) for each in columns])
        elif form is ExportForm.NDJSON:
            buffer.write(json_text(row) + "\n")
        else:
            buffer.write(f"{',' if count else ''}\n{json_text(row)}")
        count += 1
        if buffer.tell() > _AT_ONCE:
            await asyncio.to_thread(_flush, buffer, file)
    if form is ExportForm.JSON:
        buffer.write("\n]\n" if count else "]\n")
    await asyncio.to_thread(_flush, buffer, file)
    return count


def _flush(buffer: io.StringIO, file: BinaryIO) -> None:
    file.write(buffer.getvalue().encode("utf-8", "backslashreplace"))
    buffer.seek(0)
    buffer.truncate()
