"""What is stored of a row: its JSON without secrets, and two texts by which SQL can filter and sort it.

Each text is a chain of slots, one per column, parted by characters of the private use area:

    U+E000 ann brück U+E001 8104 U+E002 active U+E003

`seen` holds what words search (names, numbers, extensions, statuses), `rest` everything else that a column can be
filtered or sorted by. So a word is one `instr` over `seen`, a field one `substr`, and a sort a comparison of texts:
no JSON is parsed and no Python runs inside SQL.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ztui.core.text import fold
from ztui.resources.model import Column, Kind, Resource, Row
from ztui.resources.rows import key_of, value_of
from ztui.store.secrets import without_secrets

__all__ = ["ALTERNATIVE", "MARKS", "Shape", "Slot", "StoredRow", "number_of", "ordered", "searchable"]

MARKS = 0xE000
"""First of the characters that part slots."""
ALTERNATIVE = "\ue0ff"
"""Parts the forms of one value (`no_answer`, `no answer`)."""

_LAYOUT = 1
"""Goes up when slots are made otherwise, so that stored texts are made anew."""
_UNSEARCHABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ue000-\ue0ff]")
_PUNCTUATION = str.maketrans("", "", "+-(). /\u00a0")
_SEEN = frozenset({Kind.TEXT, Kind.NUMBER, Kind.EXTENSION, Kind.STATUS, Kind.CODE})
_NUMERIC = frozenset({Kind.NUMBER, Kind.EXTENSION, Kind.CODE, Kind.COUNT, Kind.DURATION})
_LONGEST = 1000
_YES = frozenset({"true", "yes", "on", "1"})
_NO = frozenset({"false", "no", "off", "0"})


def searchable(text: str) -> str:
    """Fold a text as stored texts and filters are folded: no case, no accents, control characters are spaces."""
    folded = fold(text)
    if folded.isascii() and folded.isprintable():
        return folded
    return _UNSEARCHABLE.sub(" ", folded)


def number_of(value: object) -> str:
    """Give a value as plain decimal digits with `-` and `.` where it has them, "" if it is no number.

    Numbers may be written with the punctuation of phone numbers.
    """
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float):
        if not math.isfinite(value):
            return ""
        return str(int(value)) if value.is_integer() else f"{value:.6f}".rstrip("0")
    if isinstance(value, int):
        return str(value)
    if not isinstance(value, str):
        return ""
    digits = value.translate(_PUNCTUATION)
    return digits if digits.isascii() and digits.isdecimal() else ""


def ordered(value: object) -> str:
    """Give a text whose order is the order of the numbers; what is no number comes after all that are.

    A number is `5`, how many digits its whole part has, and its digits; a negative one `4` and the complement.
    """
    if value is None or value == "":
        return ""
    plain = number_of(value)
    if not plain:
        return "6" + searchable(str(value))[:_LONGEST]
    whole, _, fraction = plain.lstrip("-").partition(".")
    whole = whole.lstrip("0")
    size = min(len(whole), 99)
    if not plain.startswith("-"):
        return f"5{size:02d}{whole}" + (f".{fraction}" if fraction else "")
    flipped = str.maketrans("0123456789", "9876543210")
    return f"4{99 - size:02d}{whole.translate(flipped)}" + (f".{fraction.translate(flipped)}" if fraction else "") + ":"


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a text stands: in `seen` or `rest`, between mark `number` and the next."""

    text: str
    number: int


@dataclass(frozen=True, slots=True)
class StoredRow:
    """One row, ready for the store.

    Attributes:
        key: Domain id, "" where it has none.
        json: Compact JSON of what Zoom sent, without secrets.
        seen: Slots that words search.
        rest: Slots of what only fields and sorts ask for.
        odd: What had to be tolerated.
    """

    key: str
    json: str
    seen: str
    rest: str
    odd: int = 0


