"""A simulated account, and what a test needs of the ways in which services read checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.every_operation.state import WINDOW, Asked, State, begin
from ztui.contract.catalogue import operation
from ztui.resources.edits.model import Expect
from ztui.resources.registry import resource
from ztui.resources.rows import key_of, value_at

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ztui.contract.catalogue import Operation
    from ztui.resources.edits.model import Check, Request

__all__ = ["begin", "holds", "object_of", "read", "send", "whole"]


def whole(known: Operation, path: Mapping[str, str]) -> dict[str, str]:
    """Give a path with the account that is acted for, as the client does."""
    own = {"accountId": "me"} if "accountId" in known.path_params and known.twin is None else {}
    return own | dict(path)


async def send(state: State, request: Request) -> Any:
    """Send a request that has to succeed, and give its answer."""
    known = operation(request.operation_id)
    got = await state.send(Asked(known, whole(known, request.path), request.query, request.body))
    assert got.status == known.success, f"{request}: {got.status} {got.body[:300]!r}"
    return got.data if got.body.strip() else None


async def object_of(
    state: State,
    name: str,
    test: Callable[[Any], bool] = lambda row: True,
    parents: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Give an object as services do: the row of its list, its own answer over it, and what its list is below."""
    known, parents = resource(name), dict(parents or {})
    listed = operation(known.operations.list)
    path = {each: parents.get(each, "me") for each in listed.path_params if each in parents or listed.twin is None}
    query = {each: value for each, value in parents.items() if each not in listed.path_params} | dict(known.query)
    if known.each is not None:
        query.setdefault(known.each[0], known.each[1][0])
    if known.unfold is not None:
        rows = list(known.unfold(await state.do(listed.id, path, **query)))
    else:
        rows = await state.rows(listed.id, path, **query)
    row = next(each for each in rows if test({**each, **parents}))
    answer: dict[str, Any] = {}
    if known.operations.get and known.get_key:
        answer = await state.do(known.operations.get, parents | {known.get_key: key_of(known, row)})
    return {**row, **answer, **parents}


async def read(state: State, check: Check) -> Any:
    """Give what a check looks at: its rows, its object, or the status that it failed with."""
    known = operation(check.operation_id)
    required = {each.name: each.enum[0] for each in known.detail().parameters if each.required and each.enum}
    names = {each.name for each in known.detail().parameters}
    window = WINDOW if names >= WINDOW.keys() else {}
    paged = {"page_size": 100} if "page_size" in names else {}
    found: list[Any] = []
    query: dict[str, Any] = {**required, **window, **paged, **check.query}
    while True:
        got = await state.send(Asked(known, whole(known, check.path), query))
        if got.status != known.success:
            return got.status
        if check.expect is Expect.EQUAL or not check.match:
            return got.data
        path = check.rows or known.items_key
        found += value_at(got.data, path) or [] if path and path != "[]" else got.data
        token = "" if check.rows or isinstance(got.data, list) else got.data.get("next_page_token")
        if not token:
            return found
        query["next_page_token"] = token


async def holds(state: State, check: Check) -> bool:
    """Tell whether a check finds what it expects."""
    found = await read(state, check)
    if check.expect is Expect.EQUAL:
        return isinstance(found, dict) and all(value_at(found, path) == value for path, value in check.match)
    if not check.match:
        return isinstance(found, int) and 400 <= found < 500
    assert isinstance(found, list), f"{check}: {found}"
    return _found(found, check) if check.expect is Expect.THERE else not _any(found, check)


def _wanted(check: Check) -> list[list[tuple[str, Any]]]:
    """Give the rows that are looked for: a tuple as value stands for several."""
    (path, value), *_ = check.match
    if isinstance(value, tuple):
        return [[(path, each)] for each in value]
    return [list(check.match)]


def _fits(row: Any, pairs: list[tuple[str, Any]]) -> bool:
    return all(value_at(row, path) == value for path, value in pairs)


def _found(rows: list[Any], check: Check) -> bool:
    return all(any(_fits(row, pairs) for row in rows) for pairs in _wanted(check))


def _any(rows: list[Any], check: Check) -> bool:
    return any(_fits(row, pairs) for pairs in _wanted(check) for row in rows)
