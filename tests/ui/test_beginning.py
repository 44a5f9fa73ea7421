"""What is seen from the first painted screen on: rows that stay as they are, on the view that was wished for."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

import pytest

from ztui.core.config import Profile
from ztui.services.saved.views import SavedView
from ztui.ui import resuming
from ztui.ui.app import ZtuiApp
from ztui.ui.commands.offers import complete, offers
from ztui.ui.keys import actions_of
from ztui.ui.screens.views.show import views_of
from ztui.ui.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.house import House

    Houses = Callable[..., AbstractAsyncContextManager[House]]


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Collect what every painting of an app shows."""
    seen: list[list[str]] = []
    display = ZtuiApp._display

    def noted(app: ZtuiApp, screen: Any, renderable: Any) -> None:
        display(app, screen, renderable)
        strips = app.screen._compositor.render_strips()
        seen.append(["".join(segment.text for segment in strip).rstrip() for strip in strips])

    monkeypatch.setattr(ZtuiApp, "_display", noted)
    return seen


def rows(lines: list[str]) -> list[str]:
    return [each[3:] for each in lines[4:21] if re.match(r"...\d\d:\d\d", each)]


async def test_stored_rows_come_first_and_as_they_stay(house: Houses, painted: list[list[str]]) -> None:
    async with house() as first:
        shown = rows(first.lines())
        assert shown
        await first.press("colon", "q", "enter")
    painted.clear()
    async with house() as second:
        assert rows(second.lines()) == shown

    assert not any("nothing has been read" in line for lines in painted for line in lines)
    assert next(rows(lines) for lines in painted if rows(lines)) == shown


async def test_where_nothing_is_stored_only_zoom_is_spoken_of(house: Houses, painted: list[list[str]]) -> None:
    async with house() as on:
        assert rows(on.lines())

    assert not any("nothing has been read" in line for lines in painted for line in lines)


async def test_what_is_not_stored_is_told_offline(house: Houses) -> None:
    async with house(offline=True) as on:
        assert any("nothing has been read yet" in each for each in on.lines())


@pytest.mark.parametrize(
    ("view", "crumbs"),
    [
        (":numbers /main", "Numbers ▸ /main"),
        (":calls last 7d", "Calls ▸ last 7 days"),
        ("kept", "Numbers ▸ /main"),
        (":devices", "Devices"),
        (":account-settings /record", "Account settings ▸ /record"),
    ],
)
async def test_a_start_view_is_the_first_that_is_shown(
    house: Houses, painted: list[list[str]], view: str, crumbs: str
) -> None:
    profile = Profile("acme", plan="none", start_view=view)
    if view == "kept":
        async with house(profile=Profile("acme", plan="none")) as before:
            views_of(before.screen.session).save(SavedView("kept", "numbers", filter="main"))
            await before.press("colon", "q", "enter")
        painted.clear()
    async with house(profile=profile) as on:
        assert crumbs in on.lines()[2]
        assert on.app.first_screen is on.screen

    assert all(crumbs in lines[2] for lines in painted if lines[2].strip())


@pytest.mark.parametrize(
    ("view", "crumbs"),
    [
        (":numbers @retail /main", "Numbers ▸ /main"),
        (":account-settings @retail", "Account settings"),
        (":account retail", "Calls"),
    ],
)
async def test_a_start_in_a_sub_account_shows_nothing_of_another(
    house: Houses, painted: list[list[str]], view: str, crumbs: str
) -> None:
    async with house(profile=Profile("acme", plan="none", start_view=view)) as on:
        assert crumbs in on.lines()[2]
        assert "Acme Retail" in on.lines()[0]
        sent = [each.operation_id for each in on.app.home.client.requests.recent]
        assert ("accountCallHistory" in sent) is (crumbs == "Calls")

    before = [lines for lines in painted if lines[2].strip() and "Acme Retail" not in lines[0]]
    assert all("Looking for the account retail" in lines[2] for lines in before)


async def test_a_start_in_an_account_that_nobody_knows_begins_at_the_first_area(house: Houses) -> None:
    async with house(start="numbers @nobody") as on:
        assert "no sub account" in on.screen.spoken
        assert "Calls" in on.lines()[2]
        await on.press("left_square_bracket")
        assert "Calls" in on.lines()[2]


async def test_esc_leads_from_settings_at_the_start_to_the_first_area(house: Houses) -> None:
    async with house(start="account-settings") as on:
        assert "Account settings" in on.lines()[2]
        await on.press("escape")
        assert "Calls" in on.lines()[2]
        assert rows(on.lines())


async def test_a_start_view_that_is_wrong_is_told(house: Houses) -> None:
    async with house(start="numbers nonsense") as on:
        assert "is not understood" in on.screen.spoken


async def test_what_is_wrong_with_a_profile_stays_until_the_next_key(house: Houses) -> None:
    profile = Profile("acme", plan="none", keys={"bogus": "k9"}, theme="nope", start_view=":settings")
    async with house(profile=profile, size=(120, 40)) as on:
        assert "bogus" in on.screen.spoken
        assert "nope" in on.screen.spoken
        on.screen.show_progress("loading numbers: 3%")
        on.screen.say("Something else.", "warn")
        assert "bogus" in on.screen.spoken
        await on.press("down")
        assert "bogus" not in on.screen.spoken
        assert {"bogus", "nope"} == {
            word for word in ("bogus", "nope") for said in on.app.messages if word in said.text
        }


async def test_a_cut_run_and_a_wrong_profile_are_both_told(house: Houses, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resuming, "QUIET_SECONDS", 0.001)
    async with house(profile=Profile("acme", plan="none")) as first:
        await first.press("3")
        await asyncio.sleep(0.005)
        await first.settle()
    async with house(profile=Profile("acme", plan="none", theme="nope"), size=(120, 40)) as second:
        assert "nope" in second.screen.spoken
        assert "The last session was cut" in second.screen.spoken
        await second.press("down")
        assert "cut" not in second.screen.spoken


def test_more_than_there_is_room_for_is_counted() -> None:
    standing = Standing()
    for at in range(3):
        standing.add(f"Sentence {at}." + " word" * 10, "warn")

    assert standing.words(60) == ("And 2 more, see :messages. Sentence 0." + " word" * 10, "warn")
    assert standing.words(500)[0].count("Sentence") == 3
    assert standing.clear()
    assert not standing


async def test_where_nothing_is_set_up_no_profile_is_named(house: Houses) -> None:
    async with house(profile=Profile("environment"), offline=True, start="setup") as on:
        assert on.lines()[0].strip() == "no profile"
        await on.press("escape")
        assert "   No account is set up yet: :setup does that." in on.lines()
        await on.press("r")
        assert on.screen.spoken == "No account is set up yet: :setup does that."
        assert not any("offline" in each for each in on.lines())


async def test_that_what_was_stored_was_damaged_is_told(house: Houses) -> None:
    async with house() as before:
        path = before.screen.session.cache.path
        await before.press("colon", "q", "enter")
    path.write_text("a shopping list\n" * 300)
    async with house() as on:
        assert on.screen.spoken.startswith("What was stored was damaged, and is made anew")
        assert rows(on.lines())
        await on.press("down", "2")
        assert "damaged" not in on.screen.spoken


@pytest.mark.parametrize("text", ["numb", "numbers", "numbers ", "n"])
def test_deprecated_lists_are_offered_after_all_others(text: str) -> None:
    found = [each.title for each in complete(text, offers(actions_of("app"), "123456789"), 50)]

    old = ["(old API)" in title for title in found]
    assert old == sorted(old)
    assert text != "numbers " or not found
