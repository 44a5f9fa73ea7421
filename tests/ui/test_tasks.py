"""Guided tasks on screen: what they ask for, what they found, and the way to the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.idle import until_worked
from tests.ui.plans import TEST, confirm, kind, listed, text_of
from tests.ui.scenes import SIZES, Scene
from ztui.services.view import View
from ztui.sim.options import Options
from ztui.ui.screens.plan.screen import PlanScreen
from ztui.ui.screens.tasks.choosing import TasksScreen
from ztui.ui.screens.tasks.findings import FindingsScreen
from ztui.ui.screens.tasks.form import TaskForm
from ztui.ui.screens.tasks.show import show_task

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from textual.pilot import Pilot

    from tests.ui.house import House

    Houses = Callable[..., AbstractAsyncContextManager[House]]

TINY = Options(accounts=1, sites=2, users=12, queues=4, numbers=20, calls=5, plan="none", strict=True)


@pytest.fixture
def opened(house: Houses) -> Houses:
    """Open the app on a tiny account."""

    def begin(**given: Any) -> AbstractAsyncContextManager[House]:
        return house(**{"options": TINY, "profile": TEST, "start": "users"} | given)

    return begin


async def open_task(on: House, name: str) -> None:
    await on.press("colon")
    await on.type(f"task {name}".strip())
    await on.press("enter")


async def test_a_leaver_goes_from_the_menu_over_the_findings_to_the_plan_and_is_written(opened: Houses) -> None:
    async with opened() as on:
        user = (await listed(on, "users"))[2]
        show_task(on.app, on.app.session, "leaver", user["id"])
        await on.settle()
        assert kind(on) is TaskForm
        await on.press("w")
        await on.settle()
        assert kind(on) is FindingsScreen
        text = text_of(on)
        assert user["email"] in text
        assert "Call queues" in text
        await on.press("w")
        await on.settle()
        assert kind(on) is PlanScreen
        screen: Any = on.screen
        assert screen.plan.changes[-1].request.operation_id == "updateUsersPropertiesInBatch"
        await confirm(on, "y")
        await on.settle()
        (now,) = [each for each in await listed(on, "users") if each["id"] == user["id"]]
        assert (now["status"], now["phone_numbers"]) == ("deactivate", [])


async def test_esc_leads_back_to_what_was_asked_and_nothing_is_lost(opened: Houses) -> None:
    async with opened() as on:
        user = (await listed(on, "users"))[0]
        show_task(on.app, on.app.session, "leaver", user["id"])
        await on.press("w")
        await on.settle()
        await on.press("escape")
        assert kind(on) is TaskForm
        assert user["name"] in text_of(on)


async def test_what_is_missing_is_said_at_its_field(opened: Houses) -> None:
    async with opened() as on:
        await open_task(on, "holiday")
        assert kind(on) is TaskForm
        await on.press("w")
        await on.settle()
        assert "No plan yet: Name of the holiday is missing" in on.screen.spoken


async def test_all_tasks_are_listed_and_an_unknown_one_is_refused(opened: Houses) -> None:
    async with opened() as on:
        await open_task(on, "")
        assert kind(on) is TasksScreen
        assert all(each in text_of(on) for each in ("leaver", "joiner", "phone-swap", "holiday", "recording"))
        await on.press("enter")
        assert kind(on) is TaskForm
        await on.press("escape")
        await open_task(on, "leever")
        assert "leaver" in on.screen.spoken


async def test_marked_queues_and_a_call_fill_in_what_the_task_is_about(opened: Houses) -> None:
    async with opened() as on:
        queues = (await listed(on, "call-queues"))[:2]
        show_task(on.app, on.app.session, "holiday", [each["id"] for each in queues])
        await on.settle()
        form: Any = on.screen
        assert form.sheet.text("queues") == f"{queues[0]['name']}, {queues[1]['name']}"
        row = {"direction": "inbound", "caller_did_number": "+14155550188"}
        show_task(on.app, on.app.session, "block", "call", row=row)
        await on.settle()
        assert "415" in text_of(on)


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
def test_what_a_leaver_has_looks_as_approved(look: Callable[..., bool], size: tuple[int, int]) -> None:
    async def find(pilot: Pilot[None]) -> None:
        house: Any = pilot.app
        await pilot.press("escape")
        listing = house.session.listings.open(View("devices"))
        await listing.refresh()
        (device, *_) = await listing.rows(0, 3)
        await listing.close()
        show_task(house, house.session, "leaver", device.row["assignees"][0]["id"])
        await until_worked(house)
        await pilot.press("w")
        for _ in range(3):
            await until_worked(house)
            await pilot.pause()

    assert look(Scene("leaver-found", (("6",),)), size, profile=TEST, then=find, options=TINY)
