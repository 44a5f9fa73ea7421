"""Rows as the text of a file: CSV, JSON or NDJSON, some rows at a time, so that memory does not grow with them.

In CSV no cell is a formula for a spreadsheet, and a time stands twice: in UTC and, as `NAME_local`, in the viewer's
zone with its offset. JSON has whole rows, as Zoom sent them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass
from ztui.core.json_text import json_text
from ztui.core.spreadsheet import csv_cell
from ztui.core.times import parse_instant
from ztui.resources.model import Kind
from ztui.resources.rows import value_at, value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import tzinfo

    from ztui.resources.model import Column

__all__ = ["CsvColumn", "RowForm", "RowText", "csv_columns", "plain_columns"]

_TIMES = frozenset({Kind.TIME, Kind.CLOCK})
_DAY = len("2026-11-21")


class RowForm(StrEnum):
    """The forms of a file, which are also its endings."""

    CSV = "csv"
    NDJSON = "ndjson"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class CsvColumn:
    """A column of a CSV: its head, and what makes its value of a row."""

    head: str
    value: Callable[[Mapping[str, Any]], object]


def plain_columns(paths: Sequence[str]) -> tuple[CsvColumn, ...]:
    """Give the columns of rows of our own, whose values stand at these paths."""
    return tuple(CsvColumn(path, lambda row, path=path: value_at(row, path)) for path in paths)  # type: ignore[misc]


def csv_columns(columns: Sequence[Column], zone: tzinfo) -> tuple[CsvColumn, ...]:
    """Give the columns of a CSV for those of a list: times get a second one, in a zone."""
    made: list[CsvColumn] = []
    for column in columns:
        value = _value(column)
        if column.kind in _TIMES:
            made.append(CsvColumn(column.path, _in_utc(value)))
            made.append(CsvColumn(f"{column.path}_local", _in_zone(value, zone)))
        else:
            made.append(CsvColumn(column.path, value))
    return tuple(made)


def _value(column: Column) -> Callable[[Mapping[str, Any]], object]:
    return lambda row: value_of(column, row)


def _in_utc(value: Callable[[Mapping[str, Any]], object]) -> Callable[[Mapping[str, Any]], object]:
    """Give a time as it was sent if it is in UTC, else converted; what is none, as it was sent."""

    def made(row: Mapping[str, Any]) -> object:
        sent = value(row)
        if not isinstance(sent, str) or sent.endswith("Z") or len(sent) == _DAY:
            return sent
        instant = parse_instant(sent)
        return sent if instant is None else f"{instant.replace(tzinfo=None).isoformat()}Z"

    return made


def _in_zone(value: Callable[[Mapping[str, Any]], object], zone: tzinfo) -> Callable[[Mapping[str, Any]], object]:
    def made(row: Mapping[str, Any]) -> object:
        sent = value(row)
        instant = parse_instant(sent) if isinstance(sent, str) and len(sent) != _DAY else None
        return None if instant is None else instant.astimezone(zone).isoformat()

    return made


class RowText:
    """Makes the text of rows: `head`, `body` for some rows after others, `foot`."""

    def __init__(self, form: RowForm, columns: Sequence[CsvColumn], *, ascii: bool = False) -> None:
        """Take the form, the columns of a CSV, and whether JSON may have no character beyond ASCII."""
        self._form = form
        self._columns = columns
        self._ascii = ascii
        self._any = False

    def head(self) -> str:
        """Give what comes before all rows."""
        if self._form is RowForm.CSV:
            return self._csv([[each.head for each in self._columns]])
        return "[" if self._form is RowForm.JSON else ""

    def body(self, rows: Sequence[Mapping[str, Any]]) -> str:
        """Give the text of the next rows."""
        if self._form is RowForm.CSV:
            makers = [each.value for each in self._columns]
            return self._csv([[csv_cell(make(row)) for make in makers] for row in rows])
        texts = [json_text(row, ascii=self._ascii) for row in rows]
        if self._form is RowForm.NDJSON:
            return "".join(f"{each}\n" for each in texts)
        before, self._any = self._any, self._any or bool(rows)
        return ("," if before else "") + "\n" + ",\n".join(texts) if texts else ""

    def foot(self) -> str:
        """Give what comes after all rows."""
        if self._form is not RowForm.JSON:
            return ""
        return "\n]\n" if self._any else "]\n"

    @staticmethod
    def _csv(lines: Sequence[Sequence[object]]) -> str:
        import csv
        import io

        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\r\n").writerows(lines)
        return buffer.getvalue()
