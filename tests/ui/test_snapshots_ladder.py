"""How calls look on their own screen, at the design size and at a larger one."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from tests.call_legs import CALLS
from tests.ui.calls import open_call
from tests.ui.scenes import SIZES, Scene, play

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from ztui.ui.app import ZtuiApp

_LINES = {"second-member": 4, "to-voicemail": 7, "transfer": 3}
"""The line under the cursor, where it is not the first."""


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("name", CALLS)
def test_calls_look_as_approved(look: Callable[..., bool], name: str, size: tuple[int, int]) -> None:
    async def then(pilot: Pilot[None]) -> None:
        await open_call(cast("ZtuiApp", pilot.app), CALLS[name])
        await play(pilot, Scene(name, (("down",) * _LINES.get(name, 0),)))

    assert look(Scene("sites", (("9",),)), size, then=then)
