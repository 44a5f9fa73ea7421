from __future__ import annotations

import asyncio
import re
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.unit.services.inventory.account import Line, account, simulator
from tests.unit.zoom.box import QuickClock
from ztui.contract import limits
from ztui.contract.catalogue import operation
from ztui.core.config import Profile
from ztui.core.errors import Conflict, Forbidden, UnknownName, Unreachable
from ztui.services.inventory.parts import DEFAULT, PARTS, Answers, Listed, parts_named
from ztui.services.inventory.reach import NotStored, Reach
from ztui.services.ring.report import way_to
from ztui.services.ring.routes import Target
from ztui.services.ring.stored import Stored
from ztui.services.ring.upward import leads_to
from ztui.services.view import View
from ztui.store.ledger import Ledger
from ztui.zoom.limits import Background, Limiter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ztui.services.inventory.cost import Progress
    from ztui.services.inventory.inventory import Inventory
    from ztui.sim.inprocess import InProcess

NAMES = {each.name for each in DEFAULT}


@pytest.fixture(scope="module")
def box() -> Iterator[InProcess]:
    started = simulator()
    yield started
    started.close()


async def everything(inventory: Inventory) -> dict[str, object]:
    """Give all that is stored, to be compared."""
    return {each.name: await inventory.rows(each.resource) for each in PARTS if isinstance(each, Listed)}


async def test_a_sync_reads_all_parts_and_asks_for_nothing_twice(tmp_path: Path, box: InProcess) -> None:
    line = Line(box)
    async with account(tmp_path, line) as session:
        report = await session.inventory.sync()
        assert set(report.read) | set(report.fresh) == NAMES
        assert report.failed == {}
        assert max(line.asked.values()) == 1
        assert report.requests == sum(line.asked.values())
        assert all(each.complete for each in await session.inventory.ages() if each.part in NAMES)
        world = box.engine.world.system(box.engine.world.master_id)
        assert len((await session.inventory.rows("users")).rows) == len(world.users)
        assert len((await session.inventory.rows("numbers")).rows) == len(world.numbers)


async def test_the_cost_is_known_before_and_is_what_was_sent(tmp_path: Path, box: InProcess) -> None:
    line = Line(box)
    async with account(tmp_path, line, profile=Profile("acme", plan="business", index_percent=100)) as session:
        first = await session.inventory.plan()
        assert first.at_least
        assert "Queues with members" in first.unknown
        assert line.asked == Counter()
        await session.inventory.sync(["call-queues", "auto-receptionists", "sites"])
        line.asked.clear()
        cost = await session.inventory.plan(["queue-members", "ivr"])
        told: list[Progress] = []
        report = await session.inventory.sync(["queue-members", "ivr"], tell=told.append)
        assert dict(cost.labels) == dict(report.sent)
        assert sum(line.asked.values()) == cost.requests > 10
        assert f"{cost.requests} requests ({cost.requests} light), about 1 s at 100 % of the rate" in str(cost)
        assert told[-1].left.requests == 0
        assert told[-1].share == 1.0


async def test_what_is_fresh_is_not_fetched_and_what_is_old_is(tmp_path: Path, box: InProcess) -> None:
    line = Line(box)
    async with account(tmp_path, line) as session:
        await session.inventory.sync()
        line.asked.clear()
        report = await session.inventory.sync()
        assert line.asked == Counter()
        assert (report.read, set(report.fresh)) == ((), NAMES)
        box.clock.advance(3_600)
        await session.listings.open(View("users")).refresh()
        line.asked.clear()
        await session.inventory.sync(["users", "sites"], fresh_for=timedelta(minutes=30))
        assert {path.partition("?")[0] for path in line.asked} == {"/v2/phone/sites"}


