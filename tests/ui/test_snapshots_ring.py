"""How trees of where things ring look, at the design size and at a larger one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.scenes import SIZES, Scene

if TYPE_CHECKING:
    from collections.abc import Callable

_OPEN = (("T",), (*"mon 10:00", "enter"))
SCENES = (
    Scene("ring-menu-closed", (("8",), ("W",))),
    Scene("ring-menu-open", (("8",), ("W",), *_OPEN)),
    Scene("ring-queue-unfolded", (("2",), ("j", "j"), ("W",), *_OPEN, ("g", "j", "j", "right"))),
    Scene("ring-person", (("6",), ("W",))),
    Scene("ring-another-time", (("3",), ("W",), ("T",))),
    Scene("ring-which", (("colon", *"ring 8000", "enter"),)),
)


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_rings_look_as_approved(look: Callable[..., bool], scene: Scene, size: tuple[int, int]) -> None:
    assert look(scene, size)
