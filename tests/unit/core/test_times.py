"""Instants, days, durations and ages as they stand on screen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.core.times import (
    age,
    ago,
    api_text,
    api_window,
    clock,
    clock_with_zone,
    day,
    day_line,
    duration,
    in_full,
    moment,
    parse_instant,
    rough_duration,
    stamp,
    zone_name,
)

PACIFIC = ZoneInfo("America/Los_Angeles")
NOW = datetime(2026, 11, 21, 22, 5, tzinfo=UTC)


def at(text: str) -> datetime:
    found = parse_instant(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-21T14:05:00Z",
        "2026-11-21T14:05:00.000Z",
        "2026-11-21T06:05:00-08:00",
        "2026-11-21T14:05:00",
        "2026-11-21 14:05:00Z",
    ],
)
def test_an_instant_is_read_in_every_form_that_zoom_writes(text: str) -> None:
    assert parse_instant(text) == datetime(2026, 11, 21, 14, 5, tzinfo=UTC)


def test_a_text_without_a_zone_is_in_the_zone_given() -> None:
    assert parse_instant("2026-11-21T06:05:00", PACIFIC) == datetime(2026, 11, 21, 14, 5, tzinfo=UTC)


def test_a_bare_date_is_its_midnight() -> None:
    assert parse_instant("2026-11-21") == datetime(2026, 11, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    "value", ["", "soon", None, 5, "08:00", "2026-13-01T00:00:00Z", "0000-00-00T00:00:00Z", "2" * 50, []]
)
def test_what_is_no_instant_is_none(value: object) -> None:
    assert parse_instant(value) is None


@given(st.text(max_size=45))
def test_no_text_breaks_the_reader(text: str) -> None:
    found = parse_instant(text)
    assert found is None or found.tzinfo is UTC


@given(st.datetimes(timezones=st.just(UTC)))
def test_what_is_written_is_read_back(instant: datetime) -> None:
    assert parse_instant(instant.isoformat()) == instant


@given(st.datetimes(timezones=st.just(UTC)), st.timezones())
def test_every_instant_can_be_shown_in_every_zone(instant: datetime, zone: ZoneInfo) -> None:
    for text in (
        clock(instant, zone),
        day_line(instant, zone, NOW),
        moment(instant, zone, NOW),
        in_full(instant, zone),
    ):
        assert text
        assert "\n" not in text


def test_a_clock_names_its_zone() -> None:
    assert clock_with_zone(NOW, PACIFIC) == "14:05 PST"
    assert clock(NOW, PACIFIC) == "14:05:00"
    assert zone_name(at("2026-07-01T12:00:00Z"), PACIFIC) == "PDT"


def test_the_hour_that_comes_twice_in_autumn_is_told_apart_by_its_zone() -> None:
    first, second = at("2026-11-01T08:30:00Z"), at("2026-11-01T09:30:00Z")
    assert clock_with_zone(first, PACIFIC) == "01:30 PDT"
    assert clock_with_zone(second, PACIFIC) == "01:30 PST"


@pytest.mark.parametrize(
    ("instant", "short"),
    [
        ("2026-11-21T22:01:22Z", "14:01:22"),
        ("2026-11-21T07:59:59Z", "20 Nov 23:59"),
        ("2025-12-31T12:00:00Z", "31 Dec 2025"),
    ],
)
def test_today_shows_the_time_this_year_the_day_and_time_else_the_date(instant: str, short: str) -> None:
    assert moment(at(instant), PACIFIC, NOW) == short
    assert len(short) <= 12


def test_a_day_line_names_the_viewers_day() -> None:
    assert day_line(at("2026-11-21T07:59:59Z"), PACIFIC, NOW) == "Fri 20 Nov"
    assert day_line(at("2025-11-21T20:00:00Z"), PACIFIC, NOW) == "Fri 21 Nov 2025"
    assert day(at("2026-11-21T07:59:59Z"), UTC, NOW) == "21 Nov"


def test_in_full_adds_utc_and_its_day_where_that_differs() -> None:
    assert in_full(at("2026-11-21T14:05:00Z"), PACIFIC) == "Sat 21 Nov 2026 06:05:00 PST (14:05:00 UTC)"
    assert in_full(at("2026-11-22T02:05:00Z"), PACIFIC) == "Sat 21 Nov 2026 18:05:00 PST (Sun 22 Nov 02:05:00 UTC)"
    assert in_full(at("2026-11-21T14:05:00Z"), UTC) == "Sat 21 Nov 2026 14:05:00 UTC"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00"), (41, "0:41"), (72, "1:12"), (3600, "1:00:00"), (3753, "1:02:33"), (-5, "-0:05"), (0.4, "0:00")],
)
def test_a_duration_is_minutes_and_seconds_and_hours_only_when_there_are_any(seconds: float, text: str) -> None:
    assert duration(seconds) == text


@given(st.integers(0, 10**7))
def test_a_duration_tells_its_seconds_exactly(seconds: int) -> None:
    parts = [int(part) for part in duration(seconds).split(":")]
    total = 0
    for part in parts:
        total = total * 60 + part
    assert total == seconds


@pytest.mark.parametrize(
    ("old", "text"),
    [
        (timedelta(seconds=0.2), "now"),
        (timedelta(seconds=12), "12 s old"),
        (timedelta(minutes=3), "3 min old"),
        (timedelta(hours=26), "26 h old"),
        (timedelta(days=4), "4 d old"),
    ],
)
def test_an_age_is_told_in_its_largest_unit(old: timedelta, text: str) -> None:
    assert age(old.total_seconds()) == text


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_stamp_reads_back_and_sorts_as_the_instant(instant: datetime) -> None:
    whole = instant.replace(microsecond=0)
    assert parse_instant(stamp(whole, UTC)) == whole
    assert stamp(datetime.min.replace(tzinfo=UTC), PACIFIC) <= stamp(instant, UTC)


@given(st.datetimes(timezones=st.just(UTC)))
def test_what_the_api_takes_reads_back_as_the_instant(instant: datetime) -> None:
    assert parse_instant(api_text(instant)) == instant.replace(microsecond=0)


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.2, "just now"), (-5, "just now"), (4, "4 s ago"), (7200, "2 h ago"), (-99, "just now")]
)
def test_what_was_is_told_by_how_long_ago(seconds: float, said: str) -> None:
    assert ago(seconds) == said


@pytest.mark.parametrize(("seconds", "said"), [(0, "1 s"), (99, "99 s"), (100, "1:40 min"), (3_600, "1:00:00 h")])
def test_what_something_takes_is_told_roughly(seconds: float, said: str) -> None:
    assert rough_duration(seconds) == said


def test_a_window_is_asked_for_by_instants_or_by_the_days_of_a_zone() -> None:
    begin, end = at("2026-11-20T02:00:00Z"), at("2026-11-21T14:05:00Z")
    assert api_window(begin, end) == (("from", "2026-11-20T02:00:00Z"), ("to", "2026-11-21T14:05:00Z"))
    assert api_window(begin, end, dates=True) == (("from", "2026-11-20"), ("to", "2026-11-21"))
    assert api_window(begin, end, dates=True, zone=PACIFIC) == (("from", "2026-11-19"), ("to", "2026-11-21"))
