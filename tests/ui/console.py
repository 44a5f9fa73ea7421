"""Going about in the API console: its forms, and what is asked before something is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.core.config import Profile

if TYPE_CHECKING:
    from tests.ui.house import House

__all__ = ["TEST", "box_of", "go_to", "make_contact", "open_form", "sent", "write"]

TEST = Profile("acme", label="TEST", plan="business")


async def open_form(house: House, id: str) -> None:
    """Go to the form of an operation."""
    await house.press("colon", *f"operations {id}", "enter")
    await house.press("e")


async def go_to(house: House, title: str) -> None:
    """Put the cursor on a field of the form."""
    form = house.screen
    at = next(at for at, each in enumerate(form.lines.lines, 1) if each.title == title)
    form.fields.move_to(at)
    await house.settle()


async def write(house: House, *keys: str) -> None:
    """Send what is filled in, and answer the question that is asked, as late as a person would."""
    await house.press("w")
    if keys:
        box_of(house).opened_at -= 1
        await house.press(*keys)


def box_of(house: House) -> Any:
    """Give the box that lies over the screen."""
    return house.app.screen


def sent(house: House) -> list[str]:
    """Give the requests that were sent by the console, oldest first."""
    return [each.operation_id for each in reversed(house.screen.session.client.requests.recent)]


async def make_contact(house: House) -> None:
    """Make an external contact by the console."""
    await open_form(house, "addExternalContact")
    await house.press("enter", *"Bo", "enter")
    await write(house, "y")
    assert house.screen.exchange.status == 201
