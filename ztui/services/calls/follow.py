"""Following calls: at a pace Zoom is asked for those that ended since, and they are stored as a sync would store them.

A call is in the list once it is over, however long ago it began. So calls are asked for by their ends (`time_type`),
from a while before the last look, as Zoom does not say how soon after its end a call is listed.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from ztui.core.amounts import counted, percent
from ztui.core.dataclass import dataclass
from ztui.core.errors import ConfigError, ServerError, Unreachable, ZtuiError
from ztui.core.times import api_text
from ztui.resources.call_history import CALL_HISTORY
from ztui.resources.rows import key_of
from ztui.services.calls.cost import PAGE, pot_of
from ztui.services.calls.windows import OPERATION, held, second_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from ztui.core.ports import Clock
    from ztui.store.calls.calls import Calls
    from ztui.zoom.client import Client

__all__ = ["PASSING", "USUAL", "Follow", "FollowCost", "FollowEnded"]

USUAL: Final = 10
"""Seconds between two looks, if nobody says."""
_FASTEST, _SLOWEST = 2, 3_600
_BEHIND: Final = timedelta(minutes=10)
"""So long before the last look calls may have ended that are listed only now."""
_LOW: Final = 10
"""Percent of the day's pot that are left to others."""
_PATIENCE: Final = 3
"""Looks in a row that may find no way to Zoom, or that Zoom may fail at."""
PASSING: Final = (Unreachable, ServerError)
"""What may be over a while later."""


class FollowEnded(ZtuiError):
    """Following stopped by itself."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class FollowCost:
    """What following costs.

    Attributes:
        every: Seconds between two looks.
        limit: Requests of the day's pot, None without limits.
    """

    every: float
    limit: int | None

    @property
    def percent(self) -> float:
        """Give the share of the day's pot that an hour takes, in percent; 0 without limits."""
        return 100 * 3_600 / self.every / self.limit if self.limit else 0.0

    def __str__(self) -> str:
        """Say it: `6 heavy requests a minute, 1.2 % of today's pot an hour`."""
        minute = 60 / self.every
        count, unit = (minute, "a minute") if minute >= 1 else (3_600 / self.every, "an hour")
        said = f"{counted(round(count), 'heavy request')} {unit}"
        return f"{said}, {percent(self.percent / 100)} of today's pot an hour" if self.limit else said


def _checked_pace(seconds: float) -> float:
    """Give a pace back that can be.

    Raises:
        ConfigError: It is too fast or too slow.
    """
    if not _FASTEST <= seconds <= _SLOWEST:
        raise ConfigError(
            f"Calls cannot be followed every {seconds:g} s.", f"Write seconds from {_FASTEST} to {_SLOWEST:,}."
        )
    return seconds


class Follow:
    """Looks for calls that are over since it began, time and again.

    Attributes:
        every: Seconds between two looks.
        looked_at: When it looked last, None before the first time.
    """

    def __init__(self, client: Client, calls: Calls, clock: Clock, every: float = USUAL) -> None:
        """Take the way to Zoom, the store, the time and the pace.

        Raises:
            ConfigError: The pace cannot be.
        """
        self.every = _checked_pace(every)
        self.looked_at: datetime | None = None
        self._client = client
        self._calls = calls
        self._clock = clock
        self._since = clock.now()
        self._seen: dict[str, datetime] = {}
        self._failed = 0

    async def cost(self) -> FollowCost:
        """Give what it costs."""
        pot = await pot_of(self._client)
        return FollowCost(self.every, pot.limit if pot is not None else None)

    async def look(self) -> list[Mapping[str, Any]]:
        """Look once, and store what came; gives the calls that no look before had, the oldest first.

        Raises:
            FollowEnded: Little is left of the day's pot.
            ZtuiError: Zoom refuses, or cannot be reached; or the store cannot be used.
        """
        await self._refuse_when_low()
        now = self._clock.now()
        query = {
            # The clock may have been set back since the last look.
            "from": api_text(min(self.looked_at or self._since, now) - _BEHIND),
            "to": api_text(now),
            "time_type": "end_time",
        }
        rows: list[Mapping[str, Any]] = []
        pages = self._client.pages(OPERATION, query=query, page_size=PAGE, key=lambda row: key_of(CALL_HISTORY, row))
        async for page in pages:
            rows += page.rows
        await self._calls.add(rows)
        # What began since the following did, and is listed, ended since, too.
        span = second_of(self._since), second_of(now) + 1
        await self._calls.cover(held(span, now, self._client.requests.ahead))
        self.looked_at = now
        return self._fresh(rows, now)

    async def look_patiently(self) -> list[Mapping[str, Any]]:
        """Look once; a way to Zoom that is broken, or a failure of Zoom's, gives no calls, for a few looks in a row.

        Raises:
            FollowEnded: Little is left of the day's pot.
            ZtuiError: As `look`.
        """
        try:
            found = await self.look()
        except PASSING:
            self._failed += 1
            if self._failed >= _PATIENCE:
                raise
            return []
        self._failed = 0
        return found

    async def looks(self) -> AsyncIterator[list[Mapping[str, Any]]]:
        """Look for ever, at the pace.

        Raises:
            FollowEnded: Little is left of the day's pot.
            ZtuiError: As `look_patiently`.
        """
        while True:
            yield await self.look_patiently()
            await self._clock.sleep(self.every)

    async def _refuse_when_low(self) -> None:
        pot = await pot_of(self._client)
        if pot is None:
            return
        left = max(pot.limit - pot.used, 0)
        if 100 * left < _LOW * pot.limit:
            raise FollowEnded(
                f"Following stopped: {left:,} requests are left of today's pot, under {_LOW} %.",
                "It is full again at 00:00 UTC.",
            )

    def _fresh(self, rows: list[Mapping[str, Any]], now: datetime) -> list[Mapping[str, Any]]:
        """Give what was not seen, the oldest first; what no look can give again is forgotten."""
        fresh: dict[str, Mapping[str, Any]] = {}
        for row in rows:
            key = key_of(CALL_HISTORY, row)
            if key not in self._seen:
                fresh[key] = row
            self._seen[key] = now
        self._seen = {key: at for key, at in self._seen.items() if now - at < 3 * _BEHIND}
        return sorted(fresh.values(), key=lambda row: str(row.get("start_time") or ""))
