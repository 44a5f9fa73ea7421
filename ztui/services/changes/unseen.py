"""Characters that nobody sees and that change what others see: they come with a paste, and are wanted in no name."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

__all__ = ["unseen_in"]

_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Control characters, ends of lines, what turns the direction of writing, and halves of characters."""
_OF_LINES = re.compile("[\t\n\r]")
_LONG_TEXT = re.compile(r"description|message|note|comment|content|text|reason|instruction|template", re.IGNORECASE)
"""Names of fields whose texts have lines."""
_CALLED = {"\n": "an end of line", "\r": "an end of line", "\t": "a tab", "\x1b": "an escape character"}


def unseen_in(name: str, value: Any) -> str:
    """Say what a text has that nobody sees.

    Args:
        name: The field, as its path in the body.
        value: Its value; lists of texts are looked through.

    Returns:
        The reason, "" for none.
    """
    if isinstance(value, list | tuple):
        return next(filter(None, (unseen_in(name, each) for each in value)), "")
    if not isinstance(value, str):
        return ""
    looked_at = _OF_LINES.sub("", value) if _LONG_TEXT.search(name.rpartition(".")[2]) else value
    found = _ACTING.search(looked_at)
    if found is None:
        return ""
    char = found.group()
    called = _CALLED.get(char) or unicodedata.name(char, "a control character").lower()
    return f"has {called} (U+{ord(char):04X}), which nobody sees: take it out"
