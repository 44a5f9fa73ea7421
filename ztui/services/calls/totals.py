"""Figures by time as people ask for them: by hour of the day, weekday, day, week, and in one stretch after the other.

The stores count quarters of an hour; hours and days are those of the viewer's zone, whatever its changes of clocks,
since no zone is off by less.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ztui.core.dataclass import dataclass
from ztui.services.calls.windows import instant_of, second_of
from ztui.store.figures import Figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, tzinfo

    from ztui.services.calls.windows import Span

__all__ = ["QUARTER", "WEEKDAYS", "Quarters", "Step", "Stretch", "by_day", "by_hour", "by_weekday", "heat", "stretches"]

QUARTER: Final = 900
"""Seconds of what hours and days are put together from."""
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEK: Final = 7

Quarters = list[tuple[int, Figures]]
"""First second of a quarter of an hour after 2015-01-01 UTC, and the figures of the calls that began in it."""


class Step(StrEnum):
    """How long the stretches of a plot are."""

    QUARTER = "quarter"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time and its figures; `end` is the instant after it."""

    begin: datetime
    end: datetime
    figures: Figures


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


def stretches(quarters: Quarters, step: Step, zone: tzinfo, span: Span) -> list[Stretch]:
    """Give figures in one stretch after the other, those without calls among them.

    A day has the 23 to 25 hours that it has in the zone; a week begins on Monday; the hour that comes twice is two.

    Args:
        quarters: What is counted.
        step: How long stretches are.
        zone: Whose hours, days and weeks.
        span: From the stretch with its first second to the one with its last; quarters beside it are left out.
    """
    first, end = span
    if end <= first:
        return []
    edges = list(_edges(step, zone, first, end))
    sums = [Figures()] * (len(edges) - 1)
    at = 0
    for second, figures in sorted(quarters, key=lambda each: each[0]):
        while at < len(sums) and second >= edges[at + 1]:
            at += 1
        if at < len(sums) and second >= edges[0]:
            sums[at] += figures
    ends = [instant_of(each) for each in edges]
    return [Stretch(begin, after, figures) for (begin, after), figures in zip(pairwise(ends), sums, strict=True)]


def _edges(step: Step, zone: tzinfo, first: int, end: int) -> Iterator[int]:
    """Give the first second of each stretch, and the one after the last."""
    if step in (Step.DAY, Step.WEEK):
        yield from _days(step, zone, first, end)
        return
    edge = _begin(step, zone, first)
    while edge < end:
        yield edge
        edge = _after(step, zone, edge)
    yield edge


def _days(step: Step, zone: tzinfo, first: int, end: int) -> Iterator[int]:
    day = instant_of(first).astimezone(zone).date()
    if step is Step.WEEK:
        day -= timedelta(days=day.weekday())
    edge = -1
    while edge < end:
        edge = second_of(datetime.combine(day, time(), zone).astimezone(UTC))
        yield edge
        day += timedelta(days=_WEEK if step is Step.WEEK else 1)


def _begin(step: Step, zone: tzinfo, second: int) -> int:
    """Give the first second of the hour or quarter in which a second lies."""
    if step is Step.QUARTER:
        return second // QUARTER * QUARTER
    edge = second // QUARTER * QUARTER
    while _hour(zone, edge - QUARTER) == _hour(zone, edge):
        edge -= QUARTER
    return edge


def _after(step: Step, zone: tzinfo, edge: int) -> int:
    """Give the first second after the hour or quarter that begins at an edge."""
    if step is Step.QUARTER:
        return edge + QUARTER
    here, after = _hour(zone, edge), edge + 4 * QUARTER
    if _hour(zone, after - QUARTER) == here != _hour(zone, after):
        return after
    after = edge + QUARTER
    while _hour(zone, after) == here:
        after += QUARTER
    return after


def _hour(zone: tzinfo, second: int) -> tuple[date, int, timedelta | None]:
    local = instant_of(second).astimezone(zone)
    return local.date(), local.hour, local.utcoffset()
