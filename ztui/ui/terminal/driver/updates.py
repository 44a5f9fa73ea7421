"""Reading what Textual sends for one update: pieces of rows, each after a move of the cursor."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from .cells import NotUnderstood
from .lines import Line, parse_line

if TYPE_CHECKING:
    from .cells import Palette

__all__ = ["Piece", "Update", "UpdateParser", "is_update"]

_MOVE = re.compile(r"\x1b\[([0-9]+);([0-9]+)H")
_KEPT = 2048


@dataclass(frozen=True, slots=True)
class Piece:
    """Cells that are to be shown from a place on.

    Attributes:
        row: From 0.
        column: From 0.
        line: The cells.
    """

    row: int
    column: int
    line: Line


@dataclass(frozen=True, slots=True)
class Update:
    """What is to be shown.

    Attributes:
        pieces: In their order; a later one lies over an earlier one.
        cursor: Row and column at which the cursor is left, from 0.
    """

    pieces: tuple[Piece, ...]
    cursor: tuple[int, int]


def is_update(data: str) -> bool:
    """Tell whether data begins as an update does, and not as a mode, a title or a text for the clipboard."""
    return _MOVE.match(data.lstrip("\n")) is not None


class UpdateParser:
    """Reads updates; the cells of a piece are kept by its text, since most pieces come again on this row or another.

    Args:
        palette: Makes the styles.
    """

    def __init__(self, palette: Palette) -> None:
        self.palette = palette
        self._lines: dict[str, Line] = {}

    def parse(self, data: str) -> Update:
        """Read an update.

        Raises:
            NotUnderstood: It is none, or there is something else in it.
        """
        before, *parts = _MOVE.split(data)
        if before.strip("\n") or not parts:
            raise NotUnderstood(repr(before))
        pieces: list[Piece] = []
        row, column, text = 0, 0, ""
        for at in range(0, len(parts), 3):
            row, column = int(parts[at]) - 1, int(parts[at + 1]) - 1
            text = parts[at + 2].rstrip("\n")
            if text:
                pieces.append(Piece(row, column, self._line(text)))
        if text:
            raise NotUnderstood("The cursor is left behind a text.")
        return Update(tuple(pieces), (row, column))

    def _line(self, text: str) -> Line:
        line = self._lines.get(text)
        if line is None:
            if len(self._lines) >= _KEPT:
                for old in list(islice(self._lines, _KEPT // 2)):
                    del self._lines[old]
            line = self._lines[text] = parse_line(text, self.palette)
        return line
