"""Windows as typed: days and months of the viewer's zone, and which end is to blame for one that cannot be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.services.calls.ranges import RangeError, is_range, read_ends, read_range
from ztui.services.calls.windows import edge, instant_of, span_between

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
WEST = ZoneInfo("America/Los_Angeles")
ZONES = [ZoneInfo(name) for name in ("UTC", "America/Los_Angeles", "Europe/Berlin", "Australia/Lord_Howe")]
NOWS = st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1), timezones=st.just(UTC)).map(
    lambda instant: instant.replace(microsecond=0)
)


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("24h", utc(2026, 11, 20, 14, 5), NOW),
        ("-90d", utc(2026, 8, 23, 13, 5), NOW),  # the clocks went back since
        ("3months", utc(2026, 8, 21, 13, 5), NOW),
        ("today", utc(2026, 11, 21, 8), NOW),
        ("yesterday", utc(2026, 11, 20, 8), utc(2026, 11, 21, 7, 59, 59)),
        ("2026-11-01", utc(2026, 11, 1, 7), utc(2026, 11, 2, 7, 59, 59)),  # a day of 25 hours
        ("2026-10", utc(2026, 10, 1, 7), utc(2026, 11, 1, 6, 59, 59)),
        ("2026-11", utc(2026, 11, 1, 7), NOW),
        ("2026-06-01..2026-11-01", utc(2026, 6, 1, 7), utc(2026, 11, 2, 7, 59, 59)),
        ("2026-06..2026-07", utc(2026, 6, 1, 7), utc(2026, 8, 1, 6, 59, 59)),
        ("-7d..-1d", utc(2026, 11, 14, 14, 5), utc(2026, 11, 20, 14, 5)),
        ("2026-11-20 18:00 .. now", utc(2026, 11, 21, 2), NOW),
        ("..2026-10-31", instant_of(edge(NOW)), utc(2026, 11, 1, 6, 59, 59)),
        ("6months", instant_of(edge(NOW)), NOW),
        ("2026-11-20..", utc(2026, 11, 20, 8), NOW),
    ],
)
def test_windows_are_read_in_the_viewers_zone(text: str, since: datetime, until: datetime) -> None:
    assert is_range(text)
    assert read_range(text, NOW, WEST) == (since, until)


@pytest.mark.parametrize(
    ("text", "field", "said"),
    [
        ("2026-11-10..2026-11-01", "to", "ends before it begins"),
        ("2026-11-10..2026-12-01", "to", "is in the future"),
        ("2027-01..", "from", "is in the future"),
        ("2026-12-01", "from", "is in the future"),
        ("2025-01-01..2026-11-01", "from", "begins earlier"),
        ("2025-01-01..2025-02-01", "to", "longer ago"),
        ("7months", "from", "begins earlier"),
        ("soon..now", "from", "'soon' is no time"),
        ("-1d..whenever", "to", "'whenever' is no time"),
        ("2026-13", "from", "no time"),
        ("2026-02-30..", "from", "no time"),
    ],
)
def test_the_end_that_is_to_blame_is_told(text: str, field: str, said: str) -> None:
    with pytest.raises(RangeError, match=said) as caught:
        read_range(text, NOW, WEST)
    assert caught.value.field == field
    assert caught.value.hint


@pytest.mark.parametrize("word", ["", "ann", "/x", "8200", "last"])
def test_other_words_are_no_windows(word: str) -> None:
    assert not is_range(word)


@given(NOWS, st.sampled_from(ZONES), st.integers(0, 5))
def test_a_month_is_whole_whatever_its_length_and_the_clocks(now: datetime, zone: ZoneInfo, ago: int) -> None:
    local = now.astimezone(zone)
    index = local.year * 12 + local.month - 1 - ago
    text = f"{index // 12}-{index % 12 + 1:02}"
    try:
        found = read_range(text, now, zone)
    except RangeError:
        assert ago >= 5
        return
    since, until = found
    first, last = since.astimezone(zone), until.astimezone(zone)
    assert (
        ago == 0
        or last + timedelta(seconds=1) == (last + timedelta(days=1)).replace(day=1, hour=0, minute=0, second=0)
        or (until + timedelta(seconds=1)).astimezone(zone).day == 1
    )
    assert (first.month, first.year) == (last.month, last.year)
    assert since >= instant_of(edge(now))
    assert span_between(since, until, now)


@given(NOWS, st.sampled_from(ZONES), st.text(max_size=12), st.text(max_size=12))
def test_whatever_is_typed_is_read_or_refused(now: datetime, zone: ZoneInfo, start: str, end: str) -> None:
    try:
        since, until = read_ends(start, end, now, zone)
    except RangeError as error:
        field = error.field
    else:
        field = ""
        assert instant_of(edge(now)) <= since <= until <= now
    assert field in {"", "from", "to"}
