from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.store.samples import SHAPE, StillClock
from ztui.services.finding.documents import understood
from ztui.store.cache import Cache
from ztui.store.index.documents import Document, Rank, Wanted, Word
from ztui.store.index.index import Index
from ztui.store.listings import ListKey

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from ztui.resources.model import Row

KEY = ListKey.of("things")


class Made:
    """Makes documents, and counts how often."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, row: Row) -> Document:
        self.count += 1
        name = str(row.get("name", ""))
        number = str(row.get("number", ""))
        return Document(name, (name.lower(),), extension=str(row.get("ext", "")), dialled=(number,) if number else ())


@pytest.fixture
async def cache(tmp_path: Path) -> AsyncIterator[Cache]:
    opened = Cache(tmp_path / "cache.sqlite", StillClock())
    yield opened
    await opened.close()


@pytest.fixture
async def index(tmp_path: Path) -> AsyncIterator[Index]:
    opened = Index(tmp_path / "cache.index.sqlite", tmp_path / "cache.sqlite")
    yield opened
    await opened.close()


async def read(cache: Cache, rows: Sequence[dict[str, Any]], *, whole: bool = True) -> None:
    run = await cache.begin(KEY, SHAPE)
    await cache.add(run, lambda: [SHAPE.stored(each) for each in rows], len(rows))
    await (cache.finish(run) if whole else cache.abandon(run))


def row(at: int, **more: Any) -> dict[str, Any]:
    return {"id": f"k{at}", "name": f"Thing {at}", "ext": f"80{at}", **more}


async def found(index: Index, wanted: Wanted) -> dict[str, int]:
    return {each.key: each.rank for each in (await index.search(wanted, (), 1_000)).hits}


WORD = Wanted("thing", (Word("thing"),))


async def test_only_rows_that_changed_are_made_anew(cache: Cache, index: Index) -> None:
    make = Made()
    await read(cache, [row(each) for each in range(50)])
    assert await index.renew({"things": make}, "a")
    assert (make.count, index.generation) == (50, 1)
    assert not await index.renew({"things": make}, "a")
    await read(cache, [row(each, name="Other" if each == 7 else f"Thing {each}") for each in range(49)])
    assert await index.renew({"things": make}, "a")
    assert make.count == 51
    left = await found(index, WORD)
    assert set(left) == {f"k{each}" for each in range(49)} - {"k7"}
    assert await index.counts() == {"things": 49}


async def test_rows_put_right_in_the_cache_are_put_right_in_the_index(cache: Cache, index: Index) -> None:
    make = Made()
    await read(cache, [row(1), row(2)])
    await index.renew({"things": make}, "a")
    clock = cache._clock
    assert isinstance(clock, StillClock)
    clock.passed += 1
    await cache.amend(KEY, SHAPE, {"k2": lambda old: {**old, "name": "Renamed"}})
    assert await index.renew({"things": make}, "a")
    assert set(await found(index, Wanted("renamed", (Word("renamed"),)))) == {"k2"}
    await cache.drop_rows(KEY, ["k1"])
    assert await index.renew({"things": make}, "a")
    assert await index.counts() == {"things": 1}


async def test_another_form_makes_all_anew(cache: Cache, index: Index) -> None:
    make = Made()
    await read(cache, [row(1), row(2)])
    await index.renew({"things": make}, "a")
    assert await index.renew({"things": make}, "b")
    assert make.count == 4
    assert len(await found(index, WORD)) == 2


async def test_a_list_that_is_no_more_goes(cache: Cache, index: Index) -> None:
    await read(cache, [row(1)])
    await index.renew({"things": Made()}, "a")
    await cache._writer.run(lambda connection: connection.execute("delete from listing"))
    assert await index.renew({"things": Made()}, "a")
    assert await found(index, WORD) == {}


async def test_a_half_read_list_is_indexed_as_far_as_it_came(cache: Cache, index: Index) -> None:
    await read(cache, [row(1), row(2)], whole=False)
    await index.renew({"things": Made()}, "a")
    assert len(await found(index, WORD)) == 2


@pytest.mark.parametrize("damage", ["start", "middle", "all"])
async def test_a_damaged_index_is_made_anew_at_once(tmp_path: Path, cache: Cache, damage: str) -> None:
    await read(cache, [row(each, number=str(14155550000 + each)) for each in range(800)])
    path = tmp_path / "cache.index.sqlite"
    first = Index(path, cache.path)
    await first.renew({"things": Made()}, "a")
    await first.close()
    data = bytearray(path.read_bytes())
    size = len(data)
    where = {"start": slice(0, 100), "middle": slice(4096, size), "all": slice(0, size)}[damage]
    data[where] = b"\xa5" * len(data[where])
    path.write_bytes(data)
    again = Index(path, cache.path)
    try:
        await again.renew({"things": Made()}, "a")
        hits = await again.search(Wanted("5550123", digits=("5550123",)))
        if not hits.hits:
            await again.renew({"things": Made()}, "a")
            hits = await again.search(Wanted("5550123", digits=("5550123",)))
        assert [each.key for each in hits.hits] == ["k123"]
    finally:
        await again.close()


async def test_without_a_cache_there_is_nothing(index: Index) -> None:
    assert not await index.renew({"things": Made()}, "a")
    assert (await index.first(WORD)).hits == ()
    assert not index._cache.exists()


async def test_names_that_look_like_sql_or_lines_are_names(cache: Cache, index: Index) -> None:
    names = ["'; drop table entry; --", "a\nb", '"', "%", "_", "\\", "?1", "\x00x", "\ud800"]
    await read(cache, [{"id": f"h{at}", "name": name} for at, name in enumerate(names)])

    def make(each: Row) -> Document:
        name = str(each["name"]).encode("utf-8", "replace").decode()
        return Document(name, (name,))

    await index.renew({"things": make}, "a")
    assert await index.counts() == {"things": len(names)}
    for at, name in enumerate(["'; drop table entry; --", "a b", '"', "%", "_", "\\", "?1"]):
        assert f"h{at}" in await found(index, Wanted(name)), name


@pytest.mark.parametrize(
    ("wanted", "rank"),
    [
        (Wanted("801", digits=("801",), extensions=("801",)), Rank.EXTENSION),
        (Wanted("14155550001", digits=("14155550001",), numbers=("14155550001",)), Rank.NUMBER),
        (Wanted("0001", digits=("0001",)), Rank.SUFFIX),
        (Wanted("thing 1", (Word("thing"), Word("1", "1"))), Rank.NAME),
        (Wanted("thi", (Word("thi"),)), Rank.NAME_BEGINS),
        (Wanted("hin", (Word("hin"),)), Rank.NAME_HOLDS),
        (Wanted("5555", digits=("5555",)), Rank.DIGITS),
        (Wanted("k1", id="k1", digits=("999",)), Rank.ID),
    ],
)
async def test_ranks(cache: Cache, index: Index, wanted: Wanted, rank: Rank) -> None:
    await read(cache, [row(1, number="14155550001")])
    await index.renew({"things": Made()}, "a")
    for hits in (await index.first(wanted), await index.search(wanted)):
        assert [(each.key, each.rank) for each in hits.hits] == [("k1", rank)]


@given(st.text())
def test_any_text_is_understood(text: str) -> None:
    wanted = understood(text, ("US", "GB", "IT"))
    assert not (wanted.words and wanted.digits)
    assert all(each.isdigit() for each in (*wanted.digits, *wanted.numbers))
    assert "" not in (*wanted.digits, *wanted.numbers, *wanted.extensions)
