"""Links, sub accounts and offline sessions, on a simulated Zoom."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from tests.ui.house import SMALL
from ztui.resources.registry import below, resource
from ztui.services.links import Link, links_of
from ztui.services.listing import View
from ztui.ui.asked import asked_words, window_words
from ztui.ui.screens.list import ListScreen

if TYPE_CHECKING:
    from collections.abc import Callable

Opened = Any
WEST = ZoneInfo("America/Los_Angeles")
NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)


# Links


async def test_a_link_that_finds_one_row_opens_it_and_esc_goes_back_at_once(house: Callable[..., Opened]) -> None:
    async with house(start="users") as on:
        row = on.screen.table.item_at(3)
        link = Link("User", View("users", filter=f'email="{row.row["email"]}"'), is_match=True)
        root = on.screen
        on.app.follow(link, root)
        await on.settle()
        assert on.screen.key == row.key
        await on.press("escape")
        assert on.screen is root


async def test_a_link_that_finds_several_shows_them_and_its_filter_is_not_the_users(
    house: Callable[..., Opened],
) -> None:
    async with house(start="users") as on:
        root = on.screen
        for keys in ((), ("slash", "a", "enter", "escape")):
            on.app.follow(Link("People", View("users", filter="status:active"), is_match=True), root)
            await on.settle()
            shown = on.screen.pane.count
            assert shown > 1
            await on.press(*keys)
            assert on.screen.pane.count == shown
            assert on.screen.pane.view.filter == "status:active"
            await on.press("escape")
            assert on.screen is root


async def test_a_list_of_calls_opened_by_a_link_names_its_window(house: Callable[..., Opened]) -> None:
    async with house(start="sites") as on:
        on.app.open_view(View("call-history", query=(("site_ids", "x"),)), on.screen)
        await on.settle()
        assert "last 24 hours" in on.lines()[2]
        assert "site_ids" not in on.lines()[2]


# What was asked


@pytest.mark.parametrize(
    ("begin", "end", "said"),
    [
        ("", "", "last 24 hours"),
        ("2026-11-14T14:05:00Z", "2026-11-21T14:05:00Z", "last 7 days"),
        ("2026-11-20T13:55:00Z", "2026-11-21T13:55:00Z", "last 24 hours"),
        ("2026-11-21T13:35:00Z", "2026-11-21T14:05:00Z", "last 30 minutes"),
        ("2026-11-19T08:00:00Z", "2026-11-21T07:59:59Z", "19 Nov 00:00 – 20 Nov 23:59"),
        ("2026-11-12T14:05:00Z", "2026-11-19T14:05:00Z", "12 Nov 06:05 – 19 Nov 06:05"),
        ("2025-11-19", "2025-11-20", "19 Nov 2025 – 20 Nov 2025"),
        ("2026-11-19T08:00:00Z", "", "since 19 Nov 00:00"),
        ("", "2026-11-19T08:00:00Z", "until 19 Nov 00:00"),
        ("whenever", "later", "whenever – later"),
    ],
)
def test_a_window_is_named_in_the_viewers_zone(begin: str, end: str, said: str) -> None:
    assert window_words(begin, end, WEST, NOW) == said


def test_filters_are_told_by_their_titles_after_the_window() -> None:
    query = (("directions", "inbound"), ("directions", "outbound"), ("site_ids", "s1"), ("odd_one", "x"))
    words = asked_words(resource("call-history"), query, zone=WEST, now=NOW, but=(("site_ids", "s1"),))
    assert words == ["last 24 hours", "Direction: inbound, outbound", "odd one: x"]
    assert asked_words(resource("users"), (), zone=WEST, now=NOW) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("call-history", "last 24 hours"),
        ("recordings", "last 30 days"),
        ("queue-analytics", "last 24 hours"),
        ("call-charges", "last 30 days"),
        ("sms-charges", "last 30 days"),
        ("fax-logs", "Zoom's default period"),
    ],
)
def test_a_window_that_nobody_chose_is_the_one_that_zoom_has(name: str, said: str) -> None:
    assert asked_words(resource(name), (), zone=WEST, now=NOW) == [said]


def test_a_recording_leads_to_its_call_in_the_day_that_ends_with_it() -> None:
    row = {"id": "r", "call_id": "7", "date_time": "2026-03-08T10:00:00Z", "owner": {}}
    [link] = [each for each in links_of(resource("recordings"), row) if each.title == "Call (in the list)"]
    assert link.view is not None
    assert link.view.resource == "call-history"
    assert link.view.query == (
        ("call_ids", "7"),
        ("from", "2026-03-07T10:00:00Z"),
        ("to", "2026-03-08T10:00:00Z"),
    )
    [odd] = [
        each
        for each in links_of(resource("recordings"), row | {"date_time": "soon"})
        if each.title == "Call (in the list)"
    ]
    assert odd.view is not None
    assert odd.view.query == (("call_ids", "7"),)


# Sub accounts


async def test_a_sub_account_is_left_by_its_key_from_a_list_and_an_object(house: Callable[..., Opened]) -> None:
    async with house(size=(100, 30), start="accounts") as on:
        for where in ((), ("enter",)):
            await on.press("5", "E", "6", *where)
            assert " · Acme Retail" in on.lines()[0]
            assert "E leave account" in on.lines()[-1]
            await on.press("E")
            assert "Acme Retail" not in on.lines()[0]
            assert "leave account" not in on.lines()[-1]


async def test_the_accounts_stay_in_reach_of_a_sub_account(house: Callable[..., Opened]) -> None:
    async with house(size=(100, 30), start="accounts") as on:
        rows = on.screen.pane.count
        await on.press("E", "5")
        assert on.screen.pane.count == rows
        assert " · Acme Retail" in on.lines()[0]
        assert "E leave account" in on.lines()[-1]
        await on.press("j")
        assert "E act in" in on.lines()[-1]
        await on.press("enter")
        assert on.screen.row is not None
        await on.press("escape", "E")
        assert " · Acme Logistics" in on.lines()[0]
        await on.press("5", "j", "E")
        assert "Acme" not in on.lines()[0]


async def test_the_header_names_the_account_that_its_screen_acts_for(house: Callable[..., Opened]) -> None:
    async with house(start="accounts") as on:
        row = on.screen.row
        other = await on.app.home.acting_for(row.key, "Acme Retail")
        on.app.go(ListScreen(other, View("numbers")), on.screen)
        await on.settle()
        assert " · Acme Retail" in on.lines()[0]
        await on.press("escape")
        assert "Acme Retail" not in on.lines()[0]


async def test_accounts_that_may_not_be_read_name_the_missing_scope(house: Callable[..., Opened]) -> None:
    options = replace(SMALL, scopes=("phone:read:admin",))
    async with house(options=options) as on:
        assert "5 Accounts" in on.lines()[1]
        await on.press("5")
        assert "scope" in on.screen.spoken
        assert "account:" in " ".join(on.lines())


async def test_an_account_without_sub_accounts_says_so(house: Callable[..., Opened]) -> None:
    async with house(options=replace(SMALL, accounts=0)) as on:
        assert "5 Accounts" not in on.lines()[1]
        await on.press("5")
        assert on.screen.spoken == "This account has no sub accounts."


# Offline


async def test_an_offline_session_says_so_and_asks_nothing(house: Callable[..., Opened]) -> None:
    async with house(offline=True) as on:
        assert " OFFLINE" in on.lines()[0]
        assert "   This session is offline." in on.lines()
        assert on.screen.problem is None
        await on.press("r")
        assert on.screen.spoken == "This session is offline."
        assert on.app.session.client.requests.recent == ()


async def test_a_list_that_asks_for_values_says_which_and_takes_them(house: Callable[..., Any]) -> None:
    async with house() as on:
        on.app.obey("campaign-opt-statuses")
        await on.settle()
        assert on.screen.problem.message.endswith("need smsCampaignId, consumer_phone_number, zoom_phone_user_numbers.")
        assert ":campaign-opt-statuses smsCampaignId=..." in on.screen.problem.hint
        on.app.obey("campaign-opt-statuses smsCampaignId=c1 consumer_phone_number=+1415 zoom_phone_user_numbers=+1416")
        await on.settle()
        assert on.screen.pane.view.parents == (
            ("smsCampaignId", "c1"),
            ("consumer_phone_number", "+1415"),
            ("zoom_phone_user_numbers", "+1416"),
        )
        on.app.obey("queue-members")
        await on.settle()
        assert "belong to an object" in on.screen.problem.message


@pytest.mark.parametrize("name", ["sites", "voicemails", "recordings", "users"])
def test_no_two_links_of_an_object_have_the_same_title(name: str) -> None:
    of = resource(name)
    titles = [child.name for child in below(name)] + [each.title for each in of.related]
    assert len(titles) == len(set(titles))
