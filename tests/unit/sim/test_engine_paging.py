"""Pages: every row once, tokens bound to their query and dead after a quarter of an hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.sim.asgi import Caller, sim
from ztui.contract.catalogue import operation
from ztui.sim.handling import Context, Listed, Refusal
from ztui.sim.paging import Pager, asked_page
from ztui.sim.shape import shaped

if TYPE_CHECKING:
    from ztui.sim.world.world import World

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
NO_WORLD = cast("World", None)


def context(name: str = "listCallQueues", query: dict[str, Any] | None = None, now: datetime = NOW) -> Context:
    return Context(NO_WORLD, operation(name), "master", {}, query or {}, None, now)


def page(rows: int, size: int, token: str = "", *, name: str = "listCallQueues", now: datetime = NOW) -> dict[str, Any]:
    listed = Listed([{"id": str(place)} for place in range(rows)])
    answer: dict[str, Any] = shaped(context(name, now=now), listed, Pager(1), (size, token, None))
    return answer


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
    token = pager.token(context(query={"site_id": "a"}), 10, 10)
    assert pager.cut(context(query={"site_id": "a"}), 10, token, None).start == 10
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
    token = pager.token(context(name), 10, 10)
    assert pager.cut(context(name, now=NOW + timedelta(minutes=15)), 10, token, None).start == 10
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
