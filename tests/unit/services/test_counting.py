"""What is counted is what plain Python counts, in both stores; a value's terms find what was counted of it."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.store.calls.history import KEY, NOW, ROWS, SHAPE, call, fill, fill_list, listed, shown
from tests.unit.store.samples import THINGS, StillClock
from ztui.core.errors import UnknownName
from ztui.resources.call_history import CALL_HISTORY
from ztui.resources.cells import Viewer, cell
from ztui.resources.outcomes import outcome
from ztui.services.calls.totals import heat
from ztui.services.counters import ListedRows, StoredCalls
from ztui.services.counting import counted, own_time, way_named, ways
from ztui.services.filters import parse
from ztui.services.value_terms import term_of
from ztui.store.cache import Cache
from ztui.store.calls.calls import Calls
from ztui.store.figures import Counted, Figures
from ztui.store.listings import ListKey
from ztui.store.shape import Shape
from ztui.store.terms import LocalFilter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ztui.services.counters import Counter
    from ztui.services.counting import Way

ZONE = ZoneInfo("America/Los_Angeles")
VIEWER = Viewer(ZONE, NOW)
TEXTS = ["", "dur>30", "ann !west", "result=missed", "xyzzy"]
WAYS = ways(CALL_HISTORY)
NAMES = [each.name for each in WAYS]
OTHER_TIMES = [each for each in NAMES if ":" in each]
_BY_NAME = {each.name: each for each in WAYS}


@dataclass(frozen=True)
class Stores:
    """The same calls in both stores."""

    cache: Cache
    calls: Calls
    listing: int

    def counter(self, store: str) -> Counter:
        return StoredCalls(self.calls) if store == "calls" else ListedRows(self.cache, self.listing, SHAPE)

    async def found(self, store: str, text: str) -> list[dict[str, Any]]:
        wanted = parse(text, CALL_HISTORY, VIEWER)
        if store == "list":
            ids = set(await listed(self.cache, wanted))
        else:
            rank = await self.calls.rank(wanted)
            ids = {each["call_history_uuid"] for each in await self.calls.window(rank, 0, rank.count) if each}
            self.calls.drop(rank)
        return [each for each in ROWS if each["call_history_uuid"] in ids]


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    folder = tmp_path_factory.mktemp("counted")
    cache, calls = Cache(folder / "cache.sqlite", StillClock()), Calls(folder / "calls.sqlite", StillClock())

    async def begin() -> int:
        await fill(calls)
        await fill_list(cache)
        state = await cache.state(KEY, SHAPE)
        assert state is not None
        return state.id

    yield Stores(cache, calls, asyncio.run(begin()))
    asyncio.run(cache.close())
    asyncio.run(calls.close())


def plain(rows: list[dict[str, Any]]) -> Figures:
    outcomes = [outcome(each) for each in rows]
    taken, missed = outcomes.count("answered"), outcomes.count("missed")
    return Figures(len(rows), taken, missed, sum(each["duration"] for each in rows), len(rows))


def labelled(way: Way, row: dict[str, Any], zone: ZoneInfo = ZONE) -> object:
    """Say in plain Python which value a call has."""
    if way.part:
        text = row.get(way.column.path)
        local = datetime.fromisoformat(text).astimezone(zone) if text else None
        if local is None:
            return None
        return {"hour": local.hour, "weekday": f"{local:%A}", "day": local.date().isoformat()}[way.part]
    if way.column.path == "outcome":
        return outcome(row)
    side = way.column.path.removesuffix("_name")
    shown = cell(way.column, row, VIEWER)
    has_number_of_its_own = side in ("caller", "callee") and not row.get(f"{side}_ext_number") and shown != "withheld"
    return shown, row.get(f"{side}_did_number") if has_number_of_its_own else None


def wanted_of(way: Way, rows: list[dict[str, Any]], zone: ZoneInfo = ZONE) -> list[Figures]:
    groups: dict[object, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if not way.is_queue or row.get("callee_ext_type") == "call_queue":
            groups[labelled(way, row, zone)].append(row)
    if way.part:
        groups.pop(None, None)
    return sorted(map(plain, groups.values()), key=repr)


@pytest.mark.parametrize("store", ["list", "calls"])
@pytest.mark.parametrize("name", NAMES)
async def test_values_are_those_that_plain_python_counts(stores: Stores, name: str, store: str) -> None:
    way = _BY_NAME[name]
    if store == "calls" and name in OTHER_TIMES:
        with pytest.raises(KeyError):
            await counted(stores.counter(store), LocalFilter(), way, ZONE)
        return
    for text in TEXTS:
        local = parse(text, CALL_HISTORY, VIEWER)
        rows = await stores.found(store, text)
        found = await counted(stores.counter(store), local, way, ZONE)
        assert sorted((each.figures for each in found.values if each.figures.calls), key=repr) == wanted_of(way, rows)
        if not way.is_queue:
            assert found.totals == plain(rows)
        assert found.distinct == len(found.values)


@pytest.mark.parametrize("store", ["list", "calls"])
@pytest.mark.parametrize("name", [each for each in NAMES if each not in (*OTHER_TIMES, "outcome")])
async def test_the_terms_of_a_value_find_what_was_counted_of_it(stores: Stores, name: str, store: str) -> None:
    way = _BY_NAME[name]
    found = await counted(stores.counter(store), parse("dur>10", CALL_HISTORY, VIEWER), way, ZONE)
    for each in [*found.values[:20], *found.values[-4:]]:
        side = way.column.path.removesuffix("_name")
        is_nameless = side in ("caller", "callee") and not each.row.get(way.column.path)
        if each.figures.calls and not is_nameless:
            rows = await stores.found(store, f"dur>10 {term_of(way, each)}")
            assert plain(rows) == each.figures, term_of(way, each)


async def test_only_the_most_frequent_values_come_where_fewer_are_asked_for(stores: Stores) -> None:
    way = way_named(CALL_HISTORY, "result")
    for store in ("list", "calls"):
        found = await counted(stores.counter(store), LocalFilter(), way, UTC, most=2)
        every = await counted(stores.counter(store), LocalFilter(), way, UTC)
        assert [each.figures for each in found.values] == [each.figures for each in every.values[:2]]
        assert found.distinct == len(every.values) == 6


async def test_outcomes_come_in_their_order(stores: Stores) -> None:
    for store in ("list", "calls"):
        found = await counted(stores.counter(store), LocalFilter(), way_named(CALL_HISTORY, "outcome"), UTC)
        assert [each.row["outcome"] for each in found.values] == ["answered", "missed", "other"]


async def test_rows_that_are_no_calls_are_only_counted(tmp_path: Any) -> None:
    cache, shape, key = Cache(tmp_path / "cache.sqlite", StillClock()), Shape(THINGS), ListKey.of("things")
    rows = [
        {"id": str(at), "name": name, "status": status, "date": f"2026-11-{day:02}T23:30:00Z", "site": {"name": site}}
        for at, (name, status, day, site) in enumerate(
            [("Ann", "active", 1, "Zürich"), ("ann", "no_answer", 1, "ZÜRICH"), ("Bo", "", 2, "West"), ("", "x", 2, "")]
        )
    ]
    run = await cache.begin(key, shape)
    await cache.add(run, lambda: [shape.stored(each) for each in rows])
    counter = ListedRows(cache, run.listing, shape)

    async def values(name: str) -> list[tuple[str, int]]:
        found = await counted(counter, LocalFilter(), way_named(THINGS, name), UTC)
        assert (found.are_calls, found.totals) == (False, Figures(4))
        return [(each.text, each.figures.calls) for each in found.values]

    assert await values("name") == [("ann", 2), ("", 1), ("bo", 1)]
    assert await values("site.name") == [("zurich", 2), ("", 1), ("west", 1)]
    assert await values("status") == [("", 1), ("active", 1), ("no_answer", 1), ("x", 1)]
    days = await counted(counter, LocalFilter(), way_named(THINGS, "day"), ZoneInfo("Asia/Kolkata"))
    assert days.values == (Counted({"day": "2026-11-02"}, Figures(2)), Counted({"day": "2026-11-03"}, Figures(2)))
    await cache.close()


async def test_a_list_that_was_never_read_has_nothing_to_count(tmp_path: Any) -> None:
    counter = ListedRows(Cache(tmp_path / "cache.sqlite", StillClock()), None, Shape(THINGS))
    assert await counter.totals(LocalFilter()) == Figures()
    assert (await counter.frequency(LocalFilter(), "name", 10)).most == ()
    assert await counter.quarters(LocalFilter(), "date") == []
    await counter.cache.close()


def test_ways_are_named_by_columns_and_by_parts_of_times() -> None:
    assert {"outcome", "queue", "result", "from", "to", "site", "hour", "weekday", "day", "dur"} <= set(NAMES)
    assert not [each for each in WAYS if not each.title.strip()]
    assert way_named(CALL_HISTORY, "CALLER").column.path == "caller_name"
    assert way_named(CALL_HISTORY, "call_result").name == "result"
    for name in ("callee", "callee_name"):
        assert (way_named(CALL_HISTORY, name).is_queue, way_named(CALL_HISTORY, name).title) == (False, "Callee")
    assert not [each for each in WAYS if each.column.path in ("call_id", "call_history_uuid")]
    own = own_time(CALL_HISTORY)
    assert own is not None
    assert own.path == "start_time"
    with pytest.raises(UnknownName):
        way_named(CALL_HISTORY, "moon")
    with pytest.raises(UnknownName):
        way_named(CALL_HISTORY, "call_id")


async def test_the_list_store_agrees_with_what_lists_show(stores: Stores) -> None:
    assert len(await shown(stores.calls, "")) == len(ROWS) == (await stores.counter("list").totals(LocalFilter())).calls


@settings(max_examples=12, deadline=None)
@given(
    seeds=st.lists(st.integers(0, 10**9), min_size=1, max_size=40, unique=True),
    name=st.sampled_from([each for each in NAMES if each not in OTHER_TIMES]),
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]).map(ZoneInfo),
)
async def test_any_calls_are_counted_as_plain_python_counts_them(
    tmp_path_factory: pytest.TempPathFactory, seeds: list[int], name: str, zone: ZoneInfo
) -> None:
    rows = [call(number, random.Random(seed)) for number, seed in enumerate(seeds)]
    folder, way = tmp_path_factory.mktemp("any"), _BY_NAME[name]
    calls, cache = Calls(folder / "calls.sqlite", StillClock()), Cache(folder / "cache.sqlite", StillClock())
    await calls.add(rows)
    run = await cache.begin(KEY, SHAPE)
    await cache.add(run, lambda: [SHAPE.stored(each) for each in rows])
    for counter in (StoredCalls(calls), ListedRows(cache, run.listing, SHAPE)):
        found = await counted(counter, LocalFilter(), way, zone)
        assert sorted((each.figures for each in found.values if each.figures.calls), key=repr) == wanted_of(
            way, rows, zone
        )
        quarters = await counter.quarters(LocalFilter(), "start_time")
        cells: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
        for row in rows:
            local = datetime.fromisoformat(row["start_time"]).astimezone(zone)
            cells[local.weekday(), local.hour].append(row)
        assert heat(quarters, zone) == {cell: plain(each) for cell, each in cells.items()}
    await cache.close()
    await calls.close()
