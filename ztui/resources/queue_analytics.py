"""Zoom's own numbers about call queues. A window is demanded; its days are those of GMT where dates are sent."""

from __future__ import annotations

from ztui.resources.model import Column, Field, Filter, Group, Kind, Operations, Related, Resource

__all__ = ["RESOURCES"]

QUEUE_ANALYTICS = Resource(
    name="queue-analytics",
    aliases=("call-queue-analytics", "analytics"),
    title="Queue analytics",
    singular="queue's numbers",
    key="call_queue_id",
    label="call_queue_name",
    help="Zoom analytics of each queue: calls, waits, talks; the last 24 hours, or the month you choose.",
    model="ztui.resources.models.queue_analytics:QueueAnalytics",
    operations=Operations(list="callqueueanalytics"),
    window=True,
    columns=(
        Column("call_queue_name", 16, title="Queue", alias="queue"),
        Column("inbound_calls", 7, title="Inbound", kind=Kind.COUNT, alias="inbound"),
        Column("completed_calls", 9, title="Completed", kind=Kind.COUNT, alias="completed"),
        Column("abandoned_calls", 9, title="Abandoned", kind=Kind.COUNT, alias="abandoned"),
        Column("overflowed_calls", 8, title="Overflow", kind=Kind.COUNT, alias="overflowed"),
        Column("avg_in_queue_wait_time", 8, title="Avg wait", kind=Kind.DURATION, alias="wait"),
        Column("max_in_queue_wait_time", 8, title="Max wait", kind=Kind.DURATION, alias="longest"),
        Column("avg_handle_time", 8, title="Handling", kind=Kind.DURATION, wide_only=True),
        Column("outbound_calls", 8, title="Outbound", kind=Kind.COUNT, wide_only=True, alias="outbound"),
        Column("site_name", 16, title="Site", wide_only=True, alias="site"),
        Column("avg_wrap_up_time", 8, title="Wrap-up", kind=Kind.DURATION, hidden=True),
        Column("outbound_connected_calls", 9, title="Connected out", kind=Kind.COUNT, hidden=True),
        Column("outbound_unconnected_calls", 9, title="Not connected out", kind=Kind.COUNT, hidden=True),
        Column("call_queue_id", 22, title="ID", kind=Kind.ID, hidden=True),
    ),
    groups=(
        Group(
            "Inbound",
            (
                Field("inbound_calls", "Calls", Kind.COUNT),
                Field("completed_calls", "Completed", Kind.COUNT),
                Field("abandoned_calls", "Abandoned", Kind.COUNT),
                Field("overflowed_calls", "Overflowed", Kind.COUNT),
            ),
        ),
        Group(
            "Times",
            (
                Field("avg_in_queue_wait_time", "Average wait", Kind.DURATION),
                Field("max_in_queue_wait_time", "Longest wait", Kind.DURATION),
                Field("avg_handle_time", "Average handling", Kind.DURATION),
                Field("avg_wrap_up_time", "Average wrap-up", Kind.DURATION),
            ),
        ),
        Group(
            "Outbound",
            (
                Field("outbound_calls", "Calls", Kind.COUNT),
                Field("outbound_connected_calls", "Connected", Kind.COUNT),
                Field("outbound_unconnected_calls", "Not connected", Kind.COUNT),
            ),
        ),
        Group(
            "Queue",
            (
                Field("call_queue_name", "Queue"),
                Field("site_name", "Site"),
                Field("call_queue_id", "ID", Kind.ID),
                Field("call_queue_ext_id", "Extension ID", Kind.ID),
            ),
        ),
    ),
    filters=(
        Filter("site_id", "Site", picks="sites"),
        Filter("call_queue_ext_ids", "Queues' extension IDs"),
        Filter("department"),
        Filter("cost_center"),
        Filter("from", "From"),
        Filter("to", "To"),
    ),
    related=(Related("Queue", "call-queues", key="call_queue_id"), Related("Site", "sites", key="site_id")),
    unavailable={"update": "These are Zoom's counts; there is nothing to change."},
)

RESOURCES = (QUEUE_ANALYTICS,)
