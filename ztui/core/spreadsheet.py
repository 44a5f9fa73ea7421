"""Cells of CSV that a spreadsheet takes for what they are: a caller's name is data and never a formula."""

from __future__ import annotations

import re

from ztui.core.json_text import json_text
from ztui.core.text import Display, display

__all__ = ["csv_cell"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 100_000


def csv_cell(value: object) -> Display:
    """Make one CSV cell: safe to show, and no formula for a spreadsheet.

    A text that begins like a formula gets a leading apostrophe, unless it is a plain number such as `+14155550100`.
    """
    if isinstance(value, dict | list):
        value = json_text(value)
    text = display(value, longest=_LONGEST)
    if text.startswith(_FORMULA) and not re.fullmatch(r"[+-]?\d[\d .()-]*", text):
        return Display("'" + text)
    return text
