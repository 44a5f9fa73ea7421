"""The detail screen, on a simulated Zoom."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from tests.hostile import HOSTILE_NAMES
from ztui.core.errors import Unreachable
from ztui.ui.modals.choose import ChooseOne
from ztui.ui.modals.problem import ProblemDetails
from ztui.ui.screens.detail import DetailScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from ztui.resources.model import Row

Opened = Any


async def test_a_queue_shows_its_fields_and_its_members_below(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues") as on:
        name = on.screen.row.row["name"]
        await on.press("enter")
        lines = on.lines()
        assert lines[0].endswith("06:05 PST (now)")
        assert lines[2].startswith(f" Queues ▸ {name}")
        assert lines[2].endswith("call queue")
        assert lines[3].startswith(f" {name}")
        assert " ext 8" in lines[3]
        assert lines[3].endswith("active")
        tabs = lines[4]
        assert tabs.startswith(" [Members ")
        assert lines[5].startswith(" ┌─ Overview ─")
        assert "Numbers" in tabs
        assert tabs.endswith("Fields   Raw")
        assert any("opted in" in line or "always" in line for line in lines[15:])
        assert on.screen.spoken == ""


async def test_tab_and_shift_tab_go_round_the_tabs(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues") as on:
        await on.press("enter")
        tabs = on.screen.tab_names()
        seen = [on.screen.tab]
        for _ in range(len(tabs)):
            await on.press("tab")
            seen.append(on.screen.tab)
            assert f"[{on.screen.tab}" in on.lines()[4]
        assert seen == [*tabs, tabs[0]]
        await on.press("shift+tab")
        assert on.screen.tab == tabs[-1]


async def test_hours_are_told_in_words(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues") as on:
        await on.press("enter", "tab", "tab")
        assert on.screen.tab == "Hours"
        assert any("Mon-" in line and ":00" in line for line in on.lines())


async def test_fields_show_all_boxes_and_raw_shows_what_zoom_sent(house: Callable[..., Opened]) -> None:
    async with house(start="numbers") as on:
        await on.press("enter", "tab")
        assert on.screen.tab == "Fields"
        text = "\n".join(on.lines())
        assert "+1 " in text
        assert "(+1" in text
        assert "Not possible" in text
        await on.press("J")
        assert on.screen.tab == "Raw"
        assert any(line.startswith('  "id": "') for line in on.lines())
        await on.press("J")
        assert on.screen.tab == "Fields"


async def test_the_fields_scroll_by_the_keys_of_a_list(house: Callable[..., Opened]) -> None:
    async with house(start="calls") as on:
        await on.press("enter")
        while on.screen.tab != "Fields":
            await on.press("tab")
        first = on.lines()[5]
        await on.press("G")
        assert on.lines()[5] != first
        await on.press("g")
        assert on.lines()[5] == first


async def test_fields_say_how_much_more_there_is_and_promise_nothing_to_open(house: Callable[..., Opened]) -> None:
    async with house(start="users") as on:
        await on.press("enter")
        assert " enter open" in on.lines()[-1]
        await on.press("shift+tab")
        while on.screen.tab != "Fields":
            await on.press("shift+tab")
        assert on.screen.tab == "Fields"
        assert "enter open" not in on.lines()[-1]
        assert any("more lines" in line for line in on.lines())
        await on.press("G")
        assert not any("more lines" in line for line in on.lines())


async def test_times_name_their_zone_and_utc_and_durations_have_minutes(house: Callable[..., Opened]) -> None:
    async with house(size=(120, 40), start="calls") as on:
        await on.press("enter", "tab")
        text = "\n".join(on.lines())
        assert " PST (" in text
        assert " UTC)" in text
        assert any("Duration" in line and ":" in line for line in on.lines())


async def test_a_call_shows_its_legs_and_a_leg_opens(house: Callable[..., Opened]) -> None:
    async with house(start="calls") as on:
        await on.press("enter", "tab")
        assert on.screen.tab == "Legs"
        assert on.screen.pane.count >= 1
        await on.press("enter")
        assert isinstance(on.screen, DetailScreen)
        assert on.screen.resource.name == "call-elements"
        assert on.screen.spoken == ""
        await on.press("escape")
        assert on.screen.resource.name == "call-history"


async def test_what_only_the_list_says_is_shown_and_set_apart_in_the_raw_form(house: Callable[..., Opened]) -> None:
    async with house(start="calls") as on:
        await on.press("enter")
        assert "duration" in on.screen.row
        await on.press("J", "G")
        assert any(line == "Only in the list:" for line in _raw(on))


def _raw(on: Any) -> list[str]:
    text: str = on.screen.query_one("#raw").text
    return text.splitlines()


async def test_enter_on_a_member_goes_to_the_user(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues") as on:
        await on.press("enter")
        member = on.screen.below
        assert member is not None
        await on.press("enter")
        assert on.screen.resource.name == "users"
        assert on.screen.key == member.key


async def test_links_lead_to_lists_and_objects_and_back(house: Callable[..., Opened]) -> None:
    async with house(start="numbers /kind:user") as on:
        await on.press("enter")
        assert on.screen.tab == "Related"
        assert [each.title for each in on.screen.links][:3] == ["Owner", "Site", "Calls"]
        await on.press("enter")
        assert on.screen.resource.name == "users"
        await on.press("escape", "down", "down", "enter")
        assert on.screen.pane.resource.name == "call-history"
        await on.press("escape")
        assert on.screen.resource.name == "numbers"


async def test_actions_name_links_keys_and_what_cannot_be_done(house: Callable[..., Opened]) -> None:
    async with house(start="numbers") as on:
        await on.press("enter", "a")
        assert isinstance(on.app.screen, ChooseOne)
        choices = on.app.screen.choices
        headings = [each.title for each in choices if each.is_heading]
        assert headings[1:] == [
            "Objects",
            "Lists",
            "API console",
            "What was written",
            "Keys",
            "Not possible by the API",
        ]
        assert headings[0].startswith("+")
        refused = [each.refused for each in choices if each.title == "Buy numbers"]
        assert refused == ["Numbers are bought in the Zoom portal."]
        await on.press("escape")
        assert not isinstance(on.app.screen, ChooseOne)


async def test_without_a_line_the_row_of_the_list_stays_and_the_reason_is_said(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues") as on:
        on.line.cut = True
        await on.press("enter")
        assert isinstance(on.screen.problem, Unreachable)
        assert on.screen.spoken.startswith("Cannot reach")
        assert on.screen.row is not None
        assert any("Overview" in line for line in on.lines())
        on.line.cut = False
        await on.press("r")
        assert on.screen.spoken == ""
        assert on.screen.problem is None


class Gate:
    """Stands before the simulator and lets nothing through until it is opened."""

    def __init__(self, box: Any) -> None:
        self.box = box
        self.open = asyncio.Event()

    async def app(self, scope: Any, receive: Any, send: Any) -> None:
        await self.open.wait()
        await self.box.app(scope, receive, send)


async def test_esc_stops_the_reading_and_keeps_what_there_is(house: Callable[..., Opened]) -> None:
    async with house(start="numbers") as on:
        gate = on.line.box = Gate(on.line.box)
        await on.pilot.press("enter")
        await on.pilot.pause()
        assert on.screen.spoken.startswith("reading the number (esc stops)")
        assert on.screen.row is not None
        await on.pilot.press("escape")
        await on.pilot.pause()
        assert on.screen.spoken.startswith("Stopped")
        assert isinstance(on.screen, DetailScreen)
        gate.open.set()
        await on.press("r")
        assert on.screen.spoken == ""


async def test_an_object_that_is_not_there_says_so_and_what_to_do(house: Callable[..., Opened]) -> None:
    async with house() as on:
        on.app.open_object("users", "no-such-user")
        await on.settle()
        assert on.screen.row is None
        text = "\n".join(on.lines())
        assert "r tries again, enter shows the details" in text
        await on.press("enter")
        assert isinstance(on.app.screen, ProblemDetails)
        assert any("HTTP status" in line for line in on.lines())
        assert any("GET /phone/users/{userId}" in line for line in on.lines())
        await on.press("escape", "escape")
        assert not isinstance(on.screen, DetailScreen)


async def test_an_account_can_be_entered_from_its_detail(house: Callable[..., Opened]) -> None:
    async with house(start="accounts") as on:
        await on.press("enter")
        assert "E act in" in on.lines()[23]
        name = on.screen.heading.name
        await on.press("E")
        assert on.app.session.account.name == name
        assert name in on.lines()[0]


async def test_hostile_names_stand_on_the_detail_as_they_are_and_act_on_nothing(house: Callable[..., Opened]) -> None:
    async with house(size=(100, 30)) as on:
        on.line.cut = True
        for first, second, third in zip(HOSTILE_NAMES[::3], HOSTILE_NAMES[1::3], HOSTILE_NAMES[2::3], strict=False):
            row: Row = {
                "id": first,
                "name": first,
                "status": second,
                "site": {"id": "s1", "name": third},
                "department": second,
                second: third,
            }
            on.app.go(DetailScreen(on.app.session, "call-queues", first, (), row), on.app.house_screen)
            await on.settle()
            for tab in ("Fields", "Raw"):
                on.screen.show_tab(tab)
                await on.pilot.pause()
                assert not _acts("".join(on.lines()))
            await on.pilot.press("c")
            assert not _acts("".join(on.lines()))
            await on.pilot.press("escape")
            assert on.app.screen is on.screen


def _acts(text: str) -> set[str]:
    """Give the characters that a terminal would act on."""
    return {char for char in text if ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 or char in "\u202e\u2066\u2069"}


async def test_every_resource_with_a_get_operation_has_a_detail_at_both_sizes(house: Callable[..., Opened]) -> None:
    for size in ((80, 24), (120, 40)):
        async with house(size=size) as on:
            for key in "23456789":
                await on.press(key, "enter")
                assert isinstance(on.screen, DetailScreen)
                assert on.screen.spoken == ""
                assert on.screen.row
                assert len(on.lines()) == size[1]


async def test_a_click_on_a_tab_goes_there_and_one_on_a_link_follows_it(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues") as on:
        await on.press("enter")
        line = next(at for at, text in enumerate(on.lines()) if text.startswith(" [Members"))
        await on.pilot.click(offset=(on.lines()[line].index("Related") + 2, line))
        await on.settle()
        assert on.screen.tab == "Related"
        menu = on.screen.query_one("#links")
        at = next(at for at, each in enumerate(menu.choices) if each.title == "Calls")
        await on.pilot.click("#links", offset=(4, 0))
        await on.settle()
        assert menu.cursor == 1
        await on.pilot.click("#links", offset=(4, at))
        await on.settle()
        assert menu.cursor == at
        await on.pilot.click("#links", offset=(4, at))
        await on.settle()
        assert on.screen.pane.resource.name == "call-history"


async def test_an_action_can_be_chosen_from_the_list_of_actions(house: Callable[..., Opened]) -> None:
    async with house(start="numbers /kind:user") as on:
        await on.press("enter", "a")
        choices = [each for each in on.app.screen.choices if not each.is_heading]
        raw = next(at for at, each in enumerate(choices) if each.id == "raw")
        await on.press(*["down"] * raw, "enter")
        assert on.screen.tab == "Raw"
        await on.press("a", "slash", *"owner", "enter")
        assert on.screen.resource.name == "users"


async def test_tabs_that_do_not_fit_give_way_to_the_one_that_is_shown(house: Callable[..., Opened]) -> None:
    async with house(start="accounts") as on:
        await on.press("enter")
        while on.screen.tab != "Raw":
            await on.press("tab")
            assert any(f"[{on.screen.tab}" in line for line in on.lines())


async def test_a_user_opened_as_a_member_has_the_name_and_the_name_of_the_site(house: Callable[..., Opened]) -> None:
    async with house(start="call-queues") as on:
        await on.press("enter")
        below = on.screen.below
        while below.row.get("level") != "user":
            await on.press("j")
            below = on.screen.below
        await on.press("enter")
        assert on.screen.resource.name == "users"
        assert on.screen.heading.name == below.row["name"]
        assert on.screen.tab == on.screen.tab_names()[0]
        assert "name" in on.screen.row["site"]
        assert not any(f"Site {on.screen.row['site_id']}" in " ".join(line.split()) for line in on.lines())
