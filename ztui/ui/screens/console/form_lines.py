"""The lines of a request form, painted: the line that sends, then a line for each field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.text import display
from ztui.services.console.lines import LineKind
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.paint import Signs, fit, width_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ztui.services.console.lines import Line
    from ztui.services.console.pointers import Pointer
    from ztui.ui.widgets.paint import Part

__all__ = ["FormLines"]

_TITLES = 34
"""Most cells of the column of titles."""
_VALUE = 26
"""Cells of a value where something stands behind it."""
_WIDE = 96
_CHOICES = 3
_EMPTY = {
    LineKind.TEXT: "text",
    LineKind.INTEGER: "whole number",
    LineKind.NUMBER: "number",
    LineKind.FLAG: "yes | no",
    LineKind.LIST: "list",
    LineKind.JSON: "JSON",
    LineKind.FILE: "path of a file",
}
"""What stands where nothing is filled in."""


class FormLines:
    """A source for `LineList`: position 0 sends, the others are fields.

    Attributes:
        lines: The fields.
        sends: What the first line says: parts at its left.
        state: What it says at its right.
        names: What objects are called, by the ids that were picked.
        tried: Sending was tried: what is missing is a problem from then on.
    """

    def __init__(self, signs: Signs) -> None:
        self.signs = signs
        self.lines: Sequence[Line] = ()
        self.sends: Sequence[Part] = ()
        self.state: Sequence[Part] = ()
        self.tried = False
        self.names: Mapping[str, str] = {}
        self._titles = 10

    def show(self, lines: Sequence[Line]) -> None:
        """Take the fields."""
        self.lines = lines
        longest = max((2 * each.depth + width_of(each.title) + 2 for each in lines), default=8)
        self._titles = min(longest + 1, _TITLES)

    @property
    def count(self) -> int:
        """Give the number of lines."""
        return len(self.lines) + 1

    @property
    def value_at(self) -> int:
        """Give the cell at which values begin."""
        return self._titles

    def position_of(self, at: Pointer | None) -> int:
        """Give the position of a field, 0 if it is not among the lines."""
        return next((number for number, each in enumerate(self.lines, 1) if each.at == at), 0)

    def problem_of(self, line: Line) -> str:
        """Give what is wrong with a field, as far as it is time to say so."""
        return line.problem if self.tried or line.is_set or line.text else ""

    def name_of(self, line: Line) -> str:
        """Give what the objects are called whose ids a field holds, as far as they were picked."""
        ids = [each.strip() for each in line.text.split(",")] if line.kind is LineKind.LIST else [line.text]
        return display(", ".join(self.names[each] for each in ids if each in self.names), longest=_VALUE + 14)

    def line(self, position: int, width: int) -> tuple[Sequence[Part], Sequence[Part]]:
        """Give a line."""
        if position == 0:
            return self.sends, self.state
        each = self.lines[position - 1]
        title = f"{'  ' * each.depth}{each.title}{' *' if each.required else ''}"
        style = "dim" if each.deprecated else "strong" if each.required else ""
        parts = texts((f"{fit(display(title), self._titles - 1, ellipsis=self.signs.ellipsis)} ", style))
        problem = self.problem_of(each)
        value, value_style = _shown_value(each, self.signs)
        name = self.name_of(each)
        if problem or (value and each.about and value_style != "dim"):
            room = max(_VALUE, min(width_of(value) + 1, width - self._titles - width_of(problem or each.about) - 6))
            value = fit(value, max(room, 4), ellipsis=self.signs.ellipsis)
        parts += texts((value, value_style))
        if problem:
            parts += texts((f" ! {problem}", "bad"))
        else:
            parts += texts((f"  {name}" if name else "", "accent"))
            note = ", ".join(filter(None, ("" if name else each.about, "deprecated" if each.deprecated else "")))
            joint = ", " if value_style == "dim" else "  "
            parts += texts((f"{joint if value and note else ''}{note}", "dim"))
        return parts, texts((str(each.at[0]), "dim")) if width >= _WIDE else ()


def _shown_value(line: Line, signs: Signs) -> tuple[str, str]:
    """Give the value of a field as the form shows it, and its style."""
    match line.kind:
        case LineKind.ONE_OF:
            chosen = line.alternatives[line.chosen] if line.alternatives else ""
            return f"{signs.crumb} {display(chosen)} ({line.chosen + 1} of {len(line.alternatives)})", "accent"
        case LineKind.FLAG if line.text in {"true", "false"}:
            return ("yes", "good") if line.text == "true" else ("no", "")
        case LineKind.OBJECT:
            return "", "dim"
        case LineKind.LIST if line.text.startswith("["):
            return "", "dim"
    if not line.is_set and not line.text:
        choices = [display(each, longest=20) for each in line.choices[:_CHOICES]]
        more = [signs.ellipsis] if len(line.choices) > _CHOICES else []
        if len(choices) == 1:
            return f"({choices[0]})", "dim"
        return " | ".join([*choices, *more]) or _EMPTY.get(line.kind, ""), "dim"
    return display(line.text) or '""', ""
