"""What comes out of the store against plain Python: every record as it went in, every order, filter and place."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import asynccontextmanager, closing
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.store.calls.test_record import FIELDS, ODD, PLAIN
from tests.unit.store.samples import StillClock
from ztui.core.times import parse_instant
from ztui.resources.call_history import CALL_HISTORY
from ztui.resources.model import Kind
from ztui.resources.rows import value_of
from ztui.services.filters import parse, sort_order
from ztui.store.calls.calls import Calls
from ztui.store.calls.conditions import CALLS
from ztui.store.calls.firsts import WALKED
from ztui.store.calls.hits import FEW, MANY
from ztui.store.calls.kept import MAPPED
from ztui.store.calls.keys import EPOCH
from ztui.store.calls.record import readable
from ztui.store.terms import LocalFilter
from ztui.store.texts import folded, ordered, plain

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from pathlib import Path

    from ztui.store.calls.calls import CallRank

Row = dict[str, Any]


@asynccontextmanager
async def store(folder: Path, rows: Sequence[Row], batch: int = 1000) -> AsyncIterator[Calls]:
    calls = Calls(folder / "calls.sqlite", StillClock())
    for start in range(0, len(rows), batch):
        await calls.add(rows[start : start + batch])
    try:
        yield calls
    finally:
        await calls.close()


def uuid(number: int, day: int = 21) -> str:
    return f"202611{day:02d}-{number * 0x01234567 % (1 << 32):08x}-bb84-4659-9758-{number:012x}"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.dictionaries(st.sampled_from(FIELDS), ODD), st.sets(st.sampled_from(sorted(PLAIN))))),
    st.integers(1, 5),
)
async def test_every_record_comes_back_as_it_went_in(
    tmp_path_factory: pytest.TempPathFactory, made: list[tuple[Row, set[str]]], batch: int
) -> None:
    rows: list[Row] = []
    for number, (odd, missing) in enumerate(made):
        row = {name: value for name, value in (PLAIN | odd).items() if name not in missing or name in odd}
        rows.append(row | {"call_history_uuid": uuid(number)})
    async with store(tmp_path_factory.mktemp("c"), rows, batch) as calls:
        rows = [dict(readable(each)) for each in rows]
        assert await calls.count() == len(rows)
        for row in rows:
            found = await calls.find(str(row["call_history_uuid"]))
            assert json.dumps(found, sort_keys=True) == json.dumps(row, sort_keys=True)
        rank = await calls.rank(LocalFilter())
        found_all = await calls.window(rank, 0, len(rows))
        assert sorted(json.dumps(each, sort_keys=True) for each in found_all) == sorted(
            json.dumps(each, sort_keys=True) for each in rows
        )
        assert (await calls.add(rows)).same == len(rows)


NAMES = ["Ann Brück", "bo", "Bo", "山田", "", "Zoë"]
TIMES = st.tuples(st.integers(1, 31), st.integers(0, 23)).map(lambda at: f"2026-10-{at[0]:02d}T{at[1]:02d}:00:00Z")
RECORDS = st.lists(
    st.fixed_dictionaries(
        {"start_time": TIMES},
        optional={
            "caller_name": st.sampled_from(NAMES),
            "caller_ext_number": st.sampled_from(["8001", "801", "9", "x"]),
            "caller_did_number": st.sampled_from(["+14155550100", "+14155550101", "+4930123"]),
            "callee_name": st.sampled_from(NAMES),
            "callee_did_number": st.sampled_from(["+14155550100", "+1415555", "anonymous"]),
            "callee_ext_type": st.sampled_from(["user", "call_queue"]),
            "site_name": st.sampled_from(["Zürich", "Main"]),
            "call_result": st.sampled_from(["answered", "no_answer", "voicemail"]),
            "direction": st.sampled_from(["inbound", "outbound"]),
            "duration": st.one_of(st.integers(0, 90), st.just("12")),
            "call_id": st.integers(0, 1 << 62).map(str),
            "answer_time": TIMES,
            "end_time": st.one_of(TIMES, st.just("soon")),
        },
    ),
    min_size=1,
    max_size=60,
)
SORTED = [
    "start_time", "caller_name", "callee_name", "caller_ext_number", "caller_did_number", "callee_did_number",
    "callee_ext_type", "site_name", "call_result", "direction", "duration", "call_id", "call_history_uuid",
    "answer_time", "end_time",
]  # fmt: skip
FILTERS: dict[str, Callable[[Row], bool]] = {
    "": lambda row: True,
    "dir:in": lambda row: row.get("direction") == "inbound",
    "dur>=12": lambda row: int(row.get("duration", -1)) >= 12,
    "callee_name:bo": lambda row: "bo" in str(row.get("callee_name", "")).casefold(),
    "site:zur": lambda row: row.get("site_name") == "Zürich",
    "!site:zur": lambda row: row.get("site_name") != "Zürich",
    "nobody at all": lambda row: False,
}


def instant(value: object) -> float | None:
    found = parse_instant(value)
    return None if found is None else found.timestamp()


def key_of(path: str) -> Callable[[Row], Any]:
    """Give what a record is sorted by, None where it comes last."""
    column = CALL_HISTORY.column(path)
    assert column is not None
    if path in {"start_time", "answer_time", "end_time"}:
        return lambda row: instant(row.get(path))
    if path in {"duration", "call_id"}:
        return lambda row: int(row[path]) if path in row else None
    if column.kind in {Kind.NUMBER, Kind.EXTENSION}:
        return lambda row: ordered(plain(value_of(column, row))) or None
    return lambda row: folded(value_of(column, row)) or None


def sorted_by(rows: Sequence[Row], path: str, *, down: bool) -> list[Row]:
    """Sort as Python does, which leaves equals as they were."""
    key = key_of(path)
    known = [row for row in rows if key(row) is not None]
    return sorted(known, key=key, reverse=down) + [row for row in rows if key(row) is None]


@pytest.fixture(
    params=[
        (FEW, MANY, CALLS, WALKED),
        (0, 0, CALLS, 4),
        (1, 2, CALLS, 30),
        (FEW, MANY, 3, WALKED),
        (0, MANY, CALLS, 2),
    ],
    ids=["as it is", "by scan", "by either", "with many calls of few", "after a walk"],
)
def ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let calls be found in every way that a large store takes, though these are few."""
    few, many, calls, walked = request.param
    for name, value in (("FEW", few), ("MANY", many), ("CALLS", calls)):
        monkeypatch.setattr(f"ztui.store.calls.conditions.{name}", value)
    monkeypatch.setattr("ztui.store.calls.firsts.WALKED", walked)
    monkeypatch.setattr("ztui.store.calls.hits.MAPPED", 0 if few == 0 else MAPPED)


