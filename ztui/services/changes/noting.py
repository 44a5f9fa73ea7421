"""Notes in the journal that come to their end although nobody waits for them any more."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

from ztui.store.journal import Outcome

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from ztui.core.ports import Intent
    from ztui.services.changes.writing import Sent
    from ztui.store.journal import About, Journal

__all__ = ["give_up", "opened", "to_its_end"]

_BROKEN_OFF = "broken off"
"""What the journal says of a change that was cancelled."""

_T = TypeVar("_T")


async def opened(journal: Journal, operation_id: str, record: dict[str, Any], account: str, notes: About) -> Intent:
    """Put the intent on disk; if nobody waits for it any more once it is there, it is closed again."""
    worker = asyncio.current_task()
    task = asyncio.ensure_future(journal.open(operation_id, record, account, notes, worker))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        if task.exception() is None:
            await to_its_end(journal.close_intent(task.result(), Outcome.SKIPPED, _BROKEN_OFF))
        raise


async def to_its_end(work: Coroutine[Any, Any, _T]) -> _T:
    """Wait for what is being noted also when nobody waits for it any more; then go on with being cancelled."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        raise


async def give_up(sent: Sent) -> None:
    """Note a change for whose answer nobody waits any more."""
    outcome = Outcome.SKIPPED if await sent.journal.is_open(sent.intent) else Outcome.UNKNOWN
    await sent.journal.close_intent(sent.intent, outcome, _BROKEN_OFF)
