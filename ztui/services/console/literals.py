"""JSON as it is typed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["as_json", "from_json"]

_DEEPEST = 100


def from_json(text: str) -> Any:
    """Read JSON as JSON knows it.

    Raises:
        ValueError: It is none, as `NaN` is none; it names a field twice; or it is nested deeper than any request is.
    """
    try:
        value = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_once)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if "\\" in text:
        try:
            as_json(value).encode()
        except UnicodeEncodeError:
            raise ValueError("a text holds half a character (a lone surrogate)") from None
    level = [value]
    for _ in range(_DEEPEST):
        level = [inner for each in level for inner in _within(each)]
        if not level:
            return value
    raise ValueError("nested too deep")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object of which every field is named once; which of two values is meant nobody can tell."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in found if names.count(name) > 1)
        raise ValueError(f"'{twice}' is named twice")
    return found


def _within(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def as_json(value: Any, indent: int | None = None) -> str:
    """Write a value as JSON; characters stay as they are."""
    return json.dumps(value, ensure_ascii=False, indent=indent)
