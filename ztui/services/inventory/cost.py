"""What syncing the inventory costs: requests by label, their share of the rate, and time. Pure but for the rates."""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from typing import TYPE_CHECKING

from ztui.contract.catalogue import operation
from ztui.core.amounts import counted
from ztui.core.dataclass import dataclass
from ztui.core.times import rough_duration
from ztui.zoom.limits import lane

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ztui.contract.limits import Rate

__all__ = ["Cost", "Progress", "cost_of"]


@dataclass(frozen=True, slots=True)
class Cost:
    """What is to be sent.

    Attributes:
        labels: Requests by Zoom's label.
        seconds: The time that the limits make it last, 0 without limits.
        percent: The share of the rate that is used.
        unknown: Titles of the parts that are not counted, as the list that they go through was never read.
        at_least: Some lists were never read: there may be more pages.
        limited: The plan has limits.
    """

    labels: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    percent: int = 100
    unknown: tuple[str, ...] = ()
    at_least: bool = False
    limited: bool = True

    @property
    def requests(self) -> int:
        """Give how many requests it is."""
        return sum(self.labels.values())

    def __str__(self) -> str:
        """Say it: `at least 18 requests (6 light, 12 medium), about 2 s at 50 % of the rate`."""
        if not self.requests and not self.unknown:
            return "nothing to fetch"
        labels = ", ".join(f"{count:,} {label.casefold()}" for label, count in sorted(self.labels.items()) if count)
        least = "at least " if self.at_least or self.unknown else ""
        said = f"{least}{counted(self.requests, 'request')}{f' ({labels})' if labels else ''}"
        if self.limited:
            said += f", about {rough_duration(self.seconds)} at {self.percent} % of the rate"
        return said


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sync is.

    Attributes:
        sent: Requests sent, each try counted.
        left: What is still to be sent, as far as it can be told.
        part: Title of the part of which something came last.
        is_counted: All lists were read, so that `left` is all that is left.
    """

    sent: int
    left: Cost
    part: str = ""
    is_counted: bool = False

    @property
    def share(self) -> float:
        """Give what is done, from 0 to 1."""
        whole = self.sent + self.left.requests
        return self.sent / whole if whole else 1.0


def cost_of(
    requests: Iterable[tuple[str, int]],
    rates: Mapping[str, Rate],
    percent: int,
    *,
    unknown: Iterable[str] = (),
    at_least: bool = False,
) -> Cost:
    """Add up requests.

    Args:
        requests: Operations and how often each is sent; an operation may come again.
        rates: What the plan allows in each lane; none without limits.
        percent: The share of it that may be used.
        unknown: Parts that are not counted.
        at_least: There may be more.
    """
    labels: Counter[str] = Counter()
    lanes: Counter[str] = Counter()
    for name, count in requests:
        known = operation(name)
        labels[known.limit_label] += count
        lanes[lane(known)] += count
    seconds = max((count * rates[name].interval for name, count in lanes.items() if name in rates), default=0.0)
    return Cost(+labels, seconds * 100 / percent, percent, tuple(unknown), at_least, bool(rates))
