"""A sparkline: how many calls there are in each of a few equal parts of a window, without a scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.bars import sparks
from ztui.core.text import Display
from ztui.ui.widgets.paint import Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ztui.store.figures import Figures

__all__ = ["evenly", "sparkline"]


def evenly(quarters: Iterable[tuple[int, Figures]], span: tuple[int, int], parts: int) -> list[int]:
    """Give how many calls began in each of so many equal parts of a span; those beside it count to the nearest part.

    Args:
        quarters: First seconds of stretches, and their figures.
        span: First second and the one after the last.
        parts: How many parts.
    """
    first, end = span
    found = [0] * parts
    for second, figures in quarters:
        at = (second - first) * parts // max(end - first, 1)
        found[min(max(at, 0), parts - 1)] += figures.calls
    return found


def sparkline(values: Sequence[int], *, ascii: bool = False) -> Part:
    """Draw it."""
    return Part(Display(sparks(values, ascii=ascii)), "accent")
