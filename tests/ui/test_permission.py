"""What Zoom does not allow: said with its name, remembered, shown as the reason, and there again once it is granted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.ui.house import SMALL, Line, session_on
from tests.ui.weekly_run import confirm
from ztui.core.config import Profile
from ztui.core.errors import ConfigError
from ztui.core.paths import Folders
from ztui.services.changes.applying import apply
from ztui.sim.scopes import Permissions
from ztui.store.journal import Outcome
from ztui.ui.modals.actions import ActionsMenu
from ztui.ui.screens.plan.run import RunScreen
from ztui.ui.screens.plan.screen import PlanScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.ui.house import House
    from ztui.services.session import Session
    from ztui.sim.inprocess import InProcess
    from ztui.sim.options import Options

    Houses = Callable[..., AbstractAsyncContextManager[House]]

TEST = Profile("lab", plan="none")
PRODUCTION = Profile("acme", label="PROD", production=True, plan="none")
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


async def test_no_screen_of_one_profile_is_left_in_another_and_none_of_its_plans_can_be_written(
    house: Houses, tmp_path: Path, boxes: Callable[[Options], InProcess]
) -> None:
    line = Line(boxes(SMALL))

    async def lab(name: str) -> Session:
        return session_on(line, Folders.inside(tmp_path), Profile(name, plan="none"))

    async with house(profile=PRODUCTION, start="call-queues", open_profile=lab, size=(120, 40)) as on:
        await on.press("D")
        await confirm(on)
        await on.press("escape", "j", "D")
        assert isinstance(on.screen, PlanScreen)
        old, plan = on.app.session, on.screen.plan
        await on.type(":profile lab")
        await on.press("enter")
        assert on.lines()[0].startswith(" lab")
        on.line.cut = True  # whoever asks the former account now fails
        for ways in (":run", ":undo", ":unfinished"):
            await on.type(ways)
            await on.press("enter")
            assert on.screen.session is on.app.session
            assert not isinstance(on.screen, RunScreen | PlanScreen), ways
        for key in ("left_square_bracket", "escape", "L"):
            await on.press(key)
            assert on.screen.session is on.app.session
        assert "Delete call queue" not in text(on), "each profile has a journal of its own"
        with pytest.raises(ConfigError, match="made in another account"):
            await apply(on.app.session, plan)
        assert "was not done" not in text(on)
        assert [each.outcome for each in (await apply(old, plan)).results] == [Outcome.SKIPPED], "that one is over"
        assert not line.box.engine.records.writes


async def test_a_run_of_the_own_account_is_not_shown_while_acting_for_another(house: Houses) -> None:
    async with house(profile=TEST, start="call-queues", size=(120, 40)) as on:
        await on.press("D")
        await confirm(on)
        own = on.app.session
        await on.type(":account")
        await on.press("enter")
        await on.press("5", "E")
        assert on.app.session.account.id
        await on.type(":run")
        await on.press("enter")
        assert not isinstance(on.screen, RunScreen)
        assert "Nothing was written in this account" in on.screen.spoken
        await on.app.act_in("", "")
        await on.settle()
        assert on.app.session is own
        await on.type(":run")
        await on.press("enter")
        assert isinstance(on.screen, RunScreen)


async def test_a_form_that_is_filled_in_keeps_the_profile(house: Houses, tmp_path: Path) -> None:
    async def lab(name: str) -> Session:
        raise AssertionError(name)

    async with house(profile=PRODUCTION, start="call-queues", open_profile=lab, size=(120, 40)) as on:
        await on.press("e")
        before = on.screen
        await on.press("enter", "x", "enter")
        assert before.unsent
        await on.type(":profile lab")
        await on.press("enter")
        assert "would be lost" in text(on)
        assert on.app.session.profile.name == "acme"
