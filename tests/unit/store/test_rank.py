"""Filters and orders in SQL against the same in plain Python."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.store.samples import NOW, SHAPE, THINGS, numbers, rows, texts, thing
from ztui.resources.cells import Viewer
from ztui.resources.extensions import SiteForm
from ztui.resources.model import Column, Kind, Operations, Resource
from ztui.resources.rows import value_of
from ztui.services.filters import FilterError, parse
from ztui.store import listings, schema
from ztui.store import rank as ranks
from ztui.store.listings import ListKey
from ztui.store.shape import Shape
from ztui.store.terms import LocalFilter, Sort
from ztui.store.texts import number_of, ordered, searchable, when

KEY = ListKey.of("things")


def memory() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.create_tables(connection)
    return connection


def stored(found: list[dict[str, Any]], shape: Shape = SHAPE) -> tuple[sqlite3.Connection, int]:
    connection = memory()
    listing, run = listings.begin(connection, KEY, shape.signature, NOW)
    listings.add(connection, run, [shape.stored(row) for row in found], NOW, None)
    listings.finish(connection, run, "")
    return connection, listing


def keys(
    found: list[dict[str, Any]], text: str = "", *sort: Sort, resource: Resource = THINGS, viewer: Viewer | None = None
) -> list[str]:
    shape = SHAPE if resource is THINGS else Shape(resource)
    connection, listing = stored(found, shape)
    try:
        count = ranks.build(connection, "r", listing, ranks.plan(shape, parse(text, resource, viewer), sort))
        window = listings.window(connection, listing, "r", 0, count + 1)
        assert len(window) == count
        return [each[0] for each in window if each is not None]
    finally:
        connection.close()


def words(value: Any) -> str:
    """What a value is for searching, as the program says: names of objects, lists joined, flags as yes and no."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return str(value.get("name", ""))
    if isinstance(value, list):
        return ", ".join(each for each in map(words, value) if each)
    return str(value)


def sort_key(column: Column, row: dict[str, Any]) -> str:
    value = value_of(column, row)
    if column.kind in {Kind.EXTENSION, Kind.NUMBER, Kind.DURATION, Kind.COUNT, Kind.CODE}:
        return ordered(value if value is None or isinstance(value, str | int | float) else words(value))
    return when(value) if column.kind is Kind.TIME else searchable(words(value))


SORTABLE = [each for each in THINGS.columns if each.kind is not Kind.SECRET and not each.show]


@given(rows, st.lists(st.tuples(st.sampled_from(SORTABLE), st.booleans()), min_size=1, max_size=2, unique_by=str))
def test_ranks_have_the_order_that_python_sorts(found: list[dict[str, Any]], by: list[tuple[Column, bool]]) -> None:
    expected = list(found)
    for column, descending in reversed(by):
        with_value = [row for row in expected if sort_key(column, row)]
        with_value.sort(key=lambda row: sort_key(column, row), reverse=descending)
        expected = with_value + [row for row in expected if not sort_key(column, row)]
    sort = [Sort(column.path, descending) for column, descending in by]
    assert keys(found, "", *sort) == [row["id"] for row in expected]


def test_numbers_sort_by_value_texts_without_case_and_accents_and_nothing_last() -> None:
    found = [
        thing(1, extension="10000", name="Zoe"),
        thing(2, extension=900, name="ärger"),
        thing(3, extension="", name="Abel"),
        thing(4, extension="1000", name=None),
    ]
    assert keys(found, "", Sort("extension")) == ["k2", "k4", "k1", "k3"]
    assert keys(found, "", Sort("extension", descending=True)) == ["k1", "k4", "k2", "k3"]
    assert keys(found, "", Sort("name")) == ["k3", "k2", "k1", "k4"]
    assert keys(found, "", Sort("name", descending=True)) == ["k1", "k2", "k3", "k4"]


def test_a_column_made_by_a_function_sorts_by_its_path() -> None:
    found = [thing(1, numbers=[{"number": "+2"}]), thing(2, numbers="5"), thing(3, numbers=None)]
    assert keys(found, "", Sort("numbers"))[-1] == "k3"


