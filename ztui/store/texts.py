"""The texts by which SQL filters and sorts: folded words, and numbers whose texts have the order of their values."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ztui.core.text import fold
from ztui.core.times import parse_instant
from ztui.resources.model import Kind
from ztui.resources.rows import text_of

if TYPE_CHECKING:
    from ztui.resources.model import Column

__all__ = [
    "ALTERNATIVE",
    "MARKS",
    "folded",
    "forms_of",
    "instant_text",
    "is_id",
    "number_of",
    "ordered",
    "plain",
    "searchable",
    "storable",
    "when",
]

MARKS = 0xE000
"""First of the characters that part slots."""
ALTERNATIVE = "\ue0ff"
"""Parts the forms of one value (`no_answer`, `no answer`)."""

_UNSEARCHABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ue000-\ue0ff]")
_ID = re.compile(r"(?=.*\d)[\w+/=.-]{16,}", re.ASCII)
_CALL = re.compile(r"\d{8}-[0-9a-f][0-9a-f-]*", re.ASCII)
_PUNCTUATION = str.maketrans("", "", "+-(). /\u00a0")
_DAY = 10
_LONGEST = 1000
_YES = frozenset({"true", "yes", "on", "1"})
_NO = frozenset({"false", "no", "off", "0"})
_FLIPPED = str.maketrans("0123456789", "9876543210")

Forms = Callable[[Any], list[str]]
"""Gives other forms of a value, unfolded."""


def searchable(text: str) -> str:
    """Fold a text as stored texts and filters are folded: no case, no accents, control characters are spaces."""
    folded = fold(text)
    if folded.isascii() and folded.isprintable():
        return folded
    return _UNSEARCHABLE.sub(" ", folded)


def is_id(text: str) -> bool:
    """Tell whether a word looks like an id, or the beginning of one.

    It is long, with a digit, and nothing between that is not in ids; ids of calls begin with a day and a dash.
    """
    return _ID.fullmatch(text) is not None or _CALL.fullmatch(text) is not None


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
    digits = whole + (f".{fraction}" if fraction else "")
    if not plain.startswith("-"):
        return f"5{size:02d}{digits}"
    return f"4{99 - size:02d}{digits.translate(_FLIPPED)}:"


def instant_text(instant: datetime) -> str:
    """Write an instant so that texts have the order of instants, as SQLite reads it: `2026-11-21 14:05:00`, in UTC."""
    return instant.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S") if instant.year > 999 else ""


def when(value: Any) -> str:
    """Give a value of a column of times: an instant or a day in their order; what is neither comes after all."""
    found = parse_instant(value)
    if found is None:
        return f"~{folded(value)}" if value is not None and value != "" else ""
    return str(value) if len(value) == _DAY else instant_text(found) or f"~{folded(value)}"


def storable(key: str) -> str:
    """Give a key that SQLite can hold and a terminal can name."""
    return key if key.isascii() and key.isprintable() else _UNSEARCHABLE.sub("\ufffd", key)


def plain(value: Any) -> Any:
    """Give a scalar as it is, anything else as one text."""
    return value if value is None or isinstance(value, str | int | float) else text_of(value)


def folded(value: Any) -> str:
    """Give a value of any type as one searchable text."""
    return searchable(text_of(value)[:_LONGEST])


def forms_of(column: Column) -> Forms | None:
    """Give what makes the other forms of a column's value, beside the one that was sent; None if there are none."""
    if column.kind in {Kind.NUMBER, Kind.EXTENSION}:
        return lambda value: [number_of(plain(value))]
    if column.kind is Kind.FLAG:
        return _flag_forms
    made: list[Forms] = []
    if column.short:
        short = dict(column.short)
        made.append(lambda value: [short.get(value, "")] if isinstance(value, str) else [])
    if column.words:
        words = dict(column.words)
        made.append(lambda value: [words.get(value, "")] if isinstance(value, str) else [])
    if column.table:
        made.append(lambda value: _code_forms(column.table, value))
    if column.short or column.kind is Kind.STATUS:
        made.append(_spaced)
    return (lambda value: [form for forms in made for form in forms(value)]) if made else None


def _spaced(value: Any) -> list[str]:
    return [text_of(value).replace("_", " ")]


def _flag_forms(value: Any) -> list[str]:
    text = text_of(value).casefold()
    return ["yes", "true"] if text in _YES else ["no", "false"] if text in _NO else []


def _code_forms(table: str, value: Any) -> list[str]:
    from ztui.contract.codes import name_of

    return [name_of(table, value)] if isinstance(value, int | str) and not isinstance(value, bool) else []
