"""Hours, weekdays and days are those of the viewer, also on days when the clocks change."""

from __future__ import annotations

import itertools
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.store.samples import StillClock
from ztui.services.calls.totals import BY, QUARTER, by_day, by_hour, by_weekday, heat, statistics
from ztui.services.calls.windows import instant_of, second_of
from ztui.store.calls.calls import Calls
from ztui.store.figures import Figures
from ztui.store.terms import LocalFilter

if TYPE_CHECKING:
    from pathlib import Path

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


def call(number: int, **fields: Any) -> dict[str, Any]:
    start = f"2026-11-20T08:{number:02d}:00Z"
    usual = {"call_history_uuid": f"20261120-{number:08x}-5555-4444-8888-000000000000", "start_time": start}
    return usual | {"direction": "inbound", "call_result": "answered", "duration": 60} | fields


ROWS = [
    call(1, callee_name="Support", callee_ext_number="8200", callee_ext_type="call_queue"),
    call(2, callee_name="Support", callee_ext_number="8200", callee_ext_type="call_queue", call_result="abandoned"),
    call(3, callee_name="Ann", callee_ext_number="8104", callee_ext_type="user", call_result="voicemail"),
    call(4, callee_name="Ann", callee_ext_number="8104", callee_ext_type="user", direction="outbound",
         call_result="no_answer"),
    call(5, callee_name="Main menu", callee_ext_type="auto_receptionist", site_name="Zürich", duration=30),
]  # fmt: skip


async def test_calls_are_counted_by_all_that_people_ask_for(tmp_path: Path) -> None:
    calls = Calls(tmp_path / "calls.sqlite", StillClock())
    await calls.add(ROWS)
    found = {by: await statistics(calls, by, LocalFilter(), ZoneInfo("Asia/Kolkata")) for by in BY}
    await calls.close()
    assert found["queue"].totals == Figures(2, 1, 1, 120, 2)
    assert [each.row["callee_name"] for each in found["queue"].groups] == ["Support"]
    assert [(each.row["callee_name"], each.figures.calls) for each in found["callee"].groups] == [
        ("Ann", 2), ("Support", 2), ("Main menu", 1),
    ]  # fmt: skip
    assert found["callee"].totals == Figures(5, 2, 2, 270, 5)
    assert {each.row["hour"]: each.figures.calls for each in found["hour"].groups if each.figures.calls} == {13: 5}
    assert [each.row for each in found["day"].groups] == [{"day": "2026-11-20"}]
    assert [each.row["weekday"] for each in found["weekday"].groups if each.figures.calls] == ["Friday"]
    assert [each.row for each in found["site"].groups] == [{}, {"site_name": "Zürich"}]
    assert all(sum(each.figures.calls for each in made.groups) == made.totals.calls for made in found.values())


async def test_only_the_largest_groups_come_where_fewer_are_asked_for(tmp_path: Path) -> None:
    calls = Calls(tmp_path / "calls.sqlite", StillClock())
    await calls.add(ROWS)
    found = await statistics(calls, "result", LocalFilter(), UTC, most=1)
    assert ([each.row for each in found.groups], found.values) == ([{"call_result": "answered"}], 4)
    with pytest.raises(KeyError):
        await statistics(calls, "moon", LocalFilter(), UTC)
    await calls.close()