def seen(row: dict[str, Any]) -> list[str]:
    """All texts that words search, with the forms in which they are shown."""
    found: list[str] = []
    for path in ("name", "site.name"):
        column = THINGS.column(path)
        assert column is not None
        found.append(words(value_of(column, row)))
    extension = row.get("extension")
    found += [words(extension), number_of(extension)]
    status = words(row.get("status"))
    found += [status, status.replace("_", " "), "noans" if row.get("status") == "no_answer" else ""]
    return [searchable(each) for each in found]


def number_texts(row: dict[str, Any]) -> list[str]:
    """What a column made by a function shows, and what was sent if that is no structure."""
    sent = row.get("numbers")
    texts = [words(sent)] if isinstance(sent, str | int | float) else []
    try:
        value: Any = row["numbers"][0]["number"]
    except (TypeError, ValueError, AttributeError, LookupError):
        value = None
    return [searchable(each) for each in [*texts, words(value), number_of(value)]]


plain_words = st.one_of(
    st.sampled_from(["ann", "bruck", "BRÜCK", "main", "80", "noans", "no answer", "active", "山", "415555", "2079"]),
    texts,
).filter(lambda each: searchable(each).strip() != "")


@given(rows.map(lambda found: [row | {"action": None} for row in found]), plain_words, st.booleans())
def test_words_find_what_python_finds(found: list[dict[str, Any]], word: str, negated: bool) -> None:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    folded = searchable(word)
    digits = number_of(folded) if all(each in "0123456789+-(). /\u00a0" for each in folded) else ""

    def has(row: dict[str, Any]) -> bool:
        shown = seen(row) + number_texts(row)
        return any(folded in each or (digits != "" and digits in each) for each in shown)

    expected = [row["id"] for row in found if has(row) is not negated]
    assert keys(found, ("!" if negated else "") + f'"{escaped}"') == expected


@given(rows, st.sampled_from([">", "<", ">=", "<="]), st.integers(0, 5000), st.booleans())
def test_orders_of_numbers_find_what_python_finds(
    found: list[dict[str, Any]], sign: str, limit: int, negated: bool
) -> None:
    def holds(row: dict[str, Any]) -> bool:
        text = number_of(row.get("duration"))
        if not text:
            return False
        value = float(text)
        return {">": value > limit, "<": value < limit, ">=": value >= limit, "<=": value <= limit}[sign]

    expected = [row["id"] for row in found if holds(row) is not negated]
    assert keys(found, ("!" if negated else "") + f"duration{sign}{limit}") == expected


@given(rows, texts)
def test_a_field_is_found_by_its_whole_value(found: list[dict[str, Any]], value: str) -> None:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    column = THINGS.column("name")
    assert column is not None
    same = [row["id"] for row in found if searchable(words(value_of(column, row))) == searchable(value)]
    assert keys(found, f'name="{escaped}"') == same
    assert keys(found, f'name!="{escaped}"') == [row["id"] for row in found if row["id"] not in same]


ONE = thing(
    1,
    name="Ann Brück",
    site={"name": "Main Site"},
    status="no_answer",
    numbers=[{"number": "+14155550188"}],
    duration=90,
    members=14,
    date="2026-11-20T14:00:00Z",
    locked=True,
    action=7,
    note="x-1",
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "ann bruck",
        '"nn br"',
        "!voicemail",
        "(415)",
        '"(415) 555-01"',
        "415-555",
        "+1415",
        "noans",
        "call",
        "site:main",
        "site.name:MAIN",
        'site="main site"',
        "!site:east",
        "site:!east",
        "!site:!main",
        "status=no_answer",
        "status=noans",
        'status="no answer"',
        "status!=active",
        "number:0188",
        'number:"555-01"',
        "ext=8001",
        "ext>8000",
        "ext<=8001",
        "duration:90",
        "duration:1:30",
        "duration>1:29",
        "duration<2m",
        "duration>=90s",
        "duration<1h",
        "members:14",
        "!members:1",
        "date:2026-11",
        "date>2026-11-19",
        "date<2026-12",
        "locked:yes",
        "locked=true",
        "action:queue",
        "action=7",
        "note:x-",
        "note:x*",
        "note:*-1",
        "!note:*-2",
        "name:*",
        "!note=",
        "number:+1415*",
        "number:415*",
        "number:*01-88",
        "number=*0188",
        "number!=1416*",
        "+1415*",
        "(415)55*",
        "*0188",
        "ext:80*",
        "!ext:81*",
        "duration=1:30",
        "date>-24h",
        "id:k1",
        "missing",
    ],
)
def test_the_language_of_the_filter(text: str) -> None:
    assert keys([ONE], text) == ([] if text == "missing" else ["k1"])


