"""Stored calls counted as people ask: by hour of the day, weekday, day, queue, caller, callee, result, site, direction.

The store counts quarters of an hour; hours and days are those of the viewer's zone, whatever its changes of clocks,
since no zone is off by less.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from ztui.services.calls.windows import instant_of
from ztui.store.figures import Counted, Figures
from ztui.store.terms import FieldTerm, LocalFilter, Match

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, tzinfo

    from ztui.services.calls.windows import Span
    from ztui.store.calls.calls import Calls

__all__ = ["BY", "QUARTER", "Quarters", "Statistics", "by_day", "by_hour", "by_weekday", "heat", "statistics"]

QUARTER: Final = 900
"""Seconds of what hours and days are put together from."""
COLUMNS: Final = {
    "queue": "callee_name",
    "caller": "caller_name",
    "callee": "callee_name",
    "result": "call_result",
    "site": "site_name",
    "direction": "direction",
}
"""What is counted by -> the column."""
BY: Final = ("hour", "day", "weekday", *COLUMNS)
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_QUEUES: Final = FieldTerm("callee_ext_type", Match.IS, "call_queue")

Quarters = list[tuple[int, Figures]]
"""First second of a quarter of an hour after 2015-01-01 UTC, and the figures of the calls that began in it."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """Calls counted by something.

    Attributes:
        totals: Of all calls that pass; by queue those to queues only.
        groups: Hours, weekdays and days in the order of time, all else most calls first.
        values: How many groups there are; more than `groups` where only the largest were asked for.
    """

    totals: Figures
    groups: tuple[Counted, ...]
    values: int


async def statistics(
    calls: Calls, by: str, wanted: LocalFilter, zone: tzinfo, *, span: Span | None = None, most: int = 1000
) -> Statistics:
    """Count stored calls.

    Args:
        calls: The store.
        by: One of `BY`. A call to a queue counts as the queue's if the queue itself was called: the store does not know
            through which queues a call came otherwise.
        wanted: Which calls.
        zone: Whose hours and days.
        span: Only calls that begin in it.
        most: So many groups come back, where they are not of time.

    Raises:
        KeyError: There is no such way to count.
        StoreError: The store cannot be used.
    """
    if by in COLUMNS:
        if by == "queue":
            wanted = replace(wanted, terms=(*wanted.terms, _QUEUES))
        totals = await calls.totals(wanted, span=span)
        found = await calls.frequency(COLUMNS[by], wanted, most=most, span=span)
        return Statistics(totals, found.most, found.values)
    fold = {"hour": _hours, "weekday": _weekdays, "day": _days}[by]
    groups = fold(await calls.histogram(QUARTER, wanted, span=span), zone)
    return Statistics(await calls.totals(wanted, span=span), tuple(groups), len(groups))


def heat(quarters: Quarters, zone: tzinfo) -> dict[tuple[int, int], Figures]:
    """Give figures by weekday (0 is Monday) and hour of the day; those without calls are left out."""
    found: defaultdict[tuple[int, int], Figures] = defaultdict(Figures)
    for second, figures in quarters:
        local = instant_of(second).astimezone(zone)
        found[local.weekday(), local.hour] += figures
    return dict(found)


def by_hour(quarters: Quarters, zone: tzinfo) -> list[Figures]:
    """Give the figures of the 24 hours of the day."""
    return _summed(((hour, each) for (_, hour), each in heat(quarters, zone).items()), 24)


def by_weekday(quarters: Quarters, zone: tzinfo) -> list[Figures]:
    """Give the figures of the seven days of the week, from Monday."""
    return _summed(((weekday, each) for (weekday, _), each in heat(quarters, zone).items()), 7)


def by_day(quarters: Quarters, zone: tzinfo) -> list[tuple[date, Figures]]:
    """Give the figures of each day from the first to the last, those without calls among them."""
    found: defaultdict[date, Figures] = defaultdict(Figures)
    for second, figures in quarters:
        found[instant_of(second).astimezone(zone).date()] += figures
    if not found:
        return []
    first = min(found)
    days = (first + timedelta(days=each) for each in range((max(found) - first).days + 1))
    return [(each, found.get(each, Figures())) for each in days]


def _summed(parts: Iterable[tuple[int, Figures]], count: int) -> list[Figures]:
    found = [Figures()] * count
    for place, figures in parts:
        found[place] += figures
    return found


def _hours(quarters: Quarters, zone: tzinfo) -> list[Counted]:
    return _named("hour", enumerate(by_hour(quarters, zone)))


def _weekdays(quarters: Quarters, zone: tzinfo) -> list[Counted]:
    return _named("weekday", zip(WEEKDAYS, by_weekday(quarters, zone), strict=True))


def _days(quarters: Quarters, zone: tzinfo) -> list[Counted]:
    return _named("day", ((each.isoformat(), figures) for each, figures in by_day(quarters, zone)))


def _named(name: str, groups: Iterable[tuple[Any, Figures]]) -> list[Counted]:
    return [Counted({name: value}, figures) for value, figures in groups]
