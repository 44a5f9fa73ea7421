"""Screens as text: what stands in each cell, and below it how it is set off: bold, dim, reverse, underlined."""

from __future__ import annotations

import re
import unicodedata
from getpass import getuser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.segment import Segment

    from tests.ui.house import House

__all__ = ["coloured", "foreign", "shot"]

_ID = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<= )[0-9a-f]{8}(?=$|\n)")
_TOOK = re.compile(r"(?<= 200) +[\d,]+(?= /)|(?<=Took {10})[^│|]*|(?<=Bytes {9})[^│|]*|(?<= 200  )[\d.,]+ s(?=,)")
"""What differs from run to run: ids that are made here, and how long it took."""

_MARKS = (("reverse", "r"), ("underline", "u"), ("bold", "b"), ("dim", "d"), ("italic", "i"))


def strips(on: House) -> list[list[Segment]]:
    """Give the lines of the screen as they go to the terminal."""
    return [list(strip) for strip in on.app.screen._compositor.render_strips()]


def shot(on: House) -> str:
    """Give the screen as text; below a line in which something is set off, a line of marks."""
    lines: list[str] = []
    for strip in strips(on):
        lines.append(_alike("".join(each.text for each in strip).rstrip()))
        marks = "".join(_mark(each) * each.cell_length for each in strip).rstrip()
        if marks:
            lines.append(f"~{marks}")
    return "\n".join(lines) + "\n"


def _alike(line: str) -> str:
    """Take away what differs from run to run."""
    line = _TOOK.sub(_same, _ID.sub(_same, line)).replace("xxxxxx, at", "x s, at")
    return line.replace(getuser().ljust(8), "somebody").replace(getuser(), "somebody")


def _same(found: re.Match[str]) -> str:
    return "x" * len(found[0])


def coloured(on: House) -> list[str]:
    """Give the texts that have a colour."""
    return [
        each.text
        for strip in strips(on)
        for each in strip
        if each.style is not None and (_is_colour(each.style.color) or _is_colour(each.style.bgcolor))
    ]


def _is_colour(color: object) -> bool:
    return color is not None and not getattr(color, "is_default", False)


def foreign(on: House) -> set[str]:
    """Give our signs that are not ASCII: borders, arrows, dots. Letters and pictures stand in names from Zoom alone."""
    signs = {sign for strip in strips(on) for each in strip for sign in each.text if not sign.isascii()}
    return {each for each in signs if each < "\U0001f000" and unicodedata.category(each)[0] not in "LMN"}


def _mark(segment: Segment) -> str:
    style = segment.style
    return next((sign for name, sign in _MARKS if style is not None and getattr(style, name)), " ")
