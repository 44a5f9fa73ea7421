"""The span of `from` and `to`: a month a request, so many months back, 24 hours without dates, both in one form."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ztui.contract import limits
from ztui.core.dataclass import dataclass
from ztui.sim.clock import zulu
from ztui.sim.refusals import invalid

if TYPE_CHECKING:
    from ztui.sim.handling import Context

__all__ = ["Window", "months_before", "window"]

_UNSTATED = limits.Window(default_hours=30 * 24)


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time, both ends inclusive.

    Attributes:
        start: First instant, UTC.
        end: Last instant, UTC; of a bare date its last second.
        extra: `from` and `to` as the answer repeats them: in the form in which they were sent.
    """

    start: datetime
    end: datetime
    extra: dict[str, str]

    def __contains__(self, instant: datetime) -> bool:
        """Tell whether the instant lies in the span."""
        return self.start <= instant <= self.end


def months_before(instant: datetime, months: int) -> datetime:
    """Give the same day and time that many months earlier (later if negative), the last day of a shorter month."""
    index = instant.year * 12 + instant.month - 1 - months
    year, month = index // 12, index % 12 + 1
    return instant.replace(year=year, month=month, day=min(instant.day, calendar.monthrange(year, month)[1]))


def window(context: Context) -> Window:
    """Give the span that a request asks for, by the operation's rules.

    Raises:
        Refusal: 400/300 when only one end is sent, the forms differ, the ends are swapped, the span is longer than a
            month or begins earlier than Zoom keeps.
    """
    rules = limits.window(context.operation) or _UNSTATED
    since, until = context.query.get("from"), context.query.get("to")
    if since is None and until is None and not rules.required:
        return _by_default(context.now, rules)
    for name, value in (("from", since), ("to", until)):
        if value is None:
            raise invalid(name, "The fields 'from' and 'to' must be sent together.")
    start, end = _read("from", since, rules), _read("to", until, rules)
    if (len(str(since)) > 10) != (len(str(until)) > 10):
        raise invalid("to", "The fields 'from' and 'to' must have the same format.")
    _check(start, end, context.now, rules, dates=len(str(since)) == 10)
    last = end if len(str(until)) > 10 else end + timedelta(days=1, seconds=-1)
    return Window(start, last, {"from": str(since), "to": str(until)})


def _by_default(now: datetime, rules: limits.Window) -> Window:
    """Give the span that is answered without dates."""
    start = now - timedelta(hours=rules.default_hours or 30 * 24)
    if not rules.dates_only:
        return Window(start, now, {"from": zulu(start), "to": zulu(now)})
    return Window(start, now, {"from": start.date().isoformat(), "to": now.date().isoformat()})


def _read(name: str, value: Any, rules: limits.Window) -> datetime:
    """Read one end; a bare date is its first second, an instant must be UTC."""
    text = str(value)
    try:
        if len(text) == 10:
            return datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC)
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or rules.dates_only or instant.tzinfo is None:
        form = "yyyy-MM-dd" if rules.dates_only else "yyyy-MM-dd or yyyy-MM-ddTHH:mm:ssZ"
        raise invalid(name, f"Invalid field: the format must be {form}.")
    return instant.astimezone(UTC)


def _check(start: datetime, end: datetime, now: datetime, rules: limits.Window, *, dates: bool) -> None:
    """Refuse a span that is swapped, too long or too old."""
    if start > end:
        raise invalid("to", "The field 'to' must not be earlier than 'from'.")
    if end > months_before(start, -1):
        raise invalid("from", "The date range must not be longer than one month.")
    if rules.reach_months is not None:
        oldest = months_before(now, rules.reach_months)
        if (start.date() < oldest.date()) if dates else (start < oldest):
            raise invalid("from", f"The field 'from' must lie within the last {rules.reach_months} months.")
