from __future__ import annotations

import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ztui.core.errors import ConfigError, StoreError
from ztui.core.ports import PotUse
from ztui.store.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from ztui.core.ports import QuotaLedger

DAY = date(2026, 11, 21)


class Clock:
    """Time that a test moves."""

    def __init__(self) -> None:
        self.seconds = 500.0

    def now(self) -> datetime:
        return datetime(2026, 11, 21, tzinfo=UTC)

    def monotonic(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds
        await asyncio.sleep(0)


@asynccontextmanager
async def ledgers(path: Path, count: int = 1, clock: Clock | None = None) -> AsyncIterator[list[Ledger]]:
    async with AsyncExitStack() as stack:
        opened = [Ledger(path, clock or Clock()) for _ in range(count)]
        for each in opened:
            stack.push_async_callback(each.close)
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "quota.sqlite"


async def test_slots_lie_evenly_and_are_shared(path: Path) -> None:
    clock = Clock()
    async with ledgers(path, 2, clock) as (one, two):
        waits = [await each.reserve("a", "lane", 0.5) for each in (one, two, one, two)]
        assert waits == pytest.approx([0, 0.5, 1.0, 1.5])
        clock.seconds += 10
        assert await two.reserve("a", "lane", 0.5) == 0, "an unused second is not saved up for a burst"
        assert await two.reserve("a", "lane", 0.5) == pytest.approx(0.5)
        assert await one.reserve("a", "other", 0.5) == 0
        assert await one.reserve("b", "lane", 0.5) == 0


async def test_a_lane_is_held_back_and_never_brought_forward(path: Path) -> None:
    async with ledgers(path, 2, Clock()) as (one, two):
        await one.hold_back("a", "lane", 30)
        await one.hold_back("a", "lane", 5)
        assert await two.reserve("a", "lane", 1) == pytest.approx(30)
        assert await two.reserve("a", "lane", 1) == pytest.approx(31)


async def test_slots_booked_before_a_reboot_are_void(path: Path) -> None:
    clock = Clock()
    async with ledgers(path, 1, clock) as (ledger,):
        await ledger.hold_back("a", "lane", 3600)
        clock.seconds = 20
        assert await ledger.reserve("a", "lane", 1) == 0


async def test_a_pot_is_spent_to_its_last_request_across_processes(path: Path) -> None:
    async with ledgers(path, 2) as (one, two):
        assert await one.use("a", DAY, "heavy") is None
        assert await one.spend("a", DAY, "heavy", 3) == PotUse(DAY, 1, 3)
        assert await two.spend("a", DAY, "heavy", 3) == PotUse(DAY, 2, 3)
        assert await one.spend("a", DAY, "heavy", 3) == PotUse(DAY, 3, 3)
        assert await two.spend("a", DAY, "heavy", 3) is None
        assert await two.use("a", DAY, "heavy") == PotUse(DAY, 3, 3)
        assert await one.spend("a", DAY, "light", 3) == PotUse(DAY, 1, 3)
        assert await one.spend("b", DAY, "heavy", 3) == PotUse(DAY, 1, 3)


async def test_a_new_day_is_a_new_pot_and_old_days_are_forgotten(path: Path) -> None:
    async with ledgers(path) as (ledger,):
        for passed in range(6):
            assert await ledger.spend("a", DAY + timedelta(days=passed), "heavy", 1) is not None
        assert await ledger.use("a", DAY, "heavy") is None
        assert await ledger.use("a", DAY + timedelta(days=4), "heavy") is not None


async def test_what_zoom_tells_counts_from_then_on(path: Path) -> None:
    async with ledgers(path) as (ledger,):
        await ledger.spend("a", DAY, "heavy", 30)
        await ledger.told("a", DAY, "heavy", 2, 20)
        assert await ledger.use("a", DAY, "heavy") == PotUse(DAY, 18, 20, told_by_zoom=True)
        assert await ledger.spend("a", DAY, "heavy", 30) == PotUse(DAY, 19, 20, told_by_zoom=True)
        await ledger.told("a", DAY, "heavy", 0, 20)
        assert await ledger.spend("a", DAY, "heavy", 30) is None


async def test_another_plan_changes_the_size_of_the_pot(path: Path) -> None:
    async with ledgers(path) as (ledger,):
        await ledger.spend("a", DAY, "heavy", 1)
        assert await ledger.spend("a", DAY, "heavy", 1) is None
        assert await ledger.spend("a", DAY, "heavy", 2) == PotUse(DAY, 2, 2)


async def enter(ledger: QuotaLedger, key: str, order: list[str], name: str, gate: asyncio.Event) -> None:
    async with ledger.write_lock("a", key):
        order.append(f"{name} in")
        await gate.wait()
        order.append(f"{name} out")


async def test_one_writes_at_a_time_on_an_object_across_processes(path: Path) -> None:
    gate = asyncio.Event()
    order: list[str] = []
    async with ledgers(path, 2) as (one, two):
        holders = [asyncio.create_task(enter(each, "q1", order, name, gate)) for each, name in ((one, "1"), (two, "2"))]
        other = asyncio.create_task(enter(two, "q2", order, "3", gate))
        while len(order) < 2:
            await asyncio.sleep(0)
        assert sum(each.endswith("in") for each in order) == 2, "one per object"
        gate.set()
        await asyncio.gather(*holders, other)
    of_q1 = [each for each in order if not each.startswith("3")]
    assert of_q1 in (["1 in", "1 out", "2 in", "2 out"], ["2 in", "2 out", "1 in", "1 out"])


async def test_a_lock_ends_with_an_error_and_with_a_cancelled_holder(path: Path) -> None:
    order: list[str] = []
    async with ledgers(path, 2) as (one, two):
        with pytest.raises(ValueError, match="inside"):
            async with one.write_lock("a", "q"):
                raise ValueError("inside")
        holder = asyncio.create_task(enter(one, "q", order, "1", asyncio.Event()))
        while not order:
            await asyncio.sleep(0)
        holder.cancel()
        await asyncio.gather(holder, return_exceptions=True)
        async with two.write_lock("a", "q"):
            order.append("2 in")
    assert order == ["1 in", "2 in"]


async def test_one_who_is_cancelled_while_taking_a_lock_leaves_none(path: Path) -> None:
    async with ledgers(path, 2) as (one, two):
        await one.use("a", DAY, "x")
        for steps in range(6):
            taker = asyncio.create_task(enter(one, "q", [], "1", asyncio.Event()))
            for _ in range(steps):
                await asyncio.sleep(0)
            taker.cancel()
            await asyncio.gather(taker, return_exceptions=True)
            async with asyncio.timeout(20), two.write_lock("a", "q"):
                pass


async def test_the_lock_of_a_process_that_died_is_free_at_once(path: Path) -> None:
    code = (
        "import asyncio, os, sys; from pathlib import Path; from ztui.core.ports import SystemClock;"
        "from ztui.store.ledger import Ledger\n"
        "async def main():\n"
        "    async with Ledger(Path(sys.argv[1]), SystemClock()).write_lock('a', 'q'):\n"
        "        os._exit(9)\n"
        "asyncio.run(main())"
    )
    assert subprocess.run([sys.executable, "-c", code, str(path)], check=False).returncode == 9
    clock = Clock()
    clock.seconds = 1e12  # after the other process, by any clock
    async with ledgers(path, 1, clock) as (ledger,):
        with sqlite3.connect(path) as raw:
            raw.execute("UPDATE held SET taken = ?", (clock.seconds,))
        raw.close()
        async with ledger.write_lock("a", "q"):
            pass
    assert clock.seconds == 1e12


async def test_the_lock_of_another_machine_ends_with_its_lease(path: Path) -> None:
    clock = Clock()
    async with ledgers(path, 1, clock) as (ledger,):
        await ledger.use("a", DAY, "x")
        with sqlite3.connect(path) as raw:
            row = ("a", "q", "x", "elsewhere", 1, clock.seconds)
            raw.execute("INSERT INTO held VALUES (?, ?, ?, ?, ?, ?)", row)
        raw.close()
        async with ledger.write_lock("a", "q"):
            pass
    assert 300 <= clock.seconds - 500 < 301


async def test_file_and_folder_are_private(path: Path) -> None:
    async with ledgers(path) as (ledger,):
        await ledger.reserve("a", "lane", 1)
        modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
        assert set(modes.values()) == {0o600}
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("content", [b"this is no database, not at all" * 200, b"SQLite format 3\x00" + b"\xff" * 8000])
async def test_a_damaged_file_is_replaced(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    async with ledgers(path) as (ledger,):
        assert await ledger.spend("a", DAY, "heavy", 3) == PotUse(DAY, 1, 3)


async def test_a_file_damaged_or_removed_while_open_is_replaced_for_all(path: Path) -> None:
    async with ledgers(path, 2) as (one, two):
        await one.spend("a", DAY, "heavy", 9)
        await two.spend("a", DAY, "heavy", 9)
        for each in path.parent.iterdir():
            each.unlink()
        assert await one.spend("a", DAY, "heavy", 9) == PotUse(DAY, 1, 9)
        assert await two.spend("a", DAY, "heavy", 9) == PotUse(DAY, 2, 9)
        with sqlite3.connect(path) as raw:
            raw.execute("DROP TABLE pot")
        raw.close()
        assert await one.spend("a", DAY, "heavy", 9) == PotUse(DAY, 1, 9)
        assert await two.spend("a", DAY, "heavy", 9) == PotUse(DAY, 2, 9)


async def test_a_file_of_another_version_is_made_anew(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE pot (something TEXT)")
        raw.execute("PRAGMA user_version = 99")
    raw.close()
    async with ledgers(path) as (ledger,):
        assert await ledger.spend("a", DAY, "heavy", 3) == PotUse(DAY, 1, 3)


async def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    async with ledgers(tmp_path / "file" / "quota.sqlite") as (ledger,):
        with pytest.raises(ConfigError, match="folder"):
            await ledger.reserve("a", "lane", 1)


async def test_a_closed_ledger_says_so(path: Path) -> None:
    async with ledgers(path) as (ledger,):
        pass
    with pytest.raises(StoreError, match="closed"):
        await ledger.reserve("a", "lane", 1)


async def test_many_processes_start_on_one_new_file_and_no_slot_is_booked_twice(path: Path) -> None:
    code = (
        "import asyncio, sys, time; from pathlib import Path; from ztui.core.ports import SystemClock;"
        "from ztui.store.ledger import Ledger\n"
        "async def main():\n"
        "    ledger = Ledger(Path(sys.argv[1]), SystemClock())\n"
        "    for _ in range(25):\n"
        "        wait = await ledger.reserve('a', 'lane', 100.0)\n"
        "        print(round((time.monotonic() + wait) / 100, 1))\n"
        "    await ledger.close()\n"
        "asyncio.run(main())"
    )
    environ = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True, env=environ)
        for _ in range(4)
    ]
    slots = [float(line) for each in running for line in each.communicate()[0].split()]
    assert [each.returncode for each in running] == [0] * 4
    assert len(slots) == 100
    first = min(slots)
    assert sorted(round(slot - first) for slot in slots) == list(range(100))
