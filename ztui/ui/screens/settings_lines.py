"""The lines of a settings tree in a table, and all that is known of one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from ztui.contract.catalogue import operation
from ztui.core.text import Display, display
from ztui.resources.settings.nodes import NodeKind
from ztui.resources.settings.outline import OutlineLine, state_of, value_of_node
from ztui.ui.modals.box import Box
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.reader import Reader
from ztui.ui.widgets.source import TableColumn
from ztui.ui.widgets.table import HouseTable

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from ztui.resources.cells import Viewer
    from ztui.resources.settings.nodes import Node
    from ztui.ui.widgets.paint import Part, Signs
    from ztui.ui.widgets.told import Cells

__all__ = ["COLUMNS", "NodeFacts", "TreeTable", "cells_of", "facts_of"]

COLUMNS = (
    TableColumn("title", Display("Setting"), 38, grows=True),
    TableColumn("value", Display("Value"), 18, grows=True),
    TableColumn("state", Display("State"), 17),
)
INDENT = 2
_MOST_CHOICES = 40


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


def cells_of(line: OutlineLine, viewer: Viewer, signs: Signs) -> Cells:
    """Give the cells of a line: the sign of folding, the title indented by its depth, value, state."""
    node = line.node
    sign = " " if line.is_open is None else signs.down if line.is_open else signs.crumb
    style = "label" if node.is_topic else "" if node.is_set else "dim"
    title = display(f"{' ' * (INDENT * line.depth)}{sign} {display(node.title)}")
    return {
        "title": (title, style),
        "value": (value_of_node(node, viewer), _value_style(node)),
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


class NodeFacts(Box[None]):
    """All that is known of one line."""

    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("esc", "close"),)

    def __init__(self, node: Node, viewer: Viewer) -> None:
        super().__init__(str(display(node.title)))
        self.lines: list[list[Part]] = [texts((f"{label:<11} ", "dim"), text) for label, text in facts_of(node, viewer)]

    def compose_box(self) -> ComposeResult:
        """Make the text."""
        yield Reader(self.lines, id="facts")

    def wants(self, width: int) -> tuple[int, int]:
        """Ask for room for all lines."""
        return width, self.query_one(Reader).needs(width)

    def on_reader_opened(self) -> None:
        """Close on enter, too."""
        self.dismiss(None)
