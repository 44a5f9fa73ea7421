"""Carries weekly edits out through the screens: to the row, along the keys, through form, plan and confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.ui.modals.confirm import DangerBox, ReviewLine, SevereBox
from ztui.ui.screens.form.screen import FormScreen
from ztui.ui.screens.plan.screen import PlanScreen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.ui.house import House
    from tests.weekly import Weekly

MOST = 4
"""Keys from a list or detail to a form or plan."""


async def go_to_row(on: House, edit: Weekly, used: set[str]) -> str:
    """Open the edit's list at a row that has the edit and was in none before; gives its key."""
    on.app.obey(edit.at)
    await on.settle()
    table = on.screen.table
    for at in range(table.count):
        item = table.item_at(at)
        if item is not None and item.key not in used and edit.row(item.row):
            table.move_to(at)
            await on.settle()
            if edit.keys != ("n",):
                used.add(item.key)
            return str(item.key)
    raise AssertionError(f"{edit.at}: no row has '{edit.edit}'.")


async def reach(on: House, edit: Weekly) -> None:
    """Press its keys and see what they open."""
    assert len(edit.keys) <= MOST
    await on.press(*edit.keys)
    wanted = FormScreen if edit.opens == "form" else PlanScreen
    assert isinstance(on.screen, wanted), (edit.group, edit.edit, on.screen, on.screen.spoken, on.lines())


async def fill(on: House, values: Mapping[str, Any]) -> None:
    """Fill the form in: texts as they are typed, other values as their boxes give them; then make the plan."""
    sheet = on.screen.sheet
    for name, value in values.items():
        if isinstance(value, str) and sheet.field(name).takes_text:
            sheet.type(name, value)
        else:
            sheet.set(name, value)
    await on.press("w")
    assert isinstance(on.screen, PlanScreen), (on.screen.spoken, sheet.problems)


async def confirm(on: House) -> None:
    """Write the plan that is shown, whatever its level asks for."""
    assert on.screen.plan.active
    await on.press("w")
    await agree(on)


async def agree(on: House) -> None:
    """Agree to the plan that is asked about, and see it done."""
    plan, box = on.screen.plan, on.app.screen
    assert isinstance(box, ReviewLine | DangerBox | SevereBox), (on.screen.spoken, box)
    while isinstance(box, DangerBox) and not box.is_read:
        await on.press("pagedown")
    box.opened_at -= 1  # as late as a person would answer
    if isinstance(box, SevereBox):
        await on.type(plan.phrase)
        await on.press("ctrl+y")
    else:
        await on.press("y")
    assert all(each.is_over for each in on.app.runs.kept)
    run = on.app.runs.newest
    assert run is not None
    assert run.run is not None, run.error
    told = [(each.outcome.value, each.said) for each in run.run.results if each.outcome.value != "done"]
    assert not told, (told, [each.request for each in plan.changes])
