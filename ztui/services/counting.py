"""Lists counted by the values of a column, and by hour, weekday and day of their times.

What is counted are the rows that are loaded and pass the filter, whatever Zoom has besides.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ztui.core.dataclass import dataclass
from ztui.core.errors import UnknownName
from ztui.resources.model import Column, Kind
from ztui.resources.outcomes import OUTCOMES
from ztui.services.calls.totals import WEEKDAYS, by_day, by_hour, by_weekday
from ztui.store.counts import OUTCOME
from ztui.store.figures import Counted, Figures
from ztui.store.terms import FieldTerm, LocalFilter, Match

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from ztui.resources.model import Resource
    from ztui.services.calls.totals import Quarters
    from ztui.services.counters import Counter

__all__ = ["PARTS", "QUEUES", "Counts", "Way", "counted", "folded", "own_time", "way_named", "ways"]

PARTS: Final = ("hour", "weekday", "day")
"""What times are counted by."""
QUEUES: Final = FieldTerm("callee_ext_type", Match.IS, "call_queue")
"""Lets calls to a queue itself pass: the store does not know through which queues a call came otherwise."""
_TIMES: Final = frozenset({Kind.TIME, Kind.CLOCK})
_NEVER: Final = frozenset({Kind.SECRET, Kind.ID, *_TIMES})
_CALL: Final = frozenset({"direction", "call_result", "duration"})
_TITLES: Final = {
    "caller_name": "Caller",
    "callee_name": "Callee",
    "direction": "Direction",
    "duration": "Duration",
}
"""Of columns of calls whose heads are short."""
_SIDES: Final = {"caller_name": "caller", "callee_name": "callee"}


@dataclass(frozen=True, slots=True)
class Way:
    """What rows can be counted by.

    Attributes:
        name: By which it is asked for: a column's name, `queue`, `outcome`, `hour`, or `hour:answer_time` where that is
            not the list's own time.
        title: What it is called.
        column: The column that shows a value.
        part: One of `PARTS`, "" for the column's own values.
    """

    name: str
    title: str
    column: Column
    part: str = ""

    @property
    def is_queue(self) -> bool:
        """Tell whether only calls to queues are counted."""
        return self.name == "queue"

    @property
    def term_name(self) -> str:
        """Give the column's name in filters."""
        return self.column.alias or self.column.path


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted.

    Attributes:
        way: By what.
        values: Those of most rows first; hours, weekdays and days in their order.
        distinct: How many values there are; more than `values` where only the most frequent were asked for.
        totals: Of all rows that were counted; by queue those of calls to queues.
        are_calls: It is known what became of them, and how long they took.
    """

    way: Way
    values: tuple[Counted, ...]
    distinct: int
    totals: Figures
    are_calls: bool


def ways(resource: Resource) -> tuple[Way, ...]:
    """Give what the rows of a resource can be counted by: columns in their order, times last; none of signs alone."""
    columns = [each for each in resource.columns if each.kind not in _NEVER and each.head.strip()]
    found = [_way(each) for each in columns if not each.from_get]
    if {each.path for each in resource.columns} >= _CALL:
        found = _ways_of_calls(resource, found)
    own = own_time(resource)
    for column in sorted((each for each in resource.columns if each.kind in _TIMES), key=lambda each: each is not own):
        for part in PARTS:
            title = part.capitalize()
            if column is own:
                found.append(Way(part, title, column, part))
            else:
                of = column.alias or column.path
                found.append(Way(f"{part}:{of}", f"{title} of {column.head.lower()}", column, part))
    return tuple(found)


def _ways_of_calls(resource: Resource, found: Sequence[Way]) -> list[Way]:
    """Put first what calls are mostly counted by: what became of them, and the queue that was called."""
    first = [Way(OUTCOME, "Outcome", Column(OUTCOME, 12, kind=Kind.STATUS))]
    callee = resource.column("callee_name")
    if callee is not None and resource.column(QUEUES.path) is not None:
        first.append(Way("queue", "Queue", replace(callee, title="Queue")))
    return [*first, *(each for each in found if each.column.path != OUTCOME)]


def way_named(resource: Resource, name: str) -> Way:
    """Find what rows are to be counted by.

    Args:
        resource: What is listed.
        name: Of a way, or any name of a column; of calls also `caller` and `callee`.

    Raises:
        UnknownName: There is nothing of that name that rows can be counted by.
    """
    wanted = name.casefold()
    column = resource.column(next((path for path, side in _SIDES.items() if side == wanted), name))
    known = ways(resource)
    for each in known:
        is_column = column is not None and not each.part and not each.is_queue and each.column.path == column.path
        if is_column or wanted == each.name.casefold():
            return each
    raise UnknownName("column to count by", name, (each.name for each in known))


def own_time(resource: Resource) -> Column | None:
    """Give the time by which a list is one of time: that of its day lines, else the first one; None without times."""
    times = [each for each in resource.columns if each.kind in _TIMES]
    return next((each for each in times if each.path == resource.group_by_day), times[0] if times else None)


async def counted(counter: Counter, local: LocalFilter, way: Way, zone: tzinfo, most: int = 1000) -> Counts:
    """Count the rows that pass a filter.

    Args:
        counter: Who counts them.
        local: The filter.
        way: By what.
        zone: Whose hours, weekdays and days.
        most: So many values come back; of time those with most rows, in their order.

    Raises:
        KeyError: They cannot be counted by it where they are stored.
        StoreError: The store cannot be used.
    """
    if way.is_queue:
        local = replace(local, terms=(*local.terms, QUEUES))
    if way.part:
        whole = await counter.totals(local)
        quarters = await counter.quarters(local, way.column.path)
        values = await asyncio.to_thread(folded, way.part, quarters, zone)  # of half a year there are many
        return Counts(way, _largest(values, most), len(values), whole, counter.are_calls)
    found = await counter.frequency(local, way.column.path, most)
    values, totals = found.most, found.whole
    if totals is None:
        totals = await counter.totals(local)
    if way.column.path == OUTCOME:
        values = tuple(sorted(values, key=lambda each: OUTCOMES.index(str(each.row.get(OUTCOME, OUTCOMES[-1])))))
    return Counts(way, values, found.values, totals, counter.are_calls)


def _largest(values: tuple[Counted, ...], most: int) -> tuple[Counted, ...]:
    """Give those with most rows, in the order that they have."""
    if len(values) <= most:
        return values
    kept = sorted(range(len(values)), key=lambda each: -values[each].figures.calls)[:most]
    return tuple(values[each] for each in sorted(kept))


def folded(part: str, found: Quarters, zone: tzinfo) -> tuple[Counted, ...]:
    """Give figures by hours, weekdays or days of a zone, in their order; hours and weekdays are all there."""
    groups: Sequence[tuple[object, Figures]]
    if part == "hour":
        groups = list(enumerate(by_hour(found, zone)))
    elif part == "weekday":
        groups = list(zip(WEEKDAYS, by_weekday(found, zone), strict=True))
    else:
        groups = [(day.isoformat(), figures) for day, figures in by_day(found, zone)]
    return tuple(Counted({part: value}, figures) for value, figures in groups)


def _way(column: Column) -> Way:
    return Way(column.alias or column.path, _TITLES.get(column.path, column.head), replace(column, short=()))
