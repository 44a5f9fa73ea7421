"""A session on a simulator of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.house import SMALL, Line, session_on
from ztui.core.config import Profile
from ztui.core.paths import Folders
from ztui.sim.inprocess import start

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from ztui.services.session import Session
    from ztui.sim.options import Options


@pytest.fixture
def options() -> Options:
    """Give the sizes of the simulator."""
    return SMALL


@pytest.fixture
async def session(tmp_path: Path, options: Options) -> AsyncIterator[Session]:
    """Give a session that is alone with it."""
    box = start(options)
    session = session_on(Line(box), Folders.inside(tmp_path), Profile("acme", label="PROD", plan="none"))
    try:
        yield session
    finally:
        await session.close()
        box.close()
