"""How the journal looks: of all, of one object, an entry, what is not finished, and the box in an object's details."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.idle import until_worked
from tests.ui.journals import PLAN, change, fill
from tests.ui.plans import TINY
from tests.ui.scenes import SIZES, Scene
from ztui.core.config import Profile
from ztui.core.paths import Folders
from ztui.services.view import View

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from textual.pilot import Pilot

PROFILE = Profile("acme", label="PROD", production=True, plan="none")
DAYS = ("2026-11-12T10:00:00+00:00", "2026-11-20T16:30:00+00:00", "2026-11-20T16:31:00+00:00")
NAME = (("Name", "name", "Old desk", "Support"),)
WAIT = (("Max wait time", "max_wait_time", 180, 300), ("Overflow", "overflow", "voicemail", "Front desk (8000)"))


def rows(queue: str) -> list[dict[str, Any]]:
    return [
        change(1, queue, "Change call queue Support", fields=NAME, at=DAYS[0], undone_by="3f2a91c2"),
        change(2, queue, "Add members: Support", at=DAYS[1], reason="ticket 4698"),
        change(
            3,
            "n1",
            "Unassign: +1 415 555 0101",
            at=DAYS[2],
            outcome="failed",
            label="+1 415 555 0101",
            detail="Zoom says 409: the number is in use.",
            who="ann",
        ),
        change(4, queue, "Change call queue Support", fields=WAIT, reason="ticket 4711", plan_id=PLAN),
        change(
            5,
            "q2",
            "Change call queue Night",
            fields=NAME,
            outcome="conflict",
            label="Night",
            plan_id=PLAN,
            detail="Name is 'Late' now, and was 'Old desk' when this was planned; nothing was sent",
            sent=False,
        ),
        change(
            6,
            "q3",
            "Change call queue Lost",
            fields=NAME,
            outcome="unknown",
            label="Lost",
            reason="ticket 4712",
            detail="no answer came after it was sent",
        ),
        change(7, "q4", "Delete call queue Cut", outcome=None, label="Cut", sent=False),
    ]


SCENES = {
    "journal": (("colon", *"journal", "enter"),),
    "journal-filtered": (("colon", *"journal /outcome:failed who:ann", "enter"),),
    "journal-of-an-object": (("L",),),
    "entry": (("L",), ("enter",)),
    "entry-unknown": (("colon", *"unfinished", "enter"), ("enter",)),
    "unfinished": (("colon", *"unfinished", "enter"),),
    "changed-here": (("enter",),),
}


def leading(keys: tuple[tuple[str, ...], ...], folder: Path) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Give what writes the journal and then presses the keys."""

    async def then(pilot: Pilot[None]) -> None:
        app: Any = pilot.app
        listing = app.session.listings.open(View("call-queues"))
        await listing.load()
        (first,) = await listing.rows(0, 1)
        await listing.close()
        fill(Folders.inside(folder).journal_file(PROFILE.name), rows(first.key))
        for each in keys:
            await pilot.press(*each)
            for _ in range(3):
                await until_worked(app)
                await pilot.pause()

    return then


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("name", SCENES)
def test_the_journal_looks_as_approved(
    look: Callable[..., bool], tmp_path: Path, name: str, size: tuple[int, int]
) -> None:
    scene = Scene(name, (("2",),))
    assert look(scene, size, PROFILE, leading(SCENES[name], tmp_path), TINY)
