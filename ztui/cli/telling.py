"""What has to be read whole: sentences beside a short head, wrapped to the width of the terminal and never cut."""

from __future__ import annotations

import shutil
from textwrap import wrap
from typing import TYPE_CHECKING, TextIO

from ztui.core.text import display

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["print_told"]

_NARROWEST = 30
"""Cells for a sentence, however narrow the terminal is."""


def print_told(out: TextIO, told: Sequence[tuple[Sequence[str], Sequence[str]]]) -> None:
    """Print each thing with its sentences below one another.

    Args:
        out: Where to; a pipe is taken to be as wide as most terminals.
        told: The words of each head, which stand in columns, and its sentences, of which empty ones are left out.
    """
    widths = [max(map(len, column)) for column in zip(*(heads for heads, _ in told), strict=True)]
    beside = sum(widths) + 2 * len(widths)
    room = max(shutil.get_terminal_size().columns - beside, _NARROWEST)
    for heads, sentences in told:
        head = "".join(f"{word:<{width}}  " for word, width in zip(heads, widths, strict=True))
        for text in filter(None, sentences):
            for line in wrap(display(text), room, break_long_words=False, break_on_hyphens=False):
                out.write(f"{head:<{beside}}{line}\n")
                head = ""
