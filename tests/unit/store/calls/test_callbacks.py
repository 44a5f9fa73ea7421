"""Who is to be called back, and a party's whole story, are what plain Python finds among the same calls."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.store.calls.callers import DAYS, NUMBERS, ROWS, callbacks, number_of, second
from tests.unit.store.calls.history import NOW, VIEWER, ids, shown
from tests.unit.store.samples import StillClock
from ztui.resources.call_history import CALL_HISTORY
from ztui.resources.outcomes import ANSWERED, MISSED
from ztui.services.calls.windows import second_of
from ztui.services.filters import parse
from ztui.store.calls import callbacks as in_sql
from ztui.store.calls import stories
from ztui.store.calls.callbacks import ORDERS, Caller, Callers
from ztui.store.calls.calls import Calls
from ztui.store.calls.stories import Subject
from ztui.store.terms import LocalFilter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

END = second_of(NOW) + 1
FILTERS = ["", "result:voicemail", "to:8101", "ann", "!dur>60", "xyzzy"]


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calls]:
    made = Calls(tmp_path_factory.mktemp("calls") / "calls.sqlite", StillClock())
    asyncio.run(made.add(ROWS))
    yield made
    asyncio.run(made.close())


@pytest.fixture(scope="module")
def passing(calls: Calls) -> Callable[[str], set[str]]:
    known = {text: set(asyncio.run(shown(calls, text))) for text in FILTERS}
    return known.__getitem__


async def asked(calls: Calls, span: tuple[int, int] | None, text: str = "", order: str = "last") -> Any:
    rank, found = await calls.callers(parse(text, CALL_HISTORY, VIEWER), span, order)
    rows = await calls.callers_at(rank, 0, found.count + 1)
    calls.drop_callers(rank)
    return found, [each for each in rows if each is not None]


def key(each: Caller) -> str:
    return number_of(each.last, "caller")


def in_order(rows: list[Caller], order: str) -> list[Any]:
    keys: dict[str, Callable[[Caller], Any]] = {
        "last": lambda each: -second(each.last),
        "first": lambda each: each.first,
        "tries": lambda each: (-each.tries, -second(each.last)),
        "voicemails": lambda each: (-each.voicemails, -second(each.last)),
    }
    return [keys[order](each) for each in rows]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_callers_to_be_called_back_are_those_that_plain_python_finds(
    calls: Calls, passing: Callable[[str], set[str]], data: st.DataObject
) -> None:
    ends = sorted(END - each for each in data.draw(st.tuples(*[st.integers(0, DAYS * 86_400)] * 2)))
    text, order = data.draw(st.sampled_from(FILTERS)), data.draw(st.sampled_from(sorted(ORDERS)))
    span = (ends[0], ends[1])
    wanted = callbacks(ROWS, span, passing(text))
    found, rows = asyncio.run(asked(calls, span, text, order))
    tries = sum(map(len, wanted.tries.values()))
    assert found == Callers(len(wanted.tries), tries, wanted.done, wanted.withheld, wanted.inside)
    assert {key(each): (each.tries, each.first, second(each.last), each.voicemails) for each in rows} == {
        number: (len(each), min(each), max(each), wanted.voicemails[number]) for number, each in wanted.tries.items()
    }
    assert in_order(rows, order) == sorted(in_order(rows, order))


def test_calls_of_many_parties_are_gone_through_instead_of_looked_up(
    calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = asyncio.run(asked(calls, None))
    story = asyncio.run(told(calls, Subject(NUMBERS[0][1:])))
    for module in (in_sql, stories):
        monkeypatch.setattr(module, "FEW", 0)
    assert asyncio.run(asked(calls, None)) == few
    assert asyncio.run(told(calls, Subject(NUMBERS[0][1:]))) == story


def test_a_caller_is_named_by_whatever_call_knew_the_name_and_tells_whom_it_tried_to_reach(calls: Calls) -> None:
    _, rows = asyncio.run(asked(calls, None))
    for each in rows:
        named = {
            row.get(f"{side}_name")
            for row in ROWS
            for side in ("caller", "callee")
            if number_of(row, side) == key(each)
        }
        assert each.name in named if named - {None} else not each.name
        opens = [
            row
            for row in sorted(ROWS, key=second, reverse=True)
            if number_of(row, "caller") == key(each) and row["direction"] == "inbound" and second(row) >= each.first
            and row["call_result"] in MISSED
        ]  # fmt: skip
        whom = {
            (row.get("callee_name", ""), row["callee_ext_number"], row.get("callee_did_number", "")) for row in opens
        }
        assert set(each.called) <= whom
        assert len(each.called) + each.others == len(whom)
        assert each.called[0][1] == each.last["callee_ext_number"]


async def told(calls: Calls, subject: Subject, text: str = "") -> Any:
    rank, story = await calls.story(subject, parse(text, CALL_HISTORY, VIEWER))
    rows = await calls.window(rank, 0, story.count + 1)
    calls.drop(rank)
    return story, [each for each in rows if each is not None]


def takes_part(row: dict[str, Any], side: str, subject: Subject) -> bool:
    if subject.number:
        return number_of(row, side) == subject.number
    return subject.extension == row.get(f"{side}_ext_number")


@pytest.mark.parametrize("text", FILTERS)
@pytest.mark.parametrize("subject", [*(Subject(each[1:]) for each in NUMBERS[:4]), Subject(extension="8008102")])
def test_a_story_has_all_calls_of_its_party_and_their_sums(
    calls: Calls, passing: Callable[[str], set[str]], subject: Subject, text: str
) -> None:
    story, rows = asyncio.run(told(calls, subject, text))
    mine = [row for row in ROWS if takes_part(row, "caller", subject) or takes_part(row, "callee", subject)]
    assert sorted(ids(rows)) == sorted({row["call_history_uuid"] for row in mine} & passing(text))
    assert [second(each) for each in rows] == sorted(map(second, rows), reverse=True)
    assert (story.count, story.calls) == (len(rows), len(mine))
    assert story.begun == sum(takes_part(row, "caller", subject) for row in mine)
    assert story.got == sum(takes_part(row, "callee", subject) for row in mine)
    assert story.answered == sum(row["call_result"] in ANSWERED for row in mine)
    assert story.missed == sum(row["direction"] == "inbound" and row["call_result"] in MISSED for row in mine)
    assert story.voicemails == sum(row["call_result"] == "voicemail" for row in mine)
    assert story.recorded == sum(row["recording_status"] == "recorded" for row in mine)
    assert story.seconds == sum(row["duration"] for row in mine)
    assert (story.first, story.last) == (min(map(second, mine)), max(map(second, mine)))
    assert all(each[3] for each in story.others)


def test_an_extension_is_the_same_by_its_id(calls: Calls) -> None:
    by_number = asyncio.run(told(calls, Subject(extension="8008102")))
    assert asyncio.run(told(calls, Subject(id="id-8102"))) == by_number


def test_nobody_has_no_story_and_an_empty_store_nobody_to_call_back(calls: Calls) -> None:
    story, rows = asyncio.run(told(calls, Subject()))
    assert (story.calls, story.first, rows) == (0, None, [])
    found, rows = asyncio.run(asked(calls, (0, 1)))
    assert (found, rows) == (Callers(), [])


def test_what_an_order_made_is_let_go_of(calls: Calls) -> None:
    async def run() -> list[str]:
        rank, _ = await calls.callers(LocalFilter(), None)
        calls.drop_callers(rank)
        lane = calls._readers.of(rank)
        return await lane.run(lambda each: [row[0] for row in each.execute("select name from temp.sqlite_master")])

    assert not [each for each in asyncio.run(run()) if each.startswith(("callers", "story"))]
