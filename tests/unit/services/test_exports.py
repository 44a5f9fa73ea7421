"""Rows written to files: what stands in them, what is left where it goes wrong, and that memory does not grow."""

from __future__ import annotations

import asyncio
import csv
import errno
import itertools
import json
import os
import random
import resource
import sqlite3
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.store.calls.history import ROWS, fill, ids, newest_first
from tests.unit.store.samples import StillClock
from ztui.core.errors import ConfigError, ZtuiError
from ztui.resources.call_history import CALL_HISTORY
from ztui.resources.model import Column, Kind
from ztui.services.exports import export_rows, refusal_of
from ztui.services.frozen import Frozen
from ztui.services.rowtext import RowForm, RowText, csv_columns, plain_columns
from ztui.store.calls.calls import Calls
from ztui.store.terms import LocalFilter

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from ztui.store.calls.calls import CallRank

PACIFIC = ZoneInfo("America/Los_Angeles")
COLUMNS = csv_columns((Column("name"), Column("began", kind=Kind.TIME), Column("site.name")), PACIFIC)


async def each(rows: list[dict[str, Any]]) -> AsyncIterator[Mapping[str, Any]]:
    for row in rows:
        yield row


def names_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


async def written(folder: Path, rows: list[dict[str, Any]], form: RowForm) -> str:
    path = folder / f"out.{form}"
    assert await export_rows(path, each(rows), COLUMNS, form, replace=True) == len(rows)
    assert path.stat().st_mode & 0o777 == 0o600
    assert names_in(folder) == [path.name]
    text = path.read_bytes().decode()
    path.unlink()
    return text


async def test_a_time_stands_in_utc_and_in_the_zone_with_its_offset(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"name": "summer", "began": "2026-11-01T08:30:00Z"},
        {"name": "winter", "began": "2026-11-01T09:30:00Z", "site": {"name": "Zürich"}},
        {"name": "offset", "began": "2026-11-21T14:59:23.5+01:00"},
        {"name": "no zone", "began": "2026-11-21T14:59:23"},
        {"name": "day", "began": "2026-11-21"},
        {"name": "odd", "began": "=soon"},
        {"name": "none"},
    ]
    lines = list(csv.reader((await written(tmp_path, rows, RowForm.CSV)).splitlines()))
    assert lines == [
        ["name", "began", "began_local", "site.name"],
        ["summer", "2026-11-01T08:30:00Z", "2026-11-01T01:30:00-07:00", ""],
        ["winter", "2026-11-01T09:30:00Z", "2026-11-01T01:30:00-08:00", "Zürich"],
        ["offset", "2026-11-21T13:59:23.500000Z", "2026-11-21T05:59:23.500000-08:00", ""],
        ["no zone", "2026-11-21T14:59:23Z", "2026-11-21T06:59:23-08:00", ""],
        ["day", "2026-11-21", "", ""],
        ["odd", "'=soon", "", ""],
        ["none", "", "", ""],
    ]


@pytest.mark.parametrize("text", ['=HYPERLINK("x")', "+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "-2+3", "=1\r\n=2"])
async def test_no_cell_is_a_formula(tmp_path: Path, text: str) -> None:
    ((cell, *_),) = list(csv.reader((await written(tmp_path, [{"name": text}], RowForm.CSV)).splitlines()[1:]))
    assert cell[0] not in "=+-@\t\r"
    ((row,),) = [json.loads(await written(tmp_path, [{"name": text}], RowForm.JSON))]
    assert row["name"] == text


VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.lists(st.integers(), max_size=2))
ANY_ROWS = st.lists(
    st.dictionaries(st.sampled_from(["name", "began", "x"]), VALUES, max_size=3), min_size=0, max_size=30
)


@given(ANY_ROWS, st.lists(st.integers(0, 30), max_size=6))
def test_rows_are_the_same_however_many_are_written_at_once(rows: list[dict[str, Any]], cuts: list[int]) -> None:
    for form in RowForm:
        whole, parts = RowText(form, COLUMNS), RowText(form, COLUMNS)
        ends = [0, *sorted(cuts), len(rows)]
        some = [parts.body(rows[start:end]) for start, end in itertools.pairwise(ends) if start <= end]
        text = parts.head() + "".join(some) + parts.foot()
        assert text == whole.head() + whole.body(rows) + whole.foot()
        if form is RowForm.JSON:
            assert json.loads(text) == rows
        elif form is RowForm.NDJSON:
            assert [json.loads(line) for line in text.split("\n")[:-1]] == rows


@pytest.mark.parametrize("form", list(RowForm))
async def test_a_disk_that_is_full_is_told_and_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: RowForm
) -> None:
    path = tmp_path / "calls"
    path.write_text("before")

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ZtuiError, match=r"disk is full.*Make room"):
        await export_rows(path, each(ROWS), COLUMNS, form, replace=True)
    assert path.read_text() == "before"
    assert names_in(tmp_path) == ["calls"]


