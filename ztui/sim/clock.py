"""The simulator's clock: an instant that stands until it is moved, or one that runs from there."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["SimClock", "zulu"]


def zulu(instant: datetime) -> str:
    """Write an instant as Zoom does: UTC, seconds, `Z`."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class SimClock:
    """A `core.ports.Clock` whose `now()` is settable; `monotonic()` and `sleep()` are always real.

    Safe to read from any thread.
    """

    def __init__(
        self,
        now: datetime,
        *,
        running: bool = False,
        monotonic: Callable[[], float] = time.monotonic,
        anchor: float | None = None,
    ) -> None:
        """Start at `now` (aware), which was at the monotonic `anchor`; with `running` the clock goes on from there."""
        self._monotonic = monotonic
        self._state = (now.astimezone(UTC), monotonic() if anchor is None else anchor, running)

    @property
    def anchor(self) -> float:
        """Give the monotonic second at which the clock was put to where it stands, or from which it runs."""
        return self._state[1]

    @property
    def running(self) -> bool:
        """Whether the clock goes on by itself."""
        return self._state[2]

    def now(self) -> datetime:
        """Give the simulated instant, in UTC."""
        base, anchor, running = self._state
        return base + timedelta(seconds=self._monotonic() - anchor) if running else base

    def monotonic(self) -> float:
        """Give real seconds."""
        return self._monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait real seconds."""
        await asyncio.sleep(seconds)

    def set(self, now: datetime) -> None:
        """Put the clock to `now` (aware); it stands or runs on as before."""
        self._state = (now.astimezone(UTC), self._monotonic(), self.running)

    def advance(self, seconds: float) -> None:
        """Move the clock by that many seconds, back if negative."""
        self.set(self.now() + timedelta(seconds=seconds))

    def run(self, *, running: bool = True) -> None:
        """Let the clock run from where it is, or stand."""
        self._state = (self.now(), self._monotonic(), running)
