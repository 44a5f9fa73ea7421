"""The question that is asked before a plan is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.amounts import counted
from ztui.core.text import display
from ztui.resources.model import Confirm
from ztui.services.changes.wording import undo_words
from ztui.ui.modals.confirm import Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.services.changes.model import Plan

__all__ = ["question_of"]

_SAYS = 12
"""Sentences of a question at most."""
_LEAST = 3
"""So many of them however long they are."""
_ROOM = 800
"""Characters beyond which no other sentence begins: who has to page through a box does not read it."""
_TITLE = 60
_FINAL = "CANNOT BE UNDONE"


def question_of(plan: Plan, who: str) -> Question:
    """Make the question by the plan's level.

    Args:
        plan: The plan.
        who: In whose name.
    """
    active = plan.active
    asks = f"Write {counted(len(active), 'change')} to {who}?"
    title = display(active[0].title, longest=_TITLE) if len(active) == 1 else counted(len(active), "change")
    boxed = plan.confirm is not Confirm.REVIEW  # a question on the line leaves the plan in sight
    says = [_warned(each) for each in _first(plan.says)] if boxed else []
    if boxed and len(plan.says) > len(says):
        says.append(f"And {len(plan.says) - len(says):,} more, as the plan says.")
    final = sum(not undo_words(each)[1] for each in active)
    if final and not any(_FINAL in each for each in says):
        says.append(f"{'This' if len(active) == 1 else counted(final, 'change')} {_FINAL}.")
    return Question(plan.confirm, title, asks, tuple(says), plan.phrase)


def _first(says: Sequence[str]) -> Sequence[str]:
    """Give the sentences that have room in a question."""
    room, count = _ROOM, 0
    for each in says[:_SAYS]:
        if count >= _LEAST and len(each) > room:
            break
        room, count = room - len(each), count + 1
    return says[:count]


def _warned(text: str) -> str:
    """Say loudly what cannot be undone."""
    return text.replace("It cannot be undone", f"This {_FINAL}", 1) if text.startswith("It cannot be undone") else text