class Shape:
    """Makes stored rows of one resource, and knows where its columns stand in their texts."""

    def __init__(self, resource: Resource, oddities: Callable[[Row], int] | None = None) -> None:
        """Take the resource and what counts the oddities of a row, if they are to be counted."""
        self.resource = resource
        self._oddities = oddities
        self._makers: dict[str, list[Callable[[Row], str]]] = {"seen": [], "rest": []}
        self._shown: dict[str, Slot] = {}
        self._sorted: dict[str, Slot] = {}
        fields = [field for group in resource.groups for field in group.fields]
        self._secret = frozenset(
            [each.path for each in resource.columns if each.kind is Kind.SECRET]
            + [each.path for each in fields if each.kind is Kind.SECRET]
        )
        for column in resource.columns:
            if column.kind is not Kind.SECRET:
                self._place(column)
        self.signature = _signature(resource)

    def _place(self, column: Column) -> None:
        text = "seen" if column.kind in _SEEN and not column.hidden else "rest"
        self._shown[column.path] = self._slot(text, _shown_text(column))
        if column.kind in _NUMERIC:
            self._sorted[column.path] = self._slot("rest", lambda row: ordered(_plain(value_of(column, row))))
        elif column.show is not None or column.short or column.kind in {Kind.STATUS, Kind.FLAG}:
            self._sorted[column.path] = self._slot("rest", lambda row: _folded(value_of(column, row)))
        else:
            self._sorted[column.path] = self._shown[column.path]

    def _slot(self, text: str, maker: Callable[[Row], str]) -> Slot:
        makers = self._makers[text]
        makers.append(maker)
        assert len(makers) < 0xFF, "the marks that part slots are used up"
        return Slot(text, len(makers) - 1)

    def shown(self, path: str) -> Slot:
        """Give the slot of what a column shows.

        Raises:
            KeyError: The resource has no such column, or it is secret.
        """
        return self._shown[path]

    def sorted(self, path: str) -> Slot:
        """Give the slot whose text has the order of a column.

        Raises:
            KeyError: The resource has no such column, or it is secret.
        """
        return self._sorted[path]

    def is_numeric(self, path: str) -> bool:
        """Tell whether a column is compared by `ordered` numbers."""
        column = next((each for each in self.resource.columns if each.path == path), None)
        return column is not None and column.kind in _NUMERIC

    def stored(self, row: Row, key: str | None = None) -> StoredRow:
        """Make what is stored of a row, under its own key or the given one; never fails on what Zoom sent."""
        clean = without_secrets(row, self._secret)
        text, odd = _as_json(clean)
        if self._oddities is not None:
            odd += self._oddities(row)
        return StoredRow(
            key=_storable(key_of(self.resource, row) if key is None else key),
            json=text,
            seen=_chain(self._makers["seen"], clean),
            rest=_chain(self._makers["rest"], clean),
            odd=odd,
        )


def _storable(key: str) -> str:
    return key if key.isascii() and key.isprintable() else _UNSEARCHABLE.sub("\ufffd", key)


def _signature(resource: Resource) -> str:
    from hashlib import blake2b

    parts = [
        (each.path, *each.also, each.kind.value, each.hidden, each.table, each.short, each.show is not None)
        for each in resource.columns
    ]
    return blake2b(repr((_LAYOUT, resource.key, parts)).encode(), digest_size=8).hexdigest()


def _as_json(row: Row) -> tuple[str, int]:
    """Give JSON that SQLite can hold, and 1 if something in the row is no JSON or no text."""
    try:
        text = json.dumps(row, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=str)
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(row, separators=(",", ":"), default=str), 1
    except ValueError:
        return json.dumps(_finite(row), separators=(",", ":"), default=str), 1
    return text, 0


def _finite(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    return value


def _chain(makers: Iterable[Callable[[Row], str]], row: Row) -> str:
    parts: list[str] = []
    mark = MARKS
    for maker in makers:
        parts.append(chr(mark))
        parts.append(maker(row))
        mark += 1
    parts.append(chr(mark))
    return "".join(parts)


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float) else _words(value)


def _words(value: Any) -> str:
    """Give the scalars of a value as one text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        name = value.get("name") or value.get("display_name") or value.get("number")
        return name if isinstance(name, str) else " ".join(filter(None, map(_words, value.values())))
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_words, value)))
    return str(value)


def _folded(value: Any) -> str:
    return searchable(_words(value)[:_LONGEST])


def _shown_text(column: Column) -> Callable[[Row], str]:
    """Give what makes the searchable forms of a column's value, as it is shown and as it was sent."""
    show, forms = column.show, _forms(column)

    def plain(row: Row) -> str:
        return _folded(value_of(column, row))

    def made(row: Row) -> str:
        value = value_of(column, row) if show is None else _made(show, row)
        if value is None or value == "":
            return ""
        texts = [_folded(value), *map(searchable, forms(value))]
        return ALTERNATIVE.join(dict.fromkeys(filter(None, texts)))

    if show is None and forms is _no_forms:
        return plain
    return made


def _made(show: Callable[[Row], object], row: Row) -> object:
    try:
        return show(row)
    except (TypeError, ValueError, AttributeError, LookupError):
        return None


def _no_forms(value: Any) -> list[str]:
    return []


def _forms(column: Column) -> Callable[[Any], list[str]]:
    """Give what makes the other forms of a value, beside the one that was sent."""
    if column.kind in {Kind.NUMBER, Kind.EXTENSION}:
        return lambda value: [number_of(_plain(value))]
    if column.kind is Kind.FLAG:
        return _flag_forms
    if column.table:
        return lambda value: _code_forms(column.table, value)
    if column.short:
        short = dict(column.short)
        return lambda value: [short.get(value, ""), _words(value).replace("_", " ")] if isinstance(value, str) else []
    if column.kind is Kind.STATUS:
        return lambda value: [_words(value).replace("_", " ")]
    return _no_forms


def _flag_forms(value: Any) -> list[str]:
    text = _words(value).casefold()
    return ["yes", "true"] if text in _YES else ["no", "false"] if text in _NO else []


def _code_forms(table: str, value: Any) -> list[str]:
    from ztui.contract.codes import name_of

    return [name_of(table, value)] if isinstance(value, int | str) and not isinstance(value, bool) else []
