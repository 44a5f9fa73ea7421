"""The checks on their screen: what was found, why it matters, what mends it, what is ignored."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.ui.plans import confirm
from ztui.core.config import Profile
from ztui.sim.options import Options
from ztui.ui.screens.checks.screen import ChecksScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.house import House

    Opened = Callable[..., AbstractAsyncContextManager[House]]

MESSY = Options(accounts=0, sites=3, users=120, queues=26, numbers=400, calls=0, plan="none", strict=True, messy=True)
WRITING = Profile("acme", plan="none")


async def checked(house: House, words: str = "check") -> Any:
    """Open the checks and read what they look at."""
    await house.press("colon", *words, "enter")
    await house.press("r")
    assert isinstance(house.screen, ChecksScreen)
    return house.screen


def move_to(house: House, rule: str) -> Any:
    screen = house.screen
    rows = screen.items
    at = next(at for at, each in enumerate(rows) if each.finding is not None and each.judged.rule.id == rule)
    screen.table.move_to(at)
    return rows[at]


async def test_nothing_is_read_before_it_is_asked_for_and_then_findings_stand_under_their_rules(house: Opened) -> None:
    async with house(options=MESSY) as made:
        await made.press("colon", *"check", "enter")
        assert "Nothing of the account is stored yet." in "\n".join(made.lines())
        await made.press("r")
        shown = "\n".join(made.lines())
        assert "serious: Sites without an emergency address (1)" in shown
        assert "rules not judged or in part" in shown
        assert "Help cannot be sent to where the call comes from." in shown


async def test_a_finding_leads_to_its_object_its_plan_or_its_form(house: Opened) -> None:
    async with house(options=MESSY, profile=WRITING) as made:
        await checked(made)
        move_to(made, "queue-empty")
        await made.press("enter")
        assert type(made.screen).__name__ == "DetailScreen"
        await made.press("escape")
        await made.press("e")
        assert type(made.screen).__name__ == "FormScreen"
        await made.press("escape")
        move_to(made, "inactive-number")
        await made.press("e")
        assert type(made.screen).__name__ == "PlanScreen"
        await made.press("escape")
        row = move_to(made, "unassigned-numbers")
        await made.press("enter")
        pane = made.screen.pane
        assert f"{pane.listing.status.shown} of " in row.finding.says
        assert type(made.screen).__name__ == "ListScreen"


async def test_what_a_plan_mended_is_read_again_and_no_longer_found(house: Opened) -> None:
    async with house(options=MESSY, profile=WRITING) as made:
        screen = await checked(made, "check leads-nowhere")
        row = move_to(made, "leads-nowhere")
        assert row.finding.says.startswith("closed hours and")
        await made.press("e")
        await confirm(made, "y")
        assert made.screen is screen
        left = {each.id: each.says for each in screen.report.findings}
        assert "closed hours" not in left[row.finding.id]


async def test_what_nothing_mends_says_so(house: Opened) -> None:
    async with house(options=MESSY, profile=WRITING) as made:
        await checked(made, "check group-no-trunk")
        move_to(made, "group-no-trunk")
        await made.press("e")
        assert "No operation of Zoom's mends it." in made.screen.spoken


async def test_an_ignored_finding_is_counted_and_can_be_told_again(house: Opened) -> None:
    async with house(options=MESSY) as made:
        screen = await checked(made, "check queue-single")
        found = len(screen.report.findings)
        row = move_to(made, "queue-single")
        await made.press("I")
        await made.press(*"one person office", "enter")
        assert len(screen.report.findings) == found - 1
        assert "1 ignored" in "\n".join(made.lines())
        await made.press("a")
        await made.press("down", "down", "down", "enter")
        shown = "\n".join(made.lines())
        assert "(ignored: one person office)" in shown
        at = next(at for at, each in enumerate(screen.items) if each.key == row.key)
        screen.table.move_to(at)
        await made.press("I")
        assert len(screen.report.findings) == found


async def test_offline_it_judges_what_is_stored(house: Opened) -> None:
    async with house(options=MESSY) as made:
        await checked(made, "check serious")
        made.screen.session.offline = True
        await made.press("r")
        assert "Offline" in made.screen.spoken
        assert made.screen.report.findings


async def test_what_was_mended_is_undone_from_there(house: Opened) -> None:
    async with house(options=MESSY, profile=WRITING) as made:
        screen = await checked(made, "check inactive-number")
        move_to(made, "inactive-number")
        await made.press("e")
        await confirm(made, "y")
        assert made.screen is screen
        assert "z undoes it" in screen.spoken
        await made.press("z")
        assert type(made.screen).__name__ == "PlanScreen"


async def test_a_key_that_leads_nowhere_is_led_elsewhere_in_its_form(house: Opened) -> None:
    async with house(options=MESSY, profile=WRITING) as made:
        screen = await checked(made, "check key-nowhere")
        row = move_to(made, "key-nowhere")
        await made.press("e")
        form = made.screen
        assert type(form).__name__ == "FormScreen"
        assert form.sheet.title == "Change key"
        form.sheet.set("action", -1)
        await made.press("w")
        assert "cannot be undone: what it led to is gone" in "\n".join(made.lines())
        await confirm(made, "y")
        assert made.screen is screen
        left = {each.id: each.says for each in screen.report.findings}
        assert left.get(row.finding.id) != row.finding.says


async def test_reading_that_failed_or_was_stopped_shows_what_came(house: Opened) -> None:
    async with house(options=MESSY) as made:
        await made.press("colon", *"check", "enter")
        screen = made.screen
        assert not screen.report.findings
        await made.app.session.inventory.sync(["users"], fresh_for=timedelta(0))
        made.line.cut = True
        await made.press("r")
        assert {each.rule for each in screen.report.findings} >= {"inactive-number"}
        assert "rules not judged or in part" in " ".join("\n".join(made.lines()).split())
        assert any(each.text.startswith("To be read: ") for each in made.app.messages)
        screen.report = None
        made.line.cut, made.line.held = False, asyncio.Event()
        await made.pilot.press("r")
        await made.pilot.press("escape")
        await made.settle()
        assert "Stopped" in screen.spoken
        assert screen.report.findings
        made.line.held.set()
