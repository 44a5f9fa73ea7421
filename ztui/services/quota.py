"""What is left of Zoom's limits, for the header and the quota screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.contract.catalogue import Label
from ztui.core.dataclass import dataclass

if TYPE_CHECKING:
    from datetime import date

    from ztui.contract.limits import Rate
    from ztui.zoom.client import Client

__all__ = ["LabelUse", "Pot", "Quota", "read_quota"]


@dataclass(frozen=True, slots=True)
class Pot:
    """A daily pot of requests.

    Attributes:
        name: Which (`phone`, `general`).
        used: Requests of this UTC day, by this user's programs or as Zoom tells.
        limit: Requests allowed that day.
        told_by_zoom: Zoom sent what remains; else it is our use, and others of the account may have used more.
        day: The UTC day.
    """

    name: str
    used: int
    limit: int
    told_by_zoom: bool
    day: date

    @property
    def left(self) -> int:
        """Requests left."""
        return max(self.limit - self.used, 0)

    @property
    def percent_left(self) -> int:
        """What is left in percent, rounded down: 0 to 100."""
        return 100 * self.left // self.limit if self.limit else 0


@dataclass(frozen=True, slots=True)
class LabelUse:
    """Requests of one label.

    Attributes:
        label: Zoom's word for how heavy they are.
        sent: Tries sent since the program started.
        rates: Pairs of Zoom's table (`phone`, `general`) and what it allows.
    """

    label: str
    sent: int
    rates: tuple[tuple[str, Rate], ...]


@dataclass(frozen=True, slots=True)
class Quota:
    """All pots and labels; without limits (a simulator's plan `none`) there are no pots and no rates."""

    pots: tuple[Pot, ...]
    labels: tuple[LabelUse, ...]
    sent: int
    failed: int
    retried: int
    limited: int
    """Answers HTTP 429."""

    @property
    def percent_left(self) -> int | None:
        """What is left of the emptiest pot in percent, None without limits."""
        return min((pot.percent_left for pot in self.pots), default=None)


async def read_quota(client: Client) -> Quota:
    """Give the use of the limits in the account in whose name the client acts."""
    uses = await client.pots()
    pots = tuple(Pot(name, use.used, use.limit, use.told_by_zoom, use.day) for name, use in sorted(uses.items()))
    rates = client.limiter.rates()
    log = client.requests
    labels = tuple(
        LabelUse(
            label,
            log.by_label.get(label, 0),
            tuple((table, rates[f"{table} {label}"]) for table in ("phone", "general") if f"{table} {label}" in rates),
        )
        for label in Label
    )
    return Quota(pots, labels, log.sent, log.failed, log.retried, log.limited)
