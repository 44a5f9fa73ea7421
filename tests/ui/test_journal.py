from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.journals import PLAN, change, fill
from tests.ui.plans import TEST, TINY, queues, renames
from ztui.core.paths import Folders
from ztui.services.changes.applying import apply
from ztui.services.changes.kept import keep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.house import House

pytestmark = pytest.mark.asyncio
NAME = (("Name", "name", "Old desk", "Support"),)
WAIT = (("Max wait time", "max_wait_time", 180, 300),)


def text_of(app: House) -> str:
    return "\n".join(app.lines())


async def filled(app: House, tmp_path: Path, *rows: Callable[[str], dict[str, Any]]) -> str:
    """Write a journal about the first queue, whose key is given, and go to the queues."""
    queue = str((await queues(app))[0]["id"])
    fill(Folders.inside(tmp_path).journal_file(TEST.name), [each(queue) for each in rows])
    await app.press("2")
    return queue


async def test_the_journal_of_a_row_of_all_and_of_a_filter(tmp_path: Path, house: Callable[..., Any]) -> None:
    async with house(options=TINY, profile=TEST) as app:
        await filled(
            app,
            tmp_path,
            lambda queue: change(1, queue, "Change call queue Support", fields=NAME, at="2026-11-20T09:00:00+00:00"),
            lambda queue: change(2, "other", "Delete call queue Night", outcome="failed", detail="Zoom says no."),
            lambda queue: change(3, queue, "Change call queue Support", fields=WAIT, reason="ticket 4711"),
        )
        await app.press("L")
        shown = text_of(app)
        assert "max wait time 180 → 300" in shown
        assert "name Old desk → Support" in shown
        assert "ticket 4711" in shown
        assert "Fri 20 Nov" in shown, "a line where the day changes"
        assert "Night" not in shown
        await app.press("L")
        assert "Night" in text_of(app)
        await app.press("slash")
        await app.type("outcome:failed")
        assert "1 of 3" in text_of(app)
        await app.press("enter", "escape")
        assert "Old desk" in text_of(app)
        await app.press("colon", *"journal /ticket", "enter")
        assert "Journal ▸ /ticket" in text_of(app)
        assert "Night" not in text_of(app)
        await app.press("slash", *" whoo:jo", "enter")
        assert "Did you mean who?" in text_of(app)


async def test_an_entry_says_all_and_leads_on(tmp_path: Path, house: Callable[..., Any]) -> None:
    async with house(options=TINY, profile=TEST, size=(100, 50)) as app:
        queue = await filled(
            app,
            tmp_path,
            lambda queue: change(1, queue, "Change call queue Support", fields=NAME, plan_id=PLAN, reason="ticket 1"),
            lambda queue: change(2, queue, "Change call queue Support", fields=WAIT, plan_id=PLAN),
        )
        await app.press("L", "down", "enter")
        shown = text_of(app)
        for said in (
            "Sat 21 Nov 2026 05:00:00 PST (13:00:00 UTC)",
            "jo, profile acme",
            "ticket 1",
            "Old desk  →  Support",
            "Read after it",
            f"PATCH /phone/call_queues/{queue}",
            '"name": "Support"',
            "rid=WEB_00000000000000000000000000000001",
            "z shows the plan",
            "The other change of its plan",
        ):
            assert said in shown, said
        await app.press("a")
        assert "Undo it: shows the plan" in text_of(app)
        await app.press("escape")
        lines = app.screen.lines
        lines.move_to(next(at for at, each in enumerate(app.screen._shown) if each.leads_to.startswith("plan")))
        await app.press("enter")
        assert f"/plan:{PLAN}" in text_of(app)
        await app.press("escape", "escape")
        lines.move_to(next(at for at, each in enumerate(app.screen._shown) if each.leads_to == "object"))
        await app.press("enter")
        assert app.screen.key == queue


async def test_undoing_an_entry_shows_the_plan_of_its_inverse(tmp_path: Path, house: Callable[..., Any]) -> None:
    async with house(options=TINY, profile=TEST) as app:
        queue = str((await queues(app))[0]["id"])
        name = (await app.app.session.objects.read("call-queues", queue)).answer["name"]
        fields = (("Name", "name", "Old desk", name),)
        journal = Folders.inside(tmp_path).journal_file(TEST.name)
        fill(journal, [change(1, queue, "Change call queue Support", fields=fields)])
        await app.press("2", "L", "z")
        shown = text_of(app)
        assert "Plan" in shown
        assert "Old desk" in shown


async def test_details_say_what_was_changed_here(tmp_path: Path, house: Callable[..., Any]) -> None:
    async with house(options=TINY, profile=TEST) as app:
        await app.press("2", "enter")
        assert "Changed here" not in text_of(app)
        await app.press("escape")
        await filled(app, tmp_path, lambda queue: change(1, queue, "Change call queue Support", fields=WAIT))
        await app.press("enter")
        shown = text_of(app)
        assert "Changed here" in shown
        assert "05:00 jo" in shown
        assert "180 → 300" in shown
        await app.press("L")
        assert "Journal" in text_of(app)


