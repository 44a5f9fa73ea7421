"""What came of a request, as lines: how it ended, what it cost, what is odd about it, then its data as a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.amounts import counted
from ztui.core.text import display
from ztui.core.times import clock_with_zone
from ztui.ui.modals.problem import problem_lines
from ztui.ui.widgets.json_tree import JsonTree, TreePath, path_text
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.paint import width_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo
    from pathlib import Path

    from ztui.services.console.console import Exchange
    from ztui.ui.widgets.paint import Part, Signs

__all__ = ["AnswerLines", "FoundLines", "TextLines", "head_lines"]

FEW = 3
"""Oddities that are told before they are asked for."""
_LABEL = 24


def head_lines(exchange: Exchange, zone: tzinfo, *, every_problem: bool = False) -> list[list[Part]]:
    """Write down how a request ended.

    Args:
        exchange: What came of it.
        zone: Zone of the clock.
        every_problem: Tell all that does not fit the contract, not only the first few.
    """
    status = str(exchange.status) if exchange.status else "no answer"
    style = "bad" if exchange.error is not None else "good"
    took = f"  {exchange.seconds:.2f} s, at {clock_with_zone(exchange.at, zone, seconds=True)}"
    facts = [("Weight", exchange.quota or exchange.label or "none"), *exchange.headers]
    cells = max(min(max(width_of(label) for label, _value in facts), _LABEL), len("HTTP status"))
    lines = [texts((f"{'HTTP status':<{cells}} ", "dim"), (status, style), (took, "dim"))]
    lines += [texts((f"{display(label):<{cells}} ", "dim"), value) for label, value in facts]
    if exchange.saved_to is not None:
        size = f"  {_size_of(exchange.saved_to)}"
        lines.append(
            texts((f"{'Saved to':<{cells}} ", "dim"), (display(str(exchange.saved_to)), "good"), (size, "dim"))
        )
    elif exchange.error is None and exchange.data is None:
        lines.append(
            texts(("Done. There is no body, as the contract says." if exchange.status == 204 else "No body.", "good"))
        )
    if exchange.error is not None:
        lines += [[], *problem_lines(exchange.error, zone)]
    return [*lines, *_odd(exchange, every_problem=every_problem), []]


def _size_of(file: Path) -> str:
    """Give the size of a file in bytes, "" where it is gone."""
    try:
        return counted(file.stat().st_size, "byte")
    except OSError:
        return ""


def _odd(exchange: Exchange, *, every_problem: bool) -> list[list[Part]]:
    odd = exchange.problems
    if not odd:
        return []
    told = odd if every_problem else odd[:FEW]
    lines = [texts(("Does not fit the contract:", "warn"))]
    lines += [texts((f"  {each.field} " if each.field else "  ", ""), (each.message, "dim")) for each in told]
    if len(odd) > len(told):
        lines.append(texts((f"  and {len(odd) - len(told)} more; enter here shows them", "dim")))
    return lines


class AnswerLines:
    """A source for `LineList`: the head, then the data as a tree that folds.

    Args:
        head: Lines above the data.
        data: The parsed answer; None has no tree.
        signs: The signs of the tree.
    """

    def __init__(self, head: Sequence[Sequence[Part]], data: Any, signs: Signs) -> None:
        self.head = head
        self.tree = JsonTree(data, signs) if data is not None else None

    @property
    def count(self) -> int:
        """Give the number of lines."""
        return len(self.head) + (self.tree.count if self.tree is not None else 0)

    def line(self, position: int, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """Give a line."""
        if position < len(self.head) or self.tree is None:
            return self.head[position], ()
        return self.tree.line(position - len(self.head), width)

    def in_tree(self, position: int) -> int | None:
        """Give the line of the tree at a position, None in the head."""
        return position - len(self.head) if self.tree is not None and position >= len(self.head) else None


class FoundLines:
    """A source for `LineList`: what a search found, each with its path."""

    def __init__(self, found: Sequence[tuple[TreePath, Any]]) -> None:
        self.found = found

    @property
    def count(self) -> int:
        """Give the number of lines."""
        return len(self.found)

    def line(self, position: int, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """Give a line."""
        path, value = self.found[position]
        return texts((f"{path_text(path)}  ", "label"), "null" if value is None else str(value)), ()


class TextLines:
    """A source for `LineList`: lines of a text, which may still be growing."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    @property
    def count(self) -> int:
        """Give the number of lines there are by now."""
        return len(self.lines)

    def line(self, position: int, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """Give a line."""
        return texts(self.lines[position]), ()
