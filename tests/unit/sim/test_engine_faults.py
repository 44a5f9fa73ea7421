"""Faults on purpose: by seed and number, and each of its own kind."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.sim.asgi import sim
from ztui.sim.faults import Faults, garbled, mistyped
from ztui.sim.options import FAULTS, parse_faults
from ztui.sim.requests import Reply


def test_faults_are_a_matter_of_seed_and_number_alone() -> None:
    percents = parse_faults("f", "429=10,500=10,reset=10")
    drawn = [Faults(3, percents).of(number) for number in range(500)]
    assert drawn == [Faults(3, percents).of(number) for number in range(500)]
    assert drawn != [Faults(4, percents).of(number) for number in range(500)]


def test_each_fault_strikes_about_as_often_as_it_is_asked_to() -> None:
    faults = Faults(1, parse_faults("f", dict.fromkeys(FAULTS, 5)))
    drawn = Counter(faults.of(number).kind for number in range(10_000))
    assert all(400 <= drawn[name] <= 600 for name in FAULTS)
    assert drawn[""] > 10_000 - 550 * len(FAULTS)


async def _struck(fault: str, **more: Any) -> Any:
    caller, engine = await sim(faults=f"{fault}=100", strict="off", **more)
    return caller, engine


@pytest.mark.parametrize(("fault", "status"), [("429", 429), ("bare-429", 429), ("500", 500), ("503", 503)])
async def test_429_500_and_503_are_answers_and_nothing_is_executed(fault: str, status: int) -> None:
    caller, engine = await _struck(fault)
    got = await caller.send("POST", "/v2/phone/call_queues", body={"name": "x"})
    assert got.status == status
    assert ("retry-after" in got.headers) == (fault == "429")
    assert not engine.records.writes


async def test_a_page_token_is_refused_and_a_first_page_is_not() -> None:
    caller, engine = await sim(users="40")
    first = await caller.get("/phone/users", {"page_size": 10})
    engine.faults = Faults(1, (("pages", 100.0),))
    assert (await caller.get("/phone/users", {"page_size": 10})).data == first.data
    assert not engine.records.requests[-1].fault
    again = {"page_size": 10, "next_page_token": first.data["next_page_token"]}
    refused = await caller.get("/phone/users", again)
    assert refused.status == 400
    assert "expired" in refused.data["message"]
    engine.faults = Faults(1, ())
    assert (await caller.get("/phone/users", again)).status == 200


async def test_a_stalled_answer_comes_after_half_a_minute() -> None:
    caller, engine = await _struck("stall")
    before = engine.clock.monotonic()
    assert (await caller.get("/phone/sites")).status == 200
    assert engine.clock.monotonic() - before >= 30


async def test_a_reset_comes_before_anything_is_executed() -> None:
    caller, engine = await _struck("reset")
    with pytest.raises(ConnectionResetError):
        await caller.send("DELETE", "/v2/phone/call_queues/x")
    assert not engine.records.writes


async def test_a_cut_comes_after_a_write_was_executed() -> None:
    caller, engine = await sim()
    queue = (await caller.get("/phone/call_queues")).data["call_queues"][0]["id"]
    engine.faults = Faults(1, (("cut", 100.0),))
    with pytest.raises(ConnectionResetError):
        await caller.send("PATCH", f"/v2/phone/call_queues/{queue}", body={"name": "Cut off"})
    engine.faults = Faults(1, ())
    assert (await caller.get(f"/phone/call_queues/{queue}")).data["name"] == "Cut off"
    assert [each.operation for each in engine.records.writes] == ["updateCallQueue"]


async def test_a_time_out_leaves_open_whether_the_write_was_executed() -> None:
    caller, engine = await sim()
    queue = (await caller.get("/phone/call_queues")).data["call_queues"][0]["id"]
    engine.faults = Faults(1, (("timeout", 100.0),))
    for place in range(20):
        with pytest.raises(TimeoutError):
            await caller.send("PATCH", f"/v2/phone/call_queues/{queue}", body={"name": f"Name {place}"})
    assert 0 < len(engine.records.writes) < 20


async def test_garbage_is_no_json_and_types_keep_rows_and_keys() -> None:
    caller, _ = await _struck("garbage")
    with pytest.raises(ValueError, match=r"."):
        json.loads((await caller.get("/phone/users")).body)
    right, _ = await sim()
    wrong, _ = await _struck("types")
    good = (await right.get("/phone/users")).data
    bad = (await wrong.get("/phone/users")).data
    assert bad != good
    assert [set(each) for each in bad["users"]] == [set(each) for each in good["users"]]
    assert bad["next_page_token"] == good["next_page_token"]


@given(st.floats(0, 1), st.dictionaries(st.text(min_size=1), st.integers(), min_size=1))
def test_garbled_is_never_json(point: float, data: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"."):
        json.loads(garbled(Reply(200, data), point).body())


NAMES = st.text(max_size=8)
VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=20)


@given(st.dictionaries(NAMES, st.lists(st.dictionaries(NAMES, VALUES, max_size=6), max_size=6), max_size=4))
def test_mistyped_keeps_every_row_and_key_and_is_the_same_again(data: Any) -> None:
    wrong = mistyped(data, 1, 2)
    assert {name: [set(row) for row in rows] for name, rows in wrong.items()} == {
        name: [set(row) for row in rows] for name, rows in data.items()
    }
    assert wrong == mistyped(data, 1, 2)


async def test_a_slow_answer_and_latency_take_their_time_and_are_right() -> None:
    caller, engine = await sim(latency="20")
    before = engine.clock.monotonic()
    assert (await caller.get("/phone/sites")).status == 200
    assert engine.clock.monotonic() - before >= 0.02
    assert 0.3 <= Faults(1, (("slow", 100.0),)).of(1).delay <= 1.5
