"""Limits and formats of single values: lengths, ranges, dates, hours, e-mail addresses."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ztui.contract.details import Schema

__all__ = ["check_format"]

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})?")
_TIME = re.compile(r"\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+")
_INTEGERS = {"int32": 2**31, "int64": 2**63}


def check_format(schema: Schema, value: Any) -> str:
    """Say what is wrong with a text or a number by the limits, pattern and format of `schema`; "" when nothing is."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, str):
        return _text_problem(schema, value)
    return _number_problem(schema, value)


def _text_problem(schema: Schema, value: str) -> str:
    """Judge a text; lengths are in characters."""
    least = schema.get("minLength", schema.get("minimum"))
    most = schema.get("maxLength")
    if most is not None and len(value) > most:
        return f"takes at most {most} characters, not {len(value)}"
    if least is not None and len(value) < least:
        return f"takes at least {least} characters"
    pattern = schema.get("pattern")
    if pattern is not None and re.search(pattern, value) is None:
        return f"must match {pattern}"
    known = _FORMATS.get(schema.get("format", ""))
    return "" if known is None or known[0](value) else f"must be {known[1]}"


def _number_problem(schema: Schema, value: float) -> str:
    """Judge a number."""
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is not None and value < least:
        return f"must be at least {least}"
    if most is not None and value > most:
        return f"must be at most {most}"
    bound = _INTEGERS.get(schema.get("format", ""))
    return f"must fit in {schema['format']}" if bound is not None and not -bound <= value < bound else ""


def _reads(read: Callable[[str], object], text: str) -> bool:
    """Tell whether `read` takes the text."""
    try:
        read(text)
    except ValueError:
        return False
    return True


def _is_date(text: str) -> bool:
    return _DATE.fullmatch(text) is not None and _reads(date.fromisoformat, text)


def _is_instant(text: str) -> bool:
    """Tell whether the text is a date and a time; the zone may be left out, which some fields ask for."""
    return _INSTANT.fullmatch(text) is not None and _reads(datetime.fromisoformat, text)


def _is_time(text: str) -> bool:
    """Tell whether the text is a time of day; the contract says seconds, Zoom sends and takes `HH:mm`."""
    return _TIME.fullmatch(text) is not None and _reads(time.fromisoformat, text)


_FORMATS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "date": (_is_date, "a date such as 2026-11-21"),
    "date-time": (_is_instant, "a date and time such as 2026-11-21T14:05:00Z"),
    "date-or-time": (
        lambda text: _is_date(text) or _is_instant(text),
        "a date such as 2026-11-21 or an instant such as 2026-11-21T14:05:00Z",
    ),
    "time": (_is_time, "a time such as 09:30"),
    "email": (lambda text: _EMAIL.fullmatch(text) is not None, "an e-mail address"),
    "url": (lambda text: _URL.fullmatch(text) is not None, "a URL"),
}
