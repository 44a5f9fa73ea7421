"""Requests of the API console: filled in, confirmed, sent, answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ztui.core.config import Profile

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.house import House

    Houses = Callable[..., AbstractAsyncContextManager[House]]

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
    await house.pilot.press("w")
    await house.pilot.pause()
    await house.pilot.pause()
    if keys:
        await wait_for_question(house)
        house.app.screen.opened_at -= 1  # type: ignore[attr-defined]
        await house.pilot.press(*keys)
    await house.settle()


async def wait_for_question(house: House) -> None:
    """Wait until something is asked."""
    for _ in range(200):
        if house.app.screen is not house.screen:
            await house.pilot.pause()
            return
        await house.pilot.pause(0.01)
    raise AssertionError("Nothing was asked.")


def sent(house: House) -> list[str]:
    """Give the requests that were sent by the console, oldest first."""
    return [each.operation_id for each in reversed(house.screen.session.client.requests.recent)]


async def test_a_missing_parameter_is_told_at_its_line_and_nothing_is_sent(house: Houses) -> None:
    async with house(profile=TEST) as opened:
        await open_form(opened, "listPhoneDevices")
        assert opened.screen.line.title == "type"
        before = sent(opened)
        await write(opened)
        assert "Nothing was sent: 1 field" in opened.screen.spoken
        assert any("type *" in line and "! is missing" in line for line in opened.lines())
        assert sent(opened) == before


async def test_a_read_is_filled_in_sent_and_answered(house: Houses) -> None:
    async with house(profile=TEST, size=(120, 40)) as opened:
        await open_form(opened, "listPhoneDevices")
        await opened.press("enter", "j", "enter")
        assert opened.screen.line.text
        await go_to(opened, "page_size")
        await opened.press("enter", *"two", "enter")
        assert any("page_size" in line and "!" in line for line in opened.lines())
        await opened.press("enter", *["backspace"] * 3, "2", "enter")
        await write(opened)
        text = "\n".join(opened.lines())
        for words in ("HTTP status  200", "Weight", "devices", "next_page_token"):
            assert words in text
        assert sent(opened)[-1] == "listPhoneDevices"
