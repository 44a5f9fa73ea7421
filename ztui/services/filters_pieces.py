"""The pieces of a filter as typed: where each stands, its name and sign, and its value without quotes and stars."""

from __future__ import annotations

import re

from ztui.core.dataclass import dataclass
from ztui.core.errors import ZtuiError
from ztui.store.terms import Match

__all__ = ["FilterError", "Piece", "pieces", "unreadable"]

_FIELD = re.compile(r"([A-Za-z_][\w.\-\[\]|]*?)(!=|>=|<=|:|=|>|<)")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)("?)')
_ESCAPED = re.compile(r"\\(.)")
_STAR = "*"


class FilterError(ZtuiError):
    """A term that cannot be read.

    Attributes:
        start: Where the term begins in the text, in characters.
        end: Where it ends.
    """

    exit_code = 2

    def __init__(self, message: str, hint: str, start: int, end: int) -> None:
        """Take what is wrong, the way out, and which part of the text it is."""
        super().__init__(message, hint)
        self.start = start
        self.end = end


@dataclass(frozen=True, slots=True)
class Piece:
    """One term as typed.

    Attributes:
        start: Where it begins in the text.
        end: Where it ends.
        negated: It has an odd number of `!`.
        field: The name before the sign, "" without one.
        match: The sign, None without one.
        value: What comes behind it, or the word.
        is_open: Its quote is not closed.
        is_quoted: The value stands in quotes, so that nothing in it is a sign.
    """

    start: int
    end: int
    negated: bool
    field: str
    match: Match | None
    value: str
    is_open: bool = False
    is_quoted: bool = False

    @property
    def begins(self) -> bool:
        """Whether a star at the end says that what is looked for begins with the value."""
        return not self.is_quoted and len(self.value) > 1 and self.value.endswith(_STAR) and self.value[0] != _STAR

    @property
    def ends(self) -> bool:
        """Whether a star at the beginning says that what is looked for ends with the value."""
        return not self.is_quoted and len(self.value) > 1 and self.value.startswith(_STAR) and self.value[-1] != _STAR

    @property
    def has_stars(self) -> bool:
        """Whether there is a star at either end."""
        return not self.is_quoted and (self.value.startswith(_STAR) or self.value.endswith(_STAR))

    @property
    def bare(self) -> str:
        """Give the value without its stars."""
        return self.value.strip(_STAR) if self.has_stars else self.value


def pieces(text: str) -> list[Piece]:
    """Part a text at its spaces, but for those in quotes."""
    found: list[Piece] = []
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        piece = _piece(text, place)
        found.append(piece)
        place = piece.end
    return found


def _piece(text: str, start: int) -> Piece:
    place = start
    negated = text.startswith("!", place)
    place += negated
    field, match = "", None
    found = _FIELD.match(text, place)
    if found:
        field, match, place = found[1], Match(found[2]), found.end()
        if match is Match.HAS and text.startswith("!", place):
            negated = not negated
            place += 1
    quoted = _QUOTED.match(text, place)
    is_open = quoted is not None and not quoted[2]
    if quoted:
        value, end = _ESCAPED.sub(r"\1", quoted[1]), quoted.end()
    else:
        end = next((at for at in range(place, len(text)) if text[at].isspace()), len(text))
        value = text[place:end]
    return Piece(start, end, negated, field, match, value, is_open, quoted is not None)


def unreadable(piece: Piece, message: str, hint: str) -> FilterError:
    """Make the error of a piece that cannot be read."""
    return FilterError(message, hint, piece.start, piece.end)
