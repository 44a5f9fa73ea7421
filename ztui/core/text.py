"""What is shown, made from what was sent: the one place where foreign text becomes safe to display.

A caller's name is data. It may hold escape sequences, bidi controls, line breaks or markup. `display()` turns any
value into a `Display`, the only type that widgets, tables, toasts and CSV take. Markup is no concern here: widgets
take `Display` as literal text.
"""

from __future__ import annotations

import unicodedata
from typing import NewType

__all__ = ["REPLACEMENT", "Display", "display", "fold"]

Display = NewType("Display", str)
"""Text that holds no control or bidi character and no line break."""

REPLACEMENT = "\ufffd"
LONGEST = 4000
"""Characters of a shown text; what is longer ends in an ellipsis, the raw value stays in the store."""

_ZWJ = "\u200d"
_ZWNJ = "\u200c"
_JOINERS = frozenset({_ZWJ, _ZWNJ})
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SPACES = frozenset({"\u00a0", "\u202f", "\u2007"})


def _is_variation(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def _is_tag(char: str) -> bool:
    return "\U000e0020" <= char <= "\U000e007f"


def _attaches(previous: str) -> bool:
    """Tell whether a joiner or a variation selector may stand after this character."""
    return bool(previous) and previous != REPLACEMENT and not previous.isspace()


def _safe(text: str) -> str:
    out: list[str] = []
    previous = ""
    for char in text:
        if char.isprintable() and char not in _BIDI:
            kept = char
        elif char in _SPACES:
            kept = " "
        elif (char in _JOINERS or _is_variation(char) or _is_tag(char)) and _attaches(previous):
            kept = char
        else:
            kept = REPLACEMENT
        out.append(kept)
        previous = kept
    return "".join(out)


def display(value: object, longest: int = LONGEST) -> Display:
    """Make any value safe to show on one line.

    Args:
        value: What Zoom sent, or our own text. None becomes "", other types their `str`.
        longest: Characters kept; a longer text is cut and ends in an ellipsis.

    Returns:
        The text with control characters, line breaks, bidi controls and lone joiners replaced by U+FFFD. Joiners
        and variation selectors inside a grapheme stay.
    """
    if value is None:
        return Display("")
    text = value if isinstance(value, str) else str(value)
    if len(text) > longest:
        text = text[: max(longest - 1, 0)] + "\u2026"
    if text.isascii() and text.isprintable():
        return Display(text)
    return Display(_safe(text))


def fold(text: str) -> str:
    """Fold a text for searching: case and accents do not count, and `ß` finds `ss`."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
