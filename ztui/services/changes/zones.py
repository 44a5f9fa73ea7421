"""Names of time zones."""

from __future__ import annotations

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from ztui.core.nearness import nearest

__all__ = ["zone_problem", "zones"]


@cache
def zones() -> tuple[str, ...]:
    """Give the names of all time zones, sorted."""
    return tuple(sorted(available_timezones()))


def zone_problem(value: Any) -> str:
    """Say why a value is no time zone, with those that are called nearly so; "" if it is one."""
    known = zones()
    if value in known:
        return ""
    close = nearest(str(value).replace(" ", "_"), known)
    return f"is no time zone{': ' + ', '.join(close) if close else ', such as America/New_York'}"
