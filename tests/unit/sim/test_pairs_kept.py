"""What is created is found by the next simulator, and by no other account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.every_operation.requests import valid
from tests.every_operation.state import ROOMY, State
from tests.unit.sim.asgi import SMALL, Caller
from tests.unit.sim.test_pairs_contract import BOTH_KINDS, BY_PLACE, CREATING, LISTS
from ztui.sim.app import App
from ztui.sim.engine import Engine
from ztui.sim.options import Options
from ztui.sim.templates import names_in, plain, shape_of

if TYPE_CHECKING:
    from pathlib import Path

OF_THE_MASTER = ("listCRPhoneNumbers",)
"""Lists that no sub account has."""

PREFIXED = [
    name
    for name in CREATING
    if name not in OF_THE_MASTER
    and LISTS[name].twin is not None
    and not names_in(plain(LISTS[name]))
    and LISTS[name].api != "accounts"
]


async def state_in(folder: Path | None) -> State:
    engine = Engine(Options.parse(SMALL | ROOMY), state=folder)
    caller = Caller(App(engine))
    await caller.log_in()
    return State(caller, engine)


async def listed(state: State, name: str, path: dict[str, str], body: Any) -> list[Any]:
    known = LISTS[name]
    own = {each: path[each] for each in names_in(plain(known))}
    names = {each.name for each in known.detail().parameters if each.name.endswith("_id")}
    asked = {each: body[each] for each in names if isinstance(body, dict) and each in body}
    kinds: tuple[dict[str, str], ...] = BOTH_KINDS.get(name, ({},))
    return [row for kind in kinds for row in await state.rows(name, own, **asked, **kind)]


@pytest.mark.parametrize("name", CREATING)
async def test_the_next_simulator_lists_what_was_created(name: str, tmp_path: Path) -> None:
    first = await state_in(tmp_path)
    asked = await valid(BY_PLACE["POST", shape_of(plain(LISTS[name]))], first)
    got = await first.send(asked)
    assert got.status == asked.operation.success, got.body
    path = dict(asked.path)
    before = await listed(first, name, path, asked.body)
    assert await listed(await state_in(tmp_path), name, path, asked.body) == before
    try:
        without = await listed(await state_in(None), name, path, asked.body)
    except AssertionError:
        without = []  # what it lies below was created, too
    assert without != before


@pytest.mark.parametrize("name", PREFIXED)
async def test_another_account_has_nothing_of_what_was_created(name: str) -> None:
    state, known = await state_in(None), LISTS[name]
    prefix = f"/accounts/{state.sub_account}"

    async def theirs() -> bytes:
        names = {each.name for each in known.detail().parameters}
        query = {"page_size": "100"} if "page_size" in names else {}
        query |= BOTH_KINDS.get(name, ({},))[0]
        if "site_id" in {each.name for each in known.detail().parameters if each.required}:
            query["site_id"] = (await state.caller.get(f"{prefix}/phone/sites")).data["sites"][0]["id"]
        got = await state.caller.get(f"{prefix}{plain(known)}", query)
        assert got.status == 200, got.body
        return got.body

    before = await theirs()
    asked = await valid(BY_PLACE["POST", shape_of(plain(known))], state)
    assert (await state.send(asked)).status == asked.operation.success
    assert await theirs() == before
