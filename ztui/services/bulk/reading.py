"""Lists as people paste or save them: one object a line, or a table with the columns object, action, field and value.

A line that cannot be read is told with its number and costs no other line.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError
from ztui.core.text import display

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["COLUMNS", "BadLine", "Line", "Listed", "decoded", "read_file", "read_list"]

COLUMNS = ("object", "action", "field", "value")
"""The columns of a table; all but the first may be left out, and they may stand in any order."""

_SEPARATORS = ",;\t|"
_COMMENT = "#"
_LARGEST = 20_000_000
"""Bytes; ten thousand lines are well below one million."""
_LONGEST = 4_000
_SHOWN = 60
_HEAD_LIKE = re.compile(r"[a-z][a-z_]*")
_NUMBERS = re.compile(r"[+\d\s().-]+")
_NUMBER_OR_MAIL = re.compile(r"(?:tel:)?\+?[\d\s().-]{7,}|[^\s@]+@[^\s@]+", re.IGNORECASE)
_ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b")
"""What colours the output of a program, which was copied with it."""
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list.

    Attributes:
        number: Where it stands, from 1; of a record over several lines the first one.
        object: What it names: an id, a number, an e-mail address, an extension, a name.
        action: What is done to it, "" for what is said beside the list, or for setting a field.
        field: A field of the object, or an input of the action; "" for none.
        value: What it is to be.
    """

    number: int
    object: str
    action: str = ""
    field: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be read: where it stands, how it begins, and why."""

    number: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Listed:
    """What was read.

    Attributes:
        lines: The lines that name an object, in their order.
        bad: Those that cannot be read.
        is_table: Whether it has a head with the names of columns.
    """

    lines: tuple[Line, ...] = ()
    bad: tuple[BadLine, ...] = ()
    is_table: bool = False


def read_file(path: Path) -> Listed:
    """Read a list from a file.

    Raises:
        ConfigError: It cannot be read, is too large, or is no text.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise ConfigError(f"Cannot read {path}: {why}.", "Name a file, or - for standard input.") from None
    return read_list(decoded(data, str(path)))


def decoded(data: bytes, name: str) -> str:
    """Give the text of a file: UTF-8, or what its byte order mark says.

    Raises:
        ConfigError: It is too large, or no text.
    """
    if len(data) > _LARGEST:
        raise ConfigError(f"{name} is too large for a list.", "Split it into files below 20 MB.")
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise ConfigError(f"{name} is not in UTF-8.", "Save it as 'CSV UTF-8' or as text in UTF-8.") from None
    if "\0" in text:
        raise ConfigError(f"{name} is no text.", "Save a spreadsheet as CSV.")
    return text


def read_list(text: str) -> Listed:
    """Read a list; blank lines and lines that begin with # are left out.

    A list is a table if its first line has a column called `object` and no column of another name than `COLUMNS`;
    columns whose name begins with #, or is blank, are left out, and so are rows of nothing but separators;
    columns are separated by comma, semicolon, tab or bar, as the head has them. Otherwise each line is an object;
    one in quotes is read without them, and separators that were left at its ends by copying are not part of it.

    Raises:
        ConfigError: The head has a column of another name, one twice, or none called `object`.
    """
    text = _ESCAPES.sub("", text.removeprefix("\ufeff"))
    head, separator = _head(text)
    if not head:
        _assert_no_head(text)
    return _table(text, head, separator) if head else _plain(text)


def _assert_no_head(text: str) -> None:
    """Refuse a table whose head has no column `object`; names like "Brück, Ann", or lines in quotes, are no table."""
    lines = [each.strip() for each in text.splitlines() if _says_something(each)]
    for separator in _SEPARATORS:
        names = lines[0].split(separator) if lines else []
        known = any(each.strip().casefold() in COLUMNS for each in names)
        alike = len(lines) > 1 and 4 * sum(each.count(separator) >= len(names) - 1 for each in lines) > 3 * len(lines)
        if len(names) > 1 and (known or (alike and all(_HEAD_LIKE.fullmatch(each) for each in names))):
            raise ConfigError(
                f"The list has no column 'object', but {display(', '.join(names), longest=_SHOWN)}.",
                f"The columns are {', '.join(COLUMNS)}; a list without a head names one object a line.",
            )


