"""Servers that several tests share: started once in the process whose group needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.programs import Server

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def simulator(_homes: object) -> Iterator[Server]:
    """Give the simulator as a server, in its full default size."""
    with Server.simulator("--plan", "none", traced=False) as server:
        yield server


@pytest.fixture(scope="session")
def failing(_homes: object) -> Iterator[Server]:
    """Give the simulator as a server that fails now and then, in its full default size."""
    with Server.simulator("--plan", "none", "--faults", "429=5,500=5,reset=5,slow=5", traced=False) as server:
        yield server
