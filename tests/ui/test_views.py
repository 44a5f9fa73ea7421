"""Saved views: a list is saved as it is, shown again as it was, renamed, taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ztui.services.saved.views import SavedView
from ztui.ui.screens.views.show import views_of

if TYPE_CHECKING:
    from collections.abc import Callable

Opened = Any


async def test_a_list_is_saved_and_shown_again_with_all_that_it_shows(house: Callable[..., Opened]) -> None:
    async with house() as on:
        await on.type(":calls last 7d missed /dur>5")
        await on.press("enter")
        on.screen.sort_by("-duration")
        await on.settle()
        on.screen._columns_chosen(("start_time", "outcome", "duration"))
        await on.type(":view save Long ones")
        await on.press("enter")
        assert "Saved as 'Long ones'" in on.screen.spoken
        (saved,) = views_of(on.screen.session).all()
        assert saved == SavedView(
            "Long ones",
            "call-history",
            window="7d",
            filter="outcome=missed dur>5",
            sort=("-duration",),
            columns=("start_time", "outcome", "duration"),
        )
        rows, count = on.lines()[3:22], on.screen.pane.count
        await on.press("2")
        await on.type(":view long ones")
        await on.press("enter")
        assert on.lines()[3:22] == rows
        assert on.screen.pane.count == count > 0
        assert on.lines()[2].startswith(" Calls ▸ last 7 days ▸ /outcome=missed dur>5")


async def test_server_filters_are_kept_and_what_is_no_list_is_told(house: Callable[..., Opened]) -> None:
    async with house(start="users") as on:
        on.screen.take_query((("status", "deactivate"),))
        await on.settle()
        await on.type(":view save off")
        await on.press("enter")
        assert views_of(on.screen.session).find("off").query == (("status", "deactivate"),)
        for line in (":quota", ":view save x"):
            await on.type(line)
            await on.press("enter")
        assert "no list" in on.screen.spoken


async def test_the_list_in_a_tab_of_an_object_is_saved_with_the_object(house: Callable[..., Opened]) -> None:
    async with house() as on:
        await on.press("2", "enter", "tab")
        rows, of = on.screen.pane.count, on.screen.pane.view
        assert of.parents
        await on.type(":view save Members")
        await on.press("enter")
        assert "Saved as 'Members'" in on.screen.spoken
        await on.press("3")
        await on.type(":view members")
        await on.press("enter")
        assert on.screen.pane.view == of
        assert on.screen.pane.count == rows > 0


async def test_names_are_completed_and_a_wrong_one_is_told(house: Callable[..., Opened]) -> None:
    async with house() as on:
        views_of(on.screen.session).save(SavedView("Main numbers", "numbers", filter="main"))
        await on.type(":view ma")
        assert any("Saved view Main numbers" in each for each in on.lines())
        await on.press("tab", "enter")
        assert on.lines()[2].startswith(" Numbers ▸ /main")
        await on.type(":view mian")
        await on.press("enter")
        assert "no saved view named 'mian'" in on.screen.spoken


async def test_one_of_that_name_is_replaced_only_when_asked_for(house: Callable[..., Opened]) -> None:
    async with house(start="numbers") as on:
        before = SavedView("mine", "users")
        views_of(on.screen.session).save(before)
        for answer, after in (("n", before), ("y", SavedView("mine", "numbers"))):
            await on.type(":view save mine")
            await on.press("enter")
            assert any("There is a view 'mine'. Replace it?" in each for each in on.lines())
            await on.pilot.pause(0.2)
            await on.press(answer)
            assert views_of(on.screen.session).find("mine") == after


async def test_the_screen_of_views_opens_renames_and_deletes(house: Callable[..., Opened]) -> None:
    async with house() as on:
        views = views_of(on.screen.session)
        await on.press("v")
        assert "   No view is saved yet." in on.lines()
        await on.press("e", "D", "enter", "escape")
        views.save(SavedView("One", "numbers", filter="main"))
        views.save(SavedView("Two", "call-history", window="7d", query=(("directions", "inbound"),)))
        await on.press("v")
        lines = on.lines()
        assert lines[4].split() == ["▌", "One", "Numbers", "/main"]
        assert lines[5].split() == ["Two", "Call", "history", "last", "7", "days", "Direction:", "inbound"]
        await on.press("e", *"rless", "enter")
        assert views.names() == ("Onerless", "Two")
        await on.press("e", *("backspace",) * 8, *"two", "enter")
        assert any("There is a view 'two' already." in each for each in on.lines())
        await on.press("escape", "D")
        await on.pilot.pause(0.2)
        await on.press("n")
        assert len(views.all()) == 2
        await on.press("D")
        await on.pilot.pause(0.2)
        await on.press("y")
        assert views.names() == ("Two",)
        await on.press("enter")
        assert on.lines()[2].startswith(" Calls ▸ last 7 days · Direction: inbound")


async def test_a_file_that_cannot_be_read_is_told_and_kept(house: Callable[..., Opened]) -> None:
    async with house() as on:
        path = views_of(on.screen.session).path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{]")
        await on.press("v")
        assert "cannot be read" in " ".join(" ".join(on.lines()).split())
        await on.press("escape")
        await on.type(":view save x")
        await on.press("enter")
        assert "cannot be read" in on.screen.spoken
        assert path.read_text() == "{]"


async def test_hostile_names_are_shown_and_do_nothing(house: Callable[..., Opened]) -> None:
    async with house() as on:
        path = views_of(on.screen.session).path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('{"[red]x\\u001b[31m\\u202e": {"resource": "no-such-list", "filter": "[b]"}}')
        await on.press("v")
        assert "no-such-list" in on.lines()[4]
        assert "[red]x" in on.lines()[4]
        assert "\x1b" not in on.lines()[4]
        await on.press("enter")
        assert "no-such-list" in on.screen.spoken
