"""Windows of calls: chosen, fetched in the background, asked for where they cost much, stopped and gone on with."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.ui.house import SMALL
from ztui.core.config import Profile
from ztui.resources.registry import resource
from ztui.services.calls.cost import Cost, Progress
from ztui.services.calls.windows import second_of
from ztui.services.links import links_of
from ztui.services.view import View
from ztui.ui.modals.confirm import ReviewLine
from ztui.ui.screens.ladder.screen import LadderScreen
from ztui.ui.screens.views.show import views_of
from ztui.ui.screens.windows.box import RangeBox

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from typing import Any

    from tests.ui.house import House

    Opened = AbstractAsyncContextManager[House]

FEW = replace(SMALL, users=15, queues=4, numbers=40, calls=3_400)
BUSINESS = Profile("acme", label="PROD", plan="business")
CAREFUL = Profile("acme", label="PROD", plan="business", sync_ask_percent=0)


async def command(on: House, text: str) -> None:
    """Type a line at the colon."""
    await on.press("colon")
    await on.type(text)
    await on.press("enter")


def crumbs(on: House) -> str:
    return on.lines()[2].strip()


def requests(on: House) -> int:
    return int(on.app.session.client.requests.by_label.get("HEAVY", 0))


async def test_a_window_of_months_is_fetched_once_and_shown_from_the_store(house: Callable[..., Opened]) -> None:
    async with house(profile=BUSINESS, options=FEW) as on:
        await command(on, "calls last 90d")
        assert crumbs(on).startswith("Calls ▸ last 90 days")
        assert on.screen.pane.listing.status.complete
        count = on.screen.pane.count
        assert count > 500
        assert f"{count:,} new calls stored" in on.screen.spoken
        assert any("heavy requests" in each.text and "% of today's pot" in each.text for each in on.app.messages)
        asked = requests(on)
        await command(on, "calls 2026-09-05..2026-10-20")
        assert crumbs(on).startswith("Calls ▸ 5 Sep 00:00 – 20 Oct 23:59")
        assert 0 < on.screen.pane.count < count
        assert requests(on) == asked


async def test_what_costs_much_is_asked_for_and_no_keeps_what_came(house: Callable[..., Opened]) -> None:
    async with house(profile=CAREFUL, options=FEW) as on:
        await command(on, "calls last 90d")
        assert isinstance(on.app.screen, ReviewLine)
        assert any("heavy requests" in line for line in on.lines())
        assert any("more than 0 % of the day's pot" in line for line in on.lines())
        await on.press("n")
        assert "Nothing more was fetched" in on.screen.spoken
        some = on.screen.pane.count
        assert not on.screen.pane.listing.status.complete
        assert "loaded, more to come" in crumbs(on)
        await command(on, "sync")
        assert isinstance(on.app.screen, ReviewLine)
        await asyncio.sleep(0.15)  # a question does not hear keys at once
        await on.press("y")
        assert on.screen.pane.listing.status.complete
        assert on.screen.pane.count > some > 0


async def test_what_is_fetched_shows_while_it_comes_and_esc_stops_it(house: Callable[..., Opened]) -> None:
    async with house(profile=BUSINESS, options=FEW) as on:
        on.line.held = asyncio.Event()
        await on.pilot.press("colon", *"calls last 6months", "enter")
        for _ in range(20):
            await on.pilot.pause()
        assert "looking how many calls there are (esc stops)" in on.screen.spoken
        await on.pilot.press("escape")
        on.line.held.set()
        await on.settle()
        assert on.screen.spoken == "Stopped. What came is stored; :sync goes on from there."
        assert not on.app.syncs.running
        await command(on, "sync")
        assert on.screen.pane.listing.status.complete


async def test_no_time_is_promised_while_zoom_is_silent(house: Callable[..., Opened]) -> None:
    async with house(profile=BUSINESS, options=FEW) as on:
        on.line.held = asyncio.Event()
        await on.pilot.press("colon", *"calls last 6months", "enter")
        for _ in range(20):
            await on.pilot.pause()
        syncs, clock = on.app.syncs, on.app.session.clock
        syncs._tell(Progress(300, 1, Cost(2, 500, 1.0, 29_000, 30_000), one_by_one=False))
        assert "calls 300 of 800, 1 request, pot 29,000, 1 s left" in on.screen.spoken
        syncs._tell_silence(clock.monotonic() + 1)
        assert "1 s left" in on.screen.spoken
        syncs._tell_silence(clock.monotonic() + 9)
        assert "pot 29,000, waiting for Zoom (esc stops)" in on.screen.spoken
        on.line.held.set()
        await on.settle()


async def test_what_was_said_before_gives_way_to_how_far_the_next_is(house: Callable[..., Opened]) -> None:
    async with house(profile=BUSINESS, options=FEW) as on:
        for said in ("Stopped. What came is stored.", "9 new calls stored, 2 requests."):
            on.screen.say(said)
            on.line.held = asyncio.Event()
            await on.pilot.press("colon", *"sync last 6months", "enter")
            for _ in range(20):
                await on.pilot.pause()
            assert "looking how many calls there are (esc stops)" in on.screen.spoken
            await on.pilot.press("escape")
            on.line.held.set()
            await on.settle()
            on.line.held = None


async def test_a_stored_window_that_cannot_be_refreshed_does_not_say_that_more_comes(
    house: Callable[..., Opened],
) -> None:
    async with house(profile=BUSINESS, options=FEW) as on:
        await command(on, "calls last 30d")
        on.line.box.clock.advance(3600)
        on.line.cut = True
        await command(on, "calls last 14d")
        assert on.screen.problem is not None
        assert "loaded, not refreshed" in crumbs(on)


async def test_totals_come_back_when_the_user_goes_on(house: Callable[..., Opened]) -> None:
    async with house(profile=BUSINESS, options=FEW) as on:
        await command(on, "calls last 30d")
        assert "new calls stored" in on.screen.spoken
        await on.press("down")
        assert on.screen.spoken == ""
        assert " calls · " in on.lines()[-2]
        await on.press("B")
        assert "Mark two calls" in on.screen.spoken
        await on.press("slash")
        await on.type("dir=inbound")
        await on.press("enter")
        assert " calls · " in on.lines()[-2]
        await on.press("slash")
        await on.type(" outcome:mised")
        await on.press("enter", "down")
        assert "is never 'mised'. Did you mean missed" in on.screen.spoken


async def test_a_cut_line_says_that_it_can_go_on_and_then_it_does(house: Callable[..., Opened]) -> None:
    async with house(profile=BUSINESS, options=FEW) as on:
        on.line.cut = True
        await command(on, "calls last 30d")
        assert "What came is stored; :sync goes on from there." in on.screen.spoken
        on.line.cut = False
        await on.press("r")
        assert on.screen.pane.listing.status.complete


async def test_an_empty_pot_says_when_it_goes_on(house: Callable[..., Opened]) -> None:
    async with house(profile=BUSINESS, options=FEW) as on:
        client = on.app.session.client
        day = on.app.session.clock.now().date()
        await client._ledger.told("demo", day, "phone heavy", 0, 30_000)
        await command(on, "calls last 30d")
        assert "It can go on at" in on.screen.spoken
        assert "16:00" in on.screen.spoken


async def test_the_box_offers_windows_with_what_is_stored_and_judges_two_ends(house: Callable[..., Opened]) -> None:
    async with house(profile=BUSINESS, options=FEW) as on:
        await command(on, "calls last 30d")
        await command(on, "window")
        assert any("Last 30 days" in line and " stored" in line for line in on.lines())
        assert any("Six months" in line and "30 of 184 days stored" in line for line in on.lines())
        await on.press("end", "enter")
        assert isinstance(on.app.screen, RangeBox)
        await on.type("2026-11-10")
        await on.press("tab")
        await on.type("2026-11-01")
        assert any("To" in line and "ends before it begins" in line for line in on.lines())
        await on.press("enter")
        assert isinstance(on.app.screen, RangeBox)
        await on.press(*["backspace"] * 2)
        await on.type("12")
        assert any("10 Nov 00:00 – 12 Nov 23:59, stored" in line for line in on.lines())
        await on.press("enter")
        assert crumbs(on).startswith("Calls ▸ 10 Nov 00:00 – 12 Nov 23:59")


async def test_windows_that_cannot_be_are_refused(house: Callable[..., Opened]) -> None:
    async with house(profile=BUSINESS, options=FEW) as on:
        for typed, said in (
            ("calls last 7months", "last six months"),
            ("calls 2026-11-10..2026-11-01", "ends before it begins"),
            ("calls 2026-12-01..", "in the future"),
            ("window soon", "no time"),
            ("sync 2020-01-01..2020-02-01", "longer ago"),
        ):
            await command(on, typed)
            assert said in " ".join(each.strip() for each in on.lines()[-2:])
        assert requests(on) <= 1


async def _followed(on: House, name: str, row: dict[str, Any]) -> None:
    link = next(each for each in links_of(resource(name), row) if each.owned is not None)
    on.app.follow(link, on.screen)
    await on.settle()


async def test_calls_of_a_queue_are_direct_where_stored_and_through_by_a_key(house: Callable[..., Opened]) -> None:
    async with house(profile=BUSINESS, options=FEW) as on:
        await on.press("2")
        row = dict(on.screen.row.row)
        await _followed(on, "call-queues", row)
        number = str(row["extension_number"])
        assert f"through {number}, by Zoom" in crumbs(on)
        through = on.screen.pane.count
        await command(on, "sync 10d")
        await on.press("escape")
        await _followed(on, "call-queues", row)
        assert "direct calls, stored" in crumbs(on)
        assert "/" not in crumbs(on)
        assert on.screen.pane.view.filter == f"to_ext={number}"
        assert all(str(each.row["callee_ext_number"]) == number for each in await on.screen.pane.listing.rows(0, 500))
        direct = on.screen.pane.count
        await on.press("U")
        assert f"through {number}" in crumbs(on)
        assert on.screen.spoken == f"through: any call passing {number}"
        assert on.screen.pane.count == through >= direct
        await command(on, "window 90d")
        assert "a month at a time" in " ".join(on.lines()[-2:])
        await on.press("U")
        assert "direct calls, stored" in crumbs(on)
        await command(on, "window 7d")
        assert "direct calls, stored" in crumbs(on)
        assert on.screen.pane.count >= direct


async def test_rows_of_a_users_history_open_the_call_that_they_are_legs_of(house: Callable[..., Opened]) -> None:
    async with house(profile=BUSINESS, options=FEW) as on:
        await on.press("6")
        users = await on.screen.pane.listing.rows(0, 40)
        for user in users:
            view = View(
                "user-call-history",
                (("userId", user.key),),
                (("from", "2026-11-10T00:00:00Z"), ("to", "2026-11-21T14:00:00Z")),
            )
            on.app.open_view(view, on.screen)
            await on.settle()
            if on.screen.pane.count:
                break
            await on.press("escape")
        await on.press("enter")
        assert isinstance(on.screen, LadderScreen)
        assert any("call ended" in line for line in on.lines())


async def test_following_shows_new_calls_at_the_top_until_the_cursor_is_moved(house: Callable[..., Opened]) -> None:
    async with house(profile=BUSINESS, options=FEW) as on:
        await on.press("N")
        assert on.screen.spoken.startswith("Following every 10 s: 6 heavy requests a minute, 1.2 % of today's pot")
        assert "FOLLOW 10 s" in on.lines()[0]
        first = on.screen.row.key
        while on.screen.row.key == first:
            on.line.box.clock.advance(1800)
            await on.screen.following.look()
            await on.settle()
        assert on.screen.table.cursor == 0
        assert "(now)" in on.lines()[0]
        await on.press("down")
        here, count = on.screen.row.key, on.screen.pane.count
        while on.screen.pane.count == count:
            on.line.box.clock.advance(1800)
            await on.screen.following.look()
            await on.settle()
        assert on.screen.row.key == here
        assert on.screen.table.cursor > 1
        await on.press("N")
        assert on.screen.spoken == "Not following."
        assert "FOLLOW" not in on.lines()[0]


async def test_the_window_of_before_comes_back_after_following_and_is_what_a_view_saves(
    house: Callable[..., Opened],
) -> None:
    async with house(profile=BUSINESS, options=FEW) as on:
        before = crumbs(on).split("  ")[0]
        await on.press("N")
        assert "since" in crumbs(on)
        await command(on, "view save bad day")
        assert views_of(on.app.session).find("bad day").window == ""
        on.line.box.clock.advance(1800)
        await on.press("N")
        assert on.screen.spoken == "Not following."
        assert crumbs(on).split("  ")[0] == before
        await command(on, "window 7d")
        before = crumbs(on).split("  ")[0]
        await command(on, "follow 30")
        await command(on, "follow 60")
        await command(on, "view save week")
        assert views_of(on.app.session).find("week").window == "7d"
        await command(on, "follow off")
        assert crumbs(on).split("  ")[0] == before


async def test_following_goes_on_more_slowly_while_zoom_fails(house: Callable[..., Opened]) -> None:
    async with house(profile=BUSINESS, options=FEW) as on:
        await on.press("N")
        on.line.cut = True
        for _ in range(4):
            await on.screen.following.look()
        assert "Following tries again, more slowly." in on.screen.spoken
        assert "FOLLOW 160 s, Zoom fails" in on.lines()[0]
        on.line.cut = False
        await on.screen.following.look()
        assert on.screen.spoken == "Zoom answers again: following goes on."
        assert "FOLLOW 10 s" in on.lines()[0]


async def test_following_stops_by_itself_and_says_why(house: Callable[..., Opened]) -> None:
    async with house(profile=BUSINESS, options=FEW) as on:
        await command(on, "follow 30")
        assert "FOLLOW 30 s" in on.lines()[0]
        day = on.app.session.clock.now().date()
        await on.app.session.client._ledger.told("demo", day, "phone heavy", 100, 30_000)
        await on.screen.following.look()
        assert on.screen.spoken.startswith("Following stopped: 100 requests are left of today's pot, under 10 %.")
        assert on.screen.following is None
        await on.app.session.client._ledger.told("demo", day, "phone heavy", 20_000, 30_000)
        await command(on, "follow")
        following: Any = on.screen.following
        await command(on, "window 7d")
        await following.look()
        assert "this window has an end" in on.screen.spoken
        assert "FOLLOW" not in on.lines()[0]


async def test_what_cannot_be_followed_is_said(house: Callable[..., Opened]) -> None:
    async with house(profile=CAREFUL, options=FEW) as on:
        for typed, said in (
            ("follow soon", "'soon' is no number of seconds"),
            ("follow 0", "cannot be followed every 0 s"),
            ("window 90d", "more than 0 %"),
        ):
            await command(on, typed)
            assert said in " ".join(each.strip() for each in on.lines()[-4:])
        await on.press("n")
        await command(on, "follow")
        assert "Much of this window is not stored yet" in " ".join(on.lines()[-2:])
        await on.press("6")
        await command(on, "follow")
        assert "Only a list of calls can be followed." in on.screen.spoken


async def test_what_is_not_kept_is_not_fetched(house: Callable[..., Opened]) -> None:
    async with house(profile=replace(BUSINESS, retention_days=20), options=FEW) as on:
        await command(on, "calls last 60d")
        first = (await on.app.session.calls.covered())[0].first
        now = on.app.session.clock.now()
        assert abs(first - second_of(now - timedelta(days=20))) < 60
        asked = requests(on)
        await on.press("r")
        assert requests(on) == asked
        await command(on, "calls 2026-09-01..2026-09-30")
        assert "not kept: retention_days is 20" in on.screen.spoken
