from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.core.errors import ConfigError
from ztui.core.moments import months_before, read_moment, read_window

PACIFIC = ZoneInfo("America/Los_Angeles")
NOW = datetime(2026, 11, 21, 14, 5, 0, 250_000, tzinfo=UTC)
ZONES = st.sampled_from(
    [
        ZoneInfo(name)
        for name in (
            "UTC",
            "America/Los_Angeles",
            "America/Santiago",
            "America/Havana",
            "Atlantic/Azores",
            "Asia/Beirut",
            "Asia/Kolkata",
            "Australia/Lord_Howe",
            "Pacific/Kiritimati",
        )
    ]
)
DAYS = st.dates(date(2015, 1, 1), date(2026, 11, 19))
INSTANTS = st.datetimes(datetime(2015, 1, 1), datetime(2026, 11, 21), timezones=st.just(UTC))


def read(text: str, *, last: bool = False) -> str:
    return f"{read_moment(text, NOW, PACIFIC, last=last):%Y-%m-%dT%H:%M:%SZ}"


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("now", "2026-11-21T14:05:00Z"),
        ("today", "2026-11-21T08:00:00Z"),
        ("Yesterday", "2026-11-20T08:00:00Z"),
        ("yesterday 18:00", "2026-11-21T02:00:00Z"),
        ("2026-11-20", "2026-11-20T08:00:00Z"),
        ("2026-07-04", "2026-07-04T07:00:00Z"),
        ("2026-11-20 9:30", "2026-11-20T17:30:00Z"),
        ("2026-11-20T18:00:59.9", "2026-11-21T02:00:59Z"),
        ("2026-11-20T18:00:00Z", "2026-11-20T18:00:00Z"),
        ("2026-11-20 18:00+0530", "2026-11-20T12:30:00Z"),
        ("-90s", "2026-11-21T14:03:30Z"),
        ("-30min", "2026-11-21T13:35:00Z"),
        ("-24h", "2026-11-20T14:05:00Z"),
        ("-7d", "2026-11-14T14:05:00Z"),
        ("-2weeks", "2026-11-07T14:05:00Z"),
        ("-6months", "2026-05-21T13:05:00Z"),
        (" -1y ", "2025-11-21T14:05:00Z"),
    ],
)
def test_a_time_is_read_in_the_zone_of_the_viewer(text: str, instant: str) -> None:
    assert read(text) == instant


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-11-20", "2026-11-21T07:59:59Z"),
        ("yesterday", "2026-11-21T07:59:59Z"),
        ("2026-11-01", "2026-11-02T07:59:59Z"),
        ("2026-11-01 01:30", "2026-11-01T09:30:00Z"),
        ("2026-11-20 18:00", "2026-11-21T02:00:00Z"),
    ],
)
def test_the_end_of_a_window_is_the_end_of_the_day_that_is_named(text: str, instant: str) -> None:
    assert read(text, last=True) == instant


@pytest.mark.parametrize(
    "text",
    ["", "teatime", "2026-13-01", "2026-02-30", "20261120", "2026-11-20 25:00", "-7", "-7lightyears", "7d", "-999999y",
     "2026-11-20T18", "tomorrow", "2026-11-20 18:00 PST", "٢٠٢٦-11-20", "9999-12-31"],
)  # fmt: skip
def test_what_is_no_time_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(ConfigError, match="Write one as 2026-11-20") as refused:
        read_moment(text, NOW, PACIFIC, last=True)
    assert repr(text) in refused.value.message


@given(DAYS, ZONES)
def test_a_day_begins_and_ends_at_the_midnights_of_the_viewer(day: date, zone: ZoneInfo) -> None:
    first = read_moment(day.isoformat(), NOW, zone)
    last = read_moment(day.isoformat(), NOW, zone, last=True)
    second = timedelta(seconds=1)
    assert first.astimezone(zone).date() == last.astimezone(zone).date() == day
    assert (first - second).astimezone(zone).date() == day - timedelta(days=1)
    assert last + second == read_moment((day + timedelta(days=1)).isoformat(), NOW, zone)
    assert timedelta(hours=23) <= last + second - first <= timedelta(hours=25)


@given(INSTANTS, ZONES)
def test_an_instant_that_is_written_in_full_reads_back_as_itself(instant: datetime, zone: ZoneInfo) -> None:
    whole = instant.replace(microsecond=0)
    assert read_moment(whole.isoformat(), NOW, zone) == whole
    assert read_moment(whole.astimezone(ZoneInfo("Asia/Kolkata")).isoformat(sep=" "), NOW, zone) == whole


@given(INSTANTS, st.integers(0, 400), ZONES)
def test_days_back_keep_the_time_of_day_and_hours_back_the_hours(now: datetime, count: int, zone: ZoneInfo) -> None:
    then = read_moment(f"-{count}d", now, zone)
    assert abs((now - then) - timedelta(days=count)) <= timedelta(hours=1, seconds=1)
    hours = read_moment(f"-{count}h", now, zone)
    assert hours == now.replace(microsecond=0) - timedelta(hours=count)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1)), st.integers(0, 60))
def test_months_back_keep_the_day_where_there_is_one(local: datetime, count: int) -> None:
    then = months_before(local, count)
    assert (local.year - then.year) * 12 + local.month - then.month == count
    assert then.day == local.day or (then + timedelta(days=1)).day == 1


@given(INSTANTS, DAYS, DAYS, ZONES)
def test_a_window_has_its_ends_in_order_and_none_in_the_future(
    now: datetime, one: date, other: date, zone: ZoneInfo
) -> None:
    try:
        since, until = read_window(one.isoformat(), other.isoformat(), now, zone)
    except ConfigError:
        assert one > other or max(one, other) > now.astimezone(zone).date()
    else:
        assert since <= until <= now
        assert one <= other


@pytest.mark.parametrize(
    ("start", "end", "window"),
    [
        ("-24h", "", ("2026-11-20T14:05:00", "2026-11-21T14:05:00")),
        ("", "2026-11-20", ("2026-11-20T07:59:59", "2026-11-21T07:59:59")),
        ("today", "today", ("2026-11-21T08:00:00", "2026-11-21T14:05:00")),
        ("yesterday", "yesterday", ("2026-11-20T08:00:00", "2026-11-21T07:59:59")),
    ],
)
def test_a_window_ends_now_unless_something_else_is_said(start: str, end: str, window: tuple[str, str]) -> None:
    since, until = read_window(start, end, NOW, PACIFIC)
    assert (since, until) == tuple(datetime.fromisoformat(each).replace(tzinfo=UTC) for each in window)


@pytest.mark.parametrize(
    ("start", "end", "reason"),
    [
        ("2026-11-22", "", "'2026-11-22' is in the future"),
        ("2026-11-20", "2026-11-22", "'2026-11-22' is in the future"),
        ("2026-11-20", "2026-11-21 06:06", "in the future"),
        ("", "2026-12-01", "'2026-12-01' is in the future"),
        ("2026-11-20", "2026-11-19", "ends before it begins"),
        ("", "teatime", "'teatime' is no time"),
    ],
)
def test_a_window_that_cannot_be_is_refused(start: str, end: str, reason: str) -> None:
    with pytest.raises(ConfigError, match=reason):
        read_window(start, end, NOW, PACIFIC)
