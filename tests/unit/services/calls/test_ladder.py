"""The way of a call: parties, steps in the order of time, sums."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.call_legs import BO, CALLER, CALLS, CLEO, QUEUE, call, leg
from ztui.services.calls.ladder import Ladder, ladder_of
from ztui.services.calls.steps import Step


def names(ladder: Ladder) -> list[str]:
    return [each.label for each in ladder.parties]


def told(ladder: Ladder) -> list[tuple[str, str, str]]:
    """Give what happens, and from whom to whom."""
    found = names(ladder)
    at: dict[int | None, str] = {None: "", **dict(enumerate(found))}
    return [(each.step.value, at[each.source], at[each.target]) for each in ladder.events]


def test_a_queue_rings_one_member_after_the_other() -> None:
    ladder = ladder_of(CALLS["second-member"])
    assert names(ladder) == ["Ann Smith", "Support", "Bo Lind", "Cleo Marsh"]
    assert told(ladder) == [
        ("begins", "Ann Smith", "Support"),
        ("begins", "Support", "Bo Lind"),
        ("result", "Bo Lind", "Support"),
        ("begins", "Support", "Cleo Marsh"),
        ("answered", "", "Cleo Marsh"),
        ("call ended", "", ""),
    ]
    assert [each.seconds for each in ladder.events] == [None, None, 20, None, 18, None]
    totals = ladder.totals
    assert (totals.duration, totals.wait, totals.talk, totals.hold) == (197, 54, 143, 25)


def test_a_call_overflows_from_where_it_was_and_says_how_long_it_waited_there() -> None:
    ladder = ladder_of(CALLS["to-voicemail"])
    overflow = next(each for each in ladder.events if each.leg == 4 and each.step is Step.BEGINS)
    assert (names(ladder)[overflow.source or 0], overflow.seconds) == ("Support", 60)
    steps = [each.step for each in ladder.events]
    assert steps.count(Step.KEY) == 1
    assert steps[-2:] == [Step.VOICEMAIL, Step.CALL_ENDED]
    assert ladder.totals.wait is None
    assert ladder.totals.talk is None


def test_a_transfer_begins_at_who_passed_the_call_on() -> None:
    assert told(ladder_of(CALLS["transfer"]))[2:4] == [
        ("leg ends", "", "Bo Lind"),
        ("begins", "Bo Lind", "Cleo Marsh"),
    ]


def test_a_caller_who_hides_the_number_is_one_party_without_a_name() -> None:
    ladder = ladder_of(CALLS["abandoned"])
    assert names(ladder) == ["withheld", "Main menu", "Support"]
    assert ladder.parties[0].resource == ""


def test_an_emergency_call_is_known_as_one() -> None:
    assert ladder_of(CALLS["emergency"]).is_emergency
    assert not ladder_of(CALLS["outbound"]).is_emergency


def test_nobody_is_said_to_have_hung_up() -> None:
    for record in CALLS.values():
        last = ladder_of(record).events[-1]
        assert (last.step, last.leg, last.source, last.target) == (Step.CALL_ENDED, None, None, None)


def test_the_older_array_is_read_too() -> None:
    record = dict(CALLS["transfer"])
    record["call_path"] = record.pop("call_elements")
    assert told(ladder_of(record)) == told(ladder_of(CALLS["transfer"]))


def test_a_call_without_legs_has_its_sides_and_no_lines() -> None:
    record = {name: value for name, value in CALLS["transfer"].items() if name != "call_elements"}
    ladder = ladder_of(record)
    assert names(ladder) == ["Ann Smith", "Bo Lind"]
    assert ladder.events == ()
    assert ladder.totals.duration == 485


def test_the_same_party_is_one_column_however_it_is_named() -> None:
    bare = {"name": "Cleo M.", "ext_number": "8112"}
    legs = [
        leg(1, "incoming", "no_answer", "10:00:00", "10:00:10", CALLER, bare),
        leg(2, "forward", "answered", "10:00:10", "10:01:00", CALLER, CLEO, answer="10:00:20"),
        leg(3, "direct_transfer", "answered", "10:01:00", "10:02:00", {"did_number": "+12125550143"}, BO, bare),
    ]
    ladder = ladder_of(call("same", "inbound", "10:00:00", "10:02:00", legs))
    assert names(ladder) == ["Ann Smith", "Cleo M.", "Bo Lind"]
    assert ladder.parties[1].id == CLEO["ext_id"]


def test_members_who_are_called_by_the_queues_number_stay_apart() -> None:
    did = {"did_number": "+14155550100"}
    legs = [
        leg(1, "incoming", "answered", "10:00:00", "10:00:10", CALLER, QUEUE | did),
        leg(2, "ring_to_member", "answered", "10:00:00", "10:00:30", CALLER, BO | did, QUEUE, answer="10:00:10"),
    ]
    assert len(ladder_of(call("did", "inbound", "10:00:00", "10:00:30", legs)).parties) == 3


def test_legs_stand_in_the_order_of_time_and_one_without_a_time_behind_the_one_before() -> None:
    legs = [
        leg(2, "forward", "answered", "10:00:10", "10:01:00", CALLER, CLEO, answer="10:00:20"),
        {"event": "barge", "callee_name": "Nobody knows", "start_time": None},
        leg(1, "incoming", "no_answer", "10:00:00", "10:00:10", CALLER, BO),
    ]
    ladder = ladder_of(call("order", "inbound", "10:00:00", "10:01:00", legs))
    assert [each.event for each in ladder.legs] == ["incoming", "forward", "barge"]
    timed = [each.at for each in ladder.events if each.at is not None]
    assert timed == sorted(timed)


@pytest.mark.parametrize("kind", ["call_queue", "auto_receptionist"])
def test_a_queue_or_menu_that_picks_up_is_no_conversation(kind: str) -> None:
    desk = QUEUE | {"ext_type": kind}
    legs = [
        leg(1, "incoming", "answered", "10:00:00", "10:01:00", CALLER, desk, answer="10:00:01"),
        leg(2, "ring_to_member", "answered", "10:00:00", "10:02:00", CALLER, BO, desk, answer="10:01:00"),
    ]
    totals = ladder_of(call("pick-up", "inbound", "10:00:00", "10:02:00", legs)).totals
    assert (totals.wait, totals.talk) == (60, 60)


_ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.lists(st.integers(), max_size=2),
    st.sampled_from(["2026-11-20T21:36:55Z", "answered", "1", "--5"]),
)
_NAMES = (
    "event", "result", "result_reason", "start_time", "answer_time", "end_time", "caller_name", "caller_ext_id",
    "caller_did_number", "callee_name", "callee_ext_number", "callee_ext_type", "operator_name", "press_key",
    "waiting_time", "hold_time", "node", "is_node", "voicemail_id", "recording_id", "hide_caller_id", "call_type",
)  # fmt: skip
LEGS = st.lists(st.dictionaries(st.sampled_from(_NAMES), _ANYTHING, max_size=10), max_size=6)


@given(LEGS)
def test_any_legs_are_read_each_begins_once_and_times_never_run_backwards(legs: list[dict[str, Any]]) -> None:
    ladder = ladder_of({"call_elements": legs, "start_time": 5})
    begun = [each.leg for each in ladder.events if each.step is Step.BEGINS]
    assert sorted(each for each in begun if each is not None) == list(range(len(legs)))
    for each in ladder.events:
        for place in (each.source, each.target):
            assert place is None or 0 <= place < len(ladder.parties)
    assert len(set(ladder.parties)) == len(ladder.parties)
