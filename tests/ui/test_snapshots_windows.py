"""How the choice of a window, its cost, the fetching of it, following, and the calls of a queue look."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest

from tests.ui.house import SMALL
from tests.ui.scenes import SIZES, Scene, play
from ztui.core.config import Profile
from ztui.resources.registry import resource
from ztui.services.calls.cost import Cost, Progress
from ztui.services.links import links_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from ztui.ui.app import ZtuiApp

BUSINESS = Profile("acme", label="PROD", production=True, plan="business")
CAREFUL = replace(BUSINESS, sync_ask_percent=0)
BOXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "choice": (("colon", *"calls last 30d", "enter"), ("colon", *"window", "enter")),
    "ends": (("colon", *"window", "enter"), ("end", "enter"), (*"-90d", "tab", *"-100d")),
    "followed": (("N",),),
}


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("name", BOXES)
def test_windows_look_as_approved(look: Callable[..., bool], name: str, size: tuple[int, int]) -> None:
    assert look(Scene(name, BOXES[name]), size, BUSINESS)


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
def test_what_costs_much_looks_as_approved(look: Callable[..., bool], size: tuple[int, int]) -> None:
    scene = Scene("cost", (("colon", *"calls last 6months", "enter"),))
    assert look(scene, size, CAREFUL)


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
def test_fetching_looks_as_approved(look: Callable[..., bool], size: tuple[int, int]) -> None:
    async def then(pilot: Pilot[None]) -> None:
        app = cast("ZtuiApp", pilot.app)
        app.screen.dismiss(False)
        await play(pilot, Scene("later", ((),)))
        syncs: Any = app.syncs
        syncs._now = syncs._asked or _job(app)
        syncs._tell(Progress(3_600, 19, Cost(31, 9_200, 6.0, 28_950, 30_000)))
        app.house_screen.heard()
        await pilot.pause()

    assert look(Scene("fetching", (("colon", *"calls last 6months", "enter"),)), size, CAREFUL, then=then)


def _job(app: ZtuiApp) -> Any:
    from ztui.ui.syncing import _Job

    return _Job(app.session, (0, 1), app.house_screen)


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("name", ["direct", "through"])
def test_calls_of_a_queue_look_as_approved(look: Callable[..., bool], name: str, size: tuple[int, int]) -> None:
    async def then(pilot: Pilot[None]) -> None:
        app = cast("ZtuiApp", pilot.app)
        row: Any = app.house_screen.row  # type: ignore[attr-defined]
        link = next(each for each in links_of(resource("call-queues"), row.row) if each.owned is not None)
        app.follow(link, app.house_screen)
        await play(pilot, Scene("later", ((), ("U",) if name == "through" else ())))

    keys = (("colon", *"calls last 7d", "enter"), ("2",))
    assert look(Scene(name, keys), size, BUSINESS, then=then, options=SMALL)
