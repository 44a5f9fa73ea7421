"""What a write costs beside itself: the lists that are open show it, and long ones are not read again for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.ui.house import SMALL
from tests.ui.weekly_run import agree, confirm, fill
from ztui.ui.screens.reread import SHORT

if TYPE_CHECKING:
    from collections.abc import Callable

Opened = Any
MANY = replace(SMALL, numbers=1000, users=12, queues=4, calls=100)
MOST = 4
"""Requests of a change, once its plan was confirmed."""


def requests(on: Any, since: int = 0) -> list[tuple[str, str]]:
    """Give method and path of what the simulator was asked, tokens left out."""
    seen = [each for each in on.line.box.engine.records.requests if "oauth" not in each.path]
    return [(each.method, each.path) for each in seen[since:]]


async def test_a_change_in_a_list_of_a_thousand_numbers_takes_four_requests(house: Callable[..., Opened]) -> None:
    async with house(start="numbers /unassigned", options=MANY, size=(120, 30)) as on:
        numbers, key = on.screen, on.screen.row.key
        assert numbers.pane.listing.requests > SHORT
        read_at = numbers.pane.listing.status.as_of
        await on.press("e")
        await fill(on, {"display_name": "Front desk"})
        await on.press("w")
        before = len(requests(on))
        await agree(on)
        assert len(requests(on)) - before <= MOST, requests(on, before)
        assert on.screen is numbers
        assert numbers.row.key == key
        assert numbers.row.row["display_name"] == "Front desk"
        assert numbers.pane.listing.status.as_of == read_at
        count = numbers.pane.count
        await on.press("D")
        await on.press("w")
        before = len(requests(on))
        await agree(on)
        assert len(requests(on)) - before <= MOST, requests(on, before)
        assert numbers.pane.count == count - 1
        assert await numbers.pane.listing.position_of(key) is None


async def test_many_changes_in_a_long_list_do_not_read_it(house: Callable[..., Opened]) -> None:
    async with house(start="numbers /kind:user", options=MANY, size=(120, 30)) as on:
        numbers, status = on.screen, on.screen.pane.listing.status
        await on.press(*["space"] * 8)
        await on.press("D")
        before = len(requests(on))
        await confirm(on)
        while on.screen is not numbers:
            await on.press("escape")
        paths = [path for method, path in requests(on, before) if method == "GET"]
        assert not [path for path in paths if path.endswith("/numbers")], paths
        assert numbers.pane.listing.status.loaded == status.loaded
        assert numbers.pane.count == status.shown - 8


async def test_a_new_row_of_a_long_list_comes_last_and_gets_the_cursor(house: Callable[..., Opened]) -> None:
    options = replace(SMALL, queues=320, users=12, numbers=20, calls=50)
    async with house(start="call-queues", options=options) as on:
        queues = on.screen
        assert queues.pane.listing.requests > SHORT
        count, read_at = queues.pane.count, queues.pane.listing.status.as_of
        await on.press("n")
        await fill(on, {"name": "Night desk", "site_id": queues.row.row["site"]["id"]})
        await confirm(on)
        assert queues.row.row["name"] == "Night desk"
        assert (queues.pane.count, queues.table.cursor) == (count + 1, count)
        assert queues.pane.listing.status.as_of == read_at


async def test_the_row_of_an_object_that_a_write_names_is_read_alone(house: Callable[..., Opened]) -> None:
    options = replace(SMALL, queues=320, users=12, numbers=20, calls=50)
    async with house(start="call-queues", options=options, size=(120, 30)) as on:
        queues = on.screen
        await on.press("enter", "j")
        await on.press("D")
        await confirm(on)
        before = len(requests(on))
        await on.press("escape")
        assert on.screen is queues
        assert len(requests(on)) - before <= 1, requests(on, before)
