"""Keeping to Zoom's limits before Zoom has to say so.

Every try pays: one slot of its lane (a label of one of Zoom's two tables) and, where the contract has one, one request
of the daily pot. Slots lie evenly, so no burst ever leaves. Both are booked in the ledger that all processes share.

Zoom counts per account and does not say whether a request in the name of a sub account counts for the sub account or
for the master; such a request is booked for both.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

from ztui.contract import limits
from ztui.contract.catalogue import Operation, operations
from ztui.core.errors import RateLimited
from ztui.core.ports import Clock, PotUse, QuotaLedger
from ztui.core.times import stamp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["NO_LIMITS", "Background", "Limiter", "lane", "next_midnight"]

NO_LIMITS = "none"
"""The plan of a simulator without limits."""

_LONGEST_WAIT = 300.0


class Limiter:
    """Admits requests one by one, as the plan allows."""

    def __init__(self, ledger: QuotaLedger, clock: Clock, plan: str) -> None:
        """Take the shared ledger, the clock and the name of the plan.

        Raises:
            UnknownName: Zoom has no such plan.
        """
        self._ledger = ledger
        self._clock = clock
        self._plan = None if plan == NO_LIMITS else limits.plan_named(plan)

    async def admit(self, operation: Operation, accounts: Sequence[str]) -> float:
        """Wait until the request may leave, and give the seconds that it took.

        Args:
            operation: What is about to be sent.
            accounts: Everyone for whom it may count.

        Raises:
            RateLimited: The day's pot is empty, or the next free slot is minutes away.
        """
        if self._plan is None:
            return 0.0
        await self._spend(self._plan, operation, accounts)
        interval = limits.rate(self._plan, operation).interval
        waits = [await self._ledger.reserve(account, lane(operation), interval) for account in accounts]
        wait = max(waits, default=0.0)
        if wait > _LONGEST_WAIT:
            until = self._clock.now() + timedelta(seconds=wait)
            raise _limited(operation, "Zoom asked to wait with requests of this kind.", until)
        if wait > 0:
            await self._clock.sleep(wait)
        return wait

    async def _spend(self, plan: limits.Plan, operation: Operation, accounts: Sequence[str]) -> None:
        pot = limits.pot(plan, operation)
        if pot is None:
            return
        today = self._clock.now().date()
        for account in accounts:
            if await self._ledger.spend(account, today, pot.name, pot.limit) is None:
                said = f"The {pot.limit:,} heavy requests of this UTC day are used up."
                raise _limited(operation, said, next_midnight(self._clock.now()))

    async def told(self, operation: Operation, accounts: Sequence[str], remaining: int, limit: int) -> None:
        """Note what Zoom says is left of the operation's daily pot."""
        pot = None if self._plan is None else limits.pot(self._plan, operation)
        for account in accounts if pot is not None else ():
            assert pot is not None
            await self._ledger.told(account, self._clock.now().date(), pot.name, remaining, limit)

    async def hold_back(self, operation: Operation, accounts: Sequence[str], seconds: float) -> None:
        """Let nobody send in this lane before that many seconds have passed."""
        for account in accounts:
            await self._ledger.hold_back(account, lane(operation), seconds)

    async def pots(self, account: str) -> Mapping[str, PotUse]:
        """Give the use of every daily pot of the plan, by the pot's name; pots that nobody touched stand at 0."""
        if self._plan is None:
            return {}
        today = self._clock.now().date()
        found = {pot.name: pot for each in operations().values() if (pot := limits.pot(self._plan, each))}
        uses = {name: await self._ledger.use(account, today, name) for name in found}
        return {name: use or PotUse(today, 0, found[name].limit) for name, use in uses.items()}

    def rates(self) -> Mapping[str, limits.Rate]:
        """Give the rate of every lane of the plan (`phone HEAVY`, `general LIGHT` ...)."""
        if self._plan is None:
            return {}
        return _rates(self._plan)


@cache
def _rates(plan: limits.Plan) -> Mapping[str, limits.Rate]:
    """Give the rate of every lane of a plan, once: a walk through calls asks for it at each page."""
    return {lane(each): limits.rate(plan, each) for each in operations().values()}


class Background(Limiter):
    """A limiter that leaves the rest of the rate to others: its requests first wait in lanes that are as narrow.

    These lanes are in the ledger, too, so that several programs in the background share them. Daily pots are not
    divided: what reads in the background is to be light.

    Attributes:
        percent: The share of the rate.
        sent: Tries admitted, by label.
    """

    def __init__(self, whole: Limiter, percent: int) -> None:
        """Take the limiter of the connection, and the share of the rate in percent, from 1 to 100."""
        self.__dict__ |= whole.__dict__
        self.percent = min(max(percent, 1), 100)
        self.sent: Counter[str] = Counter()

    async def admit(self, operation: Operation, accounts: Sequence[str]) -> float:
        """As `Limiter.admit`."""
        waited = 0.0
        if self._plan is not None:
            interval = limits.rate(self._plan, operation).interval * 100 / self.percent
            name = f"{lane(operation)} background"
            waited = max([await self._ledger.reserve(account, name, interval) for account in accounts], default=0.0)
            if waited > 0:
                await self._clock.sleep(waited)
        waited += await super().admit(operation, accounts)
        self.sent[operation.limit_label] += 1
        return waited


def lane(operation: Operation) -> str:
    """Name the lane of an operation: Zoom's table and the label."""
    return f"{'general' if operation.api == 'accounts' else 'phone'} {operation.limit_label}"


def next_midnight(now: datetime) -> datetime:
    """Give the end of the UTC day, at which Zoom fills the daily pots."""
    return datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), time(), UTC)


def _limited(operation: Operation, message: str, until: datetime) -> RateLimited:
    error = RateLimited(message, f"Try again after {stamp(until, UTC, seconds=False)} UTC.", operation_id=operation.id)
    error.until = until
    return error
