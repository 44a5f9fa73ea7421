"""Accounts that are made once for the benchmarks."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from benchmarks import kept
from benchmarks.harness.link import SSH, Link
from ztui.core.ports import SystemClock
from ztui.store.calls.calls import Calls
from ztui.store.terms import LocalFilter

if TYPE_CHECKING:
    from pathlib import Path


def test_an_account_is_made_once_and_anew_when_it_is_old(tmp_path: Path) -> None:
    made = kept.account(50, tmp_path)
    about = made.root / "about.json"
    first = json.loads(about.read_text())

    assert asyncio.run(_count(made.store)) == 50
    assert kept.account(50, tmp_path) == made

    about.write_text(json.dumps({**first, "made_at": "2020-01-01T00:00:00+00:00"}))
    assert asyncio.run(_count(kept.account(50, tmp_path).store)) == 50
    assert json.loads(about.read_text())["made_at"] >= first["made_at"]


async def _count(store: Path) -> int:
    calls = Calls(store, SystemClock())
    try:
        return (await calls.rank(LocalFilter())).count
    finally:
        await calls.close()


def test_a_line_is_named_by_its_delay_and_its_speed() -> None:
    assert SSH.name == "40 ms each way at 256 kbit/s"
    assert Link(0.1).name == "100 ms each way"