async def test_a_sync_that_was_cut_goes_on_with_what_is_not_there(tmp_path: Path, box: InProcess) -> None:
    line = Line(box)
    cut_at = 45
    line.instead = lambda path: ConnectionResetError("cut") if sum(line.asked.values()) > cut_at else None
    async with account(tmp_path, line) as session:
        with pytest.raises(Unreachable):
            await session.inventory.sync()
    had = {path for path, count in line.asked.items() if count}
    line.instead = lambda path: None
    before, line.asked = line.asked, Counter()
    async with account(tmp_path, line) as session:
        ages = {each.part: each for each in await session.inventory.ages()}
        lists = {path for path in had if path.count("/") == 3}
        report = await session.inventory.sync()
        assert report.failed == {}
        assert all(each.complete for each in await session.inventory.ages() if each.part in NAMES)
        again = {path for path in line.asked if path in before}
        stored = {each for each in again if "/call_queues/" in each or "/ivr" in each}
        assert len(stored) <= len(before) - cut_at, "of the answers only those are asked for again that were lost"
        assert any(each.complete for each in ages.values())
        assert lists


async def test_a_sync_that_is_cancelled_leaves_a_store_that_goes_on(tmp_path: Path, box: InProcess) -> None:
    line = Line(box)
    async with account(tmp_path, line) as session:
        come = asyncio.Event()
        running = asyncio.create_task(session.inventory.sync(tell=lambda told: come.set() if told.sent > 30 else None))
        await come.wait()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        await session.inventory.sync()
        assert all(each.complete for each in await session.inventory.ages() if each.part in NAMES)


async def test_two_syncs_at_once_are_one(tmp_path: Path, box: InProcess) -> None:
    async with account(tmp_path, Line(box)) as session:
        running = asyncio.create_task(session.inventory.sync(["sites"]))
        await asyncio.sleep(0)
        with pytest.raises(Conflict):
            await session.inventory.sync()
        await running


async def test_a_part_that_is_refused_keeps_no_other_from_being_read(tmp_path: Path, box: InProcess) -> None:
    line = Line(box)
    denied = b'{"code": 4711, "message": "Invalid access token, does not contain scopes:[phone:read:ivr]."}'
    line.instead = lambda path: (400, denied) if path.endswith("/ivr") else None
    async with account(tmp_path, line) as session:
        report = await session.inventory.sync()
        assert set(report.failed) == {"ivr"}
        assert isinstance(report.failed["ivr"], Forbidden)
        assert sum(count for path, count in line.asked.items() if "/ivr" in path) <= 12, "no use in asking on"
        ages = {each.part: each for each in await session.inventory.ages()}
        assert ages["queue-handling"].complete
        assert not ages["ivr"].complete
        assert ages["ivr"].missing > 2


async def test_what_zoom_does_not_have_is_remembered_as_that(tmp_path: Path, box: InProcess) -> None:
    line = Line(box)
    gone = b'{"code": 404, "message": "Extension does not exist."}'
    line.instead = lambda path: (404, gone) if "/call_handling/" in path else None
    async with account(tmp_path, line) as session:
        await session.inventory.sync(["queue-handling"])
        (first, *_) = (await session.inventory.rows("call-queues")).rows
        known = await session.inventory.answer("getCallHandling", {"extensionId": first["extension_id"]})
        assert known is not None
        assert known.data is None
        line.asked.clear()
        await session.inventory.sync(["queue-handling"])
        assert line.asked == Counter()


async def test_the_lists_are_the_lists_that_screens_show(tmp_path: Path, box: InProcess) -> None:
    async with account(tmp_path, Line(box)) as session:
        shown = session.listings.open(View("call-queues"))
        await shown.load()
        assert shown.status.shown == 0
        await session.inventory.sync(["call-queues"])
        await shown.load()
        assert shown.status.complete
        rows = [each.row for each in await shown.rows(0, 100)]
        assert tuple(rows) == (await session.inventory.rows("queues")).rows


