"""The list of operations, and the sheet of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ztui.contract.catalogue import operations
from ztui.services.catalogue import find_operations
from ztui.services.filters import FilterError

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.house import House


def test_the_catalogue_is_searched_in_the_language_of_the_filter() -> None:
    assert len(find_operations()) == len(operations())
    reads = find_operations("method:GET call queue members")
    assert reads
    assert all(each.method == "GET" for each in reads)
    assert {each.id for each in find_operations("deprecated")} == {
        each.id for each in operations().values() if each.sunset
    }
    assert {each.id for each in find_operations("id=listcallqueues")} == {"listCallQueues"}
    assert not {each.method for each in find_operations("method!=get")} & {"GET"}
    assert all(each.path.endswith("/users") for each in find_operations("path:*/users"))
    assert len(find_operations("path:/phone/users*")) + len(find_operations("!path:/phone/users*")) == len(operations())
    assert all(each.collection_wide for each in find_operations("marks:collection"))
    assert find_operations("!phone !account !number !sip !fax") == ()


def test_the_catalogue_is_sorted_by_columns() -> None:
    paths = [each.path.lower() for each in find_operations("", ("-path",))]
    assert paths == sorted(paths, reverse=True)
    labels = [each.label for each in find_operations("", ("label",))]
    assert labels[-1] is None
    assert labels[0] == "HEAVY"


def test_a_column_that_is_not_there_is_told() -> None:
    with pytest.raises(FilterError, match="methd"):
        find_operations("methd:GET")


async def test_operations_are_listed_at_once_and_without_a_request(
    house: Callable[..., AbstractAsyncContextManager[House]],
) -> None:
    async with house() as opened:
        before = opened.screen.session.client.requests.sent
        await opened.press("colon", *"operations", "enter")
        assert "415" in opened.lines()[2]
        assert "VERB" in opened.lines()[3]
        await opened.press("slash", *"method:GET sites")
        assert "of 415" in opened.lines()[2]
        await opened.press("enter")
        assert all(" GET " in line for line in opened.lines()[4:6])
        assert opened.screen.session.client.requests.sent == before
        await opened.press("escape")
        assert "415" in opened.lines()[2]
        assert "of 415" not in opened.lines()[2]
        await opened.press("escape")
        assert opened.screen.area == "1"


async def test_a_term_that_cannot_be_read_keeps_the_last_filter(
    house: Callable[..., AbstractAsyncContextManager[House]],
) -> None:
    async with house() as opened:
        await opened.press("colon", *"ops /tag:sites", "enter")
        await opened.press("slash", *" sites:GET")
        assert "sites" in opened.screen.spoken
        assert opened.screen.filter == "tag:sites sites"
        assert opened.screen.found
        await opened.press("enter")
        assert "tag:sites sites:GET" in opened.lines()[2]
        await opened.press("escape")
        assert opened.screen.spoken == ""


async def test_operations_are_sorted_by_the_columns(house: Callable[..., AbstractAsyncContextManager[House]]) -> None:
    async with house() as opened:
        await opened.press("colon", *"api", "enter")
        await opened.press("greater_than_sign")
        assert opened.screen.sorted_by == ("method",)
        assert opened.screen.found[0].method == "DELETE"
        await opened.press("s", "enter")
        assert opened.screen.sorted_by == ("-method",)
        assert opened.screen.found[0].method == "PUT"


async def test_the_sheet_says_what_an_operation_is_and_leads_to_its_successor(
    house: Callable[..., AbstractAsyncContextManager[House]],
) -> None:
    async with house(size=(120, 40)) as opened:
        await opened.press("colon", *"operations listSipGroups", "enter")
        assert opened.screen.operation.id == "listSipGroups"
        text = "\n".join(opened.lines())
        for words in ("GET /phone/sip_groups", "Deprecated", "use instead", "Scopes", "granular", "page_size"):
            assert words in text
        lines = opened.screen.query_one("#sheet")
        at = next(at for at, each in enumerate(opened.screen._shown) if each.leads_to.startswith("operation"))
        lines.move_to(at)
        await opened.press("enter")
        assert opened.screen.operation.id != "listSipGroups"
        await opened.press("escape")
        assert opened.screen.operation.id == "listSipGroups"


async def test_an_unknown_operation_names_the_nearest(house: Callable[..., AbstractAsyncContextManager[House]]) -> None:
    async with house() as opened:
        await opened.press("colon", *"operations listSipGroup", "enter")
        assert "listSipGroups" in opened.screen.spoken
