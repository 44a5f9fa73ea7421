"""The window of time that `--from` and `--to` describe, as the operation takes it."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from ztui.contract import limits
from ztui.contract.catalogue import operation
from ztui.core.errors import ConfigError
from ztui.core.moments import months_before, read_window
from ztui.core.times import api_window

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from ztui.resources.model import Resource

__all__ = ["window_query"]

_LONGEST = timedelta(days=31, hours=1)
"""A month that has the longer day of autumn."""

_MARGIN = timedelta(minutes=5)
"""So much younger than Zoom's limit is what is asked: it passes while a request is on its way."""


def window_query(
    resource: Resource, start: str, end: str, now: datetime, zone: tzinfo, *, stored: bool = False
) -> tuple[tuple[str, str], ...]:
    """Make the parameters of a window.

    Args:
        resource: What is listed.
        start: Begin as typed, "" for none.
        end: End as typed, "" for none.
        now: The present instant.
        zone: The viewer's zone.
        stored: The rows come from the stored calls where Zoom does not give so long a window.

    Returns:
        `from` and `to` as instants in UTC, as days of the viewer where the operation takes nothing finer; () where
        neither was typed, which leaves the window to Zoom.

    Raises:
        ConfigError: The list has no window, or the window cannot be.
    """
    if not start and not end:
        return ()
    wanted = operation(resource.operations.list)
    if wanted.detail().parameter("from") is None:
        raise ConfigError(f"{resource.title} has no window of time.", f"Leave --{'from' if start else 'to'} out.")
    rules = limits.window(wanted) or limits.Window()
    since, until = read_window(start, end, now, zone)
    if rules.reach_months is not None:
        oldest = months_before(now.astimezone(UTC), rules.reach_months)
        if since < oldest - timedelta(days=1):
            raise ConfigError(
                f"{resource.title} reaches back {rules.reach_months} months.", f"Begin at {oldest:%Y-%m-%d} or later."
            )
        since = max(since, (oldest + _MARGIN).replace(microsecond=0))
    if until - since > _LONGEST and not stored:
        raise ConfigError("A window spans at most a month.", "Ask for one month after another.")
    return api_window(since, until, dates=rules.dates_only, zone=zone)
