"""The whole house as a fixture."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.ui import idle
from tests.ui.house import SMALL, House, Line, session_on
from tests.ui.scenes import Scene, play
from ztui.core.config import Profile
from ztui.core.paths import Folders
from ztui.sim.inprocess import start
from ztui.ui.app import ZtuiApp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from textual.pilot import Pilot

    from ztui.sim.inprocess import InProcess
    from ztui.sim.options import Options

idle.install()


@pytest.fixture
def boxes() -> Iterator[Callable[[Options], InProcess]]:
    """Start simulators that are closed with the test."""
    started: list[InProcess] = []

    def begin(options: Options) -> InProcess:
        started.append(start(options))
        return started[-1]

    yield begin
    for box in started:
        box.close()


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty folder, which is the one that the program runs in."""
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def house(tmp_path: Path, boxes: Callable[[Options], InProcess]) -> Callable[..., AbstractAsyncContextManager[House]]:
    """Open the app at a size, on a simulator with options, for a profile."""

    @asynccontextmanager
    async def opened(
        *,
        size: tuple[int, int] = (80, 24),
        options: Options = SMALL,
        profile: Profile | None = None,
        offline: bool = False,
        **settings: Any,
    ) -> AsyncIterator[House]:
        line = Line(boxes(options))
        profile = profile or Profile("acme", label="PROD", plan="none")
        session = session_on(line, Folders.inside(tmp_path), profile, offline=offline)
        app = ZtuiApp(session, **settings)
        try:
            async with app.run_test(size=size) as pilot:
                house = House(app, pilot, line)
                await house.settle()
                yield house
        finally:
            await session.close()

    return opened


@pytest.fixture
def look(
    tmp_path: Path, boxes: Callable[[Options], InProcess], snap_compare: Callable[..., bool]
) -> Callable[[Scene, tuple[int, int]], bool]:
    """Compare a scene with what it looked like when it was last approved."""

    def compare(
        scene: Scene,
        size: tuple[int, int],
        profile: Profile | None = None,
        then: Callable[[Pilot[None]], Awaitable[None]] | None = None,
        options: Options = SMALL,
    ) -> bool:
        profile = profile or Profile("acme", label="PROD", production=True, read_only=True, plan="none")
        app = ZtuiApp(session_on(Line(boxes(options)), Folders.inside(tmp_path), profile))

        async def before(pilot: Pilot[None]) -> None:
            await play(pilot, scene)
            if then is not None:
                await then(pilot)

        return snap_compare(app, terminal_size=size, run_before=before)

    return compare