async def test_a_file_that_may_not_grow_is_told(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(ZtuiError, match=r"cannot be written.*Nothing of it was kept"):
            await export_rows(tmp_path / "calls.json", each(ROWS), COLUMNS, RowForm.JSON)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert names_in(tmp_path) == []


async def test_what_is_cancelled_or_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    reached = asyncio.Event()

    async def endless() -> AsyncIterator[Mapping[str, Any]]:
        while True:
            yield {"name": "again"}
            await asyncio.sleep(0)

    def on_progress(count: int) -> None:
        if count >= 500:
            reached.set()

    path = tmp_path / "calls.csv"
    work = asyncio.ensure_future(export_rows(path, endless(), COLUMNS, RowForm.CSV, on_progress=on_progress))
    await reached.wait()
    assert [name.endswith(".part") for name in names_in(tmp_path)] == [True]
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert names_in(tmp_path) == []

    async def failing() -> AsyncIterator[Mapping[str, Any]]:
        yield {"name": "one"}
        raise ZtuiError("The store is closed.")

    with pytest.raises(ZtuiError, match="closed"):
        await export_rows(path, failing(), COLUMNS, RowForm.CSV)
    assert names_in(tmp_path) == []


async def test_a_file_is_replaced_only_if_that_was_said(tmp_path: Path) -> None:
    path = tmp_path / "calls.json"
    path.write_text("mine")
    with pytest.raises(ConfigError, match="there already"):
        await export_rows(path, each([]), COLUMNS, RowForm.JSON)
    assert path.read_text() == "mine"

    async def meanwhile() -> AsyncIterator[Mapping[str, Any]]:
        path.write_text("another's")
        yield {}

    path.unlink()
    with pytest.raises(ConfigError, match="there already"):
        await export_rows(path, meanwhile(), COLUMNS, RowForm.JSON)
    assert path.read_text() == "another's"
    assert await export_rows(path, each([{}]), COLUMNS, RowForm.JSON, replace=True) == 1
    assert json.loads(path.read_text()) == [{}]


def test_a_name_is_judged_before_anything_is_written(tmp_path: Path) -> None:
    assert "End it in" in refusal_of(str(tmp_path / "calls.xls"))
    assert "no folder" in refusal_of(str(tmp_path / "nowhere" / "calls.csv"))
    (tmp_path / "is.csv").mkdir()
    assert "folder of that name" in refusal_of(str(tmp_path / "is.csv"))
    assert refusal_of(str(tmp_path / "calls.JSONL")) == ""


class Stored:
    """The part of a list that an export reads: windows of an order of the call store."""

    def __init__(self, calls: Calls) -> None:
        self.calls = calls

    async def window(self, _listing: int, rank: CallRank, start: int, count: int) -> list[Any]:
        found = await self.calls.window(rank, start, count)
        return [None if row is None else (row["call_history_uuid"], row) for row in found]


@asynccontextmanager
async def stored(folder: Path, rows: int = 0) -> AsyncIterator[tuple[Calls, Frozen]]:
    """Open a store of the calls of `history`, or of as many as wanted, copied from one of them."""
    path = folder / "calls.sqlite"
    calls = Calls(path, StillClock())
    await fill(calls)
    if rows:
        with closing(sqlite3.connect(path, isolation_level=None)) as file:
            file.execute("delete from call where id <> (select min(id) from call)")
            file.execute("delete from call_rest where id not in (select id from call)")
            numbers = f"with recursive n(n) as (select 1 union all select n + 1 from n where n < {rows - 1})"
            file.execute("begin")
            for table, uuid in (("call", ()), ("call_rest", ("uuid",))):
                made = ["id + n * 100000000", *["cast(substr(uuid, 1, 4) || randomblob(16) as blob)" for _ in uuid]]
                known = {"id", *uuid}
                names = [each[1] for each in file.execute(f"pragma table_info({table})") if each[1] not in known]
                into, given = ", ".join(["id", *uuid, *names]), ", ".join([*made, *names])
                file.execute(f"insert into {table}({into}) {numbers} select {given} from {table}, n")
            file.execute("commit")
    rank = await calls.rank(LocalFilter())
    try:
        yield calls, Frozen(Stored(calls), 0, rank)  # type: ignore[arg-type]
    finally:
        await calls.close()


async def test_an_order_that_is_held_is_exported_though_calls_come_and_go(tmp_path: Path) -> None:
    async with stored(tmp_path) as (calls, found):
        later = ROWS[0] | {"call_history_uuid": "20261122-0000aaaa-5555-4444-8888-000000000000"}
        rows: list[Any] = []
        async for row in found.rows():
            if not rows:
                await calls.add([later])
            rows.append(row)
        assert ids(rows) == newest_first(ROWS)
        assert found.count == len(ROWS)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 450))
async def test_at_most_so_many_rows_come(tmp_path_factory: pytest.TempPathFactory, most: int) -> None:
    async with stored(tmp_path_factory.mktemp("c")) as (_, found):
        assert len([row async for row in found.rows(most)]) == min(most, len(ROWS))


def resident() -> float:
    """Give the memory of this process now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="tells its memory in no file")
async def test_a_hundred_thousand_calls_are_exported_in_the_memory_of_a_few(tmp_path: Path) -> None:
    """Takes some seconds, since only a number like that shows that nothing is gathered."""
    rows = 100_000
    async with stored(tmp_path, rows) as (_, found):
        assert found.count == rows
        seen: list[float] = []
        path = tmp_path / "calls.ndjson"
        columns = csv_columns(CALL_HISTORY.columns, PACIFIC)
        written = await export_rows(
            path, found.rows(), columns, RowForm.NDJSON, on_progress=lambda count: seen.append(resident())
        )
        assert written == rows
        size = path.stat().st_size / 1e6
        early = max(seen[:20])
        assert size > 30, "all of it in memory would show"
        assert max(seen) - early < size / 6


def test_paths_of_our_own_rows_are_columns() -> None:
    dice = random.Random(1)
    row = {"a": {"b": dice.random()}, "c": [1]}
    assert [each.value(row) for each in plain_columns(("a.b", "c", "d"))] == [row["a"]["b"], [1], None]  # type: ignore[index]
