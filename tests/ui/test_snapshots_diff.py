"""How what changed since a snapshot looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from tests.ui.idle import until_worked
from tests.ui.scenes import SIZES, Scene
from tests.ui.test_diff import TINY, old_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from ztui.ui.app import ZtuiApp


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_it_looks_as_approved(look: Callable[..., Any], size: tuple[int, int], tmp_path: Path) -> None:
    async def compared(pilot: Pilot[None]) -> None:
        app = cast("ZtuiApp", pilot.app)
        app.obey(f"diff {await old_snapshot(app.session, tmp_path)}")
        for _ in range(3):
            await until_worked(app)
            await pilot.pause()
        await pilot.press("j")
        await pilot.pause()

    assert look(Scene("diff"), size, then=compared, options=TINY)
