"""Forms of edits under test: opening one, going to a field, telling what a line shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.config import Profile
from ztui.services.forms.loading import sheet_of_action, sheet_of_create, sheet_of_update
from ztui.ui.screens.form.screen import FormScreen

if TYPE_CHECKING:
    from tests.ui.house import House
    from ztui.services.forms.sheet import Sheet

__all__ = ["LAB", "act", "body_of", "change", "create", "go_to", "line_of", "open_sheet", "row_of"]


LAB = Profile("acme", label="LAB", plan="none")


async def open_sheet(house: House, sheet: Sheet) -> Any:
    """Open a form of a sheet from the screen that is shown."""
    before = house.screen
    form = FormScreen(before.session, sheet)
    house.app.go(form, before)
    await house.settle()
    return form


async def row_of(house: House, resource: str, at: int = 0) -> Any:
    """Go to a list and give one of its rows."""
    house.app.obey(resource)
    await house.settle()
    return house.screen.table.item_at(at)


async def change(house: House, resource: str, at: int = 0) -> Any:
    """Open the form of a row of a list."""
    row = await row_of(house, resource, at)
    return await open_sheet(house, await sheet_of_update(house.screen.session, resource, row.key))


async def create(house: House, resource: str, **given: Any) -> Any:
    """Open the form of a new object."""
    return await open_sheet(house, await sheet_of_create(house.screen.session, resource, given=given or None))


async def act(house: House, resource: str, action: str, key: str) -> Any:
    """Open the form of an action on an object."""
    return await open_sheet(house, await sheet_of_action(house.screen.session, resource, action, [key]))


async def go_to(house: House, name: str) -> None:
    """Put the cursor on a field."""
    form = house.screen
    at = form.lines.position_of(name)
    assert at is not None, f"{name} is not among {[each.name for each in form.lines.fields]}"
    form.fields.move_to(at)
    await house.settle()


def line_of(house: House, title: str) -> str:
    """Give the line of a field as it is shown."""
    found = [each for each in house.lines()[3:-2] if each[5:].startswith(title)]
    assert len(found) == 1, found
    return found[0]


def body_of(house: House, at: int = 0) -> Any:
    """Give the body that the plan on screen would send."""
    return house.screen.plan.changes[at].request.body
