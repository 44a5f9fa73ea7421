"""How presets and saved views look, at the design size and at a larger one."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from tests.ui.scenes import SIZES, Scene, play
from ztui.services.saved.views import SavedView
from ztui.ui.screens.views.show import views_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from ztui.ui.app import ZtuiApp

VIEWS = (
    SavedView("Missed today", "call-history", window="today", filter="outcome=missed", sort=("-duration",)),
    SavedView("Long calls of 山田", "call-history", window="30d", filter="from:山田 dur>10m", columns=("time", "dur")),
    SavedView("October", "call-history", window="2026-10-01T07:00:00Z..2026-11-01T06:59:59Z", filter="dir=in"),
    SavedView("Unassigned numbers", "numbers", query=(("type", "unassigned"),)),
    SavedView("Members of Support", "queue-members", parents=(("callQueueId", "8f71"),)),
)


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
def test_presets_look_as_approved(look: Callable[..., bool], size: tuple[int, int]) -> None:
    assert look(Scene("presets", (("m", "m"), ("m", "i"), ("m",))), size)


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
def test_narrowed_calls_look_as_approved(look: Callable[..., bool], size: tuple[int, int]) -> None:
    assert look(Scene("narrowed", (("m", "m"), ("m", "v"))), size)


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
def test_views_look_as_approved(look: Callable[..., bool], size: tuple[int, int]) -> None:
    async def then(pilot: Pilot[None]) -> None:
        views = views_of(cast("ZtuiApp", pilot.app).session)
        for each in VIEWS:
            views.save(each)
        await play(pilot, Scene("views", (("v",), ("down",))))

    assert look(Scene("calls"), size, then=then)
