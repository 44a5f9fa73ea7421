"""Numbers about call queues, counted from their calls."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ztui.sim.areas import find
from ztui.sim.areas.calls import calls_in
from ztui.sim.areas.rows import Row, Rows, known, site_ref
from ztui.sim.handling import Context, Listed, handles
from ztui.sim.windows import window

if TYPE_CHECKING:
    from ztui.sim.world.calls.history import History
    from ztui.sim.world.calls.scene import Call
    from ztui.sim.world.entities import Queue
    from ztui.sim.world.system import PhoneSystem

__all__: list[str] = []


@dataclass
class _Day:
    """What happened in a queue."""

    inbound: int = 0
    completed: int = 0
    abandoned: int = 0
    overflowed: int = 0
    waits: list[int] = field(default_factory=list)
    talks: list[int] = field(default_factory=list)


def _count(history: History, serials: list[int]) -> dict[str, _Day]:
    """Count by extension id of the queue."""
    days: dict[str, _Day] = {}
    for serial in serials:
        call = history.call(serial)
        for place, leg in enumerate(call.legs):
            if leg.callee.kind != "call_queue" or leg.result == "hang_up":
                continue
            day = days.setdefault(leg.callee.ext_id, _Day())
            day.inbound += 1
            day.waits.append(leg.wait)
            day.completed += leg.result == "answered"
            day.abandoned += leg.result == "abandoned"
            day.overflowed += leg.result == "overflowed"
            if leg.result == "answered":
                day.talks.append(_talk(call, place))
    return days


def _talk(call: Call, place: int) -> int:
    queue = call.legs[place].callee.ext_id
    for leg in call.legs[place + 1 :]:
        if leg.answer >= 0 and leg.operator is not None and leg.operator.ext_id == queue:
            return leg.end - leg.answer
    return 0


def _mean(values: list[int]) -> int:
    return round(sum(values) / len(values)) if values else 0


def _row(system: PhoneSystem, queue: Queue, day: _Day) -> Row:
    site = site_ref(system, queue.site_id) or {}
    return known(
        call_queue_id=queue.id,
        call_queue_name=queue.name,
        call_queue_ext_id=queue.ext_id,
        inbound_calls=day.inbound,
        completed_calls=day.completed,
        abandoned_calls=day.abandoned,
        overflowed_calls=day.overflowed,
        avg_handle_time=_mean(day.talks),
        avg_wrap_up_time=queue.rules.wrap_up if day.completed else 0,
        avg_in_queue_wait_time=_mean(day.waits),
        max_in_queue_wait_time=max(day.waits, default=0),
        outbound_calls=0,
        outbound_connected_calls=0,
        outbound_unconnected_calls=0,
        site_name=site.get("name"),
        site_id=site.get("id"),
    )


@handles("callqueueanalytics")
def analytics(context: Context) -> Listed:
    """Answer the numbers of each queue in a window."""
    system, query, span = find.system_of(context), context.query, window(context)
    days = _count(system.history, calls_in(context, span))
    wanted = set(query.get("call_queue_ext_ids") or ())
    filters = {name: query[name] for name in ("site_id", "cost_center", "department") if query.get(name)}
    found = (
        queue
        for queue in system.queues
        if (not wanted or queue.ext_id in wanted)
        and all(getattr(queue, name) == value for name, value in filters.items())
    )
    return Listed(Rows(found, lambda queue: _row(system, queue, days.get(queue.ext_id, _Day()))), span.extra)
