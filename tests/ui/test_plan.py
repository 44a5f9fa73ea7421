"""The plan screen: what is shown before a write, what confirms it, and what keeps it from being written."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from textual.events import Paste

from tests.ui.plans import TEST, TINY, Wire, box_over, confirm, open_plan, queues, renamed, renames, text_of
from ztui.services.changes.applying import apply
from ztui.services.changes.creating import plan_create
from ztui.services.changes.model import FieldChange, merge
from ztui.services.changes.planning import new_plan
from ztui.services.changes.removing import plan_delete
from ztui.services.changes.updating import plan_update
from ztui.services.forms.loading import sheet_of_update
from ztui.ui.screens.form.screen import FormScreen
from ztui.ui.screens.plan.screen import PlanScreen
from ztui.ui.screens.plan.show import show_plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.house import House

    Houses = Callable[..., AbstractAsyncContextManager[House]]


@pytest.fixture
def opened(house: Houses) -> Houses:
    """Open the app on the list of queues of a tiny account."""

    def begin(**given: Any) -> AbstractAsyncContextManager[House]:
        return house(**{"options": TINY, "profile": TEST, "start": "call-queues"} | given)

    return begin


async def test_a_plan_shows_before_and_after_the_request_and_what_can_be_undone(opened: Houses) -> None:
    async with opened() as on:
        plan = await renames(on, 2)
        await open_plan(on, plan)
        text = text_of(on)
        assert "PLAN · 2 changes · 2 on" in text
        assert f"[x] 1  {plan.changes[0].title}" in text
        assert f"{plan.changes[1].label}" in next(each for each in on.lines() if "→  New 2" in each)
        assert f"PATCH /phone/call_queues/{plan.changes[0].key}" in text
        assert text.count("can be undone") == 2
        assert "w write 2 changes…" in text


async def test_the_sentences_are_never_narrower_than_the_screen_also_before_it_is_laid_out(opened: Houses) -> None:
    async with opened() as on:
        plan = replace(await renames(on, 1), says=("All that is said here fits into one line of the plan.",))
        show_plan(on.app, on.app.session, plan)
        painted: set[int] = set()
        for _ in range(60):
            if isinstance(on.app.screen, PlanScreen) and on.app.screen.is_mounted:
                painted.add(on.app.screen.lines.count)
            await asyncio.sleep(0)
        await on.settle()
        painted.add(on.screen.lines.count)
        assert len(painted - {on.screen.lines.first_line(1)}) == 1, painted


async def test_space_switches_a_change_off_and_only_the_others_are_written(opened: Houses) -> None:
    async with opened() as on:
        wire = Wire(on)
        await open_plan(on, await renames(on, 2))
        await on.press("space")
        assert "[ ] 1" in text_of(on)
        assert "w write 1 change…" in text_of(on)
        await confirm(on, "y")
        assert (await renamed(on), len(wire.writes)) == (["New 2"], 1)


async def test_one_change_closes_its_plan_and_is_said_where_it_came_from(opened: Houses) -> None:
    async with opened() as on:
        origin = on.screen
        await open_plan(on, await renames(on))
        await on.press("w")
        assert "Write 1 change to acme TEST? y/n" in text_of(on)
        await confirm_shown(on, "y")
        assert on.screen is origin
        assert on.screen.spoken.startswith("Done: Change call queue")
        assert await renamed(on) == ["New 1"]


async def confirm_shown(on: House, *keys: str) -> None:
    box: Any = on.app.screen
    box.opened_at -= 1
    await on.press(*keys)


async def test_the_reason_is_kept_and_w_is_a_letter_in_its_field(opened: Houses) -> None:
    async with opened() as on:
        wire = Wire(on)
        await open_plan(on, await renames(on))
        await on.press("tab", *"two weeks", "y")
        assert on.screen.reason == "two weeksy"
        assert not wire.writes
        await on.press("backspace", "enter")
        await confirm(on, "y")
        journal: Any = on.app.session.journal
        assert [each.about.reason for each in await journal.entries()] == ["two weeks"]


async def test_a_profile_that_wants_a_reason_is_asked_for_it_first(opened: Houses) -> None:
    async with opened(profile=replace(TEST, require_reason=True)) as on:
        await open_plan(on, await renames(on))
        assert "Reason (required):" in text_of(on)
        await on.press("w")
        assert "wants a reason for every change" in on.screen.spoken
        await on.press(*"ticket 1", "enter")
        await confirm(on, "y")
        assert await renamed(on) == ["New 1"]


async def test_what_is_pasted_or_pressed_ahead_confirms_nothing(opened: Houses) -> None:
    async with opened() as on:
        wire = Wire(on)
        await open_plan(on, await renames(on))
        on.app.screen.post_message(Paste("w\ny\ny\n"))
        await on.settle()
        assert not box_over(on)
        await on.press("w")
        box: Any = on.app.screen
        box._monotonic = lambda: box.opened_at + 0.05
        await on.press("y", "y", "enter", "space")
        box.post_message(Paste("y"))
        await on.settle()
        assert on.app.screen is box
        await on.press("n")
        assert (on.screen.spoken, wire.writes) == ("Nothing was written.", [])


async def test_what_was_changed_meanwhile_is_told_and_made_anew(opened: Houses) -> None:
    async with opened() as on:
        row = (await queues(on))[0]
        session = on.app.session

        async def make() -> Any:
            return await plan_update(session, "call-queues", row["id"], {"name": "New 1"})

        await open_plan(on, await make(), remake=make)
        await apply(session, await plan_update(session, "call-queues", row["id"], {"name": "Theirs"}))
        wire = Wire(on)
        await on.press("w")
        assert not box_over(on)
        assert f"Name is 'Theirs' now, and was '{row['name']}'" in text_of(on)
        assert on.screen.spoken.startswith("Nothing was written. Changed since it was planned")
        await on.press("r")
        assert "Theirs  →  New 1" in text_of(on)
        assert not wire.writes
        await confirm(on, "y")
        assert await renamed(on) == ["New 1"]


@pytest.mark.parametrize("code", [409, 412])
async def test_what_zoom_refuses_never_looks_like_success(opened: Houses, code: int) -> None:
    async with opened(size=(120, 30)) as on:
        wire = Wire(on)
        wire.strike = lambda _number: code
        await open_plan(on, await renames(on))
        await confirm(on, "y")
        text = text_of(on)
        assert f"Refused with {code}" in text
        assert "1 failed" in text
        assert "Done" not in text
        await on.press("enter")
        assert f"Refused with {code}" in text_of(on)
        assert await renamed(on) == []


async def test_refused_fields_go_back_onto_the_form(opened: Houses) -> None:
    async with opened() as on:
        wire = Wire(on)
        wire.strike = lambda _number: 300
        row = (await queues(on))[0]
        sheet = await sheet_of_update(on.app.session, "call-queues", row["id"])
        sheet.type("name", "New 1")
        form = FormScreen(on.app.session, sheet)
        on.app.go(form, on.screen)
        await on.settle()
        await on.press("w")
        await confirm(on, "y")
        assert on.screen is form
        assert sheet.text("name") == "New 1"
        assert "Taken" in sheet.problem("name")


async def test_the_form_is_as_it_was_left_and_goes_once_all_is_written(opened: Houses) -> None:
    async with opened() as on:
        origin, row = on.screen, (await queues(on))[0]
        sheet = await sheet_of_update(on.app.session, "call-queues", row["id"])
        sheet.type("name", "New 1")
        form = FormScreen(on.app.session, sheet)
        on.app.go(form, origin)
        await on.settle()
        for key in ("e", "escape"):
            await on.press("w", key)
            assert (on.screen, sheet.text("name")) == (form, "New 1")
        await on.press("w")
        await confirm(on, "y")
        assert (on.screen, form.unsent) == (origin, "")


async def test_what_failed_leads_back_to_the_form_with_all_that_was_typed(opened: Houses) -> None:
    async with opened() as on:
        wire = Wire(on)
        wire.strike = lambda _number: 409
        sheet = await sheet_of_update(on.app.session, "call-queues", (await queues(on))[0]["id"])
        sheet.type("name", "New 1")
        form = FormScreen(on.app.session, sheet)
        on.app.go(form, on.screen)
        await on.settle()
        await on.press("w")
        await confirm(on, "y")
        assert on.screen.key_title("edit") == "back to the form"
        assert "Refresh, and look at the object" in " ".join(text_of(on).split())
        await on.press("e")
        assert (on.screen, sheet.text("name")) == (form, "New 1")


async def test_a_plan_is_written_once(opened: Houses) -> None:
    async with opened() as on:
        wire = Wire(on)
        await open_plan(on, await renames(on, 2))
        await confirm(on, "y")
        await on.press("left_square_bracket")
        assert "written" in text_of(on)
        await on.press("w")
        assert "It was written already" in on.screen.spoken
        assert len(wire.writes) == 2


async def test_a_lost_answer_is_looked_up(opened: Houses) -> None:
    async with opened() as on:
        wire = Wire(on)
        wire.strike = lambda _number: "lost"
        await open_plan(on, await renames(on))
        await confirm(on, "y")
        assert "reading it shows that it was done" in on.screen.spoken
        assert (await renamed(on), len(wire.writes)) == (["New 1"], 1)


async def test_what_never_arrived_is_told_as_not_applied(opened: Houses) -> None:
    async with opened(size=(120, 30)) as on:
        wire = Wire(on)
        wire.strike = lambda _number: "never"
        await open_plan(on, await renames(on))
        await confirm(on, "y")
        assert "not applied" in text_of(on)
        assert (await renamed(on), len(wire.writes)) == ([], 1)


async def test_nothing_is_sent_where_the_journal_cannot_be_written(opened: Houses) -> None:
    async with opened(size=(120, 30)) as on:
        wire = Wire(on)
        await open_plan(on, await renames(on))
        journal: Any = on.app.session.journal
        await journal.entries()
        pages = "pragma page_count"
        full = await journal._lane.run(lambda each: each.execute(pages).fetchone()[0])
        await journal._lane.run(lambda each: each.execute(f"pragma max_page_count={full}"))
        await confirm(on, "y")
        assert not wire.writes
        assert "journal" in text_of(on).casefold()
        assert "Done" not in text_of(on)


@pytest.mark.parametrize("way", [{"profile": replace(TEST, read_only=True)}, {"offline": True}])
async def test_what_may_not_write_shows_the_plan_and_says_why_not(opened: Houses, way: dict[str, Any]) -> None:
    async with opened() as other:
        plan = await renames(other)
    async with opened(**way) as on:
        wire = Wire(on)
        await open_plan(on, plan)
        assert "It cannot be written: " in text_of(on)
        await on.press("w")
        assert not box_over(on)
        assert on.screen.spoken.startswith("Nothing was changed. ")
        assert not wire.writes


async def test_production_asks_one_level_stricter(opened: Houses) -> None:
    async with opened(profile=replace(TEST, label="PROD", production=True)) as on:
        wire = Wire(on)
        await open_plan(on, await renames(on))
        await on.press("w")
        assert type(on.app.screen).__name__ == "DangerBox"
        assert "Write 1 change to acme PROD?" in text_of(on)
        await confirm_shown(on, "enter")
        assert (on.screen.spoken, wire.writes) == ("Nothing was written.", [])
        await confirm(on, "y")
        assert len(wire.writes) == 1


async def test_what_cannot_be_undone_wants_its_name_typed(opened: Houses) -> None:
    async with opened() as on:
        await confirm_create(on, "Zed")
        key = next(each["id"] for each in await queues(on) if each["name"] == "Zed")
        wire = Wire(on)
        await open_plan(on, await plan_delete(on.app.session, "call-queues", [key]))
        await on.press("w")
        assert type(on.app.screen).__name__ == "SevereBox"
        assert "Type Zed, then ctrl+y" in text_of(on)
        await confirm_shown(on, "y", "enter", "ctrl+y")
        assert not wire.writes
        await on.press("backspace", *"Zed", "ctrl+y")
        assert wire.writes == [("DELETE", f"/phone/call_queues/{key}")]


async def confirm_create(on: House, name: str) -> None:
    site = (await queues(on))[0]["site"]["id"]
    plan = await plan_create(on.app.session, "call-queues", {"name": name, "site_id": site})
    await apply(on.app.session, plan)


async def test_secrets_are_masked_everywhere(opened: Houses) -> None:
    async with opened(size=(120, 40)) as on:
        plan = await renames(on)
        secret = FieldChange("Password", "", "password", "old-hush", "hush-hush", secret=True)
        change = replace(plan.changes[0], fields=(*plan.changes[0].fields, secret))
        change = replace(change, request=replace(change.request, body={"name": "New 1", "password": "hush-hush"}))
        await open_plan(on, replace(plan, changes=(change,)))
        assert "(secret)" in text_of(on)
        assert "hush" not in text_of(on)
        await on.press("enter")
        assert "hush" not in text_of(on)


async def test_the_plan_is_copied_as_commands(opened: Houses) -> None:
    async with opened() as on:
        await open_plan(on, await renames(on, 2))
        await on.press("Y")
        assert "2 commands" in on.screen.spoken


async def test_a_plan_without_changes_says_why(opened: Houses) -> None:
    async with opened() as on:
        row = (await queues(on))[0]
        await open_plan(on, await plan_update(on.app.session, "call-queues", row["id"], {"name": row["name"]}))
        assert "Nothing is to be written." in text_of(on)
        assert "is so already" in text_of(on)
        assert " w write" not in text_of(on)
        await on.press("w")
        assert not box_over(on)


async def test_hostile_names_are_text(opened: Houses) -> None:
    async with opened() as on:
        row = (await queues(on))[0]
        name = "[bold red]X[/] [@click=app.quit()]a\x1b[2J"
        plan = await plan_update(on.app.session, "call-queues", row["id"], {"name": "New 1"})
        await open_plan(on, replace(plan, changes=(replace(plan.changes[0], label=name, title=name),)))
        assert "[bold red]X[/] [@click=app.quit()]a\ufffd[2J" in text_of(on)
        await on.press("w")
        assert "y/n" in text_of(on)


async def test_thousands_of_changes_are_scrolled(opened: Houses) -> None:
    async with opened() as on:
        plan = await renames(on)
        many = [replace(plan.changes[0], id=str(at), title=f"Change number {at}") for at in range(1, 10_001)]
        await open_plan(on, new_plan(on.app.session, many))
        await on.press("G")
        assert "Made from what Zoom had" in text_of(on)
        assert on.screen.lines.count == 30_002
        await on.press("pageup")
        assert "[x] 10000  Change number 10000" in text_of(on)


async def test_z_undoes_the_last_change_and_says_what_was_undone_already(opened: Houses) -> None:
    async with opened() as on:
        old = (await queues(on))[0]["name"]
        await on.press("z")
        assert "There is nothing to undo." in on.screen.spoken
        await open_plan(on, await renames(on))
        await confirm(on, "y")
        await on.press("z")
        assert f"New 1  →  {old}" in text_of(on)
        assert "It undoes what was written" in text_of(on)
        await confirm(on, "y")
        assert await renamed(on) == []
        await on.press("z")
        assert "All that you wrote was undone already." in on.screen.spoken


async def test_z_undoes_a_plan_of_many_together(opened: Houses) -> None:
    async with opened() as on:
        await open_plan(on, merge([await renames(on, 3)]))
        await confirm(on, "y")
        assert await renamed(on) == ["New 1", "New 2", "New 3"]
        await on.press("z")
        assert "PLAN · 3 changes" in text_of(on)
        await confirm(on, "y")
        assert await renamed(on) == []


async def test_what_cannot_be_undone_is_said_and_not_passed_over(opened: Houses) -> None:
    async with opened() as on:
        await open_plan(on, await renames(on))
        await confirm(on, "y")
        journal: Any = on.app.session.journal
        await journal._write("update intent set inverse = null", ())
        await on.press("z")
        assert "The last change (" in on.screen.spoken
        assert "cannot be undone" in on.screen.spoken


async def test_looking_what_can_be_undone_is_told_and_stopped(opened: Houses) -> None:
    async with opened() as on:
        await open_plan(on, await renames(on, 3))
        await confirm(on, "y")
        seen: list[str] = []
        wire, held = Wire(on), asyncio.Event()
        answer = wire.app

        async def late(scope: Any, receive: Any, send: Any) -> None:
            seen.append(on.screen.spoken)
            await held.wait()
            await answer(scope, receive, send)

        wire.app = late  # type: ignore[method-assign]
        here = on.screen
        await on.pilot.press("z")
        while not seen:
            await on.pilot.pause()
        await on.press("escape")
        assert "looking what can be undone" in seen[0]
        assert on.screen is here
        assert on.screen.spoken == "Stopped looking what can be undone; nothing was sent."
        held.set()
        await on.settle()
        assert on.screen is here
