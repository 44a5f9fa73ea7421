from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.zoom.box import Asked, Box, Reply, client_of
from ztui.contract.catalogue import operation
from ztui.core.errors import Invalid, NotFound, ServerError
from ztui.zoom.paging import Bare, Page, walk

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Row = dict[str, Any]
EXPIRED = (
    Reply(400, {"code": 300, "message": "The next page token is invalid or expired."}),
    Reply(400, {"code": 400, "message": "The next_page_token has expired"}),
    Reply(400, {"code": 1003100, "message": "Invalid next page token"}),
    Reply(400, {"code": 300, "message": "no", "errors": [{"field": "x", "message": "next_page_token: expired"}]}),
)


def pages_of(pages: list[list[Row]], **extra: Any) -> list[Reply | Exception]:
    ends = [f"t{number}" for number in range(1, len(pages))] + [""]
    return [
        Reply(body={"call_queues": page, "next_page_token": end, **extra})
        for page, end in zip(pages, ends, strict=True)
    ]


async def collect(
    box: Box, folder: Path, operation_id: str = "listCallQueues", into: list[Row] | None = None, **options: Any
) -> list[Page]:
    pages = []
    async for page in client_of(box, folder, plan="none").pages(operation_id, **options):
        pages.append(page)
        if into is not None:
            into.extend(page.rows)
    return pages


def rows_of(pages: list[Page]) -> list[Row]:
    return [row for page in pages for row in page.rows]


A, B, C = {"id": "a"}, {"id": "b"}, {"id": "c"}


async def test_pages_come_in_order_with_their_progress(tmp_path: Path) -> None:
    box = Box(pages_of([[A, B], [], [C]], total_records=3))
    pages = await collect(box, tmp_path)
    assert [page.rows for page in pages] == [(A, B), (), (C,)]
    assert [(page.number, page.seen, page.total, page.last) for page in pages] == [
        (1, 2, 3, False),
        (2, 2, 3, False),
        (3, 3, 3, True),
    ]


async def test_the_token_goes_with_the_same_parameters_and_the_largest_page(tmp_path: Path) -> None:
    box = Box(pages_of([[A], [B], [C]]))
    await collect(box, tmp_path, query={"site_id": "s", "department": ["x", "y"]})
    fixed = [("site_id", "s"), ("department", "x"), ("department", "y"), ("page_size", "100")]
    assert [asked.query for asked in box.asked] == [
        fixed,
        [*fixed, ("next_page_token", "t1")],
        [*fixed, ("next_page_token", "t2")],
    ]


@pytest.mark.parametrize(
    ("operation_id", "wanted", "sent"),
    [("listPhoneNumbers", None, "200"), ("listPhoneNumbers", 5, "5"), ("listPhoneNumbers", 999, "200")],
)
async def test_the_page_size_keeps_to_the_contract(
    tmp_path: Path, operation_id: str, wanted: int | None, sent: str
) -> None:
    box = Box([Reply(body={"numbers": []})])
    await collect(box, tmp_path, operation_id, page_size=wanted)
    assert box.asked[0].args == {"page_size": sent}


async def test_a_list_that_declares_no_page_size_is_paged_by_its_token(tmp_path: Path) -> None:
    box = Box(
        [Reply(body={"call_queue_members": [A], "next_page_token": "t"}), Reply(body={"call_queue_members": [B]})]
    )
    pages = await collect(box, tmp_path, "listCallQueueMembers", path={"callQueueId": "q"})
    assert rows_of(pages) == [A, B]
    assert [asked.query for asked in box.asked] == [[], [("next_page_token", "t")]]


@pytest.mark.parametrize("token", ["", " ", None, 5, []])
async def test_a_missing_empty_or_strange_token_ends_the_list(tmp_path: Path, token: object) -> None:
    box = Box([Reply(body={"call_queues": [A], "next_page_token": token})])
    assert [page.last for page in await collect(box, tmp_path)] == [True]


