"""Zoom's limits: a bucket per label, a daily pot, and no two writes on one object at the same time.

Buckets run in real seconds, the pot by the UTC day of the simulator's clock.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from ztui.contract import limits
from ztui.contract.limits import Plan
from ztui.sim.clock import zulu
from ztui.sim.handling import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ztui.contract.catalogue import Operation

__all__ = ["Limits", "TooFast"]

_GRACE = 2
"""Requests that may come a little early: Zoom's window is no stopwatch, and neither is the way there."""


class TooFast(Refusal):
    """A 429 of the limits.

    Attributes:
        seconds: After which the next try can pass.
        headers: What tells the client so, without `Retry-After`.
    """

    def __init__(self, message: str, seconds: float, headers: dict[str, str]) -> None:
        """Take the text, the seconds to wait and the headers."""
        super().__init__(429, 429, message)
        self.seconds = seconds
        self.headers = headers

    def retry_after(self, now: datetime) -> str:
        """Give the instant of the next try, to the second, as Zoom writes it."""
        until = now + timedelta(seconds=self.seconds)
        return zulu(until if until.microsecond == 0 else until.replace(microsecond=0) + timedelta(seconds=1))


class _Bucket:
    """Requests that may still pass; refills evenly."""

    def __init__(self, rate: limits.Rate, now: float) -> None:
        self.rate = rate
        self.room = float(rate.count + _GRACE)
        self._filled = now

    def take(self, now: float) -> float:
        """Take one request; give 0.0, or the seconds until there is room."""
        self.room = min(self.rate.count + _GRACE, self.room + (now - self._filled) * self.rate.per_second)
        self._filled = now
        if self.room >= 1:
            self.room -= 1
            return 0.0
        return (1 - self.room) / self.rate.per_second


class Limits:
    """The limits of one account family: a master and its sub accounts share them."""

    def __init__(self, plan: str, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Take the plan (`none`: no limit but that of concurrent writes) and a clock of real seconds."""
        self._plan = None if plan == "none" else Plan(plan)
        self._monotonic = monotonic
        self._buckets: dict[tuple[bool, str], _Bucket] = {}
        self._pots: dict[tuple[str, date], int] = {}
        self._writing: set[str] = set()

    def spend(self, operation: Operation, now: datetime) -> dict[str, str]:
        """Let one request pass; give the headers that tell what is left.

        Raises:
            TooFast: When the rate or the day's pot is used up.
        """
        if self._plan is None:
            return {}
        label = operation.limit_label
        category = label.value.capitalize()
        rate = limits.rate(self._plan, operation)
        key = (operation.api == "accounts", label.value)
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = _Bucket(rate, self._monotonic())
        wait = bucket.take(self._monotonic())
        headers = {"x-ratelimit-category": category, "x-ratelimit-type": "QPS", "x-ratelimit-limit": str(rate.count)}
        if wait > 0:
            text = "You have reached the maximum per-second rate limit for this API. Try again later."
            raise TooFast(text, wait, headers | {"x-ratelimit-remaining": "0"})
        left = self._take_of_pot(operation, now, category)
        return left or headers | {"x-ratelimit-remaining": str(max(0, min(rate.count, int(bucket.room))))}

    def pots(self, day: date) -> dict[str, int]:
        """Give what the day's pots have given out, by name."""
        return {name: used for (name, when), used in self._pots.items() if when == day}

    @contextmanager
    def writing(self, key: str, http: int = 429, code: int = 429) -> Iterator[None]:
        """Hold the one write that an object may have at a time; "" is no object.

        Raises:
            Refusal: With this status and code when there is a write on it.
        """
        if key and key in self._writing:
            raise Refusal(http, code, f"Too many concurrent requests. A request to {key} has already been made.")
        self._writing.add(key)
        try:
            yield
        finally:
            self._writing.discard(key)

    def _take_of_pot(self, operation: Operation, now: datetime, category: str) -> dict[str, str]:
        """Take one request of the day's pot; give its headers, {} when the operation draws from none."""
        pot = limits.pot(self._plan or Plan.BUSINESS, operation)
        if pot is None:
            return {}
        day = now.date()
        used = self._pots.get((pot.name, day), 0)
        headers = {
            "x-ratelimit-category": category,
            "x-ratelimit-type": "Daily-limit",
            "x-ratelimit-limit": str(pot.limit),
            "x-ratelimit-remaining": str(max(0, pot.limit - used - 1)),
        }
        if used >= pot.limit:
            midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), now.tzinfo)
            text = (
                "You have reached the maximum daily rate limit for this API. Refer to the response header for details."
            )
            raise TooFast(text, (midnight - now).total_seconds(), headers)
        self._pots[pot.name, day] = used + 1
        return headers
