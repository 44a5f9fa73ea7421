from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.unit.zoom.box import Box, QuickClock, Reply, client_of, ledger_in
from ztui.contract.catalogue import operation
from ztui.core.errors import RateLimited, UnknownName
from ztui.zoom.limits import Limiter, lane

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.zoom.box import Asked

TODAY = date(2026, 11, 21)


class StandingClock(QuickClock):
    """A clock whose sleepers all wait from the same instant."""

    async def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        await asyncio.sleep(0)


@pytest.mark.parametrize(
    ("plan", "operation_id", "interval"),
    [
        ("business", "getACallQueue", 1 / 40),
        ("pro", "getACallQueue", 1 / 20),
        ("business", "accountCallHistory", 1 / 10),
        ("business", "updateAccountPolicy", 6),
        ("business", "accounts", 1 / 60),
        ("business", "listSIPTrunks", 1 / 40),
    ],
)
async def test_requests_of_one_label_leave_evenly(
    tmp_path: Path, plan: str, operation_id: str, interval: float
) -> None:
    clock = StandingClock()
    limiter = Limiter(ledger_in(tmp_path, clock), clock, plan)
    waits = [await limiter.admit(operation(operation_id), ["a"]) for _ in range(4)]
    assert waits == pytest.approx([0, interval, 2 * interval, 3 * interval])


async def test_labels_tables_and_accounts_do_not_wait_for_each_other(tmp_path: Path) -> None:
    clock = StandingClock()
    limiter = Limiter(ledger_in(tmp_path, clock), clock, "business")
    for name in ("getACallQueue", "listCallQueues", "accounts"):
        assert await limiter.admit(operation(name), ["a"]) == 0
    assert await limiter.admit(operation("getACallQueue"), ["b"]) == 0
    assert len({lane(operation(name)) for name in ("getACallQueue", "listCallQueues", "accounts")}) == 3


async def test_a_request_for_a_sub_account_counts_for_both(tmp_path: Path) -> None:
    client = client_of(Box(), tmp_path)
    await client.acting_for("sub1").request("accountCallHistory")
    assert (await client.pots())["phone heavy"].used == 1
    assert (await client.acting_for("sub1").pots())["phone heavy"].used == 1
    await client.request("accountCallHistory")
    assert (await client.pots())["phone heavy"].used == 2
    assert (await client.acting_for("sub1").pots())["phone heavy"].used == 1


async def test_two_processes_share_slots_and_pot(tmp_path: Path) -> None:
    clock = StandingClock()
    limiters = [Limiter(ledger_in(tmp_path, clock), clock, "business") for _ in range(2)]
    waits = [await limiters[turn % 2].admit(operation("accountCallHistory"), ["a"]) for turn in range(4)]
    assert waits == pytest.approx([0, 0.1, 0.2, 0.3])
    assert (await limiters[0].pots("a"))["phone heavy"].used == 4


async def test_every_try_pays(tmp_path: Path) -> None:
    box = Box([Reply(500), Reply(500), Reply(body={})])
    client = client_of(box, tmp_path)
    await client.request("accountCallHistory")
    assert (await client.pots())["phone heavy"].used == 3


async def test_what_zoom_says_is_left_replaces_our_count(tmp_path: Path) -> None:
    headers = {"X-RateLimit-Type": "Daily-limit", "X-RateLimit-Limit": "30000", "X-RateLimit-Remaining": "12"}
    client = client_of(Box(lambda _: Reply(body={}, headers=headers)), tmp_path)
    assert not (await client.pots())["phone heavy"].told_by_zoom
    await client.request("accountCallHistory")
    use = (await client.pots())["phone heavy"]
    assert (use.used, use.limit, use.told_by_zoom) == (29_988, 30_000, True)


async def test_an_empty_pot_sends_nothing_and_says_until_when(tmp_path: Path) -> None:
    clock, box = QuickClock(), Box()
    ledger = ledger_in(tmp_path, clock)
    await ledger.told("acc-1", TODAY, "phone heavy", 0, 30_000)
    client = client_of(box, tmp_path, clock)
    with pytest.raises(RateLimited, match=r"used up.*2026-11-22 00:00 UTC") as caught:
        await client.request("accountCallHistory")
    assert (caught.value.exit_code, box.asked) == (3, [])
    await client.request("getACallQueue", {"callQueueId": "q"})
    assert len(box.asked) == 1, "light requests have no pot"


async def test_a_429_holds_back_the_label_in_all_processes(tmp_path: Path) -> None:
    clock = QuickClock()
    box = Box([Reply(429, {"message": "maximum per-second rate limit"}, {"retry-after": "30"}), Reply(body={})])
    await client_of(box, tmp_path, clock).request("listCallQueues")
    assert clock.passed >= 1030


async def test_too_many_concurrent_requests_hold_back_nobody_else(tmp_path: Path) -> None:
    clock = StandingClock()
    ledger = ledger_in(tmp_path, clock)
    refused = Reply(429, {"message": "Too many concurrent requests."}, {"retry-after": "30"})
    await client_of(Box([refused, Reply(body={})]), tmp_path, clock).request("listCallQueues")
    assert await ledger.reserve("acc-1", lane(operation("listCallQueues")), 0.05) < 1


async def test_a_slot_that_is_minutes_away_is_refused_and_not_slept_out(tmp_path: Path) -> None:
    clock = QuickClock()
    ledger = ledger_in(tmp_path, clock)
    await ledger.hold_back("acc-1", lane(operation("listCallQueues")), 3600)
    with pytest.raises(RateLimited, match="15:05 UTC"):
        await client_of(Box(), tmp_path, clock).request("listCallQueues")
    assert clock.sleeps == []


async def test_the_plan_none_knows_no_limits_and_an_unknown_plan_is_refused(tmp_path: Path) -> None:
    times: list[float] = []
    clock = QuickClock()

    def behave(asked: Asked) -> Reply:
        times.append(clock.passed)
        return Reply(body={})

    client = client_of(Box(behave), tmp_path, clock, plan="none")
    for _ in range(5):
        await client.request("accountCallHistory")
    assert set(times) == {1000.0}
    assert (await client.pots(), client.limiter.rates()) == ({}, {})
    with pytest.raises(UnknownName):
        client_of(Box(), tmp_path, plan="gold")


def test_the_limits_of_the_plan_can_be_shown(tmp_path: Path) -> None:
    rates = client_of(Box(), tmp_path).limiter.rates()
    assert rates["phone HEAVY"].count == 10
    assert rates["general HEAVY"].count == 40
