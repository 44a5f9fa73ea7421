"""How the screens of the areas look, at the design size and at a larger one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.scenes import AREA_SCENES, SIZES, Scene

if TYPE_CHECKING:
    from collections.abc import Callable

SHELL_SCENES = (
    Scene("filter", (("3",), ("slash", *"415"))),
    Scene("filter-bad", (("3",), ("slash", *"x:1"))),
    Scene("command-line", (("9",), ("colon", *"sip"))),
    Scene("palette", (("9",), ("ctrl+p", *"sort"))),
    Scene("marks", (("6",), ("space", "space"), ("j", "j", "V", "j", "j"))),
    Scene("sorted", (("6",), ("greater_than_sign",), ("greater_than_sign",))),
    Scene("empty", (("3",), ("slash", *"zzzz", "enter"))),
    Scene("account", (("5",), ("E",), ("6",))),
)


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("scene", AREA_SCENES, ids=lambda scene: scene.name)
def test_areas_look_as_approved(look: Callable[..., bool], scene: Scene, size: tuple[int, int]) -> None:
    assert look(scene, size)


@pytest.mark.parametrize("scene", SHELL_SCENES, ids=lambda scene: scene.name)
def test_the_shell_looks_as_approved(look: Callable[..., bool], scene: Scene) -> None:
    assert look(scene, (80, 24))
