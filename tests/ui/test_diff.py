"""What changed since a snapshot, on its screen."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.ui.house import session_on
from tests.ui.plans import confirm, open_plan, queues
from ztui.core.config import Profile
from ztui.core.paths import Folders
from ztui.services.changes.updating import plan_update
from ztui.services.snapshots.files import write_snapshot
from ztui.services.snapshots.taking import take
from ztui.sim.options import Options

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.ui.house import House, Line
    from ztui.services.session import Session

    Opened = Callable[..., AbstractAsyncContextManager[House]]

TINY = Options(accounts=0, sites=2, users=14, queues=5, numbers=30, calls=0, plan="none", strict=True)


async def old_snapshot(session: Session, folder: Path) -> Path:
    """Take a snapshot and change it, as if the account had been other then."""
    file = folder / "old.json"
    write_snapshot(file, await take(session))
    data: dict[str, Any] = json.loads(file.read_text("utf-8"))
    queues = list(data["objects"]["call-queues"].values())
    queues[0]["name"] = "Old name"
    queues[1]["hours_and_routing"]["business_hours"][0]["settings"]["max_call_in_queue"] = 99
    data["objects"]["users"].popitem()
    data["objects"]["sites"]["gone"] = {"name": "Closed site", "site_code": 899}
    data["taken_at"] = "2026-11-20T09:00:00+00:00"
    file.write_text(json.dumps(data), "utf-8")
    return file


async def old_elsewhere(line: Line, folder: Path) -> Path:
    """Do the same with folders of its own, so that nothing of it is stored in the app's."""
    session = session_on(line, Folders.inside(folder / "before"), Profile("acme", plan="none"))
    try:
        return await old_snapshot(session, folder)
    finally:
        await session.close()


async def typed(house: House, text: str) -> None:
    """Do what a line says."""
    house.app.obey(text)
    await house.settle()


async def test_it_compares_with_what_is_stored_and_then_with_what_is(house: Opened, tmp_path: Path) -> None:
    async with house(options=TINY) as made:
        file = await old_elsewhere(made.line, tmp_path)
        await typed(made, f"diff {file}")
        shown = " ".join(" ".join(made.lines()).split())
        assert "no difference in what could be compared" in shown
        assert " kinds of objects; r reads what is missing" in shown
        assert "Auto receptionists, in the second: never read" in shown
        await made.press("r")
        shown = "\n".join(made.lines())
        assert "4 differences (1 added, 1 gone, 2 changed)" in shown
        assert "Old name" in shown
        assert "Closed site" in shown
        row = made.screen.row
        await made.press("enter")
        assert type(made.screen).__name__ == "DetailScreen"
        await made.press("escape")
        assert made.screen.row == row


async def test_a_snapshot_is_taken_from_the_command_line_and_an_old_one_says_that_ztui_wrote_since(
    house: Opened, tmp_path: Path
) -> None:
    async with house(options=TINY, profile=Profile("acme", plan="none")) as made:
        file = tmp_path / "two words.json"
        await typed(made, f"snapshot '{file}'")
        await made.app.workers.wait_for_complete()
        await made.settle()
        assert "objects written to" in made.screen.spoken
        assert file.exists()
        await typed(made, f"snapshot '{file}'")
        assert "is there already" in made.screen.spoken
        await typed(made, "snapshot")
        assert "Which file?" in made.screen.spoken
        made.line.box.clock.advance(3600)
        (queue, *_) = await queues(made)
        plan = await plan_update(made.app.session, "call-queues", queue["id"], {"name": "Renamed"})
        await open_plan(made, plan)
        await confirm(made, "y")
        await typed(made, f"diff '{file}'")
        shown = " ".join(" ".join(made.lines()).split())
        assert "to what was read from" in shown
        assert "ztui wrote since then, r reads it" in shown
        await made.press("z")
        assert type(made.screen).__name__ == "PlanScreen"
        await made.press("escape")
        await made.press("r")
        shown = " ".join(" ".join(made.lines()).split())
        assert "1 difference (1 changed)" in shown
        assert "wrote since" not in shown


async def test_snapshots_of_two_accounts_are_not_compared(house: Opened, tmp_path: Path) -> None:
    async with house(options=TINY) as made:
        file = await old_elsewhere(made.line, tmp_path)
        data = json.loads(file.read_text("utf-8"))
        file.write_text(json.dumps({**data, "account": "another"}), "utf-8")
        made.app.session.profile = replace(made.app.session.profile, account_id="ours")
        await typed(made, f"diff {file}")
        assert "These are two accounts" in made.screen.spoken


async def test_what_is_gone_cannot_be_opened_and_says_so(house: Opened, tmp_path: Path) -> None:
    async with house(options=TINY) as made:
        file = await old_elsewhere(made.line, tmp_path)
        await typed(made, f"diff {file} {file}")
        assert "Nothing is different." in "\n".join(made.lines())
        await made.press("escape")
        await typed(made, f"diff {file}")
        await made.press("r")
        screen = made.screen
        at = next(at for at, each in enumerate(screen.items) if each.kind == "gone")
        screen.table.move_to(at)
        await made.press("enter")
        assert "cannot be opened" in screen.spoken


async def test_a_corrupt_file_is_said_with_its_place(house: Opened, tmp_path: Path) -> None:
    file = tmp_path / "bad.json"
    file.write_text('{"kind": "ztui snapshot",\n "version" 1}', "utf-8")
    async with house(options=TINY) as made:
        await typed(made, f"diff {file}")
        assert "line 2, column 12" in made.screen.spoken
        await made.press("escape")
        await typed(made, "diff")
        assert "Which snapshot?" in "\n".join(made.lines())
