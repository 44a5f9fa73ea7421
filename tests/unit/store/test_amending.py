"""Rows put right in the lists that show them, which are not read for it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.store.samples import SHAPE, StillClock, thing
from ztui.store.cache import Cache
from ztui.store.listings import ListKey
from ztui.store.terms import LocalFilter, Sort

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

KEY = ListKey.of("things")
NARROW = ListKey.of("things", query=[("status", "active")])


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
async def cache(tmp_path: Path, clock: StillClock) -> AsyncIterator[Cache]:
    made = Cache(tmp_path / "own.sqlite", clock)
    yield made
    await made.close()


async def fill(cache: Cache, *numbers: int, key: ListKey = KEY) -> None:
    run = await cache.begin(key, SHAPE)
    await cache.add(run, lambda: [SHAPE.stored(thing(each)) for each in numbers], len(numbers))
    await cache.finish(run)


async def rows(cache: Cache, key: ListKey = KEY) -> list[tuple[str, Any]]:
    state = await cache.state(key, SHAPE)
    assert state is not None
    found = await cache.window(state.id, None, 0, 1000)
    assert None not in found
    return [(each[0], each[1]["name"]) for each in found if each is not None]


async def test_a_row_is_renewed_in_every_list_of_its_kind_and_their_age_stays(cache: Cache, clock: StillClock) -> None:
    await fill(cache, 1, 2, 3)
    await fill(cache, 2, key=NARROW)
    read_at = clock.now()
    clock.passed = 60
    made = {"k2": lambda row: {**row, "name": "New"}, "k9": lambda row: row}
    assert await cache.amend(KEY, SHAPE, made) == 1
    assert [each for each in await rows(cache) if each[0] == "k2"] == [("k2", "New")]
    assert await rows(cache, NARROW) == [("k2", "New")]
    state = await cache.state(KEY, SHAPE)
    assert state is not None
    assert (state.loaded, state.total, state.complete, state.read_at) == (3, 3, True, read_at)
    rank = await cache.rank(state.id, SHAPE, LocalFilter(), (Sort("name"),))
    assert await cache.position(state.id, rank, "k2") is not None


async def test_a_new_row_comes_last_in_the_list_that_no_filter_narrows(cache: Cache) -> None:
    await fill(cache, 1, 2)
    await fill(cache, 2, key=NARROW)
    for _ in range(2):
        await cache.append(KEY, SHAPE, {"k7": thing(7)})
    assert [key for key, _ in await rows(cache)] == ["k1", "k2", "k7"]
    assert [key for key, _ in await rows(cache, NARROW)] == ["k2"]
    state = await cache.state(KEY, SHAPE)
    assert state is not None
    assert state.total == 3


async def test_a_list_that_was_never_read_gets_no_rows(cache: Cache) -> None:
    await cache.append(KEY, SHAPE, {"k7": thing(7)})
    await cache.drop_rows(KEY, {"k7"})
    assert await cache.amend(KEY, SHAPE, {"k7": lambda row: row}) == 0
    assert await cache.kinds() == []
    assert await cache.state(KEY, SHAPE) is None


async def test_a_deleted_object_leaves_the_lists_of_its_place_and_no_other(cache: Cache) -> None:
    here, there = (ListKey.of("things", [("callQueueId", each)]) for each in ("q1", "q2"))
    await fill(cache, 1, 2, key=here)
    await fill(cache, 1, 2, key=there)
    await cache.put(here, SHAPE, "k1", thing(1))
    await cache.drop_rows(here, {"k1"})
    assert [key for key, _ in await rows(cache, here)] == ["k2"]
    assert [key for key, _ in await rows(cache, there)] == ["k1", "k2"]
    assert await cache.stored(here, "k1") is None
    assert await cache.stored(there, "k1") is not None
    assert sorted(await cache.kinds()) == [("things", (("callQueueId", each),)) for each in ("q1", "q2")]


async def test_a_row_that_goes_while_its_list_is_read_does_not_keep_what_is_read_from_being_shown(cache: Cache) -> None:
    await fill(cache, 1, 2, 3)
    run = await cache.begin(KEY, SHAPE)
    await cache.add(run, lambda: [SHAPE.stored(thing(each)) for each in (1, 2)])
    await cache.drop_rows(KEY, {"k1"})
    await cache.add(run, lambda: [SHAPE.stored(thing(3))])
    await cache.finish(run)
    assert [key for key, _ in await rows(cache)] == ["k2", "k3"]


@settings(max_examples=12, deadline=None)
@given(st.sets(st.integers(0, 11)), st.sets(st.integers(0, 14)))
async def test_places_stay_dense_whatever_goes_and_comes(gone: set[int], come: set[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        cache = Cache(Path(folder) / "own.sqlite", StillClock())
        try:
            await fill(cache, *range(12))
            await cache.drop_rows(KEY, {f"k{each}" for each in gone})
            left = [each for each in range(12) if each not in gone]
            assert [key for key, _ in await rows(cache)] == [f"k{each}" for each in left]
            await cache.append(KEY, SHAPE, {f"k{each}": thing(each) for each in sorted(come)})
            added = [each for each in sorted(come) if each not in left]
            assert [key for key, _ in await rows(cache)] == [f"k{each}" for each in (*left, *added)]
            state = await cache.state(KEY, SHAPE)
            assert state is not None
            assert state.loaded == state.total == len(left) + len(added)
        finally:
            await cache.close()
