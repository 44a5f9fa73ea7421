"""Parties are told apart whatever number they are found by, and however many come together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.store.calls.history import ROWS
from tests.unit.store.samples import StillClock
from ztui.store.calls.calls import Calls
from ztui.store.terms import LocalFilter

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("at_once", [1, 7, len(ROWS)])
async def test_parties_whose_hashes_are_the_same_stay_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    # Of 64 bits two are the same once in a lifetime; here one in three is.
    monkeypatch.setattr("ztui.store.calls.adding.key_of", lambda values: len(repr(values)) % 3 * 1_000)
    calls = Calls(tmp_path / "calls.sqlite", StillClock())
    try:
        for start in range(0, len(ROWS), at_once):
            await calls.add(ROWS[start : start + at_once])
        added = await calls.add(ROWS)
        assert (added.new, added.changed, added.same) == (0, 0, len(ROWS))
        rank = await calls.rank(LocalFilter())
        found = {row["call_history_uuid"]: row for row in await calls.window(rank, 0, rank.count) if row is not None}
        assert found == {each["call_history_uuid"]: each for each in ROWS}
    finally:
        await calls.close()