@pytest.mark.parametrize("text", ["x-1", "k1", "90", "2026", "yes", "site:east", "members:1", "duration:9", "ext>8001"])
def test_words_look_at_names_and_numbers_only(text: str) -> None:
    assert keys([ONE], text) == []


RESULT = Resource(
    name="calls",
    title="Calls",
    singular="call",
    key="id",
    operations=Operations(list="accountCallHistory"),
    help="Calls to test with.",
    columns=(
        Column(
            "call_result",
            kind=Kind.STATUS,
            table="call_result",
            short=(("voicemail", "vm"), ("no_answer", "miss")),
            words=(("no_answer", "missed"),),
            alias="result",
        ),
    ),
)


@pytest.mark.parametrize("sign", ["", "result:", "result=", "call_result="])
@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("vm", ["v"]),
        ("voicemail", ["v"]),
        ("miss", ["n"]),
        ("missed", ["n"]),
        ('"no answer"', ["n"]),
        ("no_answer", ["n"]),
        ("mis", ["n"]),
    ],
)
def test_a_value_is_found_by_what_its_cell_shows_by_its_name_and_as_it_was_sent(
    sign: str, word: str, expected: list[str]
) -> None:
    found = [{"id": "v", "call_result": "voicemail"}, {"id": "n", "call_result": "no_answer"}]
    assert keys(found, sign + word, resource=RESULT) == ([] if word == "mis" and sign.endswith("=") else expected)


PACIFIC = Viewer(ZoneInfo("America/Los_Angeles"), NOW, sites={"main": SiteForm("801", 4), "east": SiteForm("802", 4)})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ext=8000", ["k1", "k2", "k4"]),
        ("ext=801-8000", ["k1"]),
        ("ext=8018000", ["k1"]),
        ("ext!=8000", ["k3"]),
        ("ext:8000", ["k1", "k2", "k4"]),
        ("ext:801-8000", ["k1"]),
        ("ext>8000", ["k3"]),
        ("ext>=8000", ["k1", "k2", "k3", "k4"]),
        ("ext<8001", ["k1", "k2", "k4"]),
        ("ext<90", []),
        ("ext>8018000", ["k2", "k3"]),
        ("ext<8018001", ["k1", "k4"]),
    ],
)
def test_extensions_are_compared_as_they_are_shown_and_as_complete_numbers(text: str, expected: list[str]) -> None:
    found = [thing(number, extension=ext) for number, ext in enumerate((8018000, 8028000, "8028001", 8000), 1)]
    assert keys(found, text, viewer=PACIFIC) == expected


def test_complete_extensions_are_compared_where_the_forms_of_the_sites_are_not_known() -> None:
    found = [thing(1, extension=8018000), thing(2, extension=8000)]
    assert keys(found, "ext=8000") == ["k2"]
    assert keys(found, "ext>8001") == ["k1"]
    unknown = replace(PACIFIC, sites={"main": SiteForm("801")})
    assert keys(found, "ext<=8000", viewer=unknown) == ["k1", "k2"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("date>12:00", ["k2"]),
        ("date>=12:00", ["k1", "k2"]),
        ("date<=12:00", ["k1", "k3"]),
        ("date<12:00", ["k3"]),
        ("date:12:00", ["k1"]),
        ("date=12:00:30", ["k1"]),
        ("date=12:00:31", []),
        ("date:2026-11-20", ["k1", "k4"]),
        ('date:"20 Nov"', ["k1", "k4"]),
        ('date:"20 Nov 12:00"', ["k1"]),
        ("date:yesterday", ["k1", "k4"]),
        ("date>2026-11", []),
        ("date>=2026-11", ["k1", "k2", "k4"]),
        ("date<2026-11", ["k3"]),
        ("date!=2026-07", ["k1", "k2", "k4", "k5", "k6"]),
        ("date>2026-11-20T20:00:30Z", ["k2"]),
        ("date=2026-11-20T20:00:30.5Z", ["k1"]),
        ("!date>2026-07-15", ["k3", "k5", "k6"]),
    ],
)
def test_times_are_compared_on_the_clock_and_the_calendar_of_the_viewer(text: str, expected: list[str]) -> None:
    values = (
        "2026-11-20T20:00:30.500Z",  # 12:00:30 PST
        "2026-11-22T07:59:59Z",  # 23:59:59 PST of the day before
        "2026-07-15T18:59:59Z",  # 11:59:59 PDT
        "2026-11-20",
        "soon",
        None,
    )
    found = [thing(number, date=value) for number, value in enumerate(values, 1)]
    assert keys(found, text, viewer=PACIFIC) == expected


