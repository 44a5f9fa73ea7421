"""A run that was cut is gone on with; one that was left is not."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from ztui.core.config import Profile
from ztui.ui import resuming

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.house import House

    Houses = Callable[..., AbstractAsyncContextManager[House]]


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resuming, "QUIET_SECONDS", 0.001)


async def kept(house: House) -> None:
    """Wait until what is shown was kept."""
    await asyncio.sleep(0.005)
    await house.settle()


async def test_a_run_that_was_cut_is_shown_again_with_filter_order_and_row(house: Houses) -> None:
    async with house() as first:
        await first.press("3")
        await first.press("slash", *"unassigned", "enter")
        await first.press("greater_than_sign")
        await first.press(*"jjjjjjjjjjjjjjjjjjjjjjjjkkk")
        await kept(first)
        shown, row = first.lines()[2:21], first.screen.row.key
    async with house() as second:
        assert second.screen.row.key == row
        assert second.lines()[2:21] == shown
        assert "The last session was cut" in second.screen.spoken
        await second.press("escape")
        assert not second.screen.pane.view.filter
        await second.press("colon", "q", "enter")
    async with house() as third:
        assert third.screen.pane.resource.name == "call-history"


async def test_a_run_that_was_left_is_shown_again_where_the_profile_says_so(house: Houses) -> None:
    profile = Profile("acme", plan="none", restore_view="always")
    async with house(profile=profile) as first:
        await first.press("9")
        await first.press("q")
    async with house(profile=profile) as second:
        assert second.screen.pane.resource.name == "sites"
        assert "cut" not in second.screen.spoken


async def test_the_account_that_was_acted_in_comes_back(house: Houses) -> None:
    async with house() as first:
        await first.press("5")
        await first.press("E")
        await first.press("2")
        acted = first.app.session.account
        await kept(first)
    async with house() as second:
        await second.settle()
        assert second.app.session.account == acted
        assert second.screen.pane.resource.name == "call-queues"
        assert acted.name in second.lines()[0]


async def test_what_is_started_with_goes_before(house: Houses) -> None:
    async with house() as first:
        await first.press("3")
        await kept(first)
    async with house(start="users") as second:
        assert second.screen.pane.resource.name == "users"
        assert "cut" not in second.screen.spoken


async def test_a_list_that_is_no_more_is_not_shown(house: Houses) -> None:
    async with house() as first:
        await first.press("3")
        await kept(first)
        path = next(first.app.session.folders.state.glob("last-*.json"))
    path.write_text(path.read_text().replace('"numbers"', '"nimbers"'))
    async with house() as second:
        assert second.screen.pane.resource.name == "call-history"


async def test_a_start_view_may_be_a_line(house: Houses) -> None:
    async with house(profile=Profile("acme", plan="none", start_view=":numbers /0205")) as opened:
        await opened.settle()
        assert opened.screen.pane.view.filter == "0205"
