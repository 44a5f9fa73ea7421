"""The ports through which effects come in: time, the quota ledger, the write log.

`store` implements the ledger and the log, `zoom` uses them; neither knows the other.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractAsyncContextManager

__all__ = ["Clock", "Intent", "PotUse", "QuotaLedger", "WriteLog"]


class Clock(Protocol):
    """Where the program gets its time from."""

    def now(self) -> datetime:
        """Give the current instant, aware, in UTC."""

    def monotonic(self) -> float:
        """Give seconds on a clock that never goes back."""

    async def sleep(self, seconds: float) -> None:
        """Wait that many seconds of this clock."""


@dataclass(frozen=True, slots=True)
class Intent:
    """Leave to send one write; made and made durable before the byte leaves.

    Attributes:
        id: The journal's id of the intent.
        operation_id: The only operation that it allows.
        account: Zoom account it was planned in, "" for the profile's own.
    """

    id: str
    operation_id: str
    account: str = ""


class WriteLog(Protocol):
    """The journal as `zoom` sees it."""

    async def is_open(self, intent: Intent) -> bool:
        """Tell whether the intent is on disk and has no outcome yet."""

    async def sent(self, intent: Intent, request: Mapping[str, Any]) -> None:
        """Record that the first byte is about to leave."""


@dataclass(frozen=True, slots=True)
class PotUse:
    """How much of a daily pot is used.

    Attributes:
        day: The UTC day.
        used: Requests counted by us, or told by Zoom.
        limit: Requests allowed that day.
        told_by_zoom: True when Zoom's own header gave what remains.
    """

    day: date
    used: int
    limit: int
    told_by_zoom: bool = False


class QuotaLedger(Protocol):
    """Limits that all processes of this user share, per Zoom account."""

    async def reserve(self, account: str, lane: str, interval: float) -> float:
        """Book the next slot of a lane whose slots lie `interval` seconds apart; give the seconds to wait for it."""

    async def spend(self, account: str, day: date, pot: str, limit: int) -> PotUse | None:
        """Take one request out of the day's pot; None when it is empty."""

    async def told(self, account: str, day: date, pot: str, remaining: int, limit: int) -> None:
        """Note what Zoom says remains of the pot."""

    async def use(self, account: str, day: date, pot: str) -> PotUse | None:
        """Give the use of the day's pot, None if nothing was spent."""

    async def hold_back(self, account: str, lane: str, seconds: float) -> None:
        """Book no slot of the lane before that many seconds have passed (Zoom said 429)."""

    def write_lock(self, account: str, key: str) -> AbstractAsyncContextManager[None]:
        """Hold the one write lock of an object, across processes."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Give the current instant, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Give seconds on a clock that never goes back."""
        import time

        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait that many seconds."""
        import asyncio

        await asyncio.sleep(seconds)
