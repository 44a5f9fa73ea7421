"""Pages: every row once, tokens bound to their query and dead after a quarter of an hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.sim.asgi import Caller, sim
from ztui.contract.catalogue import Paging, operation, operations
from ztui.contract.limits import page_size
from ztui.sim.handling import Context, Listed, Refusal
from ztui.sim.paging import Cut, Pager, asked_page, most_rows
from ztui.sim.shape import shaped

if TYPE_CHECKING:
    from ztui.sim.world.world import World

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
NO_WORLD = cast("World", None)


def context(name: str = "listCallQueues", query: dict[str, Any] | None = None, now: datetime = NOW) -> Context:
    return Context(NO_WORLD, operation(name), "master", {}, query or {}, None, now)


def page(rows: int, size: int, token: str = "", *, name: str = "listCallQueues", now: datetime = NOW) -> dict[str, Any]:
    listed = Listed([{"id": str(place)} for place in range(rows)])
    pager, asked = Pager(1), context(name, now=now)
    answer: dict[str, Any] = shaped(asked, listed, pager, pager.cut(asked, size, token, None))
    return answer


def token_of(pager: Pager, asked: Context, size: int = 10) -> str:
    """Give the token of the second page."""
    return pager.token(asked, cut_of(pager, asked, size))


def cut_of(pager: Pager, asked: Context, size: int = 10, token: str = "") -> Cut:
    cut = pager.cut(asked, size, token, None)
    assert cut is not None
    return cut


@given(st.integers(0, 400), st.integers(1, 100))
def test_following_the_tokens_gives_every_row_once_and_in_order(rows: int, size: int) -> None:
    seen: list[str] = []
    token = ""
    while True:
        answer = page(rows, size, token)
        got = [each["id"] for each in answer["call_queues"]]
        assert len(got) <= size
        assert answer["total_records"] == rows
        assert answer["page_size"] == size
        seen += got
        token = answer["next_page_token"]
        if not token:
            break
        assert len(got) == size
    assert seen == [str(place) for place in range(rows)]


@given(st.data())
def test_a_token_that_was_changed_anywhere_is_refused(data: st.DataObject) -> None:
    token = page(100, 10)["next_page_token"]
    place = data.draw(st.integers(0, len(token) - 1))
    letter = data.draw(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"))
    changed = token[:place] + letter + token[place + 1 :]
    if changed == token:
        assert page(100, 10, changed)["call_queues"][0]["id"] == "10"
        return
    with pytest.raises(Refusal) as caught:
        page(100, 10, changed)
    assert caught.value.http == 400


@given(st.text(max_size=60))
def test_any_other_text_is_no_token(text: str) -> None:
    if text:
        with pytest.raises(Refusal):
            page(100, 10, text)


def test_a_token_serves_its_own_query_size_operation_and_account_only() -> None:
    pager = Pager(1)
    token = token_of(pager, context(query={"site_id": "a"}))
    assert cut_of(pager, context(query={"site_id": "a"}), 10, token).start == 10
    others = [
        (context(query={"site_id": "b"}), 10),
        (context(query={}), 10),
        (context(query={"site_id": "a"}), 20),
        (context("listPhoneSites", query={"site_id": "a"}), 10),
    ]
    for other, size in others:
        with pytest.raises(Refusal):
            pager.cut(other, size, token, None)
    with pytest.raises(Refusal):
        Pager(2).cut(context(query={"site_id": "a"}), 10, token, None)


@pytest.mark.parametrize(
    ("name", "code"),
    [("listCallQueues", 300), ("listPhoneNumbers", 1003100), ("listPhoneUsers", 400), ("accountCallHistory", 300)],
)
def test_a_token_is_dead_after_fifteen_minutes_with_the_code_of_its_family(name: str, code: int) -> None:
    pager = Pager(1)
    token = token_of(pager, context(name))
    assert cut_of(pager, context(name, now=NOW + timedelta(minutes=15)), 10, token).start == 10
    with pytest.raises(Refusal) as caught:
        pager.cut(context(name, now=NOW + timedelta(minutes=15, seconds=1)), 10, token, None)
    assert (caught.value.http, caught.value.code) == (400, code)
    assert "invalid or expired" in caught.value.message


def test_a_list_without_a_total_in_its_schema_does_not_tell_one() -> None:
    assert "total_records" not in page(100, 30, name="listPhoneNumbers")


def test_sizes_are_the_operations_own() -> None:
    assert asked_page(operation("listCallQueues"), {})[0] == 30
    assert asked_page(operation("listCallQueues"), {"page_size": "100"})[0] == 100
    assert asked_page(operation("listPhoneSites"), {"page_size": "300"})[0] == 300
    with pytest.raises(Refusal):
        asked_page(operation("listCallQueues"), {"page_size": "101"})


@pytest.mark.parametrize(
    "name",
    [
        "phoneUserCallLogs",
        "phoneUserVoiceMails",
        "phoneUserRecordings",
        "listUserOutboundCallingExceptionRule",
        "ListAccountLevelInboundBlockRules",
    ],
)
def test_a_page_holds_no_more_rows_than_its_schema_allows_and_the_rest_follows(name: str) -> None:
    known, pager = operation(name), Pager(1)
    bounds = page_size(known)
    assert bounds is not None
    assert (bounds.maximum, most_rows(name)) == (300, 100)
    listed = Listed([{"id": str(place)} for place in range(250)])
    asked = context(name)
    sizes, token = [], ""
    while True:
        answer = shaped(asked, listed, pager, pager.cut(asked, 300, token, None))
        sizes.append(len(answer[known.items_key]))
        assert answer.get("page_size", 100) == 100
        token = answer["next_page_token"]
        if not token:
            break
    assert sizes == [100, 100, 50]


def test_no_page_can_be_larger_than_its_schema() -> None:
    pager = Pager(1)
    for known in operations().values():
        bounds = page_size(known)
        if known.paging is Paging.TOKEN and known.is_read and bounds is not None:
            rows = (known.detail().response_schema or {})["properties"][known.items_key]
            assert cut_of(pager, context(known.id), bounds.maximum).stop <= rows.get("maxItems", bounds.maximum)


async def test_while_the_clock_runs_new_calls_do_not_repeat_rows_of_older_ones() -> None:
    caller, engine = await sim(calls="20000")
    query: dict[str, Any] = {"page_size": 20, "from": "2026-11-20", "to": "2026-11-21"}
    quiet = await _all(caller, "/phone/call_history", "call_history", query)
    assert len(quiet) > 60
    keys, token = [], ""
    while True:
        sent = query | ({"next_page_token": token} if token else {})
        answer = (await caller.get("/phone/call_history", sent)).data
        keys += [each["call_history_uuid"] for each in answer["call_history"]]
        token = answer["next_page_token"]
        engine.clock.advance(600)
        await caller.log_in()
        if not token:
            break
    assert keys == [each["call_history_uuid"] for each in quiet]
    newer = (await caller.get("/phone/call_history", query)).data["call_history"]
    assert newer[0]["call_history_uuid"] not in keys


async def test_a_token_lives_from_its_own_page_and_not_from_the_first_one() -> None:
    caller, engine = await sim()
    token = ""
    for _ in range(4):
        got = await caller.get("/phone/users", {"page_size": 5} | ({"next_page_token": token} if token else {}))
        assert got.status == 200
        token = got.data["next_page_token"]
        engine.clock.advance(14 * 60)


async def test_older_lists_take_a_page_number_and_tell_it() -> None:
    caller, _ = await sim(accounts="5")
    second = (await caller.get("/accounts", {"page_size": 2, "page_number": 2})).data
    everything = (await caller.get("/accounts", {"page_size": 30})).data["accounts"]
    assert (second["page_number"], second["page_count"]) == (2, 3)
    assert second["accounts"] == everything[2:4]


async def _all(caller: Caller, path: str, key: str, query: dict[str, Any]) -> list[Any]:
    rows: list[Any] = []
    token = ""
    while True:
        answer = (await caller.get(path, query | ({"next_page_token": token} if token else {}))).data
        rows += answer[key]
        token = answer["next_page_token"]
        if not token:
            return rows


async def test_pages_over_the_wire_are_the_whole_list() -> None:
    caller, _ = await sim()
    users = await _all(caller, "/phone/users", "users", {"page_size": 7})
    assert len(users) == len({each["id"] for each in users}) == 40


async def test_until_november_call_history_sends_the_older_array_beside_the_new_one() -> None:
    before, _ = await sim(now="2026-10-15T12:00:00Z")
    query = {"from": "2026-10-01", "to": "2026-10-14", "page_size": 5}
    both = (await before.get("/phone/call_history", query)).data
    assert [each["id"] for each in both["call_logs"]] == [each["call_history_uuid"] for each in both["call_history"]]
    after, _ = await sim()
    assert "call_logs" not in (await after.get("/phone/call_history")).data
