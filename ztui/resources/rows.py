"""Reading values out of rows by path: `site.name`, `phone_numbers[0].number`, `call_history_uuid|id`.

Rows are what Zoom sent, so nothing is taken for granted: where the path leads nowhere, the value is None.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ztui.resources.model import Column, Field, Resource, Row

__all__ = ["key_of", "label_of", "text_of", "value_at", "value_of"]

_MOST = 50
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
KEY_JOINT = "+"
"""Joins the paths of a key, and the parts of its value."""


@lru_cache(maxsize=2048)
def _steps(path: str) -> tuple[str | int, ...]:
    return tuple(int(index) if index else name for name, index in _STEP.findall(path))


def _follow(row: Row, path: str) -> Any:
    value: Any = row
    for step in _steps(path):
        if isinstance(step, str):
            if type(value) is not dict and not isinstance(value, Mapping):
                return None
            value = value.get(step)
        else:
            if not isinstance(value, Sequence) or isinstance(value, str) or step >= len(value):
                return None
            value = value[step]
        if value is None:
            return None
    return value


def value_at(row: Row, path: str) -> Any:
    """Give the value at a path, None where there is none.

    Args:
        row: One object as Zoom sent it.
        path: Dotted names with `[n]` for elements of arrays; `a|b` gives `b` where `a` is missing, null or "".

    Returns:
        The raw value, of whatever type it was sent.
    """
    if "|" not in path:
        # Most paths are one name in what JSON made; lists of a hundred thousand rows are read by them.
        return row.get(path) if type(row) is dict and path.isidentifier() else _follow(row, path)
    for each in path.split("|"):
        value = _follow(row, each)
        if value is not None and value != "":
            return value
    return None


def value_of(part: Column | Field, row: Row) -> Any:
    """Give the raw value of a column or field: computed, at its path, or at the first of its other paths with one."""
    if part.computed is not None:
        return part.computed(row)
    value = value_at(row, part.path)
    if (value is None or value == "") and part.also:
        return value_at(row, "|".join(part.also))
    return value


def text_of(value: object) -> str:
    """Give a value of any type as people read it: lists with commas, objects by their name, else as compact JSON.

    Args:
        value: What stands in a row, perhaps of a type that nobody expected.

    Returns:
        One text, raw (not yet safe to show); "" for None. Of a list at most 50 elements.
    """
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(text_of, value[:_MOST])))
    if isinstance(value, Mapping):
        name = value.get("name") or value.get("display_name") or value.get("number")
        if isinstance(name, str):
            return name
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    return str(value)


def key_of(resource: Resource, row: Row) -> str:
    """Give the domain id of a row as text, "" where it has none.

    The parts of a joined key are joined by `+`; a missing part is left empty as long as one is there.
    """
    paths = _key_paths(resource.key)
    parts = ["" if value is None else str(value) for value in [value_at(row, path) for path in paths]]
    return KEY_JOINT.join(parts) if any(parts) else ""


@lru_cache(maxsize=256)
def _key_paths(key: str) -> tuple[str, ...]:
    return tuple(key.split(KEY_JOINT))


def label_of(resource: Resource, row: Row) -> str:
    """Give what the object is called, raw; its key where it has no name."""
    if resource.called is not None and (name := resource.called(row)):
        return name
    label = resource.label_path
    column = resource.column(label)
    value = value_of(column, row) if column is not None else value_at(row, label)
    return key_of(resource, row) if value is None or value == "" else text_of(value)