@pytest.mark.parametrize(
    ("operation_id", "body", "rows"),
    [
        ("accountCallHistory", {"call_history": [A], "call_logs": [B]}, [A]),
        ("accountCallHistory", {"call_logs": [B]}, [B]),
        ("accountCallHistory", {"call_history": None, "call_logs": [B]}, [B]),
        ("accountCallHistory", {"call_history": [], "call_logs": [B]}, [B]),
        ("listSIPTrunks", {"sip_trunks": [A]}, [A]),
        ("listCallQueues", [A, B], [A, B]),
    ],
)
async def test_rows_are_found_under_their_key_the_older_one_or_bare(
    tmp_path: Path, operation_id: str, body: object, rows: list[Row]
) -> None:
    assert rows_of(await collect(Box([Reply(body=body)]), tmp_path, operation_id)) == rows


async def test_bare_texts_are_wrapped_and_other_things_counted(tmp_path: Path) -> None:
    body = {"call_queues": ["+12065550100", 7, None, [], True, A]}
    pages = await collect(Box([Reply(body=body)]), tmp_path)
    assert rows_of(pages) == [{"value": "+12065550100"}, {"value": 7}, A]
    assert [type(each) is Bare for each in pages[0].rows] == [True, True, False]
    assert (pages[0].odd, pages[0].strays) == (3, (None, [], True))


@pytest.mark.parametrize("body", [{}, {"call_queues": None}, {"call_queues": "x"}, None, "text", 5])
async def test_an_answer_without_its_array_is_an_empty_page_and_counted(tmp_path: Path, body: object) -> None:
    pages = await collect(Box([Reply(body=body)]), tmp_path)
    assert [(page.rows, page.odd, page.last) for page in pages] == [((), 1, True)]


@pytest.mark.parametrize(
    ("told", "total"), [(7, 7), (7.0, 7), ("7", 7), (-1, None), ("x", None), (True, None), (None, None)]
)
async def test_the_total_is_given_where_zoom_gives_a_usable_one(
    tmp_path: Path, told: object, total: int | None
) -> None:
    pages = await collect(Box([Reply(body={"call_queues": [], "total_records": told})]), tmp_path)
    assert pages[0].total == total


@pytest.mark.parametrize("expired", EXPIRED)
async def test_after_an_expired_token_the_list_starts_again_and_nothing_comes_twice(
    tmp_path: Path, expired: Reply
) -> None:
    box = Box([*pages_of([[A, B], [C]])[:1], expired, *pages_of([[A, B], [C]])])
    pages = await collect(box, tmp_path)
    assert rows_of(pages) == [A, B, C]
    assert [(page.rows, page.restarted, page.number) for page in pages] == [
        ((A, B), False, 1),
        ((), True, 2),
        ((C,), True, 3),
    ]


async def test_a_list_whose_token_always_expires_ends_with_the_error_and_keeps_its_rows(tmp_path: Path) -> None:
    def behave(asked: Asked) -> Reply:
        if "next_page_token" in asked.args:
            return EXPIRED[0]
        return Reply(body={"call_queues": [A], "next_page_token": "t"})

    box = Box(behave)
    rows: list[Row] = []
    with pytest.raises(Invalid, match="expired"):
        await collect(box, tmp_path, into=rows)
    assert rows == [A]
    assert len(box.asked) < 20


async def test_another_error_in_the_middle_is_passed_on(tmp_path: Path) -> None:
    box = Box([*pages_of([[A], [B]])[:1], Reply(404, {"message": "gone"})])
    rows: list[Row] = []
    with pytest.raises(NotFound):
        await collect(box, tmp_path, into=rows)
    assert rows == [A]


async def test_an_error_about_tokens_on_the_first_page_is_no_reason_to_start_again(tmp_path: Path) -> None:
    box = Box([EXPIRED[0]])
    with pytest.raises(Invalid):
        await collect(box, tmp_path)
    assert len(box.asked) == 1


async def test_a_list_that_goes_in_circles_is_left(tmp_path: Path) -> None:
    box = Box(lambda _: Reply(body={"call_queues": [A, A], "next_page_token": "same"}))
    rows: list[Row] = []
    with pytest.raises(ServerError, match="repeats itself"):
        await collect(box, tmp_path, into=rows)
    assert len(box.asked) <= 4
    assert A in rows


