"""Calls: when they start, what way they take, and that they cost no memory."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.sim.asking import SMALL, Asker
from ztui.sim.world.calls.scene import LONGEST
from ztui.sim.world.calls.seal import CallIds, Seal
from ztui.sim.world.calls.timeline import HOURS_OF_WEEK, PERIOD, Timeline, hour_of_week
from ztui.sim.world.dice import Dice

if TYPE_CHECKING:
    from ztui.sim.world.calls.history import History

NOW = int(SMALL.now.timestamp())
BUSY = [1.0 if 9 <= hour % 24 < 17 else 0.05 for hour in range(HOURS_OF_WEEK)]
LINE = Timeline(Dice(1, "call"), NOW, 50_000, BUSY)


@pytest.fixture(scope="module")
def history() -> History:
    return Asker().system.history


@given(st.integers(0, 60_000))
def test_an_index_is_found_again_by_its_instant(index: int) -> None:
    start = LINE.start(index)
    assert LINE.before(start) <= index < LINE.before(start + 1)


@given(st.integers(0, 60_000))
def test_calls_are_in_the_order_of_time(index: int) -> None:
    assert LINE.start(index) <= LINE.start(index + 1)


@given(st.integers(NOW - PERIOD - 1_000, NOW + 1_000_000))
def test_what_is_before_an_instant_started_before_it(instant: int) -> None:
    count = LINE.before(instant)
    assert count == 0 or LINE.start(count - 1) < instant
    assert instant <= NOW - PERIOD or LINE.start(count) >= instant


def test_as_many_calls_as_asked_for_lie_before_the_beginning() -> None:
    assert LINE.before(NOW) == 50_000
    assert LINE.before(NOW - PERIOD) == 0
    assert LINE.before(NOW + 86_400) > 50_000


def test_most_calls_start_in_busy_hours() -> None:
    busy = sum(9 <= hour_of_week(LINE.start(index)) % 24 < 17 for index in range(0, 50_000, 10))
    assert busy / 5_000 > 0.8


@given(st.integers(0, 2**39), st.integers(0, 2**64 - 1))
def test_an_id_leads_back_to_its_index(index: int, key: int) -> None:
    seal = Seal(key)
    dated, short = seal.dated(index, NOW), seal.short(index)
    assert (len(dated), len(short)) == (45, 22)
    assert seal.read_dated(dated) == index
    assert seal.read_short(short) == index
    assert CallIds(key).read(CallIds(key).text(index)) == index


@given(st.text(max_size=60))
def test_a_text_that_is_no_id_leads_nowhere(text: str) -> None:
    assert Seal(1).read_dated(text) is None
    assert Seal(1).read_short(text) is None
    assert CallIds(1).read(text) is None


def test_the_legs_of_a_call_agree_with_it(history: History) -> None:
    for serial in range(4_000):
        call = history.call(serial)
        assert min(leg.start for leg in call.legs) == call.start == history.timeline.start(serial)
        assert max(leg.end for leg in call.legs) == call.end
        assert call.end - call.start < LONGEST
        answers = [leg.answer for leg in call.legs if leg.answer >= 0]
        assert call.answer == min(answers, default=-1)
        assert (call.result in ("answered", "connected")) == bool(answers)
        assert all(leg.start <= max(leg.answer, leg.start) <= leg.end for leg in call.legs)
        assert call.recorded == any(leg.recording for leg in call.legs)


def test_a_queue_rings_only_its_members_who_are_opted_in() -> None:
    asker = Asker()
    system, rung = asker.system, 0
    members = {queue.id: {m.id for m in queue.members if m.receives} for queue in system.queues}
    for serial in range(4_000):
        for leg in system.history.call(serial).legs:
            if leg.event == "ring_to_member":
                assert leg.operator is not None
                assert leg.callee.id in members[leg.operator.id]
                rung += 1
    assert rung > 500


def test_a_closed_queue_rings_nobody(history: History) -> None:
    closed = 0
    for serial in range(4_000):
        call = history.call(serial)
        desk = history.cast.by_ext.get(call.callee.ext_id)
        if call.callee.kind == "call_queue" and not history.cast.is_open(desk, call.start):  # type: ignore[arg-type]
            own = [leg for leg in call.legs if leg.operator is not None and leg.operator.id == call.callee.id]
            assert all(leg.event != "ring_to_member" for leg in own)
            closed += 1
    assert closed > 20


def test_calls_end_in_all_the_ways_that_an_admin_looks_for(history: History) -> None:
    results = {history.call(serial).result for serial in range(4_000)}
    assert results >= {"answered", "connected", "voicemail", "abandoned", "no_answer", "busy", "call_failed"}
    assert any(history.call(serial).hidden for serial in range(4_000))
    assert any(leg.key for serial in range(4_000) for leg in history.call(serial).legs)


def test_writing_to_a_queue_changes_no_past_call() -> None:
    asker, other = Asker(), Asker()
    queue = asker.system.queues.initial[0]
    asker.ask("unassignAllMembers", {"callQueueId": queue.id})
    asker.ask("deleteACallQueue", {"callQueueId": queue.id})
    calls = [asker.system.history.call(serial) for serial in range(500)]
    assert calls == [other.system.history.call(serial) for serial in range(500)]


def test_as_the_clock_moves_calls_are_added_and_none_changes() -> None:
    asker = Asker()
    before = asker.rows("accountCallHistory", {"from": "2026-11-14", "to": "2026-11-21"})
    asker.now += timedelta(hours=6)
    after = asker.rows("accountCallHistory", {"from": "2026-11-14", "to": "2026-11-21"})
    ids = [row["call_history_uuid"] for row in before]
    assert len(after) > len(before)
    assert {row["call_history_uuid"] for row in after} >= set(ids)
    rows = {row["call_history_uuid"]: row for row in after}
    assert all(rows[row["call_history_uuid"]] == row for row in before)


def test_a_call_that_is_not_over_is_not_in_the_history() -> None:
    asker = Asker(replace(SMALL, calls=200_000))
    stamp = asker.now.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert all(row["end_time"] <= stamp for row in asker.rows("accountCallHistory"))


def test_calls_are_the_same_whether_the_inventory_was_listed_before_or_not() -> None:
    listed, unlisted = Asker().system, Asker().system
    assert len(listed.numbers)
    assert unlisted.history.cast.places == listed.history.cast.places
    assert not unlisted.numbers.is_made


def test_a_million_calls_cost_no_memory() -> None:
    asker = Asker(replace(SMALL, calls=1_000_000))
    asker.ask("accountCallHistory")
    tracemalloc.start()
    try:
        page = asker.ask("accountCallHistory", query={"from": "2026-11-20", "to": "2026-11-20"})
        for serial in range(0, 1_000_000, 5_000):
            asker.system.history.call(serial)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert page["total_records"] > 5_000
    assert peak < 3_000_000
