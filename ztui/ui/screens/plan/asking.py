"""The question that is asked before a plan is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.text import display
from ztui.services.changes.wording import counted, undo_words
from ztui.ui.modals.confirm import Question

if TYPE_CHECKING:
    from ztui.services.changes.model import Plan

__all__ = ["question_of"]

_SAYS = 12
"""Sentences of a question at most."""
_TITLE = 60


def question_of(plan: Plan, who: str) -> Question:
    """Make the question by the plan's level.

    Args:
        plan: The plan.
        who: In whose name.
    """
    active = plan.active
    asks = f"Write {counted(len(active))} to {who}?"
    title = display(active[0].title, longest=_TITLE) if len(active) == 1 else counted(len(active)).capitalize()
    says = list(plan.says[:_SAYS])
    if len(plan.says) > _SAYS:
        says.append(f"And {len(plan.says) - _SAYS:,} more, as the plan says.")
    final = sum(not undo_words(each)[1] for each in active)
    if final:
        which = "This" if len(active) == 1 else counted(final).capitalize()
        says.append(f"{which} CANNOT BE UNDONE.")
    return Question(plan.confirm, title, asks, tuple(says), plan.phrase)
