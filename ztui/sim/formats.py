"""The formats that the contract names, as the simulator reads them: it shares no rule with the client's own check.

Zoom API: instants are `yyyy-MM-ddTHH:mm:ssZ`, some with milliseconds, some local and without zone; hours are `HH:mm`
although their schema says `time`.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["FORMATS", "is_date_or_instant"]


def _is_date(text: str) -> bool:
    """Tell whether it is `yyyy-MM-dd`."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_instant(text: str) -> bool:
    """Tell whether it is a date, a `T`, a time to the second or finer, and a zone or none."""
    day, mark, rest = text.partition("T")
    if not mark or not _is_date(day) or len(rest) < 8 or rest[2] != ":" or rest[5] != ":":
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return text.isascii()


def _is_time(text: str) -> bool:
    """Tell whether it is `HH:mm` or `HH:mm:ss`."""
    try:
        read = time.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        return False
    return text.removesuffix("Z") in (read.isoformat("minutes"), read.isoformat("seconds"))


def _is_email(text: str) -> bool:
    """Tell whether it is one name at one host."""
    name, mark, host = text.partition("@")
    return bool(name and mark and host) and "@" not in host and not any(char.isspace() for char in text)


def _is_url(text: str) -> bool:
    """Tell whether it has a scheme and a host."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return bool(parts.scheme and parts.netloc) and not any(char.isspace() for char in text)


def is_date_or_instant(text: str) -> bool:
    """Tell whether it is one of the two forms that `from` and `to` take."""
    return _is_date(text) or _is_instant(text)


def _text(test: Callable[[str], bool]) -> Callable[[object], bool]:
    """Make the test of a text one of any value: what is no text has another rule to fail."""
    return lambda value: not isinstance(value, str) or test(value)


def _bits(count: int) -> Callable[[object], bool]:
    """Give the test of a signed integer of that many bits."""
    return lambda value: not isinstance(value, int) or -(1 << count - 1) <= value < 1 << count - 1


FORMATS: Mapping[str, Callable[[object], bool]] = {
    "date": _text(_is_date),
    "date-time": _text(_is_instant),
    "time": _text(_is_time),
    "email": _text(_is_email),
    "url": _text(_is_url),
    "int32": _bits(32),
    "int64": _bits(64),
}
"""What tells by the name of a format whether a value has it."""
