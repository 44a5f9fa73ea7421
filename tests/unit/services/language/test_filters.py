"""Filters give, on the call store and on the list cache, what plain Python finds among the raw rows."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.services.language.plain import FORMS, WORDS, Typed, outcome, passes
from tests.unit.services.language.rows import EXTENSIONS, NAMES, NOW, NUMBERS, ROWS, ZONES
from tests.unit.store.samples import StillClock
from ztui.contract.catalogue import operation
from ztui.contract.schemas import row_schema, schema_at
from ztui.core.text import fold
from ztui.resources.call_history import CALL_HISTORY
from ztui.resources.calls import RESULTS
from ztui.resources.cells import Viewer
from ztui.resources.extensions import SiteForm
from ztui.services.filters import FilterError, parse, sort_order
from ztui.store.cache import Cache
from ztui.store.calls.calls import Calls
from ztui.store.listings import ListKey
from ztui.store.shape import Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ztui.store.terms import LocalFilter, Sort

KEY = ListKey.of("call-history")
SHAPE = Shape(CALL_HISTORY)
SITES = {"main": SiteForm("800", 4)}
NOBODY = Viewer(ZoneInfo("UTC"), NOW)


class Stores:
    """Both stores with the same calls."""

    def __init__(self, calls: Calls, cache: Cache) -> None:
        self.calls, self.cache = calls, cache
        self.listing = 0

    async def fill(self) -> None:
        await self.calls.add(ROWS)
        run = await self.cache.begin(KEY, SHAPE)
        await self.cache.add(run, lambda: [SHAPE.stored(each) for each in ROWS])
        await self.cache.finish(run)
        state = await self.cache.state(KEY, SHAPE)
        assert state is not None
        self.listing = state.id

    async def stored(self, wanted: LocalFilter, sort: tuple[Sort, ...] = ()) -> list[dict[str, Any]]:
        rank = await self.calls.rank(wanted, sort)
        rows = await self.calls.window(rank, 0, rank.count + 1)
        self.calls.drop(rank)
        return [each for each in rows if each is not None]

    async def listed(self, wanted: LocalFilter, sort: tuple[Sort, ...] = ()) -> list[dict[str, Any]]:
        rank = await self.cache.rank(self.listing, SHAPE, wanted, sort)
        rows = await self.cache.window(self.listing, rank, 0, len(ROWS))
        self.cache.drop(rank)
        return [dict(each[1]) for each in rows if each is not None]


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    folder = tmp_path_factory.mktemp("language")
    made = Stores(Calls(folder / "calls.sqlite", StillClock()), Cache(folder / "cache.sqlite", StillClock()))
    asyncio.run(made.fill())
    yield made
    asyncio.run(made.calls.close())
    asyncio.run(made.cache.close())


def _quoted(value: str) -> bool:
    plain = value and not any(each.isspace() or each in '":=<>!\\' for each in value)
    return not plain or "*" in value


_PARTS = [str(each) for each in (*NAMES, *NUMBERS, *EXTENSIONS) if each]
_PARTS += ["ann", "BRÜCK", "0188", "(415) 555-01", "+1 415", "415 555", "81", "8-104", "withheld", "support", "mother",
           "x:", "86", "zurich", "example.com", "800-8104", "nobody"]  # fmt: skip
_STATES = [each for pair in RESULTS for each in pair] + ["missed", "miss", "no answer", "other", "in", "inbound", "out",
           "emergency", "internal", "recorded", "v", "west", "it", "main site", "answered", "overflowed"]  # fmt: skip
_IDS = [str(ROWS[at][name]) for at in (0, 7) for name in ("call_history_uuid", "call_id")]
_values = st.sampled_from(_PARTS + _STATES) | st.text(st.sampled_from("ab0148+*() é.山"), min_size=1, max_size=4)
_stars = st.sampled_from(
    ["+1415*", "1415*", "415*", "(415)555*", "*0188", "*88*", "81*", "*8104", "*", "ann*", "*bruck", "*86", "8*", "+*"]
)
_days = ["2026-11-01", "2026-10-25", "2026-11-20", "2026-10", "2026-11", "today", "yesterday"]
_clocks = ["00:00", "01:30", "12:00", "12:30", "23:59"]
_backs = ["-7d", "-24h", "-2w", "-1h", "-30d"]
_SIGNS = st.sampled_from([":", "=", "!="])
_ORDERS = st.sampled_from([">", "<", ">=", "<="])
_not = st.booleans()

words = st.builds(
    Typed, st.just(""), st.just(""), _values.filter(str.strip) | st.sampled_from(_IDS), _not, st.just(True)
)
starred_words = st.builds(Typed, st.just(""), st.just(""), st.sampled_from(["+1415*", "1415*", "*0188", "*86"]), _not)
fields = st.builds(Typed, st.sampled_from(sorted(FORMS)), _SIGNS, _values, _not, st.just(True))
_parts = {"result": ["con", "ans", "ed", "vo"], "dir": ["bound"], "recording": ["rec", "non"], "marks": ["rec", "v"]}
fixed = st.sampled_from(sorted(WORDS)).flatmap(
    lambda name: st.builds(
        Typed,
        st.just(name),
        _SIGNS,
        st.sampled_from([each for each in (*WORDS[name], *_parts.get(name, ())) if " " not in each]),
        _not,
    )
)
empty = st.builds(Typed, st.sampled_from(sorted(FORMS)), st.sampled_from(["=", "!="]), st.just(""), _not)
starred = st.builds(Typed, st.sampled_from(["from", "to", "number", "ext", "queue", "site"]), _SIGNS, _stars, _not)
durations = st.builds(
    Typed, st.just("dur"), _ORDERS | _SIGNS, st.sampled_from(["0", "60", "1:00", "1m", "61s", "1h", "7"]), _not
)
times = st.one_of(
    st.builds(Typed, st.just("time"), _ORDERS | _SIGNS, st.sampled_from(_days + _clocks), _not),
    st.builds(Typed, st.just("time"), _ORDERS, st.sampled_from(_backs), _not),
    st.builds(Typed, st.sampled_from(["after", "before"]), st.just(":"), st.sampled_from(_days + _backs), _not),
)
terms = st.lists(
    st.one_of(words, starred_words, fields, fixed, empty, starred, durations, times), min_size=1, max_size=3
)
viewers = st.builds(
    lambda zone, sites: Viewer(ZoneInfo(zone), NOW, sites=sites), st.sampled_from(ZONES), st.sampled_from([{}, SITES])
)


def keys(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(str(each["call_history_uuid"]) for each in rows)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(terms, viewers)
async def test_both_stores_find_what_plain_python_finds(stores: Stores, typed: list[Typed], viewer: Viewer) -> None:
    wanted = parse(" ".join(map(str, typed)), CALL_HISTORY, viewer)
    expected = keys([row for row in ROWS if passes(row, typed, viewer)])
    assert keys(await stores.stored(wanted)) == expected
    assert keys(await stores.listed(wanted)) == expected


ORDERS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "time": lambda row: row["start_time"],
    "dur": lambda row: row.get("duration"),
    "outcome": outcome,
    "result": lambda row: row["call_result"],
    "site": lambda row: fold(row.get("site_name") or "") or None,
    "call_id": lambda row: row["call_id"],
}
"""By what the calls lie in an order; None comes last in both directions."""


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(sorted(ORDERS)), st.booleans()), min_size=1, max_size=3), fields)
async def test_both_stores_have_the_order_that_plain_python_sorts(
    stores: Stores, by: list[tuple[str, bool]], typed: Typed
) -> None:
    expected = [row for row in ROWS if passes(row, [typed], NOBODY)]
    for name, down in reversed(by):
        key = ORDERS[name]
        known = [row for row in expected if key(row) is not None]
        known.sort(key=key, reverse=down)
        expected = known + [row for row in expected if key(row) is None]
    sort = sort_order([f"{'-' * down}{name}" for name, down in by], CALL_HISTORY)
    wanted = parse(str(typed), CALL_HISTORY, NOBODY)
    names = [name for name, _ in by]
    lie = [[ORDERS[name](row) for name in names] for row in expected]
    for found in (await stores.stored(wanted, sort), await stores.listed(wanted, sort)):
        assert [[ORDERS[name](row) for name in names] for row in found] == lie


@pytest.mark.parametrize(
    ("text", "word"),
    [("result:connected", "connected"), ("recording:recorded", "recorded"), ("marks:recorded", "recorded")],
)
async def test_a_word_of_a_field_with_few_is_not_found_in_longer_ones(stores: Stores, text: str, word: str) -> None:
    wanted = parse(text, CALL_HISTORY, NOBODY)
    for found in (await stores.stored(wanted), await stores.listed(wanted)):
        assert found
        assert all(word in (each["call_result"], each["recording_status"]) for each in found)


async def test_what_a_result_is_shown_as_finds_the_calls_that_show_it(stores: Stores) -> None:
    short = dict(RESULTS)
    shown = {short[each["call_result"]] for each in await stores.stored(parse("result:ans", CALL_HISTORY, NOBODY))}
    assert shown == {"ans"}


@pytest.mark.parametrize(
    ("text", "end", "says"),
    [
        ("outcome:mised", 13, "Did you mean missed"),
        ("outcome=mised", 13, "Did you mean missed"),
        ("result:xyz", 10, "answered, accepted"),
        ("dir:sideways", 12, "inbound, outbound"),
        ("!connects!=outside", 18, "internal, external"),
        ("recording:perhaps", 17, "recorded, non_recorded"),
    ],
)
def test_a_word_that_a_field_never_has_cannot_be_read(text: str, end: int, says: str) -> None:
    with pytest.raises(FilterError, match="is never") as caught:
        parse(f"ann {text}", CALL_HISTORY)
    assert (caught.value.start, caught.value.end) == (4, 4 + end)
    assert says in str(caught.value)


@pytest.mark.parametrize("text", ["dur>-5", "dur:-5", "dur<-90s", "dur>1:75", "dur=1:75", "dur>1:75:00", "dur:2:60"])
def test_a_length_that_is_none_cannot_be_read(text: str) -> None:
    with pytest.raises(FilterError, match="is no number") as caught:
        parse(text, CALL_HISTORY)
    assert (caught.value.start, caught.value.end) == (0, len(text))


@pytest.mark.parametrize(
    ("text", "seconds"), [("dur>75:00", 4500), ("dur>1:02:03", 3723), ("dur>90", 90), ("dur>2m", 120)]
)
def test_a_length_is_read_in_seconds(text: str, seconds: int) -> None:
    assert parse(text, CALL_HISTORY) == parse(f"dur>{seconds}", CALL_HISTORY)


@pytest.mark.parametrize("text", ['result:"xyz"', 'outcome="mised"', "result:xy*", "result:vo", "result=", "marks:▪"])
def test_what_is_quoted_starred_typed_in_part_or_shown_as_a_mark_can_be_read(text: str) -> None:
    assert parse(text, CALL_HISTORY)


def test_the_words_of_fields_are_those_that_zoom_tells_of() -> None:
    schema = row_schema(operation(CALL_HISTORY.operations.list))
    told = {each.path: (schema_at(schema, each.path) or {}).get("enum") for each in CALL_HISTORY.columns if each.values}
    assert len(told) == 6
    for path, words in told.items():
        column = CALL_HISTORY.column(path)
        assert column is not None
        assert set(words or ()) <= set(column.values)
