"""How the screens of the areas look, at the design size and at a larger one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.house import SMALL, Line, session_on
from tests.ui.scenes import AREA_SCENES, SIZES, Scene, play
from ztui.core.config import Profile
from ztui.core.paths import Folders
from ztui.ui.app import ZtuiApp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from ztui.sim.inprocess import InProcess
    from ztui.sim.options import Options

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


@pytest.fixture
def look(
    tmp_path: Path, boxes: Callable[[Options], InProcess], snap_compare: Callable[..., bool]
) -> Callable[[Scene, tuple[int, int]], bool]:
    """Compare a scene with what it looked like when it was last approved."""

    def compare(scene: Scene, size: tuple[int, int]) -> bool:
        profile = Profile("acme", label="PROD", production=True, read_only=True, plan="none")
        app = ZtuiApp(session_on(Line(boxes(SMALL)), Folders.inside(tmp_path), profile))

        async def before(pilot: Pilot[None]) -> None:
            await play(pilot, scene)

        return snap_compare(app, terminal_size=size, run_before=before)

    return compare


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("scene", AREA_SCENES, ids=lambda scene: scene.name)
def test_areas_look_as_approved(look: Callable[..., bool], scene: Scene, size: tuple[int, int]) -> None:
    assert look(scene, size)


@pytest.mark.parametrize("scene", SHELL_SCENES, ids=lambda scene: scene.name)
def test_the_shell_looks_as_approved(look: Callable[..., bool], scene: Scene) -> None:
    assert look(scene, (80, 24))
