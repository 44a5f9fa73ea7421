"""How objects, boxes over a screen and what is there to be read look, at the design size and at a larger one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.scenes import SIZES, Scene

if TYPE_CHECKING:
    from collections.abc import Callable

OBJECT_SCENES = (
    Scene("call", (("enter",),)),
    Scene("leg", (("enter",), ("tab",), ("enter",))),
    Scene("queue", (("2",), ("enter",))),
    Scene("queue-hours", (("2",), ("enter",), ("tab",), ("tab",))),
    Scene("queue-fields", (("2",), ("enter",), *[("tab",)] * 5)),
    Scene("number", (("3",), ("enter",))),
    Scene("trunk", (("4",), ("enter",))),
    Scene("audio-trunk", (("4",), ("tab",), ("tab",), ("enter",))),
    Scene("account", (("5",), ("enter",))),
    Scene("user", (("6",), ("enter",))),
    Scene("device", (("7",), ("enter",))),
    Scene("menu", (("8",), ("enter",))),
    Scene("site", (("9",), ("enter",))),
    Scene("raw", (("3",), ("enter",), ("J",))),
    Scene("help", (("2",), ("question_mark",))),
)

BOX_SCENES = (
    Scene("fields", (("1",), ("f",))),
    Scene("fields-wrong", (("1",), ("f",), ("up",), ("up",), ("up",), (*"2026-13-01",))),
    Scene("choices", (("1",), ("f",), ("down",), ("down",), ("space",))),
    Scene("columns", (("3",), ("t",))),
    Scene("copy", (("2",), ("enter",), ("c",))),
    Scene("actions", (("3",), ("enter",), ("a",))),
    Scene("sort", (("6",), ("s",))),
    Scene("messages", (("2",), ("colon", *"messages", "enter"))),
    Scene("problem", (("colon", *"nonsense", "enter"), ("colon", *"messages", "enter"), ("enter",))),
)


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("scene", OBJECT_SCENES, ids=lambda scene: scene.name)
def test_objects_look_as_approved(look: Callable[..., bool], scene: Scene, size: tuple[int, int]) -> None:
    assert look(scene, size)


@pytest.mark.parametrize("scene", BOX_SCENES, ids=lambda scene: scene.name)
def test_boxes_look_as_approved(look: Callable[..., bool], scene: Scene) -> None:
    assert look(scene, (80, 24))
