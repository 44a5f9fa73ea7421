"""Whose a write is: the entries of the journal that were noted as sent, in the task that then sends it."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from ztui.store.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ztui.core.ports import Intent

__all__ = ["TracedJournal", "leaving"]

_INTENTS: ContextVar[tuple[tuple[str, ...], bool]] = ContextVar("intents", default=((), False))


def leaving() -> tuple[str, ...]:
    """Give the ids of the entries with which a request leaves now: one, or those of changes that go together."""
    ids, _ = _INTENTS.get()
    _INTENTS.set((ids, True))
    return ids


class TracedJournal(Journal):
    """A journal that remembers what was noted as sent."""

    async def sent(self, intent: Intent, request: Mapping[str, Any]) -> None:
        await super().sent(intent, request)
        ids, has_left = _INTENTS.get()
        _INTENTS.set(((intent.id,) if has_left else (*ids, intent.id), False))
