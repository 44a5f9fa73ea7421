"""What is shown, made from what was sent: the one place where foreign text becomes safe to display.

A caller's name is data. It may hold escape sequences, bidi controls, line breaks or markup. `display()` turns any
value into a `Display`, the only type that widgets, tables, toasts and CSV take. Markup is no concern here: widgets
take `Display` as literal text.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NewType

__all__ = ["REPLACEMENT", "Display", "display", "fold"]

Display = NewType("Display", str)
"""Text that holds no control or bidi character and no line break."""

REPLACEMENT = "\ufffd"
LONGEST = 4000
"""Characters of a shown text; what is longer ends in an ellipsis, the raw value stays in the store."""

_JOINERS = frozenset("\u200c\u200d")
_FLAG = "\U0001f3f4"
"""The black flag, the only character that tags may follow (flags of regions); elsewhere they are hidden text."""

_MOST_MARKS = 30
"""Marks upon one character, as in Unicode's stream-safe text; a taller pile is an attack on the line."""


def _is_tag(char: str) -> bool:
    return "\U000e0020" <= char <= "\U000e007f"


class _Cleaner:
    """Goes through a text once, with what was kept before in mind."""

    def __init__(self) -> None:
        self.base = ""  # the last character with a body of its own
        self.marks = 0  # what was put upon it since

    def kept(self, char: str) -> str:
        """Give what stands for the next character."""
        category = unicodedata.category(char)
        if category == "Zs":
            return self.body(" ")
        if category in {"Mn", "Me"}:  # accents, vowel signs, variation selectors
            return self.mark(char, allowed=bool(self.base))
        if char in _JOINERS:
            return self.mark(char, allowed=self.base not in {"", " ", REPLACEMENT} and not self.base.isascii())
        if _is_tag(char):
            return self.mark(char, allowed=self.base == _FLAG)
        return self.body(char if char.isprintable() else REPLACEMENT)

    def body(self, char: str) -> str:
        self.base, self.marks = char, 0
        return char

    def mark(self, char: str, *, allowed: bool) -> str:
        if not allowed or self.marks >= _MOST_MARKS:
            return self.body(REPLACEMENT)
        self.marks += 1
        return char


_RUN = re.compile("[ -~]+|.", re.DOTALL)
"""What needs no look at each character, and single characters that do."""


def _safe(text: str) -> str:
    cleaner = _Cleaner()
    out: list[str] = []
    for match in _RUN.finditer(text):
        piece = match[0]
        if piece.isascii() and piece.isprintable():
            cleaner.body(piece[-1])
            out.append(piece)
        else:
            out.append(cleaner.kept(piece))
    return "".join(out)


def display(value: object, longest: int = LONGEST) -> Display:
    """Make any value safe to show on one line.

    Args:
        value: What Zoom sent, or our own text. None becomes "", other types their `str`.
        longest: Characters kept; a longer text is cut and ends in an ellipsis.

    Returns:
        The text with control characters, line breaks, bidi controls, hidden tags, lone joiners and marks replaced by
        U+FFFD, and spaces of every width by plain ones. Joiners and variation selectors inside a grapheme stay.
    """
    if value is None:
        return Display("")
    try:
        text = value if isinstance(value, str) else str(value)
    except (ValueError, RecursionError):  # an integer of thousands of digits, a list within itself
        return Display(REPLACEMENT)
    if len(text) > longest:
        text = text[: max(longest - 1, 0)] + "\u2026"
    if text.isascii() and text.isprintable():
        return Display(text)
    return Display(_safe(text))


def fold(text: str) -> str:
    """Fold a text for searching: case and accents do not count, and `ß` finds `ss`."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).casefold()
    return "".join(char for char in decomposed if not unicodedata.combining(char))
