"""Hours and routing (GET /phone/extension/{extensionId}/call_handling/settings)."""

from __future__ import annotations

from ztui.resources.models.lenient import Digits, Lenient

__all__ = ["CallHandling", "DayHours", "ForwardTo", "HandlingSettings", "Routing"]


class DayHours(Lenient):
    """Hours of one weekday (1 is Sunday) as `HH:mm`; `type` 0 closed, 1 all day, 2 from-to."""

    weekday: int | None = None
    type: int | None = None
    to: str | None = None


class ForwardTo(Lenient):
    """Where a call goes on."""

    id: Digits | None = None
    display_name: str | None = None
    extension_id: str | None = None
    extension_number: Digits | None = None
    extension_type: str | None = None
    phone_number: str | None = None


class Routing(Lenient):
    """What happens to a call: `action` is a code of the table `action`."""

    action: int | None = None
    forward_to: ForwardTo | None = None


class HandlingSettings(Lenient):
    """The settings of one element; times are seconds."""

    type: int | None = None
    custom_hours_settings: list[DayHours] | None = None
    max_wait_time: int | None = None
    max_call_in_queue: int | None = None
    wrap_up_time: int | None = None
    ring_mode: str | None = None
    routing: Routing | None = None
    busy_routing: Routing | None = None


class CallHandling(Lenient):
    """One element of business hours, closed hours or a holiday."""

    hours: str | None = None
    sub_setting_type: str | None = None
    holiday_id: str | None = None
    settings: HandlingSettings | None = None
