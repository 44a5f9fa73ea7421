"""The power fails: what each file waits for the disk with, and what is left of it when the end of its log is torn."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.unit.store.every_store import STEPS, STORES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.unit.store.every_store import Store

FRAME = 4096 + 24
"""Bytes of a page in the log, with its head."""
OFFSETS = 24
"""So many ends of the log are tried of each file, each cut and zeroed."""

every_store = pytest.mark.parametrize("store", STORES, ids=lambda each: each.name)


def cut(log: Path, at: int) -> None:
    with log.open("r+b") as file:
        file.truncate(at)


def zeroed(log: Path, at: int) -> None:
    """As a file system leaves it that has noted the length of a file, and not what is in it."""
    size = log.stat().st_size
    with log.open("r+b") as file:
        file.truncate(at)
        file.truncate(size)


def torn_in_sectors(log: Path, at: int) -> None:
    """As a disk leaves it that writes sectors in any order."""
    dice = random.Random(at)
    with log.open("r+b") as file:
        size = file.seek(0, 2)
        for sector in range(at // 512, size // 512):
            if dice.random() < 0.5:
                file.seek(sector * 512)
                file.write(bytes(512))


def offsets(size: int, seed: str) -> list[int]:
    """Give ends in the order of the file: none of it, all of it, borders of pages, one byte beside them, any."""
    dice = random.Random(seed)
    borders = [32 + FRAME * each for each in range(1, size // FRAME)]
    chosen = dice.sample(borders, min(OFFSETS // 3, len(borders)))
    beside = [each + dice.choice((-1, 1, 24)) for each in dice.sample(borders, min(OFFSETS // 3, len(borders)))]
    return sorted({0, 31, size, *chosen, *beside, *(dice.randrange(size) for _ in range(OFFSETS // 3))})


async def filled(store: Store, folder: Path, kept: Path) -> Path:
    """Fill a store, and keep its files as they are while it is still open, without what is in memory alone."""
    path = store.at(folder)
    async with store.opened(path) as opened:
        await store.filled(opened)
        kept.mkdir()
        for each in folder.iterdir():
            if each.is_file() and not each.name.endswith(("-shm", ".lock")):
                shutil.copyfile(each, kept / each.name)
    return kept / store.name


@every_store
async def test_each_file_waits_for_the_disk_as_it_has_to(tmp_path: Path, store: Store) -> None:
    async with store.opened(store.at(tmp_path)) as opened:
        await store.step(opened, 0)
        found = opened[-1] if isinstance(opened, tuple) else opened
        lane = getattr(found, "_writer", None) or getattr(found, "_lane", None)

        def told(connection: sqlite3.Connection) -> tuple[str, int]:
            (mode,) = connection.execute("pragma journal_mode").fetchone()
            (synchronous,) = connection.execute("pragma synchronous").fetchone()
            return mode, synchronous

        assert await (found._run(told) if lane is None else lane.run(told)) == ("wal", store.synchronous)


@pytest.mark.parametrize("how", [cut, zeroed, torn_in_sectors])
@every_store
async def test_a_log_that_lost_its_end_loses_the_last_steps_and_nothing_else(
    tmp_path: Path, store: Store, how: Callable[[Path, int], None], record_property: Callable[[str, object], None]
) -> None:
    kept = await filled(store, tmp_path / "before", tmp_path / "kept")
    log = kept.with_name(f"{kept.name}-wal")
    ends = offsets(log.stat().st_size, f"{store.name} {how.__name__}")
    record_property("figure torn logs", len(ends))
    before = there = 0
    for at in ends:
        folder = tmp_path / str(at)
        shutil.copytree(kept.parent, folder)
        how(folder / log.name, at)
        async with store.opened(store.at(folder)) as opened:
            there = await store.count(opened)
            assert before <= there <= STEPS, "what was on the disk before is still there"
            await store.step(opened, there)
            assert await store.count(opened) >= min(there + 1, STEPS)
        with closing(sqlite3.connect(store.at(folder))) as connection:
            assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        assert not list(folder.glob("*damaged*")), "a cut of the power damages nothing"
        before = there if how is not torn_in_sectors else 0
        shutil.rmtree(folder)
    assert there == STEPS


@pytest.mark.parametrize("seed", range(6))
@every_store
async def test_a_cut_while_the_log_is_put_into_the_file_costs_nothing(tmp_path: Path, store: Store, seed: int) -> None:
    """Pages of the file are torn that the log still has, as it is emptied only once the disk has them."""
    kept = await filled(store, tmp_path / "before", tmp_path / "kept")
    dice = random.Random(seed)
    whole = tmp_path / "whole"
    shutil.copytree(kept.parent, whole)
    with closing(sqlite3.connect(store.at(whole), isolation_level=None)) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    pages, log = store.at(whole).read_bytes(), kept.with_name(f"{kept.name}-wal").read_bytes()
    logged = {int.from_bytes(log[at : at + 4], "big") for at in range(32, len(log), FRAME)}
    with kept.open("r+b") as file:
        for number in logged:
            page = pages[(number - 1) * 4096 : number * 4096]
            file.seek((number - 1) * 4096)
            file.write(dice.choice((page, page[:512] + bytes(3584), bytes(4096))))
    async with store.opened(kept) as opened:
        assert await store.count(opened) == STEPS
