"""The system's clock is put right, or wrong: an hour or a day back, between two runs or in the midst of one."""

from __future__ import annotations

import random
from datetime import timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.services.calls.house import house, zoom_of
from tests.unit.services.changes.house import house as changing
from tests.unit.services.changes.test_recovery import killed_at
from tests.unit.services.inventory.account import Line, account, simulator
from tests.unit.store.samples import SHAPE, StillClock, thing
from tests.unit.zoom.box import START
from ztui.core.times import age, is_younger
from ztui.services.calls.follow import Follow
from ztui.services.calls.windows import second_of
from ztui.services.changes.looking import LAG
from ztui.services.changes.recovery import look_up, unfinished
from ztui.services.changes.updating import plan_update
from ztui.store.cache import Cache
from ztui.store.index.documents import Document
from ztui.store.index.index import Index
from ztui.store.journal import Journal, JournalQuery, Outcome
from ztui.store.listings import ListKey

if TYPE_CHECKING:
    from pathlib import Path

    from ztui.sim.inprocess import InProcess

HOUR, DAY = 3_600.0, 86_400.0
KEY = ListKey.of("things")


def dated(zoom: InProcess) -> Any:
    """Give the simulator with the header that tells Zoom's time, as over HTTP."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        async def with_date(message: Any) -> None:
            if message["type"] == "http.response.start":
                told = format_datetime(zoom.clock.now(), usegmt=True).encode()
                message = {**message, "headers": [*message["headers"], (b"date", told)]}
            await send(message)

        await zoom.app(scope, receive, with_date)

    return app


back = pytest.mark.parametrize("seconds", [HOUR, DAY], ids=["hour", "day"])


@pytest.mark.parametrize(
    ("seconds", "said"), [(-0.5, "now"), (-30, "now"), (-HOUR, "of unknown age"), (-DAY, "of unknown age")]
)
def test_no_age_is_negative_and_what_lies_ahead_has_none(seconds: float, said: str) -> None:
    assert age(seconds) == said
    assert not is_younger(START, START + timedelta(seconds=seconds), timedelta(hours=12))
    assert is_younger(START, START, timedelta(hours=12))


@back
async def test_what_was_read_before_is_read_again_and_not_held_for_fresh(tmp_path: Path, seconds: float) -> None:
    box = simulator()
    try:
        line = Line(box)
        async with account(tmp_path, line) as session:
            await session.inventory.sync()
            first = sum(line.asked.values())
            assert (await session.inventory.sync()).requests == 0
            box.clock.set(box.clock.now() - timedelta(seconds=seconds))
            again = await session.inventory.sync()
            assert again.failed == {}
            assert sum(line.asked.values()) == first + again.requests
            assert again.requests > 0
            assert (await session.inventory.sync()).requests == 0
    finally:
        box.close()


@back
async def test_a_lost_answer_is_looked_up_after_seconds_and_not_after_the_clock_has_caught_up(
    tmp_path: Path, seconds: float
) -> None:
    async with changing(tmp_path) as home:
        queue = (await home.keys("call-queues"))[0]
        plan = await plan_update(home.session, "call-queues", queue, {"name": "New"})
        await killed_at(home, plan, 1, "kill")
        (entry,) = await unfinished(home.session)
        clock: Any = home.session.clock
        before = clock.monotonic()
        clock.skew = timedelta(seconds=-seconds)
        result = await look_up(home.session, entry)
        assert result.outcome in (Outcome.FAILED, Outcome.UNKNOWN)
        assert clock.monotonic() - before <= LAG + 5


@back
async def test_calls_are_all_fetched_whichever_way_the_clock_went(tmp_path: Path, seconds: float) -> None:
    zoom = zoom_of()
    try:
        async with house(tmp_path, zoom) as on:
            on.clock.skew = timedelta(seconds=-seconds)
            await on.synced()
            on.clock.skew = timedelta()
            on.pass_time(hours=30)
            await on.synced()
            assert await on.is_whole()
            on.clock.skew = timedelta(seconds=-seconds)
            await on.synced()
            on.pass_time(hours=30)
            on.clock.skew = timedelta()
            await on.synced()
            assert await on.is_whole()
    finally:
        zoom.close()


@pytest.mark.parametrize("days", [1, 3, 10])
async def test_a_clock_that_was_days_ahead_claims_no_calls_that_were_still_to_come(tmp_path: Path, days: int) -> None:
    zoom = zoom_of()
    try:
        async with house(tmp_path, zoom) as on:
            on.line.app = dated(zoom)
            on.clock.skew = timedelta(days=days)
            await on.synced()
            on.clock.skew = timedelta()
            covered = await on.calls.covered()
            assert covered[-1].end <= second_of(START) + DAY + 5, "what is all there ends with Zoom's present"
            on.pass_time(days=days + 1)
            await on.synced()
            assert await on.is_whole(on.whole)
    finally:
        zoom.close()


async def test_what_was_noted_ahead_before_is_let_go_of(tmp_path: Path) -> None:
    """As by a program of before, which believed the machine's clock."""
    zoom = zoom_of()
    try:
        async with house(tmp_path, zoom) as on:
            await on.synced()
            (covered,) = await on.calls.covered()
            on.clock.skew = timedelta(days=3)
            await on.calls.cover((covered.first, on.now + 1))
            on.clock.skew = timedelta()
            on.pass_time(days=1)
            await on.synced()
            assert (await on.calls.covered())[-1].end <= on.now + 1
            on.pass_time(days=3)
            await on.synced()
            assert await on.is_whole()
    finally:
        zoom.close()


