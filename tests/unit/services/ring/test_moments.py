"""Moments as people type them."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.core.errors import ConfigError
from ztui.services.ring.moments import read_at

ZONE = ZoneInfo("America/Los_Angeles")
NOW = datetime(2026, 11, 21, 22, 5, tzinfo=UTC)  # Saturday 14:05 PST


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("now", "2026-11-21T14:05"),
        ("sat 22:00", "2026-11-21T22:00"),
        ("SAT 9:00", "2026-11-28T09:00"),
        ("saturday 10pm", "2026-11-21T22:00"),
        ("mon", "2026-11-23T12:00"),
        ("22:00", "2026-11-21T22:00"),
        ("9:00", "2026-11-22T09:00"),
        ("9 am", "2026-11-22T09:00"),
        ("tomorrow 9:00", "2026-11-22T09:00"),
        ("tomorrow", "2026-11-22T12:00"),
        ("today", "2026-11-21T12:00"),
        ("24 dec", "2026-12-24T12:00"),
        ("24 dec 18:00", "2026-12-24T18:00"),
        ("Dec 24 at 18:00", "2026-12-24T18:00"),
        ("1 january", "2027-01-01T12:00"),
        ("24 dec 2028", "2028-12-24T12:00"),
        ("2026-12-25", "2026-12-25T12:00"),
        ("2026-12-25 10:00", "2026-12-25T10:00"),
        ("+2h", "2026-11-21T16:05"),
        ("+ 1 day", "2026-11-22T14:05"),
        ("-1d", "2026-11-20T14:05"),
        ("yesterday 18:00", "2026-11-20T18:00"),
    ],
)
def test_a_moment_is_read_in_the_viewers_zone(text: str, local: str) -> None:
    assert f"{read_at(text, NOW, ZONE).astimezone(ZONE):%Y-%m-%dT%H:%M}" == local


def test_an_hour_that_comes_twice_is_the_first_one_and_a_skipped_one_is_that_much_later() -> None:
    assert read_at("2026-11-01 01:30", NOW, ZONE) == datetime(2026, 11, 1, 8, 30, tzinfo=UTC)
    assert read_at("2027-03-14 02:30", NOW, ZONE) == datetime(2027, 3, 14, 10, 30, tzinfo=UTC)
    assert read_at("2026-12-25T10:00:00Z", NOW, ZONE) == datetime(2026, 12, 25, 10, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "soon", "25:00", "sat 22", "30 feb", "+h", "13 pm", "noday 10:00", "sat sun"])
def test_what_is_no_moment_is_refused_with_examples(text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_at(text, NOW, ZONE)
    assert "sat 22:00" in caught.value.hint


@given(st.text(max_size=24) | st.from_regex(r"[a-z0-9:+\- ]{0,20}", fullmatch=True))
def test_nothing_else_than_a_refusal_comes_of_any_text(text: str) -> None:
    with suppress(ConfigError):
        assert read_at(text, NOW, ZONE).utcoffset() is not None


def test_noon_and_midnight_are_times_and_a_leap_day_is_the_next_one() -> None:
    now = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
    assert read_at("noon", now, UTC) == datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert read_at("mon midnight", now, UTC) == datetime(2026, 11, 23, tzinfo=UTC)
    assert read_at("29 feb", now, UTC) == datetime(2028, 2, 29, 12, tzinfo=UTC)
    with pytest.raises(ConfigError, match="There is no day '31 apr'"):
        read_at("31 apr", now, UTC)
