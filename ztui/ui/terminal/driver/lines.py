"""Rows of cells, and the text in which Textual, or a kept frame, writes them: printable text, SGR and hyperlinks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .cells import UNKNOWN, Cell, NotUnderstood, Palette

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Frame", "Line", "parse_line", "unknown_line"]

_SEQUENCE = re.compile(r"\x1b\[([0-9;]*)m|\x1b\]8;([^\x07\x1b]*)(?:\x1b\\|\x07)")


class Line:
    """A row of cells, or a part of one. It does not change.

    Attributes:
        cells: The cells.
    """

    __slots__ = ("_blank_from", "_is_doubtful", "_text", "cells")

    def __init__(self, cells: tuple[Cell, ...]) -> None:
        self.cells = cells
        self._text: str | None = None
        self._is_doubtful: bool | None = None
        self._blank_from: int | None = None

    @property
    def text(self) -> str:
        """Give what stands there, without its style."""
        if self._text is None:
            self._text = "".join([cell.text for cell in self.cells])
        return self._text

    @property
    def is_doubtful(self) -> bool:
        """Tell whether there is a grapheme in whose width terminals differ."""
        if self._is_doubtful is None:
            self._is_doubtful = not self.text.isascii() and any(cell.is_doubtful for cell in self.cells)
        return self._is_doubtful

    @property
    def blank_from(self) -> int:
        """Give where the equal blanks at the end begin; the length of the line if there are none."""
        if self._blank_from is None:
            cells = self.cells
            at = len(cells)
            last = cells[-1] if cells and cells[-1].text == " " else None
            while at and cells[at - 1] is last:
                at -= 1
            self._blank_from = at
        return self._blank_from


def parse_line(text: str, palette: Palette) -> Line:
    """Read text with SGR and hyperlinks, which begins plain.

    Raises:
        NotUnderstood: There is anything else in it.
    """
    cells: list[Cell] = []
    style = palette.plain
    pieces = _SEQUENCE.split(text)
    cells += style.cells_of(pieces[0])
    for at in range(1, len(pieces), 3):
        parameters, link, piece = pieces[at : at + 3]
        if parameters is not None:
            style = palette.after(style, parameters)
        else:
            style = palette.linked(style, link if link.partition(";")[2] else "")
        if piece:
            cells += style.cells_of(piece)
    return Line(tuple(cells))


def unknown_line(columns: int) -> Line:
    """Make a row of which nothing is known."""
    return Line((UNKNOWN,) * columns)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a terminal shows, as it can be kept in a file.

    Attributes:
        size: Columns and rows.
        lines: The rows, text with SGR only, blanks at their ends left out where they are plain.
    """

    size: tuple[int, int]
    lines: tuple[str, ...]

    def parse(self, palette: Palette) -> Sequence[Line]:
        """Give the rows as cells.

        Raises:
            NotUnderstood: They do not fit the size, or hold anything but text and SGR.
        """
        return list(self._rows(palette))

    def _rows(self, palette: Palette) -> Iterator[Line]:
        columns, rows = self.size
        blank = palette.plain.cells[" "]
        for text in (*self.lines, *[""] * rows)[:rows]:
            cells = parse_line(text, palette).cells
            if len(cells) > columns:
                raise NotUnderstood(f"{len(cells)} cells in {columns} columns")
            yield Line((*cells, *(blank,) * (columns - len(cells))))
