from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

from tests.unit.services.changes.program import LOG, QUEUES, WRITES
from tests.unit.zoom.box import QuickClock
from ztui.store.journal import Journal, Outcome

ROOT = Path(__file__).parents[4]


def test_two_programs_write_to_one_object_one_after_another(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "tests.unit.services.changes.program", str(tmp_path)]
    programs = [subprocess.Popen(words, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    told = [each.communicate(timeout=60)[1] for each in programs]
    assert [each.returncode for each in programs] == [0, 0], told
    lines = [line.split() for line in (tmp_path / LOG).read_text().splitlines()]
    assert len({pid for _, _, pid in lines}) == 2
    for queue in QUEUES:
        of_one = [(what, pid) for what, path, pid in lines if path.endswith(f"/{queue}")]
        assert len(of_one) == 2 * 2 * WRITES
        for begin, end in zip(of_one[::2], of_one[1::2], strict=True):
            assert (begin[0], end[0], begin[1]) == ("begin", "end", end[1])
    assert asyncio.run(_outcomes(tmp_path)) == [Outcome.DONE] * 2 * WRITES * len(QUEUES)


async def _outcomes(folder: Path) -> list[Outcome | None]:
    journal = Journal(folder / "journal.sqlite", QuickClock())
    try:
        return [each.outcome for each in await journal.entries()]
    finally:
        await journal.close()
