"""Making one row of the terminal what it is to be: runs of cells that differ, blanks erased, doubtful rows anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .cells import UNKNOWN, NotUnderstood
from .inserting import move_end

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .cells import Cell, Style
    from .lines import Line
    from .pen import Pen

__all__ = ["write_row"]

_NEAR = 4
"""Bytes that it takes to jump over cells: fewer are written again."""
_LEAST_ERASED_END = 4
_LEAST_ERASED = 10


def write_row(pen: Pen, row: int, old: Line, new: Line, blank: Line) -> None:
    """Write what differs in a row.

    Args:
        pen: Where to.
        row: Its number, from 0.
        old: What it shows.
        new: What it is to show.
        blank: A row of plain blanks.

    Raises:
        NotUnderstood: It has to be written whole, and not all of it is known.
    """
    if old.is_doubtful or new.is_doubtful:
        if UNKNOWN in new.cells:
            raise NotUnderstood("A row in doubt is shown in part.")
        _write_whole(pen, row, new, blank)
        return
    old = move_end(pen, row, old, new)
    for start, end in _runs(old.cells, new.cells):
        if start >= new.blank_from and _can_erase_end(pen, new, start):
            pen.move(row, start)
            _erase_end(pen, new.cells[start])
            return
        pen.move(row, start)
        if _write_run(pen, new, start, end):
            return


def _runs(old: Sequence[Cell], new: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """Give the runs of cells that differ; near ones are joined where what lies between needs no other style."""
    start = end = -1
    for at in [at for at, (was, cell) in enumerate(zip(old, new, strict=True)) if was is not cell]:
        if at == end:
            end += 1
        elif start >= 0 and at - end <= _NEAR and _is_cheap(new, end, at):
            end = at + 1
        else:
            if start >= 0:
                yield start, end
            start, end = at, at + 1
    if start >= 0:
        yield start, end


def _is_cheap(cells: Sequence[Cell], start: int, end: int) -> bool:
    style = cells[start - 1].style
    return (
        all(cell.style is style or (cell.text == " " and style.blank is cell.style) for cell in cells[start:end])
        and sum(len(cell.text.encode()) for cell in cells[start:end]) <= _NEAR
    )


def _write_run(pen: Pen, line: Line, start: int, end: int) -> bool:
    """Write cells; tells whether all that follows them was erased with the blanks at their end."""
    cells = line.cells
    at = start
    while at < end:
        cell = cells[at]
        if cell.text == " ":
            if at >= line.blank_from and _can_erase_end(pen, line, at):
                _erase_end(pen, cell)
                return True
            stop = at + 1
            while stop < end and cells[stop] is cell:
                stop += 1
            _write_blanks(pen, cell, stop - at, cells[stop] if stop < end else None)
        else:
            style = cell.style
            stop = at + 1
            while stop < end and (cells[stop].style is style and cells[stop].text != " "):
                stop += 1
            pen.wear(style)
            pen.write("".join([each.text for each in cells[at:stop]]), stop - at)
        at = stop
    return False


def _write_blanks(pen: Pen, cell: Cell, count: int, following: Cell | None) -> None:
    """Write blanks, in the style of what follows where they look the same in it."""
    style = cell.style
    if pen.style.blank is not style:
        pen.wear(following.style if following is not None and following.style.blank is style else style)
    if (
        count >= _LEAST_ERASED
        and pen.capabilities.erase_count
        and pen.capabilities.forward
        and _is_erasable(pen, style)
    ):
        pen.erase(count)
    else:
        pen.write(" " * count, count)


def _is_erasable(pen: Pen, style: Style) -> bool:
    return style.is_bare and (not style.background or pen.capabilities.erase_colored)


def _can_erase_end(pen: Pen, line: Line, start: int) -> bool:
    left = len(line.cells) - start
    return left >= _LEAST_ERASED_END and pen.capabilities.erase_end and _is_erasable(pen, line.cells[-1].style)


def _erase_end(pen: Pen, cell: Cell) -> None:
    if pen.style.blank is not cell.style:
        pen.wear(cell.style)
    pen.erase_end()


def _write_whole(pen: Pen, row: int, line: Line, blank: Line) -> None:
    """Write a row of doubtful widths from its beginning, and set the column again behind each grapheme in doubt.

    What such a grapheme may leave uncovered is blanked before it.
    """
    cells = line.cells
    pen.move(row, 0)
    if pen.capabilities.erase_end:
        pen.wear(blank.cells[0].style)
        pen.erase_end()
    at = 0
    while at < len(cells):
        stop = at
        while stop < len(cells) and not cells[stop].is_doubtful:
            stop += 1
        if stop > at:
            pen.move(row, at)
            _write_run(pen, line, at, stop)
        if stop < len(cells):
            cell = cells[stop]
            pen.move(row, stop)
            pen.wear(cell.style)
            pen.write(" " * cell.width, cell.width)
            pen.move(row, stop)
            pen.write(cell.text, cell.width)
            pen.lose_column()
            stop += cell.width
        at = stop
