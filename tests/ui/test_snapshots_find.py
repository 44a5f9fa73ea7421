"""How finding looks: results, nothing found, nothing indexed, and the index itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from tests.ui.scenes import SIZES, Scene, play

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from ztui.ui.app import ZtuiApp

_SCENES = (
    Scene("extension", (("ctrl+f",), (*"1000",))),
    Scene("name", (("ctrl+f",), (*"san jose",), ("down", "down"))),
    Scene("suffix", (("ctrl+f",), (*"55",), ("tab",))),
    Scene("nothing", (("ctrl+f",), (*"zzzz",))),
    Scene("outside", (("ctrl+f",), (*"+442079460999",))),
    Scene("index", (("colon", *"index", "enter"),)),
)


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("scene", _SCENES, ids=lambda scene: str(scene.name))
def test_find_looks_as_approved(look: Callable[..., bool], scene: Scene, size: tuple[int, int]) -> None:
    async def then(pilot: Pilot[None]) -> None:
        await cast("ZtuiApp", pilot.app).session.inventory.sync()
        await play(pilot, scene)

    assert look(Scene("sites", (("9",),)), size, then=then)


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
def test_nothing_indexed_looks_as_approved(look: Callable[..., bool], size: tuple[int, int]) -> None:
    assert look(Scene("nothing indexed", (("9",), ("ctrl+f",))), size)
