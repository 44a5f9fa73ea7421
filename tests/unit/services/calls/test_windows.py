"""Spans and windows: any month, any zone, whatever was covered before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.core.errors import ConfigError
from ztui.core.moments import months_before, read_window
from ztui.services.calls.windows import (
    FAR,
    LONGEST,
    NEAR,
    SEAM,
    Span,
    asked,
    cut,
    edge,
    gaps,
    instant_of,
    second_of,
    span_between,
)
from ztui.store.calls.coverage import Covered

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
ZONES = [ZoneInfo(name) for name in ("UTC", "America/Los_Angeles", "Europe/Berlin", "Australia/Lord_Howe")]
NOWS = st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1), timezones=st.just(UTC)).map(
    lambda instant: instant.replace(microsecond=0)
)
AGO = st.floats(0, 1)


def is_a_month(begin: str, end: str) -> bool:
    """Tell whether a window is no longer than the month that begins with it, nor than 30 days, in any zone."""
    first, last = datetime.fromisoformat(begin), datetime.fromisoformat(end)
    return last - first <= timedelta(days=30) and all(
        last.astimezone(zone).replace(tzinfo=None) <= months_before(first.astimezone(zone).replace(tzinfo=None), -1)
        for zone in ZONES
    )


@given(NOWS, AGO, AGO)
def test_windows_fill_a_span_newest_first_and_overlap_where_they_meet(now: datetime, one: float, other: float) -> None:
    reach = second_of(now) - edge(now)
    first, last = sorted(second_of(now) - int(each * reach) for each in (one, other))
    span = span_between(instant_of(first), instant_of(last), now)
    assert span == (first, last + 1)
    windows = cut(span)
    assert (windows[-1][0], windows[0][1]) == span
    assert all(newer[0] == older[1] for newer, older in pairwise(windows))
    assert all(0 < end - begin <= LONGEST for begin, end in windows)
    sent = [asked(each, now) for each in windows]
    assert all(is_a_month(each["from"], each["to"]) for each in sent)
    assert all(second_of(datetime.fromisoformat(each["from"])) >= edge(now) for each in sent)
    assert all(datetime.fromisoformat(each["to"]) <= now for each in sent)
    for newer, older in pairwise(sent):
        overlap = datetime.fromisoformat(older["to"]) - datetime.fromisoformat(newer["from"])
        assert overlap == timedelta(seconds=2 * SEAM - 1) or newer["from"] == sent[-1]["from"]
    for (begin, end), each in zip(windows, sent, strict=True):
        assert second_of(datetime.fromisoformat(each["from"])) <= begin
        assert second_of(datetime.fromisoformat(each["to"])) >= end - 1


@given(NOWS, st.integers(1, 400_000), st.integers(1, 90_000))
def test_pieces_are_of_nearly_one_length(now: datetime, length: int, longest: int) -> None:
    first = second_of(now)
    pieces = cut((first, first + length), longest)
    lengths = [end - begin for begin, end in pieces]
    assert (sum(lengths), len(pieces)) == (length, -(-length // longest))
    assert max(lengths) - min(lengths) <= 1
    assert max(lengths) <= longest


@given(NOWS, st.sampled_from(ZONES), st.integers(0, 170))
def test_a_day_of_the_viewer_is_asked_for_whole_also_when_clocks_change(
    now: datetime, zone: ZoneInfo, ago: int
) -> None:
    day = (now.astimezone(zone) - timedelta(days=ago)).date()
    since, until = read_window(str(day), str(day), now, zone)
    first, end = span_between(since, until, now)
    assert instant_of(first).astimezone(zone).date() == instant_of(end - 1).astimezone(zone).date() == day
    assert ago == 0 or instant_of(end).astimezone(zone).date() > day
    assert instant_of(first - 1).astimezone(zone).date() < day


@pytest.mark.parametrize("month", range(1, 13))
def test_six_months_are_seven_windows_whenever_they_end(month: int) -> None:
    for day in (1, 15, 28):
        now = datetime(2027, month, day, 12, tzinfo=UTC)
        windows = cut(span_between(instant_of(edge(now)), now, now))
        assert len(windows) == 7
        assert all(is_a_month(sent["from"], sent["to"]) for sent in (asked(each, now) for each in windows))


def test_a_range_that_cannot_be_is_said() -> None:
    oldest = months_before(NOW, 6)
    for since, until, word in (
        (NOW, NOW - timedelta(hours=1), "ends before it begins"),
        (NOW - timedelta(days=1), NOW + timedelta(days=1), "2026-11-22T14:05:00Z is in the future"),
        (NOW + timedelta(days=1), NOW + timedelta(days=2), "in the future"),
        (oldest - timedelta(days=2), NOW, "the last 6 months"),
        (oldest - timedelta(hours=3), oldest - timedelta(hours=2), "the last 6 months"),
    ):
        with pytest.raises(ConfigError, match=word) as caught:
            span_between(since, until, NOW)
        assert caught.value.hint


def test_the_hours_before_the_edge_and_a_clock_that_is_a_little_off_are_tolerated() -> None:
    oldest = months_before(NOW, 6)
    assert span_between(oldest - timedelta(hours=20), NOW + timedelta(minutes=2), NOW) == (
        edge(NOW),
        second_of(NOW) + 1,
    )
    assert instant_of(edge(NOW)) > oldest


SPANS = st.lists(st.integers(0, 60), min_size=0, max_size=8, unique=True).map(
    lambda days: [(a * 86_400, b * 86_400) for a, b in zip(*[iter(sorted(days))] * 2, strict=False)]
)


@given(SPANS, st.integers(0, 59), st.integers(1, 60))
def test_gaps_are_what_is_wanted_and_not_covered(spans: list[Span], first: int, length: int) -> None:
    base = second_of(NOW) - 100 * 86_400
    covered = [Covered(base + a, base + b, NOW) for a, b in spans]
    wanted = (base + first * 86_400, base + (first + length) * 86_400)
    found = gaps(wanted, covered, NOW)
    days = {second for a, b in found for second in range(a, b, 43_200)}
    expected = {
        second for second in range(*wanted, 43_200) if not any(each.first <= second < each.end for each in covered)
    }
    assert days == expected
    assert list(found) == sorted(found, reverse=True)


def test_the_end_of_what_is_covered_is_asked_for_again_as_long_as_calls_may_have_been_under_way() -> None:
    now = second_of(NOW)
    month = 30 * 86_400
    today, yesterday = now - 3600, now - 20 * 3600
    for end, read, begin in (
        (today, today, today - NEAR),
        (yesterday, yesterday, yesterday - FAR),
        (now - month, now - month + FAR, now - month),
        (now - month, now - month, now - month - FAR),
    ):
        covered = [Covered(now - 2 * month, end, instant_of(read))]
        assert gaps((now - 2 * month, now), covered, NOW) == ((begin, now),)
    short = [Covered(today - 60, today, instant_of(today))]
    assert gaps((today - 60, now), short, NOW) == ((today - 60, now),)
