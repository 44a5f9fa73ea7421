"""Keys that come in a burst, as from a slow line or a key struck twice: a box closes once and takes nothing with it."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

import pytest
from textual import events

from ztui.core.errors import ZtuiError
from ztui.resources.model import Confirm
from ztui.ui.modals.ask import AskText
from ztui.ui.modals.choose import Choice, ChooseOne, ChooseSome
from ztui.ui.modals.confirm import Question, confirmation
from ztui.ui.modals.problem import ProblemDetails
from ztui.ui.screens.find.box import FindBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from tests.ui.house import House

CHOICES = [Choice("a", "First", key="f"), Choice("b", "Second")]


def box(name: str, clock: Callable[[], float]) -> Screen[Any]:
    if name.startswith("confirm"):
        return confirmation(Question(Confirm(name.partition("-")[2]), "Delete it", "Send it?"), clock)
    made: dict[str, Callable[[], Screen[Any]]] = {
        "one": lambda: ChooseOne("Which?", CHOICES),
        "some": lambda: ChooseSome("Which?", CHOICES),
        "text": lambda: AskText("Which file?", "calls.csv"),
        "problem": lambda: ProblemDetails(ZtuiError("No such thing.", "Look again."), UTC),
    }
    return made[name]()


async def burst(here: House, *keys: str) -> None:
    """Send keys at once, without waiting for what the first of them sets off."""
    for key in keys:
        here.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await here.settle()


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("one", ("enter", "enter")),
        ("one", ("f", "f", "f")),
        ("some", ("enter", "enter")),
        ("text", ("enter", "enter")),
        ("problem", ("enter", "enter")),
        ("confirm-review", ("n", "n", "n")),
        ("confirm-danger", ("enter", "enter")),
        ("confirm-danger", ("n", "y")),
    ],
)
async def test_a_burst_closes_one_box_and_leaves_the_box_below_it(house: Any, name: str, keys: tuple[str, ...]) -> None:
    async with house() as here:
        answers: list[object] = []
        below = AskText("The box below", "kept")
        here.app.push_screen(below, answers.append)
        await here.settle()
        above = box(name, here.app.session.clock.monotonic)
        here.app.push_screen(above, answers.append)
        await here.settle()
        if hasattr(above, "opened_at"):
            above.opened_at = float("-inf")
        await burst(here, *keys)
        assert len(answers) == 1, "the box below was closed, too, or nothing was"
        assert here.app.screen is below


async def test_two_quick_enters_on_a_result_open_it_once(house: Any) -> None:
    async with house() as here:
        await here.app.session.inventory.sync()
        await here.press("ctrl+f")
        await here.type("a")
        await here.press("tab")
        assert isinstance(here.app.screen, FindBox)
        await burst(here, "enter", "enter")
        assert here.app.is_running
        assert not isinstance(here.app.screen, FindBox)


async def test_two_quick_enters_among_candidates_begin_one_tree(house: Any) -> None:
    async with house(start="queues") as here:
        await here.type(":ring 8000")
        await here.press("enter")
        assert isinstance(here.app.screen, ChooseOne)
        await burst(here, "enter", "enter")
        assert here.screen.crumbs()[0] == "Ring"
