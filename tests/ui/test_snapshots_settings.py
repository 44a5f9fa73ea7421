"""How trees of settings and the links of an object look, at the design size and at a larger one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.scenes import SIZES, Scene

if TYPE_CHECKING:
    from collections.abc import Callable

OPEN = ("colon", *"account-settings", "enter")
TREES = (
    Scene("account-settings", (OPEN,)),
    Scene("unfolded", (OPEN, ("down",), ("right",), ("o",))),
    Scene("searched", (OPEN, ("slash", *"mobile"))),
    Scene("raw", (OPEN, ("J",))),
    Scene("parts", (("9",), ("enter",), ("G",), ("k",), ("enter",), ("tab",))),
    Scene("site-links", (("9",), ("enter",))),
    Scene("refused", (("colon", *"user-settings nobody", "enter"),)),
)
BOXES = (
    Scene("facts", (OPEN, ("down",), ("right",), ("down",), ("enter",))),
    Scene("copy", (OPEN, ("down",), ("c",))),
    Scene("actions", (("9",), ("enter",), ("a",))),
)


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("scene", TREES, ids=lambda scene: scene.name)
def test_settings_look_as_approved(look: Callable[..., bool], scene: Scene, size: tuple[int, int]) -> None:
    assert look(scene, size)


@pytest.mark.parametrize("scene", BOXES, ids=lambda scene: scene.name)
def test_boxes_of_settings_look_as_approved(look: Callable[..., bool], scene: Scene) -> None:
    assert look(scene, (80, 24))
