"""Counts and plots look as they were approved, at the design size and on a wide terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.scenes import SIZES, Scene

if TYPE_CHECKING:
    from collections.abc import Callable

_MONTH = ("colon", *"calls last 30d", "enter")
_RESULT, _CALLER = (("F",), ("down",) * 5, ("enter",)), (("F",), ("down",) * 3, ("enter",))
SCENES = (
    Scene("calls-of-a-month", (_MONTH,)),
    Scene("frequency-results", (_MONTH, *_RESULT)),
    Scene("frequency-callers", (_MONTH, *_CALLER)),
    Scene("plots-days", (_MONTH, ("P",), ("down", "down"))),
    Scene("plots-hours", (_MONTH, ("P",), ("u",), ("u",), ("u",), ("G",))),
    Scene("plots-heat", (_MONTH, ("P",), ("tab",), ("right",))),
    Scene("plots-queues", (_MONTH, ("P",), ("tab", "tab", "tab"))),
    Scene("plots-zoom", (_MONTH, ("2",), ("enter",), ("P",), ("shift+tab",))),
)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_it_looks_as_approved(
    look: Callable[[Scene, tuple[int, int]], bool], scene: Scene, size: tuple[int, int]
) -> None:
    assert look(scene, size)
