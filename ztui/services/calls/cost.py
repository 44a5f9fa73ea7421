"""What fetching calls costs: requests, their share of the day's pot, and time."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from ztui.contract import limits
from ztui.contract.catalogue import operation
from ztui.core.amounts import counted, percent
from ztui.core.dataclass import dataclass
from ztui.core.times import rough_duration
from ztui.services.calls.windows import OPERATION
from ztui.zoom.limits import lane

if TYPE_CHECKING:
    from ztui.core.ports import PotUse
    from ztui.zoom.client import Client

__all__ = [
    "PAGE",
    "Cost",
    "Progress",
    "interval_of",
    "latency_of",
    "pages_of",
    "pot_of",
    "share_of",
    "width_of",
]

_SIZE = limits.page_size(operation(OPERATION))
PAGE: Final = _SIZE.maximum if _SIZE is not None else 1
"""Calls of a page."""
_SPARE, _UNLIMITED, _MOST = 2, 12, 24
"""Requests under way: besides those that the latency takes, where nothing is limited, and at all."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What is still to be sent.

    Attributes:
        requests: Heavy requests, as far as Zoom has told how many calls there are.
        calls: Calls that they bring.
        seconds: Time that they take.
        left: Requests left of the day's pot, None without limits.
        limit: Requests of the whole pot, None without limits.
    """

    requests: int
    calls: int
    seconds: float
    left: int | None = None
    limit: int | None = None

    @property
    def percent(self) -> float:
        """Give the share of the day's pot in percent; 0 without limits."""
        return 100 * self.requests / self.limit if self.limit else 0.0

    @property
    def is_too_much(self) -> bool:
        """Tell whether the pot will be empty before all is there."""
        return self.left is not None and self.requests > self.left

    def __str__(self) -> str:
        """Say it: `42 heavy requests, 0.1 % of today's pot, about 9 s`."""
        return f"{self.share}, about {rough_duration(self.seconds)}"

    @property
    def share(self) -> str:
        """Say it without the time."""
        said = counted(self.requests, "heavy request")
        return f"{said}, {percent(self.percent / 100)} of today's pot" if self.limit else said


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is.

    Attributes:
        calls: Calls that came, also those that were stored before.
        requests: Requests sent, each try counted.
        rest: What is still to be sent.
        one_by_one: Zoom does not take several requests at once; they follow each other.
    """

    calls: int
    requests: int
    rest: Cost
    one_by_one: bool = False

    @property
    def share(self) -> float:
        """Give what is done, from 0 to 1."""
        whole = self.calls + self.rest.calls
        return self.calls / whole if whole else 1.0


def pages_of(calls: int) -> int:
    """Give how many requests so many calls take; an empty window takes one as well."""
    return max(-(-calls // PAGE), 1)


def interval_of(client: Client) -> float:
    """Give the seconds between two requests that the plan allows, 0 without limits."""
    rate = client.limiter.rates().get(lane(operation(OPERATION)))
    return rate.interval if rate is not None else 0.0


def latency_of(client: Client) -> float:
    """Give the seconds that an answer takes, of the latest ones, 0 before the first."""
    lately = _lately(client)
    return sum(lately) / len(lately) if lately else 0.0


def width_of(client: Client) -> int:
    """Give how many requests have to be under way so that not the latency is the bound, but the limit.

    No more than a second's requests, unless the line itself is so slow: what piles up while Zoom or a proxy stalls
    arrives at once, and a second's requests are what Zoom takes at once.
    """
    interval = interval_of(client)
    if not interval:
        return _UNLIMITED
    line = min(_lately(client), default=0.0)
    return min(max(ceil(1 / interval), _SPARE + ceil(1.5 * line / interval)), _MOST)


def _lately(client: Client) -> list[float]:
    return [each.ms / 1_000 for each in client.requests.recent[:_MOST] if each.operation_id == OPERATION]


async def pot_of(client: Client) -> PotUse | None:
    """Give the use of the pot that the requests draw from, None without limits."""
    pot = limits.pot(limits.Plan.BUSINESS, operation(OPERATION))
    return (await client.pots()).get(pot.name) if pot is not None else None


async def share_of(client: Client, requests: int) -> str:
    """Say what so many requests are of the day's pot: `7 heavy requests, under 0.1 % of today's pot`."""
    pot = await pot_of(client)
    return Cost(requests, 0, 0.0, None, pot.limit if pot is not None else None).share
