"""Differences as rows of a table, under a line for each kind of object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.text import Display, display
from ztui.services.snapshots.differing import ADDED, CHANGED, GONE, Difference, title_of
from ztui.services.snapshots.telling import said

if TYPE_CHECKING:
    from ztui.services.snapshots.differing import Compared
    from ztui.ui.widgets.told import Cells

__all__ = ["STYLES", "UNKNOWN", "cells_of", "change_of", "heading_of", "rows_of"]

UNKNOWN = "unknown"
"""Kind of a line that says what could not be compared."""
STYLES = {ADDED: "good", GONE: "bad", CHANGED: "warn", UNKNOWN: "dim"}
_SIGNS = {ADDED: "+", GONE: "-", CHANGED: "~", UNKNOWN: "?"}
_WHATS = {ADDED: "new", GONE: "gone", UNKNOWN: ""}
_LONG = 300


def rows_of(compared: Compared) -> tuple[Difference, ...]:
    """Give the differences, and behind them what could not be compared."""
    lacks = (Difference("", each, each, UNKNOWN) for each in compared.lacks)
    return (*compared.differences, *lacks)


def change_of(each: Difference, *, ascii_only: bool) -> str:
    """Say what a field was and is: `3 → 5`; of an object that came or went nothing."""
    if not each.field:
        return ""
    arrow = "->" if ascii_only else "→"
    before, after = (said(value) for value in (each.before, each.after))
    if each.kind == ADDED:
        return after
    return f"{before} {arrow} {after}" if each.kind == CHANGED else before


def cells_of(item: Difference, *, ascii_only: bool) -> Cells:
    """Give the cells of a row."""
    style = STYLES[item.kind]
    what = item.field or _WHATS[item.kind]
    return {
        "kind": (Display(_SIGNS[item.kind]), style),
        "name": (display(item.name, longest=_LONG), style if not item.field else ""),
        "field": (display(what, longest=_LONG), "dim" if item.field else style),
        "change": (display(change_of(item, ascii_only=ascii_only), longest=_LONG), ""),
        "who": (display(item.who, longest=_LONG), "dim"),
    }


def heading_of(item: Difference) -> Display:
    """Give the line above the rows of its kind."""
    return display("Not compared wholly" if item.kind == UNKNOWN else title_of(item.resource))
