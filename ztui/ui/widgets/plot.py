"""Lines of plots: a label, a number, a bar of the answered, the missed and the other calls, and their numbers.

The parts of a bar differ by their signs, not by colour alone, and each has its number beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ztui.core.amounts import counted, percent
from ztui.core.bars import parts_of
from ztui.core.text import Display, display
from ztui.core.times import duration
from ztui.ui.widgets.paint import Part, fit

if TYPE_CHECKING:
    from ztui.store.figures import Figures

__all__ = ["figures_words", "plot_head", "plot_line", "stacked"]

_SIGNS: Final = ("█▒░", "#x.")
"""Of answered, missed and other calls; without and with ASCII alone."""
_STYLES: Final = ("good", "bad", "dim")
_COUNT, _SMALL, _SHARE = 8, 7, 6
"""Cells of the number of calls, of its parts, and of the answered share."""
_NUMBERS: Final = _COUNT + 3 * _SMALL + _SHARE + 2
_NARROW: Final = 8
"""Cells that a bar has at least; where there is no room for it the label gives way."""


def stacked(figures: Figures, most: int, cells: int, *, ascii: bool = False) -> list[Part]:
    """Draw calls as a bar of answered, missed and other ones, where `most` calls fill the cells."""
    lengths = parts_of((figures.answered, figures.missed, figures.rest), most, cells)
    signs = zip(_SIGNS[ascii], _STYLES, lengths, strict=True)
    return [Part(Display(sign * length), style) for sign, style, length in signs if length]


def plot_line(
    label: str, figures: Figures, most: int, width: int, label_cells: int, *, ascii: bool = False
) -> list[Part]:
    """Make the line of some calls.

    Args:
        label: What they have in common, safe to show.
        figures: Their figures.
        most: As many calls have the whole bar.
        width: Cells of the line.
        label_cells: Cells of the label.
        ascii: Draw with ASCII alone.
    """
    ellipsis = "~" if ascii else "…"
    parts = [Part(Display(fit(label, label_cells, ellipsis=ellipsis)))]
    parts.append(Part(display(f"{figures.calls:,}".rjust(_COUNT) + " "), "strong"))
    room = max(width - label_cells - _NUMBERS, _NARROW)
    drawn = stacked(figures, most, room, ascii=ascii)
    used = sum(len(part.text) for part in drawn)
    numbers = (figures.answered, figures.missed, figures.rest)
    parts += [*drawn, Part(Display(" " * (room - used)))]
    for number, style in zip(numbers, _STYLES, strict=True):
        parts.append(Part(display((f"{number:,}" if number else "").rjust(_SMALL)), style))
    share = "" if figures.share is None else f"{100 * figures.share:.0f} %"
    return [*parts, Part(display(share.rjust(_SHARE)))]


def plot_head(title: str, width: int, label_cells: int, *, ascii: bool = False) -> list[Part]:
    """Make the heads over such lines, which say what the signs mean."""
    parts = [Part(display(fit(title, label_cells)), "head"), Part(Display("Calls".rjust(_COUNT) + " "), "head")]
    answered, missed, rest = _SIGNS[ascii]
    legend = f"{answered} ans {missed} miss {rest} other"
    room = max(width - label_cells - _NUMBERS, _NARROW)
    parts.append(Part(Display(fit(legend, room, ellipsis=" ")), "head"))
    heads = "".join(each.rjust(_SMALL) for each in ("Ans", "Miss", "Other"))
    return [*parts, Part(Display(heads + "Ans %".rjust(_SHARE)), "head")]


def figures_words(figures: Figures, *, dot: str = "·", of: int = 0) -> str:
    """Say figures of calls in a line: how many, answered share, missed ones, average and total length.

    Args:
        figures: The figures.
        dot: What parts them.
        of: So many calls there are in all: the share of them is said in place of the total length; 0 for neither.
    """
    share = f" ({percent(figures.calls / of)})" if of else ""
    words = [f"{counted(figures.calls, 'call')}{share}"]
    if figures.share is not None:
        words.append(f"{100 * figures.share:.0f} % answered")
        words.append(f"{figures.missed:,} missed")
    if figures.average is not None:
        words.append(f"{duration(figures.average)} average")
    if figures.timed and not of:
        words.append(f"{duration(figures.seconds)} in all")
    return f" {dot} ".join(words)
