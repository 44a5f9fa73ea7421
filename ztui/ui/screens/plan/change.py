"""All about one change of a plan: its fields uncut, what is sent, how it is verified and undone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from ztui.core.json_text import json_text
from ztui.core.text import display
from ztui.services.changes.wording import undo_words
from ztui.store.secrets import without_secrets
from ztui.ui.commands.printing import planned_text
from ztui.ui.screens.plan.lines import path_of
from ztui.ui.screens.reading import TextScreen
from ztui.ui.widgets.lines import texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.changes.model import Change, Plan
    from ztui.services.changes.wording import Words
    from ztui.services.session import Session
    from ztui.ui.widgets.paint import Part

__all__ = ["ChangeScreen", "change_lines"]


class ChangeScreen(TextScreen):
    """One change, to be read."""

    PLACES: ClassVar[tuple[str, ...]] = ()

    def __init__(self, session: Session, plan: Plan, change: Change, words: Words) -> None:
        super().__init__(session)
        self.plan = plan
        self.change = change
        self._words = words

    def command_text(self) -> str:
        """Give the command that prints the change."""
        return planned_text(self, replace(self.plan, changes=(self.change,)))

    def crumbs(self) -> Sequence[str]:
        """Give the plan and the change."""
        above = self.opened_from.place_words() if self.opened_from is not None else ["Plan"]
        return (*above, display(self.change.title, longest=60))

    def lines(self) -> Sequence[Sequence[Part]]:
        """Give all that is known of it."""
        return [texts(), *change_lines(self.plan, self.change, self._words)]


def change_lines(plan: Plan, change: Change, words: Words) -> list[list[Part]]:
    """Write down all about a change.

    Args:
        plan: The plan that it is of.
        change: The change.
        words: What values and objects are called.
    """
    lines = [texts((f" {change.title}", "strong"))]
    for each in words.lines(change):
        title = f"   {each.title}: " if each.title else "   "
        if each.sign:
            lines.append(texts((title, "dim"), f"{'added' if each.sign == '+' else 'removed'} {each.after}"))
        elif each.before:
            lines += [texts((title, "dim"), f"was {each.before}"), texts(("   becomes ", "dim"), each.after)]
        else:
            lines.append(texts((title, "dim"), each.after))
    method, path, label = path_of(change.request, plan.account)
    said, can = undo_words(change)
    lines += [
        texts(),
        texts((" Undo       ", "label"), (said, "" if can else "bad")),
        texts(
            (" Verified   ", "label"), f"not verifiable: {change.unverified}" if change.unverified else "by reading it"
        ),
        texts((" Object     ", "label"), f"{change.resource} {change.key or '(new)'}"),
        texts((" Request    ", "label"), f"{method} {path}  ", (label, "dim")),
    ]
    body = change.request.body
    if change.request.query:
        lines.append(texts((" Query      ", "label"), json_text(dict(change.request.query))))
    if body is not None:
        shown = without_secrets(body, change.secrets) if isinstance(body, dict) else body
        lines.append(texts((" Body", "label")))
        lines += [texts(f"   {each}") for each in json_text(shown, indent=2).splitlines()]
    return lines
