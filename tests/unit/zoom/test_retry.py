from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.zoom.retry import Patience, RetryPolicy, retry_after

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("7", 7),
        ("0", 0),
        ("1.5", 1.5),
        ("2026-11-21T14:05:09Z", 9),
        ("2026-11-21T14:05:09", 9),
        ("2026-11-21T15:05:09+01:00", 9),
        ("Sat, 21 Nov 2026 14:05:09 GMT", 9),
        ("2020-05-31T00:00:00Z", 0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("٧", None),
        ("Sat, 99 Nov 2026", None),
    ],
)
def test_retry_after_is_read_as_seconds_iso_instant_or_http_date(text: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": text}, NOW) == seconds


def test_an_absurd_wait_is_bounded() -> None:
    assert retry_after({"retry-after": "9" * 40}, NOW) == 7 * 24 * 3600


@given(st.integers(0, 3600), st.integers(-100_000_000, 100_000_000))
def test_a_wrong_clock_does_not_change_the_wait(wait: int, skew: int) -> None:
    server = NOW + timedelta(seconds=skew)
    headers = {
        "date": format_datetime(server, usegmt=True),
        "retry-after": (server + timedelta(seconds=wait)).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    assert retry_after(headers, NOW) == wait


@given(st.text())
def test_no_text_in_retry_after_or_date_is_a_surprise(text: str) -> None:
    for headers in ({"retry-after": text}, {"retry-after": "2026-11-21T14:05:09Z", "date": text}):
        wait = retry_after(headers, NOW)
        assert wait is None or wait >= 0


def test_waits_are_random_below_a_bound_that_doubles() -> None:
    policy = RetryPolicy(tries=9, base=1, cap=8, deadline=1e9)
    for seed in range(50):
        patience = Patience(policy, 0, random.Random(seed))
        waits = [patience.wait(0) for _ in range(8)]
        for wait, bound in zip(waits, (1, 2, 4, 8, 8, 8, 8, 8), strict=True):
            assert wait is not None
            assert 0 <= wait <= bound


def test_tries_end_and_those_without_a_connection_end_sooner() -> None:
    patience = Patience(RetryPolicy(tries=4, connects=2), 0, random.Random(1))
    assert [patience.wait(0) is None for _ in range(4)] == [False, False, False, True]
    patience = Patience(RetryPolicy(tries=4, connects=2), 0, random.Random(1))
    assert [patience.wait(0, connected=False) is None for _ in range(2)] == [False, True]


def test_nothing_is_tried_after_the_deadline_and_a_told_wait_is_not_shortened() -> None:
    patience = Patience(RetryPolicy(deadline=10), 100, random.Random(1))
    wait = patience.wait(100, told=5)
    assert wait is not None
    assert 5 <= wait <= 5.5
    assert patience.wait(106, told=5) is None
