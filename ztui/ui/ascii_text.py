"""Text for a terminal or a locale that knows ASCII only: the letter that comes nearest, cell for cell.

It is the last thing that happens to what is painted, so that nothing else arrives whoever wrote it: a name from Zoom, a
border, a scroll bar. What is copied, saved or sent is not touched.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from rich.cells import split_graphemes
from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color

__all__ = ["AsciiSigns", "AsciiText", "in_ascii"]

_NO_LETTER = "?"
_NEAREST = {
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f", " "),
    **dict.fromkeys("‐‑‒–—―−─━╌╴╶", "-"),
    **dict.fromkeys("‘’‚‛′", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("│┃╎▏▎▍▌▐", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝", "+"),
    **dict.fromkeys("█▉▊▋▇▆▅▄▓▒", "#"),
    **dict.fromkeys("▁▂▃", "_"),
    **dict.fromkeys("▸→▶", ">"),
    **dict.fromkeys("←◀", "<"),
    **dict.fromkeys("↑▲", "^"),
    **dict.fromkeys("↓▼", "v"),
    **dict.fromkeys("•●◆■✓✔", "*"),
    **dict.fromkeys("·░", "."),
    **dict(zip("×÷ßæÆœŒøØđĐðÐþÞłŁħĦıŋŊ…", "x:saAoOoOdDdDtTlLhHinN~", strict=True)),
}


@lru_cache(4096)
def in_ascii(text: str) -> str:
    """Write a text in ASCII, as many cells wide as it is.

    Args:
        text: What is to be shown, without control characters.

    Returns:
        Letters without their marks, the nearest sign, or `?` where there is none.
    """
    if text.isascii():
        return text
    return "".join(_nearest(text[start:end], cells) for start, end, cells in split_graphemes(text)[0])


def _nearest(grapheme: str, cells: int) -> str:
    if grapheme.isascii() or grapheme in _NEAREST:
        return _NEAREST.get(grapheme, grapheme)
    plain = "".join(_NEAREST.get(char, char) for char in unicodedata.normalize("NFKD", grapheme))
    letters = "".join(char for char in plain if char.isascii() and char.isprintable())
    return (letters or _NO_LETTER * cells)[:cells].ljust(cells)


class AsciiText(LineFilter):
    """Writes every line that is painted in ASCII."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Give the segments of a line in ASCII."""
        return [
            each if each.control or each.text.isascii() else Segment(in_ascii(each.text), each.style)
            for each in segments
        ]


class AsciiSigns(LineFilter):
    """Writes the signs in ASCII that stand between words; names from Zoom keep their letters."""

    SIGNS: ClassVar[dict[int, str]] = str.maketrans({"…": "~", "·": "-", "–": "-", "—": "-", "−": "-"})

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Give the segments of a line with plain signs."""
        return [
            each if each.control or each.text.isascii() else Segment(each.text.translate(self.SIGNS), each.style)
            for each in segments
        ]