@back
async def test_calls_are_followed_on_when_the_clock_is_set_back(tmp_path: Path, seconds: float) -> None:
    zoom = zoom_of()
    try:
        async with house(tmp_path, zoom) as on:
            follow = Follow(on.client, on.calls, on.clock)
            await follow.look()
            on.clock.skew = timedelta(seconds=-seconds)
            on.pass_time(hours=1)
            await follow.look()
            for query in on.line.asked:
                assert query["from"] <= query["to"]
    finally:
        zoom.close()


@back
async def test_a_token_is_renewed_when_its_time_is_over(tmp_path: Path, seconds: float) -> None:
    zoom = zoom_of()
    try:
        async with house(tmp_path, zoom) as on:
            first = await on.client._connection.line.tokens.current()
            on.clock.skew = timedelta(seconds=-seconds)
            assert await on.client._connection.line.tokens.current() is first
            on.pass_time(seconds=3_600)
            assert await on.client._connection.line.tokens.current() is not first
    finally:
        zoom.close()


@back
async def test_slots_and_pots_are_not_stuck(tmp_path: Path, seconds: float) -> None:
    async with house(tmp_path, zoom := zoom_of()) as on:
        ledger = on.ledger
        day = on.clock.now().date()
        assert [await ledger.reserve("a", "lane", 0.5) for _ in range(2)] == pytest.approx([0, 0.5])
        for _ in range(3):
            assert await ledger.spend("a", day, "heavy", 3) is not None
        assert await ledger.spend("a", day, "heavy", 3) is None
        on.clock.skew = timedelta(seconds=-seconds)
        assert await ledger.reserve("a", "lane", 0.5) == pytest.approx(1.0)
        other = on.clock.now().date()
        assert (await ledger.spend("a", other, "heavy", 3) is None) == (other == day)
        on.clock.skew = timedelta()
        assert (await ledger.use("a", day, "heavy")).used == 3  # type: ignore[union-attr]
    zoom.close()


@back
async def test_the_journal_keeps_the_order_in_which_was_written(tmp_path: Path, seconds: float) -> None:
    clock = StillClock()
    journal = Journal(tmp_path / "journal.sqlite", clock)
    for number in range(6):
        if number == 3:
            clock.passed -= seconds
        clock.passed += 1
        await journal.open("updateCallQueue", {"path": {}, "body": {"n": number}})
    assert [each.plan["body"]["n"] for each in await journal.entries()] == [5, 4, 3, 2, 1, 0]
    numbers, _ = await journal.find(JournalQuery())
    assert numbers == [6, 5, 4, 3, 2, 1]
    assert [each.plan["body"]["n"] for each in await journal.unfinished()] == [0, 1, 2, 3, 4, 5]
    await journal.close()


async def test_a_row_that_is_written_after_the_clock_was_set_back_is_found_by_its_new_name(tmp_path: Path) -> None:
    """The latest instant at which a row of the list was read stays the same then."""
    dice = random.Random(7)
    clock = StillClock()
    cache = Cache(tmp_path / "own.sqlite", clock)
    index = Index(tmp_path / "own.index.sqlite", cache.path)

    def document(row: Any) -> Document:
        return Document(str(row["name"]), (str(row["name"]).lower(),))

    run = await cache.begin(KEY, SHAPE)
    for number in range(3):
        clock.passed += 60 + dice.random()
        rows = [SHAPE.stored(thing(number))]
        await cache.add(run, lambda rows=rows: rows)  # type: ignore[misc]
    await cache.finish(run)
    await index.renew({"things": document}, "form")
    clock.passed -= 90 + dice.random()
    assert await cache.amend(KEY, SHAPE, {"k0": lambda row: {**row, "name": "Renamed"}}) == 1
    assert await index.renew({"things": document}, "form")
    await index.close()
    await cache.close()
