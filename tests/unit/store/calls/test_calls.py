"""What is stored of calls, found among them, and in which order; compared with plain Python and with the list cache."""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.store.calls.history import ROWS, VIEWER, fill_list, has_word, ids, listed, newest_first, shown
from tests.unit.store.samples import StillClock
from ztui.resources.call_history import CALL_HISTORY
from ztui.resources.rows import value_of
from ztui.services.filters import parse, sort_order
from ztui.store.cache import Cache
from ztui.store.calls.calls import Calls
from ztui.store.calls.firsts import NEAREST, WALKED
from ztui.store.calls.hits import FEW
from ztui.store.calls.kept import MAPPED
from ztui.store.calls.keys import EPOCH
from ztui.store.terms import LocalFilter, Word
from ztui.store.texts import folded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cache]:
    made = Cache(tmp_path_factory.mktemp("cache") / "cache.sqlite", StillClock())
    asyncio.run(fill_list(made))
    yield made
    asyncio.run(made.close())


async def test_what_is_stored_comes_back_newest_first(calls: Calls) -> None:
    assert await calls.count() == len(ROWS)
    assert await shown(calls, "") == newest_first(ROWS)
    assert await calls.find(ROWS[7]["call_history_uuid"]) == ROWS[7]
    assert await calls.find("nothing") is None


WORDS = """
ann
brück
山田
support
0123
555
"(415) 555 0110"
800-8104
8104
withheld
missed
"no answer"
zurich
west
emergency
voicemail
xyzzy
!answered
!support
ann !main
5550101 support
in
"""


@pytest.mark.parametrize("typed", WORDS.strip().splitlines())
async def test_words_are_found_as_plain_python_finds_them(calls: Calls, typed: str) -> None:
    words = [each for each in parse(typed, CALL_HISTORY, VIEWER).terms if isinstance(each, Word)]
    assert words
    wanted = [row for row in ROWS if all(has_word(row, each) != each.negated for each in words)]
    assert await shown(calls, typed) == newest_first(wanted)


FIELDS = st.sampled_from([
    "from:ann", "to:support", "from=withheld", 'result:"no answer"', "result=missed", "result!=ans", "dir=in", "dur>30",
    "dur<=61", "dur=7", "dur!=7", "dur:1:01", "site:zur", "site=", 'site!="main site"', "trunk:west", "group=west",
    "callee_ext_number:8104", "callee_ext_number=8008104", "callee_ext_number>8008105", "caller_did_number:0110",
    "caller_did_number=+14155550110", "caller_did_number!=", "international=yes", "call_type:emer", "department=it",
    "time>2026-11-01", "time<2026-11-01", "time>=12:00", "time<=9:30", "time:2026-11-10", "time:2026-10",
    "time!=2026-11-10", "answer_time>2026-11-01", "answer_time=", "answer_time!=", "call_id:0000017",
    "call_id=7000000000000000017", f"call_history_uuid={ROWS[3]['call_history_uuid']}", "!from:ann", "from:!bo",
    "!time>2026-11-01", "marks:v", "!dur>30", "outcome:missed", "outcome=answered", "outcome!=missed", "!outcome:other",
])  # fmt: skip
SORTS = st.sampled_from([
    "time", "-time", "from", "-to", "dur", "-dur", "result", "site", "-trunk", "caller_did_number", "answer_time",
    "-answer_time", "call_id", "call_history_uuid", "-call_history_uuid", "outcome", "-outcome",
])  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(FIELDS, min_size=1, max_size=3), st.lists(SORTS, max_size=2))
async def test_fields_and_orders_are_those_of_every_other_list(
    calls: Calls, cache: Cache, terms: list[str], sort: list[str]
) -> None:
    text = " ".join(terms)
    wanted = parse(text, CALL_HISTORY, VIEWER)
    found = await shown(calls, text, *sort)
    assert sorted(found) == sorted(await listed(cache, wanted))
    if sort:
        orders = sort_order(sort, CALL_HISTORY)
        columns = [column for order in orders if (column := CALL_HISTORY.column(order.path)) is not None]
        key = {each["call_history_uuid"]: [folded(value_of(column, each)) for column in columns] for each in ROWS}
        assert [key[each] for each in found] == [key[each] for each in await listed(cache, wanted, orders)]