async def test_secrets_do_not_reach_the_answers(tmp_path: Path, box: InProcess) -> None:
    line = Line(box)
    line.instead = lambda path: (
        (200, b'{"business_hours": [{"pin_code": "4711", "password": "hush"}]}') if "/call_handling/" in path else None
    )
    async with account(tmp_path, line) as session:
        await session.inventory.sync(["queue-handling", "sip-phones"])
        (first, *_) = (await session.inventory.rows("call-queues")).rows
        known = await session.inventory.answer("getCallHandling", {"extensionId": first["extension_id"]})
        assert known is not None
        assert known.data == {"business_hours": [{}]}
    for file in (tmp_path / "cache").rglob("*.sqlite*"):
        assert b"hush" not in file.read_bytes()


async def test_answers_of_a_damaged_file_are_read_anew(tmp_path: Path, box: InProcess) -> None:
    async with account(tmp_path, Line(box)) as session:
        await session.inventory.sync(["queue-handling"])
        path = session.inventory.answers.path
    path.write_bytes(b"no database" * 500)
    line = Line(box)
    async with account(tmp_path, line) as session:
        report = await session.inventory.sync(["queue-handling"])
        assert report.failed == {}
        assert all("/call_handling/" in each for each in line.asked)


async def test_reach_asks_once_for_what_is_not_stored_and_keeps_it(tmp_path: Path, box: InProcess) -> None:
    line = Line(box)
    async with account(tmp_path, line) as session:
        reach = Reach(session.inventory)
        (first, *_) = (await reach.rows("call-queues")).rows
        path = {"extensionId": first["extension_id"]}
        for _ in range(2):
            await reach.rows("call-queues")
            queue = await reach.object("call-queues", first["id"])
            assert queue is not None
            assert queue.complete
            assert (await reach.answer("getCallHandling", path)) is not None
        assert await reach.object("call-queues", "nobody") is None
        assert max(line.asked.values()) == 1
    async with account(tmp_path, line, offline=True) as session:
        box.clock.advance(86_400)
        reach = Reach(session.inventory)
        assert (await reach.rows("call-queues")).complete
        assert (await reach.answer("getCallHandling", path)) is not None
        with pytest.raises(NotStored, match="Users are not stored"):
            await reach.rows("users")


async def test_a_background_client_leaves_the_rest_of_the_rate_to_others(tmp_path: Path) -> None:
    clock = QuickClock()
    whole = Limiter(Ledger(tmp_path / "quota.sqlite", clock), clock, "business")
    light = operation("getACallQueue")
    background = Background(whole, 25)
    began = clock.monotonic()
    for _ in range(21):
        await background.admit(light, ("acme",))
    assert clock.monotonic() - began == pytest.approx(20 * limits.rate(limits.Plan.BUSINESS, light).interval * 4)
    assert background.sent == {"LIGHT": 21}
    assert await whole.admit(light, ("acme",)) == pytest.approx(0.025), "the slots between are free for others"


async def test_a_sync_lasts_as_long_as_its_share_of_the_rate_makes_it(tmp_path: Path, box: InProcess) -> None:
    line = Line(box)
    profile = Profile("acme", plan="business", index_percent=40)
    async with account(tmp_path, line, profile=profile) as session:
        await session.inventory.sync(["call-queues"])
        line.at.clear()
        cost = await session.inventory.plan(["queue-handling", "queue-members"])
        report = await session.inventory.sync(["queue-handling", "queue-members"])
        assert len(line.at) == cost.requests == report.requests == 20
        assert line.at[-1] - line.at[0] >= (cost.requests - 1) * 0.025 / 0.4 * 0.95
        assert cost.seconds == pytest.approx(20 * 0.025 / 0.4)


async def test_the_share_is_the_setting_of_the_profile(tmp_path: Path, box: InProcess) -> None:
    profile = Profile("acme", plan="business", index_percent=20)
    async with account(tmp_path, Line(box), profile=profile) as session:
        await session.inventory.sync(["call-queues"])
        cost = await session.inventory.plan(["queue-members"])
        assert cost.percent == 20
        assert cost.seconds == pytest.approx(cost.requests * 0.025 * 5)


