"""Finding out that lines moved up or down, as they do when a list is scrolled."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .lines import Line

__all__ = ["Shift", "find_shift"]

_LEAST_CHANGED = 3
_LEAST_GAIN = 2
_MOST_PLACES = 3
"""A line that stands in more places than these, a blank one mostly, says nothing about where it went."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A move of lines.

    Attributes:
        top: The first line of the region that is moved.
        bottom: The last one.
        by: How far up; negative for down.
    """

    top: int
    bottom: int
    by: int


def find_shift(old: Sequence[Line], changed: Mapping[int, Line]) -> Shift | None:
    """Find the move after which the fewest lines have to be written.

    Lines are compared by their text: the cursor of a list moves over lines that move themselves.

    Args:
        old: What is shown.
        changed: The lines that are to be shown instead, by their numbers.

    Returns:
        The move; None if none is worth it.
    """
    if len(changed) < _LEAST_CHANGED:
        return None
    places: dict[str, list[int]] = defaultdict(list)
    for row, line in enumerate(old):
        places[line.text].append(row)
    moves: Counter[int] = Counter()
    for row, line in changed.items():
        found = places.get(line.text, ())
        if len(found) <= _MOST_PLACES:
            moves.update(place - row for place in found if place != row)
    for by, votes in moves.most_common(2):
        if votes < _LEAST_GAIN:
            break
        shift = _region(old, changed, by)
        if shift is not None:
            return shift
    return None


def _region(old: Sequence[Line], changed: Mapping[int, Line], by: int) -> Shift | None:
    """Give the region that gains the most when it is moved: the run of rows with the largest sum of gains."""
    rows = len(old)
    best = total = 0
    start, found = 0, (0, -1)
    for row in range(max(0, -by), rows - max(0, by)):
        wanted, moved = changed.get(row, old[row]), old[row + by]
        gain = (wanted.text == moved.text) - (wanted.text == old[row].text)
        if row not in changed and gain < 0:
            gain = -2  # a line that need not be touched would have to be written again
        if total <= 0:
            start, total = row, 0
        total += gain
        if total > best:
            best, found = total, (start, row)
    if best < _LEAST_GAIN:
        return None
    first, last = found
    return Shift(first, last + by, by) if by > 0 else Shift(first + by, last, by)
