"""`x` on a list: what is seen of it or everything, beside the screen, over nothing that was there unasked."""

from __future__ import annotations

import asyncio
import csv
import json
import os
from contextlib import asynccontextmanager
from datetime import UTC
from typing import TYPE_CHECKING, Any

from ztui.resources.model import Column
from ztui.services.frozen import Frozen
from ztui.ui.exports import Export

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable
    from pathlib import Path

    import pytest

    from ztui.resources.model import Row

Opened = Any


def names_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def records(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


async def test_what_is_seen_has_the_filter_the_order_and_the_columns_of_the_screen(
    house: Callable[..., Opened], out: Path
) -> None:
    async with house(start="call-history") as on:
        await on.press("slash", *"dir:in", "enter")
        await on.press("s", *"dura", "enter")
        pane = on.screen.pane
        wanted = [each.key for each in await pane.listing.rows(0, 10_000)]
        assert 0 < len(wanted) < pane.listing.status.loaded
        await on.press("x")
        assert f"{len(wanted):,} rows, {len(pane.columns)} columns" in "\n".join(on.lines())
        await on.press("enter", "ctrl+u", *"seen.csv", "enter")
        assert on.screen.spoken == f"Exported {len(wanted):,} rows to {out}/seen.csv."
        await on.press("x", "enter", "ctrl+u", *"seen.json", "enter")
        assert [each["call_history_uuid"] for each in json.loads((out / "seen.json").read_text())] == wanted
        found = records(out / "seen.csv")
        assert [each["direction"] for each in found] == ["inbound"] * len(wanted)
        paths = [each.path for each in pane.columns]
        at = paths.index("start_time")
        assert list(found[0]) == [*paths[: at + 1], "start_time_local", *paths[at + 1 :]]
        assert found[0]["start_time"].endswith("Z")
        assert found[0]["start_time_local"].endswith(("-08:00", "-07:00"))


async def test_everything_has_all_rows_and_all_columns(house: Callable[..., Opened], out: Path) -> None:
    async with house(start="users") as on:
        await on.press("slash", *"nobody is called so", "enter", "x", "enter")
        assert "holds all rows back" in on.screen.spoken
        await on.press("x", "down", "enter")
        assert on.app.screen.given.startswith(f"{out}/ztui-users-2")
        await on.press("ctrl+u", *"all.csv", "enter")
        found = records(out / "all.csv")
        assert len(found) == on.screen.pane.listing.status.loaded
        assert {each.path for each in on.screen.pane.resource.columns} <= set(found[0])


async def test_a_file_that_is_there_is_left_unless_that_is_said(house: Callable[..., Opened], out: Path) -> None:
    (out / "mine.json").write_text("mine")
    async with house(start="sites") as on:
        await on.press("x", "enter", "ctrl+u", *"mine.json", "enter", "enter")
        assert on.screen.spoken == "Nothing was exported."
        assert (out / "mine.json").read_text() == "mine"
        await on.press("x", "enter", "ctrl+u", *"mine.json", "enter", "down", "enter")
        assert len(json.loads((out / "mine.json").read_text())) == on.screen.pane.count
        await on.press("x", "enter", "ctrl+u", *"mine.xls", "enter")
        assert "does not say what it is to be" in "\n".join(on.lines())
        await on.press("escape")
        assert names_in(out) == ["mine.json"]


class Slow(Frozen):
    """Rows of which the last ones come when they may."""

    def __init__(self, gate: asyncio.Event) -> None:
        self.count = 300
        self._gate = gate

    async def rows(self, most: int | None = None) -> AsyncGenerator[Row, None]:
        for number in range(250):
            yield {"id": number}
        await self._gate.wait()
        for number in range(250, 300):
            yield {"id": number}


def slow(on: Any, path: Path, gate: asyncio.Event) -> Export:
    """Ask on the screen that is shown for rows whose end comes when it may."""

    @asynccontextmanager
    async def rows() -> AsyncIterator[Frozen]:
        yield Slow(gate)

    return Export(rows, (Column("id"),), UTC, path, replace=False, note="", begun_at=on.screen)


async def test_an_export_goes_on_beside_other_screens_and_keeps_ztui_open_until_it_is_stopped(
    house: Callable[..., Opened], out: Path
) -> None:
    async with house(start="sites") as on:
        gate = asyncio.Event()
        on.app.exports.begin(slow(on, out / "slow.csv", gate))
        on.app.exports.begin(slow(on, out / "after.csv", gate))
        await on.pilot.pause()
        assert on.screen.spoken == "exporting 83% of 300 rows (esc stops), 1 more to come"
        await on.pilot.press("2")
        await on.pilot.pause()
        assert on.screen.spoken.startswith("exporting 83% of 300 rows, 1 more")
        await on.pilot.press("colon", "q", "enter")
        await on.pilot.pause()
        assert "A list is being exported" in on.screen.spoken
        gate.set()
        await on.settle()
        assert on.screen.spoken.startswith("Exported 300 rows to")
        assert names_in(out) == ["after.csv", "slow.csv"]
        assert len(records(out / "slow.csv")) == 300


async def test_esc_stops_all_of_it_where_it_was_asked_for(house: Callable[..., Opened], out: Path) -> None:
    async with house(start="sites") as on:
        gate = asyncio.Event()
        on.app.exports.begin(slow(on, out / "slow.csv", gate))
        on.app.exports.begin(slow(on, out / "after.csv", gate))
        await on.pilot.pause()
        await on.press("escape")
        assert on.screen.spoken == "Stopped. Nothing of the file was kept."
        assert not on.app.exports.running
        assert names_in(out) == []
        gate.set()
        on.app.exports.begin(slow(on, out / "again.csv", gate))
        await on.settle()
        assert names_in(out) == ["again.csv"]


async def test_a_disk_that_is_full_is_told(
    house: Callable[..., Opened], out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    async with house(start="sites", size=(120, 30)) as on:
        await on.press("x", "enter", "ctrl+u", *"a.csv", "enter")
        assert "the disk is full" in on.screen.spoken
        assert not names_in(out)