def test_a_field_without_a_value_is_found_by_an_empty_one() -> None:
    found = [thing(1, site={"name": "Main"}), thing(2), thing(3, site={"name": ""})]
    assert keys(found, "site=") == ["k2", "k3"]
    assert keys(found, "!site=") == ["k1"]
    assert keys(found, "!duration>60") == ["k1", "k2", "k3"]


@pytest.mark.parametrize(
    ("text", "start", "end", "says"),
    [
        ("ann nme:x", 4, 9, "name"),
        ("ann !", 4, 5, "word"),
        ('ann ""', 4, 6, "nothing between the quotes"),
        ("site: x", 0, 5, "value"),
        ("x site>3", 2, 8, "number"),
        ("duration>long", 0, 13, "1:30"),
        ("members:many", 0, 12, "digits"),
        ("pin:1", 0, 5, "column"),
        ("https://example.com", 0, 19, "column"),
        ('ann name:"', 4, 10, "not closed"),
        ('ann "br', 4, 7, "not closed"),
        ("ann :", 4, 5, "no column before ':'"),
        ("!>=5 x", 0, 4, "no column before '>='"),
        ("x date>soon", 2, 11, "14:05"),
        ("date=25:00", 0, 10, "no time"),
        ("date:2026-13", 0, 12, "no time"),
    ],
)
def test_a_term_that_cannot_be_read_says_where_it_is_and_what_would_be_right(
    text: str, start: int, end: int, says: str
) -> None:
    with pytest.raises(FilterError) as caught:
        parse(text, THINGS)
    assert (caught.value.start, caught.value.end) == (start, end)
    assert says in str(caught.value)


@given(st.text())
def test_any_text_is_a_filter_or_an_error_within_the_text(text: str) -> None:
    place = (0, 1)
    try:
        parse(text, THINGS)
    except FilterError as error:
        place = (error.start, error.end)
    assert 0 <= place[0] < place[1] <= max(len(text), 1)


@given(st.lists(numbers, min_size=1, max_size=5))
def test_positions_and_windows_agree(values: list[float]) -> None:
    found = [thing(number, members=value) for number, value in enumerate(values)]
    connection, listing = stored(found)
    try:
        for name, sort in (("r", [Sort("members", descending=True)]), (None, [])):
            if name is not None:
                ranks.build(connection, name, listing, ranks.plan(SHAPE, LocalFilter(), sort))
            window = listings.window(connection, listing, name, 0, 100)
            places = [listings.position(connection, listing, name, each[0]) for each in window if each is not None]
            assert places == list(range(len(values)))
            assert listings.position(connection, listing, name, "nobody") is None
    finally:
        connection.close()


def test_a_window_costs_the_same_wherever_it_lies() -> None:
    found = [thing(number, members=number % 7) for number in range(3000)]
    connection, listing = stored(found)
    ranks.build(connection, "r", listing, ranks.plan(SHAPE, LocalFilter(), [Sort("members")]))

    def cost(name: str | None, start: int) -> int:
        steps = 0

        def count() -> int:
            nonlocal steps
            steps += 1
            return 0

        connection.set_progress_handler(count, 1)
        assert len(listings.window(connection, listing, name, start, 128)) == 128
        connection.set_progress_handler(None, 0)
        return steps

    for name in ("r", None):
        assert cost(name, 2800) <= cost(name, 0) * 1.02
        assert cost(name, 1400) <= cost(name, 0) * 1.02
    connection.close()


@pytest.mark.parametrize("text", ['":"', '!":x"', '">=5"', '"a:b"'])
def test_what_is_in_quotes_is_a_word_whatever_it_begins_with(text: str) -> None:
    assert keys([{"id": "k1", "name": "x > y :x >=5 a:b"}], text) == ([] if text.startswith("!") else ["k1"])
