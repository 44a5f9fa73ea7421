"""What the terminal shows, as far as it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .cells import UNKNOWN, Cell, NotUnderstood
from .lines import Line, unknown_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .updates import Piece

__all__ = ["Model"]


class Model:
    """The rows of a terminal.

    Args:
        size: Columns and rows.
        lines: What it shows; nothing is known of it without.

    Attributes:
        size: Columns and rows.
        lines: The rows.
    """

    def __init__(self, size: tuple[int, int], lines: Sequence[Line] | None = None) -> None:
        self.size = size
        columns, rows = size
        self.lines = [unknown_line(columns)] * rows if lines is None else list(lines)

    @property
    def is_known(self) -> bool:
        """Tell whether all of it is known."""
        return bool(self.lines) and not any(UNKNOWN in line.cells for line in self.lines)

    def overlaid(self, pieces: Iterable[Piece]) -> dict[int, Line]:
        """Give the rows that pieces would change, by their numbers, as they would be.

        Raises:
            NotUnderstood: A piece lies outside.
        """
        columns, rows = self.size
        rebuilt: dict[int, list[Cell]] = {}
        whole: dict[int, Line] = {}
        for piece in pieces:
            row, column, line = piece.row, piece.column, piece.line
            end = column + len(line.cells)
            if not (0 <= row < rows and column >= 0 and end <= columns):
                raise NotUnderstood(f"A piece at {row}, {column} to {end} is outside of {columns}x{rows}.")
            if end - column == columns:
                whole[row] = line
                rebuilt.pop(row, None)
                continue
            cells = rebuilt.get(row)
            if cells is None:
                cells = rebuilt[row] = list(whole.pop(row, self.lines[row]).cells)
            _lay(cells, column, line.cells)
        changed = whole | {row: Line(tuple(cells)) for row, cells in rebuilt.items()}
        return {row: line for row, line in changed.items() if line.cells != self.lines[row].cells}

    def scroll(self, top: int, bottom: int, by: int, blank: Line) -> None:
        """Move the rows `top` to `bottom`, both included, up by `by` (down if it is negative); rows come in blank."""
        lines = self.lines[top : bottom + 1]
        self.lines[top : bottom + 1] = (
            [*lines[by:], *[blank] * by] if by > 0 else [*[blank] * -by, *lines[: len(lines) + by]]
        )


def _lay(cells: list[Cell], column: int, over: Sequence[Cell]) -> None:
    """Put cells over others; a wide one that is cut in half leaves a blank."""
    end = column + len(over)
    if end < len(cells) and cells[end].width == 0:
        cells[end] = cells[end].style.cells[" "]
    if cells[column].width == 0 and column:
        cells[column - 1] = cells[column - 1].style.cells[" "]
    cells[column:end] = over
