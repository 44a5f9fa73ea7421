"""Every list operation of the contract, opened on a screen and printed by the command line."""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING

import pytest

from tests.every_operation.lists import view_of
from tests.ui.conftest import boxes, house
from tests.unit.cli.house import ztui
from ztui.cli.runtime import GlobalOptions
from ztui.contract.catalogue import operations
from ztui.core.errors import NotFound
from ztui.main import House as Program
from ztui.resources.registry import resource, resources, summaries
from ztui.sim.options import Options

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.ui.house import House

__all__ = ["boxes", "house"]

SHARDS = 6
NAMES = [each.name for each in summaries()]
ROOMY = Options(accounts=2, sites=3, users=60, queues=12, numbers=300, calls=4_000, plan="none", strict=True)


def test_every_list_operation_of_the_contract_is_a_resource() -> None:
    listed = {each.operations.list for each in resources()} | {each.operations.fallback for each in resources()}

    assert {each.id for each in operations().values() if each.items_key is not None} <= listed


@pytest.mark.parametrize("shard", range(SHARDS))
async def test_every_list_opens_on_a_screen(
    shard: int,
    house: Callable[..., AbstractAsyncContextManager[House]],
    record_property: Callable[[str, object], None],
) -> None:
    failed = []
    names = NAMES[shard::SHARDS]
    async with house(options=ROOMY) as home:
        for name in names:
            view = await view_of(home.app.session, name)
            assert view is not None, name
            home.app.open_view(view, home.screen)
            await home.settle()
            status = home.screen.pane.listing.status
            shown = "\n".join(home.lines())
            if (status.error is not None and not isinstance(status.error, NotFound)) or status.oddities:
                failed.append(f"{name}: {status.error} {status.oddities} oddities")
            elif resource(name).title not in shown:
                failed.append(f"{name}: the screen does not say {resource(name).title}")
            await home.press("escape")
    record_property("figure lists on screen", len(names) - len(failed))

    assert failed == []


@pytest.mark.parametrize("shard", range(SHARDS))
async def test_every_list_is_printed(
    shard: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    names = NAMES[shard::SHARDS]
    program = Program({"ZTUI_STATE_DIR": str(tmp_path)}, io.StringIO(), io.StringIO())
    async with program.session(GlobalOptions(demo=True)) as session:
        views = [(name, await view_of(session, name)) for name in names]
    failed = []
    for name, view in views:
        assert view is not None, name
        parents = [word for parameter, value in view.parents for word in ("--where", f"{parameter}={value}")]
        ran = await asyncio.to_thread(ztui, "--demo", "list", name, *parents, "--json", "--limit", "3", folder=tmp_path)
        if ran.code != 0 or not isinstance(ran.json, list) or "not as the API documents" in ran.err:
            failed.append(f"{name}: {ran.code} {ran.err.strip()}")
    record_property("figure lists printed", len(names) - len(failed))

    assert failed == []
