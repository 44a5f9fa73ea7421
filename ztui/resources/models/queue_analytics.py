"""Numbers about queues (GET /phone/call_queue_analytics); times are in seconds."""

from __future__ import annotations

from ztui.resources.models.lenient import Lenient

__all__ = ["QueueAnalytics"]


class QueueAnalytics(Lenient):
    """One queue in the window."""

    call_queue_id: str | None = None
    call_queue_name: str | None = None
    call_queue_ext_id: str | None = None
    inbound_calls: int | None = None
    completed_calls: int | None = None
    abandoned_calls: int | None = None
    overflowed_calls: int | None = None
    avg_handle_time: int | None = None
    avg_wrap_up_time: int | None = None
    avg_in_queue_wait_time: int | None = None
    max_in_queue_wait_time: int | None = None
    outbound_calls: int | None = None
    outbound_connected_calls: int | None = None
    outbound_unconnected_calls: int | None = None
    site_id: str | None = None
    site_name: str | None = None
