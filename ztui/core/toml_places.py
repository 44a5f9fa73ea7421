"""Where the keys of a TOML file stand: what is wrong with a setting is told with its line and column."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Place", "Places", "places"]

_SPACE = re.compile(r"\s*")
_HEADER = re.compile(r"\s*\[\[?")

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text: line and column from 1 on; line 0 is nowhere."""

    line: int = 0
    column: int = 0


class Places:
    """The places of a file's keys and of their values."""

    def __init__(self, keys: Mapping[Path, Place], values: Mapping[Path, Place]) -> None:
        """Take both by the path of the key."""
        self._keys = keys
        self._values = values

    def key(self, path: Path) -> Place:
        """Give where a key stands; of one inside of an inline table the place of the table."""
        return _nearest(self._keys, path)

    def value(self, path: Path) -> Place:
        """Give where the value of a key begins, as `key` does; of what has none, the place of the key."""
        return _nearest({**self._keys, **self._values}, path)


def places(text: str) -> Places:
    """Find where the keys of a TOML file stand.

    Args:
        text: A file that TOML's own parser takes.
    """
    keys: dict[Path, Place] = {}
    values: dict[Path, Place] = {}
    table: Path = ()
    for line, statement in _statements(text.replace("\r\n", "\n")):
        header = _HEADER.match(statement)
        if header is not None:
            table = _path_of(tomllib.loads(statement))
            keys.setdefault(table, Place(line, header.end() + 1))
            continue
        end = _end_of_key(statement)
        path = (*table, *_path_of(tomllib.loads(statement[:end] + "=0")))
        begin = _SPACE.match(statement)
        after = _SPACE.match(statement, end + 1)
        assert begin is not None
        assert after is not None
        keys.setdefault(path, Place(line, begin.end() + 1))
        values.setdefault(path, Place(line, after.end() + 1))
    return Places(keys, values)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Give each table's head and each setting with the line it begins in; a value may go over several lines."""
    begun, first = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        first = first if begun else number
        begun = f"{begun}\n{line}" if begun else line
        try:
            is_something = bool(tomllib.loads(begun))
        except tomllib.TOMLDecodeError:
            continue
        if is_something:
            yield first, begun
        begun = ""


def _end_of_key(statement: str) -> int:
    """Give where the `=` behind a key is; a key in quotes may have one of its own."""
    end = statement.find("=")
    while end >= 0:
        try:
            tomllib.loads(statement[:end] + "=0")
        except tomllib.TOMLDecodeError:
            end = statement.find("=", end + 1)
        else:
            return end
    raise ValueError(statement)


def _path_of(data: Mapping[str, Any]) -> Path:
    """Give the names on the way to the only thing in a parsed statement."""
    path: list[str] = []
    inner: Any = data
    while isinstance(inner, dict) and len(inner) == 1:
        (name, inner) = next(iter(inner.items()))
        path.append(name)
        if isinstance(inner, list):
            inner = inner[0] if inner else None
    return tuple(path)


def _nearest(known: Mapping[Path, Place], path: Path) -> Place:
    for length in range(len(path), 0, -1):
        if path[:length] in known:
            return known[path[:length]]
    return next((place for each, place in known.items() if each[: len(path)] == path), Place())