async def test_a_circle_after_all_rows_is_the_end(tmp_path: Path) -> None:
    box = Box(lambda _: Reply(body={"call_queues": [A], "next_page_token": "same", "total_records": 1}))
    pages = await collect(box, tmp_path, key=lambda row: row["id"])
    assert rows_of(pages) == [A]
    assert pages[-1].last


async def test_one_token_for_all_pages_is_no_circle_while_rows_are_new(tmp_path: Path) -> None:
    bodies = [{"call_queues": [row], "next_page_token": "same"} for row in (A, B, C)]
    box = Box([Reply(body=body) for body in [*bodies, {"call_queues": [{"id": "d"}]}]])
    assert rows_of(await collect(box, tmp_path)) == [A, B, C, {"id": "d"}]


async def test_empty_pages_without_end_are_left(tmp_path: Path) -> None:
    numbers = iter(range(10_000))
    box = Box(lambda _: Reply(body={"call_queues": [], "next_page_token": f"t{next(numbers)}"}))
    with pytest.raises(ServerError, match="repeats itself"):
        await collect(box, tmp_path)


async def test_a_row_that_moved_to_a_later_page_comes_once_when_rows_have_a_key(tmp_path: Path) -> None:
    box = Box(pages_of([[A, B], [{"id": "b", "name": "renamed"}, C]]))
    assert rows_of(await collect(box, tmp_path, key=lambda row: row["id"])) == [A, B, C]


async def test_rows_without_a_key_that_are_equal_are_all_given(tmp_path: Path) -> None:
    box = Box(pages_of([[{}, {}], [{}, A]]))
    assert rows_of(await collect(box, tmp_path, key=lambda row: row["id"])) == [{}, {}, {}, A]


async def test_an_operation_that_gives_no_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="no list"):
        await collect(Box(), tmp_path, "getACallQueue", path={"callQueueId": "q"})


ROWS = st.lists(st.integers(0, 6) | st.integers(100, 10_000), max_size=40)


@given(
    rows=ROWS,
    cuts=st.lists(st.integers(0, 5), min_size=1, max_size=8),
    expiries=st.lists(st.integers(1, 25), max_size=4, unique=True),
    keyed=st.booleans(),
)
def test_any_layout_of_pages_with_tokens_expiring_anywhere_gives_exactly_the_rows(
    rows: list[int], cuts: list[int], expiries: list[int], keyed: bool
) -> None:
    values = list(dict.fromkeys(rows)) if keyed else rows
    data = [{"id": str(value), "nested": {"v": [value]}} for value in values]
    layout = _layout(data, cuts)
    calls = 0

    async def ask(query: Mapping[str, Any]) -> Any:
        nonlocal calls
        calls += 1
        token = query.get("next_page_token", "")
        if token and calls in expiries:
            raise Invalid("Zoom refuses it: The next page token is invalid or expired.", http=400)
        number = int(token[1:]) if token else 0
        end = f"p{number + 1}" if number + 1 < len(layout) else ""
        return {"call_queues": layout[number], "next_page_token": end}

    async def run() -> list[Page]:
        key = (lambda row: str(row["id"])) if keyed else None
        return [page async for page in walk(operation("listCallQueues"), ask, {}, page_size=None, key=key)]

    pages = asyncio.run(run())
    assert rows_of(pages) == data if keyed else Counter(map(str, rows_of(pages))) == Counter(map(str, data))
    assert pages[-1].seen == len(data)
    assert [page.last for page in pages] == [False] * (len(pages) - 1) + [True]
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))


def _layout(data: list[Row], cuts: list[int]) -> list[list[Row]]:
    """Cut the rows into pages of the sizes given, over and over; sizes of 0 make empty pages."""
    pages: list[list[Row]] = []
    start = turn = 0
    while start < len(data) and turn < 200:
        size = cuts[turn % len(cuts)] if any(cuts) else 1
        pages.append(data[start : start + size])
        start += size
        turn += 1
    return pages or [[]]