def _head(text: str) -> tuple[list[str], str]:
    """Give the names of the columns and what parts them, ([], "") where the list is no table.

    Raises:
        ConfigError: There is a column of another name, or one twice.
    """
    first = next((each for each in text.splitlines() if _says_something(each)), "")
    for separator in _SEPARATORS:
        names = [each.strip().strip('"').strip().casefold() for each in first.split(separator)]
        while len(names) > 1 and not names[-1]:
            names.pop()
        if COLUMNS[0] not in names or (len(names) == 1 and separator != _SEPARATORS[0]):
            continue
        for name in names:
            if name and not name.startswith(_COMMENT) and name not in COLUMNS:
                raise ConfigError(
                    f"The column '{display(name)}' of the list is not known.",
                    f"The columns are {', '.join(COLUMNS)}; one that is named with a {_COMMENT}, as in "
                    f"'{_COMMENT}{display(name)}', is left out.",
                )
        taken = [name for name in names if name in COLUMNS]
        if len(set(taken)) < len(taken):
            raise ConfigError("A column stands twice in the head of the list.", "Leave one out.")
        return names, separator
    return [], ""


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith(_COMMENT)


def _plain(text: str) -> Listed:
    lines: list[Line] = []
    bad: list[BadLine] = []
    for number, raw in enumerate(text.splitlines(), 1):
        if not _says_something(raw):
            continue
        name = raw.strip().strip(_SEPARATORS).strip()
        if len(name) > 1 and name[0] == name[-1] == '"':
            name = name[1:-1].replace('""', '"').strip()
        why = _wrong(name) or _several(name)
        if why:
            bad.append(_bad(number, raw, why))
        else:
            lines.append(Line(number, name))
    return Listed(tuple(lines), tuple(bad))


def _wrong(name: str) -> str:
    if not name:
        return "it names no object"
    return "it is too long for the name of an object" if len(name) > _LONGEST else ""


def _several(name: str) -> str:
    """Tell a line that names more than one object, or has columns that no head explains."""
    if "\t" in name:
        return f"it has several columns, and the list no head: begin it with {', '.join(COLUMNS)}"
    parts = [each.strip() for each in re.split("[,;|]", name)]
    many = len(parts) > 1 and all(_NUMBER_OR_MAIL.fullmatch(each) for each in parts)
    if many or (_NUMBERS.fullmatch(name) and name.count("+") > 1):
        return "it names several objects: give each a line of its own"
    return ""


def _table(text: str, head: list[str], separator: str) -> Listed:
    lines: list[Line] = []
    bad: list[BadLine] = []
    is_head = True
    for number, raw in _records(text):
        if is_head:
            is_head = False
            continue
        cells = _cells(raw, separator)
        if isinstance(cells, str):
            bad.append(_bad(number, raw, cells))
            continue
        if not any(map(str.strip, cells)):
            continue  # a blank row of a spreadsheet
        while len(cells) > len(head) and not cells[-1].strip():
            cells.pop()
        found = dict(zip(head, cells, strict=False))
        why = _wrong_cells(found, cells, head)
        if why:
            bad.append(_bad(number, raw, why))
            continue
        named = {name: found.get(name, "").strip() for name in COLUMNS[:3]}
        lines.append(Line(number, **named, value=found.get("value", "")))
    return Listed(tuple(lines), tuple(bad), is_table=True)


def _wrong_cells(found: dict[str, str], cells: list[str], head: list[str]) -> str:
    if len(cells) > len(head):
        return f"it has {len(cells)} columns, and the head {len(head)}"
    if found.get("value", "") and not found.get("field", "").strip():
        return "it has a value and names no field"
    return _wrong(found.get("object", "").strip())


def _records(text: str) -> Iterator[tuple[int, str]]:
    """Give each record with the number of its first line; quotes may hold line ends, if they are closed somewhere."""
    lines = text.splitlines(keepends=True)
    place = 0
    while place < len(lines):
        begin = place
        place += 1
        if not _says_something(lines[begin]):
            continue
        end = _closed(lines, begin)
        yield begin + 1, "".join(lines[begin:end]).rstrip("\r\n")
        place = end


_FARTHEST = 50
"""So many lines a record may have: an open quote does not swallow the rest of the list."""


def _closed(lines: list[str], begin: int) -> int:
    """Give where the record that begins there ends: the first line after which its quotes are even."""
    quotes = 0
    for place in range(begin, min(len(lines), begin + _FARTHEST)):
        quotes += lines[place].count('"')
        if quotes % 2 == 0:
            return place + 1
    return begin + 1


def _cells(raw: str, separator: str) -> list[str] | str:
    """Give the cells of a record, or why there are none."""
    try:
        rows = list(csv.reader(io.StringIO(raw, newline=""), delimiter=separator, strict=True, skipinitialspace=True))
    except csv.Error as error:
        return f"its quotes cannot be read: {error}"
    if len(rows) != 1:
        return "its quotes cannot be read"
    return rows[0]


def _bad(number: int, raw: str, why: str) -> BadLine:
    return BadLine(number, display(raw.strip(), longest=_SHOWN), why)
