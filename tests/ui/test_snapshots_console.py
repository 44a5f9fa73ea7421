"""How the API console looks, at the design size and at a larger one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.scenes import CONSOLE_MORE, CONSOLE_SCENES, SIZES, Scene
from ztui.core.config import Profile
from ztui.core.errors import FieldError
from ztui.ui.screens.console.answer import AnswerScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

PROFILE = Profile("acme", label="TEST", plan="business")
ODD = tuple(FieldError(f"sites[{at}].site_code", "must be a string, not an integer") for at in range(4))


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("scene", [*CONSOLE_SCENES, *CONSOLE_MORE], ids=lambda scene: scene.name)
def test_the_console_looks_as_approved(look: Callable[..., bool], scene: Scene, size: tuple[int, int]) -> None:
    assert look(scene, size, profile=PROFILE, then=measured_alike if scene.name == "answer" else None)


async def measured_alike(pilot: Pilot[None]) -> None:
    """Show the answer as if it had taken the same time as ever."""
    house: Any = pilot.app
    shown = house.house_screen
    exchange = replace(shown.exchange, seconds=0.12, headers=(("content-type", "application/json"),), problems=ODD)
    house.go(AnswerScreen(shown.session, exchange), shown.opened_from)
    await pilot.pause()
    await pilot.pause()
