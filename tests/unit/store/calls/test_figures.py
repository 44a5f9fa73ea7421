"""Calls counted by the store are those that plain Python counts."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.store.calls.history import NOW, ROWS, VIEWER, shown
from ztui.resources.call_history import CALL_HISTORY
from ztui.resources.outcomes import outcome
from ztui.services.filters import parse
from ztui.store.calls.keys import EPOCH
from ztui.store.figures import Counted, Figures
from ztui.store.terms import LocalFilter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ztui.store.calls.calls import Calls

PATHS = {
    "call_result": ("call_result",),
    "direction": ("direction",),
    "international": ("international",),
    "site_name": ("site_name",),
    "outcome": ("outcome",),
    "sbc_name": ("sbc_name",),
    "duration": ("duration",),
    "caller_did_number": ("caller_did_number",),
    "callee_ext_number": ("callee_ext_number",),
}
FILTERS = ["", "dur>30", "support", "ann !west", "result=missed", "from:ann from:bo", "time>2026-11-01", "xyzzy"]


async def passed(calls: Calls, text: str) -> list[dict[str, Any]]:
    found = set(await shown(calls, text))
    return [each for each in ROWS if each["call_history_uuid"] in found]


def counted(rows: Sequence[dict[str, Any]]) -> Figures:
    """Count in plain Python."""
    outcomes = [outcome(each) for each in rows]
    return Figures(
        len(rows),
        outcomes.count("answered"),
        outcomes.count("missed"),
        sum(each["duration"] for each in rows),
        len(rows),
    )


def by(rows: Sequence[dict[str, Any]], *names: str) -> dict[tuple[Any, ...], Figures]:
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        told = row | {"outcome": outcome(row)}
        groups[tuple(None if told.get(each) == "" else told.get(each) for each in names)].append(row)
    return {key: counted(each) for key, each in groups.items()}


@pytest.mark.parametrize("path", ["caller_name", "callee_did_number", "call_result", "duration", "outcome"])
@pytest.mark.parametrize("text", FILTERS)
async def test_with_values_come_the_totals_of_all_also_of_those_left_out(calls: Calls, path: str, text: str) -> None:
    wanted = parse(text, CALL_HISTORY, VIEWER)
    found = await calls.frequency(path, wanted, most=1)
    assert found.whole == await calls.totals(wanted)


@pytest.mark.parametrize("text", FILTERS)
async def test_totals_are_those_of_the_calls_that_pass(calls: Calls, text: str) -> None:
    assert await calls.totals(parse(text, CALL_HISTORY, VIEWER)) == counted(await passed(calls, text))


@pytest.mark.parametrize("text", FILTERS)
@pytest.mark.parametrize("path", PATHS)
async def test_values_of_a_column_are_counted_most_calls_first(calls: Calls, path: str, text: str) -> None:
    wanted = by(await passed(calls, text), *PATHS[path])
    found = await calls.frequency(path, parse(text, CALL_HISTORY, VIEWER))
    assert {tuple(each.row.get(name) for name in PATHS[path]): each.figures for each in found.most} == wanted
    assert found.values == len(found.most)
    assert [each.figures.calls for each in found.most] == sorted((each.calls for each in wanted.values()), reverse=True)
    some = await calls.frequency(path, parse(text, CALL_HISTORY, VIEWER), most=2)
    assert (some.most, some.values) == (found.most[:2], found.values)


@pytest.mark.parametrize("text", FILTERS)
@pytest.mark.parametrize("side", ["caller", "callee"])
async def test_parties_are_told_by_their_extension_and_without_one_by_their_number(
    calls: Calls, side: str, text: str
) -> None:
    names = (f"{side}_name", f"{side}_ext_number", f"{side}_did_number")
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in await passed(calls, text):
        name, extension, number = (row.get(each) or None for each in names)
        hides = side == "caller" and bool(row.get("hide_caller_id")) and not extension
        groups[(None,) * 3 if hides else (name, extension, None if extension else number), hides].append(row)
    found = await calls.frequency(f"{side}_name", parse(text, CALL_HISTORY, VIEWER))
    assert {
        (tuple(each.row.get(name) for name in names), each.row.get("hide_caller_id", False)): each.figures
        for each in found.most
    } == {key: counted(rows) for key, rows in groups.items()}
    assert found.values == len(groups)


@pytest.mark.parametrize("text", FILTERS)
async def test_calls_are_counted_by_what_became_of_them(calls: Calls, text: str) -> None:
    rows = await passed(calls, text)
    found = await calls.frequency("outcome", parse(text, CALL_HISTORY, VIEWER))
    wanted = {
        each: [row for row in rows if (outcome(row) or "other") == each] for each in ("answered", "missed", "other")
    }
    assert {each.row["outcome"]: each.figures for each in found.most} == {
        name: counted(each) for name, each in wanted.items() if each
    }


async def test_of_a_few_calls_those_that_pass_are_told(calls: Calls) -> None:
    ids = [each["call_history_uuid"] for each in ROWS[:30]]
    wanted = await shown(calls, "support")
    found = await calls.among([*ids, "20260101-no-such-call"], parse("support", CALL_HISTORY, VIEWER))
    assert found == {each for each in ids if each in wanted}


async def test_callers_who_hide_their_number_are_one(calls: Calls) -> None:
    found = await calls.frequency("caller_name", LocalFilter())
    hidden = [each for each in found.most if each.row.get("hide_caller_id")]
    wanted = [each for each in ROWS if each.get("hide_caller_id") and not each.get("caller_ext_number")]
    assert hidden == [Counted({"hide_caller_id": True}, counted(wanted))]
    assert sum(each.figures.calls for each in found.most) == len(ROWS)


@pytest.mark.parametrize("text", FILTERS)
async def test_stretches_of_time_have_the_calls_that_began_in_them(calls: Calls, text: str) -> None:
    rows: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in await passed(calls, text):
        rows[(int(datetime.fromisoformat(row["start_time"]).timestamp()) - EPOCH) // 900 * 900].append(row)
    found = await calls.histogram(900, parse(text, CALL_HISTORY, VIEWER))
    assert found == [(start, counted(each)) for start, each in sorted(rows.items())]


async def test_a_span_bounds_what_is_counted(calls: Calls) -> None:
    first = int(datetime(2026, 11, 1, tzinfo=UTC).timestamp()) - EPOCH
    span = (first, first + 86_400)
    rows = [each for each in ROWS if each["start_time"].startswith("2026-11-01")]
    assert await calls.totals(LocalFilter(), span=span) == counted(rows)
    found = await calls.frequency("direction", LocalFilter(), span=span)
    assert {(each.row["direction"],): each.figures for each in found.most} == by(rows, "direction")
    assert sum(each.calls for _, each in await calls.histogram(3600, LocalFilter(), span=span)) == len(rows)


async def test_an_empty_store_counts_nothing(calls: Calls) -> None:
    span = (int(NOW.timestamp()) - EPOCH + 60, int(NOW.timestamp()) - EPOCH + 120)
    assert await calls.totals(LocalFilter(), span=span) == Figures()
    assert (Figures().share, Figures().average) == (None, None)
    assert (await calls.frequency("caller_name", LocalFilter(), span=span)).most == ()
    assert await calls.histogram(60, LocalFilter(), span=span) == []


@pytest.mark.parametrize("path", ["start_time", "call_id", "nothing"])
async def test_times_and_ids_are_not_grouped(calls: Calls, path: str) -> None:
    with pytest.raises(KeyError):
        await calls.frequency(path, LocalFilter())
