"""The span of from and to: a month, so far back, one form, 24 hours by default."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.contract.catalogue import operation
from ztui.sim.handling import Context, Refusal
from ztui.sim.windows import Window, months_before, window

if TYPE_CHECKING:
    from ztui.sim.world.world import World

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)


def span(name: str = "accountCallHistory", **query: str) -> Window:
    sent = {key.rstrip("_"): value for key, value in query.items()}
    return window(Context(cast("World", None), operation(name), "", {}, sent, None, NOW))


def test_without_dates_it_is_the_last_24_hours_or_the_last_30_days() -> None:
    day = span()
    assert (day.start, day.end) == (NOW - timedelta(hours=24), NOW)
    assert day.extra == {"from": "2026-11-20T14:05:00Z", "to": "2026-11-21T14:05:00Z"}
    assert span("getPhoneRecordings").start == NOW - timedelta(days=30)
    assert span("getPSOperationLogs").extra == {"from": "2026-11-20", "to": "2026-11-21"}


def test_bare_dates_are_whole_days_and_both_ends_count() -> None:
    got = span(from_="2026-11-01", to="2026-11-02")
    assert got.start == datetime(2026, 11, 1, tzinfo=UTC)
    assert got.end == datetime(2026, 11, 2, 23, 59, 59, tzinfo=UTC)
    assert got.start in got
    assert got.end in got
    assert got.extra == {"from": "2026-11-01", "to": "2026-11-02"}


@pytest.mark.parametrize(
    ("since", "until", "field"),
    [
        ("2026-11-01", None, "to"),
        (None, "2026-11-01", "from"),
        ("2026-11-02", "2026-11-01", "to"),
        ("2026-11-01", "2026-11-02T00:00:00Z", "to"),
        ("2026-10-01", "2026-11-02", "from"),
        ("2026-05-20", "2026-05-30", "from"),
        ("2026-05-21T14:04:59Z", "2026-05-30T00:00:00Z", "from"),
        ("2026-11-01T00:00:00", "2026-11-02T00:00:00", "from"),
        ("2026-02-30", "2026-03-02", "from"),
    ],
)
def test_what_zoom_does_not_take_names_its_field(since: str | None, until: str | None, field: str) -> None:
    sent = {key: value for key, value in (("from_", since), ("to", until)) if value is not None}
    with pytest.raises(Refusal) as caught:
        span(**sent)
    assert (caught.value.http, caught.value.code) == (400, 300)
    assert [name for name, _ in caught.value.errors] == [field]


def test_a_calendar_month_and_the_oldest_day_are_still_fine() -> None:
    assert span(from_="2026-10-21", to="2026-11-21").start.day == 21
    assert span(from_="2026-05-21", to="2026-06-21").start.month == 5
    assert span(from_="2026-05-21T14:05:00Z", to="2026-05-22T14:05:00Z").start.hour == 14


def test_some_lists_want_both_dates_or_bare_dates_only() -> None:
    with pytest.raises(Refusal):
        span("callqueueanalytics")
    with pytest.raises(Refusal):
        span("getPSOperationLogs", from_="2026-11-01T00:00:00Z", to="2026-11-02T00:00:00Z")


@given(st.datetimes(datetime(2001, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)), st.integers(0, 60))
def test_months_before_never_leaves_the_month_it_means(instant: datetime, months: int) -> None:
    earlier = months_before(instant, months)
    assert (instant.year * 12 + instant.month) - (earlier.year * 12 + earlier.month) == months
    assert earlier.day <= instant.day
    assert earlier.time() == instant.time()
