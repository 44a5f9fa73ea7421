"""Hours, weekdays and days are those of the viewer, also on days when the clocks change."""

from __future__ import annotations

import itertools
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztui.services.calls.totals import QUARTER, Step, by_day, by_hour, by_weekday, heat, stretches
from ztui.services.calls.windows import instant_of, second_of
from ztui.store.figures import Figures

ZONES = st.sampled_from([
    "UTC", "America/Los_Angeles", "Europe/Berlin", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe",
    "America/St_Johns", "Pacific/Apia",
]).map(ZoneInfo)  # fmt: skip
STARTS = st.integers(second_of(datetime(2026, 2, 20, tzinfo=UTC)), second_of(datetime(2026, 11, 20, tzinfo=UTC)))


@given(st.lists(STARTS, max_size=30), ZONES)
def test_calls_stand_in_the_hour_and_on_the_day_of_their_local_time(starts: list[int], zone: ZoneInfo) -> None:
    counts: defaultdict[int, int] = defaultdict(int)
    for each in starts:
        counts[each // QUARTER * QUARTER] += 1
    quarters = [(second, Figures(calls)) for second, calls in sorted(counts.items())]
    local = [instant_of(each).astimezone(zone) for each in starts]
    hours, weekdays = ([0] * count for count in (24, 7))
    for moment in local:
        hours[moment.hour] += 1
        weekdays[moment.weekday()] += 1
    assert [each.calls for each in by_hour(quarters, zone)] == hours
    assert [each.calls for each in by_weekday(quarters, zone)] == weekdays
    assert sum(each.calls for each in heat(quarters, zone).values()) == len(starts)
    days = by_day(quarters, zone)
    assert all(later - day == timedelta(days=1) for (day, _), (later, _) in itertools.pairwise(days))
    assert {day: each.calls for day, each in days if each.calls} == {
        day: [each.date() for each in local].count(day) for day in {each.date() for each in local}
    }


def test_the_hour_that_comes_twice_is_one_hour_of_the_day_and_the_day_is_whole() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    first = second_of(datetime(2026, 10, 24, 22, tzinfo=UTC))
    quarters = [(first + each * QUARTER, Figures(1)) for each in range(25 * 4)]
    assert [each.calls for each in by_hour(quarters, berlin)] == [4, 4, 8, *[4] * 21]
    assert by_day(quarters, berlin) == [(date(2026, 10, 25), Figures(100))]


def begins(step: Step, local: datetime) -> object:
    """Say in plain Python what tells the stretch of a local time."""
    day = local.date()
    match step:
        case Step.WEEK:
            return day - timedelta(days=day.weekday())
        case Step.DAY:
            return day
        case Step.HOUR:
            return day, local.hour, local.utcoffset()
        case _:
            return day, local.hour, local.minute // 15, local.utcoffset()


@given(st.lists(STARTS, min_size=1, max_size=20), ZONES, st.sampled_from(Step))
def test_stretches_follow_one_another_and_have_the_calls_of_their_local_time(
    starts: list[int], zone: ZoneInfo, step: Step
) -> None:
    starts = [starts[0] + each % (20 * 86_400) for each in starts]  # three weeks are walked quickly
    counts: defaultdict[int, int] = defaultdict(int)
    for each in starts:
        counts[each // QUARTER * QUARTER] += 1
    quarters = [(second, Figures(calls)) for second, calls in sorted(counts.items())]
    found = stretches(quarters, step, zone, (min(starts), max(starts) + 1))
    assert all(one.end == other.begin and one.begin < one.end for one, other in itertools.pairwise(found))
    assert found[0].begin <= instant_of(min(starts)) < found[0].end
    assert found[-1].begin <= instant_of(max(starts)) < found[-1].end
    wanted: defaultdict[object, int] = defaultdict(int)
    for each in starts:
        wanted[begins(step, instant_of(each).astimezone(zone))] += 1
    shown = {begins(step, each.begin.astimezone(zone)): each.figures.calls for each in found if each.figures.calls}
    assert shown == wanted


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 7, 1), 24)])
def test_a_day_has_the_hours_that_it_has(day: date, hours: int) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    midnight = [datetime.combine(day + timedelta(days=each), datetime.min.time(), berlin) for each in (0, 1)]
    span = (second_of(midnight[0]), second_of(midnight[1]))
    assert len(stretches([], Step.HOUR, berlin, span)) == hours
    (whole,) = stretches([], Step.DAY, berlin, span)
    assert whole.end - whole.begin == timedelta(hours=hours)


def test_a_span_of_nothing_has_no_stretches() -> None:
    assert stretches([], Step.DAY, UTC, (7, 7)) == []