def test_no_part_draws_from_a_daily_pot() -> None:
    from ztui.resources.registry import resource

    for part in PARTS:
        operations = resource(part.resource).operations
        name = part.operation if isinstance(part, Answers) else operations.list
        for each in filter(None, (name, operations.get)):
            assert limits.pot(limits.Plan.BUSINESS, operation(each)) is None


def test_parts_bring_the_lists_that_they_go_through() -> None:
    assert [each.name for each in parts_named(["ivr"])] == ["auto-receptionists", "ivr"]
    assert parts_named(None) == DEFAULT
    assert not any(each.resource == "users" and not isinstance(each, Listed) for each in DEFAULT)
    with pytest.raises(UnknownName, match="no part of the index named 'quees'"):
        parts_named(["quees"])


def test_every_answer_of_a_part_can_be_asked_for() -> None:
    rows = {"id": "a", "extension_id": "b", "holiday_hours": [{"id": "h"}, {}, "odd"]}
    for part in PARTS:
        if isinstance(part, Answers):
            known = operation(part.operation)
            for each in part.wanted(rows):
                assert set(each.path) == set(known.path_params)
                assert all(known.detail().parameter(name) for name in each.query)
            assert part.wanted({"id": None, "holiday_hours": 5}) == ()


async def test_reach_gives_what_is_older_while_zoom_is_away_and_asks_no_more(tmp_path: Path, box: InProcess) -> None:
    line = Line(box)
    async with account(tmp_path, line) as session:
        await session.inventory.sync(["call-queues", "queue-members", "queue-handling"])
        (first, *_) = (await session.inventory.rows("call-queues")).rows
        box.clock.advance(86_400)
        line.asked.clear()
        line.instead = lambda path: ConnectionResetError()
        reach = Reach(session.inventory, fall_back=True)
        assert (await reach.rows("call-queues")).complete
        sent = sum(line.asked.values())
        assert isinstance(reach.lost, Unreachable)
        assert (await reach.object("call-queues", first["id"])) is not None
        assert (await reach.answer("getCallHandling", {"extensionId": first["extension_id"]})) is not None
        with pytest.raises(Unreachable):
            await reach.rows("users")
        assert sum(line.asked.values()) == sent, "it is known that Zoom is out of reach"
        with pytest.raises(Unreachable):
            await Reach(session.inventory).rows("call-queues")


async def test_the_parts_that_a_tree_recommends_are_there_and_read_what_it_says(tmp_path: Path, box: InProcess) -> None:
    async with account(tmp_path, Line(box)) as session:
        target = Target("users", "nobody", "nobody")
        await session.inventory.sync()
        said = way_to(await leads_to(Stored(session.inventory), target))
        parts = re.findall(r"--part ([a-z-]+)", said)
        assert parts
        await session.inventory.sync(parts)
        upward = await leads_to(Stored(session.inventory), target)
        assert [each.what for each in upward.unread] == ["common areas"]
        assert "index sync" not in way_to(upward)


async def test_a_limit_of_a_moment_is_waited_for_and_the_sync_goes_on(tmp_path: Path, box: InProcess) -> None:
    line = Line(box)
    refused: Counter[str] = Counter()

    def crowded(path: str) -> tuple[int, bytes] | None:
        refused[path] += 1
        return (429, b'{"code": 429, "message": "slow down"}') if refused[path] == 1 else None

    async with account(tmp_path, line) as session:
        line.instead = crowded
        report = await session.inventory.sync(["call-queues", "queue-members"])
        assert report.failed == {}
        assert set(report.read) == {"call-queues", "queue-members"}


async def test_once_the_lists_are_read_what_is_left_is_counted(tmp_path: Path, box: InProcess) -> None:
    async with account(tmp_path, Line(box)) as session:
        told: list[Progress] = []
        report = await session.inventory.sync(["queue-members", "queue-handling"], tell=told.append)
        counted = next(each for each in told if each.is_counted)
        assert not told[0].is_counted
        under_way = counted.sent + counted.left.requests - report.requests  # sent and not answered count twice
        assert 0 <= under_way <= 12
