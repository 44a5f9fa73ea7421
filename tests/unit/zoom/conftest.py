from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.zoom.box import OPENED

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture(autouse=True)
async def _closed_ledgers() -> AsyncIterator[None]:
    """Close what the test opened."""
    yield
    while OPENED:
        await OPENED.pop().close()
