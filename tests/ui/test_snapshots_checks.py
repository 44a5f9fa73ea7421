"""How the checks look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.scenes import SIZES, Scene
from tests.ui.test_checks import MESSY

if TYPE_CHECKING:
    from collections.abc import Callable

CHECK = ("colon", *"check", "enter")
SCENES = (
    Scene("checks-before", (CHECK,)),
    Scene("checks", (CHECK, ("r",))),
    Scene("checks-below", (CHECK, ("r",), ("G",))),
    Scene("checks-actions", (CHECK, ("r",), ("j",), ("a",))),
)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_it_looks_as_approved(look: Callable[..., bool], scene: Scene, size: tuple[int, int]) -> None:
    assert look(scene, size, options=MESSY)
