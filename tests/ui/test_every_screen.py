"""Every screen and box at 80x24 without colours, in Unicode and in ASCII; and the command that prints each screen."""

from __future__ import annotations

import asyncio
import importlib
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from textual.screen import ModalScreen

import ztui.ui
from tests.parity import screens
from tests.ui.every.commands import Offered, Shell, offered_by
from tests.ui.every.shots import coloured, foreign, shot
from tests.ui.every.tour import STOPS, Stop
from ztui.core.config import Profile
from ztui.core.paths import Folders
from ztui.sim.options import Options
from ztui.ui.widgets.command_line import QuietInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractAsyncContextManager

    from tests.ui.house import House

    Houses = Callable[..., AbstractAsyncContextManager[House]]

SHOTS = Path(__file__).parent / "every"
ACCOUNT = Options(accounts=1, sites=2, users=14, queues=6, numbers=30, calls=300, plan="none", strict=True)
PROFILE = Profile("acme", label="TEST", color="orange", plan="none")


async def go(on: House, stop: Stop, folder: Path) -> None:
    """Go to a stop from the one before."""
    for step in stop.steps:
        if isinstance(step, str):
            on.app.obey(step.removeprefix(":"))
            await on.settle()
        elif isinstance(step, tuple):
            await on.press(*step)
        else:
            await step(on, folder)
            await on.settle()


def test_no_screen_and_no_box_is_missing() -> None:
    assert {each.shows for each in STOPS} >= set(screens()) | set(boxes())
    assert len({each.name for each in STOPS}) == len(STOPS)


def boxes() -> Iterator[str]:
    """Give the names of all boxes of the program that are shown."""
    for module in pkgutil.walk_packages(ztui.ui.__path__, "ztui.ui."):
        importlib.import_module(module.name)
    waiting: list[Any] = [ModalScreen]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("ztui.") and kind.__name__ not in {"Modal", "Box", "ChooseColumns"}:
            yield kind.__name__


@pytest.mark.timeout(300)
@pytest.mark.parametrize("signs", ["unicode", "ascii"])
async def test_every_screen_is_readable_without_colours(
    house: Houses, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, signs: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(tmp_path)
    update = request.config.getoption("--snapshot-update", default=False)
    wrong: list[str] = []
    commands: list[Offered] = []
    async with house(options=ACCOUNT, profile=PROFILE, ascii_only=signs == "ascii") as on:
        for stop in STOPS:
            await go(on, stop, tmp_path)
            shown = type(on.app.screen).__name__
            if shown != stop.shows:
                wrong.append(f"{stop.name}: {shown} instead of {stop.shows}: {on.screen.spoken}")
                continue
            if coloured(on):
                wrong.append(f"{stop.name} has colours: {coloured(on)[:3]}")
            file = SHOTS / signs / f"{stop.name}.txt"
            now = shot(on).replace(str(tmp_path), "FOLDER")
            if update:
                file.parent.mkdir(exist_ok=True)
                file.write_text(now, encoding="utf-8")
            elif not file.exists() or file.read_text(encoding="utf-8") != now:
                wrong.append(f"{stop.name} differs from {file.relative_to(SHOTS)}:\n{now}")
            if (
                signs == "unicode"
                and not isinstance(on.app.screen, ModalScreen)
                and not on.app.screen.query(QuietInput)
            ):
                commands.append(await offered_by(on, stop.name))
            if signs == "ascii" and foreign(on):
                wrong.append(f"{stop.name} has {foreign(on)}")
        shell = Shell(on.line.box, Folders.inside(tmp_path), PROFILE, tmp_path)
    for each in commands:
        if not each.text.startswith("ztui profile test"):  # it signs in at Zoom
            wrong += filter(None, [await asyncio.to_thread(shell.ran, each, monkeypatch)])
    assert not wrong, "\n".join(wrong)
