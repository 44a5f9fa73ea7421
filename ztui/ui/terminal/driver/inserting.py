"""Moving the end of a row to the left or right, where a word in its middle became longer or shorter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .cells import UNKNOWN
from .lines import Line

if TYPE_CHECKING:
    from .pen import Pen

__all__ = ["move_end"]

_LEAST_MOVED = 12
"""Cells that must be worth it: a move of the cursor and a sequence, and what comes in at the end."""


def move_end(pen: Pen, row: int, old: Line, new: Line) -> Line:
    """Insert or delete cells, if what then stands behind them is right.

    Args:
        pen: Where to.
        row: The number of the row, from 0.
        old: What it shows.
        new: What it is to show.

    Returns:
        What it shows then; what came in is unknown.
    """
    was, cells = old.cells, new.cells
    by = new.blank_from - old.blank_from
    if not by or not pen.capabilities.insert or was[-1] is not cells[-1]:
        return old
    start, stop = new.blank_from, old.blank_from  # from here to the end they are the same, blanks left out
    while start and stop and cells[start - 1] is was[stop - 1] and cells[start - 1] is not UNKNOWN:
        start, stop = start - 1, stop - 1
    while start < new.blank_from and not cells[start].width:
        start, stop = start + 1, stop + 1  # a wide one is not cut in half
    differing = sum(cells[at] is not was[at] for at in range(max(start, 0), min(new.blank_from, len(was))))
    if differing < _LEAST_MOVED:
        return old
    if by > 0:
        pen.insert(row, stop, by)
        return Line((*was[:stop], *(UNKNOWN,) * by, *was[stop:-by]))
    pen.delete(row, start, -by)
    return Line((*was[:start], *was[start - by :], *(UNKNOWN,) * -by))
