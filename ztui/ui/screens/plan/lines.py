"""The lines of a plan: each change with its fields before and after, then what it does; made when they are seen."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from ztui.contract.catalogue import operation
from ztui.core.errors import ZtuiError
from ztui.core.text import display
from ztui.services.changes.later import shown_path
from ztui.services.changes.wording import Words, undo_words
from ztui.ui.widgets.lines import texts
from ztui.ui.widgets.paint import Part, Signs, fit, width_of
from ztui.ui.widgets.reader import wrapped
from ztui.zoom.urls import target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.resources.edits.model import Request
    from ztui.services.changes.model import Change, Plan
    from ztui.services.changes.wording import FieldLine

__all__ = ["PlanLines", "path_of"]

_TITLES = (8, 20)
"""Fewest and most cells of the column of titles."""
_ARROW = 5
_MEASURED = 100
"""Of so many changes the columns take their widths."""
_LONG = 500

Line = tuple["Sequence[Part]", "Sequence[Part]"]


def path_of(request: Request, account: str) -> tuple[str, str, str]:
    """Give method, path and label of a request."""
    known = operation(request.operation_id)
    try:
        path = shown_path(target(known, request.path, account).path)
    except ZtuiError:
        path = known.path
    return known.method, path, known.limit_label.value


class PlanLines:
    """The lines of a plan, by their place.

    Args:
        plan: The plan.
        words: What values and objects are called.
        signs: What the terminal can show.
    """

    def __init__(self, plan: Plan, words: Words, signs: Signs) -> None:
        self.words = words
        self.signs = signs
        self.foot: list[tuple[str, str]] = []
        self._foot_lines: list[Sequence[Part]] = []
        self._foot_width = -1
        self._ends: list[int] = []
        self.plan = plan
        self.take(plan)

    def take(self, plan: Plan) -> None:
        """Show this plan; the same with other changes switched on is told apart at no cost."""
        if len(plan.changes) != len(self._ends) or any(
            one.request is not other.request for one, other in zip(plan.changes, self.plan.changes, strict=True)
        ):
            self._ends = list(accumulate(self._height(each, plan) for each in plan.changes))
        self.plan = plan
        self._measure()

    def say(self, foot: list[tuple[str, str]]) -> None:
        """Take the sentences that stand below the changes, each with its style; "" is a blank line."""
        self.foot = foot
        self._foot_width = -1

    @property
    def count(self) -> int:
        """Give the number of lines."""
        return (self._ends[-1] if self._ends else 0) + len(self._foot_lines)

    def change_at(self, position: int) -> int | None:
        """Give the place of the change to which a line belongs, None below the last one."""
        place = bisect_right(self._ends, position)
        return place if place < len(self._ends) else None

    def first_line(self, place: int) -> int:
        """Give the first line of a change."""
        return self._ends[place - 1] if place else 0

    def fit(self, width: int) -> None:
        """Wrap the sentences at a width; before the lines are counted."""
        if width == self._foot_width:
            return
        self._foot_width = width
        self._foot_lines = []
        for text, style in self.foot:
            head = style == "label" or not text
            parts = texts((f"{'' if head else '  '}{text}", style))
            self._foot_lines += wrapped(parts, width) if text else [()]

    def line(self, position: int, width: int) -> Line:
        """Give a line."""
        place = self.change_at(position)
        if place is None:
            at = position - (self._ends[-1] if self._ends else 0)
            return (self._foot_lines[at] if at < len(self._foot_lines) else ()), ()
        change = self.plan.changes[place]
        inside = position - self.first_line(place)
        return self._head(change, place) if not inside else self._inner(change, inside - 1, width)

    def _height(self, change: Change, plan: Plan) -> int:
        """Give the lines of a change: its title, its fields, its request, and why it cannot be verified or undone."""
        return 2 + len(self.words.lines(change)) + len(_notes(change, plan))

    def _measure(self) -> None:
        seen = [line for each in self.plan.changes[:_MEASURED] for line in self.words.lines(each)]
        titles = max((width_of(each.title) for each in seen), default=0)
        self._title = min(max(titles, _TITLES[0]), _TITLES[1])
        self._widest = max((width_of(each.before) for each in seen), default=0)
        self._digits = len(str(len(self.plan.changes)))

    @property
    def _indent(self) -> int:
        """Give the cells before the fields of a change, which stand below its title."""
        return len(self.signs.on) + self._digits + 3

    def _head(self, change: Change, place: int) -> Line:
        can = undo_words(change)[1]
        said = "can be undone" if can else "CANNOT BE UNDONE"
        box = self.signs.on if change.on else self.signs.off
        style = "" if change.on else "dim"
        left = texts(
            (box, "accent" if change.on else "dim"),
            f" {place + 1:<{self._digits}}  ",
            (change.title, style or "strong"),
        )
        return left, texts((said, "dim" if can or not change.on else "bad"))

    def _inner(self, change: Change, at: int, width: int) -> Line:
        lines = self.words.lines(change)
        indent = texts(" " * self._indent)
        style = "" if change.on else "dim"
        if at < len(lines):
            return [*indent, *self._field(lines[at], style, width)], ()
        at -= len(lines)
        notes = _notes(change, self.plan)
        if at < len(notes):
            return [*indent, *texts((notes[at], "warn" if change.on else "dim"))], ()
        method, path, label = path_of(change.request, self.plan.account)
        request = fit_middle(f"{method} {path}", width - self._indent - len(label) - 2, self.signs)
        return [*indent, *texts((request, "dim"))], texts((label, "dim"))

    def _field(self, line: FieldLine, style: str, width: int) -> list[Part]:
        title = fit(line.title, self._title, ellipsis=self.signs.ellipsis)
        parts = texts((f"{title}  ", style or "dim"))
        if line.sign:
            word = "added" if line.sign == "+" else "removed"
            return [*parts, *texts((f"{line.sign} {line.after}", style), (f"  {word}", "dim"))]
        if not line.before:
            return [*parts, *texts((line.after, style))]
        room = max((width - self._indent - self._title - 2 - _ARROW) // 2, 8)
        before = fit(line.before, min(self._widest, room), ellipsis=self.signs.ellipsis)
        arrow = "->" if self.signs.ellipsis.isascii() else "→"
        return [*parts, *texts((before, style), (f"  {arrow}  ", "dim"), (line.after, style))]


def _notes(change: Change, plan: Plan) -> tuple[str, ...]:
    """Give what is to be minded of a change, unless the plan says it below: what undoing does not bring back."""
    said, _ = undo_words(change)
    why = (change.final or change.differs).rstrip(".")
    notes: list[str] = [said] if why and not any(why in each for each in plan.says) else []
    notes += [f"cannot be verified: {change.unverified}"] if change.unverified else []
    return tuple(notes)


def fit_middle(text: str, width: int, signs: Signs) -> str:
    """Cut a path in its middle, so that its beginning and its end can be read."""
    text = display(text, longest=_LONG)
    if width_of(text) <= width or width < 8:
        return text
    head = (width - 1) // 2
    return f"{text[:head]}{signs.ellipsis}{text[-(width - 1 - head) :]}"