async def test_what_is_unfinished_is_said_at_the_start_and_decided(tmp_path: Path, house: Callable[..., Any]) -> None:
    rows = [
        change(1, "gone", "Change call queue Gone", outcome=None, fields=NAME, sent=False),
        change(2, "lost", "Change call queue Lost", outcome="unknown", fields=NAME, detail="no answer came"),
    ]
    fill(Folders.inside(tmp_path).journal_file(TEST.name), rows)
    async with house(options=TINY, profile=TEST) as app:
        said = "Not finished: 1 change without an answer, 1 change never sent. See :unfinished."
        assert said in text_of(app)
        await app.press("colon", *"unfinished", "enter")
        shown = text_of(app)
        assert "not sent" in shown
        assert "no answer" in shown
        await app.press("enter")
        assert "The run was cut before this was sent." in text_of(app)
        lines = app.screen.lines
        lines.move_to(next(at for at, each in enumerate(app.screen._shown) if each.leads_to == "look up"))
        await app.press("enter")
        assert "it was never sent" in text_of(app)
        await app.press("escape", "enter")
        lines = app.screen.lines
        lines.move_to(next(at for at, each in enumerate(app.screen._shown) if each.leads_to == "not done"))
        await app.press("enter", "enter")
        assert "Say how it is known" in text_of(app)
        await app.press(*"seen in the portal", "enter")
        assert "says it was not done: seen in the portal" in text_of(app)
        assert "unknown" in text_of(app), "what was noted before stays"
        await app.press("escape")
        assert "Nothing is unfinished" in text_of(app)


async def test_what_is_shown_is_exported(tmp_path: Path, house: Callable[..., Any]) -> None:
    async with house(options=TINY, profile=TEST) as app:
        await filled(
            app,
            tmp_path,
            lambda queue: change(1, queue, "Change call queue Support", fields=NAME),
            lambda queue: change(2, queue, "=1+1", outcome="failed"),
        )
        await app.press("L", "slash", *"outcome:failed", "enter", "x")
        field = app.app.screen.query_one("#asked")
        target = tmp_path / "out.json"
        field.value = str(target)
        await app.press("enter")
        assert "Exported 1 entry" in text_of(app)
        (row,) = json.loads(target.read_text(encoding="utf-8"))
        assert (row["title"], row["profile"]) == ("=1+1", "acme")
        await app.press("x")
        app.app.screen.query_one("#asked").value = str(target)
        await app.press("enter")
        assert "there already" in text_of(app)
        await app.press("enter")
        assert "Nothing was exported" in text_of(app)


async def test_a_journal_that_cannot_be_read_is_told_and_keeps_the_screen(
    tmp_path: Path, house: Callable[..., Any]
) -> None:
    path = Folders.inside(tmp_path).journal_file(TEST.name)
    path.parent.mkdir(parents=True)
    path.write_text("no journal at all, but something that somebody wants to keep " * 40)
    async with house(options=TINY, profile=TEST) as app:
        await app.press("colon", *"journal", "enter")
        assert "cannot be used" in text_of(app) or "damaged" in text_of(app)
    assert path.read_text().startswith("no journal at all")


async def test_a_run_that_was_cut_is_resumed_or_left(house: Callable[..., Any]) -> None:
    async with house(options=TINY, profile=TEST) as app:
        plan = await renames(app, 2)
        await keep(app.app.session, plan)
        await app.press("colon", *"unfinished", "enter")
        shown = text_of(app)
        assert "cut run" in shown
        assert "2 of 2 were never sent" in shown
        await app.press("enter", "enter")
        assert "Resumes a run of 2 changes" in text_of(app)
        await app.press("escape", "enter", "down", "enter")
        assert "2 changes that were never sent are forgotten" in text_of(app)
        assert "Nothing is unfinished" in text_of(app)


async def test_marked_entries_are_undone_by_one_plan_and_the_others_stay(house: Callable[..., Any]) -> None:
    async with house(options=TINY, profile=TEST) as app:
        plan = await renames(app, 3)
        await apply(app.app.session, plan)
        await app.press("colon", *"journal", "enter", "V", "j", "V")
        await app.settle()
        assert app.lines()[-2].strip() == "2 marked"
        assert "z undo 2 marked" in app.lines()[-1]
        await app.press("z")
        shown = text_of(app)
        assert "PLAN · 2 changes · 2 on" in shown
        assert shown.count("Undo: ") == 2
        await app.press("escape")
        assert app.lines()[-2].strip() == "2 marked"
        await app.press("escape")
        assert app.lines()[-2].strip() == ""
        assert "marked" not in app.lines()[-1]
        await app.press("space")
        assert app.lines()[-2].strip() == "1 marked"
