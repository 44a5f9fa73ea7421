"""Rates per label and plan, the daily pot, and one write per object at a time."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from tests.unit.sim.asgi import sim
from tests.unit.sim.samples import instance
from ztui.contract.catalogue import operation
from ztui.sim.handling import Refusal
from ztui.sim.limits import Limits, TooFast

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)


class Seconds:
    """Real seconds as the test says."""

    def __init__(self) -> None:
        self.value = 0.0

    def __call__(self) -> float:
        return self.value


def burst(limits: Limits, name: str, now: datetime = NOW) -> int:
    """Count the requests that pass at one instant."""
    for passed in range(100_000):
        try:
            limits.spend(operation(name), now)
        except TooFast:
            return passed
    raise AssertionError("nothing holds them back")


@pytest.mark.parametrize(
    ("plan", "name", "rate"),
    [
        ("business", "getACallQueue", 40),
        ("pro", "getACallQueue", 20),
        ("business", "listCallQueues", 20),
        ("business", "accountCallHistory", 10),
        ("pro", "accountCallHistory", 5),
        ("business", "accounts", 60),
        ("free", "accounts", 2),
    ],
)
def test_a_second_holds_what_the_plans_table_says_and_hardly_more(plan: str, name: str, rate: int) -> None:
    assert burst(Limits(plan, Seconds()), name) == rate + 2


def test_room_comes_back_at_the_rate() -> None:
    seconds = Seconds()
    limits = Limits("business", seconds)
    burst(limits, "accountCallHistory")
    seconds.value += 0.5
    assert burst(limits, "accountCallHistory") == 5
    seconds.value += 60
    assert burst(limits, "accountCallHistory") == 12


def test_the_refusal_says_when_to_come_back_and_what_is_left() -> None:
    limits = Limits("business", Seconds())
    assert limits.spend(operation("getACallQueue"), NOW)["x-ratelimit-limit"] == "40"
    burst(limits, "getACallQueue")
    with pytest.raises(TooFast) as caught:
        limits.spend(operation("getACallQueue"), NOW)
    assert (caught.value.http, caught.value.code) == (429, 429)
    assert "per-second" in caught.value.message
    assert caught.value.headers["x-ratelimit-remaining"] == "0"
    assert caught.value.retry_after(NOW) == "2026-11-21T14:05:01Z"


def test_the_pot_is_empty_until_midnight_utc_of_the_simulators_day() -> None:
    seconds = Seconds()
    limits = Limits("pro", seconds)
    for _ in range(15_000):
        seconds.value += 1
        limits.spend(operation("accountCallHistory"), NOW)
    seconds.value += 1
    with pytest.raises(TooFast) as caught:
        limits.spend(operation("accountCallHistory"), NOW)
    assert "daily" in caught.value.message
    assert caught.value.retry_after(NOW) == "2026-11-22T00:00:00Z"
    assert caught.value.headers["x-ratelimit-type"] == "Daily-limit"
    assert limits.pots(NOW.date()) == {"phone heavy": 15_000}
    limits.spend(operation("listCallQueues"), NOW)
    seconds.value += 1
    limits.spend(operation("accountCallHistory"), datetime(2026, 11, 22, tzinfo=UTC))


def test_without_a_plan_nothing_is_counted() -> None:
    limits = Limits("none", Seconds())
    assert all(limits.spend(operation("accountCallHistory"), NOW) == {} for _ in range(1_000))


def test_an_object_takes_one_write_at_a_time() -> None:
    limits = Limits("none", Seconds())
    with limits.writing("queue/1"), limits.writing("queue/2"):
        with pytest.raises(Refusal) as caught, limits.writing("queue/1"):
            pass
        assert caught.value.http == 429
        assert "Too many concurrent requests" in caught.value.message
    with limits.writing("queue/1"):
        pass


async def test_of_two_writes_on_one_queue_at_the_same_time_one_is_told_429() -> None:
    caller, engine = await sim()
    queues = (await caller.get("/phone/call_queues")).data["call_queues"]
    paths = [f"/v2/phone/call_queues/{queues[place]['id']}" for place in (0, 0, 1)]
    got = await asyncio.gather(*(caller.send("PATCH", path, body={"name": "Renamed"}) for path in paths))
    assert sorted(each.status for each in got) == [204, 204, 429]
    assert any("retry-after" in each.headers for each in got)
    assert len(engine.records.writes) == 2


async def test_over_the_rate_the_answer_is_429_with_the_date_of_the_next_try() -> None:
    caller, _ = await sim(plan="pro")
    got = [await caller.get("/phone/call_history") for _ in range(12)]
    refused = [each for each in got if each.status == 429]
    assert refused
    assert refused[0].headers["retry-after"].startswith("2026-11-21T14:05:0")
    assert refused[0].data["code"] == 429


async def test_an_account_takes_one_sync_of_its_devices_and_one_batch_of_locations_at_a_time() -> None:
    caller, engine = await sim()
    sync = instance(operation("syncPhoneDevice").detail().request_schema or {})
    got = await asyncio.gather(*(caller.send("POST", "/v2/phone/devices/sync", body=sync) for _ in range(2)))
    assert sorted(each.status for each in got)[1] == 429
    body = instance(operation("batchAddLocations").detail().request_schema or {})
    got = await asyncio.gather(*(caller.send("POST", "/v2/phone/batch_locations", body=body) for _ in range(2)))
    refused = next(each for each in got if each.status == 400)
    assert refused.data["code"] == 300
    assert "Too many concurrent requests" in refused.data["message"]
    assert len(engine.records.writes) == 2
