"""What is found for a term is the same whatever was looked for before, on the same reader."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.store.calls.history import ROWS, VIEWER, fill, shown
from tests.unit.store.samples import StillClock
from ztui.resources.call_history import CALL_HISTORY
from ztui.services.filters import parse
from ztui.store.calls.calls import Calls
from ztui.store.terms import LocalFilter, Word

if TYPE_CHECKING:
    from pathlib import Path


TYPED = ["ann brück", "(415) 555 0110", "+1415555012", "80081", "support !ann", "0110 555", "12 1 2 3 4 5 6 7 8 9"]
PREFIXES = sorted({text[:end] for text in TYPED for end in range(1, len(text) + 1)} - {"support !"})


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a file of calls."""
    path = tmp_path_factory.mktemp("calls") / "calls.sqlite"

    async def make() -> None:
        calls = Calls(path, StillClock())
        await fill(calls)
        await calls.close()

    asyncio.run(make())
    return path


@pytest.fixture(scope="module")
def alone(path: Path) -> dict[str, list[str]]:
    """Give what each text finds as the first that is looked for."""

    async def find(text: str) -> list[str]:
        calls = Calls(path, StillClock())
        found = await shown(calls, text)
        await calls.close()
        return found

    return {text: asyncio.run(find(text)) for text in PREFIXES}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PREFIXES), max_size=8))
async def test_terms_find_the_same_whatever_came_before(
    path: Path, alone: dict[str, list[str]], turns: list[str]
) -> None:
    calls = Calls(path, StillClock())
    for text in turns:
        assert await shown(calls, text) == alone[text], text
    await calls.close()


async def test_typing_key_by_key_finds_the_same_as_pasting(path: Path, alone: dict[str, list[str]]) -> None:
    calls = Calls(path, StillClock())
    for text in TYPED:
        for prefix in (text[:end] for end in range(1, len(text) + 1)):
            if prefix in alone:
                assert await shown(calls, prefix) == alone[prefix], prefix
    await calls.close()


async def test_a_party_that_comes_later_is_found_by_the_same_words(tmp_path: Path) -> None:
    calls = Calls(tmp_path / "calls.sqlite", StillClock())
    await calls.add(ROWS[:50])
    wanted = parse("newcomer", CALL_HISTORY, VIEWER)
    for text in ("new", "newcomer"):
        assert await shown(calls, text) == []
    late = ROWS[0] | {"call_history_uuid": "20261122-0000aaaa-5555-4444-8888-000000000000", "caller_name": "Newcomer"}
    late |= {"caller_ext_number": "8009999", "start_time": "2026-11-22T00:00:00Z"}
    await calls.add([late])
    for text in ("newcomer", "new"):
        assert await shown(calls, text) == [late["call_history_uuid"]]
    task = asyncio.ensure_future(calls.rank(wanted))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait({task})
    assert await calls.first(wanted, (), 5) == [late]
    assert await calls.first(LocalFilter((Word("newcomer", negated=True),)), (), 5) == await calls.first(
        parse("!newcomer", CALL_HISTORY, VIEWER), (), 5
    )
    await calls.close()


async def test_parties_with_gaps_in_their_numbers_are_found_and_counted_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ztui.store.calls.hits.MAPPED", 0)
    calls = Calls(tmp_path / "calls.sqlite", StillClock())
    await fill(calls)
    found = {text: await shown(calls, text) for text in ("ann", "support", "0110")}
    await calls.close()
    with closing(sqlite3.connect(calls.path)) as connection:
        for table, column in (("party", "id"), ("party_text", "id"), ("party_slots", "id"), ("call", "caller"),
                              ("call", "callee")):  # fmt: skip
            connection.execute(f"update {table} set {column} = {column} + 70000 where {column} > 20")
        connection.commit()
    moved = Calls(calls.path, StillClock())
    assert {text: await shown(moved, text) for text in found} == found
    await moved.close()
