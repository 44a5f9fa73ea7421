"""What Zoom does not allow: said with its name, remembered, shown as the reason, and there again once it is granted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.ui.house import SMALL
from tests.ui.weekly_run import confirm
from ztui.core.config import Profile
from ztui.sim.scopes import Permissions
from ztui.ui.modals.actions import ActionsMenu
from ztui.ui.screens.plan.screen import PlanScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.house import House

    Houses = Callable[..., AbstractAsyncContextManager[House]]

TEST = Profile("lab", plan="none")
LISTS = (
    "phone:read:list_sites:admin",
    "phone:read:list_call_queues:admin",
    "phone:read:list_call_queue_members:admin",
    "phone:read:call_queue:admin",
)


def grant(on: House, *scopes: str, role: str = "admin") -> None:
    """Give the simulator's app other scopes, or its owner another role; none are all."""
    on.line.box.engine.permissions = Permissions(scopes, role)


def asked(on: House, operation: str) -> int:
    """Count how often Zoom was asked."""
    return sum(each.operation_id == operation for each in on.app.session.client.requests.recent)


async def write(on: House) -> None:
    """Write the plan that is shown, whatever comes of it."""
    with pytest.raises(AssertionError, match="does not allow"):
        await confirm(on)


def text(on: House) -> str:
    return "\n".join(on.lines())


async def test_a_list_whose_scope_goes_in_mid_session_keeps_its_rows_says_so_once_and_comes_back(house: Houses) -> None:
    async with house(options=replace(SMALL, scopes=LISTS), profile=TEST, start="sites", size=(120, 40)) as on:
        rows = on.screen.pane.count
        assert rows
        grant(on, *LISTS[1:])
        await on.press("r")
        assert "phone:read:list_sites:admin" in text(on)
        assert on.screen.pane.count == rows, "what is known stays"
        before = asked(on, "listPhoneSites")
        for _ in range(3):
            await on.press("2", "9")
        assert asked(on, "listPhoneSites") == before, "going there and back asks nobody"
        grant(on, *LISTS)
        await on.press("r")
        assert asked(on, "listPhoneSites") == before + 1
        assert on.screen.pane.listing.status.error is None
        assert "phone:read:list_sites" not in text(on)


async def test_a_role_that_may_not_write_is_told_with_the_scope_and_is_the_reason_from_then_on(house: Houses) -> None:
    async with house(profile=TEST, start="call-queues", size=(120, 40)) as on:
        grant(on, role="readonly")
        await on.press("D")
        await write(on)
        assert "phone:delete:call_queue:admin" in text(on)
        await on.press("escape")
        assert "D delete" not in on.lines()[-1]
        await on.press("D")
        assert "the role of the app's owner lacks the right" in text(on)
        assert not isinstance(on.screen, PlanScreen)
        await on.press("a")
        menu = on.app.screen
        assert isinstance(menu, ActionsMenu)
        refused = {each.title: each.refused for each in menu.choices}
        assert "the role of the app's owner" in refused["Delete"]
        assert refused["Edit…"] == "", "nobody has refused that"
        await on.press("escape")
        assert asked(on, "deleteACallQueue") == 1
        grant(on)
        await on.press("r")
        assert "D delete" in on.lines()[-1]
        await on.press("D")
        await confirm(on)
        assert asked(on, "deleteACallQueue") == 2


async def test_a_scope_of_an_object_is_named_in_its_details_and_only_the_user_asks_again(
    house: Houses,
) -> None:
    async with house(options=replace(SMALL, scopes=LISTS[:3]), profile=TEST, start="call-queues", size=(120, 40)) as on:
        await on.press("enter")
        assert "phone:read:call_queue:admin" in text(on)
        await on.press("tab", "tab", "tab", "tab")  # what the tabs read of the object is asked for once more
        tries = asked(on, "getACallQueue")
        await on.press(*("shift+tab",) * 4, *("tab",) * 4)
        assert asked(on, "getACallQueue") == tries
        grant(on, *LISTS)
        await on.press("r")
        assert asked(on, "getACallQueue") > tries
        assert "phone:read:call_queue:admin" not in text(on)
