"""How SQLite goes about it: what is sorted and counted by parties goes along indexes that have all that is asked."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.unit.store.calls.history import VIEWER, fill
from tests.unit.store.samples import StillClock
from ztui.resources.call_history import CALL_HISTORY
from ztui.services.filters import parse
from ztui.store.calls.calls import Calls
from ztui.store.calls.conditions import along, reading
from ztui.store.calls.dictionaries import placed
from ztui.store.calls.hits import Look
from ztui.store.calls.orders import selections
from ztui.store.calls.texts import SORTED
from ztui.store.terms import LocalFilter, Sort

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ztui.store.calls.conditions import Conditions

PATHS = [each.path for each in CALL_HISTORY.columns]
FILTERS = ["", "ann", "dur>60", "result=voicemail !support", "to:support", "site:main", "international"]


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Give a connection to a file of calls, as readers have it."""
    path: Path = tmp_path_factory.mktemp("calls") / "calls.sqlite"

    async def make() -> None:
        calls = Calls(path, StillClock())
        await fill(calls)
        await calls.close()

    asyncio.run(make())
    with closing(sqlite3.connect(path, isolation_level=None)) as opened:
        yield opened


def steps(connection: sqlite3.Connection, query: str, made: Conditions) -> list[str]:
    return [row[3] for row in connection.execute(f"explain query plan {query}", made.parameters)]


@pytest.mark.parametrize("text", FILTERS)
@pytest.mark.parametrize("side", ["caller", "callee"])
def test_calls_of_parties_are_counted_along_an_index_that_has_all(
    connection: sqlite3.Connection, side: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ztui.store.calls.conditions.FEW", 0)  # as in a store of many parties
    with reading(connection, parse(text, CALL_HISTORY, VIEWER), "plan", None, Look.ALL) as made:
        source = along(connection, made, side)
        found = steps(connection, f"select c.{side}, sum(c.duration) from {source} where {made.where} group by 1", made)
    assert any(f"USING COVERING INDEX call_{side}" in each for each in found), found
    assert not any("TEMP B-TREE" in each for each in found), found


@pytest.mark.parametrize("down", [False, True], ids=["up", "down"])
@pytest.mark.parametrize("path", PATHS)
def test_orders_by_party_go_along_indexes_and_no_order_makes_one_of_its_own(
    connection: sqlite3.Connection, path: str, down: bool
) -> None:
    with reading(connection, LocalFilter(), "plan", None, Look.ALL) as made:
        queries = selections(connection, [Sort(path, descending=down)], made, is_filtered=False)
        found = [steps(connection, each, made) for each in queries]
    assert not any("AUTOMATIC" in each for plan in found for each in plan), found
    place = placed(path)
    if place is not None and place.path in SORTED:
        assert any("USING INDEX party_by_" in each or "COVERING INDEX party_by_" in each for each in found[0]), found
        assert any(f"COVERING INDEX call_{place.side}" in each for each in found[0]), found