TERMS = st.one_of(
    FIELDS,
    st.sampled_from(["ann", "8104", "0110", "555", "!ann", "!support", "withheld", "!withheld", "zurich", "voicemail"]),
    st.sampled_from(
        ["caller_name!=support", "callee_name!=", "!to:support", "!caller_ext_number=8104", "from=", "!to="]
    ),
)


@pytest.fixture(
    params=[(FEW, WALKED, NEAREST, MAPPED), (0, 8, 20, 0), (30, 60, 0, 5)], ids=["by index", "by scan", "by either"]
)
def ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let calls be found in every way that a large store takes, though these are few."""
    few, walked, nearest, mapped = request.param
    monkeypatch.setattr("ztui.store.calls.conditions.FEW", few)
    monkeypatch.setattr("ztui.store.calls.firsts.WALKED", walked)
    monkeypatch.setattr("ztui.store.calls.firsts.NEAREST", nearest)
    monkeypatch.setattr("ztui.store.calls.hits.MAPPED", mapped)


@pytest.mark.usefixtures("ways")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TERMS, min_size=1, max_size=4), st.lists(SORTS, max_size=2))
async def test_terms_of_all_sorts_hold_together_in_every_way_to_find_calls(
    calls: Calls, cache: Cache, terms: list[str], sort: list[str]
) -> None:
    parsed = [(each, parse(each, CALL_HISTORY, VIEWER)) for each in terms]
    words = [term for _, made in parsed for term in made.terms if isinstance(term, Word)]
    fields = " ".join(each for each, made in parsed if not isinstance(made.terms[0], Word))
    passed = set(await listed(cache, parse(fields, CALL_HISTORY, VIEWER)))
    wanted = [
        row
        for row in ROWS
        if row["call_history_uuid"] in passed and all(has_word(row, each) != each.negated for each in words)
    ]
    assert sorted(await shown(calls, " ".join(terms), *sort)) == sorted(ids(wanted))


async def test_an_order_by_names_holds_when_more_parties_come(tmp_path: Path) -> None:
    calls = Calls(tmp_path / "calls.sqlite", StillClock())
    for start in range(0, 120, 40):
        await calls.add(ROWS[start : start + 40])
        found = await shown(calls, "dur>=0", "-to", "from")
        assert len(found) == start + 40
        key = {
            each["call_history_uuid"]: folded(each.get("callee_name") or each.get("callee_did_number")) for each in ROWS
        }
        named = [key[each] for each in found if key[each]]
        assert named == sorted(named, reverse=True)
    await calls.close()


async def test_a_view_while_the_first_calls_come_is_the_same(tmp_path: Path) -> None:
    calls = Calls(tmp_path / "calls.sqlite", StillClock())
    await calls.begin_first_load()
    await calls.add(ROWS)
    before = [await shown(calls, text, sort) for text, sort in (("", "from"), ("ann", "-caller_did_number"))]
    await calls.end_first_load()
    assert [await shown(calls, text, sort) for text, sort in (("", "from"), ("ann", "-caller_did_number"))] == before
    await calls.close()


async def test_the_beginning_of_an_id_is_found_as_text(calls: Calls, cache: Cache) -> None:
    one, several = ROWS[7]["call_history_uuid"], ROWS[7]["call_history_uuid"][:10]
    begins = [one, one[:44], one[:18], one[:17], one[:11], several, ROWS[7]["call_id"], ROWS[7]["call_id"][:17]]
    for text in [*begins, f"!{one[:17]}", f"{one[:9]}-{one[9:]}", f"{one[:17]}x", f"{one[:12]}-"]:
        found = await shown(calls, text)
        assert sorted(found) == sorted(await listed(cache, parse(text, CALL_HISTORY, VIEWER)))
        if text in begins:
            assert found == newest_first(
                [row for row in ROWS if row["call_history_uuid"].startswith(text) or row["call_id"].startswith(text)]
            )
    assert await shown(calls, one[:17]) == [one]
    assert len(await shown(calls, several)) > 1


async def test_texts_made_for_other_columns_are_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "calls.sqlite"
    calls = Calls(path, StillClock())
    await calls.add(ROWS)
    views = (("ann",), ("from:bo", "from"), ("result=missed",))
    found = [await shown(calls, *each) for each in views]
    await calls.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("update party_slots set seen = rest, rest = seen")
        file.execute("update kind_text set txt = ''")
        file.execute("update fact set value = 'another' where name = 'texts'")
    again = Calls(path, StillClock())
    assert [
        await shown(again, "ann"),
        await shown(again, "from:bo", "from"),
        await shown(again, "result=missed"),
    ] == found
    await again.close()


async def test_a_span_is_a_range_of_starts(calls: Calls) -> None:
    first = int(datetime(2026, 11, 1, tzinfo=UTC).timestamp()) - EPOCH
    rank = await calls.rank(LocalFilter(), span=(first, first + 86_400))
    wanted = [each for each in ROWS if each["start_time"].startswith("2026-11-01")]
    assert ids(await calls.window(rank, 0, 100)) == newest_first(wanted)
    assert wanted
    calls.drop(rank)


async def test_a_call_is_stored_once_whatever_page_it_comes_in(tmp_path: Path) -> None:
    calls = Calls(tmp_path / "calls.sqlite", StillClock())
    assert (await calls.add([*ROWS[:3], ROWS[0]])).new == 3
    moved = ROWS[1] | {"start_time": "2026-11-02T00:00:00Z", "call_result": "busy"}
    added = await calls.add([ROWS[0], moved, ROWS[5]])
    assert (added.new, added.changed, added.same) == (1, 1, 1)
    assert await calls.count() == 4
    assert await calls.find(ROWS[1]["call_history_uuid"]) == moved
    await calls.close()


async def test_calls_of_one_second_with_ids_that_begin_alike_are_all_kept(tmp_path: Path) -> None:
    calls = Calls(tmp_path / "calls.sqlite", StillClock())
    rows = [
        {"call_history_uuid": f"20261121-00000000-0000-4000-8000-{each:012x}", "start_time": "2026-11-21T00:00:00Z"}
        for each in range(50)
    ]
    await calls.add(rows[:20])
    await calls.add(rows[10:])
    await calls.add(rows)
    assert await calls.count() == 50
    rank = await calls.rank(LocalFilter())
    assert sorted(ids(await calls.window(rank, 0, 60))) == ids(rows)
    await calls.close()


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda each: (min(each), max(each))), max_size=8)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SPANS, st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda each: (min(each), max(each))))
async def test_gaps_are_the_seconds_that_no_span_covers(
    tmp_path_factory: pytest.TempPathFactory, spans: list[tuple[int, int]], asked: tuple[int, int]
) -> None:
    calls = Calls(tmp_path_factory.mktemp("c") / "calls.sqlite", StillClock())
    for each in spans:
        await calls.cover(each)
    seconds = {second for first, end in spans for second in range(first, end)}
    missing = [second for first, end in await calls.gaps(asked) for second in range(first, end)]
    assert sorted(missing) == [each for each in range(*asked) if each not in seconds]
    found = await calls.covered()
    assert all(one.end < other.first for one, other in itertools.pairwise(found))
    await calls.close()


async def test_what_is_too_old_is_forgotten_with_its_coverage(tmp_path: Path) -> None:
    calls = Calls(tmp_path / "calls.sqlite", StillClock())
    await calls.add(ROWS)
    before = int(datetime(2026, 11, 1, tzinfo=UTC).timestamp()) - EPOCH
    await calls.cover((before - 86_400, before + 60))
    old = [each for each in ROWS if each["start_time"] < "2026-11-01"]
    assert await calls.prune(before) == len(old)
    assert await shown(calls, "") == newest_first([each for each in ROWS if each not in old])
    assert [(each.first, each.end) for each in await calls.covered()] == [(before, before + 60)]
    await calls.close()
