"""JSON in which it is known where everything stands, so that a mistake is told with its line and column."""

from __future__ import annotations

import json
import re
from typing import Any

from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError
from ztui.services.console.literals import from_json

__all__ = ["Placed", "read_placed"]

_BLANK = re.compile(r"[ \t\n\r]*")
_LITERAL = re.compile(r"[^\s,\]}]+")
_DECODER = json.JSONDecoder()

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A value of JSON and where the names of its objects stand.

    Attributes:
        text: The JSON.
        value: What it says.
        at: Offset of the name of each member of an object, by the names that lead to it.
    """

    text: str
    value: Any
    at: dict[Path, int]

    def error(self, path: Path, message: str, hint: str = "") -> ConfigError:
        """Make the error for what stands under a name: `message` with line and column."""
        return ConfigError(f"{message} at {_where(self.text, self.at.get(path, 0))}.", hint)


def read_placed(text: str) -> Placed:
    """Read JSON.

    Raises:
        ConfigError: It is none, or names a field twice; the message has line and column.
    """
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ConfigError(f"This is no JSON: {error.msg} at {where}.", "Texts stand in double quotes.") from None
    except RecursionError:
        raise ConfigError("This is no JSON: it is nested too deep at line 1, column 1.") from None
    places = _Places(text)
    places.value(places.blank(0), ())
    if places.twice is not None:
        path, at = places.twice
        raise ConfigError(f"'{path[-1]}' is named twice at {_where(text, at)}.", "Leave one of them.")
    try:
        return Placed(text, from_json(text), places.at)
    except ValueError as error:
        raise ConfigError(f"This is no JSON: {error} at line 1, column 1.") from None


def _where(text: str, offset: int) -> str:
    line = text.count("\n", 0, offset) + 1
    return f"line {line}, column {offset - text.rfind(chr(10), 0, offset)}"


class _Places:
    """Goes through valid JSON once, and notes where the names stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at: dict[Path, int] = {}
        self.twice: tuple[Path, int] | None = None

    def blank(self, offset: int) -> int:
        found = _BLANK.match(self.text, offset)
        return offset if found is None else found.end()

    def value(self, offset: int, path: Path | None) -> int:
        """Go over a value; gives the offset behind it. The names inside of lists have no path."""
        match self.text[offset]:
            case "{":
                return self.members(offset, path)
            case "[":
                return self.elements(offset)
            case '"':
                return _DECODER.raw_decode(self.text, offset)[1]
            case _:
                found = _LITERAL.match(self.text, offset)
                return offset if found is None else found.end()

    def members(self, offset: int, path: Path | None) -> int:
        offset = self.blank(offset + 1)
        seen: set[str] = set()
        while self.text[offset] != "}":
            name, behind = _DECODER.raw_decode(self.text, offset)
            inner = None if path is None else (*path, str(name))
            if name in seen and self.twice is None:
                self.twice = ((str(name),), offset)
            seen.add(name)
            if inner is not None:
                self.at[inner] = offset
            offset = self._next(self.value(self.blank(self.blank(behind) + 1), inner))
        return offset + 1

    def elements(self, offset: int) -> int:
        offset = self.blank(offset + 1)
        while self.text[offset] != "]":
            offset = self._next(self.value(offset, None))
        return offset + 1

    def _next(self, offset: int) -> int:
        offset = self.blank(offset)
        return self.blank(offset + 1) if self.text[offset] == "," else offset
