"""Numbers drawn in characters: bars, bars of several parts, sparks and shades. Each has a twin in ASCII.

What is drawn never stands alone: whoever draws writes the number beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["SHADES", "bar", "parts_of", "scaled", "shade", "sparks"]

_EIGHTHS: Final = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
_SPARKS: Final = "▁▂▃▄▅▆▇█"
_ASCII_SPARKS: Final = ".:-=+*%#"
_NO_SPARK: Final = "·_"
SHADES: Final = ("·░▒▓█", ".:+*#")
"""Five steps, without and with ASCII alone; the first stands for nothing."""


def bar(value: int, most: int, cells: int, *, ascii: bool = False) -> str:
    """Draw a bar of at most `cells` cells, where `most` fills them; what is more than nothing has a sign."""
    if value <= 0 or most <= 0 or cells <= 0:
        return ""
    if ascii:
        return "#" * max(round(cells * min(value, most) / most), 1)
    whole, rest = divmod(max(round(8 * cells * min(value, most) / most), 1), 8)
    return "█" * whole + _EIGHTHS[rest]


def parts_of(values: Sequence[int], most: int, cells: int) -> list[int]:
    """Share a bar of at most `cells` cells, where `most` fills them, among its parts.

    Returns:
        The cells of each part. Their sum is what the whole bar has, at least one if there is anything; no part is more
        than a cell away from what it should have.
    """
    whole = sum(values)
    if whole <= 0 or most <= 0 or cells <= 0:
        return [0] * len(values)
    length = max(round(cells * min(whole, most) / most), 1)
    found, used, seen = [], 0, 0
    for value in values:
        seen += value
        upto = round(length * seen / whole)
        found.append(upto - used)
        used = upto
    return found


def sparks(values: Sequence[int], *, ascii: bool = False) -> str:
    """Draw one sign for each value, the highest for the greatest; a dot for none."""
    most = max(values, default=0)
    signs = _ASCII_SPARKS if ascii else _SPARKS
    return "".join(
        signs[max(-(-len(signs) * each // most) - 1, 0)] if each > 0 else _NO_SPARK[ascii] for each in values
    )


def shade(value: int, most: int, *, ascii: bool = False) -> str:
    """Give the sign of a cell of a heat map: the first for nothing, else one of four quarters of the greatest."""
    signs = SHADES[ascii]
    return signs[0] if value <= 0 or most <= 0 else signs[min(max(-(-4 * value // most), 1), 4)]


def scaled(values: Sequence[int], digits: int) -> int:
    """Give by what power of ten numbers are to be divided so that the greatest has at most so many digits."""
    unit, most = 1, max(values, default=0)
    while round(most / unit) >= 10**digits:
        unit *= 10
    return unit
