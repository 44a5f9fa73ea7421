"""The lines of a settings tree in a table, and all that is known of one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from ztui.contract.catalogue import operation
from ztui.core.dataclass import dataclass
from ztui.core.text import Display, display
from ztui.resources.settings.nodes import NodeKind
from ztui.resources.settings.outline import OutlineLine, state_of, value_of_node
from ztui.ui.modals.text import TextBox
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.paint import width_of
from ztui.ui.widgets.source import TableColumn
from ztui.ui.widgets.table import HouseTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.cells import Viewer
    from ztui.resources.settings.nodes import Node
    from ztui.ui.widgets.paint import Signs
    from ztui.ui.widgets.told import Cells

__all__ = ["NodeFacts", "TreeTable", "Widths", "cells_of", "columns_for", "facts_of", "widths_of"]

INDENT = 2
_GUTTER = 3
_NARROW = 70
"""Cells below which a state has no column of its own: it stands before the value."""
_MOST_CHOICES = 40
_MARK = len("locked, changed - ")


class TreeTable(HouseTable):
    """A table of lines that fold; left and right fold and unfold instead of scrolling columns."""

    class Folded(Message):
        """The line under the cursor is to be folded, or the one above it to be gone to."""

    class Unfolded(Message):
        """The line under the cursor is to be unfolded, or the one below it to be gone to."""

    def action_columns_left(self) -> None:
        """Fold."""
        self.post_message(self.Folded())

    def action_columns_right(self) -> None:
        """Unfold."""
        self.post_message(self.Unfolded())


@dataclass(frozen=True, slots=True)
class Widths:
    """Cells that the longest title, value and state of a tree want; 0 for a state that no line has."""

    title: int
    value: int
    state: int


def widths_of(nodes: Sequence[Node], viewer: Viewer, depth: int = 0) -> Widths:
    """Measure a tree, folded or not, so that folding moves no column."""
    title = value = state = 0
    for node in nodes:
        below = widths_of(node.children, viewer, depth + 1)
        title = max(title, INDENT * (depth + 1) + width_of(display(node.title)), below.title)
        value = max(value, width_of(value_of_node(node, viewer)), below.value)
        state = max(state, width_of(state_of(node)), below.state)
    return Widths(title, value, state)


def columns_for(widths: Widths, width: int) -> tuple[TableColumn, ...]:
    """Share the width among title, value and state; the state has a column where there is one, and room."""
    room = width - _GUTTER - 1
    state = max(widths.state, len("State")) if widths.state and width >= _NARROW else 0
    room -= state + 1 if state else 0
    wanted = widths.value + (_MARK if widths.state and not state else 0)
    value = max(min(max(wanted, len("Value")), max(room - widths.title, room * 2 // 5)), 1)
    columns = (
        TableColumn("title", Display("Setting"), max(room - value, 1)),
        TableColumn("value", Display("Value"), value, grows=True),
    )
    return (*columns, TableColumn("state", Display("State"), state)) if state else columns


def cells_of(line: OutlineLine, viewer: Viewer, signs: Signs, *, narrow: bool = False) -> Cells:
    """Give the cells of a line: the sign of folding, the title indented by its depth, value, state.

    Without a column of its own (`narrow`) the state stands before the value, where it is never cut.
    """
    node = line.node
    sign = " " if line.is_open is None else signs.down if line.is_open else signs.crumb
    style = "label" if node.is_topic else "" if node.is_set else "dim"
    title = display(f"{' ' * (INDENT * line.depth)}{sign} {display(node.title)}")
    value = value_of_node(node, viewer)
    marks = ["locked"] * (node.lock is not None) + ["changed"] * node.modified
    if narrow and marks:
        value = display(f"{', '.join(marks)} {signs.dot} {value}".rstrip(f" {signs.dot}"))
    return {
        "title": (title, style),
        "value": (value, _value_style(node)),
        "state": (state_of(node), "warn" if node.lock is not None else "dim"),
    }


def _value_style(node: Node) -> str:
    if node.is_topic or not node.is_set or (node.kind is NodeKind.GROUP):
        return "dim"
    if node.kind is NodeKind.SWITCH:
        return "good" if node.value else "dim"
    return "dim" if node.value in (None, "", []) else ""


def facts_of(node: Node, viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """Give all that is known of a line, as pairs of a label and a text."""
    schema = node.schema or {}
    choices = ", ".join(
        str(raw) if str(raw) == words else f"{raw} {words}" for raw, words in node.choices[:_MOST_CHOICES]
    )
    more = " ..." if len(node.choices) > _MOST_CHOICES else ""
    written = ""
    if node.takes is not None:
        body = ".".join(str(each) for each in node.takes.at)
        written = f"{operation(node.takes.operation_id).title} ({body})"
    known = "" if node.schema is not None else "the contract does not know this field"
    limits = ", ".join(
        f"{words} {schema[name]}"
        for name, words in (("minimum", "from"), ("maximum", "to"), ("maxLength", "at most"), ("maxItems", "at most"))
        if name in schema
    )
    return tuple(
        (label, text)
        for label, text in (
            ("Path", node.path),
            ("Value", value_of_node(node, viewer)),
            ("State", state_of(node)),
            ("May be", choices + more),
            ("Type", str(schema.get("type", "")) or known),
            ("Limits", limits),
            ("Deprecated", "yes" if schema.get("deprecated") else ""),
            ("Written by", written or "no operation of the API"),
        )
        if text
    )


class NodeFacts(TextBox):
    """All that is known of one line."""

    def __init__(self, node: Node, viewer: Viewer) -> None:
        lines = [texts((f"{label:<11} ", "dim"), text) for label, text in facts_of(node, viewer)]
        super().__init__(str(display(node.title)), lines)
