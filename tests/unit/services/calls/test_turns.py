"""One sync at a time: the second pays for nothing that the first fetches, and a process that died holds nobody up."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.unit.services.calls.house import house, zoom_of
from ztui.services.calls.sync import Sync
from ztui.services.calls.turns import Busy
from ztui.store.calls.turns import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ztui.sim.inprocess import InProcess

HOLDS = """
import sys, time
from pathlib import Path
from ztui.store.calls.turns import Turn
turn = Turn(Path(sys.argv[1]))
assert turn.take()
print("taken", flush=True)
time.sleep(60)
"""


@pytest.fixture(scope="module")
def zoom() -> Iterator[InProcess]:
    with closing(zoom_of()) as made:
        yield made


async def test_two_syncs_at_once_pay_once(tmp_path: Path, zoom: InProcess) -> None:
    async with house(tmp_path, zoom) as on:
        alone = await on.synced(on.whole)
    async with house(tmp_path / "both", zoom) as on:
        waited: list[Busy] = []
        works = [Sync(on.client, on.calls, on.clock, on.whole, when_busy=waited.append) for _ in range(2)]

        async def synced(work: Sync) -> None:
            try:
                await work.look()
                await work.run()
            finally:
                await work.close()

        await asyncio.gather(*map(synced, works))
        assert len(waited) == 1
        assert "are being fetched already" in waited[0].message
        assert await on.is_whole()
        assert len(on.line.asked) <= alone.requests + 1  # the last hours are looked at again
        assert sum(each.report.added.new for each in works) == len(on.held())


async def test_who_does_not_wait_is_told(tmp_path: Path, zoom: InProcess) -> None:
    async with house(tmp_path, zoom) as on:
        first = on.sync()
        await first.look()
        with pytest.raises(Busy):
            await on.sync((on.now - 3600, on.now)).look()
        await first.close()
        await on.synced((on.now - 3600, on.now))


def test_a_process_that_was_killed_holds_nobody_up(tmp_path: Path) -> None:
    path = tmp_path / "own.calls.sqlite"
    with subprocess.Popen([sys.executable, "-c", HOLDS, str(path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "taken\n"
        turn = Turn(path)
        assert not turn.take()
        assert turn.holder == other.pid != os.getpid()
        assert f"by process {other.pid}" in Busy.told(turn).message
        other.send_signal(signal.SIGKILL)
        other.wait()
        assert turn.take()
        assert turn.is_mine
        assert not Turn(path).take()
        turn.leave()
        assert Turn(path).holder == os.getpid()
