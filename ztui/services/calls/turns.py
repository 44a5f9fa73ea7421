"""Waiting for the turn to fetch calls of an account, or saying that somebody else has it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from ztui.core.errors import ZtuiError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ztui.core.ports import Clock
    from ztui.store.calls.turns import Turn

__all__ = ["Busy", "take_turn"]

_POLL: Final = 0.5
"""Seconds between two looks at whether another sync is over."""


class Busy(ZtuiError):
    """Calls of the account are being fetched already, by another process or another part of this one."""

    exit_code = 3

    @classmethod
    def told(cls, turn: Turn) -> Busy:
        """Make the error, which names the process if that is known."""
        by = f" by process {turn.holder}" if turn.holder not in (None, os.getpid()) else ""
        return cls(f"The calls of this account are being fetched already{by}.", "What it fetches is not fetched twice.")


async def take_turn(
    turn: Turn, clock: Clock, when_busy: Callable[[Busy], None] | None, is_done: Callable[[], Awaitable[bool]]
) -> None:
    """Take the turn, or wait until nothing is left to do.

    Args:
        turn: The turn.
        clock: The time.
        when_busy: Told once that it is waited; None waits for nobody.
        is_done: Tells whether the other sync has fetched all that is wanted.

    Raises:
        Busy: Another has it, and is not to be waited for.
    """
    is_told = False
    while not turn.take():
        if when_busy is None:
            raise Busy.told(turn)
        if not is_told:
            when_busy(Busy.told(turn))
            is_told = True
        await clock.sleep(_POLL)
        if await is_done():
            return
