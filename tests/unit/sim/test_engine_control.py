"""The control side: clock, faults, tokens, state and log, for this machine only."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.sim.asgi import Caller, sim
from ztui.sim.app import App


async def test_the_clock_is_put_moved_and_let_run() -> None:
    caller, engine = await sim()
    got = await caller.send("POST", "/_sim/clock", body={"now": "2026-11-25T00:00:00Z"})
    assert got.data == {"now": "2026-11-25T00:00:00Z", "running": False}
    got = await caller.send("POST", "/_sim/clock", body={"advance": 3600})
    assert got.data["now"] == "2026-11-25T01:00:00Z"
    assert (await caller.send("POST", "/_sim/clock", body={"run": True})).data["running"]
    assert engine.clock.running


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/_sim/clock", {}),
        ("/_sim/clock", {"now": "soon"}),
        ("/_sim/clock", {"advance": "a day"}),
        ("/_sim/clock", {"run": "yes"}),
        ("/_sim/clock", {"tick": 1}),
        ("/_sim/clock", {"advance": float("nan")}),
        ("/_sim/clock", {"advance": 1e300}),
        ("/_sim/faults", {"429": True}),
        ("/_sim/clock", [1]),
        ("/_sim/faults", {"gremlins": 1}),
        ("/_sim/faults", {"reset": 101}),
    ],
)
async def test_what_cannot_be_read_is_400_with_the_reason(path: str, body: Any) -> None:
    caller, _ = await sim()
    got = await caller.send("POST", path, body=body)
    assert got.status == 400
    assert got.data["error"]


@pytest.mark.parametrize(
    "body",
    [
        {"advance": -1e9},
        {"advance": 3e9},
        {"now": "2099-12-31T23:59:59Z", "advance": 1},
        {"now": "2001-01-01", "advance": -1},
        {"now": "2000-12-31"},
        {"advance": 60, "run": "yes"},
    ],
)
async def test_the_clock_stays_between_2001_and_2099_and_stands_where_it_was_when_refused(body: Any) -> None:
    caller, engine = await sim()
    before = engine.clock.now()
    assert (await caller.send("POST", "/_sim/clock", body=body)).status == 400
    assert (engine.clock.now(), engine.clock.running) == (before, False)


async def test_a_body_that_is_no_json_is_400() -> None:
    caller, _ = await sim()
    assert (await caller.send("POST", "/_sim/clock", raw=b"{")).status == 400


async def test_faults_are_set_anew_as_a_whole() -> None:
    caller, _ = await sim(faults="429=100", strict="off")
    assert (await caller.get("/phone/sites")).status == 429
    assert (await caller.send("POST", "/_sim/faults", body={})).data == {}
    assert (await caller.get("/phone/sites")).status == 200


async def test_all_tokens_can_be_ended() -> None:
    caller, _ = await sim()
    assert (await caller.send("POST", "/_sim/token/expire")).data == {"expired": 1}
    assert (await caller.get("/phone/sites")).status == 401


async def test_the_state_counts_what_there_is() -> None:
    caller, _ = await sim(plan="business")
    await caller.get("/phone/call_history")
    state = (await caller.send("GET", "/_sim/state")).data
    assert (state["users"], state["queues"], state["requests"], state["tokens"]) == (40, 6, 1, 1)
    assert state["now"] == "2026-11-21T14:05:00Z"
    assert state["pots"] == {"phone heavy": 1}
    assert state["planted"] == []


async def test_the_state_of_a_messy_world_names_what_was_planted() -> None:
    caller, _ = await sim(messy="on")
    assert (await caller.send("GET", "/_sim/state")).data["planted"]


async def test_the_log_tells_what_was_asked_and_which_writes_were_applied() -> None:
    caller, _ = await sim()
    queue = (await caller.get("/phone/call_queues", {"page_size": 5})).data["call_queues"][0]["id"]
    await caller.send("PATCH", f"/v2/phone/call_queues/{queue}", body={"name": "Renamed"})
    await caller.send("PATCH", f"/v2/phone/call_queues/{queue}", body={"nane": "Renamed"})
    log = (await caller.send("GET", "/_sim/log")).data
    assert [(each["operation"], each["status"], each["applied"]) for each in log["requests"]] == [
        ("listCallQueues", 200, False),
        ("updateCallQueue", 204, True),
        ("updateCallQueue", 400, False),
    ]
    assert log["requests"][0]["query"] == [["page_size", "5"]]
    assert [each["number"] for each in log["writes"]] == [2]
    later = (await caller.send("GET", "/_sim/log", {"after": "2"})).data
    assert [each["number"] for each in later["requests"]] == [3]


async def test_the_log_gives_the_newest_ones_up_to_a_limit() -> None:
    caller, _ = await sim()
    queue = (await caller.get("/phone/call_queues", {"page_size": 5})).data["call_queues"][0]["id"]
    await caller.send("PATCH", f"/v2/phone/call_queues/{queue}", body={"name": "Renamed"})
    await caller.get("/phone/sites")

    async def numbers(**query: str) -> tuple[list[int], list[int]]:
        log = (await caller.send("GET", "/_sim/log", query)).data
        assert log["count"] == 3
        return [each["number"] for each in log["requests"]], [each["number"] for each in log["writes"]]

    assert await numbers(limit="2") == ([2, 3], [2])
    assert await numbers(limit="1") == ([3], [])
    assert await numbers(limit="0") == ([], [])
    assert await numbers(limit="9", after="2") == ([3], [])


@pytest.mark.parametrize("query", [{"limit": "-1"}, {"limit": "few"}, {"after": "\u00b2"}, {"last": "5"}])
async def test_what_the_log_does_not_take_is_400(query: dict[str, str]) -> None:
    caller, _ = await sim()
    assert (await caller.send("GET", "/_sim/log", query)).status == 400


async def test_another_machine_and_unknown_paths_get_404() -> None:
    caller, engine = await sim()
    stranger = Caller(App(engine), client="192.0.2.7")
    assert (await stranger.send("GET", "/_sim/state")).status == 404
    assert (await caller.send("GET", "/_sim/secrets")).status == 404
    assert (await caller.send("GET", "/_sim/clock")).status == 404
    assert (await Caller(App(engine), client="::1").send("GET", "/_sim/state")).status == 200
