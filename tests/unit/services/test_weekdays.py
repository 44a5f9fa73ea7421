"""A weekday in a filter is the viewer's, on both sides of a change of the clocks, in both stores alike."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.resources.call_history import CALL_HISTORY
from ztui.resources.cells import Viewer
from ztui.services.filters import parse
from ztui.services.whens import read_span
from ztui.store.calls.keys import EPOCH, time_key
from ztui.store.calls.local_times import local_start
from ztui.store.rank import within
from ztui.store.terms import FieldTerm, Match
from ztui.store.texts import instant_text

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ZONES = st.sampled_from(["UTC", "America/Los_Angeles", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe"])


@given(st.integers(0, 400 * 24 * 60), ZONES.map(ZoneInfo), st.sampled_from(NAMES))
def test_a_weekday_is_that_of_the_local_time(minutes: int, zone: ZoneInfo, name: str) -> None:
    instant = NOW - timedelta(minutes=minutes)
    span = read_span(name, zone, NOW)
    assert span is not None
    made, values = within("?1", Match.HAS, span)
    text = made.replace("?1", f"'{instant_text(instant)}'")
    (found,) = sqlite3.connect(":memory:").execute(f"select {text}", values).fetchone()
    assert bool(found) is (NAMES[instant.astimezone(zone).weekday()] == name)


@pytest.mark.parametrize("text", ["mon", "Mon", "monday", "MONDAY"])
def test_weekdays_are_written_in_full_or_by_three_letters(text: str) -> None:
    (term,) = parse(f"time:{text}", CALL_HISTORY, Viewer(UTC, NOW)).terms
    assert isinstance(term, FieldTerm)
    assert term.span is not None
    assert (term.span.first, term.span.end, term.span.days) == ("1", "2", None)


@pytest.mark.parametrize("text", ["mond", "m", "weekday"])
def test_pieces_of_their_names_are_no_time(text: str) -> None:
    assert read_span(text, UTC, NOW) is None


@given(
    st.integers(0, 400 * 24 * 60).map(lambda minutes: NOW - timedelta(minutes=minutes)),
    ZONES.map(ZoneInfo),
    st.sampled_from([*NAMES, "00:00", "02:30", "14:05", "23:59"]),
    st.sampled_from(Match),
)
def test_the_call_store_compares_as_the_list_store_does(
    instant: datetime, zone: ZoneInfo, text: str, match: Match
) -> None:
    span = read_span(text, zone, NOW)
    assert span is not None
    made, values = within("?1", match, span)
    listed = made.replace("?1", f"'{instant_text(instant)}'")
    key = time_key(int(instant.timestamp()) - EPOCH)
    stored = local_start(match, span).replace("c.id", str(key))
    row = sqlite3.connect(":memory:").execute(f"select {listed}, {stored}", values).fetchone()
    assert row[0] == row[1]
