"""JSON for people and terminals: what Zoom sent, unchanged in meaning, harmless when printed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["escaped", "json_text", "texts_in"]

_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def json_text(value: Any, indent: int | None = None, *, ascii: bool = False) -> str:
    r"""Write a value as JSON whose control and bidi characters are escaped.

    Args:
        value: What Zoom sent, or anything that JSON can hold; other types are written as their `str`.
        indent: Spaces of a level, None for one line.
        ascii: Every character beyond ASCII is escaped too, for a stream that does not take them.

    Returns:
        JSON that reads back as the same value. C0, C1, bidi controls, line separators and lone surrogates stand in it
        as `\uXXXX`; all other characters as they are.
    """
    return escaped(json.dumps(value, ensure_ascii=ascii, indent=indent, default=str))


def escaped(text: str) -> str:
    r"""Escape in JSON what could act on a terminal or hide in it; the JSON means the same.

    Args:
        text: JSON, whose control characters below the space are escaped already, as JSON demands.
    """
    text = _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def texts_in(value: Any) -> Iterator[str]:
    """Give all texts in a value of JSON, however deep, but the names of its fields; in no order."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Mapping):
            waiting += each.values()
        elif isinstance(each, list | tuple):
            waiting += each
        elif isinstance(each, str):
            yield each
