"""How forms of edits look, at the design size and at a larger one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import Paste

from tests.ui.forms import open_sheet
from tests.ui.house import House
from tests.ui.scenes import SIZES, Scene
from ztui.core.config import Profile
from ztui.services.forms.loading import sheet_of_update
from ztui.services.view import View

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

QUEUE = (("2",), ("e",))
SCENES = (
    Scene("clean", QUEUE),
    Scene("dirty", (*QUEUE, ("enter", *" 2", "enter"), ("down", "down", "down", "enter", *"berl", "enter"))),
    Scene("errors", (("2",), ("n",), ("down", "down", "enter", *"82a", "enter"), ("w",))),
    Scene("grouped", (("9",), ("e",), ("slash", *"voicemail", "enter"), ("space",), ("down", "down", "space"))),
    Scene("typing", (*QUEUE, ("down", "enter", "backspace", *"x"))),
    Scene("picking", (*QUEUE, ("down", "down", "enter", *"ne"))),
)
LAB = Profile("acme", label="LAB", plan="none")


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_forms_look_as_approved(look: Callable[..., bool], scene: Scene, size: tuple[int, int]) -> None:
    assert look(scene, size, LAB)


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
def test_hours_look_as_approved(look: Callable[..., bool], size: tuple[int, int]) -> None:
    async def open_hours(pilot: Pilot[None]) -> None:
        house = House(pilot.app, pilot, None)  # type: ignore[arg-type]
        session = house.screen.session
        parents = (("extensionId", house.screen.table.item_at(1).row["extension_id"]),)
        rows = session.listings.open(View("call-handling", parents))
        await rows.refresh()
        key = next(each.key for each in await rows.rows(0, 9) if each.row["sub_setting_type"] == "custom_hours")
        await rows.close()
        await open_sheet(house, await sheet_of_update(session, "call-handling", key, parents=parents))
        await house.press("enter", "end", "ctrl+u")
        pilot.app.post_message(Paste("Mon-Fri 08:00-18:00; Sat 9-12; Sun off"))
        await house.press("enter")

    assert look(Scene("hours", (("2",),)), size, LAB, open_hours)
