"""The edits that an admin makes every week, each from its list or detail in at most four keys, through the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.weekly_cases import CASES, look_around
from tests.ui.weekly_run import MOST, confirm, fill, go_to_row, reach
from tests.weekly import WEEKLY
from ztui.core.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.house import House
    from tests.ui.weekly_cases import Case, World
    from tests.weekly import Weekly
    from ztui.zoom.client import Client

Opened = Any
GROUPS = tuple(dict.fromkeys(each.group for each in WEEKLY))


def test_every_weekly_edit_is_within_four_keys_and_has_a_case() -> None:
    assert {(each.group, each.edit) for each in WEEKLY} == set(CASES)
    assert all(0 < len(each.keys) <= MOST for each in WEEKLY)


@pytest.mark.parametrize("group", GROUPS)
async def test_weekly_edits_are_reached_planned_confirmed_and_done(house: Callable[..., Opened], group: str) -> None:
    async with house() as on:
        world = await look_around(on.app.session)
        used: set[str] = set()
        for edit in (each for each in WEEKLY if each.group == group):
            await make(on, edit, CASES[group, edit.edit], world, used)


async def make(on: House, edit: Weekly, case: Case, world: World, used: set[str]) -> None:
    """Make one edit, and ask the simulator whether it was made."""
    key = await go_to_row(on, edit, used)
    listed = on.screen.table.item_at(on.screen.table.cursor).row
    opened_from = on.screen
    await reach(on, edit)
    if edit.opens == "form":
        await fill(on, case.values(world))
    plan = on.screen.plan
    assert plan.changes, (edit.group, edit.edit, plan.says)
    row = plan.changes[0].key or key
    await confirm(on)
    assert on.screen.spoken == "" or on.screen.spoken.startswith("Done"), (edit.edit, on.screen.spoken)
    words = {"key": key, "above": key, "row": row, "of": case.of(world), **listed}
    path = {name: _filled(value, words) for name, value in (case.path or {}).items()}
    shows = _filled(case.shows(world), words)
    if not shows:
        with pytest.raises(NotFound):
            await on.app.session.client.request(case.read, path, case.query or {})
        assert await opened_from.pane.listing.position_of(key) is None
        return
    session = await on.app.session.acting_for(words["of"] if case.is_inside else "")
    answer = await _told(session.client, case, path)
    assert (shows.removeprefix("!") in answer) is not shows.startswith("!"), (
        edit.group,
        edit.edit,
        shows,
        answer[:2000],
    )


def _filled(text: str, words: dict[str, Any]) -> str:
    for name, value in words.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


async def _told(client: Client, case: Case, path: dict[str, str]) -> str:
    """Give all that the simulator answers to a read, page after page."""
    told, query = "", dict(case.query or {})
    while True:
        answer = (await client.request(case.read, path, query)).data
        told += str(answer)
        token = answer.get("next_page_token") if isinstance(answer, dict) else ""
        if not token:
            return told
        query["next_page_token"] = token
