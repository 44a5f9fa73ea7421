"""What is changed of calls week by week: the client code of a user's call, and a call taken out of a history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.ui.weekly_run import MOST, confirm, fill
from ztui.services.listing import View

if TYPE_CHECKING:
    from collections.abc import Callable

Opened = Any


async def calls_of_somebody(on: Any) -> None:
    """Put the cursor on a user who has calls, and open these with two keys."""
    session = on.app.session
    for at in range(on.screen.table.count):
        user = on.screen.table.item_at(at).key
        listing = session.listings.open(View("user-call-history", (("userId", user),)))
        await listing.refresh()
        count = listing.status.shown
        await listing.close()
        if count > 1:
            on.screen.table.move_to(at)
            await on.settle()
            break
    await on.press("a")
    choices = on.app.screen.choices
    [letter] = [each.key for each in choices if each.title == "User call history"]
    await on.press(letter)
    assert on.screen.pane.resource.name == "user-call-history"


async def test_a_call_gets_a_client_code_and_leaves_a_history_within_four_keys_of_its_user(
    house: Callable[..., Opened],
) -> None:
    async with house(start="users") as on:
        await calls_of_somebody(on)
        calls = on.screen
        await on.press("a")
        [letter] = [each.key for each in on.app.screen.choices if each.title == "Set the client code…"]
        await on.press(letter)
        keys = ("a", "its calls", "a", letter)
        assert len(keys) <= MOST
        assert on.screen.sheet.title == "Set the client code"
        await fill(on, {"code": "4711"})
        await confirm(on)
        assert on.screen is calls
        before, key = calls.pane.count, calls.row.key
        await on.press("D")
        await confirm(on)
        assert on.screen is calls
        assert calls.pane.count == before - 1
        assert await calls.pane.listing.position_of(key) is None
