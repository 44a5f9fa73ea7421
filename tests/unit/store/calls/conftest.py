"""The calls of `history`, stored once for all tests of a file that only read them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.unit.store.calls.history import fill
from tests.unit.store.samples import StillClock
from ztui.store.calls.calls import Calls

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calls]:
    """Give the stored calls."""
    made = Calls(tmp_path_factory.mktemp("calls") / "calls.sqlite", StillClock())
    asyncio.run(fill(made))
    yield made
    asyncio.run(made.close())
