"""A file of calls that is damaged: said, set aside with all that it had, and never taken for one without calls."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.unit.store.calls.history import ROWS
from tests.unit.zoom.box import QuickClock
from ztui.core.errors import StoreError
from ztui.store.calls.calls import Calls

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def without_head(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"\xa5" * 3000)


def without_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("drop table covered")


def of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma application_id = 7")


async def filled(path: Path) -> bytes:
    calls = Calls(path, QuickClock())
    await calls.add(ROWS)
    await calls.cover((0, 1 << 29))
    await calls.close()
    return path.read_bytes()


@pytest.mark.parametrize("damage", [without_head, without_table, of_another_program])
async def test_it_is_set_aside_and_said_once(
    tmp_path: Path, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    path, aside = tmp_path / "own.calls.sqlite", tmp_path / "own.calls.sqlite.damaged"
    await filled(path)
    damage(path)
    held = path.read_bytes()
    calls = Calls(path, QuickClock())
    ours = logging.getLogger("ztui")  # which hands nothing on to the root once a log is kept
    ours.addHandler(caplog.handler)
    try:
        with pytest.raises(StoreError, match=r"set aside as own\.calls\.sqlite\.damaged"):
            await calls.count()
    finally:
        ours.removeHandler(caplog.handler)
    assert [each for each in caplog.messages if aside.name in each]
    assert aside.read_bytes() == held
    assert not path.exists()
    assert (await calls.count(), await calls.covered()) == (0, ())
    await calls.add(ROWS)
    await calls.close()
    again = Calls(path, QuickClock())
    assert await again.count() == len(ROWS)
    await again.close()
    assert aside.read_bytes() == held


async def test_damage_found_later_is_set_aside_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "own.calls.sqlite"
    await filled(path)
    calls = Calls(path, QuickClock())
    assert await calls.count() == len(ROWS)
    without_table(path)
    with pytest.raises(StoreError, match="damaged"):
        await calls.covered()
    await calls.close()
    assert not path.exists()
    assert path.with_name(path.name + ".damaged").exists()


async def test_a_file_of_an_older_program_is_made_anew_as_before(tmp_path: Path) -> None:
    path = tmp_path / "own.calls.sqlite"
    await filled(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma user_version = 0")
    calls = Calls(path, QuickClock())
    assert await calls.count() == 0
    await calls.close()
    assert not path.with_name(path.name + ".damaged").exists()