async def ids_of(calls: Calls, rank: CallRank) -> list[str]:
    """Give the ids of an order, window by window."""
    found: list[str] = []
    for start in range(0, rank.count, 7):
        found += [str((each or {})["call_history_uuid"]) for each in await calls.window(rank, start, 7)]
    return found


@pytest.mark.usefixtures("ways")
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    RECORDS,
    st.sampled_from(sorted(FILTERS)),
    st.sets(st.sampled_from(SORTED), min_size=3, max_size=5),
    st.integers(0, 40),
)
async def test_orders_and_places_are_those_of_plain_python(
    tmp_path_factory: pytest.TempPathFactory, records: list[Row], text: str, paths: set[str], number: int
) -> None:
    rows = [row | {"call_history_uuid": uuid(number, 1 + number % 28)} for number, row in enumerate(records)]
    by_id = {row["call_history_uuid"]: row for row in rows}
    begin = 1_790_812_800 - EPOCH + number % 25 * 86_400  # in October 2026
    span = (begin, begin + 20 * 86_400)
    wanted = parse(text, CALL_HISTORY)
    most = number // 2
    async with store(tmp_path_factory.mktemp("c"), rows) as calls:
        for within in (None, span):
            every = await calls.rank(LocalFilter(), span=within)
            newest_first = [by_id[each] for each in await ids_of(calls, every)]
            assert [each["start_time"] for each in newest_first] == sorted(
                (each["start_time"] for each in newest_first), reverse=True
            )
            passed = [row for row in newest_first if FILTERS[text](row)]
            for path in paths:
                for down in (False, True):
                    order = sort_order([f"{'-' * down}{path}"], CALL_HISTORY)
                    rank = await calls.rank(wanted, order, span=within)
                    ids = await ids_of(calls, rank)
                    expected = [each["call_history_uuid"] for each in sorted_by(passed, path, down=down)]
                    if path == "start_time" and not down:
                        expected = [each["call_history_uuid"] for each in reversed(passed)]
                    assert ids == expected, (path, down)
                    first = await calls.first(wanted, order, most, within)
                    assert [each["call_history_uuid"] for each in first] == expected[:most], (path, down)
                    if ids:
                        assert await calls.position(rank, ids[-1]) == len(ids) - 1
                    calls.drop(rank)


async def test_the_walk_ends_where_a_moment_may_lie_further_from_its_start(tmp_path: Path) -> None:
    """An old call that ended last of all comes first, though all newer ones are looked at before."""
    rows = [
        {"call_history_uuid": uuid(number), "start_time": f"2026-1{number // 28}-{1 + number % 28:02d}T00:00:00Z"}
        for number in range(56)
    ]
    for row in rows:
        row["end_time"] = row["start_time"].replace("T00", "T01")
    rows[0]["end_time"] = "2026-12-31T00:00:00Z"
    async with store(tmp_path, rows) as calls:
        (found,) = await calls.first(LocalFilter(), sort_order(["-end_time"], CALL_HISTORY), 1)
        assert found == rows[0]
    again = Calls(tmp_path / "calls.sqlite", StillClock())
    early = {"call_history_uuid": uuid(99), "start_time": "2026-11-27T00:00:00Z", "end_time": "2025-01-01T00:00:00Z"}
    await again.add([early])
    (found,) = await again.first(LocalFilter(), sort_order(["end_time"], CALL_HISTORY), 1)
    assert found == early
    await asyncio.shield(again.close())


async def test_a_file_of_before_is_brought_up_to_date_and_keeps_its_calls(tmp_path: Path) -> None:
    rows = [
        PLAIN | {"call_history_uuid": uuid(number), "start_time": f"2026-11-{1 + number:02d}T00:00:00Z"}
        for number in range(20)
    ]
    rows[0]["end_time"] = "2026-12-31T00:00:00Z"
    async with store(tmp_path, rows):
        pass
    with closing(sqlite3.connect(tmp_path / "calls.sqlite", isolation_level=None)) as file:
        file.execute("delete from fact where name = 'spread'")
        for name in ("call_caller", "call_callee", "party_by_name"):
            file.execute(f"drop index {name}")
        file.execute("create index call_callee on call(callee)")
    calls = Calls(tmp_path / "calls.sqlite", StillClock())
    assert await calls.first(LocalFilter(), sort_order(["-end_time"], CALL_HISTORY), 1) == rows[:1]
    assert await calls.count() == len(rows)
    await calls.close()
    with closing(sqlite3.connect(tmp_path / "calls.sqlite")) as file:
        made = dict(file.execute("select name, sql from sqlite_schema"))
    assert {"call_caller", "call_callee", "party_by_name"} <= set(made)
    assert "duration" in made["call_callee"]
