"""Plans being written beside the screens: how far they are, pause and stop, trying again, and results in a file."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.plans import TEST, TINY, Wire, confirm, open_plan, queues, renamed, renames, text_of
from ztui.services.changes.applying import apply
from ztui.services.changes.model import Run
from ztui.services.changes.updating import plan_update
from ztui.store.journal import Outcome
from ztui.ui.running import summary
from ztui.ui.screens.plan.run import RunScreen
from ztui.ui.screens.plan.run_lines import counts_of
from ztui.ui.screens.plan.screen import PlanScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.ui.house import House

    Houses = Callable[..., AbstractAsyncContextManager[House]]


@pytest.fixture
def opened(house: Houses) -> Houses:
    """Open the app on the list of queues of a tiny account."""

    def begin(**given: Any) -> AbstractAsyncContextManager[House]:
        return house(**{"options": TINY, "profile": TEST, "start": "call-queues", "size": (120, 30)} | given)

    return begin


async def begin_held(on: House, count: int = 3) -> Wire:
    """Write a plan over a line on which writes wait."""
    wire = Wire(on)
    await open_plan(on, await renames(on, count))
    wire.open.clear()
    await on.press("w")
    box: Any = on.app.screen
    box.opened_at -= 1
    await pressed(on, "y")
    return wire


async def pressed(on: House, *keys: str) -> None:
    """Press keys without waiting for what is being written."""
    await on.pilot.press(*keys)
    await on.pilot.pause()
    await on.pilot.pause()


async def test_a_run_goes_on_while_other_screens_are_shown_and_says_so_there(opened: Houses) -> None:
    async with opened() as on:
        wire = await begin_held(on)
        assert "0 done  3 to go" in text_of(on)
        await pressed(on, "escape")
        assert on.screen.spoken == "writing 0 of 3"
        await pressed(on, "3")
        assert "writing 0 of 3" in on.screen.spoken
        on.app.obey("q")
        await on.pilot.pause()
        assert "A plan is being written (writing 0 of 3)." in on.screen.spoken
        wire.open.set()
        await on.settle()
        assert on.screen.spoken == "3 changes: 3 done. z undoes them."
        assert await renamed(on) == ["New 1", "New 2", "New 3"]
        on.app.obey("run")
        await on.settle()
        assert "3 done" in text_of(on)


async def test_another_profile_waits_for_the_run(opened: Houses) -> None:
    async with opened() as on:
        wire = await begin_held(on)
        on.app.obey("profile other")
        await on.pilot.pause()
        assert "A plan is being written with this profile." in on.screen.spoken
        wire.open.set()
        await on.settle()


async def test_a_run_is_paused_and_goes_on(opened: Houses) -> None:
    async with opened() as on:
        wire = await begin_held(on, 6)
        await pressed(on, "b")
        assert "paused" in text_of(on)
        wire.open.set()
        await pressed(on)
        while len(on.screen.running.results) < 4:
            await on.pilot.pause()
        await pressed(on)
        assert len(wire.writes) == 4
        assert "4 done  2 to go" in text_of(on)
        await on.press("b")
        assert len(await renamed(on)) == 6


async def test_a_run_is_stopped_after_it_was_asked_and_what_is_left_is_tried_again(opened: Houses) -> None:
    async with opened() as on:
        wire = await begin_held(on, 6)
        await pressed(on, "S")
        assert "Stop before the 6 changes to go? y/n" in text_of(on)
        box: Any = on.app.screen
        box.opened_at -= 1
        await pressed(on, "y")
        wire.open.set()
        await on.settle()
        assert "4 done  2 not sent" in text_of(on)
        assert on.screen.problem is not None
        await on.press("R")
        assert isinstance(on.screen, PlanScreen)
        assert "2 changes · 2 on" in text_of(on)
        await confirm(on, "y")
        assert len(await renamed(on)) == 6


async def test_what_failed_is_shown_alone_and_planned_anew_from_what_is_there(opened: Houses) -> None:
    async with opened() as on:
        wire = Wire(on)
        wire.strike = lambda number: 409 if number == 1 else ""
        await open_plan(on, await renames(on, 3))
        await confirm(on, "y")
        assert isinstance(on.screen, RunScreen)
        assert "2 done  1 failed" in text_of(on)
        assert on.screen.spoken.startswith("3 changes: 2 done, 1 failed.")
        await on.press("exclamation_mark")
        assert on.screen.lines.count == 1
        failed = on.screen.lines.change_at(0)
        assert failed is not None
        key = failed.key
        await apply(on.app.session, await plan_update(on.app.session, "call-queues", key, {"name": "Theirs"}))
        await on.press("R")
        assert "Theirs  →  New" in text_of(on)
        await confirm(on, "y")
        assert await renamed(on) == ["New 1", "New 2", "New 3"]


async def test_an_unknown_outcome_is_looked_up_and_nothing_else_is_offered_for_it(opened: Houses) -> None:
    async with opened() as on:
        wire = Wire(on)
        rows = await queues(on)
        wire.strike = lambda number: "lost" if number == 0 else ""
        await open_plan(on, await renames(on, 2))
        inner, broken = wire._box.app, [True]

        async def blind(scope: Any, receive: Any, send: Any) -> None:
            if scope["method"] == "GET" and scope["path"].endswith(rows[0]["id"]) and wire.writes and broken[0]:
                raise ConnectionResetError
            await inner(scope, receive, send)

        wire._box.app = blind  # type: ignore[method-assign]
        await confirm(on, "y")
        assert "1 done  1 unknown" in text_of(on)
        assert "unknown  " in text_of(on)
        assert "R retry" not in text_of(on)
        assert "r look up again" in text_of(on)
        await on.press("enter")
        assert "looks it up again" in text_of(on)
        await on.press("escape")
        broken[0] = False
        await on.press("r")
        assert "2 done" in text_of(on)
        assert len(wire.writes) == 2


async def test_results_are_written_to_a_file_that_is_never_replaced_unasked(opened: Houses, out: Path) -> None:
    async with opened() as on:
        wire = Wire(on)
        wire.strike = lambda number: 409 if number == 1 else ""
        await open_plan(on, await renames(on, 2))
        await confirm(on, "y")
        await on.press("x", "ctrl+u", *"a.csv", "enter")
        with (out / "a.csv").open(newline="") as file:
            rows = list(csv.DictReader(file))
        assert sorted(each["outcome"] for each in rows) == ["conflict", "done"]
        assert all(each["journal"] for each in rows)
        await on.press("x", "ctrl+u", *"a.csv", "enter")
        assert "The file is there already" in text_of(on)
        await on.press("enter")
        assert on.screen.spoken == "Nothing was exported."
        await on.press("x", "ctrl+u", *"a.json", "enter")
        assert len(json.loads((out / "a.json").read_text())) == 2


async def test_a_result_tells_asked_and_found_and_where_the_journal_has_it(opened: Houses) -> None:
    async with opened() as on:
        await open_plan(on, await renames(on, 2))
        await confirm(on, "y")
        await on.press("enter")
        text = text_of(on)
        assert "Name: asked New 1, found New 1" in text
        entries = await on.app.session.journal.entries()  # type: ignore[union-attr]
        assert any(each.id in text for each in entries)


async def test_what_was_changed_meanwhile_is_not_told_as_failed(opened: Houses) -> None:
    async with opened() as on:
        wire = await begin_held(on, 3)
        wire.open.set()
        await on.settle()
        running = on.screen.running
        moved = [replace(each, outcome=Outcome.CONFLICT, journal_id="") for each in running.results.values()][:1]
        run = Run(running.plan, (*moved, *list(running.results.values())[1:]))
        assert summary(run) == ("3 changes: 2 done, 1 changed meanwhile.", "bad")
        running.results |= {each.change.id: each for each in moved}
        running.counts.update({Outcome.DONE: -1, Outcome.CONFLICT: 1})
        assert "".join(part.text for part in counts_of(running)).strip() == "2 done  1 changed meanwhile"
