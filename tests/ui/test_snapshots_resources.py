"""How lists and objects look that are reached by name or from an object, at the design size and at a larger one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.scenes import SIZES, Scene

if TYPE_CHECKING:
    from collections.abc import Callable

SCENES = (
    Scene("menu-key", (("8",), ("enter",), ("enter",))),
    Scene("menu-holidays", (("8",), ("enter",), ("tab",), ("tab",))),
    Scene("recordings", (("9",), ("colon", *"recordings", "enter"))),
    Scene("recording", (("9",), ("colon", *"recordings", "enter"), ("enter",))),
    Scene("voicemails", (("9",), ("colon", *"voicemails", "enter"))),
    Scene("emergency-addresses", (("9",), ("colon", *"emergency-addresses", "enter"))),
    Scene("emergency-address", (("9",), ("colon", *"emergency-addresses", "enter"), ("enter",))),
    Scene("queue-analytics", (("9",), ("colon", *"queue-analytics", "enter"))),
)


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_resources_look_as_approved(look: Callable[..., bool], scene: Scene, size: tuple[int, int]) -> None:
    assert look(scene, size)
