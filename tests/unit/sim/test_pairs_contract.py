"""Whatever a list's POST creates is listed, shown, changed and deleted again, for every list of the contract."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.every_operation.requests import valid
from tests.every_operation.state import begin
from ztui.contract.catalogue import operations
from ztui.sim.pairing import key_field
from ztui.sim.templates import names_in, plain, shape_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.every_operation.state import State
    from ztui.contract.catalogue import Operation

BY_PLACE = {(each.method, shape_of(plain(each))): each for each in operations().values()}
LISTS = {each.id: each for each in operations().values() if each.is_read and each.items_key is not None}

ALL_THERE = ("ListUsersFromDirectory", "ListUsersFromDirectoryBySite", "listInternalCalloutCountries")
"""Lists that hold at first all that a POST could add."""

BOTH_KINDS = {"listPhoneDevices": ({"type": "unassigned"}, {"type": "assigned"})}
"""What a list has to be asked for, one after the other, for all its objects to be seen."""

CREATING = [
    each.id for each in LISTS.values() if ("POST", shape_of(plain(each))) in BY_PLACE and each.id not in ALL_THERE
]


def key_of(listing: Operation, row: Any) -> str:
    return str(row[key_field(listing)]) if isinstance(row, dict) else str(row)


async def keys(state: State, listing: Operation, path: Mapping[str, str], query: Mapping[str, Any]) -> list[str]:
    own = {name: path[name] for name in names_in(plain(listing))}
    names = {each.name for each in listing.detail().parameters if each.name.endswith("_id")}
    asked = {name: value for name, value in query.items() if name in names}
    kinds: tuple[dict[str, str], ...] = BOTH_KINDS.get(listing.id, ({},))
    return [key_of(listing, row) for kind in kinds for row in await state.rows(listing.id, own, **asked, **kind)]


@pytest.mark.parametrize("name", CREATING)
async def test_what_is_created_is_listed_shown_changed_and_deleted(name: str) -> None:
    listing = LISTS[name]
    place = shape_of(plain(listing))
    state = await begin()
    asked = await valid(BY_PLACE["POST", place], state)
    query = {**asked.query, **(asked.body if isinstance(asked.body, dict) else {})}
    before = await keys(state, listing, asked.path, query)
    got = await state.send(asked)
    assert got.status == asked.operation.success, got.body
    new = [key for key in await keys(state, listing, asked.path, query) if key not in before]
    assert new, f"{asked.operation.id} with {asked.body} shows nothing new in {name}"
    item = f"{place}/{{}}"
    above = [asked.path[each] for each in names_in(plain(listing))]
    if ("GET", item) in BY_PLACE:
        await shown(state, BY_PLACE["GET", item], above, new[0])
    for method in ("PATCH", "PUT"):
        if (method, item) in BY_PLACE:
            change = await valid(BY_PLACE[method, item], await begin())
            made = replace(change, path=path_of(change.operation, above, new[0]))
            got = await state.send(made)
            assert got.status == change.operation.success, (made, got.body)
            assert new[0] in await keys(state, listing, asked.path, query)
    if ("DELETE", item) in BY_PLACE:
        await deleted(state, BY_PLACE["DELETE", item], above, new[0])
        assert new[0] not in await keys(state, listing, asked.path, query)
        if ("GET", item) in BY_PLACE:
            await gone(state, BY_PLACE["GET", item], above, new[0])


def path_of(known: Operation, above: list[str], key: str) -> dict[str, str]:
    return dict(zip(names_in(plain(known)), [*above, key], strict=True))


async def shown(state: State, known: Operation, above: list[str], key: str) -> None:
    await state.do(known.id, path_of(known, above, key))


async def deleted(state: State, known: Operation, above: list[str], key: str) -> None:
    required = [each.name for each in known.detail().parameters if each.required]
    query = (await valid(known, await begin())).query if required else {}
    await state.do(known.id, path_of(known, above, key), None, **query)


async def gone(state: State, known: Operation, above: list[str], key: str) -> None:
    asked = replace(await valid(known, await begin()), path=path_of(known, above, key))
    got = await state.send(asked)
    assert got.status in (400, 404)
    assert got.data["message"]
